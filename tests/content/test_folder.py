"""Class folders: read whole, or refused whole with every fault at its file and line."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from slipway.content.folder import Fault, FolderRefused, read_class_folder
from slipway.words import Text
from tests.content.archives import PNG

CLASS = """\
title = "Loops for all"

[[module]]
slug = "basics"
title = "Basics"
units = [
    "first",
    "second",  # the order of the class
]
"""
UNIT = """\
title = "First steps"
points = 12.50
due = 2026-09-15T23:59:00+02:00
"""
GUIDE = "# Loops\n\n![A loop](img/loop.png)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A class folder without fault; each test breaks its own copy."""
    root = tmp_path / "loops"
    (root / "first" / "img").mkdir(parents=True)
    (root / "second").mkdir()
    (root / "class.toml").write_text(CLASS)
    (root / "first" / "unit.toml").write_text(UNIT)
    (root / "first" / "guide.md").write_text(GUIDE)
    (root / "first" / "img" / "loop.png").write_bytes(PNG)
    (root / "first" / "scores.csv").write_text("a,1\n")
    (root / "second" / "unit.toml").write_text('title = "Second"\nwas = "old-second"\npublished = false\n')
    (root / "second" / "guide.md").write_bytes("\ufeffGrüße\r\n".encode())
    return root


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(FolderRefused) as refused:
        read_class_folder(folder)
    return [str(fault) for fault in refused.value.faults]


def test_a_good_folder_is_read(folder: Path) -> None:
    read = read_class_folder(folder)
    assert (read.title, read.description) == ("Loops for all", "")
    assert [(module.slug, module.title, module.was) for module in read.modules] == [("basics", "Basics", None)]
    first, second = read.modules[0].units
    assert (first.slug, first.title, first.was, first.points) == ("first", "First steps", None, Decimal("12.50"))
    assert (first.published, first.available_from, first.until_at) == (True, None, None)
    assert first.due_at == datetime(2026, 9, 15, 21, 59, tzinfo=UTC)
    assert first.guide == GUIDE
    assert [(file.path, file.content_type, file.content) for file in first.files] == [
        ("img/loop.png", "image/png", PNG),
        ("scores.csv", "text/plain", b"a,1\n"),
    ]
    assert (second.was, second.points, second.published, second.files) == ("old-second", Decimal(100), False, ())
    assert second.guide == "Grüße\n"


def test_well_known_leftovers_are_passed_over_and_named(folder: Path) -> None:
    (folder / ".git" / "objects").mkdir(parents=True)
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "README.md").write_text("For the repository's readers")
    (folder / "first" / "__pycache__").mkdir()
    assert read_class_folder(folder).ignored == (".DS_Store", ".git", "README.md", "first/__pycache__")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PNG, "a.png", "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(9), "a.png", "image/jpeg"),  # the content counts, not the name
        (b"GIF89a" + bytes(9), "a.gif", "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a.bin", "image/webp"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "a.wav", "application/octet-stream"),
        (b"<svg onload='alert(1)'/>", "a.svg", "text/plain"),
        (b"<script>", "a.html", "text/plain"),
        (b"\xff\xfe\0x", "a.dat", "application/octet-stream"),
        (b"", "empty", "text/plain"),
    ],
)
def test_a_file_is_what_its_content_says(folder: Path, content: bytes, name: str, kind: str) -> None:
    (folder / "second" / name).write_bytes(content)
    (file,) = read_class_folder(folder).modules[0].units[1].files
    assert (file.path, file.content_type) == (name, kind)


Breaker = Callable[[Path], object]


def write(path: str, text: str | bytes) -> Breaker:
    def breaker(folder: Path) -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    return breaker


def unit(text: str) -> Breaker:
    return write("first/unit.toml", text)


def setting(line: str) -> Breaker:
    return unit(f'title = "A"\n{line}')


def edit(old: str, new: str) -> Breaker:
    assert old in CLASS
    return write("class.toml", CLASS.replace(old, new))


def guide(text: str) -> Breaker:
    return write("first/guide.md", text)


def remove(path: str) -> Breaker:
    return lambda folder: (folder / path).unlink()


SLUGS = "only a-z, 0-9 and single hyphens between them, at most 64 characters"


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        # class.toml
        (remove("class.toml"), "class.toml: is missing: it names the class, its modules and their units in order"),
        (edit('"Loops for all"', '"Loops'), "class.toml:1: is not valid TOML: "),
        (edit("class\n]\n", "class\n"), "class.toml:8: is not valid TOML: "),
        (edit('title = "Loops for all"\n', ""), "class.toml:1: title is missing"),
        (edit('"Loops for all"', '"  "'), "class.toml:1: title is empty"),
        (edit('"Loops for all"', "7"), 'class.toml:1: title must be text in quotes, such as title = "…"'),
        (edit('"Basics"', '"Ba\\u0000sics"'), "class.toml:5: title contains a control character"),
        (edit('"Basics"', f'"{"x" * 201}"'), "class.toml:5: title must have at most 200 characters"),
        (edit('"Basics"', '"Two\\nlines"'), "class.toml:5: title must be one line"),
        (edit('slug = "basics"', 'slug = "Ba sics"'), f"class.toml:4: slug must be a slug in quotes: {SLUGS}"),
        (
            edit('slug = "basics"\n', ""),
            f"class.toml:3: slug is missing: a short name that stays when the title changes ({SLUGS})",
        ),
        (edit('title = "Basics"', 'tilte = "Basics"'), "class.toml:5: unknown key 'tilte'; did you mean 'title'?"),
        (edit("[[module]]", "[[modul]]"), "class.toml:3: unknown key 'modul'; did you mean 'module'?"),
        (edit("[[module]]", "[module]"), "class.toml:3: each module must be a section of its own, under [[module]]"),
        (write("class.toml", 'title = "Empty"\n'), "class.toml:1: a class needs at least one [[module]]"),
        (edit("[[module]]", "\n[surprise]\nx = 1\n[[module]]"), "class.toml:4: unknown key 'surprise'"),
        (edit('"second"', '"first"'), "class.toml:8: unit 'first' is named twice"),
        (edit('"second"', '"third"'), "class.toml:8: unit 'third' has no folder"),
        (edit('"second"', '"../first"'), f"class.toml:8: '../first' cannot be a unit's folder: {SLUGS}"),
        (edit('"second"', "2"), "class.toml:8: a folder name must be text in quotes"),
        (edit('    "second",  # the order of the class\n', ""), "second: is not in class.toml"),
        (
            write("class.toml", CLASS + '[[module]]\nslug = "basics"\ntitle = "Again"\nunits = []\n'),
            "class.toml:11: module 'basics' is here twice",
        ),
        (
            write("class.toml", CLASS + '[[module]]\nslug = "more"\ntitle = "Again"\nwas = "basics"\nunits = []\n'),
            "class.toml:13: was = 'basics' names one that is still here, or was renamed twice",
        ),
        (write("class.toml", CLASS.encode("utf-16")), "class.toml:1: is not UTF-8 text"),
        (edit("[[module]]", "surprise.inner = 1\n[[module]]"), "class.toml:3: unknown key 'surprise'"),
        (unit("\n" + "a." * 20 + "a = 1"), "first/unit.toml:2: has a key of more than 20 parts"),
        (write("class.toml", "x = " + "[" * 5000), "class.toml: is not valid TOML: "),
        (write("class.toml", "#" * 200_001), "class.toml: is longer than 200 KB"),
        # units
        (remove("first/unit.toml"), "class.toml:7: unit 'first' has no unit.toml"),
        (remove("first/guide.md"), "class.toml:7: unit 'first' has no guide.md"),
        (setting('points = "10"'), "first/unit.toml:2: points must be a number from 0 to 10000"),
        (setting("\npoints = -1"), "first/unit.toml:3: points must be a number from 0 to 10000"),
        (setting("points = 10001"), "first/unit.toml:2: points must be a number from 0 to 10000"),
        (setting("points = nan"), "first/unit.toml:2: points must be a number from 0 to 10000"),
        (setting("points = true"), "first/unit.toml:2: points must be a number from 0 to 10000"),
        (setting("points = 0.125"), "first/unit.toml:2: points must have at most two decimal places"),
        (setting('published = "yes"'), "first/unit.toml:2: published must be true or false, without quotes"),
        (
            setting("due = 2026-09-15 23:59:00"),
            "first/unit.toml:2: due needs a time and a time zone, for example due = 2026-09-15T08:00:00Z",
        ),
        (
            setting("until = 2026-09-15"),
            "first/unit.toml:2: until needs a time and a time zone, for example until = 2026-09-15T08:00:00Z",
        ),
        (
            setting('until = "2026-09-15"'),
            "first/unit.toml:2: until must be a time without quotes, for example until = 2026-09-01T08:00:00Z",
        ),
        (setting("due = 0001-01-01T00:00:00+10:00"), "first/unit.toml:2: due is out of range"),
        (
            setting("until = 2026-09-01T08:00:00Z\navailable_from = 2026-09-02T08:00:00Z"),
            "first/unit.toml:2: until is before available_from",
        ),
        (
            setting("# was: due_at\ndue_at = 1"),
            "first/unit.toml:3: unknown key 'due_at'; did you mean 'due'?",
        ),
        (setting("point = 5"), "first/unit.toml:2: unknown key 'point'; did you mean 'points'?"),
        (setting('was = "first"'), "first/unit.toml:2: was = 'first' names one that is still here, or was"),
        (setting('was = "second"'), "first/unit.toml:2: was = 'second' names one that is still here, or was"),
        (setting('was = "old-second"'), "second/unit.toml:2: was = 'old-second' names one that is still"),
        (setting('was = "a--b"'), f"first/unit.toml:2: was must be a slug in quotes: {SLUGS}"),
        (setting('title = "B"'), "first/unit.toml:2: is not valid TOML: "),
        # guides and files
        (guide("# A\n\n![x](gone.png)"), "first/guide.md:3: shows the image 'gone.png', which is not in the unit's fo"),
        (guide("a\nb ![x](scores.csv)"), "first/guide.md:2: shows 'scores.csv', which is not a PNG, JPEG, GIF or WebP"),
        (
            guide("![x](../second/a.png)"),
            "first/guide.md:1: an image must be a file in the unit's folder, named by its",
        ),
        (write("first/guide.md", b"a\nb\n\xff"), "first/guide.md:3: is not UTF-8 text"),
        (guide("a\n\0"), "first/guide.md:2: contains a NUL character"),
        (guide("a" * 200_001), "first/guide.md: is longer than 200 KB"),
        (write("first/a.JPG", b"<svg/>"), "first/a.JPG: is named like an image, but its content is none that can be"),
        (write("notes.txt", "x"), "notes.txt: belongs to no unit; put it in a unit's folder or remove it"),
        (write("extra/guide.md", "x"), "extra: is not in class.toml"),
        (write("first/a\\b.txt", "x"), "first/a\\b.txt: has a name with characters that other systems cannot keep"),
        (write("first/a\u202eb.txt", "x"), "first/a�b.txt: has a name with characters that other systems cannot keep"),
        (write(f"first/{'d' * 99}/{'e' * 99}", "x"), f"first/{'d' * 99}/{'e' * 99}: has a path longer than 200 char"),
        (
            lambda at: (at / "first" / "link.txt").symlink_to("/etc/passwd"),
            "first/link.txt: is a symbolic link; put th",
        ),
        (lambda at: (at / "first" / "up").symlink_to(".."), "first/up: is a symbolic link; put the file itself here"),
        (lambda at: os.mkfifo(at / "first" / "pipe"), "first/pipe: is not an ordinary file"),
    ],
)
def test_a_broken_folder_is_refused_with_file_and_line(folder: Path, broken: Breaker, fault: str) -> None:
    broken(folder)
    found = faults_of(folder)
    assert any(line.startswith(fault) for line in found), found


def test_a_link_in_place_of_a_unit_or_of_class_toml_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "second").rename(tmp_path / "elsewhere")
    (folder / "second").symlink_to(tmp_path / "elsewhere")
    assert faults_of(folder) == [
        "class.toml:8: unit 'second' has no folder",
        "second: is a symbolic link; put the file itself here",
    ]
    (folder / "class.toml").rename(tmp_path / "class.toml")
    (folder / "class.toml").symlink_to(tmp_path / "class.toml")
    assert "class.toml: is a symbolic link; put the file itself here" in faults_of(folder)


def test_all_faults_are_told_at_once_in_order(folder: Path) -> None:
    write("class.toml", CLASS.replace("slug", "slog"))(folder)
    unit('points = -5\ncolour = "red"\n')(folder)
    guide("![x](gone.png)\n")(folder)
    with pytest.raises(FolderRefused) as refused:
        read_class_folder(folder)
    assert [(fault.path, fault.line) for fault in refused.value.faults] == [
        ("class.toml", 3),
        ("class.toml", 4),
        ("first/guide.md", 1),
        ("first/unit.toml", 1),
        ("first/unit.toml", 1),
        ("first/unit.toml", 2),
    ]
    assert str(refused.value).splitlines()[-1] == "first/unit.toml:2: unknown key 'colour'"


def sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def test_a_large_file_is_refused(folder: Path) -> None:
    sparse(folder / "first" / "exact.bin", 5_000_000)
    read_class_folder(folder)
    sparse(folder / "first" / "large.bin", 5_000_001)
    assert faults_of(folder) == ["first/large.bin: is larger than 5 MB"]


def test_a_large_folder_is_refused(folder: Path) -> None:
    for number in range(11):
        sparse(folder / "first" / f"{number}.bin", 4_900_000)
    assert faults_of(folder) == [".: holds more than 50 MB together"]


def test_a_folder_of_too_many_files_is_refused(folder: Path) -> None:
    for number in range(2_000):
        (folder / "first" / f"{number}.txt").touch()
    assert faults_of(folder) == [".: holds more than 2000 files and folders"]


def test_what_is_ignored_does_not_count(folder: Path) -> None:
    (folder / ".git").mkdir()
    for number in range(2_001):
        (folder / ".git" / str(number)).touch()
    read_class_folder(folder)


def test_something_else_than_a_folder_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "nothing") == ["nothing: is not a folder"]
    (tmp_path / "file").touch()
    assert faults_of(tmp_path / "file") == ["file: is not a folder"]


def test_a_fault_prints_like_a_compilers() -> None:
    message = Text("points must be a number from 0 to 10000")
    assert str(Fault("unit.toml", 3, message)) == f"unit.toml:3: {message.english}"
