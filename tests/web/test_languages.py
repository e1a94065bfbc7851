"""Which language an LMS's locale asks for, and sentences that are said later, in another language."""

import json
from collections.abc import Iterator

import pytest
from django.utils import translation

from slipway.web.languages import speak, supported, translated, writing_to
from slipway.words import Text, text

OURS = ("en", "de", "es")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("de_AT", "de"),
        ("DE-de", "de"),
        ("de-DE-1996", "de"),
        ("de_DE.UTF-8", "de"),
        ("es-419", "es"),
        ("EN-US__", "en"),  # Open edX
        (" en ", "en"),
        ("fr", ""),
        ("zh-Hans", ""),
        ("deutsch", ""),  # a word, no tag
        ("d", ""),
        ("", ""),
        (None, ""),
        ("$Message.locale", ""),
        ("C", ""),
        ("../../de", ""),
        ("de\0", ""),
        ("-de", ""),
        ("x" * 5000, ""),
        ("de-" * 5000, "de"),
    ],
)
def test_a_locale_asks_for_a_language_of_ours_or_none(locale: str | None, language: str) -> None:
    assert supported(locale, OURS) == language


def test_a_language_with_a_region_of_its_own_goes_before_the_bare_one() -> None:
    assert supported("pt_BR", ("pt", "pt-br")) == "pt-br"


def test_only_languages_of_ours_are_spoken() -> None:
    speak("", "fr", "de")
    assert translation.get_language() == "de"
    speak("xx", "")
    assert translation.get_language() == "de"


class Somebody:
    def __init__(self, language: str) -> None:
        self.language = language


@pytest.mark.parametrize(("person", "language"), [(Somebody("es"), "es"), (Somebody(""), "en"), (None, "en")])
def test_a_person_is_written_to_in_their_language(person: Somebody | None, language: str) -> None:
    with writing_to(person):
        assert translation.get_language() == language
    assert translation.get_language() == "en"


NESTED = text("%(name)s is not usable: %(problem)s.", name="url", problem=text("it has a fragment"))


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (text("title is empty"), "title is empty"),
        (text("100 % sure"), "100 % sure"),
        (text("is larger than %(most)d MB", most=5), "is larger than 5 MB"),
        (text("no multiple of %(step)s", step=0.5), "no multiple of 0.5"),
        (NESTED, "url is not usable: it has a fragment."),
        (Text("of another release, 100 %"), "of another release, 100 %"),
        (Text(""), ""),
    ],
)
def test_a_sentence_survives_being_kept(sentence: Text, english: str) -> None:
    assert sentence.english == english
    assert translated(sentence) == english
    assert Text.from_json(json.loads(json.dumps(sentence.to_json()))) == sentence
    assert bool(sentence) == bool(english)


def test_a_kept_sentence_is_said_in_the_language_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    german = {"%(name)s is not usable: %(problem)s.": "%(problem)s: %(name)s", "it has a fragment": "mit Fragment"}
    kept = NESTED.to_json()
    monkeypatch.setattr("slipway.web.languages.gettext", lambda pattern: german.get(pattern, pattern))
    assert translated(Text.from_json(kept)) == "mit Fragment: url"
    assert translated(NESTED) == "mit Fragment: url"


@pytest.mark.parametrize(
    ("kept", "english"),
    [
        ("as it was, 100 %", "as it was, 100 %"),
        ({"pattern": 3}, ""),
        ({"values": {}}, ""),
        ({"pattern": "x", "values": 3}, ""),
        ({"pattern": "the %(name)s", "values": {"name": [1]}}, "the [1]"),
        (None, ""),
    ],
)
def test_what_another_release_has_kept_is_read_as_far_as_it_can_be(kept: object, english: str) -> None:
    assert Text.from_json(kept).english == english


def test_a_sentence_is_no_str() -> None:
    """What is one is cut, compared and shown in English without anybody's noticing."""
    assert not isinstance(NESTED, str)
    assert "it has a fragment." not in str(NESTED)
    assert len({NESTED, text("%(name)s is not usable: %(problem)s.", name="x", problem="y"), Text("")}) == 3
