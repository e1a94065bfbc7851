"""What a student is shown of a result, after the exercise has changed."""

import json
from dataclasses import replace

import pytest
from django.utils import timezone

from slipway.content.kinds.exercise_settings import ExerciseTab
from slipway.submissions.exercises import version_of_tests
from slipway.submissions.models import Submission
from slipway.submissions.results import result_for_student
from slipway.suites.judge.kept import result_to_json
from slipway.suites.judge.result import CaseResult, ContextResult, SuiteResult, TabResult, Verdict
from slipway.suites.observed import End
from slipway.suites.shown import Show
from slipway.words import text
from tests import factories
from tests.submissions.exercise import SUITE, exercise_unit, put_files

pytestmark = pytest.mark.django_db
HIDDEN = ExerciseTab(tab="Errors", share=1, show=Show.VERDICT)


def tab(name: str) -> TabResult:
    case = CaseResult(outcome=Verdict.FAILED, counts=True, sentences=(text(f"the secret of {name}"),))
    return TabResult(name=name, contexts=(ContextResult(cases=(case,), end=End.FINISHED),))


@pytest.fixture
def made() -> Submission:
    """Graded while the tab Errors was hidden."""
    unit = exercise_unit(tabs=(HIDDEN,))
    result = result_to_json(SuiteResult(tabs=(tab("Examples"), tab("Errors"))))
    user, now = factories.account(), timezone.now()
    graded = {"state": Submission.State.GRADED, "tests_version": version_of_tests(unit), "result": result}
    return Submission.objects.create(unit=unit, user=user, number=1, files={}, counts_at=now, **graded)


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
    assert told(made) == set()


def test_where_nothing_is_hidden_other_tests_hide_nothing(made: Submission) -> None:
    assert made.unit.exercise
    made.unit.exercise = replace(made.unit.exercise, tabs=())
    put_files(made.unit, {"tests/tests.yaml": SUITE.replace("return: 12", "return: 12.0")})
    assert told(made) == {"Examples", "Errors"}


def test_of_what_is_no_exercise_any_more_verdicts_are_left(made: Submission) -> None:
    made.unit.exercise = None
    assert told(made) == set()
