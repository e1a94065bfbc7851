"""Which registration a login or a launch of LTI 1.3 belongs to: one statement each, with LMS and organization."""

from uuid import UUID

from django.db.models import QuerySet

from slipway.lms.models import Registration


def registrations_for(*, issuer: str, client_id: str | None) -> list[Registration]:
    """The registrations that a login at the shared address may mean, the oldest first.

    Several organizations may have the same issuer and even client id, and a platform may leave the client id out
    (OIDC third-party login: it is optional): the caller can't choose for them, only explain. Disabled and pending
    ones are among them, so that their refusals say so. Issuers compare as exact strings.
    """
    found = _joined().filter(issuer=issuer)
    if client_id is not None:
        found = found.filter(client_id=client_id)
    return list(found.order_by("created_at")[:20])


def registration_by_id(registration_id: UUID) -> Registration | None:
    """The registration of a login URL of its own, or of a state that this Slipway has sealed."""
    return _joined().filter(pk=registration_id).first()


def _joined() -> QuerySet[Registration]:
    return Registration.objects.select_related("lms__organization")
