"""The addresses of an LMS for LTI 1.3, by its kind and place (docs/lms-behaviour.md §5.3, §5.8, §7)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

# Where an LMS's own pages begin: what stands before them is its root.
_PAGES = re.compile(
    r"/(?:index\.php|(?:my|portal|d2l|ultra)(?:/.*)?"
    r"|(?:login|course|courses|mod|admin|user|imsblis|webapps|accounts)/.+)$"
)
_BLACKBOARD, _SCHOOLOGY = "https://developer.blackboard.com/api/v1", "https://lti-service.svc.schoology.com/lti-service"
_CANVAS_ENVIRONMENTS = ("beta", "test")
# Hosts that speak for every LMS of their kind. A registration may use them besides the LMS's own host.
_SHARED_HOSTS = {
    "canvas": frozenset(
        f"{name}.{domain}"
        for name, end in (("canvas", "instructure.com"), ("sso", "canvaslms.com"))
        for domain in (end, *(f"{environment}.{end}" for environment in _CANVAS_ENVIRONMENTS))
    ),
    "blackboard": frozenset({"blackboard.com", "developer.blackboard.com", "developer.anthology.com"}),
    "desire2learn": frozenset({"auth.brightspace.com", "api.brightspace.com"}),
    "schoology": frozenset({"schoology.schoology.com", "lti-service.svc.schoology.com"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """What a registration needs to know. What an address and a family don't tell is '': the owner types it."""

    issuer: str
    auth_url: str
    jwks_url: str
    token_url: str
    token_audience: str = ""  # '': the token URL


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    root: str
    client_id: str
    tool_id: str


def shared_hosts(family: str) -> frozenset[str]:
    """Hosts that every LMS of this family may name, wherever it stands itself."""
    return _SHARED_HOSTS.get(family, frozenset())


def are_of_one_hand(one: str, other: str) -> bool:
    """Whether two addresses are on one host, or on hosts that one vendor runs for all its LMSs."""
    hosts = {urlsplit(one).netloc.lower(), urlsplit(other).netloc.lower()}
    return len(hosts) == 1 or any(hosts <= shared for shared in _SHARED_HOSTS.values())


def root_of(address: str) -> str:
    """Where an LMS stands, without a slash at its end, from the address of any page of it; '' for no address."""
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return ""
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{_PAGES.sub('', parts.path.rstrip('/'))}"


def endpoints_for(family: str, address: str, *, client_id: str = "", tool_id: str = "") -> Endpoints | None:
    """The usual endpoints of an LMS of `family` at `address`; None for a family without a rule, or no address.

    For Canvas those of Instructure's own hosting, of the environment that `address` belongs to. `tool_id` is the
    number at the end of Sakai's and Open edX's addresses. Unverified where docs/lms-behaviour.md has a question mark:
    owners may change each.
    """
    root = root_of(address)
    if not root or family not in _ENDPOINTS:
        return None
    return _ENDPOINTS[family](_Place(root=root, client_id=client_id, tool_id=tool_id))


def self_hosted_canvas(address: str) -> Endpoints | None:
    """The endpoints of a Canvas that a school runs by itself; its issuer is Instructure's, if nobody changed it."""
    root = root_of(address)
    return _canvas_at(root, issuer="https://canvas.instructure.com") if root else None


def _canvas(place: _Place) -> Endpoints:
    host = urlsplit(place.root).hostname or ""
    environment = next((f"{name}." for name in _CANVAS_ENVIRONMENTS if host.endswith(f".{name}.instructure.com")), "")
    issuer = f"https://canvas.{environment}instructure.com"
    return _canvas_at(f"https://sso.{environment}canvaslms.com", issuer=issuer)


def _canvas_at(root: str, *, issuer: str) -> Endpoints:
    return Endpoints(
        issuer=issuer,
        auth_url=f"{root}/api/lti/authorize_redirect",
        jwks_url=f"{root}/api/lti/security/jwks",
        token_url=f"{root}/login/oauth2/token",
    )


def _moodle(place: _Place) -> Endpoints:
    at = f"{place.root}/mod/lti"
    return Endpoints(
        issuer=place.root, auth_url=f"{at}/auth.php", jwks_url=f"{at}/certs.php", token_url=f"{at}/token.php"
    )


def _blackboard(place: _Place) -> Endpoints:
    gateway, applications = f"{_BLACKBOARD}/gateway", f"{_BLACKBOARD}/management/applications"
    return Endpoints(
        issuer="https://blackboard.com",
        auth_url=f"{gateway}/oidcauth",
        jwks_url=f"{applications}/{place.client_id}/jwks.json" if place.client_id else "",
        token_url=f"{gateway}/oauth2/jwttoken",
    )


def _brightspace(place: _Place) -> Endpoints:
    root = f"https://{urlsplit(place.root).netloc}"
    return Endpoints(
        issuer=root,
        auth_url=f"{root}/d2l/lti/authenticate",
        jwks_url=f"{root}/d2l/.well-known/jwks",
        token_url="https://auth.brightspace.com/core/connect/token",  # noqa: S106 - an address
        token_audience="https://api.brightspace.com/auth/token",  # noqa: S106 - an address
    )


def _sakai(place: _Place) -> Endpoints:
    return Endpoints(
        issuer=place.root,
        auth_url=f"{place.root}/imsoidc/lti13/oidc_auth",
        jwks_url=f"{place.root}/imsblis/lti13/keyset",
        token_url=f"{place.root}/imsblis/lti13/token/{place.tool_id}" if place.tool_id else "",
    )


def _schoology(_place: _Place) -> Endpoints:
    return Endpoints(
        issuer="https://schoology.schoology.com",
        auth_url=f"{_SCHOOLOGY}/authorize-redirect",
        jwks_url=f"{_SCHOOLOGY}/.well-known/jwks",
        token_url=f"{_SCHOOLOGY}/access-token",
    )


def _openedx(place: _Place) -> Endpoints:
    at, block = f"{place.root}/api/lti_consumer/v1", place.tool_id
    return Endpoints(
        issuer=place.root,
        auth_url=f"{at}/launch/",
        jwks_url=f"{at}/public_keysets/{block}" if block else "",
        token_url=f"{at}/token/{block}" if block else "",
    )


_ENDPOINTS: Mapping[str, Callable[[_Place], Endpoints]] = {
    "canvas": _canvas,
    "moodle": _moodle,
    "blackboard": _blackboard,
    "desire2learn": _brightspace,
    "sakai": _sakai,
    "schoology": _schoology,
    "openedx": _openedx,
}
