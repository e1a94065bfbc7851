"""The handbook, built for the tests that read it."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.docs.built import ROOT, Page, read_pages


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a handbook built as `make check` builds it: a dead link or anchor fails."""
    folder = tmp_path_factory.mktemp("handbook")
    command = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def pages(handbook: Path) -> Mapping[str, Page]:
    """Its pages."""
    return read_pages(handbook)
