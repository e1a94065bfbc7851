"""Where a placed link opens."""

from collections.abc import Collection
from typing import Literal

Target = Literal["window", "frame", "iframe"]
BEST_FIRST: tuple[Target, ...] = ("window", "frame", "iframe")


def target_for(accepted: Collection[str]) -> Target:
    """The best presentation target among those that the LMS accepts; 'frame' when it names none that a link can have.

    Work needs room: a tab of its own. Canvas's editor makes a link of 'window' and of 'frame', in modules and
    assignments 'window' is its "open in new tab"; 'iframe' would set the page itself into the text, so it is only for
    an LMS that takes nothing else. 'embed' inserts bare HTML and is never for a launch.
    """
    return next((target for target in BEST_FIRST if target in accepted), "frame")
