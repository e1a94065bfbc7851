import pytest


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few submissions are written at once, however slow the machine is."""
    monkeypatch.setattr("slipway.regrading.applying.SECONDS_WRITTEN", 60)
