"""Schoology, of PowerSchool: hosted for all schools, by services that they share."""

import re
from collections.abc import Mapping

from slipway.lms_kinds.kind import Courses, LmsKind, Pages, SetUp, UsualEndpoints, Vendor
from slipway.words import Text, text

_ISSUER = "https://schoology.schoology.com"
_SERVICE = "https://lti-service.svc.schoology.com/lti-service"
_COURSE = re.compile(r"/course/([0-9]+)(?:/.*)?", re.IGNORECASE)


def _read_page(path: str, _query: Mapping[str, str]) -> str | None:
    found = _COURSE.fullmatch(path)
    return found[1] if found else None


SCHOOLOGY = LmsKind(
    family="schoology",
    name=Text("Schoology"),
    set_up=SetUp(
        steps="schoology",
        guide="schoology.html",
        example="https://app.schoology.com",
        extending=text(
            "In Schoology edit the app: choose Assignment and Grade Services, and Names and Roles Services."
        ),
    ),
    vendor=Vendor(
        issuers=frozenset({_ISSUER}),
        services=frozenset({"schoology.schoology.com", "lti-service.svc.schoology.com"}),
        shared_sites=frozenset({"app.schoology.com"}),
        school_domain="schoology.com",
    ),
    is_hosted=True,
    endpoints=UsualEndpoints(
        issuer=_ISSUER,
        auth_url=f"{_SERVICE}/authorize-redirect",
        jwks_url=f"{_SERVICE}/.well-known/jwks",
        token_url=f"{_SERVICE}/access-token",
    ),
    pages=Pages(
        read=_read_page,
        turn=3,
        hint=text("In Schoology open the course and copy that page's address: it holds /course/<number>."),
    ),
    courses=Courses(are_named=False),  # its launches tell nothing that the address of a page could be compared with
    # It sends a picked link's own parameters alone, not those that its app was registered with, and makes all names
    # of parameters small.
    tool_parameters_reach_links=False,
    links_carry_tool_parameters=True,
    # Its launches name no address of a school, and are posted by the one service that all schools share.
    framing_origins=frozenset({"https://*.schoology.com"}),
)
