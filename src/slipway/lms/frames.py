"""Which origins may frame a launch (docs/architecture.md, rule 13b)."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Literal
from uuid import UUID

import structlog

from slipway.lms.models import LaunchRecord, Lms
from slipway.lms_kinds.registry import kind_by_code

NAME = re.compile(r"(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*(?::\d+)?")  # no address of numbers
FrameAncestors = list[str] | Literal["*"]
log = structlog.get_logger("slipway.frames")


def frame_ancestors(launch: LaunchRecord | None) -> FrameAncestors:
    """The origins that may frame a launch of the log; [] for no launch at all."""
    if launch is None or not launch.let_in or launch.lms is None:
        return []
    return launch_ancestors(launch.lms, launch.origin, launch.pk)


def launch_ancestors(lms: Lms, posted_from: str, launch_id: UUID) -> FrameAncestors:
    """The LMS's known origins and the one that posted this launch; `*` with no evidence.

    An Origin header is not signed, so it counts for its own launch only, never for the LMS.
    """
    known = {*lms.origins, *posted_from.split()}
    if known:
        return sorted(known | _around(lms.family, known))
    log.warning("frame-ancestors-unknown", launch=str(launch_id), lms=str(lms.pk))
    return "*"


def storage_ancestors(lms: Lms, *, signed: Iterable[str], sign_in: str) -> FrameAncestors:
    """Who may frame the page that asks the LMS's storage who began a login: the LMS, as it is known or has `signed`.

    An LMS may keep values by a frame at its `sign_in` that hands on what the page around it says: in some releases any
    page, in the cloud that of any other school. Nobody's Origin header counts: whoever posts an id_token of
    their own in somebody else's browser sends theirs. `*` with no evidence, as for launches.
    """
    known = {*lms.origins, *signed}
    known |= _around(lms.family, known)
    if known:
        return sorted(known | {sign_in})
    log.warning("storage-ancestors-unknown", lms=str(lms.pk))
    return "*"


def _around(family: str, origins: Iterable[str]) -> AbstractSet[str]:
    """Hosts whose pages stand around the frame that a launch knows of: every ancestor has to be allowed.

    An owner types in others, such as a school's own domain.
    """
    kind, parts = kind_by_code(family), [origin.partition("://") for origin in origins]
    subdomains = {
        f"{scheme}://{page}.{host}"
        for scheme, _, host in parts
        for page in kind.framing_subdomains
        if NAME.fullmatch(host)
    }
    return kind.framing_origins | subdomains
