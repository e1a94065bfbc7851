"""What a page believes of what the frame says: known kinds, known types, bounded sizes."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

DONE = {"kind": "done", "id": 0, "exitCode": None, "error": None, "value": None, "died": False, "missing": 0}
ERROR = {"type": "", "message": "", "text": "", "file": None, "line": None, "source": None}
TABLE: list[tuple[str, Any]] = [
    ("null", None),
    ("'ready'", None),
    ("5", None),
    ("[]", None),
    ("{}", None),
    ("{kind: 'other'}", None),
    ("{kind: 'constructor'}", None),
    ("{kind: '__proto__'}", None),
    ("{kind: ['ready']}", None),
    ("{kind: 'ready', more: 1}", {"kind": "ready"}),
    ("{kind: 'failed'}", {"kind": "failed", "message": ""}),
    ("{kind: 'failed', message: {toString: 1}}", {"kind": "failed", "message": ""}),
    ("{kind: 'ended', id: 3, why: 'stopped'}", {"kind": "ended", "id": 3, "why": "stopped"}),
    ("{kind: 'ended', id: '3', why: 'won'}", {"kind": "ended", "id": 0, "why": "died"}),
    ("{kind: 'output', id: 1, parts: 'x', missing: NaN}", {"kind": "output", "id": 1, "parts": [], "missing": 0}),
    (
        "{kind: 'output', id: 1, missing: -1, parts: [null, {stream: 'a'}, {text: 'x'}, {stream: 'err', text: 'y'}]}",
        {"kind": "output", "id": 1, "parts": [{"stream": "err", "text": "y"}], "missing": 0},
    ),
    ("{kind: 'done', id: 2, exitCode: 1}", {**DONE, "id": 2, "exitCode": 1}),
    ("{kind: 'done', id: -2, exitCode: 1e300, value: 5, error: 'x', missing: 1.5}", DONE),
    ("{kind: 'done', error: {}, value: 'x'.repeat(50)}", {**DONE, "error": ERROR, "value": "x" * 50}),
    ("{kind: 'done', value: 'x'.repeat(51)}", DONE),
    ("{kind: 'done', died: 'because'}", {**DONE, "died": True}),
    (
        "{kind: 'done', error: {type: 'E', message: 5, text: 't', file: 'f', line: -1, source: {}, html: '<b>'}}",
        {**DONE, "error": {**ERROR, "type": "E", "text": "t", "file": "f"}},
    ),
]


@pytest.mark.parametrize(("said", "believed"), TABLE, ids=[said[:40] for said, _ in TABLE])
def test_what_is_believed(tab: Page, said: str, believed: Any) -> None:
    assert tab.evaluate(f"readMessage({said}, 50)") == believed


def test_long_texts_are_cut(tab: Page) -> None:
    said = "{kind: 'done', error: {type: 'x'.repeat(1e6), message: 'x'.repeat(1e6), file: 'x'.repeat(1e6)}}"
    error = tab.evaluate(f"readMessage({said}, 50).error")
    assert (len(error["type"]), len(error["message"]), error["file"]) == (500, 20_000, None)
    parts = tab.evaluate("readMessage({kind: 'output', parts: Array(5000).fill({stream: 'out', text: ''})}, 50).parts")
    assert len(parts) == 1_000
