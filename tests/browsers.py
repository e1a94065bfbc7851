"""Chromium for tests, in the three ways that people's browsers treat cookies of a page in another site's frame.

Use `chromium` in a `with`. Playwright runs an event loop in the tests' own thread, where Django's ORM would refuse to
work: `tests/conftest.py` tells it that nobody awaits anything there.
"""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tools import programs

# Milliseconds for what a test expects to see. A launch is a dozen requests one after another, some pages ask every five
# seconds, and a machine that tests has other work.
expect.set_options(timeout=20_000)

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
    # A process for each site: a frame that goes from one to another, as in a launch, changes it, and on a busy machine
    # Playwright loses the frame then. What pages may read of each other is the same without.
    "IsolateOrigins",
    "site-per-process",
)
_FLAGS = (
    f"--disable-features={','.join(_DISABLED)}",
    "--disable-site-isolation-trials",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-component-extensions-with-background-pages",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium(mode: Mode) -> Iterator[BrowserContext]:
    """A person's headless Chromium, one page open and nothing kept from the one before; closed at the end.

    It is a browser context of a Chromium that stays, whose profile has the mode's preferences: contexts obey them.
    """
    context = _driver.browser(mode).new_context(viewport={"width": 1280, "height": 900})
    context.new_page()
    try:
        yield context
    finally:
        context.close()


def bring_no_python(context: BrowserContext) -> None:
    """Pages that are opened from now on get no Python: it takes seconds, and most tests run nothing."""
    context.route("**/pyodide-*/**", lambda route: route.abort())


class _Driver:
    """One Playwright per process, and one Chromium per mode: each costs a second to start and stays until the end."""

    def __init__(self) -> None:
        self.playwright: Playwright | None = None
        self.browsers: dict[Mode, Browser] = {}
        self.started = ExitStack()

    def browser(self, mode: Mode) -> Browser:
        if mode not in self.browsers or not self.browsers[mode].is_connected():
            self.browsers[mode] = self._start(mode)
        return self.browsers[mode]

    def stop(self) -> None:
        self.started.close()
        self.playwright = None
        self.browsers.clear()

    def _start(self, mode: Mode) -> Browser:
        if self.playwright is None:
            self.playwright = self.started.enter_context(sync_playwright())
        profile = self.started.enter_context(TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True))
        default = Path(profile, "Default")
        default.mkdir()
        (default / "Preferences").write_text(json.dumps({"profile": _PROFILES[mode]}))
        sandbox = [] if os.geteuid() else ["--no-sandbox"]  # Chromium refuses to start sandboxed as root
        first = self.playwright.chromium.launch_persistent_context(
            profile,
            executable_path=programs.chromium(),
            args=[*_FLAGS, *sandbox],  # None: Playwright's own
        )
        self.started.callback(first.close)
        assert first.browser is not None
        return first.browser


_driver = _Driver()


def stop_driving() -> None:
    """End what drives browsers, when no test will ask for one any more."""
    _driver.stop()
