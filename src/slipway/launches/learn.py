"""What an LMS's first launches teach of it: its kind, and the origin that it lives on."""

from slipway.launches.arrival import Arrival
from slipway.lms.connect import OTHER
from slipway.lms.course_ref import origin_of
from slipway.lms.models import Lms
from slipway.lti.message import LaunchMessage


def learn_lms(arrival: Arrival, message: LaunchMessage) -> None:
    """Write kind, guid and first origin of the LMS where they are not known yet; mostly nothing.

    Only the first origin is learned: a later one of a picker's return URL is confirmed by a teacher.
    """
    lms, origin = arrival.lms, signed_origin(message)
    learned: dict[str, object] = {}
    if lms.family in {"", OTHER} and message.platform.family:
        learned["family"] = message.platform.family
    if not lms.guid and message.platform.guid:
        learned["guid"] = message.platform.guid[:255]
    if not lms.origins and origin:
        learned["origins"] = [origin]
    if learned:
        Lms.objects.filter(pk=lms.pk).update(**learned)


def signed_origin(message: LaunchMessage) -> str:
    """The origin that the launch's signed URLs name; '' when it carries none."""
    if message.selection:
        return origin_of(message.selection.return_url)
    service = message.outcome.service_url if message.outcome else None
    return origin_of(message.presentation.return_url) or origin_of(service)
