"""The Class LMS URL: the address of the course's home at the LMS, as a teacher pastes it from a browser."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from slipway.classes.models import CourseConnection
from slipway.content.models import Classroom
from slipway.lms.course_ref import is_told_by_launches, kind_of_page, read_course_url
from slipway.lms_kinds.generic import GENERIC
from slipway.web.languages import translated
from slipway.web_address import read_address

LONGEST_LMS_URL = 1000


def clean_lms_url(text: str) -> str:
    """`text` without space around it; '' is none. Raises ValidationError for what is no http(s) address."""
    url = text.strip()
    if not url:
        return ""
    address = read_address(url)
    if not address or not (address.is_web and address.has_sound_port and url.isprintable()) or " " in url:
        fault = _("This is no web address. It begins with https:// or http://; copy it from the browser.")
        raise ValidationError(fault)
    if address.has_credentials:
        raise ValidationError(_("This address holds a user name or password. Leave out what stands before the @."))
    if len(url) > LONGEST_LMS_URL:
        raise ValidationError(_("This address is longer than %(limit)d characters.") % {"limit": LONGEST_LMS_URL})
    return url


def lms_url_hint(url: str) -> str:
    """Why `url` connects no course by itself, and which page's address would; '' when it does, or is none."""
    if not url:
        return ""
    if course := read_course_url(url):
        untold = _(
            "Launches of this LMS do not say which course they come from. It is connected when a teacher of this class "
            "opens one of its units there, or when you approve the request that another teacher's launch leaves."
        )
        return "" if is_told_by_launches(course) else untold
    kind = kind_of_page(url)
    if kind is GENERIC or not kind.pages.hint:
        return translated(GENERIC.pages.hint)
    unsaid = _("This page's address does not say which course it belongs to.")
    return f"{unsaid} {translated(kind.pages.hint)}"


def proposed_lms_url(classroom: Classroom) -> str:
    """The home of the course that was connected first, as its LMS told it; '' when there is none, or no need."""
    if classroom.lms_url:
        return ""
    homes = CourseConnection.objects.filter(classroom=classroom).order_by("at", "id")
    return next(filter(_may_be_taken, homes.values_list("lms_course__home_url", flat=True)), "")


def _may_be_taken(told: str) -> bool:
    """Whether the form would take what an LMS told. It is made of ids in a launch, which may be anything."""
    try:
        return bool(clean_lms_url(told) and read_course_url(told))
    except ValidationError:
        return False
