"""What an LMS says of itself when it is asked to register us (LTI dynamic registration 1.0 §3.5)."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from slipway.lti.config.endpoints import shared_hosts
from slipway.lti.family import family_of
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.return_url import MISSING, WRONG_TYPE, problem_with
from slipway.lti.v1p3.claims import Claims
from slipway.lti.v1p3.json_text import BadJsonError, read_object, without_mark
from slipway.words import Words, said

MAX_BYTES = 256 * 1024
MAX_ISSUER, MAX_URL = 255, 1000
PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
_CANVAS = "https://canvas.instructure.com/lti"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportedMessage:
    """A message that the LMS can send, and where from; no placements: it does not say."""

    type: str
    placements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """An openid configuration. Its addresses are sound URLs; whether they may be believed, `endpoints_fit` says.

    `authorization_server` is '' where the LMS names none by a URL, `family` when it is none that we know.
    """

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    registration_endpoint: str
    authorization_server: str = ""
    family: str = ""
    version: str = ""
    account: str = ""
    guid: str = ""
    scopes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    messages: tuple[SupportedMessage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that does not fit, in words for the owner. A fatal one no owner may overlook."""

    text: Words
    is_fatal: bool


def read_configuration(body: bytes) -> Configuration:
    """Read an openid configuration. Raises Refused(REGISTRATION) when something that we need is missing or unsound."""
    try:
        told = Claims(read_object(without_mark(body), most=MAX_BYTES))
    except BadJsonError as error:
        cause = said("The openid configuration of the LMS cannot be read: %(problem)s.", problem=error.problem)
        raise Refused(Refusal.REGISTRATION, cause) from error
    platform = told.within(PLATFORM)
    return Configuration(
        issuer=_url(told, "issuer", most=MAX_ISSUER),
        authorization_endpoint=_url(told, "authorization_endpoint"),
        token_endpoint=_url(told, "token_endpoint"),
        jwks_uri=_url(told, "jwks_uri"),
        registration_endpoint=_url(told, "registration_endpoint"),
        authorization_server=_server(told),
        family=family_of(product=platform.text("product_family_code"), context_id=None, guid=None, return_url=None),
        version=platform.text("version") or "",
        account=platform.text(f"{_CANVAS}/account_name") or "",
        guid=platform.text(f"{_CANVAS}/account_lti_guid") or "",
        scopes=told.texts("scopes_supported"),
        claims=told.texts("claims_supported"),
        messages=_messages(platform.values.get("messages_supported")),
    )


def _url(told: Claims, name: str, *, most: int = MAX_URL) -> str:
    url = told.values.get(name)
    text = url if isinstance(url, str) else ""
    unsaid = MISSING if url is None or url == "" else WRONG_TYPE
    problem = problem_with(text) if text else unsaid
    if not problem and len(text) > most:
        problem = said("it is longer than %(most)d characters", most=most)
    if problem:
        cause = said("%(name)s is not usable: %(problem)s.", name=name, problem=problem)
        raise Refused(Refusal.REGISTRATION, cause, name=name)
    return text


def _server(told: Claims) -> str:
    """A bare host, as Canvas names one, is no audience that any LMS takes."""
    url = told.url("authorization_server") or ""
    return url if len(url) <= MAX_URL else ""


def token_audience(configuration: Configuration, *, family: str) -> str:
    """The `aud` of our client assertions for such an LMS; '' for its token URL. `family` is the owner's word.

    It is the authorization server (dynamic registration 1.0 §3.5.1), but for Canvas, which takes the token URL alone
    whatever it says of itself (docs/lms-behaviour.md §5.8).
    """
    return "" if "canvas" in {configuration.family, family} else configuration.authorization_server


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

    `address` and `family` are the owner's, never the LMS's word. Everything must be on the address's host, or on one
    that this family shares; over https, unless the owner's address is http. With a problem that is not fatal the
    registration waits for the owner.
    """
    home = urlsplit(address)
    named = {name: str(getattr(configuration, name)) for name in ("issuer", *_ENDPOINTS)}
    if audience := token_audience(configuration, family=family):
        named["authorization_server"] = audience
    if configuration_url:
        named = {"openid_configuration": configuration_url, **named}
    problems = [problem for name, url in named.items() for problem in _problems(name, url, home, family)]
    if configuration.family and family and configuration.family != family:
        text = said("The LMS says that it is %(told)s, not %(family)s.", told=configuration.family, family=family)
        problems.append(Problem(text=text, is_fatal=False))
    return problems


def _problems(name: str, url: str, home: SplitResult, family: str) -> list[Problem]:
    try:
        parts = urlsplit(url)
        host, is_home = parts.hostname or "", _host(parts) == _host(home)
    except ValueError:
        return [Problem(text=said("%(name)s cannot be read as a URL.", name=name), is_fatal=True)]
    found = []
    if parts.scheme != "https" and home.scheme != "http":
        text = said("%(name)s is not an https address: %(url)s.", name=name, url=url)
        found.append(Problem(text=text, is_fatal=True))
    is_shared = host in shared_hosts(family) and parts.port is None
    if not is_home and not is_shared:
        text = said("%(name)s is on the host %(host)s, not on %(home)s.", name=name, host=host, home=home.netloc)
        found.append(Problem(text=text, is_fatal=False))
    return found


def _host(parts: SplitResult) -> tuple[str, int | None]:
    return (parts.hostname or "").lower(), parts.port or _DEFAULT_PORTS.get(parts.scheme)
