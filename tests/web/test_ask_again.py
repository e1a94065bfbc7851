"""A part of a page that is asked for again: when, and when no more. Clock, network and window are made up here."""

import json
import subprocess
from pathlib import Path
from typing import Any

import deno
import pytest

import slipway.web

SCRIPT = Path(slipway.web.__file__).parent / "static/web/ask_again.js"
PROGRAM = """
const { askAgain } = await import(%(script)s);
const answers = %(answers)s;
const seen = { waits: [], shown: [], refused: 0, listened: 0 };
const ended = new AbortController();
globalThis.document = {
  get hidden() { return answers[0] === "hidden"; },
  addEventListener(_name, then) { seen.listened += 1; answers.shift(); queueMicrotask(then); },
};
globalThis.setTimeout = (then, wait) => { seen.waits.push(wait); queueMicrotask(then); };
const page = {
  signal: ended.signal,
  async fetch() {
    const answer = answers.shift();
    if (answer === undefined || answer === "left") ended.abort();
    if (answer === undefined || typeof answer === "string") throw new TypeError("no network");
    const text = async () => answer.html ?? "";
    return { status: answer.status, ok: answer.status === 200, redirected: Boolean(answer.redirected), text };
  },
};
askAgain("/part", page, (html) => { seen.shown.push(html); return html !== "over"; }, () => (seen.refused += 1));
for (let turn = 0; turn < 500; turn += 1) await null;
console.log(JSON.stringify(seen));
"""
ON, OVER = {"status": 200, "html": "on"}, {"status": 200, "html": "over"}


def seen_with(*answers: object) -> dict[str, Any]:
    program = PROGRAM % {"script": json.dumps(SCRIPT.as_uri()), "answers": json.dumps(answers)}
    command = [deno.find_deno_bin(), "eval", "--no-config", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def test_what_came_later_is_started_as_what_came_first() -> None:
    """Times in it are told in the reader's zone, for one: the scripts of fresh parts start."""
    sources = {path: path.read_text() for path in SCRIPT.parents[3].rglob("static/*/*.js")}
    asking = {path.name: text for path, text in sources.items() if "askAgain(" in text and path != SCRIPT}
    assert len(asking) >= 4
    assert [name for name, text in asking.items() if "showFresh(" not in text] == []


@pytest.mark.parametrize(
    ("answers", "shown", "refused"),
    [
        ((ON, ON, OVER, ON), ["on", "on", "over"], 0),
        (("away", ON, {"status": 503}, OVER), ["on", "over"], 0),  # a network, and a server, that come back
        (({"status": 404}, ON), [], 1),
        (({"status": 200, "redirected": True, "html": "Sign in"}, ON), [], 1),
        ((ON, "left", ON), ["on"], 0),
    ],
)
def test_it_goes_on_until_it_is_over(answers: tuple[object, ...], shown: list[str], refused: int) -> None:
    seen = seen_with(*answers)
    assert (seen["shown"], seen["refused"]) == (shown, refused)


def test_it_waits_longer_and_not_while_nobody_looks() -> None:
    seen = seen_with(ON, ON, ON, ON, "hidden", ON, OVER)
    assert (seen["waits"], seen["listened"]) == ([1000, 1500, 2250, 3375, 5000, 5000], 1)
