"""Which course at which LMS: read from the address of a course's page, or from a launch, so that both compare.

The Class LMS URL is pasted by a teacher from a browser; a launch tells its course in its own way per LMS
(facts that every LMS's launch carries: docs/lms-behaviour.md §1.1, §1.4). Pure: values in, values out.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

from slipway.lms.course_pages import moodle_root, read_page
from slipway.lti.message import LaunchMessage
from slipway.lti.return_url import sound

# Families whose context id is the very id that stands in their course page's address.
CONTEXT_IS_COURSE = {"moodle", "desire2learn", "sakai", "openedx"}
DEFAULT_PORTS = {"http": 80, "https": 443}

HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?")
BLACKBOARD_ID = re.compile(r"_\d+_\d+")
CANVAS_ID = re.compile(r"\d+(?:~\d+)?")
OPENEDX_KEYS = ("course-v1:", "ccx-v1:")  # such a key names school, course and run
# Open edX shows and edits courses on hosts of their own, beside the one that launches.
OPENEDX_HOSTS = ("apps.", "learning.", "studio.", "authoring.", "course-authoring.")
_MOODLE_SERVICE = re.compile(r"(.*)/(?:mod/lti|ltix)/[^/].*")  # newer Moodles moved their LTI there
SHARD = 10**13  # Canvas: course 22 of shard 1158 is 1158~22, or 11580000000000022


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRef:
    """A course: `host` is host[:port] in lower case, '' where a launch told none; `home_url` '' where not known."""

    host: str
    course_id: str
    home_url: str = ""

    @property
    def root(self) -> str | None:
        """The path that its LMS stands under, where several may stand on one host (Moodle); None where not known."""
        try:
            return moodle_root(urlsplit(self.home_url).path)
        except ValueError:
            return None


def read_course_url(url: str) -> CourseRef | None:
    """The course that a page's address names; None when it does not look like an LMS course."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = _host(parts)
        page = read_page(parts) if parts.scheme in DEFAULT_PORTS and host else None
    except ValueError:
        return None
    if page is None or not page.course_id:
        return None
    return CourseRef(host=host, course_id=page.course_id, home_url=url)


def family_of_page(url: str) -> str:
    """The family of the LMS whose page has such an address, whether or not it names a course; '' for none."""
    try:
        page = read_page(urlsplit(url.strip()))
    except ValueError:
        return ""
    return page.family if page else ""


def is_told_by_launches(course: CourseRef) -> bool:
    """Whether launches name the course that was read from an address; Schoology's tell nothing to compare it with."""
    return family_of_page(course.home_url) != "schoology"


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
    if not pasted.course_id or pasted.course_id not in spellings(launched.course_id):
        return False
    is_key = launched.course_id.startswith(OPENEDX_KEYS)
    if not launched.host:
        return is_key
    pasted_host, host = _plain_host(pasted.host), _plain_host(launched.host)
    if not _same_host(pasted_host, host) and not (is_key and _siblings(pasted_host, host)):
        return False
    return None in {pasted.root, launched.root} or pasted.root == launched.root


def spellings(course_id: str) -> list[str]:
    """The ids that Canvas may write one course by, or the one that other LMSs do: of another shard there are two."""
    shard, _, number = course_id.partition("~")
    if shard.isascii() and shard.isdecimal() and number.isascii() and number.isdecimal() and int(number) < SHARD:
        return [course_id, str(int(shard) * SHARD + int(number))]
    if course_id.isascii() and course_id.isdecimal() and len(course_id) < 20 and int(course_id) > SHARD:
        return [course_id, f"{int(course_id) // SHARD}~{int(course_id) % SHARD}"]
    return [course_id]


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
    """Its context id stands in no address; the way back of a launch names the course (docs/lms-behaviour.md §1.4)."""
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


def _told_host(message: LaunchMessage) -> tuple[str, str | None]:
    """Host of the LMS and the root address of its site, from any signed URL, else the host from its guid."""
    # Open edX's LTI 1.3 names no address but its issuer, and its guid is no host though it looks like one.
    services = (message.outcome.service_url if message.outcome else None, message.platform.issuer)
    told = [urlsplit(url) for url in [*_signed_urls(message), *filter(None, map(sound, services))]]
    if not told:
        guid = (message.platform.guid or "").lower()
        return (guid if HOST.fullmatch(guid) else ""), None
    origin = f"{told[0].scheme}://{_host(told[0])}"
    if message.platform.family != "moodle":
        return _host(told[0]), origin
    issuer = sound(message.platform.issuer)
    roots = [found[1] for each in told if (found := _MOODLE_SERVICE.fullmatch(each.path))]
    roots += [root for each in told if (root := moodle_root(each.path)) is not None]
    if issuer:  # LTI 1.3: where the site is, without any page
        roots.append(urlsplit(issuer).path.rstrip("/"))
    return _host(told[0]), f"{origin}{roots[0]}" if roots else None


def _home(family: str, root: str | None, course_id: str) -> str:
    pages = {"moodle": "/course/view.php?id=", "desire2learn": "/d2l/home/", "sakai": "/portal/site/"}
    return f"{root}{pages[family]}{course_id}" if root is not None and family in pages else ""


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in {None, DEFAULT_PORTS.get(parts.scheme)} else f"{host}:{parts.port}"


def _same_host(pasted: str, told: str) -> bool:
    # A guid or an API domain tells no port.
    return pasted == told or (":" not in told and pasted.partition(":")[0] == told)


def _siblings(pasted: str, told: str) -> bool:
    """Whether Open edX could show at one host the courses that it launches from the other.

    Courses are shown at apps.<LMS host>, or at learning.<domain> beside courses.<domain>.
    """
    pasted, told = pasted.partition(":")[0], told.partition(":")[0]
    if pasted.endswith(f".{told}"):
        return True
    domain = next((pasted.removeprefix(name) for name in OPENEDX_HOSTS if pasted.startswith(name)), "")
    return "." in domain and told.partition(".")[2] == domain


def _plain_host(host: str) -> str:
    """The host as names are looked up: without the dot that may end it, and letters beyond ASCII as xn--."""
    name, colon, port = host.partition(":") if not host.startswith("[") else (host, "", "")
    name = name.removesuffix(".")
    if not name.isascii():
        with suppress(UnicodeError):
            name = name.encode("idna").decode()
    return f"{name}{colon}{port}"
