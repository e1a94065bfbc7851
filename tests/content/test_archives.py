"""Class folders in zip archives: read as folders are, and refused when they are anything but plain."""

import time
import tracemalloc
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from slipway.content.folder import FolderRefused, class_archive
from tests.content.archives import FILES, HOSTILE, MALFORMED, Made, entry, faults_of, of_many, packed, read
from tests.content.folders import file, folder, module, unit


def in_folder(name: str, *more: str) -> bytes:
    """The class in a folder of the archive, with `more` files, as archives of repositories have it."""
    return packed({f"{name}/{path}": content for path, content in FILES.items()} | dict.fromkeys(more, b"x"))


@pytest.mark.parametrize(
    "archive",
    [
        packed(),
        packed(compression=ZIP_STORED),
        packed(entries=(entry("first/"), entry("second/"))),
        in_folder("python-main"),
        in_folder("python-main", "__MACOSX/python-main/._class.toml", "__MACOSX/._python-main"),
        in_folder("python-main", ".DS_Store", "python-main/.git/config", "python-main/README.md"),
    ],
)
def test_a_class_is_read_wherever_it_lies(archive: bytes) -> None:
    plain = read(packed())
    found = read(archive)
    assert (found.title, found.modules) == (plain.title, plain.modules)
    assert [file.path for file in found.modules[0].units[0].files] == ["boxes.png"]


def test_what_is_passed_over_is_told() -> None:
    archive = in_folder("python", "python/.git/config", "python/.git/HEAD", "python/README.md", ".DS_Store")
    assert set(read(archive).ignored) == {".git", "README.md", ".DS_Store"}


def test_a_comment_of_the_archive_is_no_harm() -> None:
    made = BytesIO(packed())
    with ZipFile(made, "a") as archive:
        archive.comment = b"4046f33c5e0a1d2b"
    assert read(made.getvalue()) == read(packed())


@pytest.mark.parametrize(("make", "fault"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused(make: Made, fault: str) -> None:
    found = faults_of(make())
    assert any(line.startswith(fault) for line in found), found


@pytest.mark.parametrize(("files", "fault"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_folder_is_refused_by_file_and_line(files: dict[str, bytes], fault: str) -> None:
    for archive in (packed(files), packed({f"top/{path}": content for path, content in files.items()})):
        if fault.startswith("class.toml: is missing") and archive != packed(files):
            continue  # nothing tells then which folder is the class
        found = faults_of(archive)
        assert any(line.startswith(fault) for line in found), found


def test_every_byte_that_is_wrong_is_refused_or_does_no_harm() -> None:
    """No damage of a byte of the archive's own makes anything but a class or a refusal."""
    good = packed()
    start = good.index(b"PK\1\2")
    for at in range(start, len(good)):
        for value in (0, 0x7F, 0xFF):
            try:
                read(good[:at] + bytes([value]) + good[at + 1 :])
            except FolderRefused:
                continue


@pytest.mark.parametrize("size", [64_000, 4_900_000])
def test_what_shrinks_a_lot_comes_back_from_our_own_archive(size: int) -> None:
    zeros = folder(module("basics", unit("first", files=(file("zeros.bin", bytes(size)),))))
    (found,) = read(class_archive(zeros, name="python")).modules[0].units[0].files
    assert found.content == bytes(size)


def test_a_bomb_takes_neither_time_nor_memory() -> None:
    archive = of_many(4_900_000, 11)
    tracemalloc.start()
    begun = time.monotonic()
    faults_of(archive)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 80_000_000
    assert time.monotonic() - begun < 10


def test_a_directory_of_a_million_entries_is_not_read() -> None:
    """`zipfile` would make an object of each; the count in the archive's end says two."""
    one = b"PK\1\2" + bytes(42)
    directory = one * 200_000
    end = b"PK\5\6" + b"\0\0\0\0\2\0\2\0" + len(directory).to_bytes(4, "little") + bytes(4) + b"\0\0"
    archive = directory + end
    tracemalloc.start()
    assert faults_of(archive) == [".: holds more than 2000 files and folders"]
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000
