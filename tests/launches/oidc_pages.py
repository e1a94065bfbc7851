"""The pages of a small LMS for browsers: a link in a frame, a window or a popup, its sign-in, its storage for apps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal
from urllib.parse import urlencode

from tests.launches.oidc import OidcLms, person
from tests.lti.v1p3.platform import token

How = Literal["frame", "window", "popup"]
StorageTarget = Literal["", "_parent", "post_message_forwarding", "silent"]  # the last is none

# lti.capabilities, lti.put_data and lti.get_data for one tool, as postMessage Storage 0.1 says.
STORAGE_SCRIPT = """
const kept = new Map();
const hear = ({ data, origin, source }) => {
  if (origin !== TOOL || typeof data?.subject !== "string") return;
  const answer = { subject: `${data.subject}.response`, message_id: data.message_id };
  if (data.subject === "lti.capabilities") answer.supported_messages = SUPPORTED;
  else if (data.subject === "lti.put_data") {
    if (data.value === null) kept.delete(data.key); else kept.set(data.key, data.value);
    Object.assign(answer, { key: data.key, value: data.value });
    window.seen = [...(window.seen ?? []), data.value === null ? "deleted" : "kept"];
  } else if (data.subject === "lti.get_data") {
    Object.assign(answer, { key: data.key, value: kept.get(data.key) ?? null });
  } else return;
  source.postMessage(answer, origin);
};
setTimeout(() => addEventListener("message", hear), AFTER);
"""


@dataclass
class Pages:
    """The LMS at `lms.platform`, whose link leads to `path` of Slipway.

    `hints` are those that were used up; `storage_after` is how many milliseconds its storage hears nothing at first.
    """

    lms: OidcLms
    path: str
    who: str = "browser"
    hints: list[str] = field(default_factory=list)
    storage_after: int = 0

    def serve(self) -> None:
        """Serve them from now on."""
        served = {"/course": self.course, "/start": self.start, "/auth": self.sign_in, "/storage": self.storage}
        self.lms.platform.pages.update(served)

    def url(self, how: How, storage: StorageTarget) -> str:
        """A course whose link opens in that way."""
        return f"{self.lms.platform.url}/course?{urlencode({'how': how, 'storage': storage})}"

    def course(self, values: Mapping[str, str]) -> str:
        """The course's page, which is also the storage that is named `_parent`."""
        start = escape("/start?" + urlencode({"storage": values.get("storage", ""), "hint": f"hint-{len(self.hints)}"}))
        storing = values.get("storage", "")
        forward = '<iframe name="post_message_forwarding" src="/storage" hidden></iframe>'
        link = {
            "frame": f'<iframe name="tool" src="{start}" width="900" height="600"></iframe>',
            "window": f'<a id="go" href="{start}" target="_blank">Open</a>',
            "popup": f"<button id=\"go\" onclick=\"window.open('{start}', 'p', 'width=600,height=500')\">Open</button>",
        }[values["how"]]
        script = (
            self._script('[{ subject: "lti.put_data" }, { subject: "lti.get_data" }]') if storing == "_parent" else ""
        )
        return f"{script}<h1>Course</h1>{forward if storing == 'post_message_forwarding' else ''}{link}"

    def storage(self, _: Mapping[str, str]) -> str:
        """The frame that keeps values."""
        return self._script("[]")

    def start(self, values: Mapping[str, str]) -> str:
        """The login initiation, posted at once."""
        told = {"lti_storage_target": values.get("storage", ""), "login_hint": values["hint"]}
        return posted(f"{self.lms.server.url}{self.lms.login_path}", self.lms.login_values(self.path, **told))

    def sign_in(self, values: Mapping[str, str]) -> str:
        """The authentication endpoint: each hint is good once, as Canvas has it."""
        hint = values["login_hint"]
        if hint in self.hints:
            return posted(values["redirect_uri"], {"state": values["state"], "error": "launch_no_longer_valid"})
        self.hints.append(hint)
        id_token = token(self.lms.claims(self.path, values["nonce"], person(self.who)))
        return posted(values["redirect_uri"], {"state": values["state"], "id_token": id_token})

    def _script(self, supported: str) -> str:
        known = f'const TOOL = "{self.lms.server.url}", SUPPORTED = {supported}, AFTER = {self.storage_after};'
        return f"<script>{known}{STORAGE_SCRIPT}</script>"


def waiting_for_a_press(url: str, fields: Mapping[str, str], target: str = "") -> str:
    """A form with a button, whose answer is shown in `target`."""
    inputs = "".join(f'<input type="hidden" name="{name}" value="{escape(text)}">' for name, text in fields.items())
    return f'<form action="{escape(url)}" method="post" target="{target}">{inputs}<button>Go</button></form>'


def posted(url: str, fields: Mapping[str, str]) -> str:
    """A form that sends itself."""
    return f"{waiting_for_a_press(url, fields)}<script>document.forms[0].submit()</script>"
