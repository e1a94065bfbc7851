"""Points of a result: shares of tabs, credit, rounding, and what gives no score at all."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.suites.judge.result import CaseResult, ContextResult, SuiteResult, TabResult, Verdict
from slipway.suites.scoring import Credit, Score, TabPoints, points_faults, points_remarks, score, tab_shares

MARKS = {
    "✓": (Verdict.PASSED, True),
    "✗": (Verdict.FAILED, True),
    "-": (Verdict.NOT_RUN, True),
    "s": (Verdict.PASSED, False),  # set-up, which checks nothing by itself
    "x": (Verdict.FAILED, False),
    "?": (Verdict.UNGRADED, True),
    "…": (Verdict.WAITING, True),
}


def result_of(**tabs: str) -> SuiteResult:
    """Tabs with a mark for each case."""
    return SuiteResult(
        tabs=tuple(
            TabResult(
                name=name,
                contexts=tuple(
                    ContextResult(cases=(CaseResult(outcome=MARKS[mark][0], counts=MARKS[mark][1]),)) for mark in cases
                ),
            )
            for name, cases in tabs.items()
        )
    )


def scored(result: SuiteResult, *rules: TabPoints) -> Score:
    found = score(result, rules)
    assert found is not None
    return found


CASES = Credit.CASES


@pytest.mark.parametrize(
    ("tabs", "rules", "earned"),
    [
        ({"a": "✓✓"}, (), "1"),
        ({"a": "✓✗"}, (), "0"),
        ({"a": "✓-"}, (), "0"),
        ({"a": "✓✓", "b": "✗"}, (), "1/2"),
        ({"a": "✓✗"}, (TabPoints(tab="a", credit=CASES),), "1/2"),
        ({"a": "✓✗✓"}, (TabPoints(tab="a", credit=CASES),), "2/3"),
        ({"a": "✓--"}, (TabPoints(tab="a", credit=CASES),), "1/3"),
        ({"a": "s✓x✗"}, (TabPoints(tab="a", credit=CASES),), "1/2"),
        ({"a": "x✓"}, (TabPoints(tab="a", credit=CASES),), "1"),
        ({"a": "x✓"}, (), "0"),
        ({"a": "ss"}, (), "1"),
        ({"a": "✓", "b": "✗"}, (TabPoints(tab="a", share=20), TabPoints(tab="b", share=80)), "1/5"),
        ({"a": "✓", "b": "✗", "c": "✗"}, (TabPoints(tab="a", share=1), TabPoints(tab="b", share=2)), "1/3"),
        ({"a": "✗", "b": "✓"}, (TabPoints(tab="a", share=0),), "0"),
        ({"a": "✗", "b": "✓"}, (TabPoints(tab="a", share=0), TabPoints(tab="b", share=3)), "1"),
        ({"a": "✓✗", "b": "✓"}, (TabPoints(tab="a", share=1, credit=CASES), TabPoints(tab="b", share=2)), "5/6"),
    ],
)
def test_what_is_earned(tabs: dict[str, str], rules: tuple[TabPoints, ...], earned: str) -> None:
    assert scored(result_of(**tabs), *rules).earned == Fraction(earned)


def test_a_tab_says_how_many_of_its_cases_passed() -> None:
    [tab] = scored(result_of(a="s✓✗-")).tabs
    assert (tab.passed, tab.counted, tab.share, tab.earned) == (1, 3, 1, Fraction(0))


@pytest.mark.parametrize("mark", ["?", "…"])
def test_a_case_that_could_not_be_graded_gives_no_score(mark: str) -> None:
    assert score(result_of(a="✓✗", b=f"✓{mark}"), ()) is None
    assert score(result_of(a="✓", b=mark), (TabPoints(tab="a", share=1),)) is None


@pytest.mark.parametrize(
    ("earned", "points", "is_worth"),
    [
        ("1", "1", "1"),
        ("1", "7.5", "7.5"),
        ("0", "10", "0"),
        ("1/3", "1", "0.33"),
        ("2/3", "1", "0.67"),
        ("1/8", "1", "0.13"),  # 0.125: half up
        ("1/200", "1", "0.01"),
        ("1/201", "1", "0.00"),
        ("199/200", "1", "0.99"),  # 0.995 would be rounded to all points
        ("9999/10000", "10", "9.99"),
        ("5/6", "12", "10.00"),
        ("1/2", "0", "0"),
        ("999/1000", "0.01", "0"),
    ],
)
def test_it_is_rounded_once_and_never_up_to_everything(earned: str, points: str, is_worth: str) -> None:
    found = Score(tabs=(), earned=Fraction(earned), is_full=earned == "1")
    assert found.of(Decimal(points)) == Decimal(is_worth)


@given(
    tabs=st.dictionaries(st.sampled_from("abcd"), st.text("✓✗-sx", min_size=1, max_size=6), min_size=1),
    shares=st.lists(st.none() | st.integers(0, 50), min_size=4, max_size=4),
    credit=st.sampled_from(Credit),
    points=st.integers(1, 100),
)
def test_all_points_are_given_only_if_everything_that_counts_passed(
    tabs: dict[str, str], shares: list[int | None], credit: Credit, points: int
) -> None:
    rules = [TabPoints(tab=name, share=shares["abcd".index(name)], credit=credit) for name in tabs]
    parts = tab_shares(list(tabs), rules)
    fails = {Credit.ALL: "✗-x", Credit.CASES: "✗-"}[credit]
    counting = [cases for name, cases in tabs.items() if parts[name]]
    bad = [cases for cases in counting if set(cases) & set(fails) or (not set(cases) & set("✓✗-") and "x" in cases)]
    found = scored(result_of(**tabs), *rules)
    assert found.is_full == (bool(counting) and not bad)
    assert (found.of(Decimal(points)) == points) == found.is_full
    assert 0 <= found.of(Decimal(points)) <= points


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        ((), None),
        ((TabPoints(tab="a", share=3), TabPoints(tab="b", credit=CASES)), None),
        ((TabPoints(tab="a", share=0),), "a unit with points needs a tab that counts; give one a share above 0"),
        ((TabPoints(tab="exampel"),), "the suite has no tab “exampel”; did you mean “example”?"),
        ((TabPoints(tab="z"),), "the suite has no tab “z”"),
        ((TabPoints(tab="a"), TabPoints(tab="a")), "the tab “a” is named twice; say all of it in one [[exercise.tab]]"),
        (
            (TabPoints(tab="a", share=-1),),
            "the share of the tab “a” must be a whole number from 0 to 1000000",
        ),
        (
            (TabPoints(tab="example", credit=CASES),),
            'the tab “example” has credit = "cases", but none of its cases checks anything',
        ),
    ],
)
def test_faults_of_rules(rules: tuple[TabPoints, ...], fault: str | None) -> None:
    counted = {"a": 2, "b": 1, "example": 0}
    found = points_faults(["a", "b", "example"], rules, counted=counted, has_points=True)
    assert [each.english for each in found] == ([] if fault is None else [fault])


def test_a_unit_without_points_may_have_no_tab_that_counts() -> None:
    assert points_faults(["a"], [TabPoints(tab="a", share=0)], counted={"a": 1}, has_points=False) == ()


def test_tabs_that_get_nothing_because_others_are_given_something_are_told() -> None:
    assert points_remarks(["a", "b"], [TabPoints(tab="a", credit=CASES)]) == ()
    [remark] = points_remarks(["a", "b"], [TabPoints(tab="a", share=2)])
    assert remark.english == "the tab “b” counts nothing, because other tabs have a share and it has none"
