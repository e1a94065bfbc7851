"""What `slipway check` says of a configuration."""

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.test import override_settings

SOUND = {
    "ALLOW_PRIVATE_LMS": False,
    "SIGNUP_OPEN": False,
    "HAS_MAIL": True,
    "PUBLIC_URL": "https://slipway.example.edu",
}


@pytest.mark.parametrize(
    ("changed", "ids"),
    [
        ({}, []),
        ({"ALLOW_PRIVATE_LMS": True}, ["slipway.W001"]),
        ({"SIGNUP_OPEN": True}, ["slipway.W002"]),
        ({"PUBLIC_URL": "http://localhost:8000"}, ["slipway.I001"]),
        ({"HAS_MAIL": False}, ["slipway.I002"]),
    ],
)
def test_what_an_operator_should_know_is_named(changed: dict[str, object], ids: list[str]) -> None:
    with override_settings(**(SOUND | changed)):
        assert [message.id for message in run_checks() if str(message.id).startswith("slipway.")] == ids


def test_nothing_is_wrong_with_the_settings_themselves() -> None:
    assert not settings.DEBUG
    assert [message for message in run_checks() if not str(message.id).startswith("slipway.")] == []
