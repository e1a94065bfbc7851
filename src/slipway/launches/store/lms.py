"""What a launch tells of its LMS: kind and origin, which are written once, and service addresses, when they change."""

from uuid import UUID

from django.db.models import Model

from slipway.launches.facts.launch_facts import LaunchFacts
from slipway.launches.facts.services import ADDRESS_COLUMNS, SERVICE_COLUMNS
from slipway.launches.verify.verified_launch import VerifiedLaunch, columns_of
from slipway.lms.models import ConsumerKey, Lms, LmsCourse
from slipway.lms.registrations.endpoints import registered_origins
from slipway.lms.service_addresses import CourseServices, GradeAddress
from slipway.lms_kinds.kind import OTHER
from slipway.lti.message import LaunchMessage
from slipway.web_address import origin_of


def complete_lms(launch: VerifiedLaunch, message: LaunchMessage) -> None:
    """Write kind, guid and first origin of the LMS where they are not known yet; mostly nothing.

    Only the first origin is taken from launches: a later one of a picker's return URL is confirmed by a teacher.
    """
    lms, origin = launch.lms, _origin_of_lms(launch, message)
    found: dict[str, object] = {}
    if lms.family in {"", OTHER} and message.platform.family:
        found["family"] = message.platform.family
    if not lms.guid and message.platform.guid:
        found["guid"] = message.platform.guid[:255]
    if not lms.origins and origin:
        found["origins"] = [origin]
    if found:
        Lms.objects.filter(pk=lms.pk).update(**found)


def keep_services(launch: VerifiedLaunch, facts: LaunchFacts, course: LmsCourse) -> None:
    """Keep what the launch tells of its course's services; no statement where nothing is new."""
    told = facts.course.services
    if told.services and told.services != told.kept_services:
        row = CourseServices(lms_course=course, registration_id=launch.credential.pk, **told.services)
        _write(row, unique=["lms_course", "registration"], changed=list(SERVICE_COLUMNS))


def keep_grade_address(launch: VerifiedLaunch, facts: LaunchFacts, course: LmsCourse, identity_id: UUID) -> None:
    """Keep where the grade of the enrolled person in the launched link goes; no statement where nothing is new."""
    told, link = facts.course.services, facts.message.resource_link
    if not told.address or link is None or facts.unit is None:
        return
    by = columns_of(launch.credential)
    address: dict[str, object] = {
        "unit_id": facts.unit.pk,
        "consumer_key_id": by["consumer_key"] and by["consumer_key"].pk,
        "registration_id": by["registration"] and by["registration"].pk,
        "outcome_url": "",
        "sourcedid": "",
        "line_item": "",
    } | told.address
    if address != told.kept_address:
        row = GradeAddress(lms_course=course, resource_link_id=link.id, identity_id=identity_id, **address)
        _write(row, unique=["lms_course", "resource_link_id", "identity_id"], changed=list(ADDRESS_COLUMNS))


def _origin_of_lms(launch: VerifiedLaunch, message: LaunchMessage) -> str:
    """The origin that the launch's signed URLs name; '' when it carries none.

    A registration tells from the beginning where its LMS is, so by LTI 1.3 a picker's return URL that is not there
    counts for nothing: a teacher confirms it.
    """
    if message.selection:
        origin, credential = origin_of(message.selection.return_url), launch.credential
        is_home = isinstance(credential, ConsumerKey) or origin in registered_origins(credential)
        return origin if is_home else ""
    service = message.outcome.service_url if message.outcome else None
    return origin_of(message.presentation.return_url) or origin_of(service)


def _write(row: Model, *, unique: list[str], changed: list[str]) -> None:
    """One statement, whoever else launches at this moment."""
    rows = type(row)._default_manager  # noqa: SLF001  # Django's documented name
    rows.bulk_create([row], update_conflicts=True, unique_fields=unique, update_fields=[*changed, "changed_at"])
