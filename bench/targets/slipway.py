"""Slipway as an operator runs it: a site file, `slipway apply`, `slipway serve`; on SQLite or on a PostgreSQL."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.lms.course import CLIENT_ID, COURSE, DEPLOYMENT, ISSUER, KEY, ORIGIN, SECRET
from bench.machine.checkouts import Checkout
from bench.machine.postgres import Postgres
from bench.machine.programs import Program, bare_environment, free_port, output_of, running, wait_until_it_listens
from bench.targets.target import FORM_STEPS, LANDING_STEPS, Step, Target
from tools.set_up import ROOT

SAMPLE = ROOT / "src/slipway/content/samples/python-from-zero"  # guides of 4 to 5 KB
SITE = f"""
[[organization]]
slug = "acme"
name = "Acme College"
owners = [{{ email = "olivia@acme.example", name = "Olivia", password = "correct horse battery" }}]
[[organization.lti_1p1]]
name = "Canvas"
consumer_key = "{KEY}"
shared_secret = "{SECRET}"
[[organization.lti_1p3]]
name = "Canvas"
issuer = "{ISSUER}"
client_id = "{CLIENT_ID}"
auth_url = "{ORIGIN}/api/lti/authorize_redirect"
token_url = "{ORIGIN}/login/oauth2/token"
jwks_url = "%(lms)s/jwks"
deployment_policy = "all"
deployments = ["{DEPLOYMENT}"]
[[organization.class]]
slug = "python"
folder = "class"
lti_enabled = true
lms_url = "{ORIGIN}/courses/{COURSE}"
"""


@dataclass(frozen=True)
class Installation:
    """A Slipway with its data, set up for the LMS, not running."""

    checkout: Checkout
    port: int
    data: Path
    environment: Mapping[str, str]

    def slipway(self, *arguments: str) -> str:
        """Run a command of it. Returns what it printed."""
        return output_of([str(self.checkout.slipway), *arguments], environment=self.environment)

    def run(self, module: str, *arguments: str) -> str:
        """Run one of our programs that know its models, in its own virtual environment. Returns what it printed."""
        ours = {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "slipway.site.settings"}
        return output_of(
            [str(self.checkout.python), "-m", module, *arguments], environment={**self.environment, **ours}
        )

    def show(self) -> dict[str, Any]:
        """What it says that it has."""
        shown: dict[str, Any] = json.loads(self.slipway("show", "--json"))
        return shown

    def units(self) -> list[dict[str, Any]]:
        """The units of the class that is launched, as `show` has them."""
        (school,) = self.show()["organizations"]
        (launched,) = (each for each in school["classes"] if each["slug"] == "python")
        return [unit for module in launched["modules"] for unit in module["units"]]


@contextmanager
def installed(
    checkout: Checkout, *, lms: str, database: Postgres | None = None, class_folder: Path = SAMPLE
) -> Iterator[Installation]:
    """Set up a Slipway for the length of the block. `lms` is where the LMS's key set is."""
    folder = Path(tempfile.mkdtemp(prefix="bench-slipway-"))
    port = free_port()
    data = folder / "data"
    environment = bare_environment() | {
        "SLIPWAY_DATA": str(data),
        "SLIPWAY_PUBLIC_URL": f"http://localhost:{port}",
        "SLIPWAY_ALLOW_PRIVATE_LMS": "1",
    }
    if database:
        environment["DATABASE_URL"] = database.url
    made = Installation(checkout, port, data, environment)
    try:
        shutil.copytree(class_folder, folder / "class")
        site = folder / "site.toml"
        site.write_text(SITE % {"lms": lms})
        made.slipway("apply", str(site))
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def serving(made: Installation) -> Iterator[Program]:
    """Serve it in one process on the tool's core, with as many threads as it comes with."""
    bind = f"127.0.0.1:{made.port}"
    command = [str(made.checkout.slipway), "serve", "--bind", bind, "--workers", "1"]
    with running(command, environment=made.environment, log=made.data / "serve.log") as program:
        wait_until_it_listens(program, made.port)
        yield program


def targets_of(made: Installation, name: str, programs: list[Program]) -> list[Target]:
    """Its units as targets: by LTI 1.1 and by LTI 1.3."""
    units = made.units()
    links, marks = [unit["launch_url"] for unit in units], [unit["title"].encode() for unit in units]
    posted = LANDING_STEPS if made.checkout.lands else FORM_STEPS
    by_form = Target(name=f"{name}-1p1", port=made.port, steps=posted, programs=programs, links=links, marks=marks)
    by_token = Target(
        name=f"{name}-1p3", port=made.port, steps=(Step.LOGIN, *posted), programs=programs, links=links, marks=marks,
        login_path="/lti/1p3/login", answer_path="/lti/1p3/launch",
    )  # fmt: skip
    return [by_form, by_token]
