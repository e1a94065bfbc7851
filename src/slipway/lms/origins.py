"""The origins that an LMS lives on: typed by owners, learned from its signed launches, confirmed by teachers.

They may frame a launch (docs/architecture.md, rule 13b), and a picker's choice goes home to them without a question.
"""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, Named, audit
from slipway.lms.models import Lms
from slipway.lms_kinds.endpoints import root_of
from slipway.orgs.models import User
from slipway.web_address import origin_of, read_address

MOST_ORIGINS = 20  # each of them stands in the header of every shell
LONGEST_ORIGIN = 255


def read_origin(text: str) -> str:
    """The origin (scheme://host[:port], as browsers write it) of an address. Raises ValidationError for anything else.

    The path of a pasted address is left out. Letters beyond ASCII are refused: a header must name the host as
    browsers do, in its xn-- form.
    """
    address = read_address(text.strip())
    origin = "" if not address or address.has_credentials else origin_of(text.strip())
    if not origin or len(origin) > LONGEST_ORIGIN or not origin.isascii() or set(origin) & set(";, '\"*<>\\"):
        raise ValidationError(_("Type the address of your LMS, such as https://canvas.example.edu."))
    return origin


def add_origin(
    *, actor: User | Named | None, lms: Lms, origin: str, action: AuditAction = AuditAction.LMS_ADD_ORIGIN
) -> None:
    """Let pages of `origin`, as `read_origin` gives it, frame the LMS's launches. Raises ValidationError past 20.

    `action` says how it became known: an owner typed it, or a teacher confirmed where the choice in a picker goes.
    """
    with transaction.atomic():
        held = Lms.objects.select_for_update().get(pk=lms.pk)
        if origin in held.origins:
            return
        if len(held.origins) >= MOST_ORIGINS:
            raise ValidationError(_("An LMS has 20 origins at most. Remove one first."))
        _write(actor, held, action, origin, [*held.origins, origin])


def know_address(*, actor: User | None, lms: Lms, address: str) -> None:
    """An owner has said where the LMS stands: it is known by that. What names no origin teaches nothing."""
    with suppress(ValidationError):
        add_origin(actor=actor, lms=lms, origin=read_origin(root_of(address)))


def remove_origin(*, actor: User | None, lms: Lms, origin: str) -> None:
    """Forget an origin. With none left, the next launch that names one teaches it again."""
    with transaction.atomic():
        held = Lms.objects.select_for_update().get(pk=lms.pk)
        if origin in held.origins:
            others = [other for other in held.origins if other != origin]
            _write(actor, held, AuditAction.LMS_REMOVE_ORIGIN, origin, others)


def _write(actor: User | Named | None, lms: Lms, action: AuditAction, origin: str, origins: list[str]) -> None:
    lms.origins = origins
    lms.save(update_fields=["origins"])
    audit(actor, action, lms, organization_id=lms.organization_id, origin=origin)
