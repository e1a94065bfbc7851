"""One rule for names, wherever somebody gives one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.names import as_name, is_seen, made_to_fit, problem_with_name
from slipway.web.name_field import NameField

BAD = {
    "a line feed": "Acme\nBcc: all@example.org",
    "a carriage return": "Acme\rCollege",
    "a line separator": "Acme\u2028College",
    "a paragraph separator": "Acme\u2029College",
    "a next line": "Acme\x85College",
    "a tab": "Acme\tCollege",
    "an escape": "Acme\x1b[31mCollege",
    "a bell": "Acme\x07",
    "a delete": "Acme\x7fCollege",
    "an override": "Acme\u202eegelloC",
    "an embedding": "Acme\u202bCollege",
    "an isolate": "Acme\u2067College",
    "nothing": "\u200b\u200d",
    "marks alone": "\u0301\u0302",
    "blank letters": "\u3164\u115f",
    "blank braille": "\u2800",
}
GOOD = {
    "Acme College": "Acme College",
    "  Acme  ": "Acme",
    "\u00a0Acme\u3000": "Acme",
    "\ufeffAcme\u200b": "Acme",
    "Sch\u006f\u0308n": "Sch\u00f6n",
    "Anne-Marie O'Brien": "Anne-Marie O'Brien",
    "\u05e9\u05dc\u05d5\u05dd \u200fX": "\u05e9\u05dc\u05d5\u05dd \u200fX",  # a mark of direction turns nothing
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\U0001f469\u200d\U0001f4bb Python": "\U0001f469\u200d\U0001f4bb Python",
    "\u674e": "\u674e",
    "42": "42",
    "C++ & <b>": "C++ & <b>",
    "?": "?",
}
anything = st.text(
    st.one_of(st.characters(), st.sampled_from("\n\r\t\u2028\u202e\u200b\u0301\u3164 \ud800\ufeff\x00a"))
)


@pytest.mark.parametrize("what", BAD)
def test_a11_what_is_no_name(what: str) -> None:
    assert problem_with_name(as_name(BAD[what]))


@pytest.mark.parametrize("typed", GOOD)
def test_a11_what_is_a_name(typed: str) -> None:
    assert as_name(typed) == GOOD[typed]
    assert problem_with_name(GOOD[typed]) is None
    assert NameField(max_length=40).clean(typed) == GOOD[typed]
    assert made_to_fit(typed) == GOOD[typed]


@given(sent=anything)
def test_a11_what_an_lms_says_is_made_to_fit(sent: str) -> None:
    name = made_to_fit(sent)
    assert problem_with_name(name) is None
    assert made_to_fit(name) == name == as_name(name)
    assert (name == "") or is_seen(name)
    name.encode()
    assert "\0" not in name


@given(sent=st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_a11_letters_are_never_lost(sent: str) -> None:
    composed = unicodedata.normalize("NFC", sent)
    assert composed.strip("\u3164\u115f\u1160\uffa0") in {made_to_fit(sent), "", composed}


def test_a11_its_length_is_that_of_the_composed_name() -> None:
    assert len(NameField(max_length=10).clean("o\u0308" * 10)) == 10
