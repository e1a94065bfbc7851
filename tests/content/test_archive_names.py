"""Names in archives and folders as real programs write them (Debian's zip, Macs, 7-Zip), and as nobody should."""

import stat
import struct
import unicodedata
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Literal
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.content.folder import ClassFolder, FolderRefused, read_class_folder, write_class_folder
from slipway.content.guides.layout import lay_out
from slipway.content.guides.work import Budget
from tests.content.archives import FILES, PNG, entry, faults_of, lay, packed, read

NAME = "schön.png"
APART = unicodedata.normalize("NFD", NAME)
GUIDE = "# First\n\n![boxes]({})\n"
UTF8_MARK = 0x0800
CANNOT_BE_TOLD = "has a name of letters that cannot be told; rename it, or pack it anew by a program that writes UTF-8"


def unicode_path(name: bytes, of: bytes, *, version: int = 1) -> bytes:
    """Info-ZIP's field: the entry `first/<of>` is called `name`, in UTF-8."""
    return struct.pack("<2HBL", 0x7075, 5 + len(name), version, zlib.crc32(b"first/" + of)) + name


def times() -> bytes:
    """The other field that Debian's zip writes."""
    return struct.pack("<2HB2L", 0x5455, 9, 3, 1, 1)


def with_raw(raw: bytes, extra: bytes = b"", *, marked: bool = False, files: Mapping[str, bytes] = FILES) -> bytes:
    """An archive of `files`, and of an image `first/<raw>` whose name is just these bytes."""
    placeholder = "~" * len(raw)
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
        info = ZipInfo(f"first/{placeholder}")
        info.external_attr, info.extra = 0o100644 << 16, extra
        archive.writestr(info, PNG)
    whole = bytearray(made.getvalue().replace(placeholder.encode(), raw))
    if marked:
        for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            at = whole.rindex(signature) + flags
            struct.pack_into("<H", whole, at, struct.unpack_from("<H", whole, at)[0] | UTF8_MARK)
    return bytes(whole)


def showing(name: str) -> dict[str, bytes]:
    """The class, whose first guide shows an image of this name."""
    return {**FILES, "first/guide.md": GUIDE.format(name).encode()}


def paths(found: ClassFolder) -> list[str]:
    return sorted(file.path for file in found.modules[0].units[0].files)


IN_UNIT = f"first/{NAME}".encode()
RAW, OLD = NAME.encode(), NAME.encode("cp850")


@pytest.mark.parametrize(
    ("raw", "extra", "marked"),
    [
        (RAW, times() + unicode_path(IN_UNIT, RAW), False),  # zip -r of Debian
        (RAW, b"", False),
        (APART.encode(), b"", False),  # Compress of a Mac
        (APART.encode(), times(), True),
        (RAW, b"", True),  # 7-Zip, Python, Windows of today
        (OLD, unicode_path(IN_UNIT, OLD), False),  # zip on Windows
        # A stand-in, where its program knew no other letters.
        (b"sch?n.png", unicode_path(IN_UNIT, b"sch?n.png"), False),
        (b"sch#U00f6n.png", times() + unicode_path(IN_UNIT, b"sch#U00f6n.png"), False),
        (OLD, b"\xff\xff\x00\x00" + unicode_path(IN_UNIT, OLD), False),
        (RAW, unicode_path(b"other.png", b"before.png"), False),  # the field is of before a change
        (RAW, unicode_path(b"other.png", RAW, version=2), False),
        (RAW, unicode_path(b"other.png", RAW), True),  # who marks a name needs no field
        (RAW, b"\x75\x70\xff", False),
    ],
)
@pytest.mark.parametrize("written", [NAME, APART])
def test_b1_a_name_is_read_as_whoever_packed_it_wrote_it(raw: bytes, extra: bytes, marked: bool, written: str) -> None:
    archive = with_raw(raw, extra, marked=marked, files=showing(written))
    assert paths(read(archive)) == ["boxes.png", NAME]


@pytest.mark.parametrize(
    ("raw", "extra", "fault"),
    [
        (OLD, b"", CANNOT_BE_TOLD),
        (NAME.encode("latin-1"), times(), CANNOT_BE_TOLD),
        ("画像.png".encode("shift-jis"), b"", CANNOT_BE_TOLD),
        (OLD, unicode_path(IN_UNIT, b"before.png"), CANNOT_BE_TOLD),
        (OLD, unicode_path(OLD, OLD), CANNOT_BE_TOLD),
        (OLD, unicode_path(b"../../x.png", OLD), "has a path that leads elsewhere"),
        (OLD, unicode_path(b"/etc/x.png", OLD), "has an absolute path"),
        (OLD, unicode_path(b"first\\x.png", OLD), "is packed with backslashes; pack it anew by another program"),
        (OLD, unicode_path("a\u202egnp.txt".encode(), OLD), "has a name with characters that other systems"),
        (OLD, unicode_path(b"x\0.png", OLD), "has a name with characters that other systems"),
        (OLD, unicode_path(b"first/boxes.png", OLD), "is in the archive twice"),
        (OLD, unicode_path(b"first/BOXES.png", OLD), "differs only by case"),
        (b"pictures\\x.png", b"", "is packed with backslashes; pack it anew by another program"),
    ],
)
def test_b1_what_stays_unclear_or_leads_elsewhere_is_refused(raw: bytes, extra: bytes, fault: str) -> None:
    found = faults_of(with_raw(raw, extra))
    assert len(found) == 1
    assert fault in found[0]


Form = Literal["NFC", "NFD"]
FORMS: list[Form] = ["NFC", "NFD"]
NAMES = st.text(st.characters(categories=["L", "N", "Pd"]), min_size=1, max_size=30).map(lambda name: f"x{name}.png")


@given(NAMES, st.sampled_from(FORMS), st.sampled_from(["marked", "bare", "told"]))
def test_b1_b2_any_letters_come_through_in_every_code(name: str, form: Form, code: str) -> None:
    raw = unicodedata.normalize(form, name).encode()
    extra = unicode_path(b"first/" + raw, raw) if code == "told" else b""
    found = read(with_raw(raw, extra, marked=code == "marked"))
    assert paths(found) == sorted(["boxes.png", unicodedata.normalize("NFC", name)])


@given(st.binary(min_size=1, max_size=40), st.one_of(st.just(b""), st.binary(max_size=40)), st.booleans())
def test_b1_no_name_leads_out_or_breaks_the_reader(raw: bytes, told: bytes, marked: bool) -> None:
    extra = unicode_path(told, raw) if told else b""
    try:
        found = read(with_raw(raw, extra, marked=marked))
    except FolderRefused:
        return
    for path in paths(found):
        assert path == unicodedata.normalize("NFC", path)
        assert not {"", ".", ".."} & set(path.split("/"))
        assert "\\" not in path
        assert not any(unicodedata.category(char)[0] == "C" for char in path)


@pytest.mark.parametrize("held", [NAME, APART])
@pytest.mark.parametrize("written", [NAME, APART, "sch%C3%B6n.png", "scho%CC%88n.png", "sch&ouml;n.png"])
def test_b2_composed_and_decomposed_letters_are_one_name_on_a_disk(held: str, written: str, tmp_path: Path) -> None:
    lay({**showing(written), f"first/{held}": PNG}, tmp_path)
    found = read_class_folder(tmp_path)
    assert paths(found) == ["boxes.png", NAME]
    assert "unit-file:sch%C3%B6n.png" in found.modules[0].units[0].guide_html
    write_class_folder(found, tmp_path)  # and the folder is the same class, with one file of this name
    assert sorted(path.name for path in (tmp_path / "first").iterdir()) == ["boxes.png", "guide.md", NAME, "unit.toml"]
    assert read_class_folder(tmp_path) == found


def test_b2_the_same_name_written_in_both_ways_is_there_twice(tmp_path: Path) -> None:
    lay({**FILES, f"first/{NAME}": PNG, f"first/{APART}": PNG}, tmp_path)
    with pytest.raises(FolderRefused) as refused:
        read_class_folder(tmp_path)
    assert str(refused.value) == f"first/{NAME}: is there twice, written in two ways that look alike; remove one"
    assert faults_of(with_raw(APART.encode(), files={**FILES, f"first/{NAME}": PNG})) == [
        f"first/{NAME}: is in the archive twice"
    ]


def test_b1_a_name_that_is_not_what_its_mark_says_is_named() -> None:
    assert faults_of(with_raw(OLD, marked=True)) == [f"first/sch\ufffdn.png: {CANNOT_BE_TOLD}"]


def test_b2_upper_and_lower_case_still_count() -> None:
    assert faults_of(packed(showing("Boxes.png"))) == [
        "first/guide.md:3: shows the image 'Boxes.png', which is not in the unit's folder"
    ]
    assert lay_out(f"![x]({APART})", Budget()).images == ((1, NAME),)


LEFT_OVERS = [
    "._guide.md", ".DS_Store", "__MACOSX/first/._boxes.png", "desktop.ini", "Desktop.ini", "Thumbs.db", "thumbs.db",
    ".vscode/settings.json", ".idea/workspace.xml", ".editorconfig", ".ipynb_checkpoints/a-checkpoint.ipynb",
    ".guide.md.swp", "guide.md.swp", "guide.md~", ".git/HEAD", ".gitignore", ".gitattributes", ".gitmodules",
    "__pycache__/x.cpython-311.pyc", ".~lock.notes.odt#", "~$notes.docx", ".#guide.md", "#guide.md#",
    ".Spotlight-V100/x", ".Trashes/x", ".fseventsd/x", ".directory", ".Trash-1000/x", "$RECYCLE.BIN/x",
    ".svn/entries", ".hg/store", ".venv/pyvenv.cfg", ".pytest_cache/x", ".mypy_cache/x", ".ruff_cache/x", ".vs/x",
    ".stfolder/x", ".dropbox", ".obsidian/app.json", ".python-version", "x.pyc", ".nfs000000000012",
    ".fuse_hidden0001", "ehthumbs.db", ".hidden", ".spyproject/x", ".gitkeep", ".swp", ".guide.md.swx",
    ".guide.md.kate-swp", ".goutputstream-x", ".devcontainer/x", ".dockerignore", ".cursor/x", ".claude/x", ".cache/x",
    ".hypothesis/x", ".npmrc", ".travis.yml", ".circleci/x", ".Trash/x", ".env", ".ssh/id_rsa", "...", ".hidden.png",
    "guide.md.swx", "guide.md.bak", "guide.md.orig", "guide.md.ORIG", "node_modules/a/index.js", "venv/pyvenv.cfg",
    "env/pyvenv.cfg", "class.iml", "class.code-workspace", "boxes.png.tmp", "boxes.png.part", "boxes.bak",
]  # fmt: skip


@pytest.mark.parametrize("left", LEFT_OVERS)
def test_b3_what_programs_leave_behind_is_passed_over(left: str, tmp_path: Path) -> None:
    plain = read(packed())
    for prefix in ("", "first/"):
        found = read(packed({**FILES, f"{prefix}{left}": b"x"}))
        assert found.modules == plain.modules
        assert found.ignored == (f"{prefix}{left.split('/', maxsplit=1)[0]}",)
        inside = {f"top/{path}": content for path, content in {**FILES, f"{prefix}{left}": b"x"}.items()}
        assert read(packed({**inside, left: b"x"})).modules == plain.modules
    lay({**FILES, f"first/{left}": b"x"}, tmp_path)
    assert read_class_folder(tmp_path).modules == plain.modules


def test_b3_what_is_passed_over_does_no_harm_by_what_it_is() -> None:
    """A virtual environment has links, a repository names that differ by case: nothing of it is unpacked."""
    entries = (
        entry(".venv/bin/python", kind=stat.S_IFLNK),
        entry("venv/bin/python", kind=stat.S_IFLNK),
        entry("venv/pyvenv.cfg"),
        entry(".git/refs/heads/Main"),
        entry(".git/refs/heads/main"),
    )
    assert read(packed(entries=entries)).modules == read(packed()).modules
    assert "leads elsewhere" in faults_of(packed(entries=(entry("__MACOSX/../../x"),)))[0]


@pytest.mark.parametrize(
    "kept", ["env/a.txt", "swap.swp.txt", "x~y.txt", "git.txt", "thumbs.db.png.txt", "a.ini", "a.swf", "bak", "a.parts"]
)
def test_b3_what_somebody_may_have_written_is_kept(kept: str) -> None:
    assert paths(read(packed({**FILES, f"first/{kept}": b"x"}))) == sorted(["boxes.png", kept])


def test_b3_a_guide_that_shows_what_is_passed_over_is_told_of() -> None:
    assert faults_of(packed({**showing(".boxes.png"), "first/.boxes.png": PNG})) == [
        "first/guide.md:3: shows the image '.boxes.png', which is not in the unit's folder"
    ]


@pytest.mark.parametrize("slug", ["env", "venv"])
def test_b3_a_unit_may_be_called_like_an_environment(slug: str, tmp_path: Path) -> None:
    files = {path.replace("first", slug): content.replace(b"first", slug.encode()) for path, content in FILES.items()}
    assert read(packed(files)).modules[0].units[0].slug == slug
    lay(files, tmp_path)
    assert read_class_folder(tmp_path).modules[0].units[0].slug == slug


def test_b3_backslashes_are_told_of_as_what_they_are() -> None:
    windows = packed({path.replace("/", "\\"): content for path, content in FILES.items()})
    assert faults_of(windows)[0] == "first\\boxes.png: is packed with backslashes; pack it anew by another program"
