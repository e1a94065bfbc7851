"""Addresses of LMS pages: which kind of LMS has such pages, and which course they name.

Teachers paste what their browser shows, which is seldom the course's home. A page is read only where its address says
the course by the id that launches say too: a number that may be a unit's, a person's or a section's names nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from slipway.lms_kinds.course import plain_path
from slipway.lms_kinds.kind import LmsKind
from slipway.lms_kinds.registry import KINDS
from slipway.web_address import WebAddress, read_address

_LONGEST_COURSE_ID = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage:
    """A page of an LMS of that kind. `course_id` is '' where its address does not say the course."""

    kind: LmsKind
    course_id: str = ""


def read_page(address: WebAddress) -> CoursePage | None:
    """What an address is the page of; None for nothing that looks like an LMS. Neither host nor scheme is judged."""
    page = _read(address)
    if page and not page.course_id:  # a page to sign in on, or a frame: the page that it leads on to may name it
        inner = (_read(behind) for behind in _behind(address))
        return next((each for each in inner if each and each.course_id and each.kind is page.kind), page)
    if page:
        return page
    domains = ((kind, kind.vendor.school_domain) for kind in KINDS)
    host = f".{address.host}"
    return next((CoursePage(kind=kind) for kind, domain in domains if domain and host.endswith(f".{domain}")), None)


def root_of_page(path: str) -> str | None:
    """The path that its LMS stands under, where several may stand on one host ('' for none); None for other paths."""
    roots = (kind.pages.root(path) for kind in KINDS if kind.pages.root)
    return next((root for root in roots if root is not None), None)


def _read(address: WebAddress) -> CoursePage | None:
    path, query = plain_path(address.path), _query(address)
    for kind in sorted(KINDS, key=lambda kind: kind.pages.turn):
        if kind.pages.read and (course_id := kind.pages.read(path, query)) is not None:
            return CoursePage(kind=kind, course_id=course_id if _can_be_kept(course_id) else "")
    return None


def _behind(address: WebAddress) -> Iterator[WebAddress]:
    """The pages of the same site that an address says to lead on to."""
    query = {name.lower(): value for name, value in _query(address).items()}
    for name in ("url", "new_loc", "target"):
        behind = read_address(query.get(name, ""))
        if behind and behind.path.startswith("/") and behind.netloc.lower() in {"", address.netloc.lower()}:
            yield behind


def _query(address: WebAddress) -> Mapping[str, str]:
    return {name: values[-1] for name, values in parse_qs(address.query).items()}  # of doubles PHP takes the last


def _can_be_kept(course_id: str) -> bool:
    return course_id.isprintable() and course_id.strip() == course_id and len(course_id) <= _LONGEST_COURSE_ID
