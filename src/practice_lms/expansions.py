"""Canvas's variable expansion in custom fields."""

import re
from collections.abc import Mapping

from practice_lms.configuration import configuration
from practice_lms.identity import Seat
from practice_lms.links import Link
from practice_lms.opaque import opaque_id
from practice_lms.v1p1 import canvas_roles


def custom_parameters(custom: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Launch parameters of custom fields. A variable that is not known, or not here, stays the literal `$Name`."""
    return {
        "custom_" + re.sub(r"\W", "_", name): known.get(value, value) if value.startswith("$") else value
        for name, value in custom.items()
    }


def variables(seat: Seat, privacy: str, link: Link | None = None) -> dict[str, str]:
    """The variables that can be expanded for this person here, by name with the dollar sign."""
    course = seat.course
    known = {
        "$Context.id": opaque_id("course", course.pk),
        "$Context.title": course.name,
        "$Membership.role": canvas_roles.roles(seat.roles, administrator=seat.person.is_account_admin),
        "$Canvas.api.domain": configuration().domain,
        "$Canvas.api.baseUrl": configuration().url,
        "$Canvas.account.id": "1",
        "$Canvas.account.name": "Practice LMS",
        "$Canvas.root_account.id": "1",
        "$Canvas.course.id": str(course.pk),
        "$Canvas.course.name": course.name,
        "$Canvas.course.workflowState": "available" if course.published else "claimed",
        # Empty for an administrator who is not enrolled.
        "$Canvas.enrollment.enrollmentState": "active" if seat.roles else "",
    }
    return known | _persons(seat, privacy) | (_links(link) if link else {})


def _persons(seat: Seat, privacy: str) -> dict[str, str]:
    person = seat.person
    known: dict[str, str] = {}
    if privacy in {"public", "name_only"}:
        known |= {"$Person.name.full": person.name, "$Person.name.given": person.given_name}
        known |= {"$Person.name.family": person.family_name}
    if privacy in {"public", "email_only"}:
        known["$Person.email.primary"] = person.email
    if privacy == "public":
        known |= {"$Canvas.user.id": str(person.pk), "$Canvas.user.loginId": person.login}
        known |= {"$User.id": str(person.pk), "$User.username": person.login}
    return known


def _links(link: Link) -> dict[str, str]:
    known = {"$ResourceLink.title": link.title}
    if link.assignment:
        known["$Canvas.assignment.id"] = str(link.assignment.pk)
        known["$Canvas.assignment.title"] = link.assignment.title
        known["$Canvas.assignment.pointsPossible"] = link.assignment.points_shown
    if link.item:
        known["$Canvas.module.id"] = str(link.item.module.pk)
        known["$Canvas.moduleItem.id"] = str(link.item.pk)
    return known
