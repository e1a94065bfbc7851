"""What an LMS's first launches teach of it: its kind, and the origin that it lives on."""

from slipway.launches.arrival import Arrival
from slipway.lms.endpoints import registered_origins
from slipway.lms.models import ConsumerKey, Lms
from slipway.lms_kinds.kind import OTHER
from slipway.lti.message import LaunchMessage
from slipway.web_address import origin_of


def learn_lms(arrival: Arrival, message: LaunchMessage) -> None:
    """Write kind, guid and first origin of the LMS where they are not known yet; mostly nothing.

    Only the first origin is learned: a later one of a picker's return URL is confirmed by a teacher.
    """
    lms, origin = arrival.lms, _origin_taught(arrival, message)
    learned: dict[str, object] = {}
    if lms.family in {"", OTHER} and message.platform.family:
        learned["family"] = message.platform.family
    if not lms.guid and message.platform.guid:
        learned["guid"] = message.platform.guid[:255]
    if not lms.origins and origin:
        learned["origins"] = [origin]
    if learned:
        Lms.objects.filter(pk=lms.pk).update(**learned)


def _origin_taught(arrival: Arrival, message: LaunchMessage) -> str:
    """The origin that the launch's signed URLs name; '' when it carries none.

    A registration tells from the beginning where its LMS is, so by LTI 1.3 a picker's return URL that is not there
    teaches nothing: a teacher confirms it.
    """
    if message.selection:
        origin, credential = origin_of(message.selection.return_url), arrival.credential
        is_home = isinstance(credential, ConsumerKey) or origin in registered_origins(credential)
        return origin if is_home else ""
    service = message.outcome.service_url if message.outcome else None
    return origin_of(message.presentation.return_url) or origin_of(service)
