"""What the page of a registration shows beside its lights."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.lms.models import Deployment, Registration, RegistrationLink
from slipway.lms.registrations.endpoints import strange_fields
from slipway.lms.registrations.proposals import news_of, proposal_for
from slipway.lti.config.one_hand import host_of
from slipway.web.languages import LazyText, translated
from slipway.words import Text

LABELS: dict[str, LazyText] = {
    "issuer": _("Issuer"),
    "auth_url": _("Authentication request URL"),
    "token_url": _("Access token URL"),
    "jwks_url": _("Public key set URL"),
    "token_audience": _("Audience of access tokens"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field of which the LMS says something else than before."""

    label: LazyText
    was: str
    becomes: str


def concerns(registration: Registration) -> list[str]:
    """What the owner should look at before accepting a registration, in the language that is spoken.

    What an LMS said of itself was compared with the address that the owner named; what was typed, with itself.
    """
    links = RegistrationLink.objects.filter(registration=registration)
    link = links.order_by("used_at").first()
    problems = [translated(Text.from_json(each)) for each in (link.problems if link else [])]
    return problems or [_stray(registration, field) for field in strange_fields(registration)]


def registered_itself(registration: Registration) -> bool:
    """Whether its LMS made it by a registration link: then it has the id of that link."""
    return RegistrationLink.objects.filter(pk=registration.pk).exists()


def _stray(registration: Registration, field: str) -> str:
    text = getattr(registration, field)
    home = registration.jwks_url if field == "auth_url" else registration.auth_url
    names = {"name": LABELS[field], "host": host_of(text) or text, "home": host_of(home)}
    return gettext("%(name)s is on the host %(host)s, not on %(home)s.") % names


def changes_proposed(registration: Registration) -> list[Change]:
    """What the LMS says otherwise since it registered itself again."""
    link = proposal_for(registration)
    news = news_of(link) if link else {}
    return [Change(label=LABELS[name], was=getattr(registration, name), becomes=text) for name, text in news.items()]


def deployments_of(registration: Registration) -> list[Deployment]:
    """All of them; those that wait for an owner first."""
    order = {Deployment.State.WAITING.value: 0, Deployment.State.ACCEPTED.value: 1}
    return sorted(registration.deployments.all(), key=lambda each: (order.get(each.state, 2), each.created_at))
