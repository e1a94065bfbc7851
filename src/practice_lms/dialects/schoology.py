"""Schoology (docs/lms-behaviour.md §1.4, §3.3, §7): numbers, names if the tool may, custom names in small letters.

Its administrator adds an external tool by hand, a teacher a material with the unit's LTI URL: it is not known to speak
content items. Nobody has written down what its LTI 1.1 launches say, so all of this is only likely: the forms of ids
and roles, its product code, and the address that grades go to. What was never seen (a way back, a locale, a label of
the course) is left out.
"""

from django.utils.translation import gettext_lazy as _

from practice_lms.configuration import configuration
from practice_lms.dialects.dialect import Click, Dialect, Fields, email, names
from practice_lms.expansions import custom_parameters
from practice_lms.identity import Seat
from practice_lms.links import Link
from practice_lms.opaque import opaque_id

URN = "urn:lti:role:ims/lis/"


def held(seat: Seat) -> list[str]:
    """The person's roles here. Schoology knows three; its administrators teach too."""
    if seat.person.is_account_admin:
        return ["Administrator", "Instructor"]
    return ["Instructor"] if seat.manages else ["Learner"]


def user_id(click: Click) -> str:
    return f"{click.person.pk}::{opaque_id('user', click.person.pk)[:32]}"


def in_small_letters(custom: dict[str, str]) -> dict[str, str]:
    """Custom fields as they arrive: names lose their capitals."""
    return {name.lower(): value for name, value in custom.items()}


def shared(click: Click) -> Fields:
    return {
        "user_id": user_id(click),
        "roles": ",".join(f"{URN}{role}" for role in held(click.seat)),
        "context_id": str(click.course.pk),
        "context_title": click.course.name,
        "tool_consumer_info_product_family_code": "schoology",
        **names(click),
        **email(click),
        **custom_parameters(in_small_letters(click.app.custom), {}),
    }


def launch(click: Click, link: Link) -> Fields:
    fields = {"resource_link_id": str(link.number), "resource_link_title": link.title}
    if link.is_graded:
        fields["lis_outcome_service_url"] = f"{configuration().url}/external_tool/outcomes"
        fields["lis_result_sourcedid"] = f"{link.number}::{opaque_id(f'result {link.number}', click.person.pk)[:32]}"
    return fields


DIALECT = Dialect(
    name="schoology",
    label="Schoology",
    home=lambda course: f"/course/{course.pk}/materials",
    context_id=lambda course: str(course.pk),
    shared=shared,
    launch=launch,
    tools=_("External Tools"),
    add=_("Add External Tool Provider"),
    install={
        "name": _("Tool Name"),
        "consumer_key": _("Consumer Key"),
        "shared_secret": _("Shared Secret"),
        "tool_url": _("Domain/URL"),
        "custom": _("Custom Parameters"),
        "sends_name": _("Privacy: Send Name"),
        "sends_email": _("Privacy: Send Email"),
    },
    item={"title": _("Title"), "tool_url": _("URL"), "points": _("Points")},
)
