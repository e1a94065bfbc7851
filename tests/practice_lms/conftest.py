"""A practice LMS that runs as an operator runs it, and a tool for it."""

import json
import sys
from collections.abc import Iterator

import pytest

from tests import asking
from tests.practice_lms.advantage_visitor import AdvantageVisitor
from tests.practice_lms.echo_1p3 import AdvantageTool
from tests.practice_lms.echo_tool import EchoTool, serving
from tests.practice_lms.visitor import Visitor
from tests.processes import free_port, running, wait_until_it_answers
from tests.surroundings import bare_environment

# LMSs whose dialects are tried in `make test-long` where a test goes through all of them.
AT_LENGTH = ("blackboard", "brightspace", "sakai")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A product of tests and dialects is for the long run; Canvas, Moodle, Open edX and Schoology differ most."""
    for item in items:
        if "practice_lms" in item.path.parts and any(name in item.name.partition("[")[2] for name in AT_LENGTH):
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def echo_tool() -> Iterator[EchoTool]:
    """A running echo tool."""
    with serving(EchoTool()) as tool:
        yield tool


@pytest.fixture(scope="session")
def advantage_tool() -> Iterator[AdvantageTool]:
    """A running echo tool of LTI 1.3."""
    with serving(AdvantageTool()) as tool:
        yield tool


@pytest.fixture(scope="session")
def lms_url(tmp_path_factory: pytest.TempPathFactory, echo_tool: EchoTool) -> Iterator[str]:
    """Address of a practice LMS whose App Center lists the echo tool."""
    data, bind = tmp_path_factory.mktemp("practice-lms"), f"127.0.0.1:{free_port()}"
    app = {"name": "Echo", "config_url": f"{echo_tool.origin}/config.xml", "description": "Says what it hears"}
    environment = bare_environment() | {"PRACTICE_LMS_APPS": json.dumps([app])}
    command = [sys.executable, "-m", "practice_lms", "serve", "--bind", bind, "--data", str(data)]
    with running(command, environment=environment, log=data / "serve.log") as program:
        wait_until_it_answers(program, f"http://{bind}/practice/state")
        yield f"http://{bind}"


@pytest.fixture
def lms(lms_url: str, echo_tool: EchoTool) -> Iterator[Visitor]:
    """A visitor of the practice LMS; faults that the test set are taken back."""
    with asking.client(lms_url, follow_redirects=True, timeout=20) as client:
        none = client.get("/practice/faults.json").json()
        yield Visitor(client, echo_tool)
        client.post("/practice/faults.json", json=none)


@pytest.fixture
def lms13(lms: Visitor, advantage_tool: AdvantageTool) -> AdvantageVisitor:
    """The same with the tool of LTI 1.3."""
    return AdvantageVisitor(lms, advantage_tool)
