"""Confirming, once, that an answer's new host is the LMS."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from slipway.audit.actions import AuditAction
from slipway.audit.trail import audit
from slipway.lms.models import Lms
from slipway.lms.origins import AT_MOST
from slipway.picker.picking import Picking


def confirm_return(*, picking: Picking) -> None:
    """From now on the LMS is known by the origin of this return URL too, which stands in its signed request.

    Raises ValidationError past 20 origins.
    """
    with transaction.atomic():
        lms = Lms.objects.select_for_update().get(pk=picking.lms.pk)
        if picking.return_origin in lms.origins:
            return
        if len(lms.origins) >= AT_MOST:
            raise ValidationError(
                _("Your LMS is known by 20 addresses, and no more are taken. Ask an owner to remove one.")
            )
        lms.origins = [*lms.origins, picking.return_origin]
        lms.save(update_fields=["origins"])
        audit(
            picking.session.identity.acting,
            AuditAction.LMS_CONFIRM_ORIGIN,
            lms,
            organization_id=lms.organization_id,
            origin=picking.return_origin,
        )
