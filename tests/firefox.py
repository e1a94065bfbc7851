"""Firefox for tests: Debian's own, driven over Marionette, the protocol that is built into every Firefox.

Use `firefox` in a `with`. Playwright drives a Firefox of its own make alone, and no driver program is needed for this
one: Firefox listens on a port of loopback and takes commands as `<length>:<JSON>`.
"""

import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeVar

from tests.processes import running, wait_for
from tests.surroundings import bare_environment
from tools.programs import firefox as firefox_program

PATIENCE = 20  # seconds for what a test expects to see: as in Chromium
START = 60  # seconds until Firefox must listen: its first start makes a profile, on a machine that has other work
PAUSE = 0.1  # seconds between two looks

Found = TypeVar("Found")
Mode = Literal["allowed", "partitioned", "third-party-blocked", "all-blocked"]
MODES: tuple[Mode, ...] = ("allowed", "partitioned", "third-party-blocked", "all-blocked")

# Firefox's own preference: what it does with cookies (and storage) of a page in another site's frame. 5 is what it
# comes with (Total Cookie Protection); 1 refuses partitioned cookies too, as Safari's engine does in many versions.
_BEHAVIOUR: Mapping[Mode, int] = {"allowed": 0, "third-party-blocked": 1, "all-blocked": 2, "partitioned": 5}

_PREFERENCES: Mapping[str, object] = {
    "marionette.port": 0,  # any; it is written into the profile
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.disable_open_during_load": True,  # as people have it: only a press opens a window
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.log.truncate": True,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.cosmeticAnimations.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver's name of a reference to an element

_SHOWN = """
const [css, text] = arguments;
const found = [...document.querySelectorAll(css)].filter((each) => each.checkVisibility());
const plain = (each) => (each.getAttribute("aria-label") ?? each.textContent).replace(/\\s+/g, " ").trim();
return found.find((each) => !text || plain(each) === text) ?? found.find((each) => plain(each).includes(text)) ?? null;
"""


class FirefoxError(Exception):
    """What Firefox answers to a command that it can't do."""


class Marionette:
    """The wire: one command at a time, each with its answer."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=START)
        self._file = self._socket.makefile("rb")
        self._number = 0
        self._read()  # Firefox says first which protocol it speaks

    def ask(self, command: str, **parameters: object) -> Any:
        """What the command answers. Raises FirefoxError."""
        self._number += 1
        sent = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(sent), sent))
        _, number, error, result = self._read()
        assert number == self._number
        if error:
            raise FirefoxError(error["error"], error["message"])
        return result.get("value", result) if isinstance(result, dict) else result

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def _read(self) -> Any:
        length = b""
        while (letter := self._file.read(1)) != b":":
            assert letter, "Firefox has ended"
            length += letter
        return json.loads(self._file.read(int(length)))


@dataclass(frozen=True)
class Place:
    """A page in a window, or what stands in a frame of it: `frames` are CSS selectors from the page down to the frame.

    Every look goes from the window inwards anew, for a launch swaps what stands in a frame several times.
    """

    marionette: Marionette
    window: str
    frames: tuple[str, ...] = ()

    def frame(self, css: str) -> "Place":
        """What stands in the frame of that selector."""
        return Place(self.marionette, self.window, (*self.frames, css))

    def go(self, url: str) -> None:
        """Open `url` in this window."""
        self.marionette.ask("WebDriver:SwitchToWindow", handle=self.window)
        self.marionette.ask("WebDriver:Navigate", url=url)

    def see(self, css: str, text: str = "") -> str:
        """Wait for a visible element of that selector, with that text (whole, else in part). Returns what it says."""
        return self._until(lambda: self._text(self._element(css, text)), f"{css} {text}")

    def press(self, css: str, text: str = "") -> None:
        """Click it, as soon as it is to be seen and can be pressed."""
        self._until(lambda: self._press(self._element(css, text)), f"to press {css} {text}")

    def tick(self, label: str) -> None:
        """Tick the checkbox or radio button of that label."""
        self.press("label", label)

    def count(self, css: str) -> int:
        """How many visible elements of that selector there are now."""
        script = "return [...document.querySelectorAll(arguments[0])].filter((each) => each.checkVisibility()).length"
        return int(self.run(script, css))

    def run(self, script: str, *values: object) -> Any:
        """What the body of a function `script` returns there."""
        return self._until(lambda: [self._run(script, *values)], script)[0]

    def reload(self) -> None:
        """Reload what stands there, as a frame's context menu does; return when the new document has begun."""
        self.run("document.documentElement.dataset.old = ''; location.reload()")
        self._until(
            lambda: self._run("return 'old' in document.documentElement.dataset ? null : true"), "a new document"
        )

    def _until(self, look: Callable[[], Found | None], what: str) -> Found:
        """What `look` gives from here, as soon as it gives something without an error."""
        deadline, last = time.monotonic() + PATIENCE, ""
        while time.monotonic() < deadline:
            try:
                self._enter()
                if (found := look()) is not None:
                    return found
            except FirefoxError as error:
                last = str(error)
            time.sleep(PAUSE)
        message = f"Not seen in Firefox: {what} in {self.frames or 'the page'}. {last}\n{self._shown()}"
        raise AssertionError(message)

    def _shown(self) -> str:
        try:
            self._enter()
            return str(self._run("return location.href + '\\n' + document.body.innerText"))
        except FirefoxError as error:
            return str(error)

    def _enter(self) -> None:
        self.marionette.ask("WebDriver:SwitchToWindow", handle=self.window)
        self.marionette.ask("WebDriver:SwitchToFrame", id=None)
        for css in self.frames:
            found = self.marionette.ask("WebDriver:FindElement", using="css selector", value=css)
            self.marionette.ask("WebDriver:SwitchToFrame", element=found[_ELEMENT])

    def _element(self, css: str, text: str) -> str:
        found = self._run(_SHOWN, css, text)
        if found is None:
            raise FirefoxError("no such element", "nothing visible")
        return str(found[_ELEMENT])

    def _text(self, element: str) -> str:
        return str(self.marionette.ask("WebDriver:GetElementText", id=element))

    def _press(self, element: str) -> bool:
        if not self.marionette.ask("WebDriver:IsElementEnabled", id=element):
            raise FirefoxError("disabled", "it can't be pressed")
        self.marionette.ask("WebDriver:ElementClick", id=element)
        return True

    def _run(self, script: str, *values: object) -> Any:
        return self.marionette.ask("WebDriver:ExecuteScript", script=script, args=values)


@dataclass(frozen=True)
class Firefox:
    """A running Firefox, with one window at first."""

    marionette: Marionette

    @property
    def page(self) -> Place:
        """The page of the first window."""
        return Place(self.marionette, self.windows()[0])

    def windows(self) -> Sequence[str]:
        """The windows that are open now, oldest first."""
        handles: list[str] = self.marionette.ask("WebDriver:GetWindowHandles")
        return handles

    def new_window(self, known: Sequence[str]) -> Place:
        """The page of a window that was not open when `known` were; wait for it."""
        fresh = _soon(lambda: [handle for handle in self.windows() if handle not in known])
        assert fresh, "No new window has opened"
        return Place(self.marionette, fresh[0])

    def wait_until_closed(self, place: Place) -> None:
        """Wait until the window of that page has gone."""
        assert _soon(lambda: place.window not in self.windows()), f"The window stays: {place._shown()}"


def _soon(look: Callable[[], Found]) -> Found:
    """What `look` gives, as soon as it gives something; nothing, when it has given that for long."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(PAUSE)
    return found


@contextmanager
def firefox(mode: Mode) -> Iterator[Firefox]:
    """A person's headless Firefox with a fresh profile; ended afterwards."""
    program = firefox_program()
    assert program, "Firefox is not installed"
    with TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder)
        chosen = {**_PREFERENCES, "network.cookie.cookieBehavior": _BEHAVIOUR[mode]}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in chosen.items()]
        (profile / "user.js").write_text("".join(lines))
        command = [str(program), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
        environment = bare_environment() | {"HOME": folder, "MOZ_CRASHREPORTER_DISABLE": "1"}
        with running(command, environment=environment, log=profile / "log") as started:
            # Firefox writes the port into its profile once it listens.
            active = profile / "MarionetteActivePort"
            marionette = Marionette(
                wait_for(started, lambda: int(active.read_text()), OSError, ValueError, seconds=START)
            )
            marionette.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
            try:
                yield Firefox(marionette)
            finally:
                marionette.close()
