"""How much of Slipway runs in the tests' own processes, by SlipCover: its probes take themselves out once they are hit.

A tool that traces lines made these tests take half as long again on Python 3.11. Servers that tests start are not
measured. `-p tests.covering` has pytest load this before anything imports Slipway, as its settings are for Django's
plugin; processes leave what they saw in the folder that the environment names.
"""

import json
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.terminal import TerminalReporter
from slipcover import Slipcover, merge_coverage
from slipcover.importer import SlipcoverLoader

FOLDER = Path(os.environ["COVERAGE_FOLDER"])
PACKAGE = Path(__file__).parents[1] / "src/slipway"


class Probing(MetaPathFinder):
    """Modules of Slipway get probes as they are imported, but for migrations."""

    def __init__(self) -> None:
        self.seen = Slipcover(source=[str(PACKAGE)], omit=["*/migrations/*"])

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As Python finds a module, in the words of `importlib`."""
        if fullname.partition(".")[0] != "slipway" or ".migrations" in fullname:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader and spec.origin:
            spec.loader = SlipcoverLoader(self.seen, spec.loader, spec.origin)
        return spec


assert "slipway" not in sys.modules
_probing = Probing()
sys.meta_path.insert(0, _probing)


def pytest_sessionfinish() -> None:
    """Before xdist says that this process is done; the summary comes last."""
    (FOLDER / f"{os.getpid()}.json").write_text(json.dumps(_probing.seen.get_coverage()))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """How many of the lines have run in any of the processes."""
    first, *others = [json.loads(file.read_text()) for file in FOLDER.glob("*.json")]
    for other in others:
        merge_coverage(first, other)
    terminalreporter.line(f"coverage {first['summary']['percent_covered']:.0f} % (in the tests' own process)")
