"""What a launch record says, in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from slipway.lms.models import LaunchRecord
from slipway.lms.refusals import EXPLANATIONS, Explanation
from slipway.lti.refusal import Refusal

ROLES: dict[str, str | Promise] = {
    "student": _("Student"),
    "teacher": _("Teacher"),
    "observer": _("Observer"),
    "preview": _("LMS administrator"),
}


def role_of(launch: LaunchRecord) -> str:
    """The name of the role that the launch gave; empty when it did not come so far."""
    return str(ROLES.get(launch.role, launch.role))


def explanation_of(launch: LaunchRecord) -> Explanation | None:
    """What the person at the launch was told; None for one let in, or a code of another release."""
    codes = {refusal.value: refusal for refusal in Refusal}
    return EXPLANATIONS.get(codes[launch.code]) if launch.code in codes else None
