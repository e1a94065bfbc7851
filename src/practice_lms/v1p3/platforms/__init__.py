"""The LTI 1.3 of each LMS that a course can speak like."""

from practice_lms.models import App, Course
from practice_lms.v1p3.platform import Platform
from practice_lms.v1p3.platforms.blackboard import PLATFORM as BLACKBOARD
from practice_lms.v1p3.platforms.brightspace import PLATFORM as BRIGHTSPACE
from practice_lms.v1p3.platforms.canvas import PLATFORM as CANVAS
from practice_lms.v1p3.platforms.moodle import PLATFORM as MOODLE
from practice_lms.v1p3.platforms.openedx import PLATFORM as OPENEDX
from practice_lms.v1p3.platforms.sakai import PLATFORM as SAKAI
from practice_lms.v1p3.platforms.schoology import PLATFORM as SCHOOLOGY
from practice_lms.v1p3.records import Registration

PLATFORMS: dict[str, Platform] = {
    platform.name: platform for platform in (CANVAS, MOODLE, OPENEDX, BLACKBOARD, BRIGHTSPACE, SAKAI, SCHOOLOGY)
}


def platform_of(registration: Registration) -> Platform:
    """How the LMS of a registration speaks."""
    return PLATFORMS[registration.dialect]


def platform_of_app(app: App) -> Platform:
    """How the LMS of a deployment speaks."""
    assert app.registration is not None
    return platform_of(app.registration)


def platform_of_course(course: Course) -> Platform:
    """How the course's LMS speaks."""
    return PLATFORMS[course.dialect]
