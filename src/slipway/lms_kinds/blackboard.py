"""Blackboard Learn, of Anthology: one application of the developer portal serves all schools."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs

from slipway.lms_kinds.course import CourseRef, LaunchedFrom
from slipway.lms_kinds.kind import Courses, LmsKind, Marks, Pages, SetUp, UsualEndpoints, Vendor
from slipway.web_address import read_address
from slipway.words import Text, text

_ISSUER = "https://blackboard.com"
_API = "https://developer.blackboard.com/api/v1"
_ID = re.compile(r"_\d+_\d+")
_COURSE = re.compile(r"/ultra/(?:courses?|organizations?)/(_\d+_\d+)(?:/.*)?", re.IGNORECASE)


def _read_page(path: str, query: Mapping[str, str]) -> str | None:
    if found := _COURSE.fullmatch(path):
        return found[1]
    if not re.match(r"/(?:ultra|webapps|bbcswebdav)(?:/|$)", path, re.IGNORECASE):
        return None
    named = query.get("course_id") or query.get("courseId") or ""
    if not named and path.endswith("/launcher") and query.get("type", "Course") in {"Course", "Organization"}:
        named = query.get("id", "")
    if found := re.fullmatch(r"PkId\{key=(_\d+_\d+),.*", named):  # as it writes its own ids in some links
        return found[1]
    return named if _ID.fullmatch(named) else ""


def _course(launch: LaunchedFrom) -> CourseRef | None:
    """Its context id stands in no address; the return URL of a launch names the course as its pages do."""
    for address in filter(None, map(read_address, launch.return_urls)):
        told = parse_qs(address.query).get("course_id", [""])[0]
        if "/webapps/blackboard/" in address.path and _ID.fullmatch(told):
            home = f"{address.origin}/webapps/blackboard/execute/launcher?type=Course&id={told}"
            return CourseRef(host=address.authority, course_id=told, home_url=home)
    return None


BLACKBOARD = LmsKind(
    family="blackboard",
    name=Text("Blackboard"),
    set_up=SetUp(
        steps="blackboard",
        guide="blackboard.html",
        example="https://school.blackboard.com",
        shares_client=True,
        extending=text(
            "In Blackboard edit the LTI tool: allow the grade service and the membership service, and paste the lines "
            "below into the custom parameters of its placements."
        ),
    ),
    marks=Marks(aliases=frozenset({"blackboardlearn", "learn"})),
    vendor=Vendor(
        issuers=frozenset({_ISSUER}),
        services=frozenset({"blackboard.com", "developer.blackboard.com", "developer.anthology.com"}),
        school_domain="blackboard.com",
        other_domains=("anthology.com",),
    ),
    is_hosted=True,
    endpoints=UsualEndpoints(
        issuer=_ISSUER,
        auth_url=f"{_API}/gateway/oidcauth",
        jwks_url=f"{_API}/management/applications/{{client_id}}/jwks.json",
        token_url=f"{_API}/gateway/oauth2/jwttoken",
    ),
    pages=Pages(
        read=_read_page,
        starts=("ultra", "webapps/"),
        hint=text(
            "In Blackboard open the course and copy that page's address: it holds /ultra/courses/_<number>_1/, or "
            "course_id=_<number>_1."
        ),
    ),
    courses=Courses(read=_course),
    answer_names_subject=True,
)
