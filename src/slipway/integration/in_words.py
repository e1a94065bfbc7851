"""What a launch record says, in words for people."""

from slipway.classes.access import Right
from slipway.lms.models import LaunchRecord
from slipway.lms.refusals import EXPLANATIONS, Explanation
from slipway.lti.refusal import Refusal


def role_of(launch: LaunchRecord) -> str:
    """The name of the role that the launch gave; empty when it did not come so far."""
    return Right(launch.role).label if launch.role in list(Right) else launch.role


def explanation_of(launch: LaunchRecord) -> Explanation | None:
    """What the person at the launch was told; None for one let in, or a code of another release."""
    codes = {refusal.value: refusal for refusal in Refusal}
    return EXPLANATIONS.get(codes[launch.code]) if launch.code in codes else None
