"""Which course a pasted address names, which one a launch comes from, and whether they are the same."""

from collections.abc import Mapping

import pytest

from slipway.lms.course_ref import course_of, read_course_url, same_course
from slipway.lms_kinds.course import CourseRef
from slipway.lti.v1p1.launch import read_launch_form
from slipway.lti.v1p3.launch import read_claims
from tests.lti import dialects
from tests.lti.signing import form_of
from tests.lti.v1p3.platform import LTI, RESOURCE_LINK

CANVAS = "https://canvas.example.edu/courses/5"
OPENEDX = "course-v1:edX+Loops+2026"
BLACKBOARD_BACK = "https://bb.example.edu/webapps/blackboard/execute/blti/launchReturn"


def ref(host: str, course_id: str) -> CourseRef:
    return CourseRef(host=host, course_id=course_id)


@pytest.mark.parametrize(
    ("pasted", "named"),
    [
        (CANVAS, ("canvas.example.edu", "5")),
        (f"  {CANVAS}/modules?x=1#y ", ("canvas.example.edu", "5")),
        ("HTTPS://Canvas.Example.EDU:443/courses/5/", ("canvas.example.edu", "5")),
        ("http://127.0.0.1:8001/courses/1", ("127.0.0.1:8001", "1")),
        ("https://canvas.example.edu/courses/1158~22", ("canvas.example.edu", "1158~22")),
        ("https://school.edu/moodle/course/view.php?id=12&section=3", ("school.edu", "12")),
        (f"https://lms.school.edu/courses/{OPENEDX}/course/", ("lms.school.edu", OPENEDX)),
        (f"https://apps.lms.school.edu/learning/course/{OPENEDX}/home", ("apps.lms.school.edu", OPENEDX)),
        ("https://lms.school.edu/courses/course-v1:edX%2BLoops%2B2026/", ("lms.school.edu", OPENEDX)),
        ("https://d2l.example.edu/d2l/home/6606", ("d2l.example.edu", "6606")),
        ("https://sakai.school.edu/portal/site/site-77/page/1", ("sakai.school.edu", "site-77")),
        ("https://bb.school.edu/ultra/courses/_12_1/outline", ("bb.school.edu", "_12_1")),
        ("https://bb.school.edu/webapps/blackboard/execute/launcher?type=Course&id=_12_1", ("bb.school.edu", "_12_1")),
        ("https://bb.school.edu/webapps/blackboard/listContent.jsp?course_id=_12_1", ("bb.school.edu", "_12_1")),
        ("https://app.schoology.com/course/900/materials", ("app.schoology.com", "900")),
        ("https://canvas.example.edu/courses", None),
        ("https://canvas.example.edu/", None),
        ("https://school.edu/moodle/course/view.php", None),
        ("javascript:alert(1)//courses/5", None),
        ("courses/5", None),
        ("https://[broken/courses/5", None),
        ("", None),
    ],
)
def test_a_pasted_address_names_a_course_or_does_not_look_like_one(pasted: str, named: tuple[str, str] | None) -> None:
    found = read_course_url(pasted)
    assert (found and (found.host, found.course_id)) == named


@pytest.mark.parametrize("issuer", ["https://lms.school.edu", "https://lms.school.edu/"])
def test_an_open_edx_of_lti_13_is_known_by_its_issuer(issuer: str) -> None:
    """It sends no return URL, and its guid is a UUID, in which nothing but letters and dashes stands."""
    context, platform = {"id": OPENEDX}, {"guid": "9ed5b3c5-5fd5-5c5f-8ee4-6ad6a5a8e1c1"}
    claims = RESOURCE_LINK | {"iss": issuer, f"{LTI}context": context, f"{LTI}tool_platform": platform}
    course = course_of(read_claims(claims))
    assert course is not None
    assert (course.host, course.course_id) == ("lms.school.edu", OPENEDX)


def test_a_blackboard_of_lti_13_is_known_by_its_way_back_and_not_by_its_issuer() -> None:
    """All Blackboards have one issuer; the context's id stands in no address of its pages."""
    back = {"return_url": f"{BLACKBOARD_BACK}?course_id=_4_1&content_id=_44_1&toGC=false&nonce=n"}
    platform = {"guid": "e4b016ab2cef47f58a40bb42648cb0ab", "product_family_code": "BlackboardLearn"}
    claims = RESOURCE_LINK | {"iss": "https://blackboard.com", f"{LTI}context": {"id": "fedcba98"}}
    told = claims | {f"{LTI}tool_platform": platform, f"{LTI}launch_presentation": back}
    course = course_of(read_claims(told))
    assert course is not None
    assert (course.host, course.course_id) == ("bb.example.edu", "_4_1")


CLAIMS = {"custom_canvas_api_domain": "canvas.example.edu", "custom_canvas_course_id": "5"}
NO_RETURN = dialects.CANVAS | {"launch_presentation_return_url": ""}


@pytest.mark.parametrize(
    "fields",
    [
        dialects.BLACKBOARD | {"launch_presentation_return_url": f"{BLACKBOARD_BACK}?nonce=1"},
        dialects.BLACKBOARD | {"launch_presentation_return_url": f"{BLACKBOARD_BACK}?course_id=loops"},
        dialects.BLACKBOARD | {"launch_presentation_return_url": "https://bb.example.edu/elsewhere?course_id=_12_1"},
        dialects.SCHOOLOGY,
        dialects.LAUNCH | {"resource_link_id": "1", "context_id": "1"} | CLAIMS,  # an author's own custom parameters
        NO_RETURN | {"custom_canvas_course_id": OPENEDX},
        NO_RETURN | {"custom_canvas_api_domain": "canvas.example.edu/x"},
    ],
)
def test_some_lmss_tell_nothing_that_could_be_compared(fields: Mapping[str, str]) -> None:
    assert course_of(read_launch_form(form_of(fields))) is None


@pytest.mark.parametrize(
    ("pasted", "launched", "same"),
    [
        (ref("canvas.example.edu", "5"), ref("canvas.example.edu", "5"), True),
        (ref("canvas.example.edu", "5"), ref("canvas.example.edu", "6"), False),
        (ref("canvas.example.edu", "5"), ref("other.example.edu", "5"), False),
        (ref("127.0.0.1:8001", "5"), ref("127.0.0.1:8002", "5"), False),
        (ref("127.0.0.1:8001", "5"), ref("127.0.0.1", "5"), True),  # a guid tells no port
        (ref("canvas.example.edu", "5"), ref("", "5"), False),  # a number alone names nothing
        (ref("lms.school.edu", OPENEDX), ref("", OPENEDX), True),  # such a key names school, course and run
        (ref("apps.lms.school.edu", OPENEDX), ref("lms.school.edu", OPENEDX), True),
        (ref("lms.other.edu", OPENEDX), ref("lms.school.edu", OPENEDX), False),
        (ref("", ""), ref("", ""), False),  # a class without an address is nobody's
    ],
)
def test_whether_a_launch_comes_from_the_course_of_the_class(
    pasted: CourseRef, launched: CourseRef, same: bool
) -> None:
    assert same_course(pasted, launched) is same
