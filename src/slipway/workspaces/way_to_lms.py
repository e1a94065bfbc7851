"""The way from Slipway's own pages back to the LMS."""

from urllib.parse import urlsplit

from slipway.content.models import Classroom
from slipway.lms.models import Lms
from slipway.sessions.visitor import Visitor


def course_home(classroom: Classroom) -> str:
    """The Class LMS URL, or "" when there is none. A link runs what it names, so that only http and https pass."""
    url = classroom.lms_url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname else ""


def visited_lms(visitor: Visitor) -> Lms | None:
    """The LMS that a visit is limited to; None for an account, which sees everything."""
    return Lms.objects.filter(pk=visitor.lms_id).first() if visitor.lms_id else None
