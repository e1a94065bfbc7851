"""Zip archives of a small class, whole and hostile; and class folders with something wrong in them."""

import os
import stat
import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from slipway.content.folder import ClassFolder, FolderRefused, read_class_archive

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
CLASS = """\
title = "Loops for all"

[[module]]
slug = "basics"
title = "Basics"
units = ["first", "second"]
"""
FILES: Mapping[str, bytes] = {
    "class.toml": CLASS.encode(),
    "first/unit.toml": b'title = "First"\n',
    "first/guide.md": b"# First\n\n![boxes](boxes.png)\n",
    "first/boxes.png": PNG,
    "second/unit.toml": b'title = "Second"\npoints = 5\n',
    "second/guide.md": b"# Second\n",
}
Made = Callable[[], bytes]
END, ZEROS = 22, bytes(4_900_000)


def packed(
    files: Mapping[str, bytes] = FILES, *, compression: int = ZIP_DEFLATED, entries: tuple[ZipInfo, ...] = ()
) -> bytes:
    """An archive of `files`, then of `entries`, each with the content `x`; names are as they are given."""
    made = BytesIO()
    with ZipFile(made, "w", compression) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
        for entry in entries:
            archive.writestr(entry, "" if entry.filename.endswith("/") else "x")
    return made.getvalue()


def read(archive: bytes) -> ClassFolder:
    return read_class_archive(BytesIO(archive))


def faults_of(archive: bytes) -> list[str]:
    with pytest.raises(FolderRefused) as refused:
        read(archive)
    return str(refused.value).splitlines()


def lay(files: Mapping[str, bytes], root: Path) -> None:
    """Write the files below `root`."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def entry(name: str, *, kind: int = 0) -> ZipInfo:
    """An entry of this name, and of this kind by its Unix mode."""
    made = ZipInfo(name)
    made.external_attr = (kind | 0o644) << 16
    return made


def with_entry(name: str, *, kind: int = 0) -> Made:
    return lambda: packed(entries=(entry(name, kind=kind),))


def with_file(name: str, content: bytes, *, compression: int = ZIP_DEFLATED) -> Made:
    return lambda: packed({**FILES, name: content}, compression=compression)


def directory_of(archive: bytes) -> int:
    """Where the directory begins."""
    return int(struct.unpack_from("<L", archive, len(archive) - END + 16)[0])


def patched(at: int, values: bytes, *, end: bool = False) -> Made:
    """A good archive with other bytes at `at` of its first directory entry (of its end record)."""

    def make() -> bytes:
        archive = bytearray(packed())
        begin = (len(archive) - END if end else directory_of(bytes(archive))) + at
        archive[begin : begin + len(values)] = values
        return bytes(archive)

    return make


def twice() -> bytes:
    """Two entries of one name; the library warns of what it writes for us."""
    first = packed({**FILES, "first/notes1.txt": b"one", "first/notes2.txt": b"two"})
    return first.replace(b"first/notes2.txt", b"first/notes1.txt")


def lying_bomb() -> bytes:
    """4.9 MB of zeros that say of themselves, here and there, to be ten bytes with the right sum."""
    archive = bytearray(packed({**FILES, "first/zeros.bin": ZEROS}))
    true, sums = struct.pack("<L", len(ZEROS)), struct.pack("<L", zlib.crc32(ZEROS))
    ten, sum_of_ten = struct.pack("<L", 10), struct.pack("<L", zlib.crc32(bytes(10)))
    assert archive.count(true) == archive.count(sums) == 2
    return bytes(archive.replace(true, ten).replace(sums, sum_of_ten))


def one_inside_the_other() -> bytes:
    """Two directory entries that share the bytes of one file, as in bombs that do not repeat themselves."""
    archive = packed({**FILES, "first/a.bin": ZEROS[:1000]})
    start, end = directory_of(archive), len(archive) - END
    last = archive.rfind(b"PK\1\2")
    copy = archive[last:end].replace(b"first/a.bin", b"first/b.bin")
    count, length = len(FILES) + 2, end - start + len(copy)
    tail = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, count, count, length, start, 0)
    return archive[:end] + copy + tail


def of_many(size: int, count: int) -> bytes:
    """Files of a kind that shrinks to half."""
    block = os.urandom(20_000) + bytes(20_000)
    content = (block * (size // len(block) + 1))[:size]
    return packed({**FILES, **{f"first/{number}.bin": content for number in range(count)}})


def with_zip64_locator() -> bytes:
    archive = packed()
    at = len(archive) - END
    return archive[:at] + b"PK\6\7" + struct.pack("<LQL", 0, 0, 1) + archive[at:]


def with_zip64_extra() -> bytes:
    made = entry("first/large.txt")
    made.extra = struct.pack("<2H2Q", 1, 16, 1, 1)
    return packed(entries=(made,))


def with_other_local_name() -> bytes:
    return packed({**FILES, "first/notes.txt": b"x"}).replace(b"first/notes.txt", b"../../notes.txt", 1)


HOSTILE: dict[str, tuple[Made, str]] = {
    "a link": (with_entry("first/passwd", kind=stat.S_IFLNK), "first/passwd: is a symbolic link"),
    "a linked folder": (with_entry("first/up/", kind=stat.S_IFLNK), "first/up/: is a symbolic link"),
    "an absolute path": (with_entry("/etc/cron.d/x"), "/etc/cron.d/x: has an absolute path"),
    "a drive": (with_entry("C:/Windows/x"), "C:/Windows/x: has an absolute path"),
    "a way out": (with_entry("../../x"), "../../x: has a path that leads elsewhere"),
    "a way out further in": (with_entry("first/../../x"), "first/../../x: has a path that leads elsewhere"),
    "an empty part": (with_entry("first//x"), "first//x: has a path that leads elsewhere"),
    "a way out with backslashes": (
        with_entry("first\\..\\..\\x"),
        "first\\..\\..\\x: is packed with backslashes; pack it anew",
    ),
    "a name with a NUL": (
        lambda: with_entry("first/x.txt_.png")().replace(b"x.txt_", b"x.txt\0"),
        "first/x.txt\N{REPLACEMENT CHARACTER}.png: has a name with characters",
    ),
    "a name that turns round": (
        with_entry("first/a\u202egnp.txt"),
        "first/a\N{REPLACEMENT CHARACTER}gnp.txt: has a name",
    ),
    "a name in another code": (
        lambda: with_entry("first/a_.txt")().replace(b"a_.txt", b"a\xe9.txt"),
        "first/aΘ.txt: has a name of letters that cannot be told",
    ),
    "an endless path": (with_entry("a/" * 20_000 + "x"), f"{'a/' * 200}: has a path longer than 200 characters"),
    "a device": (with_entry("first/null", kind=stat.S_IFCHR), "first/null: is not an ordinary file"),
    "a pipe": (with_entry("first/pipe", kind=stat.S_IFIFO), "first/pipe: is not an ordinary file"),
    "a folder that is a file": (with_entry("first/x/", kind=stat.S_IFREG), "first/x/: is not an ordinary file"),
    "a file that is a folder": (
        lambda: packed({**FILES, "first/x": b"x", "first/x/y": b"y"}),
        "first/x/y: lies in a file as if that were a folder",
    ),
    "a name twice": (twice, "first/notes1.txt: is in the archive twice"),
    "names that differ by case": (with_entry("first/BOXES.png"), "first/boxes.png: differs only by case from 'first/B"),
    "folders that differ by case": (with_entry("First/x.txt"), "first: differs only by case from 'First'"),
    "an encrypted entry": (patched(8, b"\x01\0"), "class.toml: is encrypted"),
    "strong encryption": (patched(8, b"\x41\0"), "class.toml: is encrypted"),
    "a hidden directory": (patched(8, b"\0\x20"), "class.toml: is encrypted"),
    "another packing": (with_file("first/x.txt", b"x", compression=ZIP_BZIP2), "class.toml: is packed in a way"),
    "too many entries": (
        lambda: packed({**FILES, **{f"first/{number}.txt": b"" for number in range(2_000)}}),
        ".: holds more than 2000 files and folders",
    ),
    "a count that lies": (patched(8, struct.pack("<2H", 5, 5), end=True), ".: is not a zip archive that can be read"),
    "a bomb": (with_file("first/zeros.bin", ZEROS), "first/zeros.bin: unpacks to more than 100 times its size"),
    "a bomb that lies": (lying_bomb, "first/zeros.bin: unpacks to more than 100 times its size"),
    "a large file": (with_file("first/x.bin", os.urandom(5_000_001)), "first/x.bin: is larger than 5 MB"),
    "too much together": (lambda: of_many(4_900_000, 11), ".: holds more than 50 MB together"),
    "one inside the other": (one_inside_the_other, "first/a.bin: overlaps another entry of the archive"),
    "a zip64 end": (with_zip64_locator, ".: is a zip64 archive"),
    "a zip64 entry": (with_zip64_extra, "first/large.txt: is a zip64 entry"),
    "sizes beyond": (patched(20, b"\xff" * 8), "class.toml: "),
    "a wrong sum": (patched(16, b"\1\2\3\4"), "class.toml: is damaged in the archive"),
    "a stored size that lies": (
        lambda: packed(compression=ZIP_STORED).replace(struct.pack("<2L", 16, 16), struct.pack("<2L", 16, 9)),
        "first/unit.toml: is not as large as the archive says",
    ),
    "two names for one": (with_other_local_name, "first/notes.txt: is damaged in the archive"),
    "something behind": (lambda: packed() + b"PK\3\4more", ".: is not a zip archive that can be read"),
    "something before": (lambda: b"GIF89a" + packed(), ".: is not a zip archive that can be read"),
    "half of it": (lambda: packed()[:200], ".: is not a zip archive that can be read"),
    "no archive": (lambda: b"<html>", ".: is not a zip archive that can be read"),
    "nothing in it": (lambda: packed({}), "class.toml: is missing"),
}


def edited(path: str, old: str, new: str) -> Mapping[str, bytes]:
    """The files with something in one of them replaced."""
    text = FILES[path].decode()
    assert old in text
    return {**FILES, path: text.replace(old, new).encode()}


def without(path: str) -> Mapping[str, bytes]:
    return {name: content for name, content in FILES.items() if name != path}


def beside(path: str, content: bytes) -> Mapping[str, bytes]:
    return {**FILES, path: content}


MALFORMED: dict[str, tuple[Mapping[str, bytes], str]] = {
    "no class.toml": (without("class.toml"), "class.toml: is missing"),
    "broken TOML": (edited("class.toml", '"Loops for all"', '"Loops'), "class.toml:1: is not valid TOML"),
    "no title": (edited("class.toml", 'title = "Basics"\n', ""), "class.toml:3: title is missing"),
    "a title of two lines": (edited("class.toml", '"Basics"', '"Ba\\nsics"'), "class.toml:5: title must be one line"),
    "an unknown key": (edited("class.toml", "slug", "slog"), "class.toml:4: unknown key 'slog'; did you mean 'slug'?"),
    "no module": (beside("class.toml", b'title = "x"\n'), "class.toml:1: a class needs at least one [[module]]"),
    "a slug that is none": (edited("class.toml", '"basics"', '"Ba sics"'), "class.toml:4: slug must be a slug"),
    "a unit twice": (edited("class.toml", '"second"', '"first"'), "class.toml:6: unit 'first' is named twice"),
    "a unit without folder": (edited("class.toml", '"second"', '"third"'), "class.toml:6: unit 'third' has no folder"),
    "a unit elsewhere": (edited("class.toml", '"second"', '"../x"'), "class.toml:6: '../x' cannot be a unit's folder"),
    "a folder of no unit": (beside("third/guide.md", b"x"), "third: is not in class.toml"),
    "a file of no unit": (beside("notes.txt", b"x"), "notes.txt: belongs to no unit"),
    "no unit.toml": (without("first/unit.toml"), "class.toml:6: unit 'first' has no unit.toml"),
    "no guide": (without("first/guide.md"), "class.toml:6: unit 'first' has no guide.md"),
    "points in quotes": (edited("second/unit.toml", "5", '"5"'), "second/unit.toml:2: points must be a number"),
    "too many points": (edited("second/unit.toml", "5", "10001"), "second/unit.toml:2: points must be a number"),
    "a time without zone": (
        edited("second/unit.toml", "points = 5", "due = 2026-09-01T08:00:00"),
        "second/unit.toml:2: due needs a time and a time zone",
    ),
    "a name that is still used": (
        edited("second/unit.toml", "points = 5", 'was = "first"'),
        "second/unit.toml:2: was = 'first' names one that is still here",
    ),
    "an image that is not there": (
        without("first/boxes.png"),
        "first/guide.md:3: shows the image 'boxes.png'",
    ),
    "an image that is none": (beside("first/boxes.png", b"<svg/>"), "first/boxes.png: is named like an image"),
    "an image of another unit": (
        edited("first/guide.md", "boxes.png", "../second/a.png"),
        "first/guide.md:3: an image must be a file in the unit's folder",
    ),
    "a guide that is no text": (beside("first/guide.md", b"a\n\xff"), "first/guide.md:2: is not UTF-8 text"),
}
