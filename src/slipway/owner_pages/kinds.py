"""Which kind of LMS (`slipway.lms_kinds`) an owner's page speaks of."""

from slipway.lms.models import Lms
from slipway.lms_kinds.kind import LmsKind
from slipway.lms_kinds.registry import KINDS, known_kind
from slipway.web.languages import translated


def kind_choices() -> list[tuple[str, str]]:
    """What an owner chooses from: codes, and names in the language that is spoken."""
    return [(kind.code, translated(kind.name)) for kind in KINDS]


def first_choice() -> str:
    """The code that is chosen unless an owner chooses another."""
    return KINDS[0].code


def kind_of(lms: Lms) -> LmsKind | None:
    """What its owner, or its launches, say that it is; None before."""
    return known_kind(lms.family)


def name_of_kind(lms: Lms) -> str:
    """What kind of LMS it is, in a word; empty before anybody has said so."""
    kind = kind_of(lms)
    return translated(kind.name) if kind else lms.family


def kind_shown(lms: Lms) -> LmsKind:
    """The kind whose steps its pages show: the known one, else the one that the LMS is named after, else Canvas."""
    if found := kind_of(lms):
        return found
    by_name = (kind for kind in KINDS if kind.family and kind.name.english.casefold() in lms.name.casefold())
    return next(by_name, KINDS[0])
