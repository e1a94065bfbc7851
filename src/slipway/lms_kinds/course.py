"""A course as an address or a launch names it, and the parts of addresses that all kinds read alike."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRef:
    """A course: `host` is host[:port] in lower case, '' where a launch told none; `home_url` '' where not known."""

    host: str
    course_id: str
    home_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchedFrom:
    """What a launch says of where it comes from. All URLs are sound; `issuer` is LTI 1.3's."""

    context_id: str = ""
    return_urls: Sequence[str] = ()
    service_urls: Sequence[str] = ()
    issuer: str = ""
    guid: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)

    @property
    def urls(self) -> list[str]:
        """Every address of the LMS, those of its pages first."""
        return [url for url in (*self.return_urls, *self.service_urls, self.issuer) if url]


def plain_path(path: str) -> str:
    """A path without percent signs, doubled slashes and a slash at its end."""
    return re.sub(r"/{2,}", "/", unquote(path)).rstrip("/")
