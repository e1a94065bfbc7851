"""Open edX, by its LTI consumer block. It names no product, or in LTI 1.1 the one that its operator typed."""

import re
from collections.abc import Mapping

from slipway.lms_kinds.kind import Courses, LmsKind, Marks, Pages, SetUp, UsualEndpoints
from slipway.words import Text, text

_KEY = re.compile(r"(?:course|ccx)-v1:[^/+?#]+(?:\+[^/+?#]+)+")
_BLOCK = re.compile(r"(ccx-)?block-v1:([^/+?#]+(?:\+[^/+?#@]+){2}(?:\+ccx@\d+)?)\+type@")
_OLD_KEY = re.compile(r"/courses/(?!\d+(?:~\d+)?/|.*\.php$)[\w.-]+/[\w.-]+/[\w.-]+(?:/|$)")  # school/course/run


def _read_page(path: str, _query: Mapping[str, str]) -> str | None:
    """Its keys stand alone for school, course and run; of a block's key they are the beginning."""
    if found := _KEY.search(path):
        return found[0]
    if found := _BLOCK.search(path):
        return f"{'ccx' if found[1] else 'course'}-v1:{found[2]}"
    return "" if _OLD_KEY.match(path) else None


OPEN_EDX = LmsKind(
    family="openedx",
    name=Text("Open edX"),
    set_up=SetUp(
        steps="openedx",
        guide="open-edx.html",
        example="https://lms.example.edu",
        asks_tool_id=True,
        extending=text("In Studio, LTI Consumer blocks have grades and the roster where the site permits them."),
    ),
    marks=Marks(context_prefixes=("course-v1:", "ccx-v1:")),
    endpoints=UsualEndpoints(
        issuer="{root}",
        auth_url="{root}/api/lti_consumer/v1/launch/",
        jwks_url="{root}/api/lti_consumer/v1/public_keysets/{tool_id}",
        token_url="{root}/api/lti_consumer/v1/token/{tool_id}",
    ),
    pages=Pages(read=_read_page, turn=0),  # a course key may stand in any kind's address, and means this kind in all
    courses=Courses(
        context_is_course=True,
        # Courses are shown at apps.<LMS host>, or at learning.<domain> beside courses.<domain>, and edited likewise.
        page_hosts=("apps.", "learning.", "studio.", "authoring.", "course-authoring."),
    ),
    # It calls the course's own staff administrators, and says nothing else of them.
    administrators_called=frozenset({"Instructor", "Administrator"}),
    # By LTI 1.3 it told of the institution, until 2026, what it had worked out for the course.
    institution_roles={"Student": "Learner", "Instructor": "Instructor"},
    read_scope_is_enough=True,  # where its columns are made by itself, its declarative mode: that is all it can give
    tool_parameters_reach_links=False,  # they stand at each block
    # It takes an answer without links as the new choice and forgets what was placed (lti-consumer-xblock 11.4.4). Its
    # dialog is a window that can be closed.
    empty_answer_clears=True,
    makes_columns=False,  # it makes its column of the component, not of our link
    # Its launches name the LMS alone, at whose `apps.` learners read and at whose `studio.` authors preview, as
    # `tutor` sets it up.
    framing_subdomains=("apps", "studio"),
)
