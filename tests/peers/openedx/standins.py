"""The modules of Open edX that its LTI block imports while it launches, with what it calls in them."""

import sys
from types import ModuleType
from typing import Any

from tests.peers.openedx.courses import COURSES, Course
from tests.peers.openedx.runtime import load_block
from tests.peers.openedx.sign_in import User


class CourseWaffleFlag:
    """A switch of Open edX's operator; all are off, as in a new installation."""

    def __init__(self, name: str, module: str) -> None:
        self.name = name

    def is_enabled(self, course: object) -> bool:
        return False


class ModuleStore:
    """Where Open edX keeps courses."""

    def get_item(self, usage: Any) -> Any:
        """The block of that usage key, with nobody looking at it."""
        return load_block(usage, login="")


def get_course_by_id(course: object) -> Course:
    """The course of that course key."""
    return COURSES[str(course)]


def get_block_for_descriptor(**_: object) -> None:
    """Tie a block to who looks at it: nothing of ours depends on that."""


def check_course_access(_course: object, user: User, *_args: object, **_checks: object) -> bool:
    """Whether somebody may see the course: whoever is signed in."""
    return user.is_authenticated


def has_access(user: User, *_args: object) -> bool:
    """Whether somebody may see a block: whoever is signed in."""
    return user.is_authenticated


def has_studio_write_access(user: User, _course: object) -> bool:
    """Whether somebody may write the course."""
    return user.may_edit


def install() -> None:
    """From now on these modules can be imported."""
    _module("common.djangoapps.student.auth", has_studio_write_access=has_studio_write_access)
    _module("lms.djangoapps.courseware.access", has_access=has_access)
    _module("lms.djangoapps.courseware.block_render", get_block_for_descriptor=get_block_for_descriptor)
    _module("lms.djangoapps.courseware.courses", check_course_access=check_course_access)
    _module("openedx.core.djangoapps.waffle_utils", CourseWaffleFlag=CourseWaffleFlag)
    _module("openedx.core.djangoapps.xblock", api=None)  # only libraries' blocks come from there
    _module("openedx.core.lib.courses", get_course_by_id=get_course_by_id)
    _module("xmodule.modulestore.django", modulestore=ModuleStore)


def _module(name: str, **holds: object) -> None:
    module = ModuleType(name)
    vars(module).update(holds)
    sys.modules[name] = module
