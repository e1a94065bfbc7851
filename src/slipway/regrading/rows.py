"""One row of a regrade: rehearsed, applied, undone. Each writes in its caller's transaction."""

from decimal import Decimal
from typing import Any

from slipway.regrading.changed_cases import change_words, changed_cases
from slipway.regrading.models import RegradeRow
from slipway.submissions.grading import GRADED_BY, INTERPRETER, tell_graded
from slipway.submissions.lateness import Lateness
from slipway.submissions.models import Submission
from slipway.submissions.running import Graded, as_decimal
from slipway.suites.judge.kept import result_from_json
from slipway.suites.judge.result import SuiteResult
from slipway.suites.judge.unreadable import UnreadableResultError
from slipway.words import Text, text

_SCORED = ("state", "uses_attempt", "score", "kept_score", *GRADED_BY)


def write_rehearsed(row: RegradeRow, graded: Graded, lateness: Lateness) -> None:
    """Write down what the row's submission comes to, if nobody did: a row that two workers had counts once."""
    made = row.submission
    values: dict[str, object] = {f"old_{name}": getattr(made, name) for name in _OLD}
    values |= {"new_uses_attempt": graded.is_program, "new_interpreter": INTERPRETER}
    values |= {"new_result": graded.kept_result(), "state": RegradeRow.State.UNGRADED}
    if graded.score is not None:
        score = as_decimal(graded.score)
        values |= {
            "state": RegradeRow.State.REHEARSED,
            "is_changed": score != made.score,
            "new_score": score,
            "new_kept_score": lateness.kept(score, made.user_id, made.counts_at),
        }
        if score != made.score:
            values["why"] = [each.to_json() for each in _why(made, graded.result)]
    RegradeRow.objects.filter(pk=row.pk, state=RegradeRow.State.WAITING).update(**values)


_OLD = ("state", "score", "kept_score", "uses_attempt", "tests_version", "interpreter", "graded_at")


def apply_row(row: RegradeRow, made: Submission, lateness: Lateness) -> None:
    """Give `made`, which is locked, what was rehearsed; nothing where it was graded in another way meanwhile."""
    if (made.state, made.graded_at) != (row.old_state, row.old_graded_at):
        _end(row, RegradeRow.State.PASSED_OVER, old_result=None)
        return
    assert row.new_score is not None
    new_result = row.new_result
    _end(row, RegradeRow.State.APPLIED, old_result=made.result)
    made.state, made.uses_attempt, made.result = Submission.State.GRADED, row.new_uses_attempt, new_result
    made.tests_version, made.interpreter = row.regrade.tests_version, row.new_interpreter
    made.graded_at = row.regrade.applied_at
    _write(made, row.new_score, lateness)


def undo_row(row: RegradeRow, made: Submission, lateness: Lateness) -> None:
    """Give `made`, which is locked, its old score and result; nothing where it was graded in another way meanwhile."""
    if made.graded_at != row.regrade.applied_at:
        _end(row, RegradeRow.State.PASSED_OVER, old_result=None)
        return
    old_result = row.old_result
    _end(row, RegradeRow.State.UNDONE, old_result=None)
    made.state, made.uses_attempt, made.result = row.old_state, row.old_uses_attempt, old_result
    made.tests_version, made.interpreter = row.old_tests_version, row.old_interpreter
    made.graded_at = row.old_graded_at
    _write(made, row.old_score, lateness)


def _end(row: RegradeRow, state: RegradeRow.State, *, old_result: Any) -> None:
    """A result is large, and is kept only as long as somebody can give it: the line itself stays for teachers."""
    row.state, row.old_result, row.new_result = state, old_result, None
    row.save(update_fields=["state", "old_result", "new_result"])


def _write(made: Submission, score: Decimal | None, lateness: Lateness) -> None:
    """What lateness takes is what it takes now: dates may have changed since."""
    made.score = score
    made.kept_score = None if score is None else lateness.kept(score, made.user_id, made.counts_at)
    made.save(update_fields=_SCORED)
    tell_graded(made)


def _why(made: Submission, after: SuiteResult) -> list[Text]:
    """Why the score is another, in sentences."""
    if made.state == Submission.State.FAILED:
        return [text("It could not be graded before.")]
    before = _read(made.result)
    words = change_words(changed_cases(before, after))
    if words:
        return words
    if before is None:
        return [text("Its old result cannot be compared with the new one.")]
    return [text("The same tests pass. What they are worth has changed.")]


def _read(kept: object) -> SuiteResult | None:
    try:
        return result_from_json(kept)
    except UnreadableResultError:
        return None
