"""Suites and what was seen, made up by Hypothesis. The texts are of one alphabet, so that a test can look for them."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

from slipway.suites.judge.result import Channel
from slipway.suites.observed import End, SeenCase, SeenContext, SeenException, SeenText
from slipway.suites.suite import Call, Case, CaseInput, Context, ExceptionCheck, OracleCheck, TextCheck, TextOptions
from slipway.suites.value import Data, Value, ValueType
from tests.suites.building import dict_of

T = TypeVar("T")
SECRET_LETTERS = "ΩΨΞΠ"
secret_texts = st.text(alphabet=SECRET_LETTERS + " \n", min_size=1, max_size=12)
secret_numbers = st.integers(70_707_000, 70_707_999)  # "70707" stands in each


SCALARS: dict[ValueType, Callable[[str, int], Data]] = {
    ValueType.INTEGER: lambda text, number: number,
    ValueType.TEXT: lambda text, number: text,
    ValueType.REAL: lambda text, number: float(number),
    ValueType.BOOLEAN: lambda text, number: number % 2 == 0,
    ValueType.DECIMAL: lambda text, number: str(number),
    ValueType.UNKNOWN: lambda text, number: text,
    ValueType.NOTHING: lambda text, number: None,
}
HASHABLE = list(SCALARS)[:4]


@st.composite
def values(
    draw: st.DrawFn,
    texts: st.SearchStrategy[str],
    numbers: st.SearchStrategy[int],
    levels: int = 2,
    of: Sequence[ValueType] = tuple(ValueType),
) -> Value:
    """A value of one of these types. Written out, because `recursive` tells each example at too great length."""
    kind = draw(st.sampled_from([each for each in of if levels or each in SCALARS]))
    if kind in SCALARS:
        return Value(kind, SCALARS[kind](draw(texts), draw(numbers)))
    size = draw(st.integers(0, 3))
    if kind is ValueType.DICT:
        keys = [draw(values(texts, numbers, 0, HASHABLE)) for _ in range(size)]
        return dict_of(*((key, draw(values(texts, numbers, levels - 1))) for key in dict.fromkeys(keys)))
    inner = values(texts, numbers, 0, HASHABLE) if kind is ValueType.SET else values(texts, numbers, levels - 1)
    return Value(kind, tuple(draw(inner) for _ in range(size)))


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


@cache
def _cases(texts: st.SearchStrategy[str], numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Case]:
    options = st.builds(
        TextOptions,
        adds_newline=st.booleans(),
        ignores_space_at_end=st.booleans(),
        ignores_case=st.booleans(),
        as_number=st.booleans(),
    )
    text_checks = st.builds(TextCheck, text=texts, options=options)
    some_values = values(texts, numbers)
    oracles = st.builds(OracleCheck, file=texts, function=texts, expected=some_values)
    calls = st.builds(Call, code=texts, shown=texts, is_expression=st.booleans())
    return st.builds(
        Case,
        line=numbers.map(lambda number: abs(number) % 10**9),
        given=st.builds(
            CaseInput, stdin=maybe(texts), arguments=st.lists(texts, max_size=2).map(tuple), call=maybe(calls)
        ),
        description=maybe(texts),
        stdout=maybe(text_checks | oracles),
        stderr=maybe(text_checks | oracles),
        value=maybe(some_values | oracles),
        exception=maybe(st.builds(ExceptionCheck, message=maybe(texts), name=maybe(texts))),
        exit_code=maybe(numbers),
    )


@cache
def _contexts(texts: st.SearchStrategy[str], numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Context]:
    found = st.lists(_cases(texts, numbers), min_size=1, max_size=3).map(tuple)
    return st.builds(Context, cases=found, description=maybe(texts))


@cache
def _sights(texts: st.SearchStrategy[str], numbers: st.SearchStrategy[int]) -> st.SearchStrategy[SeenContext]:
    streams = st.builds(SeenText, text=texts | st.just(""), more=st.sampled_from([0, 0, 0, 70_707_001]))
    traces = st.lists(st.tuples(numbers, texts), max_size=2).map(tuple)
    exceptions = st.builds(SeenException, name=texts, qualified=texts, message=texts, trace=traces)
    found = st.builds(
        SeenCase, stdout=streams, stderr=streams, value=maybe(values(texts, numbers)), exception=maybe(exceptions)
    )
    return st.builds(
        SeenContext,
        cases=st.lists(found, max_size=4).map(tuple),
        end=st.sampled_from([End.FINISHED] * 4 + list(End)),
        exit_code=maybe(numbers),
        milliseconds=numbers,
    )


def oracle_says(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[Channel, object]]:
    """What oracles' guests may say, by channel."""
    said = st.fixed_dictionaries(
        {"result": st.booleans() | texts},
        optional={"readable_expected": texts, "readable_actual": texts, "messages": st.lists(texts, max_size=2)},
    )
    return st.dictionaries(st.sampled_from(Channel), maybe(said))


@st.composite
def contexts(draw: st.DrawFn, texts: st.SearchStrategy[str], numbers: st.SearchStrategy[int]) -> Context:
    """Contexts of cases with every kind of check. Composites are told by their names, which is short."""
    return draw(_contexts(texts, numbers))


@st.composite
def sights(draw: st.DrawFn, texts: st.SearchStrategy[str], numbers: st.SearchStrategy[int]) -> SeenContext:
    """What a guest may say of a context, whether or not it makes sense."""
    return draw(_sights(texts, numbers))
