"""Whatever a student's page may send, by mistake or by intent: refused in words, and nothing that was saved is lost."""

import json

import pytest
from django.test import Client

from slipway.submissions.models import KeptVersion, SavedWork, Submission
from tests.workspaces.test_work import launched

pytestmark = [pytest.mark.http, pytest.mark.django_db]

SAVED = {"shapes.py": "def area(w, h): ...\n"}


def work(files: object, **others: object) -> bytes:
    return json.dumps({"files": files, **others}).encode()


BAD: dict[str, tuple[bytes, str]] = {
    "a paste of 5 MB": (work({"shapes.py": "x" * 5_000_000}), "too much text"),
    "a paste of 300 KB": (work({"shapes.py": "x" * 300_000}), "more than 200 KB"),
    "5 MB in many files": (work({f"f{n}.py": "x" * 100_000 for n in range(19)}), "more than 200 KB"),
    "a program of bytes": (b'{"files": {"shapes.py": "\x7fELF\x02\x00\xff"}}', "UTF-8"),
    "an image": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "UTF-8"),
    "text in UTF-16": (work(SAVED).decode().encode("utf-16"), "UTF-8"),
    "a form": (b"files=shapes.py&base=1", "not JSON"),
    "200 files": (work({f"f{n}.py": "" for n in range(200)}), "more than 20 files"),
    "a way up": (work({"../shapes.py": ""}), "../shapes.py"),
    "a way up inside": (work({"data/../../shapes.py": ""}), "cannot be the name"),
    "a way up by another slash": (work({"..\\shapes.py": ""}), "cannot be the name"),
    "from the root": (work({"/etc/passwd": ""}), "/etc/passwd"),
    "another drive": (work({"C:shapes.py": ""}), "cannot be the name"),
    "a hidden file": (work({".bashrc": ""}), ".bashrc"),
    "no name": (work({"": ""}), "cannot be the name"),
    "a name of markup": (work({"<script>alert(1)</script>": ""}), "cannot be the name"),
    "a name of 300 letters": (work({"a" * 300: ""}), "cannot be the name"),
    "a name that looks alike": (work({"shаpes.py": ""}), "cannot be the name"),  # noqa: RUF001  # Cyrillic
    "NUL in a name": (work({"shapes\0.py": ""}), "NUL"),
    "NUL in a text": (work({"shapes.py": "x\0"}), "NUL"),
    "half a pair in a text": (b'{"files": {"shapes.py": "\\ud83c"}}', "broken characters"),
    "half a pair in a name": (b'{"files": {"\\udc00.py": ""}}', "broken characters"),
    "half a pair as bytes": (b'{"files": {"shapes.py": "\xed\xa0\x80"}}', "UTF-8"),
    "one name twice": (b'{"files": {"a.py": "1", "a.py": "2"}}', "twice"),
    "a list of files": (work([["shapes.py", ""]]), "table"),
    "no files": (b"{}", "table"),
    "a number for a text": (work({"shapes.py": 5}), "table"),
    "a table for a text": (work({"shapes.py": {"text": ""}}), "table"),
    "null for a text": (work({"shapes.py": None}), "table"),
    "a list": (b"[]", "no JSON object"),
    "a text": (b'"files"', "no JSON object"),
    "NaN": (b'{"files": {}, "base": NaN}', "NaN"),
    "an infinite number": (b'{"files": {}, "base": 1e999}', "infinite"),
    "a number of 10\u2075 digits": (b'{"files": {}, "base": ' + b"1" * 100_000 + b"}", "not JSON"),
    "10\u2074 levels": (b'{"files": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "too deeply"),
    "a base that is no number": (work(SAVED, base="1"), "which version"),
    "a base below nothing": (work(SAVED, base=-1), "which version"),
    "a base of a half": (work(SAVED, base=0.5), "which version"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_work_is_refused_in_words_and_nothing_is_lost(name: str) -> None:
    sent, words = BAD[name]
    student = launched()
    student.post("my-work", {"files": SAVED, "base": 0})
    for below in ("my-work", "my-work/ran", "submissions"):
        path = f"{student.base}/{below}"
        answer = Client().post(path, sent, content_type="application/json", headers=student.bearer)
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/json")
        assert words in answer.json()["message"], answer.json()
        assert len(answer.json()["message"]) < 300
    assert SavedWork.objects.get().files == SAVED
    assert not Submission.objects.exists()
    assert not KeptVersion.objects.exists()


@pytest.mark.parametrize(
    "moment", ["", "yesterday", "2026-13-45T00:00:00Z", "9" * 50, 5, None, [], "2026-11-30T10:00:00"]
)
def test_a_time_that_is_none_is_no_time(moment: object) -> None:
    student = launched()
    assert student.post("submissions", {"files": SAVED, "writtenAt": moment}).status_code == 201
    assert Submission.objects.get().written_at is None
