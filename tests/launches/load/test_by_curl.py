"""The README's launch without an LMS, as a newcomer pastes it: apply, serve, a form signed by a script, curl."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests import asking
from tests.processes import free_port, running, wait_until_it_answers
from tests.surroundings import bare_environment
from tests.way_in import way_in

pytestmark = pytest.mark.http

ROOT = Path(__file__).parents[3]


def pasted(port: int) -> list[str]:
    """The section's blocks, for this port."""
    section = (ROOT / "README.md").read_text().partition("### A launch without an LMS\n")[2].partition("\n## ")[0]
    return [block.replace("8000", str(port)) for block in re.findall(r"^```\n(.*?)^```$", section, re.S | re.M)]


def checkout(folder: Path) -> Path:
    """A folder that looks like this checkout."""
    (folder / ".venv").symlink_to(Path(sys.executable).parents[1])
    for name in ("src", "tools"):
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.mark.parametrize("data", ["migrated", pytest.param("none", marks=pytest.mark.long)])
def test_a_signed_form_from_curl_opens_the_unit(tmp_path: Path, prepared: Path, data: str) -> None:
    port, here = free_port(), checkout(tmp_path)
    if data == "migrated":  # `migrate` has little to do then
        shutil.copytree(prepared, here / "data")
    home = f"http://localhost:{port}"  # the default port may be taken
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = bare_environment() | {"SLIPWAY_PUBLIC_URL": home, "PATH": path, "no_proxy": "localhost"}
    serve, launch = pasted(port)
    script = f"set -e; cd '{here}'\n{serve.replace('.venv/bin/slipway serve', 'exec .venv/bin/slipway serve')}"
    with running(["bash", "-c", script], environment=environment, log=tmp_path / "log") as program:
        wait_until_it_answers(program, f"{home}/accounts/login/", seconds=90)  # it may migrate first
        posted = subprocess.run(
            ["bash", "-ec", launch], cwd=here, env=environment, capture_output=True, text=True, check=True
        )
        head, _, landed = posted.stdout.partition("\n\n")  # read as text, so that lines end alike
        assert " 200" in head.splitlines()[0]
        to = way_in(httpx.Response(200, content=landed))
        page = asking.get(f"{home}{to.path}", headers=to.bearer)
    mark = f'data-unit="{to.path.rpartition("/")[2]}" data-role="student"'
    assert mark in landed
    assert mark in page.text
