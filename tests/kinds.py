"""A pytest plugin that counts tests by kind, so that a kind that silently stopped running fails the run.

A test's kinds are its markers; a test that bears none is pure. With `--kind-minimums FILE` (which `make test` gives)
a run that executed fewer tests of a kind than the file asks for fails.
"""

import os
import time
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from tests.covering import FOLDER, covered

KINDS = ("pure", "http", "browser", "peer", "postgresql", "sandbox")
PROPERTY = "kinds"


def kinds_of(marks: set[str]) -> list[str]:
    """The kinds of a test that bears these marks."""
    return [kind for kind in KINDS if kind in marks] or ["pure"]


def too_few(ran: Counter[str], minimums: dict[str, int]) -> list[str]:
    """A sentence for each kind of which fewer tests ran than the minimum."""
    return [
        f"{ran[kind]} {kind} tests ran; tests/minimums.toml asks for at least {least}"
        for kind, least in minimums.items()
        if ran[kind] < least
    ]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("slipway")
    group.addoption("--long", action="store_true", help="run the tests marked long too")
    group.addoption("--kind-minimums", type=Path, help="a TOML file: how many tests of each kind must run")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # with xdist, reports come together on the controller
        config.pluginmanager.register(Count(config), "slipway-kinds")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        kinds = kinds_of({mark.name for mark in item.iter_markers()})
        item.user_properties.append((PROPERTY, " ".join(kinds)))
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


class Count:
    """Counts tests as their reports come in, and speaks at the end."""

    def __init__(self, config: pytest.Config) -> None:
        file: Path | None = config.getoption("--kind-minimums")
        self.minimums: dict[str, int] = tomllib.loads(file.read_text()) if file else {}
        self.config = config
        self.began = time.monotonic()
        self.ran: Counter[str] = Counter()
        self.milliseconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        kinds = [kind for name, value in report.user_properties if name == PROPERTY for kind in str(value).split()]
        for kind in kinds[-1:]:  # none, when a worker crashed
            self.milliseconds[kind] += round(1000 * report.duration)
        if report.when == "call" and not report.skipped:
            self.ran.update(kinds)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if too_few(self.ran, self.minimums) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        if self.minimums:
            terminalreporter.section("summary")
            terminalreporter.line(", ".join(self._lines()))
            # A test of two kinds counts under the dearer one; all workers' seconds are added up.
            terminalreporter.line(
                "spent: " + ", ".join(f"{self.milliseconds[kind] / 1000:.0f} s {kind}" for kind in KINDS)
            )
        terminalreporter.line("ran: " + ", ".join(f"{self.ran[kind]} {kind}" for kind in KINDS))
        for sentence in too_few(self.ran, self.minimums):
            terminalreporter.line(sentence, red=True)

    def _lines(self) -> list[str]:
        folder = os.environ.get(FOLDER)
        return [
            *([f"coverage {covered(Path(folder)):.0f} % (in the tests' own process)"] if folder else []),
            *([f"set-up {os.environ['SET_UP_SECONDS']} s"] if "SET_UP_SECONDS" in os.environ else []),
            f"tests {time.monotonic() - self.began:.0f} s",
        ]
