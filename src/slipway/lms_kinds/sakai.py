"""Sakai: on schools' own servers."""

import re
from collections.abc import Mapping

from slipway.lms_kinds.kind import Courses, LmsKind, Pages, SetUp, UsualEndpoints
from slipway.words import Text, text

_COURSE = re.compile(
    r"/(?:portal/(?:site|site-reset|pda)|access/content/(?:group|attachment)|direct/site)/([^/]+)(?:/.*)?",
    re.IGNORECASE,
)


def _read_page(path: str, _query: Mapping[str, str]) -> str | None:
    if found := _COURSE.fullmatch(path):
        return "" if found[1].startswith("!") else found[1]  # its own sites: gateway, administration
    is_its = re.match(r"/portal(?:/|$)", path, re.IGNORECASE) and not path.endswith(".php")
    return "" if is_its else None


SAKAI = LmsKind(
    family="sakai",
    name=Text("Sakai"),
    set_up=SetUp(
        steps="sakai",
        guide="sakai.html",
        example="https://sakai.example.edu",
        after=text("Look at the tool in Sakai, and make it available to your sites."),
        asks_tool_id=True,
        extending=text(
            "In Sakai edit the tool: allow grades and the roster, and paste the lines below at Custom Parameters."
        ),
    ),
    endpoints=UsualEndpoints(
        issuer="{root}",
        auth_url="{root}/imsoidc/lti13/oidc_auth",
        jwks_url="{root}/imsblis/lti13/keyset",
        token_url="{root}/imsblis/lti13/token/{tool_id}",
    ),
    pages=Pages(
        read=_read_page,
        starts=("portal", "imsblis/"),
        hint=text(
            "In Sakai open the site and copy the address of its overview: /portal/site/<id> stands after the host."
        ),
    ),
    courses=Courses(context_is_course=True, home="/portal/site/"),
    administrators_called=frozenset({"Instructor", "Administrator"}),
)
