"""The walks as the handbook writes them: tables of `docs/accessibility.md`, which are what these tests follow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.keyboard.screen_reader import Stop

PAGE = Path(__file__).parents[2] / "docs" / "accessibility.md"
COLUMNS = ["Step, key", "What happens", "The focus is on", "Announced besides"]
AS_PLAYWRIGHT_SAYS = {"Up": "ArrowUp", "Down": "ArrowDown", "Ctrl+Z": "Control+z"}
STEP = re.compile(r"(?P<number>\d+)\. (?P<keys>.+)")
KEY = re.compile(r"`(?P<key>[^`]+)`(?: (?P<times>\d+) times)?")
FOCUS = re.compile(r"(?P<role>[^*]+)(?: \*\*(?P<name>.+)\*\*)?(?:, (?P<states>[^*]+))?")


@dataclass(frozen=True)
class Step:
    """Keys, pressed one after the other, and what a person gets of them."""

    number: int
    keys: tuple[str, ...]
    focus: Stop
    announced: tuple[str, ...]


def walk_in(section: str) -> list[Step]:
    """The steps of the first table under the heading `section`."""
    _, found, after = PAGE.read_text().partition(f"# {section}\n")
    assert found, f"{PAGE.name} has no section {section}"
    head, _rule, *rows = re.findall(r"^\|(.+)\|$", after.partition("\n#")[0], re.MULTILINE)
    assert cells(head) == COLUMNS
    steps = [_step(*cells(row)) for row in rows]
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    return steps


def cells(row: str) -> list[str]:
    """The texts of a table's row."""
    return [cell.strip() for cell in row.split("|")]


def _step(step: str, _what_happens: str, focus: str, announced: str) -> Step:
    pressed, stop = STEP.fullmatch(step), FOCUS.fullmatch(focus)
    assert pressed, f"{step!r} is no number with a key"
    assert stop, f"{focus!r} names no role"
    return Step(
        number=int(pressed["number"]),
        keys=tuple(_keys(pressed["keys"])),
        focus=Stop(stop["role"], stop["name"] or "", tuple(filter(None, (stop["states"] or "").split(", ")))),
        announced=tuple(filter(None, announced.split(" · "))),
    )


def _keys(text: str) -> Iterator[str]:
    for found in KEY.finditer(text):
        key = found["key"]
        yield from [AS_PLAYWRIGHT_SAYS.get(key, key)] * int(found["times"] or 1)
