"""What every page of this room gives its layout."""

from hashlib import sha256

from django.utils.translation import gettext as _

from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom
from slipway.people.models import CodePurpose
from slipway.sessions.visitor import Visitor


def page_context(visitor: Visitor, classroom: Classroom | None = None) -> dict[str, object]:
    """The layout and what it shows: the class, who visits, and where a launched page's visitor may go from it."""
    return {
        "visitor": visitor,
        "layout": visitor.layout,
        "classroom": classroom,
        "class_title": classroom.title if classroom else "",
        "enters": ways_out(visitor),
        "person_mark": sha256(visitor.user.pk.bytes).hexdigest()[:16],
    }


def ways_out(visitor: Visitor) -> list[CodePurpose]:
    """The pages that a launched page opens in a new tab. Who has an account sets up no sign-in and has nothing to link.

    An administrator of the LMS, who only looks, has no pages of their own here; whom the LMS calls a teacher too may
    link an account that somebody enrols.
    """
    if visitor.session is None:
        return []
    if visitor.session.role == ClassRole.PREVIEW:
        return [CodePurpose.LINK] if visitor.session.leads and not visitor.user.email else []
    signs_in = visitor.user.email or visitor.session.identity.is_test  # Student View's person is nobody's
    return [CodePurpose.DASHBOARD] if signs_in else [CodePurpose.DASHBOARD, CodePurpose.SIGN_IN, CodePurpose.LINK]


def manages(visitor: Visitor, role: ClassRole) -> bool:
    """Whether the page leads to the class's settings: for teachers who signed in here; no launch brings that role."""
    return role is ClassRole.TEACHER and visitor.lms_id is None


def trail(visitor: Visitor, classroom: Classroom, page: str = "") -> list[tuple[str, str]]:
    """The breadcrumbs (label, URL) down to the class, or to a `page` inside it; a launch begins at its class."""
    steps = [] if visitor.launched else [(_("My dashboard"), visitor.url("dashboard"))]
    if not page:
        return [*steps, (classroom.title, "")]
    return [*steps, (classroom.title, visitor.url("class", classroom_id=classroom.pk)), (page, "")]
