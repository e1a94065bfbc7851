"""Suites and what was seen, made up by Hypothesis. The texts are of one alphabet, so that a test can look for them."""

from typing import TypeVar

from hypothesis import strategies as st

from slipway.suites.judge.result import Channel
from slipway.suites.observed import End, SeenCase, SeenContext, SeenException, SeenText
from slipway.suites.suite import Call, Case, CaseInput, Context, ExceptionCheck, OracleCheck, TextCheck, TextOptions
from slipway.suites.value import NOTHING, Value, ValueType
from tests.suites.building import boolean, decimal, dict_of, integer, list_of, real, sequence, set_of, tuple_of, words

T = TypeVar("T")
SECRET_LETTERS = "ΩΨΞΠ"
SECRET_NUMBERS = range(70_707_000, 70_707_999)  # "70707" stands in each
secret_texts = st.text(alphabet=SECRET_LETTERS + " \n", min_size=1, max_size=12)
secret_numbers = st.sampled_from(SECRET_NUMBERS)


def values(texts: st.SearchStrategy[str], numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Value]:
    """Values of every type, three levels deep at most."""
    hashable = st.one_of(
        numbers.map(integer), texts.map(words), numbers.map(float).map(real), st.booleans().map(boolean)
    )
    leaves = st.one_of(
        hashable,
        st.just(NOTHING),
        numbers.map(str).map(decimal),
        texts.map(lambda said: Value(ValueType.UNKNOWN, said)),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4).map(lambda found: list_of(*found)),
            st.lists(inner, max_size=4).map(lambda found: tuple_of(*found)),
            st.lists(inner, max_size=4).map(lambda found: sequence(*found)),
            st.lists(hashable, max_size=4).map(lambda found: set_of(*found)),
            st.lists(st.tuples(hashable, inner), max_size=4).map(lambda found: dict_of(*found)),
        ),
        max_leaves=6,
    )


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def cases(texts: st.SearchStrategy[str], numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Case]:
    """Cases with every kind of check."""
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
        line=numbers,
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


def contexts(texts: st.SearchStrategy[str], numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Context]:
    found = st.lists(cases(texts, numbers), min_size=1, max_size=3).map(tuple)
    return st.builds(Context, cases=found, description=maybe(texts))


def sights(texts: st.SearchStrategy[str], numbers: st.SearchStrategy[int]) -> st.SearchStrategy[SeenContext]:
    """What a guest may say of a context, whether or not it makes sense."""
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
