"""What `slipway check` says of a configuration."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.test import override_settings

from slipway.site import sandbox_checks

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


@pytest.mark.parametrize(
    ("deno", "safe"),
    [("2.9.8", True), ("2.9.10", True), ("3.0.0", True), ("2.9.7", False), ("2.10", True), ("", False)],
)
def test_an_older_deno_is_named(deno: str, safe: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sandbox_checks.is_safe(deno) == safe
    monkeypatch.setattr(sandbox_checks, "deno_version", lambda: deno)
    assert [message.id for message in sandbox_checks.check_sandbox(None)] == ([] if safe else ["slipway.W004"])


def test_what_set_up_has_not_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox_checks, "snapshot_folder", lambda: None)
    assert [message.id for message in sandbox_checks.check_sandbox(None)] == ["slipway.W006"]
    monkeypatch.setattr(sandbox_checks, "PYODIDE_FOLDER", tmp_path / "none")
    assert [message.id for message in sandbox_checks.check_sandbox(None)] == ["slipway.W005"]


@pytest.mark.parametrize(("wrapper", "said"), [((), "may make no namespaces"), (("bwrap",), "a second wall.")])
def test_the_second_wall_is_told(wrapper: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox_checks, "wrapping", lambda: wrapper)
    assert said in sandbox_checks.second_wall()


def test_nothing_is_wrong_with_the_settings_themselves() -> None:
    assert not settings.DEBUG
    assert [message for message in run_checks() if not str(message.id).startswith("slipway.")] == []
