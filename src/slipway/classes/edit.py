"""What a class says of itself, and how it stands to an LMS."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.classes.connections import courses_changed
from slipway.classes.lms_url import clean_lms_url
from slipway.content.dates_changed import dates_changed
from slipway.content.extent import keeping_room
from slipway.content.models import Classroom, Unit
from slipway.lms.course_ref import read_course_url
from slipway.orgs.models import User

LONGEST_RESOURCE_LINK_ID = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassDetails:
    """What *Edit details* says of a class: `terms` as `set_terms` takes them, the rest as the others below do."""

    title: str
    description: str
    terms: Mapping[str, object]
    lti_enabled: bool
    lms_url: str
    links_open: str


def save_details(*, actor: User, classroom: Classroom, details: ClassDetails) -> None:
    """Save all of it or nothing, with an audit row for each part that is new.

    Raises ClassFullError and ValidationError.
    """
    with transaction.atomic():
        edit_class(actor=actor, classroom=classroom, title=details.title, description=details.description)
        set_terms(actor=actor, classroom=classroom, **details.terms)
        set_lti(
            actor=actor,
            classroom=classroom,
            enabled=details.lti_enabled,
            lms_url=details.lms_url,
            links_open=details.links_open,
        )


def edit_class(*, actor: User | None, classroom: Classroom, title: str, description: str) -> None:
    """Give the class another title and description; its slug and every address stay. Raises ClassFullError."""
    with transaction.atomic(), keeping_room(classroom.pk):
        _change(actor, AuditAction.CLASS_EDIT, classroom, title=title, description=description)


def set_terms(*, actor: User | None, classroom: Classroom, **terms: object) -> None:
    """Say what lateness costs and whether sealed times count: `content.models.CLASS_TERMS`, by their names.

    What was handed in before is counted anew by that.
    """
    with transaction.atomic():
        if _change(actor, AuditAction.CLASS_EDIT, classroom, **terms):
            dates_changed(Unit.objects.filter(classroom=classroom).values_list("pk", flat=True))


def set_lti(
    *, actor: User | None, classroom: Classroom, enabled: bool, lms_url: str, links_open: str | None = None
) -> None:
    """Switch LTI and set the Class LMS URL ('' for none), taken apart so that launches can be compared with it.

    `links_open`, of LinksOpen, is where links placed from now on open; None leaves it. A URL that names no LMS course
    is kept: people connect courses then. Raises ValidationError for a URL that no browser would open.
    """
    url = clean_lms_url(lms_url)
    course = read_course_url(url)
    host, course_id = (course.host, course.course_id) if course else ("", "")
    if max(len(host), len(course_id)) > LONGEST_RESOURCE_LINK_ID:
        host = course_id = ""  # no launch carries an id of that length
    # Two LMSs on one host, each under its path, differ by the address alone.
    course_fields = {"lms_url": url, "lms_host": host, "lms_course_id": course_id}
    opening = {} if links_open is None else {"links_open": links_open}
    with transaction.atomic():
        changed = _change(actor, AuditAction.CLASS_LTI, classroom, lti_enabled=enabled, **course_fields, **opening)
        if changed & course_fields.keys():
            courses_changed(classroom)


def accept_lms_url(*, actor: User, classroom: Classroom, lms_url: str) -> bool:
    """Take a proposed Class LMS URL. False, with nothing changed, when the class has one by now."""
    with transaction.atomic():
        held = Classroom.objects.select_for_update().get(pk=classroom.pk)
        if held.lms_url:
            return False
        set_lti(actor=actor, classroom=held, enabled=held.lti_enabled, lms_url=lms_url)
    return True


def _change(actor: User | None, action: AuditAction, classroom: Classroom, **values: object) -> set[str]:
    """Write what is new, and only that; `classroom` is brought up to date. Nothing new leaves no trace.

    Returns the names of what was written.
    """
    with transaction.atomic():
        held = Classroom.objects.select_for_update().get(pk=classroom.pk)
        changed = {name: value for name, value in values.items() if getattr(held, name) != value}
        for name, value in values.items():
            setattr(classroom, name, value)
        if changed:
            Classroom.objects.filter(pk=held.pk).update(**changed)
            audit(actor, action, held, organization_id=held.organization_id, **changed)
    return set(changed)
