"""Any other LMS, and one whose kind nobody has told yet."""

from slipway.lms_kinds.canvas import course_in_urls
from slipway.lms_kinds.course import CourseRef, LaunchedFrom
from slipway.lms_kinds.kind import Courses, LmsKind, Pages, SetUp
from slipway.words import text


def _course(launch: LaunchedFrom) -> CourseRef | None:
    """A Canvas may launch without naming itself: then its return URL names the course."""
    return course_in_urls(launch.return_urls)


GENERIC = LmsKind(
    family="",
    name=text("Another LMS"),
    set_up=SetUp(
        steps="other",
        guide="other-lms.html",
        example="https://lms.example.edu",
        after=text("Look in your LMS whether the tool has to be switched on there."),
        extending=text(
            "In your LMS edit the tool: allow these scopes, and paste the lines below as its custom parameters."
        ),
    ),
    pages=Pages(
        hint=text(
            "This does not look like a course's home page. In Canvas it ends in /courses/<number>, in Moodle in "
            "/course/view.php?id=<number>, in Brightspace in /d2l/home/<number>; in Blackboard it holds "
            "/ultra/courses/_<number>_1, in Sakai /portal/site/<id>, in Open edX /course-v1:<course>."
        ),
    ),
    courses=Courses(read=_course),
)
