"""Moodle: on schools' own servers, several of them on one host at times, each under a path of its own."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from slipway.lms_kinds.course import LaunchedFrom, plain_path
from slipway.lms_kinds.kind import Courses, LmsKind, Pages, Registering, SetUp, UsualEndpoints
from slipway.words import Text, text

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_SERVICE = re.compile(r"(.*)/(?:mod/lti|ltix)/[^/].*")  # newer releases moved their LTI there
# Pages whose `id` is the course's.
_BY_ID = re.compile(
    r"(?P<root>.*?)/(?:"
    r"course/(?:view|edit|admin|completion|reset|info|resources|switchrole|user|recent|delete|tags"
    r"|bulkcompletion|defaultcompletion|overview)"
    r"|user/index|enrol/(?:index|users|instances|otherusers|renameroles)|group/(?:index|groupings|overview|import)"
    r"|grade/(?:report/(?:\w+/)?index|edit/(?:tree|settings|scale)/index|edit/outcome/course|(?:import|export)/\w+/index)"
    r"|report/\w+/index|backup/(?:backup|import|copy)|mod/(?!course/|user/|mod/)\w+/index|mod/lti/coursetools|mod/forum/search"
    r")\.php",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?P<root>.*?)/(?:my|(?:(?:course|user|mod)(?!/(?:course|user|mod)/)"  # those may be its own path's names
    r"|my|enrol|group|grade|report|backup|badges|calendar|question|blog|notes|message|competency|contentbank|admin|login|local|blocks|cohort|tag)/(?:[\w-]+/)*[\w-]+\.php)",
    re.IGNORECASE,
)


def _root(path: str) -> str | None:
    path = plain_path(path)
    found = _BY_ID.fullmatch(path) or _PAGE.fullmatch(path)
    return found["root"] if found and ".php" not in found["root"] else None


def _read_page(path: str, query: Mapping[str, str]) -> str | None:
    if not _PAGE.fullmatch(path):
        return None
    is_of_course = query.get("type") == "2" and "/badges/" in path  # badges of a course, not of the site
    names = ["id"] if is_of_course or _BY_ID.fullmatch(path) else []
    told = (query.get(name, "") for name in (*names, "courseid", "course"))
    named = next((value for value in told if value not in {"", "1"}), "")  # its front page is course 1
    return named if _NUMBER.fullmatch(named) else ""


def _path(launch: LaunchedFrom) -> str | None:
    paths = [urlsplit(url).path for url in launch.urls]
    found = [service[1] for path in paths if (service := _SERVICE.fullmatch(path))]
    found += [root for path in paths if (root := _root(path)) is not None]
    if launch.issuer:  # LTI 1.3: where the site is, without any page
        found.append(urlsplit(launch.issuer).path.rstrip("/"))
    return found[0] if found else None


MOODLE = LmsKind(
    family="moodle",
    name=Text("Moodle"),
    set_up=SetUp(
        steps="moodle",
        guide="moodle.html",
        example="https://moodle.example.edu",
        after=text(
            "Where Moodle lists the tool as pending, press Activate on its card. A tool that was updated is active "
            "already: look whether its name, its launch container and its place in the activity chooser are kept."
        ),
        extending=text(
            "In Moodle edit the tool: under Services choose to use grade sync and column management, and to use "
            "names and roles; paste the lines below into Custom parameters."
        ),
    ),
    endpoints=UsualEndpoints(
        issuer="{root}",
        auth_url="{root}/mod/lti/auth.php",
        jwks_url="{root}/mod/lti/certs.php",
        token_url="{root}/mod/lti/token.php",
    ),
    pages=Pages(
        read=_read_page,
        turn=2,
        starts=("my", "login/", "course/", "mod/", "admin/", "user/"),
        root=_root,
        hint=text(
            "In Moodle open the course, then its Participants, and copy that page's address: it ends in "
            "/user/index.php?id=<number>."
        ),
    ),
    courses=Courses(context_is_course=True, home="/course/view.php?id=", path=_path),
    registering=Registering(domain_has_port=True),
    administrators_called=frozenset({"Instructor"}),
    # Its setting `gradepointmax`, as it comes. With any other points its form can't be saved, and of several units it
    # makes a column of text, which takes scores and shows none.
    most_points=100,
)
