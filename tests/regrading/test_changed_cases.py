"""The table of what changed between two results, and how it is said."""

import pytest

from slipway.regrading.changed_cases import change_words, changed_cases
from slipway.suites.judge.result import (
    CaseResult,
    ContextResult,
    Excerpt,
    GivenInput,
    SuiteResult,
    TabResult,
    Verdict,
)

# A test is written as "call:outcome"; + passed, - failed, 0 was not run. Tabs are parted by "|" and named A, B, …
OUTCOMES = {"+": Verdict.PASSED, "-": Verdict.FAILED, "0": Verdict.NOT_RUN}


def result(written: str) -> SuiteResult:
    tabs = [(name, cases.split()) for name, cases in zip("ABC", written.split("|"), strict=False)]
    return SuiteResult(tabs=tuple(tab(name, cases) for name, cases in tabs if cases))


def tab(name: str, cases: list[str]) -> TabResult:
    return TabResult(name=name, contexts=(ContextResult(cases=tuple(case(each) for each in cases)),))


def case(written: str) -> CaseResult:
    call, outcome = written[:-1], OUTCOMES[written[-1]]
    return CaseResult(outcome=outcome, counts=True, given=GivenInput(call=Excerpt(text=call)) if call else None)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("f(1)+ f(2)-", "f(1)+ f(2)-", []),
        ("f(1)+ f(2)-", "f(1)- f(2)-", ["“A”, test 1 (f(1)) passed, and fails now."]),
        ("f(1)+ f(2)-", "f(1)+ f(2)+", ["“A”, test 2 (f(2)) failed, and passes now."]),
        ("f(1)+ f(2)0", "f(1)+ f(2)-", []),  # not reached and wrong: it fails
        ("f(1)+", "f(0)+ f(1)+", ["“A”, test 1 (f(0)) is new, and passes."]),  # the others are the same tests still
        (
            "f(1)+",
            "f(0)- f(1)-",
            ["“A”, test 1 (f(0)) is new, and fails.", "“A”, test 2 (f(1)) passed, and fails now."],
        ),
        ("f(0)- f(1)+", "f(1)+", ["“A”, test 1 (f(0)) is gone; it failed."]),
        ("f(1)+ f(1)+", "f(1)+ f(1)-", ["“A”, test 2 (f(1)) passed, and fails now."]),  # twice the same input
        ("+ +", "+ -", ["“A”, test 2 passed, and fails now."]),
        ("f(1)+|g()-", "f(1)+|g()+", ["“B”, test 1 (g()) failed, and passes now."]),
        ("f(1)+", "f(1)+|g()+", ["“B”, test 1 (g()) is new, and passes."]),
        ("f(1)+|g()+", "f(1)+", ["“B”, test 1 (g()) is gone; it passed."]),
    ],
)
def test_what_changed(before: str, after: str, told: list[str]) -> None:
    words = change_words(changed_cases(result(before), result(after)))
    assert [each.english for each in words] == told


def test_many_changes_are_counted() -> None:
    before, after = (" ".join(f"f({n}){outcome}" for n in range(30)) for outcome in "+-")
    words = change_words(changed_cases(result(before), result(after)), most=2)
    assert [each.english for each in words][1:] == ["“A”, test 2 (f(1)) passed, and fails now.", "And 28 tests more."]


def test_what_was_never_judged_cannot_be_compared() -> None:
    assert changed_cases(None, result("f(1)+")) == []


def test_a_long_input_is_cut() -> None:
    long = case("x" * 200 + "+")
    both = [SuiteResult(tabs=(TabResult(name="A", contexts=(ContextResult(cases=cases),)),)) for cases in [(), (long,)]]
    assert len(changed_cases(both[0], both[1])[0].given) == 60
