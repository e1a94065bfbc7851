"""What a registration knows of its platform, as values, and what is wrong with them when somebody types them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from slipway.lms.http.safe_address import BadUrlError, Reach, address_to_call, reach_of_name
from slipway.lms.models import DeploymentPolicy, Registration
from slipway.lti.config.one_hand import are_of_one_hand, host_of, strays
from slipway.web_address import origin_of, read_address

LONGEST_ID = 255
ADDRESSES = ("auth_url", "token_url", "jwks_url")
# What decides whom Slipway speaks to, in whose name, and whose word it takes.
PLATFORM_FIELDS = ("issuer", "client_id", *ADDRESSES, "token_audience")
NAMING_FIELDS = ("issuer", "client_id")
IDENTITY = (*NAMING_FIELDS, *ADDRESSES)  # which platform it is whose launches prove a deployment


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationFields:
    """A registration as its owner or its LMS tells it. `name` tells it apart from others of the same LMS."""

    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    jwks_url: str
    token_audience: str = ""
    deployment_policy: str = DeploymentPolicy.FIRST
    name: str = ""

    def values(self) -> dict[str, str]:
        """By the names of the model's fields."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def endpoints_of(registration: Registration) -> RegistrationFields:
    """What the registration knows now."""
    return RegistrationFields(**{field.name: getattr(registration, field.name) for field in fields(RegistrationFields)})


def registered_origins(registration: Registration) -> set[str]:
    """Where the LMS's own addresses are: an owner has typed or accepted them."""
    return {origin_of(getattr(registration, field)) for field in ADDRESSES}


def validate_fields(endpoints: RegistrationFields) -> None:
    """Raise ValidationError, by field, for what no registration can have.

    Nothing is resolved or called here: what a host stands for is judged at each call (`lms.http.client`).
    """
    if faults := dict(_faults(endpoints)):
        raise ValidationError({field: [fault] for field, fault in faults.items()})


def sound_address(field: str, url: str) -> None:
    """Raise ValidationError, by `field`, for an address that Slipway would never call."""
    if fault := _fault_of(url, keys_url=url):
        raise ValidationError({field: [fault]})


def may_answer_in_clear(registration: Registration, url: str, *, allow_private: bool) -> bool:
    """Whether an answer may go to the http address `url`: to an LMS that is wholly on http on private networks."""
    addresses = [*(getattr(registration, field) for field in ADDRESSES), url]
    clear = all(read and read.scheme == "http" for read in map(read_address, addresses))
    return allow_private and clear and all(_is_private(each, registration.jwks_url) for each in addresses)


def may_be_told(token_url: str, audience: str) -> bool:
    """Whether an owner, or the LMS itself, may name `audience` for the assertions that go to `token_url`.

    Who hears an assertion should be whom it is for. It is signed by the organization's own key, which no other school's
    LMS takes; but an LMS that two organizations have told their key sets is thinkable. On private networks, and in the
    operator's site file, whoever sets it up is trusted with that.
    """
    try:
        if not audience or are_of_one_hand(token_url, audience):
            return True
        return bool(settings.ALLOW_PRIVATE_LMS) and _is_private(token_url, token_url)
    except ValueError:
        return False


def strange_fields(endpoints: RegistrationFields | Registration) -> list[str]:
    """The fields that name a host of another hand than the rest: an owner should look at them before launches count.

    Addresses on private networks are of one hand with all others, where the operator allows them.
    """
    urls = {field: getattr(endpoints, field) for field in (*ADDRESSES, "token_audience")}
    hosts = {host_of(url) for url in urls.values()}
    private = {host for host in hosts if settings.ALLOW_PRIVATE_LMS and reach_of_name(host) is Reach.PRIVATE}
    return strays(endpoints.issuer, urls, trusted=private)


def _faults(endpoints: RegistrationFields) -> Iterator[tuple[str, str]]:
    for field in ADDRESSES:
        if fault := _fault_of(getattr(endpoints, field), keys_url=endpoints.jwks_url):
            yield field, fault
    for field, value in (("issuer", endpoints.issuer), ("client_id", endpoints.client_id)):
        if not value or len(value) > LONGEST_ID or not value.isprintable() or value != value.strip():
            yield field, _("Copy it from your LMS exactly as it stands there: 1 to 255 characters.")
    if len(endpoints.token_audience) > 1000 or not endpoints.token_audience.isprintable():
        yield "token_audience", _("Copy it from your LMS, or leave it empty.")
    if endpoints.deployment_policy not in DeploymentPolicy.values:
        yield "deployment_policy", _("Choose one of those offered.")
    if len(endpoints.name) > 200:
        yield "name", _("At most 200 characters.")


def _fault_of(url: str, *, keys_url: str) -> str:
    try:
        address = address_to_call(url)
    except BadUrlError:
        return _("Type the whole address, such as https://lms.example.edu/keys, without a user name or a password.")
    if address.scheme == "https":
        return ""
    if not settings.ALLOW_PRIVATE_LMS:
        return _("The address must begin with https://.")
    if not _is_private(url, keys_url):
        return _(
            "By http Slipway speaks with LMSs on private networks only. Type the address that begins with https://."
        )
    return ""


def _is_private(url: str, keys_url: str) -> bool:
    """Whether the host of `url` is on this machine or on a private network, as far as that is known without asking.

    Most names can only be judged by DNS. But a key set whose address is http can only be fetched from a private address
    (`may_call`), and without it no launch is believed. So the host of such a key set counts as private.
    """
    address = read_address(url)
    host = address.host if address else ""
    reach = reach_of_name(host)
    if reach is not None:
        return reach is Reach.PRIVATE
    try:
        keys = address_to_call(keys_url)
    except BadUrlError:
        return False
    return keys.scheme == "http" and keys.host == host
