"""The way from Slipway's own pages back to the LMS."""

from slipway.content.models import Classroom
from slipway.lms.models import Lms
from slipway.sessions.visitor import Visitor
from slipway.web_address import read_address


def course_home(classroom: Classroom) -> str:
    """The Class LMS URL, or "" when there is none. A link runs what it names, so that only http and https pass."""
    url = classroom.lms_url.strip()
    address = read_address(url)
    return url if address and address.is_web else ""


def visited_lms(visitor: Visitor) -> Lms | None:
    """The LMS that a visit is limited to; None for an account, which sees everything."""
    return Lms.objects.filter(pk=visitor.lms_id).first() if visitor.lms_id else None
