"""Edits of a unit's files over what is there now: what becomes of them, and when they would undo another's."""

import pytest

from slipway.content.editing.file_edits import Clash, FileEdit, editable_text, merge_files
from slipway.content.editing.file_names import file_name_faults
from slipway.content.editing.suite_tabs import tabs_of_suite
from slipway.content.folder import FolderFile
from slipway.content.kinds.exercise_settings import ExerciseTab
from tests.content.folders import file

A, B = file("a.py", b"one\n"), file("data.csv", b"1;2\r\n3;4\r\n")
HELD = {each.path: each for each in (A, B)}


def edit(was: FolderFile | None, path: str | None, content: str | bytes | None = None, *, seen: str = "") -> FileEdit:
    mark = {"was": was.path, "seen": seen or was.sha256} if was else {}
    return FileEdit(key="it", path=path, content=content, **mark)


@pytest.mark.parametrize(
    ("wanted", "becomes"),
    [
        ([], {"a.py": b"one\n", "data.csv": b"1;2\r\n3;4\r\n"}),
        ([edit(A, "a.py", "two\n")], {"a.py": b"two\n", "data.csv": b"1;2\r\n3;4\r\n"}),
        ([edit(B, "data.csv", "5;6\n")], {"a.py": b"one\n", "data.csv": b"5;6\r\n"}),  # with the lines' own ends
        ([edit(B, "data.csv", b"5;6\n")], {"a.py": b"one\n", "data.csv": b"5;6\n"}),  # an upload: byte for byte
        ([edit(A, None)], {"data.csv": b"1;2\r\n3;4\r\n"}),
        ([edit(A, "b.py")], {"b.py": b"one\n", "data.csv": b"1;2\r\n3;4\r\n"}),
        ([edit(None, "0.py", "new")], {"0.py": b"new", "a.py": b"one\n", "data.csv": b"1;2\r\n3;4\r\n"}),
        ([edit(A, "data.csv"), edit(B, "a.py")], {"a.py": b"1;2\r\n3;4\r\n", "data.csv": b"one\n"}),
        ([edit(A, None), edit(None, "a.py", "new")], {"a.py": b"new", "data.csv": b"1;2\r\n3;4\r\n"}),
    ],
)
def test_what_becomes_of_the_files(wanted: list[FileEdit], becomes: dict[str, bytes]) -> None:
    merged = merge_files(HELD, wanted)
    assert {path: each.content for path, each in merged.files.items()} == becomes
    assert (merged.clashes, merged.twice) == ({}, ())
    assert list(merged.files) == sorted(merged.files)


@pytest.mark.parametrize(
    ("wanted", "clash"),
    [
        (edit(A, "a.py", "mine\n", seen="older"), Clash.CHANGED),
        (edit(A, "a.py", "one\n", seen="older"), None),  # both wrote the same
        (edit(A, None, seen="older"), Clash.CHANGED),
        (edit(A, "b.py", seen="older"), None),  # a new name for whatever is in it
        (edit(A, "a.py", seen="older"), None),  # nothing of it was touched
        (edit(file("gone.py"), "gone.py", "mine\n"), Clash.GONE),
        (edit(file("gone.py"), "new.py"), Clash.GONE),
        (edit(file("gone.py"), None), None),
        (edit(file("gone.py"), "gone.py"), None),
        (edit(None, "a.py", "mine\n"), Clash.THERE),
        (edit(None, "a.py", "one\n"), None),
    ],
)
def test_what_would_undo_anothers_change_is_a_clash(wanted: FileEdit, clash: Clash | None) -> None:
    assert merge_files(HELD, [wanted]).clashes == ({"it": clash} if clash else {})


def test_two_files_of_one_name_are_told() -> None:
    assert merge_files(HELD, [edit(A, "data.csv")]).twice == ("data.csv",)
    assert merge_files(HELD, [edit(None, "x", "1"), edit(None, "x", "2")]).twice == ("x",)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffä".encode(), "ä"),
        (b"\0", None),
        (b"\xff", None),
        (b"", ""),
    ],
)
def test_what_an_editor_shows(content: bytes, shown: str | None) -> None:
    assert editable_text(content) == shown


def test_a_mark_of_utf_8_stays() -> None:
    marked = file("m.txt", "\ufeffä\n".encode())
    assert merge_files({"m.txt": marked}, [edit(marked, "m.txt", "ö\n")]).files["m.txt"].content == "\ufeffö\n".encode()


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (["tests/tests.yaml", "tests/files/größe.txt", "boxes.png"], ""),
        (["../unit.toml"], "is no file name"),
        (["/etc/passwd"], "is no file name"),
        (["tests//a"], "is no file name"),
        (["tests/"], "is no file name"),
        (["tests/./a"], "is no file name"),
        (["unit.toml"], "is written on the page of the unit"),
        (["GUIDE.md"], "is written on the page of the unit"),
        (["tests/a\nb"], "characters that other systems cannot keep"),
        (["tests/a\\b"], "characters that other systems cannot keep"),
        (["tests/ a"], "characters that other systems cannot keep"),
        (["tests/\u202eyp.a"], "characters that other systems cannot keep"),
        (["x" * 201], "longer than 200 characters"),
        (["tests/.hidden"], "leave behind"),
        ([".git/config"], "leave behind"),
        (["tests/__pycache__/a.py"], "leave behind"),
        (["tests/venv/pyvenv.cfg"], "leave behind"),
        (["tests/a.bak"], "leave behind"),
        (["tests/A.txt", "tests/a.txt"], "differs only by case"),
        (["tests/a", "tests/a/b"], "other files lie in a folder of that name"),
    ],
)
def test_names(paths: list[str], told: str) -> None:
    found = [fault.message.english for fault in file_name_faults(paths)]
    assert (told in found[0]) if told else not found


A1, B2 = ExerciseTab(tab="A", share=1), ExerciseTab(tab="B", share=2)


@pytest.mark.parametrize(
    ("before", "after", "kept", "told"),
    [
        ("AB", "AB", [A1, B2], []),
        ("AB", "BA", [A1, B2], []),
        ("AB", "ABC", [A1, B2], []),
        ("AB", "AC", [A1, ExerciseTab(tab="C", share=2)], ["is called “C” now"]),
        ("AB", "A", [A1], ["is gone from the suite"]),
        ("AB", "CA", [A1], ["is gone from the suite"]),  # nobody knows what it is now
        ("AB", "XYZ", [], ["is gone", "is gone"]),
    ],
)
def test_what_is_said_of_tabs_follows_the_suite(
    before: str, after: str, kept: list[ExerciseTab], told: list[str]
) -> None:
    tabs, words = tabs_of_suite([A1, B2], list(before), list(after))
    assert list(tabs) == kept
    assert [part in each.english for part, each in zip(told, words, strict=True)] == [True] * len(told)
