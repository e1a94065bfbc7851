"""Where a target link URI leads, and what a custom parameter may say beside it."""

from uuid import UUID

import pytest

from slipway.launches.targets import Target, target_of
from slipway.lti.refusal import Refusal, Refused
from tests.launches.oidc import lti

HOME = "https://slipway.example.edu"
UNIT, OTHER = UUID("11111111-2222-4333-8444-555555555555"), UUID("99999999-2222-4333-8444-555555555555")


@pytest.mark.parametrize(
    ("uri", "custom", "leads"),
    [
        ("/lti", "", Target(door="link")),
        ("/lti/", "", Target(door="link")),
        ("", "", Target(door="link")),
        ("/lti/1p3/launch", "", Target(door="link")),
        ("/lti?course=1", "", Target(door="link")),
        ("/lti/course", "", Target(door="course")),
        ("/lti/select", "", Target(door="select")),
        (f"/lti/units/{UNIT}", "", Target(door="unit", unit_id=UNIT)),
        (f"/lti/units/{UNIT}/", "", Target(door="unit", unit_id=UNIT)),
        (f"/lti/units/{str(UNIT).upper()}?x=1", "", Target(door="unit", unit_id=UNIT)),
        (f"/lti/units/{UNIT}", f" {UNIT} ", Target(door="unit", unit_id=UNIT)),
        (f"/lti/units/{UNIT}", "$ResourceLink.unit", Target(door="unit", unit_id=UNIT)),
        ("/lti", str(UNIT), Target(door="unit", unit_id=UNIT)),
        ("/lti/1p3/launch", str(UNIT), Target(door="unit", unit_id=UNIT)),
        ("/lti/course", str(UNIT), Target(door="course")),
        (f"/lti/units/{UNIT}", str(OTHER), Refusal.UNIT_MISMATCH),
        (f"/lti/units/{UNIT}", "loops", Refusal.UNIT_MISMATCH),
        ("/lti", "loops", Refusal.UNIT_UNKNOWN),
        ("/lti/units/loops", "", Refusal.WRONG_TARGET),
        ("/lti/../organizations", "", Refusal.WRONG_TARGET),
        ("/organizations/", "", Refusal.WRONG_TARGET),
        ("/l/x", "", Refusal.WRONG_TARGET),
    ],
)
def test_where_a_link_leads(uri: str, custom: str, leads: Target | Refusal) -> None:
    assert where(HOME + uri, custom) == leads


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "/lti",
        "//slipway.example.edu/lti",
        "http://slipway.example.edu/lti",
        "https://slipway.example.edu:8443/lti",
        "https://slipway.example.edu.evil.example/lti",
        "https://slipway.example.edu@evil.example/lti",
        "https://evil.example/lti?https://slipway.example.edu/lti",
        "https://slipway.example.edu\\@evil.example/lti",
        "https://slipway.example.edu/lti#x",
        "javascript:alert(1)",
    ],
)
def test_nobody_is_led_elsewhere(uri: str) -> None:
    assert where(uri, "") is Refusal.WRONG_TARGET


def where(uri: str, custom: str) -> Target | Refusal:
    claims = lti("target_link_uri", uri) | lti("custom", {"unit": custom} if custom else {})
    found = target_of(claims, home=HOME)
    return found.refusal if isinstance(found, Refused) else found
