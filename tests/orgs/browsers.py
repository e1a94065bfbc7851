"""Somebody at Slipway's own pages."""

from django.test import Client

from slipway.audit.models import AuditEntry
from slipway.orgs.models import Organization, User
from tests.factories import PASSWORD


def browser_of(user: User | None) -> Client:
    """The person's browser, signed in a long time ago; None: nobody's."""
    client = Client()
    if user:
        client.force_login(user)
    return client


def signed_in_now(user: User) -> Client:
    """The browser of somebody who typed their password a moment ago."""
    client = Client()
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content
    return client


def deeds(organization: Organization) -> list[str]:
    """What the audit trail says was done in the organization, the oldest first."""
    entries = AuditEntry.objects.filter(organization_id=organization.pk).order_by("at")
    return list(entries.values_list("action", flat=True))
