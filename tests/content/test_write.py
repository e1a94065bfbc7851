"""A class written to a folder is read as the class that it was."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.content.folder import (
    ClassFolder,
    FolderRefused,
    class_archive,
    class_files,
    read_class_archive,
    read_class_folder,
    write_class_folder,
)
from slipway.content.folder.text import has_control_character, plain_text
from slipway.names import as_name, problem_with_name
from tests.content.archives import PNG, lay
from tests.content.folders import EXERCISES, PLAIN, SAMPLE, file, folder, module, unit

DAY = datetime(2026, 9, 1, 8, tzinfo=UTC)

EVERYTHING = folder(
    module(
        "all",
        unit(
            "full",
            title='Quotes " and \\ and “these”',
            was="before",
            points=Decimal("2.50"),
            published=False,
            available_from=DAY,
            due_at=DAY.replace(day=2, microsecond=5),
            until_at=DAY.replace(year=2027),
            guide='# A\n\n![boxes](img/boxes.png)\n\n\ttab, \'quotes\', """more""", no end',
            files=(
                file("data/über.csv", "a;b\r\nä;1\r\n".encode()),
                file("empty", b""),
                file("img/boxes.png", PNG, "image/png"),
                file("raw.bin", bytes(range(256)), "application/octet-stream"),
            ),
        ),
        unit("free", points=Decimal("0.00"), guide=""),
        was="most",
    ),
    module("none", title="[[module]]"),
    module("many", *(unit(f"one-of-the-very-long-names-{number}") for number in range(12))),
    title="Tabs, # signs = and more",
    description='Two lines,\n"""quotes""" and a "word"\n\nand \\n what is none',
)


FOLDERS = {"plain": PLAIN, "all": EVERYTHING, "sample": read_class_folder(SAMPLE)}
FOLDERS["exercises"] = read_class_folder(EXERCISES)


@pytest.mark.parametrize("content", FOLDERS.values(), ids=FOLDERS)
def test_what_is_written_is_read_again(content: ClassFolder, tmp_path: Path) -> None:
    lay(class_files(content), tmp_path)
    assert read_class_folder(tmp_path) == content
    archive = class_archive(content, name="a-class")
    assert read_class_archive(BytesIO(archive)) == content
    assert class_archive(content, name="a-class") == archive  # to the byte
    assert class_files(read_class_folder(tmp_path)) == class_files(content)


def test_the_sample_class_is_written_as_it_stands() -> None:
    """Its own files are of the canonical form already."""
    there = {str(path.relative_to(SAMPLE)): path.read_bytes() for path in SAMPLE.rglob("*") if path.is_file()}
    assert class_files(read_class_folder(SAMPLE)) == there


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=60)
NAME = TEXT.map(lambda text: as_name(" ".join(text.split()))).filter(lambda text: text and not problem_with_name(text))


@given(title=NAME, description=TEXT.map(str.strip), guide=TEXT)
def test_any_text_is_read_as_it_was_written(title: str, description: str, guide: str) -> None:
    content = folder(module("m", unit("u", title=title, guide=plain_text(guide)), title=title), title=title)
    content = replace(content, description=plain_text(description).strip())
    assert not has_control_character(description)
    assert read_class_archive(BytesIO(class_archive(content, name="x"))) == content


def test_a_folder_of_before_is_replaced_and_what_is_not_the_classs_stays(tmp_path: Path) -> None:
    write_class_folder(EVERYTHING, tmp_path / "new")
    for path in (".git/config", ".ssh/key", "README.md", "full/.DS_Store"):
        (tmp_path / "new" / path).parent.mkdir(exist_ok=True)
        (tmp_path / "new" / path).write_text("mine")
    write_class_folder(PLAIN, tmp_path / "new")
    found = {str(path.relative_to(tmp_path / "new")) for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert found == {*class_files(PLAIN), ".git/config", ".ssh/key", "README.md", "full/.DS_Store"}
    assert not (tmp_path / "new" / "free").exists()


@pytest.mark.parametrize("name", ["thesis.txt", "ssh/key", "class.toml/x"])
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(FolderRefused):
        write_class_folder(PLAIN, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name]


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    write_class_folder(PLAIN, tmp_path / "class")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "class/hello/guide.md").unlink()
    (tmp_path / "class/hello/guide.md").symlink_to(tmp_path / "elsewhere/guide.md")
    with pytest.raises(FolderRefused, match=r"hello/guide\.md: is a symbolic link"):
        write_class_folder(PLAIN, tmp_path / "class")
    assert list((tmp_path / "elsewhere").iterdir()) == []
