"""JSON from strangers: read in one way only, so that no two readers see different things in it."""

import json
import math
from collections.abc import Iterable, Iterator

from slipway.words import Text, text

_MAX_DEPTH = 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class BadJsonError(ValueError):
    """A text that is not read. `problem` says why, in a few words."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.english)
        self.problem = problem


def without_mark(octets: bytes) -> bytes:
    """What a server answered, without the byte order mark that a text may begin with (RFC 8259 §8.1 lets us).

    Not for what is signed: of an id_token every byte counts.
    """
    return octets.removeprefix(_BYTE_ORDER_MARK)


def read_object(octets: bytes, *, most: int) -> dict[str, object]:
    """The JSON object in `octets`, at most `most` of them.

    Raises BadJsonError for anything else, and for what is JSON but has two meanings or none that we could keep: a name
    given twice (RFC 8259 §4), NaN, infinite numbers, lone surrogates, NUL, deep nesting.
    """
    if len(octets) > most:
        raise BadJsonError(text("it has more than %(most)d bytes", most=most))
    try:
        value: object = json.loads(
            octets.decode(), object_pairs_hook=_without_doubles, parse_constant=_no_number, parse_float=_finite
        )
    except UnicodeDecodeError as error:
        raise BadJsonError(text("it is not in UTF-8")) from error
    except BadJsonError:
        raise
    except ValueError as error:  # no JSON, or a number of thousands of digits
        raise BadJsonError(text("it is not JSON")) from error
    except RecursionError as error:
        raise BadJsonError(text("it is nested too deeply")) from error
    if not isinstance(value, dict):
        raise BadJsonError(text("it is no JSON object"))
    if _may_be_odd(octets):
        _check([value])
    return value


def _may_be_odd(octets: bytes) -> bool:
    """Whether a value may be nested deeply, or hold what only an escape writes: NUL and halves of pairs."""
    return b"\\u" in octets or octets.count(b"{") + octets.count(b"[") > _MAX_DEPTH


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJsonError(text("it names something twice"))
    return found


def _no_number(name: str) -> object:
    raise BadJsonError(text("%(name)s is no JSON number", name=name))


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise BadJsonError(text("it has an infinite number"))
    return number


def _check(level: list[object]) -> None:
    """Look at a value level by level, so that depth costs no stack."""
    for _ in range(_MAX_DEPTH):
        for value in level:
            if isinstance(value, str) and not _can_be_kept(value):
                raise BadJsonError(text("it holds NUL or broken characters"))
        level = list(_inside(level))
        if not level:
            return
    raise BadJsonError(text("it is nested too deeply"))


def _inside(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, dict):
            yield from value
            yield from value.values()
        elif isinstance(value, list):
            yield from value


def _can_be_kept(text: str) -> bool:
    """Databases keep neither NUL nor a half of a surrogate pair."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text))
