"""A person's browser, as far as a launch needs one: it keeps cookies, follows redirects and sends forms."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from tests import asking

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class LaunchForm:
    """A form that a page sends by itself, or by a button."""

    action: str
    pairs: tuple[tuple[str, str], ...]

    def send(self) -> httpx.Response:
        """Post the form to where it goes, from a browser without cookies; no redirect is followed."""
        return Browser().send(self)

    def value(self, name: str) -> str:
        """What stands under a name."""
        return dict(self.pairs)[name]

    def with_value(self, name: str, text: str) -> "LaunchForm":
        """The form as somebody in between would change it: another value under that name, the signature kept."""
        return replace(self, pairs=tuple((each, text if each == name else old) for each, old in self.pairs))


@dataclass
class Browser:
    """A browser that shows no frames. It trusts loopback, as browsers do: cookies for https only are kept and sent."""

    cookies: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def open(self, url: str) -> httpx.Response:
        """Go to `url` and on to where it leads."""
        answer = self.step(url)
        while answer.is_redirect:
            url = urljoin(url, answer.headers["location"])
            answer = self.step(url)
        return answer

    def step(self, url: str) -> httpx.Response:
        """Go to `url`, and not on."""
        return self._ask("GET", url)

    def click(self, url: str) -> LaunchForm:
        """Open an LTI 1.3 link, through the login up to the LMS's form with the id_token, which is not sent."""
        page = self.open(url)
        page.raise_for_status()
        [form] = forms_in(page.text)
        return form

    def send(self, form: LaunchForm) -> httpx.Response:
        """Post a form; no redirect is followed."""
        return self._ask("POST", form.action, content=urlencode(form.pairs), headers={"Content-Type": FORM})

    def _ask(self, method: str, url: str, *, headers: Mapping[str, str] = {}, **request: Any) -> httpx.Response:
        kept = self.cookies[urlsplit(url).hostname or ""]
        sent = {"Sec-Fetch-Dest": "document", "Cookie": "; ".join(f"{name}={text}" for name, text in kept.items())}
        answer = asking.request(method, url, headers={**sent, **headers}, **request)
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line.replace("; Partitioned", "")).items():
                kept[name] = morsel.value
                if morsel["max-age"] == "0":
                    del kept[name]
        return answer


def forms_in(html: str) -> list[LaunchForm]:
    """The forms of a page with their inputs."""
    return _Forms(html).found


class _Forms(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[LaunchForm] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(LaunchForm(told["action"], ()))
        if tag == "input" and self.found and "name" in told:  # a button has none
            form = self.found[-1]
            self.found[-1] = replace(form, pairs=(*form.pairs, (told["name"], told.get("value", ""))))
