"""LMS programs that are registered for LTI 1.3: what an owner and an administrator type in, and launches from there."""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from tests.e2e.connecting import posted, signed_in
from tests.peers.browser import Browser, LaunchForm, forms_in
from tests.peers.launching import LtiPlatform, OpenEdx, ToolFields, framed_in
from tests.servers import Slipway
from tests.way_in import way_in

REGISTRATION = """
[[organization]]
slug = "{slug}"
name = "{organization}"
[[organization.lti_1p3]]
name = "{name}"
issuer = "{issuer}"
client_id = "{client_id}"
auth_url = "{auth_url}"
token_url = "{token_url}"
jwks_url = "{jwks_url}"
"""
NAMES = {"ask_to_send_full_name": True, "ask_to_send_email": True, "ask_to_send_username": True}


def shown_to_owner(server: Slipway, slug: str) -> dict[str, Any]:
    """The addresses of LTI 1.3 that an owner gives to an LMS."""
    return dict(server.show_organization(slug)["lti_1p3"])


@dataclass(frozen=True)
class LaunchedInto:
    """A Slipway that LMS programs launch into."""

    server: Slipway

    def page(self, let_in: httpx.Response) -> httpx.Response:
        """The page that a launch which was let in leads to, fetched as its shell does."""
        path, bearer = path_and_bearer(let_in)
        return self.server.get(path, headers=bearer)

    def at_work(self, let_in: httpx.Response) -> tuple[str, str]:
        """The unit of the page that a launch leads to, and the class role that it is shown to."""
        [(unit, role)] = re.findall(r'data-unit="([^"]+)" data-role="([^"]+)"', self.page(let_in).text)
        return unit, role

    def choice(self, let_in: httpx.Response, fields: Mapping[str, str | list[str]]) -> httpx.Response:
        """The page that follows on the form of the page that a launch leads to, such as the picker's."""
        path, bearer = path_and_bearer(let_in)
        return self.server.post(path, data=fields, headers=bearer)


def path_and_bearer(let_in: httpx.Response) -> tuple[str, dict[str, str]]:
    """The page that a launch which was let in leads to, and the header that opens it."""
    to = way_in(let_in)
    return to.path, to.bearer


@dataclass(frozen=True)
class Registered(LaunchedInto):
    """A client of an LMS at a Slipway."""

    client_id: str

    def home_form(self, let_in: httpx.Response, units: Iterable[str]) -> LaunchForm:
        """The form by which the picker sends a choice home, with columns; of none, what *Cancel* sends."""
        answer = self.choice(let_in, {"unit": list(units), "columns": "1"} if units else {"cancel": "1"})
        [form] = [form for form in forms_in(answer.text) if "JWT" in dict(form.pairs)]
        return form

    def last_launch(self) -> dict[str, Any]:
        """The newest row of the launch log from this client."""
        of_ours = "FROM lms_launchrecord r JOIN lms_registration g ON g.id = r.registration_id WHERE g.client_id = %s"
        return self.server.query(f"SELECT r.* {of_ours} ORDER BY r.at DESC LIMIT 1", [self.client_id])[0]

    def findings(self) -> str:
        """The page that *Test connection* shows an owner."""
        of_ours = "FROM lms_registration g JOIN lms_lms l ON l.id = g.lms_id JOIN orgs_organization o"
        [row] = self.server.query(
            f"SELECT g.id, l.organization_id, o.slug {of_ours} ON o.id = l.organization_id WHERE g.client_id = %s",
            [self.client_id],
        )
        organization, registration = (UUID(hex=row[name]) for name in ("organization_id", "id"))
        path = f"/organizations/{organization}/settings/lti/registrations/{registration}/test"
        with signed_in(self.server, f"owner@{row['slug']}.example") as owner:
            return posted(owner, path).raise_for_status().text

    def identity(self) -> dict[str, Any]:
        """The LMS identity of who launched last."""
        found = [self.last_launch()["identity_id"]]
        return self.server.query("SELECT * FROM people_lmsidentity WHERE id = %s", found)[0]


@dataclass(frozen=True)
class EdxClient(Registered):
    """A client of an Open edX: its blocks of one passport."""

    openedx: OpenEdx
    course: str
    fields: dict[str, Any]

    def place(self, block: str, **fields: Any) -> None:
        """Make the course anew with one block, these fields of it beside those that connect it."""
        blocks = {block: {**self.fields, **fields}}
        self.openedx.make_course(self.course, passport="none:none:none", blocks=blocks)

    def click(self, browser: Browser, block: str, *, who: str) -> LaunchForm:
        """The form that the block's frame would post."""
        return browser.click(framed_in(browser.open(self.openedx.learn_url(self.course, block, who=who))))

    def choose(self, browser: Browser, block: str, *, who: str) -> LaunchForm:
        """The form by which Studio asks for a choice of content."""
        browser.open(self.openedx.learn_url(self.course, block, who=who))  # signs in
        return browser.click(self.openedx.studio(self.course, block, who=who)["deep_linking_launch_url"])

    def picker(self, browser: Browser, block: str, *, who: str = "teach") -> httpx.Response:
        """The answer to a choice of content that is asked for in a block which was just placed."""
        self.place(block)
        return browser.send(self.choose(browser, block, who=who))


def edx_client(
    server: Slipway, openedx: OpenEdx, *, slug: str, course: str, passport: str, own_login: bool
) -> EdxClient:
    """Register an Open edX's passport as owner and author do, by what each one's pages show to the other."""
    shown = shown_to_owner(server, slug)
    fields = {
        "lti_version": "lti_1p3",
        "lti_1p3_passport_id": passport,
        "lti_1p3_oidc_url": shown["login_url"],
        "lti_1p3_launch_url": f"{server.url}/lti",
        "lti_1p3_redirect_uris": [shown["launch_url"]],
        "lti_1p3_tool_key_mode": "keyset_url",
        "lti_1p3_tool_keyset_url": shown["jwks_url"],
        "lti_advantage_deep_linking_enabled": True,
        "lti_advantage_deep_linking_launch_url": f"{server.url}/lti/select",
    }
    openedx.make_course(course, passport="none:none:none", blocks={f"first-{passport}": fields})
    studio = openedx.studio(course, f"first-{passport}", who="teach")
    client_id = studio["client_id"]
    entry = {"auth_url": studio["oidc_callback"], "token_url": studio["token_url"], "jwks_url": studio["keyset_url"]}
    _register(server, slug, name="Open edX", issuer=openedx.url, client_id=client_id, **entry)
    if own_login:
        fields["lti_1p3_oidc_url"] = _own_login(server, slug, client_id)
    return EdxClient(server, client_id, openedx, course, fields)


@dataclass(frozen=True)
class LibraryClient(Registered):
    """A tool of the lti1p3platform program."""

    platform: LtiPlatform
    tool: ToolFields

    def click(self, browser: Browser, link: str, *, who: str) -> LaunchForm:
        """The form that a click on a link posts."""
        return browser.click(self.platform.link_url(link, who=who))

    def choose(self, browser: Browser, *, who: str) -> LaunchForm:
        """The form by which the course asks for a choice of links."""
        return browser.click(self.platform.choose_url(self.client_id, who=who))


def library_client(
    server: Slipway, platform: LtiPlatform, client_id: str, *, slug: str, data: Any = None
) -> LibraryClient:
    """Register a tool at the lti1p3platform program and that at Slipway."""
    shown = shown_to_owner(server, slug)
    tool = ToolFields(
        deployment_id="first",
        login_url=shown["login_url"],
        launch_url=f"{server.url}/lti",
        select_url=f"{server.url}/lti/select",
        jwks_url=shown["jwks_url"],
        data=data,
    )
    platform.register(client_id, tool)
    at = platform.url
    urls = {"auth_url": f"{at}/auth", "token_url": f"{at}/token/{client_id}", "jwks_url": f"{at}/jwks"}
    _register(server, slug, name="OpenLearning", issuer=at, client_id=client_id, **urls)
    return LibraryClient(server, client_id, platform, tool)


def _register(server: Slipway, slug: str, **registration: str) -> None:
    server.apply(REGISTRATION.format(slug=slug, organization="Peer College", **registration))


def _own_login(server: Slipway, slug: str, client_id: str) -> str:
    rows = shown_to_owner(server, slug)["registrations"]
    return next(str(row["login_url"]) for row in rows if row["client_id"] == client_id)


def claims_of(token: str) -> dict[str, Any]:
    """What a JWT says, unverified."""
    claims: dict[str, Any] = json.loads(_decoded(token.split(".")[1]))
    return claims


def forged(token: str, old: str, new: str) -> str:
    """The JWT with something else in its claims, its signature kept."""
    header, payload, signature = token.split(".")
    text = _decoded(payload).decode()
    assert old in text
    changed = base64.urlsafe_b64encode(text.replace(old, new).encode()).rstrip(b"=").decode()
    return f"{header}.{changed}.{signature}"


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
