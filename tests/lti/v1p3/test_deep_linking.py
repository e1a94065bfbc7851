from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from slipway.lti.message import SelectionRequest
from slipway.lti.refusal import Refusal
from slipway.lti.v1p3.deep_linking import LineItem, LtiLinkItem, answer_jwt
from slipway.lti.v1p3.keys import make_pem, tool_key
from tests.lti.refusing import refusal_of

from .platform import CLIENT, DEPLOYMENT, ISSUER, LTI, NOW, SECONDS, opened
from .tool import selection

DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
KEY = tool_key("tool-1", make_pem())
REQUEST = SelectionRequest(
    return_url=f"{ISSUER}/return", media_types=("ltiResourceLink",), multiple=True, answer="deep-linking"
)
PLAIN = LtiLinkItem(url="https://slipway.example/lti/units/u1", title="Loops")
FULL = LtiLinkItem(
    url="https://slipway.example/lti/units/u2",
    title="Lists é",
    text="All about lists",
    custom={"unit": "u2"},
    line_item=LineItem(label="Lists", score_maximum=Decimal("12.50"), resource_id="u2", tag="grade"),
    available_from=datetime(2026, 12, 1, 8, tzinfo=timezone(timedelta(hours=1))),
    available_until=datetime(2026, 12, 31, 23, 59, 59, 999, tzinfo=UTC),
    due_at=datetime(2026, 12, 24, tzinfo=UTC),
    target="window",
)


def answered(
    *items: LtiLinkItem, request: SelectionRequest = REQUEST, message: str = "", names_subject: bool = False
) -> dict[str, Any]:
    """The claims of an answer, as the platform opens it."""
    jwt = answer_jwt(
        items,
        selection=request,
        deployment_id=DEPLOYMENT,
        issuer=ISSUER,
        client_id=CLIENT,
        key=KEY,
        names_subject=names_subject,
        now=NOW,
        nonce="n",
        message=message,
    )
    header, claims = opened(jwt, public=KEY.key.public_key)
    assert header == {"typ": "JWT", "alg": "RS256", "kid": "tool-1"}
    return claims


def test_an_answer_in_full() -> None:
    assert answered(FULL) == {
        "iss": CLIENT,
        "azp": CLIENT,
        "aud": ISSUER,
        "iat": SECONDS,
        "exp": SECONDS + 300,
        "nonce": "n",
        f"{LTI}deployment_id": DEPLOYMENT,
        f"{LTI}message_type": "LtiDeepLinkingResponse",
        f"{LTI}version": "1.3.0",
        f"{DL}content_items": [
            {
                "type": "ltiResourceLink",
                "url": "https://slipway.example/lti/units/u2",
                "title": "Lists é",
                "text": "All about lists",
                "custom": {"unit": "u2"},
                "lineItem": {"label": "Lists", "scoreMaximum": 12.5, "resourceId": "u2", "tag": "grade"},
                "available": {"startDateTime": "2026-12-01T07:00:00Z", "endDateTime": "2026-12-31T23:59:59Z"},
                "submission": {"endDateTime": "2026-12-24T00:00:00Z"},
                "window": {"targetName": "_blank"},
            }
        ],
    }


def item_of(item: LtiLinkItem, **request: Any) -> dict[str, Any]:
    """The one item of an answer to a request that differs in these from the usual one."""
    [found] = answered(item, request=replace(REQUEST, **request))[f"{DL}content_items"]
    return dict(found)


def test_a1_an_answer_is_no_assertion_but_where_the_lms_wants_it_so() -> None:
    """A token endpoint takes what has `iss` and `sub` of a client for its word (RFC 7523 §3)."""
    assert "sub" not in answered()
    assert answered(names_subject=True)["sub"] == CLIENT


def test_a_plain_link_says_no_more_than_it_must() -> None:
    assert item_of(PLAIN) == {"type": "ltiResourceLink", "url": PLAIN.url, "title": "Loops"}


def test_cancel_is_an_answer_without_items() -> None:
    claims = answered(message="Nothing was chosen.")
    assert (claims[f"{DL}content_items"], claims[f"{DL}msg"]) == ([], "Nothing was chosen.")
    assert f"{DL}data" not in claims


@pytest.mark.parametrize("data", ['a "text" é', "", {"opaque": ["x", 1.5, None]}, [1], 0, False, 12345678901234567890])
def test_data_goes_back_whatever_its_type(data: object) -> None:
    assert answered(PLAIN, request=selection(data=data))[f"{DL}data"] == data


def test_an_lms_that_takes_one_gets_one() -> None:
    one = replace(REQUEST, multiple=False)
    assert [item["title"] for item in answered(PLAIN, FULL, request=one)[f"{DL}content_items"]] == ["Loops"]
    assert len(answered(PLAIN, FULL, PLAIN)[f"{DL}content_items"]) == 3


def test_an_lms_that_takes_no_lti_links_gets_none() -> None:
    files = replace(REQUEST, media_types=("file", "html"))
    assert refusal_of(answered, PLAIN, request=files) is Refusal.NOTHING_TO_PICK
    assert answered(request=files)[f"{DL}content_items"] == []


@pytest.mark.parametrize(("accepted", "is_there"), [(True, True), (None, True), (False, False)])
def test_line_items_go_where_they_are_taken(accepted: bool | None, is_there: bool) -> None:
    assert ("lineItem" in item_of(FULL, accept_lineitem=accepted)) is is_there


@pytest.mark.parametrize(
    ("points", "maximum"), [("100", 100), ("1E+2", 100), ("0.5", 0.5), ("7.00", 7), ("33.3", 33.3)]
)
def test_points_are_numbers(points: str, maximum: float) -> None:
    item = item_of(replace(PLAIN, line_item=LineItem(label="Loops", score_maximum=Decimal(points))))
    assert item["lineItem"] == {"label": "Loops", "scoreMaximum": maximum}
    assert type(item["lineItem"]["scoreMaximum"]) is type(maximum)


@pytest.mark.parametrize(
    ("target", "accepted", "shown"),
    [
        ("window", (), {"window": {"targetName": "_blank"}}),
        ("window", ("iframe", "window"), {"window": {"targetName": "_blank"}}),
        ("window", ("iframe", "embed"), {}),
        ("iframe", ("frame", "iframe"), {"iframe": {}}),
        ("iframe", ("embed", "iframe"), {"iframe": {"width": 800, "height": 600}}),
        ("iframe", (), {"iframe": {}}),
        ("iframe", ("window",), {}),
        ("", ("window", "iframe"), {}),
        ("", (), {}),
    ],
)
def test_how_it_opens_is_said_where_it_is_taken(target: Any, accepted: tuple[str, ...], shown: dict[str, Any]) -> None:
    item = item_of(replace(PLAIN, target=target), targets=accepted)
    assert {name: item[name] for name in ("window", "iframe") if name in item} == shown
