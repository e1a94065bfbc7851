"""Attacks and forgers as a student sends them: by HTTP, graded by the worker's handler in real guests.

Nothing is gained by any, no other case suffers, nor does the next student's submission.
"""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction

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
from tests.often import often
from tests.submissions.attacking import (
    ALL,
    FORGING,
    INTO_JAVASCRIPT,
    PROGRAM,
    REACHING,
    USING_UP,
    VALUES,
    attacked_suite,
)
from tests.submissions.exercise import RIGHT, exercise_unit
from tests.submissions.test_grading import work_all

pytestmark = [pytest.mark.http, pytest.mark.sandbox, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

# A plain start takes seconds, and each that kills its guest needs one.
WITHOUT_SNAPSHOT = (
    "a file of the host",
    "JavaScript",
    "a module of Node's",
    "a big array",
    "forged by printing",
    "forged by descriptors",
    "forged by describing",
    "NaN",
    "a repr that lies",
    "files of other contexts",
)
GROUPS = {
    "reaching out": REACHING,
    "JavaScript": INTO_JAVASCRIPT,
    "using up": USING_UP,
    "forging": FORGING,
    "values": tuple(VALUES),
}


def attacked_unit(names: Sequence[str]) -> Unit:
    tab = ExerciseTab(tab="Attacked", credit=Credit.CASES, show=Show.VERDICT)
    return exercise_unit({"tests/tests.yaml": attacked_suite(names)}, file="submission.py", time_limit=120, tabs=(tab,))


def handed_in(unit: Unit, files: Mapping[str, str]) -> Submission:
    """Hand in as a student in a launch, have it graded, and look at what the student's page is told."""
    token, session = factories.launch_session(unit.classroom, role=ClassRole.STUDENT, unit=unit)
    base, headers = f"/l/{session.launch_id}/units/{unit.pk}/submissions", factories.bearer(token)
    sent = json.dumps({"files": files})
    assert Client().post(base, sent, content_type="application/json", headers=headers).status_code == 201
    work_all()
    told = Client().get(f"{base}/1", headers=headers)
    assert told.json()["state"] == "graded"
    assert "right-" not in told.content.decode()
    return Submission.objects.get(unit=unit, user=session.identity.user)


def faults_of_result(made: Submission, names: Sequence[str]) -> list[str]:
    """What is wrong with a result in which each attack fails and each honest case passes."""
    [tab] = result_from_json(made.result).tabs
    faults, won = [], 0
    for before, name, context in zip(["nothing", *names], [*names, "nothing"], tab.contexts, strict=True):
        outcomes = [case.outcome for case in context.cases]
        attacks = [] if name == "nothing" else [outcomes.pop()]
        won += len(outcomes)
        faults += [f"{name} after {before}: {each}" for each in outcomes if each is not Verdict.PASSED]
        faults += [f"{name}: {each}" for each in attacks if each not in {Verdict.FAILED, Verdict.NOT_RUN}]
    earned = Score(tabs=(), earned=Fraction(won, won + len(names)), is_full=False)
    return [*faults, *([] if made.score == as_decimal(earned) else [f"the score is {made.score}"])]


# The others are tried in guests each time: `tests/sandbox/test_attacks.py`.
@pytest.mark.parametrize("group", often(["forging"], GROUPS))
def test_no_attack_is_worth_a_point_nor_harms_others(group: str) -> None:
    names = GROUPS[group]
    made = handed_in(attacked_unit(names), {"submission.py": PROGRAM})
    assert faults_of_result(made, names) == []
    assert handed_in(exercise_unit(), {"shapes.py": RIGHT}).score == 1


@pytest.mark.long
def test_nor_without_a_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slipway.submissions.grading.sandbox", lambda: DenoSandbox(snapshot=None))
    made = handed_in(attacked_unit(WITHOUT_SNAPSHOT), {"submission.py": PROGRAM})
    assert faults_of_result(made, WITHOUT_SNAPSHOT) == []


@pytest.mark.long
@pytest.mark.parametrize("snapshot", ["snapshot", "plain"])
@pytest.mark.parametrize("name", ALL)
def test_each_alone(name: str, snapshot: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if snapshot == "plain":
        monkeypatch.setattr("slipway.submissions.grading.sandbox", lambda: DenoSandbox(snapshot=None))
    made = handed_in(attacked_unit([name]), {"submission.py": PROGRAM})
    assert faults_of_result(made, [name]) == []
    assert handed_in(exercise_unit(), {"shapes.py": RIGHT}).score == 1
