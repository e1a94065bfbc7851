"""All kinds of LMS, found by the codes, issuers, ids and addresses that name them."""

import re
from collections.abc import Container
from urllib.parse import urlsplit

from slipway.lms_kinds.blackboard import BLACKBOARD
from slipway.lms_kinds.brightspace import BRIGHTSPACE
from slipway.lms_kinds.canvas import CANVAS
from slipway.lms_kinds.generic import GENERIC
from slipway.lms_kinds.kind import LmsKind
from slipway.lms_kinds.moodle import MOODLE
from slipway.lms_kinds.openedx import OPEN_EDX
from slipway.lms_kinds.sakai import SAKAI
from slipway.lms_kinds.schoology import SCHOOLOGY

# In the order that owners choose from. The first one's steps are shown for an LMS whose kind nobody has told.
KINDS = (CANVAS, MOODLE, BLACKBOARD, BRIGHTSPACE, SAKAI, SCHOOLOGY, OPEN_EDX, GENERIC)


def known_kind(code: str) -> LmsKind | None:
    """The kind of a product family code, in whatever spelling, or of OTHER; None for '' and what nobody knows."""
    plain = re.sub(r"[^a-z0-9]", "", code.lower())
    return next((kind for kind in KINDS if plain == kind.code or plain in kind.marks.aliases), None)


def kind_by_code(code: str) -> LmsKind:
    """The same; the generic kind where there is none."""
    return known_kind(code) or GENERIC


def kind_by_issuer(issuer: str) -> LmsKind | None:
    """The kind whose every installation, or almost every one, has this LTI 1.3 issuer; None for an LMS's own."""
    return next((kind for kind in KINDS if issuer in kind.vendor.issuers), None)


def kind_by_course_key(context_id: str) -> LmsKind | None:
    """The kind whose course ids are known by their form, each naming one course worldwide."""
    return next((kind for kind in KINDS if context_id.startswith(kind.marks.context_prefixes)), None)


def kind_by_claims(names: Container[str]) -> LmsKind | None:
    """The kind whose own claims are there: no other has a reason to send them."""
    return next((kind for kind in KINDS if any(claim in names for claim in kind.marks.claims)), None)


def family_told(*, product: str | None, context_id: str | None, guid: str | None, return_url: str | None) -> str:
    """The family of the LMS that sent a launch, or '' when nothing tells.

    `product` is the product family code. Some send none, or one that an operator typed: these are known by their
    habits. Custom parameters tell nothing: in many LMSs the author of a link makes them up. `return_url` is sound.
    """
    named = known_kind(product or "")
    if named and named.family:
        return named.family
    if by_key := kind_by_course_key(context_id or ""):
        return by_key.family
    return next((kind.family for kind in KINDS if _has_habits(kind, guid or "", return_url or "")), "")


def _has_habits(kind: LmsKind, guid: str, return_url: str) -> bool:
    path = kind.marks.return_path
    return guid.endswith(kind.marks.guid_endings) or bool(path and path.match(urlsplit(return_url).path))
