"""Where a target link URI leads, and what a custom parameter may say beside it."""

from uuid import UUID

import pytest

from slipway.launches.decision import Denial
from slipway.launches.routes import target_of
from slipway.launches.verify.verified_launch import LaunchTarget
from slipway.lti.refusal import Refusal
from tests.launches.oidc import lti

HOME = "https://slipway.example.edu"
UNIT, OTHER = UUID("11111111-2222-4333-8444-555555555555"), UUID("99999999-2222-4333-8444-555555555555")


@pytest.mark.parametrize(
    ("uri", "custom", "leads"),
    [
        ("/lti", "", LaunchTarget(route="link")),
        ("/lti/", "", LaunchTarget(route="link")),
        ("", "", LaunchTarget(route="link")),
        ("/lti/1p3/launch", "", LaunchTarget(route="link")),
        ("/lti?course=1", "", LaunchTarget(route="link")),
        ("/lti/course", "", LaunchTarget(route="course")),
        ("/lti/select", "", LaunchTarget(route="select")),
        (f"/lti/units/{UNIT}", "", LaunchTarget(route="unit", unit_id=UNIT)),
        (f"/lti/units/{UNIT}/", "", LaunchTarget(route="unit", unit_id=UNIT)),
        (f"/lti/units/{str(UNIT).upper()}?x=1", "", LaunchTarget(route="unit", unit_id=UNIT)),
        (f"/lti/units/{UNIT}", f" {UNIT} ", LaunchTarget(route="unit", unit_id=UNIT)),
        (f"/lti/units/{UNIT}", "$ResourceLink.unit", LaunchTarget(route="unit", unit_id=UNIT)),
        ("/lti", str(UNIT), LaunchTarget(route="unit", unit_id=UNIT)),
        ("/lti/1p3/launch", str(UNIT), LaunchTarget(route="unit", unit_id=UNIT)),
        ("/lti/course", str(UNIT), LaunchTarget(route="course")),
        (f"/lti/units/{UNIT}", str(OTHER), Refusal.UNIT_MISMATCH),
        (f"/lti/units/{UNIT}", "loops", Refusal.UNIT_MISMATCH),
        ("/lti", "loops", Refusal.UNIT_UNKNOWN),
        ("/lti/units/loops", "", Refusal.WRONG_TARGET),
        ("/lti/../organizations", "", Refusal.WRONG_TARGET),
        ("/organizations/", "", Refusal.WRONG_TARGET),
        ("/l/x", "", Refusal.WRONG_TARGET),
    ],
)
def test_where_a_link_leads(uri: str, custom: str, leads: LaunchTarget | Refusal) -> None:
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


def where(uri: str, custom: str) -> LaunchTarget | Refusal:
    claims = lti("target_link_uri", uri) | lti("custom", {"unit": custom} if custom else {})
    found = target_of(claims, home=HOME)
    return found.refusal if isinstance(found, Denial) else found
