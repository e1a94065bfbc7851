"""How far a student is, as a table."""

import pytest

from slipway.progress_pages.states import WorkFacts, WorkState, is_late, work_state


@pytest.mark.parametrize(
    ("facts", "state", "late"),
    [
        (WorkFacts(), WorkState.NOT_BEGUN, False),
        (WorkFacts(is_overdue=True), WorkState.LATE, True),
        (WorkFacts(is_begun=True), WorkState.WORKING, False),
        (WorkFacts(is_begun=True, is_overdue=True), WorkState.LATE, True),
        (WorkFacts(is_begun=True, newest="waiting"), WorkState.WAITING, False),
        (WorkFacts(is_begun=True, newest="running", is_completed=True), WorkState.WAITING, False),
        (WorkFacts(is_begun=True, newest="failed"), WorkState.NOT_GRADED, False),
        (WorkFacts(is_begun=True, newest="graded"), WorkState.SUBMITTED, False),
        (WorkFacts(is_begun=True, newest="graded", is_overdue=True), WorkState.SUBMITTED, False),
        (WorkFacts(is_begun=True, newest="graded", came_late=True), WorkState.LATE, True),
        (WorkFacts(is_begun=True, newest="graded", is_completed=True, came_late=True), WorkState.DONE, True),
        (WorkFacts(is_begun=True, is_completed=True, is_overdue=True), WorkState.DONE, False),
    ],
)
def test_states(facts: WorkFacts, state: WorkState, late: bool) -> None:
    assert (work_state(facts), is_late(facts)) == (state, late)
