"""What a received id_token says, and where it leads: LTI 1.3's part before all versions are alike."""

from urllib.parse import urlsplit

from django.conf import settings

from slipway.launches.arrival import Arrival, check_ids
from slipway.launches.doors import Admission, into_course, into_link, into_picker, into_unit
from slipway.launches.id_token import Received
from slipway.launches.oidc_login import check_usable
from slipway.launches.targets import Target
from slipway.lms.deployments import Meeting, check_standing, meet, note_deployment
from slipway.lms.endpoints import may_answer_in_clear
from slipway.lms.models import Registration
from slipway.lti.message import LaunchMessage
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3.launch import read_launch

_WAYS = {"link": into_link, "course": into_course, "select": into_picker}


def message_of(received: Received) -> LaunchMessage:
    """What the id_token says, of a registration and a deployment that are taken. Raises Refused."""
    check_usable(received.meeting.registration)
    message = read_launch(received.claims)
    check_ids(message)
    _check_deployment(received.meeting, message.deployment_id or "")
    _check_way_home(received.meeting.registration, message)
    return message


def _check_way_home(registration: Registration, message: LaunchMessage) -> None:
    """A picker's answer goes home encrypted, but to an LMS that is wholly on http in a private network.

    Raises Refused(RETURN_URL).
    """
    home = message.selection.return_url if message.selection else ""
    if urlsplit(home).scheme != "http":
        return
    if not may_answer_in_clear(registration, home, allow_private=settings.ALLOW_PRIVATE_LMS):
        raise Refused(
            Refusal.RETURN_URL,
            "deep_link_return_url is http, but the LMS is not wholly on http in a private network.",
            sent=home[:200],
        )


def lead(target: Target | Refused, arrival: Arrival, message: LaunchMessage) -> Admission:
    """Decide the launch by the address that its link names. Raises Refused."""
    if isinstance(target, Refused):
        raise target
    if target.unit_id is not None:
        return into_unit(arrival, message, target.unit_id)
    return _WAYS[target.door](arrival, message)


def _check_deployment(meeting: Meeting, deployment_id: str) -> None:
    """Hold the deployment against the registration's policy; one that is new is written down. Raises Refused."""
    stands = note_deployment(meeting.registration, deployment_id) if meeting.is_news else meeting.standing
    check_standing(stands, deployment_id)


def check_again(registration: Registration, message: LaunchMessage) -> None:
    """Hold the message of a launch that was taken before against its registration of now; nothing is written down.

    Raises Refused.
    """
    deployment_id = message.deployment_id or ""
    if meeting := meet(registration.pk, deployment_id):
        check_standing(meeting.standing, deployment_id)
    _check_way_home(registration, message)
