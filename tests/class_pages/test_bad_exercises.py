"""Exercises in archives that teachers send: broken, huge, hostile. Refused in words, and the class stays as it was."""

from random import Random

import pytest
from django.utils.html import escape

from slipway.content.models import Unit
from slipway.exercise_checks.models import CheckState, UploadCheck
from tests.class_pages.scene import Scene
from tests.class_pages.test_uploads import UPLOAD, refused_and_unchanged, send, told_faults
from tests.content.archives import packed
from tests.content.exercises.unit_files import CLASS_OF_ONE, EXERCISE_FILES
from tests.suites.reading.test_limits import BILLION, CHAIN, LONG_TEXT, MERGED

pytestmark = [pytest.mark.http, pytest.mark.django_db]

SUITE = "tests/tests.yaml"
randbytes = Random(1).randbytes
TOO_LARGE, TOO_DEEP, A_BOMB = "more than 100000 entries", "nested more than 100 deep", "more than 100 times its size"


def archive(**changed: bytes) -> bytes:
    files = {**EXERCISE_FILES, **changed}
    return packed({"class.toml": CLASS_OF_ONE} | {f"u/{path}": data for path, data in files.items()})


BAD: dict[str, tuple[dict[str, bytes], str]] = {
    "a suite of references to references": ({SUITE: BILLION.encode()}, TOO_LARGE),
    "a suite of merged mappings": ({SUITE: MERGED.encode()}, TOO_LARGE),
    "a suite of one long text, often": ({SUITE: LONG_TEXT.encode()}, A_BOMB),
    "a suite of references in a chain": ({SUITE: CHAIN.encode()}, TOO_DEEP),
    "a suite of brackets": ({SUITE: b"[" * 100_000}, A_BOMB),
    "a suite of 3 MB": ({SUITE: b"#" + randbytes(1_300_000).hex().encode()}, "longer than 2.5 MB"),
    "a suite of bytes": ({SUITE: b"\x7fELF\x00\xff" * 100}, "u/tests/tests.yaml"),
    "a suite with NUL": ({SUITE: EXERCISE_FILES[SUITE] + b"\0"}, "u/tests/tests.yaml"),
    "a suite that makes objects": (
        {SUITE: b'- tab: !!python/object/apply:os.system ["id"]\n'},
        "u/tests/tests.yaml:1",
    ),
    "an oracle above the folder": (
        {SUITE: EXERCISE_FILES[SUITE].replace(b"near.py", b"../../near.py")},
        "u/tests/tests.yaml",
    ),
    "a starter of bytes": ({"starter/shapes.py": b"\x7fELF\x00\xff"}, "u/starter/shapes.py"),
    "a starter of 200 files": ({f"starter/f{n}.py": b"" for n in range(200)}, "u/starter"),
    "a starter of 300 KB": ({"starter/shapes.py": b"#" + b"x" * 300_000}, "u/starter"),
    "a starter of odd names": ({"starter/a b.py": b""}, "u/starter/a b.py"),
    "a reference that is no text": ({"reference/shapes.py": b"a = 1\n\0"}, "u/reference/shapes.py:2: contains a NUL"),
    "a tab that is not there": (
        {"unit.toml": EXERCISE_FILES["unit.toml"].replace(b'tab = "Hidden"', b'tab = "Hiden"')},
        "u/unit.toml",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_exercise_is_refused_and_nothing_changes(there: Scene, name: str) -> None:
    changed, words = BAD[name]
    refused_and_unchanged(there, archive(**changed), words, UPLOAD, "teacher")


def taken(there: Scene, archive: bytes) -> Unit:
    """The unit that an archive makes; that its exercise is sound is taken for known, since nothing is run here."""
    address = send(there, archive)["Location"]
    assert UploadCheck.objects.update(state=CheckState.PASSED) == 1
    there.browser().post(address)
    return Unit.objects.get(classroom=there.classroom, slug="u")


def test_a_refused_archive_can_be_sent_again_from_its_page(there: Scene) -> None:
    address = send(there, archive())["Location"]
    faults = [
        {
            "kind": "fault",
            "path": "u/tests/tests.yaml",
            "line": line,
            "message": {"pattern": f"fault {line}", "values": {}},
        }
        for line in (3, 7)
    ]
    UploadCheck.objects.update(state=CheckState.FAILED, findings=faults)
    page = there.browser().get(address).content.decode()
    assert told_faults(page) == ["u/tests/tests.yaml:3: fault 3", "u/tests/tests.yaml:7: fault 7"]
    assert page.count("u/tests/tests.yaml") == 1
    assert f'enctype="multipart/form-data" action="{there.path(UPLOAD)}"' in page


def test_a_guide_with_scripts_is_text(there: Scene) -> None:
    guide = (
        b"# Shapes\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(2)>\n\n[go](javascript:alert(3))\n\n"
        b'<iframe src="https://evil.example"></iframe>\n\n<a href="#" onclick="alert(4)">x</a>\n'
    )
    html = taken(there, archive(**{"guide.md": guide})).guide_html
    for words in ("<script", "<img", "<iframe", "onclick=", 'href="javascript:'):
        assert words not in html.lower().replace(escape(words).lower(), "")


def test_a_suite_of_two_megabytes_is_taken(there: Scene) -> None:
    large = "".join(
        f'  - expression: "area({n}, 1)"\n    return: {n}\n    description: "{randbytes(6_700).hex()}"\n'
        for n in range(152)
    )
    suite = f'namespace: shapes\ntabs:\n- tab: "Examples"\n  testcases:\n{large}- tab: "Hidden"\n  testcases:\n'
    suite += '  - expression: "area(5, 5)"\n    return: 25\n'
    assert len(suite) > 2_000_000
    assert taken(there, archive(**{SUITE: suite.encode()})).files.filter(path=SUITE).exists()
