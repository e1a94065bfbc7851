"""Writing down the service addresses that a launch says otherwise than those before it."""

from django.db.models import Model

from slipway.classes.models import Enrolment
from slipway.launches.arrival import Arrival, columns_of
from slipway.launches.people import Person
from slipway.launches.services import ADDRESS_COLUMNS, SERVICE_COLUMNS, course_services, grade_address
from slipway.launches.sight import Sight
from slipway.lms.models import LmsCourse
from slipway.lms.service_addresses import CourseServices, GradeAddress


def keep_services(arrival: Arrival, sight: Sight, course: LmsCourse) -> None:
    """Keep what the launch tells of its course's services; no statement where nothing is new."""
    told = course_services(arrival, sight.message)
    if told and told != sight.kept.services:
        row = CourseServices(lms_course=course, registration_id=arrival.credential.pk, **told)
        _write(row, unique=["lms_course", "registration"], changed=list(SERVICE_COLUMNS))


def keep_grade_address(
    arrival: Arrival, sight: Sight, person: Person, course: LmsCourse, enrolment: Enrolment | None
) -> None:
    """Keep where the grade of the person in the launched link goes; who only looks gets none."""
    told, link = grade_address(arrival, sight.message), sight.message.resource_link
    if not told or link is None or sight.unit is None or enrolment is None:
        return
    by = columns_of(arrival.credential)
    address: dict[str, object] = {
        "unit_id": sight.unit.pk,
        "consumer_key_id": by["consumer_key"] and by["consumer_key"].pk,
        "registration_id": by["registration"] and by["registration"].pk,
        "outcome_url": "",
        "sourcedid": "",
        "line_item": "",
    } | told
    if address != sight.kept.address:
        row = GradeAddress(lms_course=course, resource_link_id=link.id, identity_id=person.identity_id, **address)
        _write(row, unique=["lms_course", "resource_link_id", "identity_id"], changed=list(ADDRESS_COLUMNS))


def _write(row: Model, *, unique: list[str], changed: list[str]) -> None:
    """One statement, whoever else launches at this moment."""
    rows = type(row)._default_manager  # noqa: SLF001  # Django's documented name
    rows.bulk_create([row], update_conflicts=True, unique_fields=unique, update_fields=[*changed, "changed_at"])
