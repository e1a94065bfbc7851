"""Fetch an app's configuration (XML, JSON) or its key set: the one request that this program makes to anybody.

Only to this machine and to the hosts of the App Center's own list; short, small, no cookies, every redirect checked.
"""

import ipaddress
import time
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urljoin, urlsplit

from django.utils.translation import gettext as _

from practice_lms.configuration import configuration
from practice_lms.installing.canvas_xml import ConfigurationError

SECONDS = 8.0
BYTES = 256 * 1024
REDIRECTS = 10  # as many as Canvas follows


XML = "application/xml, text/xml"


def fetch(url: str, *, accept: str = XML) -> str:
    """The document at `url` as text. Raises ConfigurationError."""
    deadline = time.monotonic() + SECONDS
    for _hop in range(REDIRECTS + 1):
        status, answer = _get(url, deadline, accept)
        if status not in {301, 302, 303, 307, 308}:
            break
        url = urljoin(url, answer)
    else:
        raise ConfigurationError(_("Could not retrieve configuration, too many redirects."))
    if status != 200:
        raise ConfigurationError(
            _("Could not retrieve configuration, the server answered %(status)s.") % {"status": status}
        )
    return answer


def _get(url: str, deadline: float, accept: str) -> tuple[int, str]:
    """Status and body, or for a redirect its location."""
    address = _address(url)
    connection = _connection(address)
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    try:
        connection.request("GET", target, headers={"Accept": accept, "User-Agent": "PracticeLMS"})
        response = connection.getresponse()
        if 300 <= response.status < 400:
            return response.status, response.getheader("Location", "")
        return response.status, _body(response, deadline).decode("utf-8", "replace")
    except TimeoutError as error:
        raise ConfigurationError(_("Could not retrieve configuration, the server response timed out.")) from error
    except (OSError, HTTPException) as error:
        raise ConfigurationError(_("Could not retrieve configuration, the server can't be reached.")) from error
    finally:
        connection.close()


def _address(url: str) -> SplitResult:
    """The parts of an address that may be asked. Raises ConfigurationError."""
    try:
        address = urlsplit(url)
        usable = address.scheme in {"http", "https"} and address.hostname and url.isascii() and address.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigurationError(_("Invalid URL: it must be an address that starts with http:// or https://."))
    if not _is_allowed(address.hostname or ""):
        raise ConfigurationError(_("This practice LMS asks only this machine and the hosts of its App Center."))
    return address


def _connection(address: SplitResult) -> HTTPConnection:
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    return kind(address.hostname or "", address.port, timeout=SECONDS / 2)


def _is_allowed(host: str) -> bool:
    if host == "localhost" or host in {urlsplit(app.config_url).hostname for app in configuration().apps}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _body(response: HTTPResponse, deadline: float) -> bytes:
    """Read at most BYTES, until the deadline: a server that drips can't hold a thread."""
    parts: list[bytes] = []
    while part := response.read1(16_384):
        parts.append(part)
        if sum(map(len, parts)) > BYTES:
            raise ConfigurationError(_("Could not retrieve configuration, the document is too long."))
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(parts)
