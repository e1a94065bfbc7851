"""A bare view and other projects' tools, on the web server that Slipway uses; ltijs on Node's own."""

import hashlib
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.lms.course import CLIENT_ID, ISSUER, ORIGIN
from bench.machine.checkouts import CACHE
from bench.machine.postgres import bring_postgresql, postgres
from bench.machine.programs import (
    FailedError,
    Program,
    bare_environment,
    free_port,
    output_of,
    running,
    wait_until_it_listens,
    wait_until_it_says,
)
from bench.machine.redis import redis
from bench.targets.target import Step, Target
from tools.set_up import ROOT

HERE = ROOT / "bench" / "peers"
PYTHONS = CACHE / "peers"
NODE = CACHE / "ltijs"
MARK = b"Loops lab"
THREADS = "4"  # as many as Slipway comes with
TOKEN = (Step.LOGIN, Step.POST)


@contextmanager
def bare_view(lms: str) -> Iterator[Sequence[Target]]:
    """A view that does nothing."""
    port = free_port()
    with _granian(Path(sys.executable), "bare_view", port, {}, CACHE / "bare_view.log") as program:
        link = f"http://localhost:{port}/page"
        yield [Target(name="bare-view", port=port, steps=[Step.PAGE], programs=[program], links=[link], marks=[MARK])]


@contextmanager
def pylti1p3(lms: str) -> Iterator[Sequence[Target]]:
    """pylti1p3 in Django, with Redis and cached platform keys."""
    port, python = free_port(), _python()
    with redis() as cache:
        environment = {"BENCH_LMS": lms, "BENCH_REDIS": str(cache.socket)}
        with _granian(python, "pylti_tool", port, environment, CACHE / "pylti1p3.log") as program:
            yield [_token_target("pylti1p3", port, [program, cache.program], TOKEN)]


@contextmanager
def django_lti(lms: str) -> Iterator[Sequence[Target]]:
    """django-lti on PostgreSQL, with Redis for its cache."""
    port, python = free_port(), _python()
    bring_postgresql()
    with redis() as cache, postgres() as database:
        environment = {
            "BENCH_LMS": lms,
            "BENCH_REDIS": str(cache.socket),
            "BENCH_POSTGRESQL": str(database.folder),
        }
        output_of([str(python), "-m", "bench.peers.django_lti_tool"], environment=_surroundings(environment))
        with _granian(python, "django_lti_tool", port, environment, CACHE / "django-lti.log") as program:
            yield [_token_target("django-lti", port, [program, cache.program, database.program], TOKEN)]


@contextmanager
def flask_lti(lms: str) -> Iterator[Sequence[Target]]:
    """Flask with `lti`, nonces in Redis."""
    port, python = free_port(), _python()
    with redis() as cache:
        environment = {"BENCH_REDIS": str(cache.socket)}
        with _granian(python, "flask_tool", port, environment, CACHE / "flask-lti.log") as program:
            link = f"http://localhost:{port}/launch"
            programs = [program, cache.program]
            yield [
                Target(name="flask-lti", port=port, steps=[Step.POST], programs=programs, links=[link], marks=[MARK])
            ]


@contextmanager
def ltijs(lms: str) -> Iterator[Sequence[Target]]:
    """ltijs on PostgreSQL."""
    port, node = free_port(), shutil.which("node")
    if node is None or shutil.which("npm") is None:
        message = "Node and npm are not installed."
        raise FailedError(message)
    bring_postgresql()
    _bring_ltijs()
    with postgres() as database:
        environment = bare_environment() | {
            "NODE_ENV": "production",
            "BENCH_LMS": lms,
            "BENCH_PORT": str(port),
            "BENCH_POSTGRESQL": str(database.folder),
            "BENCH_ISSUER": ISSUER,
            "BENCH_CLIENT_ID": CLIENT_ID,
            "BENCH_ORIGIN": ORIGIN,
        }
        log = CACHE / "ltijs.log"
        log.unlink(missing_ok=True)
        with running([node, str(NODE / "tool.js")], environment=environment, log=log) as program:
            wait_until_it_says(program, "ready")
            steps = (*TOKEN, Step.PAGE)
            yield [_token_target("ltijs", port, [program, database.program], steps, path="/")]


def _token_target(
    name: str, port: int, programs: Sequence[Program], steps: Sequence[Step], *, path: str = "/launch"
) -> Target:
    link = f"http://localhost:{port}{path}"
    return Target(
        name=name, port=port, steps=steps, programs=programs, links=[link], marks=[MARK],
        login_path="/login", answer_path=path,
    )  # fmt: skip


@contextmanager
def _granian(python: Path, module: str, port: int, more: Mapping[str, str], log: Path) -> Iterator[Program]:
    command = [str(python), "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", THREADS, "--no-ws", "--log-level", "error"]
    with running([*command, f"bench.peers.{module}:application"], environment=_surroundings(more), log=log) as program:
        wait_until_it_listens(program, port)
        yield program


def _surroundings(more: Mapping[str, str]) -> Mapping[str, str]:
    return bare_environment() | {"PYTHONPATH": str(ROOT)} | dict(more)


def _python() -> Path:
    """The Python of the peers' virtual environment, which is made when it or what it holds is another."""
    python, wanted = PYTHONS / "bin" / "python", HERE / "requirements.txt"
    stamp, key = PYTHONS / "made-of", hashlib.sha256(wanted.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != key:
        print("Setting up: other projects' LTI tools …", file=sys.stderr, flush=True)
        shutil.rmtree(PYTHONS, ignore_errors=True)
        output_of([sys.executable, "-m", "venv", str(PYTHONS)], environment=bare_environment())
        pip = [str(python), "-m", "pip", "-qq", "--disable-pip-version-check", "install", "-r", str(wanted)]
        output_of(pip, environment=bare_environment())
        stamp.write_text(key)
    return python


def _bring_ltijs() -> None:
    wanted = HERE / "package.json"
    stamp, key = NODE / "made-of", wanted.read_text()
    if not stamp.exists() or stamp.read_text() != key:
        print("Setting up: ltijs …", file=sys.stderr, flush=True)
        shutil.rmtree(NODE, ignore_errors=True)
        NODE.mkdir(parents=True)
        shutil.copy(wanted, NODE / "package.json")
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", str(NODE)]
        output_of(command, environment=bare_environment(), folder=NODE)
        stamp.write_text(key)
    shutil.copy(HERE / "ltijs_tool.js", NODE / "tool.js")
