"""What a student is shown of a result, after the exercise has changed."""

import json
from dataclasses import replace

import pytest
from django.utils import timezone

from slipway.content.kinds.exercise_settings import ExerciseTab
from slipway.submissions.exercises import version_of_tests
from slipway.submissions.models import Submission
from slipway.submissions.results import result_for_student
from slipway.submissions.running import SHOWN_THEN, Graded
from slipway.suites.judge.result import CaseResult, ContextResult, SuiteResult, TabResult, Verdict
from slipway.suites.observed import End
from slipway.suites.shown import Show
from slipway.words import text
from tests import factories
from tests.submissions.exercise import SUITE, exercise_unit, put_files

pytestmark = pytest.mark.django_db
HIDDEN = ExerciseTab(tab="Errors", share=1, show=Show.VERDICT)
THEN = {"Examples": Show.ALL, "Errors": Show.VERDICT}
OPEN = dict.fromkeys(THEN, Show.ALL)
HIDES = dict.fromkeys(THEN, Show.VERDICT)


def tab(name: str) -> TabResult:
    case = CaseResult(outcome=Verdict.FAILED, counts=True, sentences=(text(f"the secret of {name}"),))
    return TabResult(name=name, contexts=(ContextResult(cases=(case,), end=End.FINISHED),))


def graded(shows: dict[str, Show] | None) -> Submission:
    """Graded while the tab Errors was hidden; `shows` None: by a release that kept no modes."""
    unit = exercise_unit(tabs=(HIDDEN,))
    result = SuiteResult(tabs=(tab("Examples"), tab("Errors")))
    kept = Graded(result=result, shows=shows or {}, score=None, is_program=True).kept_result()
    if shows is None:
        del kept[SHOWN_THEN]
    values = {"state": Submission.State.GRADED, "tests_version": version_of_tests(unit), "result": kept}
    return Submission.objects.create(
        unit=unit, user=factories.account(), number=1, files={}, counts_at=timezone.now(), **values
    )


@pytest.fixture
def made() -> Submission:
    return graded(THEN)


def told(made: Submission) -> set[str]:
    """Of which tabs more is told than verdicts."""
    shown = json.dumps(result_for_student(made, now=timezone.now()))
    return {name for name in ("Examples", "Errors") if f"the secret of {name}" in shown}


def test_what_is_hidden(made: Submission) -> None:
    assert told(made) == {"Examples"}


def test_a_hidden_tab_that_is_renamed_stays_hidden_in_results_of_before(made: Submission) -> None:
    assert made.unit.exercise
    put_files(made.unit, {"tests/tests.yaml": SUITE.replace("tab: Errors", "tab: Mistakes")})
    made.unit.exercise = replace(made.unit.exercise, tabs=(replace(HIDDEN, tab="Mistakes"),))
    assert told(made) == {"Examples"}


@pytest.mark.parametrize(
    ("then", "now", "seen"),
    [
        pytest.param(THEN, {}, {"Examples"}, id="the hidden tab is gone from unit.toml, or from the tests"),
        pytest.param(THEN, {"Errors": Show.ALL}, {"Examples"}, id="it was opened since"),
        pytest.param(THEN, {"Errors": Show.AFTER_DUE}, {"Examples"}, id="or is open after the due time"),
        pytest.param({**THEN, "Errors": Show.AFTER_DUE}, {"Errors": Show.ALL}, {"Examples"}, id="which there is not"),
        pytest.param(THEN, {"Examples": Show.VERDICT}, set(), id="what was open is hidden now"),
        pytest.param(OPEN, {}, {"Examples", "Errors"}, id="nothing was and is hidden"),
        pytest.param(OPEN, {"Errors": Show.VERDICT}, {"Examples"}, id="hidden since"),
        pytest.param({"Examples": Show.ALL}, {}, {"Examples"}, id="of a tab nothing was kept"),
        pytest.param(None, {}, set(), id="no modes were kept, and the tests are others"),
    ],
)
def test_a_tab_is_shown_by_the_stricter_of_then_and_now(
    then: dict[str, Show] | None, now: dict[str, Show], seen: set[str]
) -> None:
    made = graded(then)
    assert made.unit.exercise
    put_files(made.unit, {"tests/tests.yaml": SUITE.replace("return: 12", "return: 12.0")})
    tabs = tuple(ExerciseTab(tab=name, share=1, show=show) for name, show in now.items())
    made.unit.exercise = replace(made.unit.exercise, tabs=tabs)
    assert told(made) == seen


def test_without_kept_modes_the_same_tests_show_what_they_show_now() -> None:
    assert told(graded(None)) == {"Examples"}


@pytest.mark.parametrize(("then", "is_told"), [(HIDES, True), (THEN, False)])
def test_what_is_wrong_with_a_program_is_told_though_all_tests_are_hidden(
    then: dict[str, Show], *, is_told: bool
) -> None:
    """Where a tab is shown whole, its first case tells it."""
    made = graded(then)
    assert made.result is not None
    made.result["result"]["nothing_ran"] = "syntax"
    made.files = {"shapes.py": "def area(width, height)\n    return 1\n"}
    shown = result_for_student(made, now=timezone.now())
    fault = {"type": "SyntaxError", "message": "expected ':'", "line": 1, "text": "SyntaxError: expected ':'"}
    assert shown.get("fault") == (fault if is_told else None)


def test_of_what_is_no_exercise_any_more_verdicts_are_left(made: Submission) -> None:
    made.unit.exercise = None
    assert told(made) == set()
