"""The decisions of the workspace's scripts, as tables: they know neither page nor network nor clock."""

import json
import subprocess
from pathlib import Path
from typing import Any

import deno
import pytest

SCRIPTS = Path(__file__).parents[3] / "src/slipway/workspaces/static/workspaces/workbench"


def told_by(module: str, expression: str, **given: Any) -> Any:
    """What `expression` gives, with the exports of a module as `m` and `given` by its names."""
    names = ", ".join(given)
    program = (
        f"const m = await import({json.dumps((SCRIPTS / module).as_uri())});"
        f"const {{{names}}} = {json.dumps(given)};"
        f"console.log(JSON.stringify({expression}));"
    )
    done = subprocess.run(
        [deno.find_deno_bin(), "eval", "--no-config", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def saving(*events: dict[str, Any], dirty: bool = False) -> list[Any]:
    """After each event: the status, what is done, and the version."""
    replay = (
        "events.reduce(([s, seen], e) => { const [t, f] = m.next(s, e);"
        " return [t, [...seen, [t.status, f, t.version]]]; }, [m.opened({version: 3, isDirty: dirty}), []])[1]"
    )
    return list(told_by("saving/saving.js", replay, events=list(events), dirty=dirty))


TYPED, DUE, NOW = {"type": "typed"}, {"type": "due"}, {"type": "now"}
DONE = {"type": "answered", "at": 1, "answer": {"outcome": "done", "data": {"version": 4}}}
FAILED = {"type": "answered", "at": 1, "answer": {"outcome": "failed", "data": None}}
REFUSED = {"type": "answered", "at": 1, "answer": {"outcome": "refused", "data": None, "message": "too long"}}
CONFLICT = {"type": "answered", "at": 1, "answer": {"outcome": "conflict", "data": {"version": 9}}}
OVER = {"type": "answered", "at": 1, "answer": {"outcome": "over", "data": None}}
MINE = {"type": "chosen", "version": 9, "isDirty": True}
OTHER = {"type": "chosen", "version": 9, "isDirty": False}
SEND, SOON = "send", {"wait": 800}


@pytest.mark.parametrize(
    ("events", "last"),
    [
        pytest.param([TYPED], ["unsaved", SOON, 3], id="a key waits a little"),
        pytest.param([TYPED, DUE], ["saving", SEND, 3], id="then it is sent"),
        pytest.param([TYPED, DUE, DONE], ["saved", None, 4], id="and saved"),
        pytest.param([TYPED, DUE, TYPED], ["unsaved", None, 3], id="one request at a time"),
        pytest.param([TYPED, DUE, TYPED, DUE], ["unsaved", None, 3], id="whoever asks"),
        pytest.param([TYPED, DUE, TYPED, DONE], ["unsaved", SOON, 4], id="what came meanwhile goes next"),
        pytest.param([DUE], ["untouched", None, 3], id="nothing is sent for nothing"),
        pytest.param([TYPED, NOW], ["saving", SEND, 3], id="at once"),
        pytest.param([TYPED, DUE, FAILED], ["offline", {"wait": 2000}, 3], id="tried again"),
        pytest.param([TYPED, DUE, FAILED, DUE, FAILED], ["offline", {"wait": 4000}, 3], id="later and later"),
        pytest.param([TYPED, *[DUE, FAILED] * 9], ["offline", {"wait": 30000}, 3], id="never given up"),
        pytest.param([TYPED, DUE, FAILED, NOW], ["offline", SEND, 3], id="at once when the connection is back"),
        pytest.param([TYPED, DUE, FAILED, TYPED], ["unsaved", {"wait": 2000}, 3], id="keys do not hurry it"),
        pytest.param([TYPED, DUE, FAILED, DUE, DONE], ["saved", None, 4], id="and it is saved"),
        pytest.param([TYPED, DUE, REFUSED], ["refused", None, 3], id="time mends no text"),
        pytest.param([TYPED, DUE, REFUSED, TYPED], ["unsaved", SOON, 3], id="a key may"),
        pytest.param([TYPED, DUE, CONFLICT], ["conflict", None, 9], id="another tab"),
        pytest.param(
            [TYPED, DUE, CONFLICT, TYPED, NOW], ["conflict", None, 9], id="nothing is sent until it is chosen"
        ),
        pytest.param([TYPED, DUE, CONFLICT, MINE], ["saving", SEND, 9], id="mine is sent on the other's version"),
        pytest.param(
            [TYPED, DUE, CONFLICT, TYPED, MINE, DONE], ["saved", None, 4], id="and saved with what came since"
        ),
        pytest.param([TYPED, DUE, CONFLICT, OTHER], ["saved", None, 9], id="the other is saved already"),
        pytest.param([TYPED, DUE, OVER, TYPED, NOW], ["over", None, 3], id="a session that has ended is asked nothing"),
    ],
)
def test_saving(events: list[dict[str, Any]], last: list[Any]) -> None:
    assert saving(*events)[-1] == last


def test_text_of_this_tab_is_owed_from_the_beginning() -> None:
    assert saving(NOW, dirty=True) == [["saving", SEND, 3]]


A, B, C = {"a.py": "a"}, {"a.py": "b"}, {"a.py": "c"}


@pytest.mark.parametrize(
    ("server", "kept", "begun"),
    [
        (A, None, (A, 5, False)),
        (A, {"files": A, "base": 4, "sent": None}, (A, 5, False)),  # its answer was lost
        (A, {"files": B, "base": 5, "sent": None}, (B, 5, True)),  # it was not sent
        (A, {"files": B, "base": 4, "sent": A}, (B, 5, True)),  # the server has what this tab sent before
        (A, {"files": B, "base": 4, "sent": C}, (B, 4, True)),  # another tab has saved: the next save says so
        (A, {"files": B, "base": 4, "sent": None}, (B, 4, True)),
    ],
)
def test_beginning(server: dict[str, str], kept: dict[str, Any] | None, begun: tuple[Any, ...]) -> None:
    found = told_by("saving/beginning.js", "m.beginning({files, version: 5}, kept)", files=server, kept=kept)
    assert (found["files"], found["version"], found["isDirty"]) == begun


@pytest.mark.parametrize(
    ("asked", "failed", "hidden", "milliseconds"),
    [
        (0, 0, False, 1000),
        (3, 0, False, 2000),
        (50, 0, False, 5000),
        (1, 3, False, 8000),
        (50, 9, False, 30000),
        (0, 0, True, 10000),
        (50, 9, True, 30000),
    ],
)
def test_polling_slows_down(*, asked: int, failed: int, hidden: bool, milliseconds: int) -> None:
    given = {"asked": asked, "failed": failed, "isHidden": hidden}
    assert told_by("polling.js", "m.pause(how)", how=given) == milliseconds


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ({"key": "Enter", "ctrlKey": True}, "run"),
        ({"key": "Enter", "metaKey": True}, "run"),
        ({"key": "Enter", "ctrlKey": True, "shiftKey": True}, "check"),
        ({"key": ".", "code": "Period", "ctrlKey": True}, "stop"),
        ({"key": "s", "ctrlKey": True}, "save"),
        ({"key": "S", "ctrlKey": True, "shiftKey": True}, None),
        ({"key": "F9"}, "submit"),
        ({"key": "Enter"}, None),
        ({"key": "Enter", "ctrlKey": True, "altKey": True}, None),  # AltGr; VoiceOver's own keys
        ({"key": "Insert", "ctrlKey": True}, None),
    ],
)
def test_keys(key: dict[str, Any], meant: str | None) -> None:
    assert told_by("page/keys.js", "m.meaning(key)", key=key) == meant


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        ("", "", ""),
        ("a\nb\nc\n", "a\nB\nc\n", "=-+="),
        ("a\n", "a", "-+"),  # the line break at the end is what differs
        ("a\nb\n", "b\n", "-="),
        ("b\n", "a\nb\n", "+="),
        ("a\nb\nc\nd\n", "d\nc\nb\na\n", None),
    ],
)
def test_lines_that_differ(one: str, other: str, signs: str | None) -> None:
    lines = told_by("results/difference.js", "m.lineDifference(one, other)", one=one, other=other)
    assert "".join(line["text"] for line in lines if line["kind"] != "more") == one
    assert "".join(line["text"] for line in lines if line["kind"] != "less") == other
    said = "".join({"same": "=", "less": "-", "more": "+"}[line["kind"]] for line in lines)
    assert signs is None or said == signs


def test_long_texts_are_compared_at_once() -> None:
    made = "m.lineDifference('x\\n'.repeat(200000), 'y\\n'.repeat(200000)).length"
    assert told_by("results/difference.js", made) == 400_000


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [("Hello Ada", "Hello  Ada", [6, 6, 7]), ("abc", "abd", [2, 3, 3]), ("aaa", "aa", [2, 3, 2]), ("", "x", [0, 0, 1])],
)
def test_the_part_of_a_line_that_differs(one: str, other: str, part: list[int]) -> None:
    assert told_by("results/difference.js", "m.changedPart(one, other)", one=one, other=other) == part


GERMAN = {
    "%(a)s came, %(b)s is missing (100 %%).": "%(b)s fehlt, gekommen ist %(a)s (100 %%).",
    "a number": "eine Zahl",
}


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("As it is: 100 %.", "As it is: 100 %."),
        ({"pattern": "No places: 100 %.", "values": {}}, "No places: 100 %."),
        (
            {
                "pattern": "%(a)s came, %(b)s is missing (100 %%).",
                "values": {"a": 5, "b": {"pattern": "a number", "values": {}}},
            },
            "eine Zahl fehlt, gekommen ist 5 (100 %).",
        ),
        ({"pattern": "%(constructor)s and %(a)s", "values": {"a": "%(a)s"}}, "%(constructor)s and %(a)s"),
    ],
)
def test_sentences(kept: object, said: str) -> None:
    assert told_by("results/sentences.js", "m.sentenceOf(kept, german)", kept=kept, german=GERMAN) == said


CALL = {"given": {"call": {"text": "area(2)", "before": 0, "more": 0}}}
TYPED_IN = {"given": {"stdin": {"text": "Ada\n", "before": 0, "more": 0}}}
CUT = {"given": {"stdin": {"text": "Ada\n", "before": 0, "more": 9}}}
ARGUMENTS = {"given": {"arguments": ["-v"]}}
HIDDEN: dict[str, Any] = {"given": None}


@pytest.mark.parametrize(
    ("cases", "at", "main", "stdin"),
    [
        ([TYPED_IN], 0, "shapes.py", "Ada\n"),
        ([CALL], 0, "try_the_test.py", ""),
        ([TYPED_IN, CALL, CALL], 1, "try_the_test.py", "Ada\n"),
        ([CUT], 0, None, None),
        ([CUT, CALL], 1, None, None),
        ([ARGUMENTS], 0, None, None),
        ([HIDDEN], 0, None, None),
    ],
)
def test_a_case_as_a_program(cases: list[Any], at: int, main: str | None, stdin: str | None) -> None:
    found = told_by(
        "results/try_case.js", "m.tryCase({cases, at, files, main: 'shapes.py'})", cases=cases, at=at, files=A
    )
    assert (found["main"], found["stdin"]) == (main, stdin) if main else found is None
