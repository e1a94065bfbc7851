"""What an LMS says of itself when it is asked to register us (LTI dynamic registration 1.0 §3.5)."""

from dataclasses import dataclass

from slipway.json_text import BadJsonError, read_object, without_mark
from slipway.lms_kinds.registry import KINDS, family_told, kind_by_code
from slipway.lti.claims import Claims
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.return_url import needed_url
from slipway.web_address import UNREADABLE_PORT, WebAddress, read_address
from slipway.words import Text, text

_MAX_BYTES = 256 * 1024
_MAX_ISSUER, _MAX_URL = 255, 1000
PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportedMessage:
    """A message that the LMS can send, and where from; no placements: it does not say."""

    type: str
    placements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """An openid configuration. Its addresses are sound URLs; whether they may be believed, `endpoints_fit` says."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    registration_endpoint: str
    authorization_server: str = ""  # '': the LMS names none by a URL
    family: str = ""  # '': none of the kinds in `slipway.lms_kinds`
    version: str = ""
    account: str = ""
    guid: str = ""
    scopes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    messages: tuple[SupportedMessage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that does not fit, in words for the owner."""

    text: Text
    is_fatal: bool  # else the registration waits, and the owner may accept it all the same


def read_configuration(body: bytes) -> Configuration:
    """Read an openid configuration. Raises Refused(REGISTRATION) when something that we need is missing or unsound."""
    try:
        told = Claims(read_object(without_mark(body), most=_MAX_BYTES))
    except BadJsonError as error:
        cause = text("The openid configuration of the LMS cannot be read: %(problem)s.", problem=error.problem)
        raise Refused(Refusal.REGISTRATION, cause) from error
    platform = told.within(PLATFORM_CONFIGURATION)
    return Configuration(
        issuer=_url(told, "issuer", most=_MAX_ISSUER),
        authorization_endpoint=_url(told, "authorization_endpoint"),
        token_endpoint=_url(told, "token_endpoint"),
        jwks_uri=_url(told, "jwks_uri"),
        registration_endpoint=_url(told, "registration_endpoint"),
        authorization_server=_server(told),
        family=family_told(product=platform.text("product_family_code"), context_id=None, guid=None, return_url=None),
        version=platform.text("version") or "",
        account=_extended(platform, "account_name"),
        guid=_extended(platform, "account_lti_guid"),
        scopes=told.texts("scopes_supported"),
        claims=told.texts("claims_supported"),
        messages=_messages(platform.values.get("messages_supported")),
    )


def _extended(platform: Claims, name: str) -> str:
    """A member that a vendor has added under a prefix of its own; '' where there is none."""
    prefixes = (kind.registering.extension for kind in KINDS if kind.registering.extension)
    return next(filter(None, (platform.text(f"{prefix}/{name}") for prefix in prefixes)), "")


def _url(told: Claims, name: str, *, most: int = _MAX_URL) -> str:
    return needed_url(told.values.get(name), name, refusal=Refusal.REGISTRATION, most=most)


def _server(told: Claims) -> str:
    """A bare host, as some name one, is no audience that any LMS takes."""
    url = told.url("authorization_server") or ""
    return url if len(url) <= _MAX_URL else ""


def token_audience(configuration: Configuration, *, family: str) -> str:
    """The `aud` of our client assertions for such an LMS; '' for its token URL. `family` is the owner's word.

    It is the authorization server (dynamic registration 1.0 §3.5.1), but for kinds that take the token URL alone.
    """
    ways = (kind_by_code(each).registering for each in (configuration.family, family))
    return "" if any(way.audience_is_token_url for way in ways) else configuration.authorization_server


def _messages(listed: object) -> tuple[SupportedMessage, ...]:
    found = [Claims(each) for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return tuple(
        SupportedMessage(type=name, placements=each.texts("placements"))
        for each in found
        if (name := each.text("type"))
    )


def endpoints_fit(
    address: str, configuration: Configuration, *, family: str, configuration_url: str = ""
) -> list[Problem]:
    """What does not fit between the LMS that the owner named and what a configuration says of itself; [] for nothing.

    `address` and `family` are the owner's word, never the LMS's. Everything must be on the address's host, or on one
    that this family shares; over https, unless the owner's address is http.
    """
    home = read_address(address)
    assert home is not None, "the owner's address was read before"
    named = {name: str(getattr(configuration, name)) for name in ("issuer", *_ENDPOINTS)}
    if audience := token_audience(configuration, family=family):
        named["authorization_server"] = audience
    if configuration_url:
        named = {"openid_configuration": configuration_url, **named}
    problems = [problem for name, url in named.items() for problem in _problems(name, url, home, family)]
    if configuration.family and family and configuration.family != family:
        doubt = text("The LMS says that it is %(told)s, not %(family)s.", told=configuration.family, family=family)
        problems.append(Problem(text=doubt, is_fatal=False))
    return problems


def _problems(name: str, url: str, home: WebAddress, family: str) -> list[Problem]:
    address = read_address(url)
    if address is None or address.port == UNREADABLE_PORT:
        return [Problem(text=text("%(name)s cannot be read as a URL.", name=name), is_fatal=True)]
    found = []
    if address.scheme != "https" and home.scheme != "http":
        problem = text("%(name)s is not an https address: %(url)s.", name=name, url=url)
        found.append(Problem(text=problem, is_fatal=True))
    is_home = (address.host, address.port_called) == (home.host, home.port_called)
    is_shared = address.host in kind_by_code(family).vendor.services and address.port is None
    if not is_home and not is_shared:
        hosts = {"host": address.host, "home": home.netloc}
        problem = text("%(name)s is on the host %(host)s, not on %(home)s.", name=name, **hosts)
        found.append(Problem(text=problem, is_fatal=False))
    return found
