"""Chromium for tests, in the three ways that people's browsers treat cookies of a page in another site's frame.

Use `chromium` in a `with`: while a browser is open Django's ORM refuses to work in the same thread (Playwright runs an
event loop there), so tests look at the database before or after, or by the server.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

Mode = Literal["allowed", "third-party-blocked", "all-blocked"]
MODES: tuple[Mode, ...] = ("allowed", "third-party-blocked", "all-blocked")

# Chromium's own preferences; measured: only the first sends a SameSite=None cookie from a frame of another site, and
# in the last even reading the property `sessionStorage` throws there.
_PROFILES: dict[Mode, dict[str, Any]] = {
    "allowed": {"cookie_controls_mode": 0},
    "third-party-blocked": {"cookie_controls_mode": 1},
    "all-blocked": {"default_content_setting_values": {"cookies": 2}},
}

# Playwright switches ThirdPartyStoragePartitioning off, and storage in a frame then throws, unlike in life. Chromium
# obeys the last --disable-features that it is given: ours, which leaves partitioning on and keeps the browser quiet.
_DISABLED = (
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "MediaRouter",
    "PaintHolding",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "PreconnectToSearch",
    "AvoidCorsURLLoaderRestartOnRedirect",
)
_FLAGS = (
    f"--disable-features={','.join(_DISABLED)}",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium(mode: Mode, user_data_dir: Path) -> Iterator[BrowserContext]:
    """A headless Chromium with a fresh profile in `user_data_dir`, closed at the end. May be opened beside another."""
    profile = user_data_dir / "Default"
    profile.mkdir(parents=True)
    (profile / "Preferences").write_text(json.dumps({"profile": _PROFILES[mode]}))
    sandbox = [] if os.geteuid() else ["--no-sandbox"]  # Chromium refuses to start sandboxed as root
    with _driver.playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            user_data_dir, executable_path=_program(), args=[*_FLAGS, *sandbox], viewport={"width": 1280, "height": 900}
        )
        try:
            yield context
        finally:
            context.close()


def _program() -> str | None:
    """The system's Chromium; without one, Playwright's own if it has been installed."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class _Driver:
    """One Playwright per process, alive while any browser is open: a second one in the same thread is refused."""

    def __init__(self) -> None:
        self.users = 0
        self.running: Playwright | None = None

    @contextmanager
    def playwright(self) -> Iterator[Playwright]:
        if self.running is None:
            self.running = sync_playwright().start()
        self.users += 1
        try:
            yield self.running
        finally:
            self.users -= 1
            if self.users == 0:
                self.running.stop()
                self.running = None


_driver = _Driver()
