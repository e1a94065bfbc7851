"""Addresses of LMS pages: which kind of LMS has such pages, and which course they name.

Teachers paste what their browser shows, which is seldom the course's home. A page is read only where its address says
the course by the id that launches say too: a number that may be a unit's, a person's or a section's names nothing.
Pure: values in, values out.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

LONGEST_ID = 255
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage:
    """A page of an LMS of that family. `course_id` is '' where its address does not say the course."""

    family: str
    course_id: str = ""


def read_page(parts: SplitResult) -> CoursePage | None:
    """What an address is the page of; None for nothing that looks like an LMS. Neither host nor scheme is judged."""
    page = _read(parts)
    if page and not page.course_id:  # a page to sign in on, or a frame: the address of the page behind it names it
        inner = (_read(behind) for behind in _behind(parts))
        return next((each for each in inner if each and each.course_id and each.family == page.family), page)
    if page:
        return page
    host = (parts.hostname or "").lower()
    return next((CoursePage(family=family) for end, family in _VENDORS.items() if f".{host}".endswith(end)), None)


def _read(parts: SplitResult) -> CoursePage | None:
    path, query = _plain(parts.path), _query(parts)
    for family, read in _READERS:
        if (course_id := read(path, query)) is not None:
            return CoursePage(family=family, course_id=course_id if _can_be_kept(course_id) else "")
    return None


def _behind(parts: SplitResult) -> Iterator[SplitResult]:
    """The pages of the same site that an address says to lead on to."""
    query = {name.lower(): value for name, value in _query(parts).items()}
    for name in ("url", "new_loc", "target"):
        with suppress(ValueError):
            behind = urlsplit(query.get(name, ""))
            if behind.path.startswith("/") and behind.netloc.lower() in {"", parts.netloc.lower()}:
                yield behind


def _query(parts: SplitResult) -> Query:
    return {name: values[-1] for name, values in parse_qs(parts.query).items()}  # of doubles PHP takes the last


def moodle_root(path: str) -> str | None:
    """The path that a Moodle stands under ('' for none), from the path of any page of it; None for other paths."""
    path = _plain(path)
    found = _MOODLE_BY_ID.fullmatch(path) or _MOODLE.fullmatch(path)
    return found["root"] if found and ".php" not in found["root"] else None


def _plain(path: str) -> str:
    return re.sub(r"/{2,}", "/", unquote(path)).rstrip("/")


_KEY = re.compile(r"(?:course|ccx)-v1:[^/+?#]+(?:\+[^/+?#]+)+")
_BLOCK = re.compile(r"(ccx-)?block-v1:([^/+?#]+(?:\+[^/+?#@]+){2}(?:\+ccx@\d+)?)\+type@")
_OLD_KEY = re.compile(r"/courses/(?!\d+(?:~\d+)?/|.*\.php$)[\w.-]+/[\w.-]+/[\w.-]+(?:/|$)")  # school/course/run
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_BLACKBOARD_ID = re.compile(r"_\d+_\d+")

# Moodle's pages whose `id` is the course's.
_MOODLE_BY_ID = re.compile(
    r"(?P<root>.*?)/(?:"
    r"course/(?:view|edit|admin|completion|reset|info|resources|switchrole|user|recent|delete|tags"
    r"|bulkcompletion|defaultcompletion|overview)"
    r"|user/index|enrol/(?:index|users|instances|otherusers|renameroles)|group/(?:index|groupings|overview|import)"
    r"|grade/(?:report/(?:\w+/)?index|edit/(?:tree|settings|scale)/index|edit/outcome/course|(?:import|export)/\w+/index)"
    r"|report/\w+/index|backup/(?:backup|import|copy)|mod/(?!course/|user/|mod/)\w+/index|mod/lti/coursetools|mod/forum/search"
    r")\.php",
    re.IGNORECASE,
)
_MOODLE = re.compile(
    r"(?P<root>.*?)/(?:my|(?:(?:course|user|mod)(?!/(?:course|user|mod)/)"  # those may be its own path's names
    r"|my|enrol|group|grade|report|backup|badges|calendar|question|blog|notes|message|competency|contentbank|admin|login|local|blocks|cohort|tag)/(?:[\w-]+/)*[\w-]+\.php)",
    re.IGNORECASE,
)
_BRIGHTSPACE = re.compile(
    r"/d2l/(?:(?:p/)?home|ep|le(?:/[a-z]+)?|lp/(?:navbars|homepages|ouHome))/([0-9]+)(?:/.*)?", re.IGNORECASE
)
_SAKAI = re.compile(
    r"/(?:portal/(?:site|site-reset|pda)|access/content/(?:group|attachment)|direct/site)/([^/]+)(?:/.*)?",
    re.IGNORECASE,
)
_BLACKBOARD = re.compile(r"/ultra/(?:courses?|organizations?)/(_\d+_\d+)(?:/.*)?", re.IGNORECASE)
_SCHOOLOGY = re.compile(r"/course/([0-9]+)(?:/.*)?", re.IGNORECASE)
_CANVAS = re.compile(r".*?/courses/([0-9]+(?:~[0-9]+)?)(?:/.*)?", re.IGNORECASE)
_CANVAS_PAGES = re.compile(r"/(?:courses|accounts|groups|conversations)(?:/.*)?", re.IGNORECASE)


def _open_edx(path: str, _query: Query) -> str | None:
    """Its keys stand alone for school, course and run; of a block's key they are the beginning."""
    if found := _KEY.search(path):
        return found[0]
    if found := _BLOCK.search(path):
        return f"{'ccx' if found[1] else 'course'}-v1:{found[2]}"
    return "" if _OLD_KEY.match(path) else None


def _moodle(path: str, query: Query) -> str | None:
    if not _MOODLE.fullmatch(path):
        return None
    is_of_course = query.get("type") == "2" and "/badges/" in path  # badges of a course, not of the site
    names = ["id"] if is_of_course or _MOODLE_BY_ID.fullmatch(path) else []
    told = (query.get(name, "") for name in (*names, "courseid", "course"))
    named = next((value for value in told if value not in {"", "1"}), "")  # its front page is course 1
    return named if _NUMBER.fullmatch(named) else ""


def _brightspace(path: str, query: Query) -> str | None:
    if not re.match(r"/d2l(?:/|$)", path, re.IGNORECASE):
        return None
    if named := next((value for name, value in query.items() if name.lower() == "ou"), ""):
        return named if _NUMBER.fullmatch(named) else ""
    found = _BRIGHTSPACE.fullmatch(path)
    return found[1] if found and _NUMBER.fullmatch(found[1]) else ""


def _blackboard(path: str, query: Query) -> str | None:
    if found := _BLACKBOARD.fullmatch(path):
        return found[1]
    if not re.match(r"/(?:ultra|webapps|bbcswebdav)(?:/|$)", path, re.IGNORECASE):
        return None
    named = query.get("course_id") or query.get("courseId") or ""
    if not named and path.endswith("/launcher") and query.get("type", "Course") in {"Course", "Organization"}:
        named = query.get("id", "")
    if found := re.fullmatch(r"PkId\{key=(_\d+_\d+),.*", named):  # as it writes its own ids in some links
        return found[1]
    return named if _BLACKBOARD_ID.fullmatch(named) else ""


def _sakai(path: str, _query: Query) -> str | None:
    if found := _SAKAI.fullmatch(path):
        return "" if found[1].startswith("!") else found[1]  # its own sites: gateway, administration
    is_its = re.match(r"/portal(?:/|$)", path, re.IGNORECASE) and not path.endswith(".php")
    return "" if is_its else None


def _by(course: re.Pattern[str], other: re.Pattern[str] | None = None) -> Callable[[str, Query], str | None]:
    """Reads the id that `course` finds; '' for the LMS's pages that `other` knows."""

    def read(path: str, _query: Query) -> str | None:
        if found := course.fullmatch(path):
            return found[1]
        return "" if other and other.fullmatch(path) else None

    return read


_READERS: Sequence[tuple[str, Callable[[str, Query], str | None]]] = (
    ("openedx", _open_edx),
    ("desire2learn", _brightspace),
    ("blackboard", _blackboard),
    ("sakai", _sakai),
    ("moodle", _moodle),
    ("schoology", _by(_SCHOOLOGY)),
    ("canvas", _by(_CANVAS, _CANVAS_PAGES)),
)
_VENDORS = {
    ".instructure.com": "canvas",
    ".schoology.com": "schoology",
    ".brightspace.com": "desire2learn",
    ".blackboard.com": "blackboard",
}


def _can_be_kept(course_id: str) -> bool:
    return course_id.isprintable() and course_id.strip() == course_id and len(course_id) <= LONGEST_ID
