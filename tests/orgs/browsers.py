"""Somebody at Slipway's own pages."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core import mail
from django.test import Client

from slipway.audit.models import AuditEntry
from slipway.orgs.models import Organization, User
from tests.factories import PASSWORD

LOGIN = "/accounts/login/"


def browser_of(user: User | None) -> Client:
    """The person's browser, signed in a moment ago; None: nobody's."""
    client = Client()
    if user:
        client.force_login(user)
    return client


def signed_in_long_ago(user: User) -> Client:
    """The person's browser, where nobody has typed the password for hours."""
    client = browser_of(user)
    session, now = client.session, time.time()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": now - 7200, "email": user.email}]
    session.save()
    return client


def signed_in_now(user: User) -> Client:
    """The browser of somebody who typed their password a moment ago."""
    client = Client()
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content
    return client


def form_by_mail(browser: Client) -> str:
    """Open the newest mail's link for a new password. Returns the path of the form that it leads to."""
    link = next(line for line in str(mail.outbox[-1].body).splitlines() if "/password/reset/key/" in line)
    return browser.get(link.removeprefix("http://localhost:8000")).headers["Location"]


def deeds(organization: Organization) -> list[str]:
    """What the audit trail says was done in the organization, the oldest first."""
    entries = AuditEntry.objects.filter(organization_id=organization.pk).order_by("at")
    return list(entries.values_list("action", flat=True))
