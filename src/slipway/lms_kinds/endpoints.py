"""The addresses of an LMS for LTI 1.3, from what kind it is and where it stands."""

import re
from dataclasses import asdict
from urllib.parse import urlsplit

from slipway.lms_kinds.kind import LmsKind, UsualEndpoints
from slipway.lms_kinds.registry import KINDS
from slipway.web_address import UNREADABLE_PORT, read_address


def root_of(address: str) -> str:
    """Where an LMS stands, without a slash at its end, from the address of any page of it; '' for no address."""
    text = address.strip()
    found = read_address(text if "://" in text else f"https://{text}")
    if found is None or not found.is_web or found.has_credentials or found.port == UNREADABLE_PORT:
        return ""
    host = f"[{found.host}]" if ":" in found.host else found.host
    return f"{found.scheme}://{host}{f':{found.port}' if found.port else ''}{_cut(found.path.rstrip('/'))}"


def endpoints_for(kind: LmsKind, address: str, *, client_id: str = "", tool_id: str = "") -> UsualEndpoints | None:
    """The usual endpoints of an LMS of `kind` at `address`; None for a kind without a rule, or no address.

    A hosted kind has those of its vendor. Not all were confirmed on a running LMS, so owners may change each.
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


def _cut(path: str) -> str:
    """The path up to where an LMS's own pages begin."""
    starts = {start for kind in KINDS for start in kind.pages.starts}
    whole = "|".join(re.escape(start) for start in sorted(starts) if not start.endswith("/"))
    inner = "|".join(re.escape(start) for start in sorted(starts) if start.endswith("/"))
    return re.sub(rf"/(?:index\.php|(?:{whole})(?:/.*)?|(?:{inner}).+)$", "", path)
