"""The addresses of an LMS for LTI 1.3, from what kind it is and where it stands."""

import re
from urllib.parse import urlsplit

from slipway.lms_kinds.kind import LmsKind, Site, UsualEndpoints
from slipway.lms_kinds.registry import all_kinds


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
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{re.sub(_page_paths(), '', parts.path.rstrip('/'))}"


def endpoints_for(kind: LmsKind, address: str, *, client_id: str = "", tool_id: str = "") -> UsualEndpoints | None:
    """The usual endpoints of an LMS of `kind` at `address`; None for a kind without a rule, or no address.

    Of a kind that is hosted, those of its vendor. `tool_id` is the number of a tool or block that some addresses end
    in. Not all were seen on a running LMS: owners may change each.
    """
    root = root_of(address)
    return kind.endpoints(Site(root=root, client_id=client_id, tool_id=tool_id)) if root and kind.endpoints else None


def school_endpoints_for(kind: LmsKind, address: str) -> UsualEndpoints | None:
    """The same where a school runs by itself what others have from the vendor."""
    root = root_of(address)
    return kind.school_endpoints(Site(root=root)) if root and kind.school_endpoints else None


def is_on_vendors_servers(kind: LmsKind, address: str) -> bool:
    """Whether an address is that of a school's LMS which the vendor runs."""
    domain = kind.vendor.school_domain
    return bool(domain) and root_of(address).endswith(f".{domain}")


def _page_paths() -> str:
    """Matches paths from where an LMS's own pages begin: what stands before them is its root."""
    starts = {start for kind in all_kinds() for start in kind.pages.starts}
    whole = "|".join(re.escape(start) for start in sorted(starts) if not start.endswith("/"))
    inner = "|".join(re.escape(start) for start in sorted(starts) if start.endswith("/"))
    return rf"/(?:index\.php|(?:{whole})(?:/.*)?|(?:{inner}).+)$"
