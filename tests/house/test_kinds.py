"""The counting of tests by kind, which makes a run fail that left some out."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.kinds import KINDS, kinds_of, left_out
from tools.set_up import ROOT


@pytest.mark.parametrize(
    ("marks", "kinds"),
    [
        (set(), ["pure"]),
        ({"parametrize", "django_db"}, ["pure"]),
        ({"http"}, ["http"]),
        ({"http", "postgresql", "long"}, ["http", "postgresql"]),
    ],
)
def test_a_tests_kinds_are_its_marks(marks: set[str], kinds: list[str]) -> None:
    assert kinds_of(marks) == kinds


def test_a_kind_that_stopped_running_is_named() -> None:
    ran = Counter(dict.fromkeys(KINDS, 1))
    assert left_out(ran, []) == []
    assert left_out(ran - Counter({"browser": 1, "peer": 1}), []) == ["no browser test ran", "no peer test ran"]


def test_a_whole_run_fails_for_what_was_skipped(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text(
        "import pytest\n@pytest.mark.skip\ndef test_marked(): ...\ndef test_says_so(): pytest.skip('not here')\n"
    )
    (tmp_path / "test_all.py").write_text("import pytest\npytest.skip('not here', allow_module_level=True)\n")
    plugins = ("-p", "tests.kinds", "-p", "no:cacheprovider", "-p", "no:django")
    command = [sys.executable, "-m", "pytest", *plugins, "--whole", "-c", str(ROOT / "pyproject.toml"), str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    for name in ("test_all.py", "test_one.py::test_marked", "test_one.py::test_says_so"):
        assert f"{name} was skipped" in done.stdout
