"""What a launch record says, in words for people."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from slipway.classes.roles import ClassRole
from slipway.lms.models import LaunchRecord
from slipway.lti.refusal import Refusal
from slipway.web.refusals import EXPLANATIONS, Explanation

# How an LTI 1.3 launch was tied to the browser that clicked.
BINDINGS: dict[str, str | Promise] = {"cookie": _("by a cookie"), "storage": _("by the storage of the LMS's page")}

CLAIM_PREFIX = "https://purl.imsglobal.org/spec/lti/claim/"


def claims_of(values: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    """What the LMS sent, name by name: LTI 1.1's parameters, or LTI 1.3's claims and what stands in them."""
    for name, value in values.items():
        shown = f"{above}{name.removeprefix(CLAIM_PREFIX)}"
        if isinstance(value, dict):
            yield from claims_of(value, f"{shown} / ")
        elif isinstance(value, list):
            yield shown, ", ".join(str(each) for each in value)
        else:
            yield shown, "" if value is None else str(value)


def role_of(launch: LaunchRecord) -> str:
    """The name of the role that the launch gave; empty when it did not come so far."""
    return str(ClassRole(launch.role).label) if launch.role in ClassRole.values else launch.role


def explanation_of(launch: LaunchRecord) -> Explanation | None:
    """What the person at the launch was told; None for one let in, or a code of another release."""
    codes = {refusal.value: refusal for refusal in Refusal}
    return EXPLANATIONS.get(codes[launch.code]) if launch.code in codes else None
