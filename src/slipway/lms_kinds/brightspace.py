"""Brightspace, of D2L. Its product family code is the name that the company had before."""

import re
from collections.abc import Mapping

from slipway.lms_kinds.kind import Courses, LmsKind, Marks, Pages, SetUp, UsualEndpoints, Vendor
from slipway.words import Text, text

CLAIM = "http://www.brightspace.com"
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_COURSE = re.compile(
    r"/d2l/(?:(?:p/)?home|ep|le(?:/[a-z]+)?|lp/(?:navbars|homepages|ouHome))/([0-9]+)(?:/.*)?", re.IGNORECASE
)


def _read_page(path: str, query: Mapping[str, str]) -> str | None:
    if not re.match(r"/d2l(?:/|$)", path, re.IGNORECASE):
        return None
    if named := next((value for name, value in query.items() if name.lower() == "ou"), ""):
        return named if _NUMBER.fullmatch(named) else ""
    found = _COURSE.fullmatch(path)
    return found[1] if found and _NUMBER.fullmatch(found[1]) else ""


BRIGHTSPACE = LmsKind(
    family="desire2learn",
    name=Text("Brightspace"),
    set_up=SetUp(
        steps="brightspace",
        guide="brightspace.html",
        example="https://school.brightspace.com",
        after=text("Brightspace keeps the registration disabled: enable it, then make a deployment of it."),
        extending=text(
            "In Brightspace edit the registration: tick its extensions for grades and for names and roles. Then add "
            "the lines below as custom parameters of the deployment."
        ),
    ),
    marks=Marks(aliases=frozenset({"d2l", "brightspace"}), claims=frozenset({CLAIM})),
    vendor=Vendor(services=frozenset({"auth.brightspace.com", "api.brightspace.com"}), school_domain="brightspace.com"),
    endpoints=UsualEndpoints(
        issuer="https://{host}",
        auth_url="https://{host}/d2l/lti/authenticate",
        jwks_url="https://{host}/d2l/.well-known/jwks",
        token_url="https://auth.brightspace.com/core/connect/token",
        token_audience="https://api.brightspace.com/auth/token",
    ),
    pages=Pages(
        read=_read_page,
        starts=("d2l",),
        hint=text("In Brightspace open the course and copy the address of its home: it ends in /d2l/home/<number>."),
    ),
    courses=Courses(context_is_course=True, home="/d2l/home/"),
    administrators_called=frozenset({"Administrator"}),  # each role twice: of the institution, and in short
)
