"""Owners' pages as tests ask for them, and launches for these pages to tell of."""

from typing import Any

from slipway.lms.models import ConsumerKey, LaunchRecord, Lms, Registration
from slipway.orgs.models import Organization, User
from tests.orgs.browsers import browser_of

Held = Organization | Lms | ConsumerKey | Registration


def page_of(held: Held, end: str = "") -> str:
    """The address of its page among those of LTI Integration, and of what is done there."""
    if isinstance(held, Organization):
        return f"/organizations/{held.pk}/settings/lti{end}"
    if isinstance(held, Lms):
        return page_of(held.organization, f"/{held.pk}{end}")
    kind = "keys" if isinstance(held, ConsumerKey) else "registrations"
    return page_of(held.lms.organization, f"/{kind}/{held.pk}{end}")


def text_of(answer: Any) -> str:
    """The page that came."""
    return str(answer.content.decode())


def shown(user: User, held: Held, end: str = "") -> str:
    """What that person reads there."""
    return text_of(browser_of(user).get(page_of(held, end)))


def launched(credential: ConsumerKey | Registration, **fields: Any) -> LaunchRecord:
    """A launch with it: let in to a unit, unless `fields` say otherwise."""
    named = {"consumer_key" if isinstance(credential, ConsumerKey) else "registration": credential}
    told = {"organization": credential.lms.organization, "lms": credential.lms, "door": "unit", "let_in": True}
    return LaunchRecord.objects.create(**told | named | fields)
