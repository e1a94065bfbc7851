"""Canvas, of Instructure: hosted for most schools, on servers of their own for some."""

import re
from collections.abc import Iterable, Mapping

from slipway.lms_kinds.course import CourseRef, LaunchedFrom
from slipway.lms_kinds.kind import Courses, LmsKind, Marks, Pages, Registering, SetUp, UsualEndpoints, Vendor
from slipway.web_address import read_address
from slipway.words import Text, text

SELECTION_PLACEMENTS = (
    "editor_button",
    "assignment_selection",
    "link_selection",
    "course_assignments_menu",
    "module_index_menu_modal",
)
PLACEMENT_CLAIM = "https://www.instructure.com/placement"
COURSE_NAVIGATION = "course_navigation"
_ENVIRONMENTS = ("beta", "test")
_ISSUER = "https://canvas.instructure.com"
_ISSUERS = frozenset({_ISSUER, *(f"https://canvas.{each}.instructure.com" for each in _ENVIRONMENTS)})
_SERVICES = frozenset(
    f"{name}.{domain}"
    for name, end in (("canvas", "instructure.com"), ("sso", "canvaslms.com"))
    for domain in (end, *(f"{environment}.{end}" for environment in _ENVIRONMENTS))
)
_SHARD = 10**13  # course 22 of shard 1158 is 1158~22, or 11580000000000022
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?")
_COURSE_ID = re.compile(r"\d+(?:~\d+)?")
_COURSE = re.compile(r".*?/courses/([0-9]+(?:~[0-9]+)?)(?:/.*)?", re.IGNORECASE)
_PAGES = re.compile(r"/(?:courses|accounts|groups|conversations)(?:/.*)?", re.IGNORECASE)


def _endpoints_at(root: str, *, issuer: str) -> UsualEndpoints:
    return UsualEndpoints(
        issuer=issuer,
        auth_url=f"{root}/api/lti/authorize_redirect",
        jwks_url=f"{root}/api/lti/security/jwks",
        token_url=f"{root}/login/oauth2/token",
    )


def _read_page(path: str, _query: Mapping[str, str]) -> str | None:
    if found := _COURSE.fullmatch(path):
        return found[1]
    return "" if _PAGES.fullmatch(path) else None


def course_in_urls(urls: Iterable[str]) -> CourseRef | None:
    """The course that the first return URL of a Canvas's page names."""
    for address in filter(None, map(read_address, urls)):
        if found := re.match(r"(.*/courses/(\d+(?:~\d+)?))(?:/|$)", address.path):
            return CourseRef(host=address.authority, course_id=found[2], home_url=f"{address.origin}{found[1]}")
    return None


def _course(launch: LaunchedFrom) -> CourseRef | None:
    if found := course_in_urls(launch.return_urls):
        return found
    # Canvas sends these of its own accord; in other LMSs whoever makes a link writes its custom parameters.
    domain, number = (launch.custom.get(name, "") for name in ("canvas_api_domain", "canvas_course_id"))
    host = domain.lower()
    if not _HOST.fullmatch(host) or not _COURSE_ID.fullmatch(number):
        return None
    return CourseRef(host=host, course_id=number, home_url=f"https://{host}/courses/{number}")


def _other_spellings(course_id: str) -> list[str]:
    """Of a course of another shard there are two spellings."""
    shard, _, number = course_id.partition("~")
    if shard.isascii() and shard.isdecimal() and number.isascii() and number.isdecimal() and int(number) < _SHARD:
        return [str(int(shard) * _SHARD + int(number))]
    if course_id.isascii() and course_id.isdecimal() and len(course_id) < 20 and int(course_id) > _SHARD:
        return [f"{int(course_id) // _SHARD}~{int(course_id) % _SHARD}"]
    return []


CANVAS = LmsKind(
    family="canvas",
    name=Text("Canvas"),
    set_up=SetUp(
        steps="canvas",
        guide="canvas.html",
        example="https://school.instructure.com",
        after=text("Canvas shows the app for you to review. Go on there until it is installed and switched on."),
        address_help=text("Only for a Canvas on servers of your own. All of Instructure share the addresses below."),
        by_developer_key=True,
        extending=text(
            "In Canvas edit the developer key: paste the JSON anew, or tick these scopes and add these custom fields. "
            "A Canvas that does not know a scope refuses the whole JSON: take that line out."
        ),
        extending_by_key=text(
            "In Canvas add the app anew by its configuration URL or XML, or add the lines below at Custom Fields."
        ),
    ),
    marks=Marks(
        # A ContentItemSelectionRequest names no product: its guid and its return URL tell.
        guid_endings=("canvas-lms", ".canvas.instructure.com"),
        return_path=re.compile(r"/courses/[\d~]+/external_content/"),
        claims=frozenset({PLACEMENT_CLAIM}),
    ),
    vendor=Vendor(
        issuers=_ISSUERS,
        issuers_go_anywhere=True,
        services=_SERVICES,
        school_domain="instructure.com",
        environments=_ENVIRONMENTS,
        other_domains=("canvaslms.com",),
    ),
    is_hosted=True,
    endpoints=_endpoints_at(
        "https://sso.{environment}canvaslms.com", issuer="https://canvas.{environment}instructure.com"
    ),
    school_endpoints=_endpoints_at("{root}", issuer=_ISSUER),  # also of a school's own, until its operator sets another
    pages=Pages(
        read=_read_page,
        turn=4,
        starts=("courses/", "accounts/", "login/"),
        hint=text("In Canvas open the course and copy the address of its home: it ends in /courses/<number>."),
    ),
    courses=Courses(read=_course, other_spellings=_other_spellings),
    registering=Registering(
        placements=SELECTION_PLACEMENTS,
        placements_untold=SELECTION_PLACEMENTS,
        extension="https://canvas.instructure.com/lti",
        course_placement=COURSE_NAVIGATION,
        audience_is_token_url=True,
    ),
    # It names a course role only for those who are in the course, so `administrators_called` is empty. Student View
    # has no mark in LTI 1.1, only its name.
    test_student="Test Student",
    signs_query_once=True,  # unless its tool has `oauth_compliant`
    # It says course and host by itself in launches of LTI 1.1, but not in a ContentItemSelectionRequest: there they
    # must be asked for. Its dates are those of the person who launches.
    custom_parameters={
        "canvas_course_id": "$Canvas.course.id",
        "canvas_api_domain": "$Canvas.api.domain",
        "canvas_due_at": "$Canvas.assignment.dueAt.iso8601",
        "canvas_lock_at": "$Canvas.assignment.lockAt.iso8601",
        "canvas_unlock_at": "$Canvas.assignment.unlockAt.iso8601",
        "canvas_allowed_attempts": "$Canvas.assignment.allowedAttempts",
    },
    custom_prefix="canvas_",
    placement_claim=PLACEMENT_CLAIM,
    sends_notices=True,  # the one kind that is known to: its platform notification service
    # It makes assignments of choices at its assignments, and takes their points from us; links in a text have none.
    assignment_placements=frozenset({"assignment_selection", "submission_type_selection", "course_assignments_menu"}),
    text_placements=frozenset({"editor_button", "rich_text_editor"}),
)
