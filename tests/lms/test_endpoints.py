"""Where an LMS may be spoken to in clear text, and for whom our assertions may be made."""

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from slipway.lms.models import Registration
from slipway.lms.registrations.endpoints import may_answer_in_clear, may_be_told, sound_address, validate_fields
from tests.lms.registered import endpoints

INSIDE = "http://127.0.0.1:8001"
SCHOOL = "http://moodle.school.example"  # only a name server knows where that is
SAFE = "https://lms.example.edu"


def faulty(**changed: str) -> set[str]:
    """The fields that are refused of a platform with these addresses."""
    try:
        validate_fields(endpoints(SAFE, **changed))
    except ValidationError as refused:
        return set(refused.message_dict)
    return set()


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({}, set()),
        ({"auth_url": f"{INSIDE}/a", "token_url": f"{INSIDE}/t", "jwks_url": f"{INSIDE}/k"}, set()),
        ({"auth_url": "http://localhost:8080/a", "token_url": "http://moodle/t", "jwks_url": "http://moodle/k"}, set()),
        ({"auth_url": "http://moodle.local/a"}, set()),
        ({"jwks_url": "http://10.1.2.3/k", "token_url": "http://[fd12::7]/t"}, set()),
        ({"auth_url": f"{SCHOOL}/a", "token_url": f"{SCHOOL}/t", "jwks_url": f"{SCHOOL}/k"}, set()),
        ({"auth_url": f"{SCHOOL}/a", "jwks_url": f"{SCHOOL}:8080/k"}, set()),
        ({"auth_url": f"{SCHOOL}/a"}, {"auth_url"}),  # nothing that Slipway calls proves where it is
        ({"auth_url": "http://sso.example/a", "jwks_url": f"{SCHOOL}/k"}, {"auth_url"}),
        ({"token_url": "http://8.8.8.8/t"}, {"token_url"}),
        ({"jwks_url": "http://8.8.8.8/k"}, {"jwks_url"}),
        ({"jwks_url": "http://169.254.169.254/k"}, {"jwks_url"}),
        ({"jwks_url": "http://2130706433/k"}, {"jwks_url"}),
        ({"auth_url": f"{SCHOOL}/a", "jwks_url": "http://[::1/k"}, {"auth_url", "jwks_url"}),
    ],
)
def test_endpoints_in_clear_text(changed: dict[str, str], refused: set[str]) -> None:
    assert faulty(**changed) == refused
    with override_settings(ALLOW_PRIVATE_LMS=False):
        assert faulty(**changed) == {name for name, url in changed.items() if url.startswith("http:")}


@pytest.mark.parametrize("url", [SCHOOL, INSIDE, SAFE])
def test_an_address_alone(url: str) -> None:
    sound_address("address", url)


def test_an_address_alone_in_public() -> None:
    with pytest.raises(ValidationError) as refused:
        sound_address("address", "http://8.8.8.8")
    assert list(refused.value.message_dict) == ["address"]


@pytest.mark.parametrize(
    ("platform", "changed", "home", "goes"),
    [
        (INSIDE, {}, f"{INSIDE}/return", True),
        (INSIDE, {}, "http://127.0.0.1:9999/return", True),
        (INSIDE, {}, "http://localhost:8001/return", True),
        (INSIDE, {}, "http://192.168.0.7/return", True),
        (INSIDE, {}, f"{SCHOOL}/return", False),
        (INSIDE, {}, "http://8.8.8.8/return", False),
        (INSIDE, {}, "http://169.254.169.254/return", False),
        (INSIDE, {"auth_url": f"{SAFE}/auth"}, f"{INSIDE}/return", False),
        (INSIDE, {"token_url": f"{SAFE}/token"}, f"{INSIDE}/return", False),
        (INSIDE, {"jwks_url": f"{SAFE}/keys"}, f"{INSIDE}/return", False),
        (INSIDE, {"auth_url": "http://8.8.8.8/auth"}, f"{INSIDE}/return", False),
        (SCHOOL, {}, f"{SCHOOL}/return", True),  # its keys came from there in clear text: it is on a private network
        (SCHOOL, {}, f"{SCHOOL}:8080/return", True),
        (SCHOOL, {}, "http://www.moodle.school.example/return", False),
        (SCHOOL, {"auth_url": "http://sso.example/auth"}, f"{SCHOOL}/return", False),
        ("http://8.8.8.8", {}, "http://8.8.8.8/return", False),
        (SAFE, {}, f"{INSIDE}/return", False),
        (SAFE, {}, "http://lms.example.edu/return", False),
    ],
)
def test_an_answer_in_clear_text(platform: str, changed: dict[str, str], home: str, goes: bool) -> None:
    registration = Registration(**endpoints(platform, **changed).values())
    assert may_answer_in_clear(registration, home, allow_private=True) is goes
    assert not may_answer_in_clear(registration, home, allow_private=False)


TOKEN = "https://lms.school.example/token"


@pytest.mark.parametrize(
    ("token_url", "audience", "may"),
    [
        (TOKEN, "", True),
        (TOKEN, "https://lms.school.example/aud", True),
        (TOKEN, "https://LMS.school.example", True),
        ("https://auth.brightspace.com/core/connect/token", "https://api.brightspace.com/auth/token", True),
        (TOKEN, "https://canvas.other.example/login/oauth2/token", False),  # it would be heard here, and valid there
        (TOKEN, "https://api.brightspace.com/auth/token", False),
        (TOKEN, "https://lms.school.example:8443/aud", False),
        (TOKEN, "https://lms.school.example.evil.example/aud", False),
        (TOKEN, "https://lms.school.example@evil.example/aud", False),
        (TOKEN, "canvas.other.example", False),
        (TOKEN, "https://[broken", False),
        ("http://127.0.0.1:8001/token", "https://api.brightspace.com/auth/token", False),
    ],
)
def test_whom_assertions_may_be_made_for(token_url: str, audience: str, may: bool) -> None:
    with override_settings(ALLOW_PRIVATE_LMS=False):
        assert may_be_told(token_url, audience) is may


def test_on_private_networks_an_lms_may_name_its_vendors_audience() -> None:
    with override_settings(ALLOW_PRIVATE_LMS=True):
        assert may_be_told("http://127.0.0.1:8001/token", "https://api.brightspace.com/auth/token")
        assert not may_be_told(TOKEN, "https://api.brightspace.com/auth/token")
