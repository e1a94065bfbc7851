"""Which origins may frame a launch (DESIGN rule 13)."""

from typing import Literal

import structlog

from slipway.lms.models import LaunchRecord

log = structlog.get_logger("slipway.frames")


def frame_ancestors(launch: LaunchRecord | None) -> list[str] | Literal["*"]:
    """The LMS's known origins and the one that posted this launch; `*` with no evidence; [] for no launch at all.

    An Origin header is not signed, so it counts for its own launch only, never for the LMS.
    """
    if launch is None or not launch.let_in or launch.lms is None:
        return []
    known = [*launch.lms.origins, *launch.origin.split()]
    if known:
        return sorted(set(known))
    log.warning("frame-ancestors-unknown", launch=str(launch.pk), lms=str(launch.lms_id))
    return "*"
