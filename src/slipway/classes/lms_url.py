"""The Class LMS URL: the address of the course's home at the LMS, as a teacher pastes it from a browser."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from slipway.classes.models import CourseConnection
from slipway.content.models import Classroom
from slipway.lms.course_ref import family_of_page, is_told_by_launches, read_course_url

LONGEST = 1000


def clean_lms_url(text: str) -> str:
    """`text` without space around it; '' is none. Raises ValidationError for what is no http(s) address."""
    url = text.strip()
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or not url.isprintable() or " " in url:
        raise ValidationError(
            _("This is no web address. It begins with https:// or http://; copy it from the browser.")
        )
    if parts.username is not None or parts.password is not None:
        raise ValidationError(_("This address holds a user name or password. Leave out what stands before the @."))
    if len(url) > LONGEST:
        raise ValidationError(_("This address is longer than %(limit)d characters.") % {"limit": LONGEST})
    return url


def lms_url_hint(url: str) -> str:
    """Why `url` connects no course by itself, and which page's address would; '' when it does, or is none."""
    if not url:
        return ""
    if course := read_course_url(url):
        return "" if is_told_by_launches(course) else _untold()
    return _page_to_copy(family_of_page(url))


def _page_to_copy(family: str) -> str:
    """Which page's address names its course, in an LMS of that family."""
    unsaid = _("This page's address does not say which course it belongs to.")
    pages = {
        "canvas": _("In Canvas open the course and copy the address of its home: it ends in /courses/<number>."),
        "moodle": _(
            "In Moodle open the course, then its Participants, and copy that page's address: it ends in "
            "/user/index.php?id=<number>."
        ),
        "blackboard": _(
            "In Blackboard open the course and copy that page's address: it holds /ultra/courses/_<number>_1/, or "
            "course_id=_<number>_1."
        ),
        "desire2learn": _(
            "In Brightspace open the course and copy the address of its home: it ends in /d2l/home/<number>."
        ),
        "sakai": _(
            "In Sakai open the site and copy the address of its overview: /portal/site/<id> stands after the host."
        ),
        "schoology": _("In Schoology open the course and copy that page's address: it holds /course/<number>."),
    }
    if family in pages:
        return f"{unsaid} {pages[family]}"
    return _(
        "This does not look like a course's home page. In Canvas it ends in /courses/<number>, in Moodle in "
        "/course/view.php?id=<number>, in Brightspace in /d2l/home/<number>; in Blackboard it holds "
        "/ultra/courses/_<number>_1, in Sakai /portal/site/<id>, in Open edX /course-v1:<course>."
    )


def _untold() -> str:
    return _(
        "Launches of this LMS do not say which course they come from. It is connected when a teacher of this class "
        "opens one of its units there, or when you approve the request that another teacher's launch leaves."
    )


def proposed_lms_url(classroom: Classroom) -> str:
    """The home of the course that was connected first, as its LMS told it; '' when there is none, or no need."""
    if classroom.lms_url:
        return ""
    homes = CourseConnection.objects.filter(classroom=classroom).order_by("at", "id")
    return next(filter(_may_be_taken, homes.values_list("lms_course__home_url", flat=True)), "")


def _may_be_taken(told: str) -> bool:
    """Whether what an LMS told could stand in the form: it is made of the launch's own ids, which may be anything."""
    try:
        return bool(clean_lms_url(told) and read_course_url(told))
    except ValidationError:
        return False
