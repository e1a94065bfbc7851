"""A picker in a window of its own, handed over to the frame that opened the window.

An LMS asks for a choice in a frame, and some (Moodle) hear the answer only from there: their page that takes it speaks
to the page around it, and in a window there is none. Where that frame keeps no cookies, LTI 1.3 signs in in a window
that the frame opens. What was let in there goes back: the frame shows the picker and sends its answer, and the window
closes.

The window speaks to its opener alone, and only to a page of our origin: browsers see to that. It shows the secret that
the frame made for this one window, so that no other frame of ours takes it. A stranger's page that begins such a login
hears nothing; one that frames our page gets a picker that browsers show to the LMS alone (`frame-ancestors`).
"""

import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from slipway.launches.arrival import Arrival
from slipway.web.headers import allow_opener

FIELD = "waiting_frame"  # of the form by which the frame opens its window
_SECRET = re.compile(r"[A-Za-z0-9_-]{20,64}")


def waiting_frame(values: Mapping[str, str]) -> str:
    """The secret of the frame that opened this login's window; '' for none."""
    sent = values.get(FIELD, "")
    return sent if _SECRET.fullmatch(sent) else ""


def hand_over(request: HttpRequest, arrival: Arrival, token: str) -> HttpResponse:
    """A page whose script gives the picker's address to the frame, or goes on alone where no frame takes it.

    Nobody may frame it, for it holds the launch's token.
    """
    launch = f"/l/{arrival.launch_id}/picker"
    context = {
        "secret": arrival.waiting_frame,
        "picker": f"{launch}#{token}",
        "alone": f"{launch}/alone#{token}",
        "lms": arrival.lms.name,
    }
    response = render(request, "launches/hand_over.html", context)
    allow_opener(response)
    return response
