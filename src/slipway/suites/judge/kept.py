"""Results as JSON, for rows of the database and for browsers, and back.

The names are those of the fields in `result.py`; enumerations are their values, sentences as `Text.to_json` has them.
What can be of several types says which by `is`. Reading trusts nothing: whatever is not exactly a result is refused.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

from slipway.suites.judge.excerpts import bounded, presentable
from slipway.suites.judge.kept_sentences import read_sentence
from slipway.suites.judge.result import Excerpt, SuiteResult, WrittenException, WrittenValue
from slipway.suites.judge.unreadable import UnreadableResultError
from slipway.words import Text

RESULT_FORM = 1
_TAGS: dict[str, type] = {"text": Excerpt, "value": WrittenValue, "exception": WrittenException}
_TAG_OF = {kind: tag for tag, kind in _TAGS.items()}


def result_to_json(result: SuiteResult) -> dict[str, object]:
    """The result as JSON has it, with the number of its form. A database takes all of it."""
    return {"form": RESULT_FORM, "result": _plain(result)}


def result_from_json(kept: object) -> SuiteResult:
    """The result of which `result_to_json` made `kept`. Raises UnreadableResultError; the caller bounds the size."""
    if not isinstance(kept, Mapping) or type(kept.get("form")) is not int or kept["form"] != RESULT_FORM:
        raise UnreadableResultError("form")
    read = _read(SuiteResult, kept.get("result"), "result")
    assert isinstance(read, SuiteResult)
    return read


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return value.to_json()
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        tag = _TAG_OF.get(type(value))
        return plain if tag is None else {"is": tag, **plain}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.value if isinstance(value, StrEnum) else value


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


def _read(kind: object, kept: object, place: str) -> object:
    """What `kept` is as `kind`, a type of `result.py`'s fields."""
    if get_origin(kind) in {Union, UnionType}:
        return _read_one_of(get_args(kind), kept, place)
    if get_origin(kind) is tuple:
        if not isinstance(kept, list):
            raise UnreadableResultError(place)
        return tuple(_read(get_args(kind)[0], part, place) for part in kept)
    if not isinstance(kind, type):
        raise UnreadableResultError(place)
    if kind is Text:
        return read_sentence(kept, place)
    if is_dataclass(kind):
        return _read_fields(kind, kept, place)
    return _read_scalar(kind, kept, place)


def _read_one_of(kinds: tuple[object, ...], kept: object, place: str) -> object:
    if kept is None and NoneType in kinds:
        return None
    left = [kind for kind in kinds if kind is not NoneType]
    if len(left) > 1:  # a number, or what says by a tag what it is
        tag = kept.get("is") if isinstance(kept, Mapping) else None
        tagged = _TAGS.get(tag) if isinstance(tag, str) else int
        left = [kind for kind in left if kind is tagged]
    if len(left) != 1:
        raise UnreadableResultError(place)
    return _read(left[0], kept, place)


def _read_fields(kind: type, kept: object, place: str) -> object:
    if not isinstance(kept, Mapping):
        raise UnreadableResultError(place)
    known = {field.name: field for field in fields(kind)}
    tag = _TAG_OF.get(kind)
    if not set(kept) <= (set(known) if tag is None else {*known, "is"}) or kept.get("is", tag) != tag:
        raise UnreadableResultError(place)
    hints, values = _hints(kind), {}
    for name, field in known.items():
        if name in kept:
            values[name] = _read(hints[name], kept[name], f"{place}.{name}")
        elif field.default is MISSING:
            raise UnreadableResultError(place)
    read: object = kind(**values)
    return read


def _read_scalar(kind: type, kept: object, place: str) -> object:
    if issubclass(kind, StrEnum):
        if isinstance(kept, str) and kept in set(kind):
            return kind(kept)
    elif type(kept) is kind:
        if isinstance(kept, str) and kept == presentable(kept):
            return kept
        if isinstance(kept, bool) or (isinstance(kept, int) and kept == bounded(kept)):
            return kept
    raise UnreadableResultError(place)
