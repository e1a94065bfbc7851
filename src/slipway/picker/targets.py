"""Where a placed link opens."""

from collections.abc import Collection, Mapping
from typing import Literal

from slipway.content.models import LinksOpen

OpeningTarget = Literal["window", "frame", "iframe"]
BEST_FIRST: Mapping[str, tuple[OpeningTarget, ...]] = {
    LinksOpen.WINDOW: ("window", "frame", "iframe"),
    LinksOpen.FRAME: ("frame", "iframe", "window"),
}


def target_for(accepted: Collection[str], links_open: str = LinksOpen.WINDOW) -> OpeningTarget:
    """The best of an LTI 1.1 LMS's presentation targets for what the class sets; 'frame' when none fits a link.

    Work needs room: a tab of its own, unless the class says otherwise. Canvas's editor makes a link of 'window' and of
    'frame', in modules and assignments 'window' is its "open in new tab"; 'iframe' would set the page itself into the
    text, so it is only for an LMS that takes nothing better. 'embed' inserts bare HTML and is never for a launch.
    """
    return next((target for target in BEST_FIRST[links_open] if target in accepted), "frame")


def advantage_target(accepted: Collection[str], links_open: str) -> Literal["window", "iframe", ""]:
    """What the class sets, for LTI 1.3, where the LMS takes it; '' leaves it to the LMS.

    'iframe' sets the page itself into the text of an editor: in Canvas's that is the only way inside, where links open
    new tabs.
    """
    wanted: Literal["window", "iframe"] = "window" if links_open == LinksOpen.WINDOW else "iframe"
    return wanted if not accepted or wanted in accepted else ""
