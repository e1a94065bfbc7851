"""A picker's session as its pages use it."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from slipway.classes.models import LaunchSession
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom
from slipway.lms.models import Lms, LmsCourse
from slipway.lms.registrations.endpoints import registered_origins
from slipway.lms_kinds.registry import kind_by_code
from slipway.lti.message import SelectionRequest
from slipway.orgs.models import Organization
from slipway.picker.columns import Columns, gradebook_columns
from slipway.sessions.requests import PickerRequest
from slipway.sessions.visitor import Visitor
from slipway.web_address import origin_of


@dataclass(frozen=True, kw_only=True)
class Picking:
    """Who picks, as what, for which course of which LMS (read with its organization), and what that LMS asked for."""

    visitor: Visitor
    session: LaunchSession
    lms: Lms
    course: LmsCourse
    role: ClassRole
    request: SelectionRequest
    family: str  # of the LMS, as the launch told it, else as the LMS is known
    deployment_id: str = ""  # LTI 1.3: the answer names it
    other_course: UUID | None = None  # the id of the course's second row, where the LMS names it otherwise in LTI 1.1

    @property
    def organization(self) -> Organization:
        """The tenant whose classes may be listed."""
        return self.lms.organization

    @property
    def course_rows(self) -> list[UUID]:
        """The ids of all that stands for this course."""
        return [self.course.pk, *filter(None, [self.other_course])]

    @cached_property
    def switched_off(self) -> list[Classroom]:
        """The classes that this person teaches, by title, and that no picker lists while their LTI is off."""
        taught = Q(enrolments__user=self.session.identity.user_id, enrolments__role=ClassRole.TEACHER)
        found = Classroom.objects.filter(taught, enrolments__active=True, organization=self.organization)
        return list(found.filter(lti_enabled=False).order_by("title").distinct())

    @property
    def has_account(self) -> bool:
        """Whether the person can sign in to Slipway, so that there is nothing to link."""
        return bool(self.visitor.user.email)

    @property
    def return_origin(self) -> str:
        """Where the answer goes."""
        return origin_of(self.request.return_url)

    @property
    def returns_home(self) -> bool:
        """Whether the answer goes to an origin that the LMS is known by."""
        return self.return_origin in self.known_origins

    @property
    def known_origins(self) -> list[str]:
        """The LMS's origins, and by LTI 1.3 those of its registration."""
        registration = self.session.registration
        registered = sorted(registered_origins(registration)) if registration else []
        return list(dict.fromkeys([*self.lms.origins, *registered]))

    @property
    def columns(self) -> Columns:
        """Whether this answer's links bring columns into the LMS's gradebook."""
        return gradebook_columns(self.request, self.family)

    @property
    def cancels_in_silence(self) -> bool:
        """Whether *Cancel* sends nothing, because an answer without links would clear what was placed."""
        return self.request.answer == "deep-linking" and kind_by_code(self.family).empty_answer_clears


def picking_or_404(visitor: Visitor) -> Picking:
    """The visitor's picker, in one statement.

    Raises Http404 for a session of any other kind, UnreadablePayloadError for one that another release has begun.
    """
    session = visitor.session
    if session is None or session.kind != LaunchSession.Kind.PICKER or session.lms_course_id is None:
        raise Http404
    if session.role not in {ClassRole.TEACHER, ClassRole.PREVIEW}:
        raise Http404
    asked = PickerRequest.from_json(session.picker)
    course = LmsCourse.objects.select_related("lms__organization").get(pk=session.lms_course_id)
    return Picking(
        visitor=visitor,
        session=session,
        lms=course.lms,
        family=asked.family or course.lms.family,
        course=course,
        role=ClassRole(session.role),
        request=asked.selection,
        deployment_id=asked.deployment_id,
        other_course=asked.other_course,
    )
