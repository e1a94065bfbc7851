"""The decisions of the workspace's scripts, as tables: they know neither page nor network nor clock."""

import json
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import deno
import pytest
from django.utils.translation import override

from slipway.gradebook.standing import written_points

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


SAYS_ITS_NAME = "(name, values = {}) => [name, ...Object.values(values)].join(' ')"


def cases(*outcomes: str) -> dict[str, Any]:
    tab = {"name": "Examples", "contexts": [{"cases": [{"outcome": outcome} for outcome in outcomes]}]}
    return {"form": 1, "result": {"nothing_ran": None, "tabs": [tab]}}


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        (["passed", "passed"], "allPassed"),
        (["passed", "waiting"], "passedHere 1"),
        (["failed", "not-run", "not-run", "passed"], "someFailed 1 4 · someNotRun 2 4"),
        (["not-run", "passed"], "someNotRun 1 2"),  # the time of all tests was used up
        (["ungraded", "passed"], "someUngraded 1 2"),
        (["failed", "waiting", "passed"], "someFailed 1 2"),
    ],
)
def test_a_verdict_counts_each_test_as_what_it_is(outcomes: list[str], said: str) -> None:
    script = (SCRIPTS / "results/result_form.js").as_uri()
    asked = f"m.verdictOf((await import('{script}')).readResult(kept), {SAYS_ITS_NAME})"
    assert told_by("results/results.js", asked, kept=cases(*outcomes)) == said


@pytest.mark.parametrize(
    ("check", "is_known"),
    [
        ({"outcome": "failed", "failure": "unexpected-text", "expected": None}, True),  # silence was expected
        ({"outcome": "failed", "failure": "wrong-text", "expected": {"is": "text", "text": "a"}}, True),
        ({"outcome": "waiting", "failure": None, "expected": None}, False),  # its oracle is not asked here
        ({"outcome": "failed", "failure": "no-value", "expected": None}, False),
        ({"outcome": "failed", "failure": "no-value", "expected": {"is": "value", "lines": ["1"]}}, True),
        ({"outcome": "failed", "failure": "refused-by-oracle", "expected": None}, False),
    ],
)
def test_what_only_an_oracle_knows_is_not_told_as_nothing(check: dict[str, Any], *, is_known: bool) -> None:
    assert told_by("results/results.js", "m.isExpectationKnown(check)", check=check) is is_known


@pytest.mark.parametrize(
    ("checks", "fault"),
    [
        (
            [
                {
                    "channel": "exception",
                    "got": {
                        "is": "exception",
                        "name": "SyntaxError",
                        "message": {"text": "expected ':'"},
                        "trace": [{"line": 3, "code": "if x"}],
                    },
                }
            ],
            ["SyntaxError", "expected ':'", 3],
        ),
        ([], None),
    ],
)
def test_why_a_program_is_no_python(checks: list[Any], fault: list[Any] | None) -> None:
    kept = cases("not-run")
    kept["result"]["nothing_ran"] = "syntax"
    kept["result"]["tabs"][0]["contexts"][0]["cases"][0]["checks"] = checks
    found = told_by("results/result_form.js", "m.readResult(kept).fault", kept=kept)
    assert (found and [found["type"], found["message"], found["line"]]) == fault
    by_server = told_by("results/result_form.js", "m.readResult({...kept, fault: {type: 'TabError'}}).fault", kept=kept)
    assert by_server == {"type": "TabError"}


@pytest.mark.parametrize(
    ("points", "language", "written"),
    [("5.00", "en", "5"), ("4.50", "en", "4.50"), (1250, "en", "1250"), ("4.5", "de", "4,50"), ("0.00", "es", "0")],
)
def test_points_as_python_writes_them_too(points: object, language: str, written: str) -> None:
    asked = "(globalThis.document = {documentElement: {lang: language}}, m.writtenPoints(points))"
    assert told_by("page/words.js", asked, points=points, language=language) == written
    with override(language):
        assert written_points(Decimal(str(points))) == written


@pytest.mark.parametrize(
    ("used", "allowed", "told"),
    [
        (3, None, None),
        (0, 2, {"name": "attemptsUsed", "isUsedUp": False}),
        (2, 2, {"name": "attemptsUsedUp", "isUsedUp": True}),
        (3, 2, {"name": "attemptsUsedUp", "isUsedUp": True}),  # the teacher allows fewer now
    ],
)
def test_what_is_said_of_attempts(used: int, allowed: int | None, told: dict[str, Any] | None) -> None:
    asked = "m.attemptsTold(attempts)"
    assert told_by("handing_in.js", asked, attempts={"used": used, "allowed": allowed}) == told


OUTCOME = """(() => {
  const place = { dataset: { progressOfUnit: begun }, shown: null, replaceChildren(node) { this.shown = node; } };
  const onward = { hidden: begun !== "completed" };
  const made = (name) => ({ content: { cloneNode: () => name } });
  globalThis.CSS = { escape: (text) => text };
  const root = { querySelector: (what) => what === "[data-progress-of-unit]" ? place
    : what === "[data-when-done]" ? onward
    : ["in-progress", "completed"].filter((name) => what.includes(name)).map(made)[0] ?? null };
  const outcome = new m.Outcome(root);
  for (const name of heard) name === "begun" ? outcome.begun() : outcome.show(name);
  return [place.dataset.progressOfUnit, !onward.hidden];
})()"""


@pytest.mark.parametrize(
    ("begun", "heard", "becomes"),
    [
        ("not-started", ["begun"], ["in-progress", False]),
        ("not-started", ["begun", "completed"], ["completed", True]),
        ("completed", ["begun"], ["completed", True]),  # who goes on writing has still completed it
        ("completed", ["in-progress"], ["in-progress", False]),
        ("in-progress", [None, "anything"], ["in-progress", False]),
    ],
)
def test_how_far_a_student_is_follows_without_a_reload(begun: str, heard: list[str | None], becomes: list[Any]) -> None:
    assert told_by("page/outcome.js", OUTCOME, begun=begun, heard=heard) == becomes
