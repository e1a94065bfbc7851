"""Why a score changed: the tests of a suite that came to something else. Decisions over results, and their words."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from slipway.suites.judge.result import CaseResult, GivenInput, SuiteResult, TabResult, Verdict
from slipway.words import Text, text

CHANGES_TOLD = 10
LONGEST_INPUT = 60

_Place = tuple[object, int]  # what a case was given, or its number; and how many before it were given the same


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCase:
    """A test that came to something else. `number` counts from 1 in its tab as it is now; of one that is gone, as
    it was.

    `before` and `after`: whether it passed; None where there was no such test.
    """

    tab: str
    number: int
    given: str
    before: bool | None
    after: bool | None


def changed_cases(before: SuiteResult | None, after: SuiteResult) -> list[ChangedCase]:
    """The tests that passed in one result and did not in the other, or are in one alone.

    Tests of a tab are the same if they were given the same: what is expected may have been corrected. `before` is None
    for what was never judged: then nothing can be compared.
    """
    if before is None:
        return []
    old, new = _tabs(before), _tabs(after)
    return [change for name in {**new, **old} for change in _in_tab(name, old.get(name, {}), new.get(name, {}))]


def change_words(changes: Sequence[ChangedCase], *, most: int = CHANGES_TOLD) -> list[Text]:
    """The changes as sentences, of which `most` are told and the rest counted."""
    told = [_sentence(change) for change in changes[:most]]
    if len(changes) > most:
        told.append(text("And %(count)d tests more.", count=len(changes) - most))
    return told


def _tabs(result: SuiteResult) -> dict[str, dict[_Place, tuple[int, CaseResult]]]:
    return {tab.name: dict(_places(tab)) for tab in result.tabs}


def _places(tab: TabResult) -> Iterator[tuple[_Place, tuple[int, CaseResult]]]:
    seen: Counter[object] = Counter()
    for number, case in enumerate(tab.cases, start=1):
        given: object = case.given or number
        yield (given, seen[given]), (number, case)
        seen[given] += 1


def _in_tab(
    tab: str, old: dict[_Place, tuple[int, CaseResult]], new: dict[_Place, tuple[int, CaseResult]]
) -> Iterator[ChangedCase]:
    for place in {**new, **old}:
        number, case = new.get(place) or old[place]
        before, after = _passed(old.get(place)), _passed(new.get(place))
        if before != after:
            yield ChangedCase(tab=tab, number=number, given=_given(case.given), before=before, after=after)


def _passed(found: tuple[int, CaseResult] | None) -> bool | None:
    return None if found is None else found[1].outcome is Verdict.PASSED


def _given(given: GivenInput | None) -> str:
    """The input in a line: the call, else what the program was given."""
    if given is None:
        return ""
    shown = given.call.text if given.call else given.stdin.text if given.stdin else " ".join(given.arguments)
    line = " ".join(shown.split())
    return line if len(line) <= LONGEST_INPUT else f"{line[: LONGEST_INPUT - 1]}…"


def _sentence(change: ChangedCase) -> Text:
    tab, number = change.tab, change.number
    name = text("“%(tab)s”, test %(number)d", tab=tab, number=number)
    if change.given:
        name = text("“%(tab)s”, test %(number)d (%(input)s)", tab=tab, number=number, input=change.given)
    return _TOLD[change.before, change.after](name)


_TOLD: dict[tuple[bool | None, bool | None], Callable[[Text], Text]] = {
    (None, True): lambda test: text("%(test)s is new, and passes.", test=test),
    (None, False): lambda test: text("%(test)s is new, and fails.", test=test),
    (True, None): lambda test: text("%(test)s is gone; it passed.", test=test),
    (False, None): lambda test: text("%(test)s is gone; it failed.", test=test),
    (True, False): lambda test: text("%(test)s passed, and fails now.", test=test),
    (False, True): lambda test: text("%(test)s failed, and passes now.", test=test),
}
