"""Canvas's selection from before ContentItem: what a basic launch asks, and the address that answers it."""

from decimal import Decimal
from urllib.parse import parse_qsl

import pytest

from slipway.lti.message import SelectionRequest
from slipway.lti.refusal import Refusal
from slipway.lti.v1p1.content_items import ContentItem
from slipway.lti.v1p1.launch import read_launch_form
from slipway.lti.v1p1.legacy_selection import legacy_answer, read_legacy_selection

from . import dialects
from .refusing import refusal_of
from .signing import form_of
from .test_launch import BAD_URLS

RETURN_URL = "https://canvas.example.edu/courses/5/external_content/success/external_tool_dialog"
ASKS = dialects.CANVAS_NAVIGATION | {
    "selection_directive": "embed_content",
    "ext_content_intended_use": "embed",
    "ext_content_return_types": "oembed,lti_launch_url,url,image_url,iframe",
    "ext_content_return_url": RETURN_URL,
    "launch_presentation_return_url": RETURN_URL,
}
UNIT = ContentItem(
    url="https://slipway.example.org/lti/units/1?a=ü&b",
    title="Loops & lists é",
    text="Loops & lists é",
    points=Decimal(10),
    target="frame",
)


def read(fields: dict[str, str]) -> SelectionRequest:
    selection = read_legacy_selection(form_of(fields))
    assert selection is not None
    return selection


def test_what_canvas_asks() -> None:
    types = ("oembed", "lti_launch_url", "url", "image_url", "iframe")
    assert read(ASKS) == SelectionRequest(return_url=RETURN_URL, media_types=types, answer="legacy")
    assert read(ASKS).takes_lti_links


def test_it_is_an_ordinary_launch_to_everybody_else() -> None:
    assert read_launch_form(form_of(ASKS)).selection is None


@pytest.mark.parametrize("missing", ["selection_directive", "ext_content_return_types"])
@pytest.mark.parametrize("value", ["", "$Some.variable"])
def test_a_launch_that_asks_for_nothing(missing: str, value: str) -> None:
    assert read_legacy_selection(form_of(ASKS | {missing: value})) is None
    assert read_legacy_selection(form_of(dialects.CANVAS)) is None


@pytest.mark.parametrize(
    ("types", "takes"),
    [
        ("lti_launch_url", True),
        ("basic_lti", True),
        ("url, lti_launch_url ,", True),
        ("file", False),
        ("url,image_url,iframe,oembed", False),
        ("lti_launch_urls", False),
    ],
)
def test_it_may_want_other_things(types: str, takes: bool) -> None:
    assert read(ASKS | {"ext_content_return_types": types}).takes_lti_links is takes


def test_the_return_url_of_the_launch_is_as_good() -> None:
    other = "https://canvas.example.edu/other"
    assert read(ASKS | {"ext_content_return_url": "", "launch_presentation_return_url": other}).return_url == other


@pytest.mark.parametrize(
    "urls",
    [
        *({"ext_content_return_url": url} for url in BAD_URLS),
        {"ext_content_return_url": "", "launch_presentation_return_url": ""},
    ],
)
def test_it_needs_a_sound_return_url(urls: dict[str, str]) -> None:
    assert refusal_of(read, ASKS | urls) is Refusal.RETURN_URL


def test_the_answer_says_what_canvas_reads() -> None:
    assert legacy_answer(RETURN_URL, UNIT) == (
        RETURN_URL,
        [("return_type", "lti_launch_url"), ("url", UNIT.url), ("title", UNIT.title), ("text", UNIT.text)],
    )


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", []),
        ("a=1&b=%20x+y&c", [("a", "1"), ("b", " x y"), ("c", "")]),
        ("url=https://evil.example/&return_type=file&embed_type=x&a=1", [("a", "1")]),
    ],
)
def test_the_return_urls_own_query_goes_along_and_says_nothing_of_ours(query: str, kept: list[tuple[str, str]]) -> None:
    action, fields = legacy_answer(f"{RETURN_URL}?{query}", UNIT)
    assert action == RETURN_URL
    assert fields[: len(kept)] == kept
    assert fields[len(kept) :] == legacy_answer(RETURN_URL, UNIT)[1]


def test_cancel_goes_back_with_nothing_chosen() -> None:
    action, fields = legacy_answer(f"{RETURN_URL}?a=1&return_type=file", None)
    assert (action, fields) == (RETURN_URL, parse_qsl("a=1"))
