"""What a receipt states, as values and as the JSON that is signed. Knows no Django."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import get_args, get_origin, get_type_hints
from uuid import UUID

_LONGEST = 10_000  # characters of a text in a receipt
_SCORE = re.compile(r"[01]\.[0-9]{6}")


class BadClaimsError(ValueError):
    """The JSON states nothing that a receipt could; the message is the place in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedId:
    """Something by its stable id, and as it was called when the receipt was written."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedFile:
    """A file that was handed in: the SHA-256 of its text in UTF-8, in hexadecimal, and its size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TabCount:
    """How many of a tab's cases passed, as the result says it: what its student may see, whatever the tab hides."""

    tab: str
    passed: int
    checked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptClaims:
    """One receipt. Times are aware. `score` is from 0 to 1 before a late penalty, `kept_score` after it.

    `follows` is the receipt that this one replaces: of the same submission, before it was graded anew.
    """

    id: UUID
    number: int  # of the submission's receipts, from 1
    follows: UUID | None
    issued_at: datetime
    organization: NamedId
    classroom: NamedId
    unit: NamedId
    student: NamedId
    submission: UUID
    submission_number: int  # of the student's in the unit
    files: tuple[HandedFile, ...]
    received_at: datetime
    written_at: datetime | None  # of work sealed without a connection, by the student's clock
    counts_at: datetime
    graded_at: datetime
    tests: str  # SHA-256 of all tests of the unit
    interpreter: str
    slipway: str
    score: Decimal
    kept_score: Decimal
    tabs: tuple[TabCount, ...]


def claims_to_json(claims: ReceiptClaims) -> dict[str, object]:
    """As JSON takes it: times in UTC, scores as texts with six decimals."""
    plain = _plain(claims)
    assert isinstance(plain, dict)
    return plain


def claims_from_json(kept: object) -> ReceiptClaims:
    """What `claims_to_json` made `kept` of, and nothing else. Raises BadClaimsError."""
    read = _read(ReceiptClaims, kept, "receipt")
    assert isinstance(read, ReceiptClaims)
    return read


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Decimal):
        return f"{value:.6f}"
    return str(value) if isinstance(value, UUID) else value


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


def _read(kind: object, kept: object, place: str) -> object:
    """`kept` as `kind`, the type of a field above."""
    arguments = get_args(kind)
    if NoneType in arguments:
        return None if kept is None else _read(arguments[0], kept, place)
    if get_origin(kind) is tuple:
        if not isinstance(kept, list):
            raise BadClaimsError(place)
        return tuple(_read(arguments[0], each, f"{place}[{number}]") for number, each in enumerate(kept))
    assert isinstance(kind, type)
    if is_dataclass(kind):
        return _fields(kind, kept, place)
    try:
        read = _SCALARS[kind](kept)
    except (ValueError, OverflowError) as error:
        raise BadClaimsError(place) from error
    if read is None:
        raise BadClaimsError(place)
    return read


def _fields(kind: type, kept: object, place: str) -> object:
    hints = _hints(kind)
    if not isinstance(kept, Mapping) or set(kept) != set(hints):
        raise BadClaimsError(place)
    return kind(**{name: _read(hint, kept[name], f"{place}.{name}") for name, hint in hints.items()})


def _text(kept: object) -> str | None:
    return kept if isinstance(kept, str) and len(kept) <= _LONGEST else None


def _count(kept: object) -> int | None:
    return kept if type(kept) is int and 0 <= kept < 2**53 else None


def _id(kept: object) -> UUID | None:
    found = UUID(kept) if isinstance(kept, str) else None
    return found if found and str(found) == kept else None


def _moment(kept: object) -> datetime | None:
    found = datetime.fromisoformat(kept) if isinstance(kept, str) and len(kept) < 40 else None
    return found if found and found.tzinfo else None


def _score(kept: object) -> Decimal | None:
    return Decimal(kept) if isinstance(kept, str) and _SCORE.fullmatch(kept) and kept <= "1.000000" else None


_SCALARS: Mapping[type, Callable[[object], object]] = {
    str: _text,
    int: _count,
    UUID: _id,
    datetime: _moment,
    Decimal: _score,
}
