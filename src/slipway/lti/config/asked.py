"""What every registration asks an LMS to send along: services by their scopes, and custom parameters of variables.

They are asked for before all of them are used, so that no administrator has to edit a registration again later. An LMS
that does not know a variable sends its name back, which counts as not sent (LTI 1.3 core §5.4.6.1).
"""

from collections.abc import Mapping

from slipway.lms_kinds.registry import KINDS, kind_by_code
from slipway.lti.v1p3.names import NOTICE_SCOPE, SCOPES

# Names in small letters: some LMSs make them so anyway. Substitution variables: LTI 1.3 core appendix C; deep linking
# 2.0 appendix A.
_STANDARD = {
    "context_id_history": "$Context.id.history",
    "resource_link_id_history": "$ResourceLink.id.history",
    "available_start": "$ResourceLink.available.startDateTime",
    "available_end": "$ResourceLink.available.endDateTime",
    "submission_start": "$ResourceLink.submission.startDateTime",
    "submission_end": "$ResourceLink.submission.endDateTime",
}


def custom_parameters(family: str) -> Mapping[str, str]:
    """The custom parameters to ask an LMS of this family for, by the name that launches bring them under."""
    return _STANDARD | dict(kind_by_code(family).custom_parameters)


def all_custom_parameters() -> frozenset[str]:
    """The names of all that any kind of LMS is asked for."""
    return frozenset(_STANDARD).union(*(kind.custom_parameters for kind in KINDS))


def custom_lines(family: str) -> str:
    """The same as most LMSs take them from an administrator: a line `name=$Variable` for each."""
    return "\n".join(f"{name}={variable}" for name, variable in custom_parameters(family).items())


def scopes(family: str, *, offered: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The scopes to ask an LMS of this family for, in order.

    `offered` are those that it names itself (dynamic registration 1.0 §3.5), empty where it names none: then grades
    and roster are asked for, and notices where this family is known to send them.
    """
    if offered:
        return tuple(scope for scope in (*SCOPES, NOTICE_SCOPE) if scope in offered)
    return (*SCOPES, NOTICE_SCOPE) if kind_by_code(family).sends_notices else SCOPES
