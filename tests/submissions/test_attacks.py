"""Attacks and forgers as a student sends them: by HTTP, graded by the worker's handler in real guests.

Nothing is gained by any, no other case suffers, nor does the next student's submission.
"""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from slipway.classes.roles import ClassRole
from slipway.content.kinds.exercise_settings import ExerciseTab
from slipway.content.models import Unit
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.submissions.models import Submission
from slipway.submissions.running import as_decimal
from slipway.suites.judge.kept import result_from_json
from slipway.suites.judge.result import Verdict
from slipway.suites.scoring import Credit, Score
from slipway.suites.shown import Show
from tests import factories
from tests.sandbox.attacks import ATTACKS
from tests.submissions.attacking import attacked_suite, attacking_program, calls
from tests.submissions.exercise import exercise_unit
from tests.submissions.test_grading import work_all

pytestmark = [pytest.mark.http, pytest.mark.sandbox, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

HONEST = "def double(number):\n    return 2 * number\n"
# A plain start takes seconds, and each that kills its guest needs one.
WITHOUT_SNAPSHOT = ("a file of the host", "a module of Node's", "JavaScript's code", "an end by force", "a big array")


def attacked_unit(codes: Mapping[str, str]) -> Unit:
    tab = ExerciseTab(tab="Attacked", credit=Credit.CASES, show=Show.VERDICT)
    files = {"tests/tests.yaml": attacked_suite(codes.values())}
    return exercise_unit(files, file="submission.py", time_limit=120, tabs=(tab,))


def handed_in(unit: Unit, program: str) -> tuple[Submission, dict[str, Any]]:
    """Hand in as a student in a launch and have it graded. Returns the row, and what the student's page is told."""
    token, session = factories.launch_session(unit.classroom, role=ClassRole.STUDENT, unit=unit)
    base, headers = f"/l/{session.launch_id}/units/{unit.pk}/submissions", factories.bearer(token)
    sent = json.dumps({"files": {"submission.py": program}})
    assert Client().post(base, sent, content_type="application/json", headers=headers).status_code == 201
    work_all()
    told = Client().get(f"{base}/1", headers=headers)
    assert "right-" not in told.content.decode()
    return Submission.objects.get(unit=unit, user=session.identity.user), told.json()


def worth_of_honesty(made: Submission, codes: Mapping[str, str]) -> list[str]:
    """What is wrong with a result in which each attack fails and each honest case passes."""
    [tab] = result_from_json(made.result).tabs
    outcomes = [case.outcome for case in tab.cases]
    gained = [f"{name} gained a point" for name, got in zip(codes, outcomes[::2], strict=True) if _is_won(got)]
    honest = zip(codes, outcomes[1::2], strict=True)
    harmed = [f"after {name}: {got}" for name, got in honest if got is not Verdict.PASSED]
    return gained + harmed


def _is_won(outcome: Verdict) -> bool:
    return outcome not in {Verdict.FAILED, Verdict.NOT_RUN}


def half(made: Submission) -> bool:
    """Whether the score is that of the honest cases: every other one."""
    return made.state == "graded" and made.score == as_decimal(Score(tabs=(), earned=Fraction(1, 2), is_full=False))


def test_no_attack_is_worth_a_point_nor_harms_others() -> None:
    codes = calls(ATTACKS)
    unit = attacked_unit(codes)
    made, told = handed_in(unit, attacking_program(list(ATTACKS)))
    assert worth_of_honesty(made, codes) == []
    assert half(made)
    assert told["state"] == "graded"
    after, _ = handed_in(unit, HONEST)
    result = result_from_json(after.result)
    assert [case.outcome for case in result.tabs[0].cases[1::2]] == [Verdict.PASSED] * len(codes)
    assert half(after)


def test_nor_without_a_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slipway.submissions.grading.sandbox", lambda: DenoSandbox(snapshot=None))
    codes = calls(WITHOUT_SNAPSHOT)
    dying = {"forged by nonsense", "forged by too_much", "forged by another_type", "forged by ending"}
    codes = {name: code for name, code in codes.items() if name not in dying}
    made, _ = handed_in(attacked_unit(codes), attacking_program(WITHOUT_SNAPSHOT))
    assert worth_of_honesty(made, codes) == []
    assert half(made)


@pytest.mark.long
@pytest.mark.parametrize("snapshot", ["snapshot", "plain"])
@pytest.mark.parametrize("name", calls(ATTACKS))
def test_each_alone(name: str, snapshot: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if snapshot == "plain":
        monkeypatch.setattr("slipway.submissions.grading.sandbox", lambda: DenoSandbox(snapshot=None))
    codes = {name: calls(ATTACKS)[name]}
    unit = attacked_unit(codes)
    made, _ = handed_in(unit, attacking_program(list(ATTACKS)))
    assert worth_of_honesty(made, codes) == []
    assert half(made)
    assert half(handed_in(unit, HONEST)[0])
