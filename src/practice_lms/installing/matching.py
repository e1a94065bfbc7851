"""Which installed app a link belongs to: Canvas knows it by URL or domain only."""

from collections.abc import Iterable
from typing import Protocol, TypeVar
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


class Tool(Protocol):
    """What a link is matched with: the launch URL and the domain, each empty when an app has none."""

    @property
    def launch_url(self) -> str:
        """Where the app is launched."""

    @property
    def domain(self) -> str:
        """The host that its links are on."""


SomeTool = TypeVar("SomeTool", bound=Tool)


def app_for(url: str, apps: Iterable[SomeTool]) -> SomeTool | None:
    """The app whose launch URL is `url`, else the first whose domain holds its host; None when there is no such app."""
    apps = list(apps)
    address = _parsed(url)
    if address is None:
        return None
    exact = (app for app in apps if app.launch_url and _normal(app.launch_url) == _normal(url))
    by_domain = (app for app in apps if app.domain and in_domain(address, app.domain))
    return next(exact, None) or next(by_domain, None)


def in_domain(address: SplitResult, domain: str) -> bool:
    """Whether the address's host is `domain` or under it. A domain that names a port needs that port."""
    wanted = domain.lower().removeprefix("https://").removeprefix("http://").split("/")[0]
    host = (address.hostname or "").lower()
    if ":" in wanted:
        host = f"{host}:{address.port or DEFAULT_PORTS.get(address.scheme)}"
    return f".{host}".endswith(f".{wanted}")


def _parsed(url: str) -> SplitResult | None:
    try:
        address = urlsplit(url)
        usable = address.scheme in {"http", "https"} and address.hostname and (address.port or True)
    except ValueError:
        return None
    return address if usable else None


def _normal(url: str) -> str:
    address = _parsed(url)
    if address is None:
        return url
    port = address.port or DEFAULT_PORTS[address.scheme]
    query = urlencode(sorted(parse_qsl(address.query, keep_blank_values=True)))
    return f"{address.scheme}://{(address.hostname or '').lower()}:{port}{address.path or '/'}?{query}"
