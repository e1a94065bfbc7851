"""The addresses of an LMS for LTI 1.3, from what kind it is and where it stands."""

import re
from dataclasses import asdict
from urllib.parse import urlsplit

from slipway.lms_kinds.kind import LmsKind, UsualEndpoints
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

    Of a kind that is hosted, those of its vendor. Not all were seen on a running LMS: owners may change each.
    """
    return _filled(kind.endpoints, kind, root_of(address), client_id=client_id, tool_id=tool_id)


def school_endpoints_for(kind: LmsKind, address: str) -> UsualEndpoints | None:
    """The same where a school runs by itself what others have from the vendor."""
    return _filled(kind.school_endpoints, kind, root_of(address))


def _filled(patterns: UsualEndpoints | None, kind: LmsKind, root: str, **numbers: str) -> UsualEndpoints | None:
    if patterns is None or not root:
        return None
    parts, vendor = urlsplit(root), kind.vendor
    ends = {f"{name}.": f".{name}.{vendor.school_domain}" for name in vendor.environments}
    environment = next((name for name, end in ends.items() if (parts.hostname or "").endswith(end)), "")
    values = {"root": root, "host": parts.netloc, "environment": environment, **numbers}
    missing = [f"{{{name}}}" for name, number in numbers.items() if not number]
    told = {name: "" if any(each in text for each in missing) else text for name, text in asdict(patterns).items()}
    return UsualEndpoints(**{name: text.format_map(values) for name, text in told.items()})


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
