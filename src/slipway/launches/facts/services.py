"""Service addresses that a launch brings, and those that are kept of its course and person.

What is kept is read in the statement that finds the course, so that a launch that says nothing new costs none more.
"""

from dataclasses import dataclass, field, replace

from django.db.models import CharField, F, FilteredRelation, Q, QuerySet, UUIDField

from slipway.launches.verify.verified_launch import VerifiedLaunch
from slipway.lms.models import LmsCourse, Registration
from slipway.lms.service_addresses import LONGEST_SERVICE_ADDRESS
from slipway.lti.message import LaunchMessage, Services
from slipway.statements.given import Given

SERVICE_COLUMNS = ("line_items", "scopes", "memberships")
ADDRESS_COLUMNS = ("unit_id", "consumer_key_id", "registration_id", "outcome_url", "sourcedid", "line_item")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """Service addresses by the columns of `CourseServices` and `GradeAddress`; an empty dict for none.

    `services` and `address` are what the launch says, the others what is kept.
    """

    services: dict[str, object] = field(default_factory=dict)
    address: dict[str, object] = field(default_factory=dict)
    kept_services: dict[str, object] = field(default_factory=dict)
    kept_address: dict[str, object] = field(default_factory=dict)


def told_services(launch: VerifiedLaunch, message: LaunchMessage) -> ServiceFacts:
    """What the launch says."""
    return ServiceFacts(services=_course_services(launch, message), address=_grade_address(message))


def with_kept(courses: QuerySet[LmsCourse], *, services: bool, address: bool) -> QuerySet[LmsCourse]:
    """The courses, with what is kept of each for `kept_beside`: of its services, of the grade's address, or neither."""
    if services:
        here = Q(services__registration=Given("registration_id", UUIDField()))
        columns = {f"kept_{name}": F(f"kept__{name}") for name in SERVICE_COLUMNS}
        courses = courses.annotate(kept=FilteredRelation("services", condition=here), **columns)
    if address:
        link, identity = Given("link_id", CharField()), Given("identity_id", UUIDField())
        here = Q(grade_addresses__resource_link_id=link, grade_addresses__identity_id=identity)
        columns = {f"address_{name}": F(f"address__{name}") for name in ADDRESS_COLUMNS}
        courses = courses.annotate(address=FilteredRelation("grade_addresses", condition=here), **columns)
    return courses


def kept_beside(told: ServiceFacts, row: LmsCourse) -> ServiceFacts:
    """With what stands beside a course that was read `with_kept`. A row of none of them reads as None throughout."""
    services, address = _beside(row, "kept", SERVICE_COLUMNS), _beside(row, "address", ADDRESS_COLUMNS)
    return replace(told, kept_services=services, kept_address=address)


def _course_services(launch: VerifiedLaunch, message: LaunchMessage) -> dict[str, object]:
    """What the launch says of its course's services; empty where it names none."""
    told = message.services
    if not told or not isinstance(launch.credential, Registration) or not (told.line_items or told.memberships):
        return {}
    return {
        "line_items": _short(told.line_items),
        "scopes": sorted({scope for scope in told.scopes if len(scope) <= LONGEST_SERVICE_ADDRESS}),
        "memberships": _short(told.memberships),
    }


def _grade_address(message: LaunchMessage) -> dict[str, object]:
    """Where the launch says that its person's grade in its link goes; empty where the link takes none.

    Canvas gives course navigation and all links of a page's text the course's own id, and no sourcedid or line item: a
    course's line items alone are kept for links that have an id of their own.
    """
    services = message.services or Services()
    if line_item := _short(services.line_item):
        return {"line_item": line_item}
    course, link = message.course, message.resource_link
    if services.line_items and link and course and link.id != course.id:
        return {"line_item": ""}
    outcome = message.outcome  # by LTI 1.3 too, where an LMS offers nothing newer (Moodle without grade services)
    url, sourcedid = (_short(outcome.service_url), _short(outcome.sourcedid)) if outcome else ("", "")
    return {"outcome_url": url, "sourcedid": sourcedid} if url and sourcedid else {}


def _beside(row: LmsCourse, prefix: str, names: tuple[str, ...]) -> dict[str, object]:
    values = {name: getattr(row, f"{prefix}_{name}", None) for name in names}
    return values if any(value is not None for value in values.values()) else {}


def _short(text: str | None) -> str:
    return text if text and len(text) <= LONGEST_SERVICE_ADDRESS else ""
