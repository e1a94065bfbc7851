"""Chromium for tests, in the three ways that people's browsers treat cookies of a page in another site's frame.

Use `chromium` in a `with`. Playwright runs an event loop in the tests' own thread, where Django's ORM would refuse to
work: `tests/conftest.py` tells it that nobody awaits anything there.
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
    # Pages of the browser's own surface, which a headless one would draw for nobody.
    "TopChromeWebUI",
    "PreloadTopChromeWebUI",
    "WebUITabStrip",
)
_FLAGS = (
    f"--disable-features={','.join(_DISABLED)}",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-component-extensions-with-background-pages",
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
    context = _driver.playwright().chromium.launch_persistent_context(
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
    """One Playwright per process, which costs half a second to start: it stays until the tests have ended."""

    def __init__(self) -> None:
        self.running: Playwright | None = None

    def playwright(self) -> Playwright:
        if self.running is None:
            self.running = sync_playwright().start()
        return self.running

    def stop(self) -> None:
        if self.running is not None:
            self.running.stop()
            self.running = None


_driver = _Driver()


def stop_driving() -> None:
    """End what drives browsers, when no test will ask for one any more."""
    _driver.stop()
