"""Which origins may frame a launch (DESIGN rule 13)."""

import re
from collections.abc import Iterable
from typing import Literal

import structlog

from slipway.lms.models import LaunchRecord

NAME = re.compile(r"(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*(?::\d+)?")  # no address of numbers
log = structlog.get_logger("slipway.frames")


def frame_ancestors(launch: LaunchRecord | None) -> list[str] | Literal["*"]:
    """The LMS's known origins and the one that posted this launch; `*` with no evidence; [] for no launch at all.

    An Origin header is not signed, so it counts for its own launch only, never for the LMS.
    """
    if launch is None or not launch.let_in or launch.lms is None:
        return []
    known = {*launch.lms.origins, *launch.origin.split()}
    if known:
        return sorted(known | _around(known) if launch.lms.family == "openedx" else known)
    log.warning("frame-ancestors-unknown", launch=str(launch.pk), lms=str(launch.lms_id))
    return "*"


def _around(origins: Iterable[str]) -> set[str]:
    """The hosts of an Open edX whose pages stand around the LMS's own frame: every ancestor has to be allowed.

    Its launches name the LMS alone, at whose `apps.` learners read and at whose `studio.` authors preview (as `tutor`
    sets it up). An owner types in others.
    """
    parts = [origin.partition("://") for origin in origins]
    return {
        f"{scheme}://{page}.{host}" for scheme, _, host in parts for page in ("apps", "studio") if NAME.fullmatch(host)
    }
