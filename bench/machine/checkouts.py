"""States of Slipway's source, each with the virtual environment that its own lock file makes."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.machine.programs import FailedError, bare_environment, output_of
from tools.set_up import ROOT

CACHE = ROOT / ".bench"  # git leaves it out; delete it and it is made anew
BASELINE = "508699b"  # what figures are compared with


@dataclass(frozen=True)
class Checkout:
    """A state of the source that is set up."""

    name: str
    folder: Path

    @property
    def python(self) -> Path:
        """The Python that it runs in."""
        return self.folder / ".venv" / "bin" / "python"

    @property
    def slipway(self) -> Path:
        """Its command."""
        return self.folder / ".venv" / "bin" / "slipway"

    @property
    def lands(self) -> bool:
        """Whether it answers a launch by the page itself."""
        return (self.folder / "src/slipway/sessions/landing.py").exists()


def of_folder(folder: Path, name: str) -> Checkout:
    """A checkout that somebody works in. It is set up only where it never was."""
    found = Checkout(name, folder.resolve())
    if not found.slipway.exists():
        _set_up(found)
    return found


def of_commit(commit: str = BASELINE) -> Checkout:
    """A state of this repository, in a folder of its own below CACHE."""
    found = Checkout(commit, CACHE / "checkouts" / commit)
    if not found.slipway.exists():
        found.folder.mkdir(parents=True, exist_ok=True)
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=False)
        if archive.returncode:
            message = f"This repository has no commit {commit}: fetch its whole history."
            raise FailedError(message)
        subprocess.run(["tar", "-x", "-C", str(found.folder)], input=archive.stdout, check=True)
        _set_up(found)
    return found


def _set_up(checkout: Checkout) -> None:
    print(f"Setting up: Slipway {checkout.name} …", file=sys.stderr, flush=True)
    base = getattr(sys, "_base_executable", sys.executable)
    output_of([base, "-m", "tools.set_up"], environment=bare_environment(), folder=checkout.folder)
