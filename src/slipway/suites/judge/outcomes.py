"""What a case comes to by its checks."""

from collections.abc import Sequence

from slipway.suites.judge.result import CheckResult, Verdict
from slipway.suites.judge.stopped import STOPPED_IN_A_CASE
from slipway.suites.observed import End


def case_outcome(checks: Sequence[CheckResult], stopped: End | None) -> Verdict:
    """Of a case that was reached. A failed check decides, whatever an oracle still says."""
    outcomes = {check.outcome for check in checks}
    if stopped in STOPPED_IN_A_CASE or Verdict.FAILED in outcomes:
        return Verdict.FAILED
    for outcome in (Verdict.UNGRADED, Verdict.WAITING):
        if outcome in outcomes:
            return outcome
    return Verdict.PASSED
