"""Open edX's LTI component (docs/lms-behaviour.md §1.4; launch as captured): course keys, anonymous ids, no picker.

Its author adds a passport to the course's advanced settings, and a component with the unit's LTI URL to the course.
"""

import secrets
from collections.abc import Sequence
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from practice_lms.configuration import configuration
from practice_lms.dialects.dialect import WITH_NAME, Click, Dialect, Fields, email, plain_custom
from practice_lms.identity import Seat
from practice_lms.links import Link
from practice_lms.models import App, Course
from practice_lms.opaque import opaque_id

ORGANIZATION = "Practice"


def course_key(course: Course) -> str:
    return f"course-v1:{ORGANIZATION}+C{course.pk}+2026"


def roles(seat: Seat) -> str:
    """The course's admins are its instructors, its staff are administrators, everybody else learns."""
    if "teacher" in seat.roles or seat.person.is_account_admin:
        return "Instructor"
    return "Administrator" if seat.manages else "Student,Learner"


def anonymous_id(click: Click) -> str:
    """Another one in each course."""
    return opaque_id(f"anonymous in {click.course.pk}", click.person.pk)[:32]


def shared(click: Click) -> Fields:
    return {
        "user_id": anonymous_id(click),
        "roles": roles(click.seat),
        "context_id": course_key(click.course),
        "context_title": f"{click.course.name} - {ORGANIZATION}",
        "context_label": ORGANIZATION,
        "launch_presentation_locale": "en",
        "launch_presentation_return_url": "",
        "tool_consumer_info_product_family_code": "Practice LMS",  # the platform's own name
        **_person(click),
        **email(click),
        **plain_custom(click),
    }


def _person(click: Click) -> Fields:
    """Username and full name, if the author ticked so; never the parts of a name."""
    if click.privacy not in WITH_NAME:
        return {}
    return {"lis_person_sourcedid": click.person.login, "lis_person_name_full": click.person.name}


def launch(click: Click, link: Link) -> Fields:
    block = opaque_id("block", link.number)[:32]
    link_id = quote(f"{configuration().host}-{block}")
    ids = (course_key(click.course), link_id, anonymous_id(click))
    fields = {"resource_link_id": link_id, "lis_result_sourcedid": ":".join(map(quote, ids))}
    if link.is_graded:
        usage = course_key(click.course).replace("course-v1", "block-v1") + f"+type@lti_consumer+block@{block}"
        handler = f"/courses/{course_key(click.course)}/xblock/{usage}/handler_noauth/outcome_service_handler"
        fields["lis_outcome_service_url"] = configuration().url + handler
    return fields


def by_passport(link: Link, apps: Sequence[App]) -> App | None:
    """The passport that the component names, else the course's first."""
    named = link.item.lti_id if link.item else ""
    return next((app for app in apps if app.name == named), None if named else next(iter(apps), None))


DIALECT = Dialect(
    name="openedx",
    label="Open edX",
    home=lambda course: f"/courses/{course_key(course)}/course/",
    context_id=course_key,
    shared=shared,
    launch=launch,
    nonce=lambda: str(secrets.randbelow(10**29)),
    app_of=by_passport,
    tools=_("Advanced Settings"),
    add=_("Add an LTI passport"),
    install={
        "passport": _("LTI Passports"),
        "custom": _("Custom Parameters"),
        "sends_name": _("Request user's username"),
        "sends_email": _("Request user's email"),
    },
    item={
        "title": _("Display Name"),
        "lti_id": _("LTI ID"),
        "tool_url": _("LTI URL"),
        "points": _("Weight"),
    },
)
