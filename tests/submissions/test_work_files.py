"""What a student's work may be made of."""

import pytest

from slipway.content.kinds.work_limits import MOST_TEXT_OF_WORK
from slipway.submissions.work_files import problem_with_files


@pytest.mark.parametrize(
    "files",
    [{}, {"main.py": ""}, {"shapes.py": "x = 1\n", "data/notes.txt": "ä 🎈"}, {"a" * 100: "x"}, {"a.py": "x" * 1000}],
)
def test_work(files: object) -> None:
    assert problem_with_files(files) is None


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (None, "table"),
        ([], "table"),
        ({"a.py": 1}, "table"),
        ({1: "x"}, "table"),
        ({f"f{n}.py": "" for n in range(21)}, "20 files"),
        ({"a.py": "x" * (MOST_TEXT_OF_WORK + 1)}, "200 KB"),
        ({f"f{n}.py": "x" * 30_000 for n in range(10)}, "200 KB"),
        ({"a.py": "ä" * (MOST_TEXT_OF_WORK // 2 + 1)}, "200 KB"),
        ({"../a.py": ""}, "../a.py"),
        ({"/etc/passwd": ""}, "/etc/passwd"),
        ({".hidden": ""}, ".hidden"),
        ({"a/../b": ""}, "a/../b"),
        ({"a//b": ""}, "a//b"),
        ({"a\\b": ""}, "a\\b"),
        ({"": ""}, "name of a file"),
        ({"a b": ""}, "a b"),
        ({"a\n": ""}, "name of a file"),
        ({"a" * 101: ""}, "name of a file"),
        ({"a/b/c/d/e": ""}, "a/b/c/d/e"),
        ({"a.py": "x\0"}, "NUL"),
    ],
)
def test_what_is_no_work(files: object, words: str) -> None:
    problem = problem_with_files(files)
    assert problem is not None
    assert words in problem.english
