"""Which course at which LMS: read from the address of a course's page, or from a launch, so that both compare.

The Class LMS URL is pasted by a teacher from a browser; a launch tells its course in its own way per LMS
(facts that every LMS's launch carries: lms-behaviour §1.1, §1.4). Pure: values in, values out.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from slipway.lti.message import LaunchMessage
from slipway.lti.return_url import sound

# Families whose context id is the very id that stands in their course page's address.
CONTEXT_IS_COURSE = {"moodle", "desire2learn", "sakai", "openedx"}
DEFAULT_PORTS = {"http": 80, "https": 443}

HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?")
BLACKBOARD_ID = re.compile(r"_\d+_\d+")
CANVAS_ID = re.compile(r"\d+(?:~\d+)?")
OPENEDX = re.compile(r"/(?:courses|learning/course|course)/((?:course|ccx)-v1:[^/]+)")
SCHOOLOGY = re.compile(r"/course/(\d+)(?:/|$)")
PATHS = (
    OPENEDX,
    re.compile(r"/courses/(\d+(?:~\d+)?)(?:/|$)"),  # Canvas
    re.compile(r"/d2l/(?:home|le/content|lms/[^?]*)/(\d+)(?:/|$)"),  # Brightspace
    re.compile(r"/portal/(?:site|directtool)/([^/]+)"),  # Sakai
    re.compile(r"/ultra/courses/(_\d+_\d+)(?:/|$)"),  # Blackboard Ultra
    SCHOOLOGY,
)
QUERIES = (  # Moodle, Blackboard's link to a course of either kind, Blackboard Original
    ("/course/view.php", "id"),
    ("/webapps/blackboard/execute/launcher", "id"),
    ("/webapps/blackboard/", "course_id"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRef:
    """A course: `host` is host[:port] in lower case, '' where a launch told none; `home_url` '' where not known."""

    host: str
    course_id: str
    home_url: str = ""


def read_course_url(url: str) -> CourseRef | None:
    """The course that a page's address names; None when it does not look like an LMS course."""
    try:
        parts = urlsplit(url.strip())
        host = _host(parts)
    except ValueError:
        return None
    course_id = _id_in(parts) if parts.scheme in DEFAULT_PORTS and host else None
    return CourseRef(host=host, course_id=course_id, home_url=url.strip()) if course_id else None


def is_told_by_launches(course: CourseRef) -> bool:
    """Whether launches name the course that was read from an address; Schoology's tell nothing to compare it with."""
    return not SCHOOLOGY.search(urlsplit(course.home_url).path)


def course_of(message: LaunchMessage) -> CourseRef | None:
    """The course that a launch comes from; None when its LMS tells nothing that an address could be compared with."""
    family, course = message.platform.family, message.course
    if family in CONTEXT_IS_COURSE and course:
        host, root = _told_host(message)
        return CourseRef(host=host, course_id=course.id, home_url=_home(family, root, course.id))
    if family == "blackboard":
        return _blackboard_course(message)
    if family in {"canvas", ""}:
        return _canvas_course(message)
    return None


def same_course(pasted: CourseRef, launched: CourseRef) -> bool:
    """Whether the course that a class names is the one that a launch comes from."""
    if not pasted.course_id or pasted.course_id != launched.course_id:
        return False
    if not launched.host:
        return launched.course_id.startswith(("course-v1:", "ccx-v1:"))  # such a key names school, course and run
    return _same_host(pasted.host, launched.host) or (
        launched.course_id.startswith(("course-v1:", "ccx-v1:")) and _sibling(pasted.host, launched.host)
    )


def origin_of(url: str | None) -> str:
    """scheme://host[:port] of a sound URL, as browsers write an origin; '' for none."""
    if not url:
        return ""
    parts = urlsplit(url)
    return f"{parts.scheme}://{_host(parts)}"


def _canvas_course(message: LaunchMessage) -> CourseRef | None:
    for url in _signed_urls(message):
        parts = urlsplit(url)
        if found := re.match(r"(.*/courses/(\d+(?:~\d+)?))(?:/|$)", parts.path):
            origin = f"{parts.scheme}://{_host(parts)}"
            return CourseRef(host=_host(parts), course_id=found[2], home_url=f"{origin}{found[1]}")
    # Canvas sends these of its own accord; in other LMSs whoever makes a link writes its custom parameters.
    domain, number = (message.custom.get(name, "") for name in ("canvas_api_domain", "canvas_course_id"))
    host = domain.lower()
    if message.platform.family != "canvas" or not HOST.fullmatch(host) or not CANVAS_ID.fullmatch(number):
        return None
    return CourseRef(host=host, course_id=number, home_url=f"https://{host}/courses/{number}")


def _blackboard_course(message: LaunchMessage) -> CourseRef | None:
    """Its context id stands in no address; the way back of a launch names the course as its pages do (§1.4)."""
    for url in _signed_urls(message):
        parts = urlsplit(url)
        told = parse_qs(parts.query).get("course_id", [""])[0]
        if "/webapps/blackboard/" in parts.path and BLACKBOARD_ID.fullmatch(told):
            root = f"{parts.scheme}://{_host(parts)}"
            home = f"{root}/webapps/blackboard/execute/launcher?type=Course&id={told}"
            return CourseRef(host=_host(parts), course_id=told, home_url=home)
    return None


def _signed_urls(message: LaunchMessage) -> list[str]:
    selection = message.selection.return_url if message.selection else None
    return [url for url in (selection, message.presentation.return_url) if url]


def _told_host(message: LaunchMessage) -> tuple[str, str]:
    """Host of the LMS and the root address of its site, from any signed URL, else the host from its guid."""
    # Open edX's LTI 1.3 names no address but its issuer, and its guid is no host though it looks like one.
    urls = (message.outcome.service_url if message.outcome else None, message.platform.issuer)
    for url in [*_signed_urls(message), *filter(None, map(sound, urls))]:
        parts = urlsplit(url)
        root = re.split(r"/(?:mod/lti|d2l|portal|imsblis|api|courses)/", f"{parts.path}/")[0].rstrip("/")
        return _host(parts), f"{parts.scheme}://{_host(parts)}{root}"
    guid = (message.platform.guid or "").lower()
    return (guid if HOST.fullmatch(guid) else ""), ""


def _home(family: str, root: str, course_id: str) -> str:
    pages = {"moodle": "/course/view.php?id=", "desire2learn": "/d2l/home/", "sakai": "/portal/site/"}
    return f"{root}{pages[family]}{course_id}" if root and family in pages else ""


def _id_in(parts: SplitResult) -> str | None:
    path = unquote(parts.path)
    for page, name in QUERIES:
        if page in path and (values := parse_qs(parts.query).get(name)):
            return values[0]
    return next((found[1] for pattern in PATHS if (found := pattern.search(path))), None)


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in {None, DEFAULT_PORTS.get(parts.scheme)} else f"{host}:{parts.port}"


def _same_host(pasted: str, told: str) -> bool:
    # A guid or an API domain tells no port.
    return pasted == told or (":" not in told and pasted.partition(":")[0] == told)


def _sibling(pasted: str, told: str) -> bool:
    # Open edX shows courses at apps.<LMS host> and launches from <LMS host>.
    return pasted.partition(":")[0].endswith(f".{told.partition(':')[0]}")
