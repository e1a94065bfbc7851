"""The way back to the LMS that a refused launch is offered."""

from slipway.lms.models import Lms
from slipway.lti.message import LaunchMessage
from slipway.web_address import origin_of


def way_back(lms: Lms, message: LaunchMessage | None) -> str | None:
    """Where a verified launch wants its person sent back to, if the LMS is known by that host; None for nowhere.

    An LMS that is known by no host yet is taken at its word, which its launch has signed.
    """
    url = message.presentation.return_url if message else None
    return url if url and (not lms.origins or origin_of(url) in lms.origins) else None
