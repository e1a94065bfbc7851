"""Which course at which LMS: read from the address of a course's page, or from a launch, so that both compare.

The Class LMS URL is pasted by a teacher from a browser; a launch tells its course in its own way per kind of LMS.
Pure: values in, values out.
"""

import re
from contextlib import suppress

from slipway.lms_kinds.course import CourseRef, LaunchedFrom
from slipway.lms_kinds.generic import GENERIC
from slipway.lms_kinds.kind import LmsKind
from slipway.lms_kinds.pages import read_page, root_of_page
from slipway.lms_kinds.registry import KINDS, kind_by_code, kind_by_course_key
from slipway.lti.message import LaunchMessage
from slipway.lti.return_url import sound
from slipway.web_address import UNREADABLE_PORT, read_address

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?")


def read_course_url(url: str) -> CourseRef | None:
    """The course that a page's address names; None when it does not look like an LMS course."""
    address = read_address(url.strip())
    if address is None or not address.is_web or address.port == UNREADABLE_PORT:
        return None
    page = read_page(address)
    if page is None or not page.course_id:
        return None
    return CourseRef(host=address.authority, course_id=page.course_id, home_url=url.strip())


def kind_of_page(url: str) -> LmsKind:
    """The kind of LMS whose page has such an address, whether or not it names a course; the generic one for none."""
    address = read_address(url.strip())
    page = read_page(address) if address else None
    return page.kind if page else GENERIC


def is_told_by_launches(course: CourseRef) -> bool:
    """Whether launches name the course that was read from an address, so that both can be compared."""
    return kind_of_page(course.home_url).courses.are_named


def course_of(message: LaunchMessage) -> CourseRef | None:
    """The course that a launch comes from; None when its LMS tells nothing that an address could be compared with."""
    kind, launch = kind_by_code(message.platform.family), launched_from(message)
    if kind.courses.read:
        return kind.courses.read(launch)
    if not kind.courses.context_is_course or not launch.context_id:
        return None
    host, root = _told_host(kind, launch)
    home = f"{root}{kind.courses.home}{launch.context_id}" if root is not None and kind.courses.home else ""
    return CourseRef(host=host, course_id=launch.context_id, home_url=home)


def launched_from(message: LaunchMessage) -> LaunchedFrom:
    """What a launch says of its course and of where its LMS stands."""
    selection = message.selection.return_url if message.selection else None
    service = sound(message.outcome.service_url) if message.outcome else None
    return LaunchedFrom(
        context_id=message.course.id if message.course else "",
        return_urls=[url for url in (selection, message.presentation.return_url) if url],
        service_urls=[service] if service else [],
        issuer=sound(message.platform.issuer) or "",
        guid=message.platform.guid or "",
        custom=message.custom,
    )


def same_course(pasted: CourseRef, launched: CourseRef) -> bool:
    """Whether the course that a class names is the one that a launch comes from."""
    if not pasted.course_id or pasted.course_id not in spellings(launched.course_id):
        return False
    by_key = kind_by_course_key(launched.course_id)
    if not launched.host:
        return by_key is not None
    pasted_host, host = _plain_host(pasted.host), _plain_host(launched.host)
    if not _same_host(pasted_host, host) and not (by_key and _siblings(pasted_host, host, by_key)):
        return False
    roots = {root_of_course(pasted), root_of_course(launched)}
    return None in roots or len(roots) == 1


def spellings(course_id: str) -> list[str]:
    """All ids that an LMS may write that course by."""
    readers = (kind.courses.other_spellings for kind in KINDS if kind.courses.other_spellings)
    return [course_id, *(other for read in readers for other in read(course_id))]


def root_of_course(course: CourseRef) -> str | None:
    """The path that its LMS stands under, where several may stand on one host; None where not known."""
    address = read_address(course.home_url)
    return root_of_page(address.path) if address else None


def _told_host(kind: LmsKind, launch: LaunchedFrom) -> tuple[str, str | None]:
    """Host of the LMS and the root address of its site, from any signed URL, else the host from its guid."""
    if not launch.urls:  # a guid may look like a host and be none, but then there is an issuer
        guid = launch.guid.lower()
        return (guid if _HOST.fullmatch(guid) else ""), None
    address = read_address(launch.urls[0])
    assert address is not None, "a launch's URLs are sound"
    path = kind.courses.path(launch) if kind.courses.path else ""
    return address.authority, None if path is None else f"{address.origin}{path}"


def _same_host(pasted: str, told: str) -> bool:
    # A guid or an API domain tells no port.
    return pasted == told or (":" not in told and pasted.partition(":")[0] == told)


def _siblings(pasted: str, told: str, kind: LmsKind) -> bool:
    """Whether such an LMS could show at one host the courses that it launches from the other."""
    pasted, told = pasted.partition(":")[0], told.partition(":")[0]
    if pasted.endswith(f".{told}"):
        return True
    domain = next((pasted.removeprefix(name) for name in kind.courses.page_hosts if pasted.startswith(name)), "")
    return "." in domain and told.partition(".")[2] == domain


def _plain_host(host: str) -> str:
    """The host as names are looked up: without the dot that may end it, and letters beyond ASCII as xn--."""
    name, colon, port = host.partition(":") if not host.startswith("[") else (host, "", "")
    name = name.removesuffix(".")
    if not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("idna").decode()
    return f"{name}{colon}{port}"
