"""A pytest plugin that counts tests by kind, so that a kind that silently stopped running fails the run.

A test's kinds are its markers; a test that bears none is pure. With `--whole` (which `make test` gives) a run fails
when a test was skipped or no test of a kind ran.
"""

from collections import Counter
from collections.abc import Sequence

import pytest
from _pytest.terminal import TerminalReporter

KINDS = ("pure", "http", "sandbox", "browser", "peer", "postgresql")
PROPERTY = "kinds"


def kinds_of(marks: set[str]) -> list[str]:
    """The kinds of a test that bears these marks."""
    return [kind for kind in KINDS if kind in marks] or ["pure"]


def left_out(ran: Counter[str], skipped: Sequence[str]) -> list[str]:
    """A sentence for each kind of which no test ran, and for each test or file of tests that was skipped."""
    return [f"no {kind} test ran" for kind in KINDS if not ran[kind]] + [f"{name} was skipped" for name in skipped]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("slipway")
    group.addoption("--long", action="store_true", help="run the tests marked long too")
    group.addoption("--whole", action="store_true", help="fail if a test is skipped or no test of a kind runs")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # with xdist, reports come together on the controller
        config.pluginmanager.register(Count(is_whole=config.getoption("--whole")), "slipway-kinds")


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
    """Counts tests as their reports come in, and tells the numbers at the end."""

    def __init__(self, *, is_whole: bool) -> None:
        self.is_whole = is_whole
        self.ran: Counter[str] = Counter()
        self.milliseconds: Counter[str] = Counter()
        self.skipped: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.skipped += [report.nodeid] if report.skipped else []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        kinds = [kind for name, value in report.user_properties if name == PROPERTY for kind in str(value).split()]
        for kind in kinds[-1:]:  # none, when a worker crashed
            self.milliseconds[kind] += round(1000 * report.duration)
        self.skipped += [report.nodeid] if report.skipped else []
        if report.when == "call" and not report.skipped:
            self.ran.update(kinds)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.is_whole and left_out(self.ran, self.skipped) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        if self.is_whole:
            # A test of two kinds counts under the dearer one; all workers' seconds are added up.
            spent = (f"{self.milliseconds[kind] / 1000:.0f} s {kind}" for kind in KINDS)
            terminalreporter.line(f"spent: {', '.join(spent)}")
        terminalreporter.line("ran: " + ", ".join(f"{self.ran[kind]} {kind}" for kind in KINDS))
        for sentence in left_out(self.ran, self.skipped) if self.is_whole else ():
            terminalreporter.line(sentence, red=True)
