"""Reading sentences of a kept result. Their patterns are filled by `%`, so they may not hold what takes much room."""

import re
from collections.abc import Mapping

from slipway.suites.judge.excerpts import bounded, presentable
from slipway.suites.judge.unreadable import UnreadableResultError
from slipway.words import Text

_PLACE = re.compile(r"%\((\w{1,40})\)s")
_LONGEST_PATTERN, _LONGEST_VALUE, _DEEPEST = 500, 3_000, 3


def read_sentence(kept: object, place: str, levels: int = _DEEPEST) -> Text:
    """The sentence of which `Text.to_json` made `kept`. Raises UnreadableResultError for one that can't be filled."""
    if not levels or not isinstance(kept, Mapping) or set(kept) != {"pattern", "values"}:
        raise UnreadableResultError(place)
    pattern, values = kept["pattern"], kept["values"]
    if not isinstance(pattern, str) or len(pattern) > _LONGEST_PATTERN or pattern != presentable(pattern):
        raise UnreadableResultError(place)
    if not isinstance(values, Mapping) or set(values) != set(_PLACE.findall(pattern)):
        raise UnreadableResultError(place)
    if values and "%" in _PLACE.sub("", pattern).replace("%%", ""):
        raise UnreadableResultError(place)
    return Text(pattern, {str(name): _value(value, place, levels) for name, value in values.items()})


def _value(kept: object, place: str, levels: int) -> str | int | Text:
    if isinstance(kept, Mapping):
        return read_sentence(kept, place, levels - 1)
    if isinstance(kept, str) and len(kept) <= _LONGEST_VALUE and kept == presentable(kept):
        return kept
    if type(kept) is int and kept == bounded(kept):
        return kept
    raise UnreadableResultError(place)
