"""An LMS of LTI 1.3 for tests that speak HTTP: signed by cryptography, as Canvas does (docs/lms-behaviour.md §5.4)."""

import json
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from tests.canvas import ORIGIN, opaque
from tests.launches.oidc_platform import Platform
from tests.launches.school import School
from tests.lti.v1p3.platform import LTI, MEMBERSHIP, SETTINGS, token
from tests.servers import Slipway
from tests.way_in import way_in

GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
DEPLOYMENT = "1:first-deployment"


def sub_of(login: str) -> str:
    """Canvas's ids of people in LTI 1.3, which are not those of LTI 1.1."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, login))


def person(login: str, *, role: str = "Learner", name: str = "", **claims: Any) -> dict[str, Any]:
    """What a launch says of a person."""
    given, _, family = (name or login.title()).partition(" ")
    told = {"sub": sub_of(login), "name": name or login.title(), "given_name": given, "family_name": family}
    roles = [role if ":" in role else f"{MEMBERSHIP}{role}"] if role else []
    return told | {"email": f"{login}@school.example", f"{LTI}roles": roles} | claims


def course_claims(course: int = 7, *, origin: str = ORIGIN) -> dict[str, Any]:
    """A launch from a course of a Canvas, but for its person, its link and what every token says."""
    return {
        f"{LTI}context": {"id": opaque(f"course {course}"), "label": f"C{course}", "title": f"Course {course}"},
        f"{LTI}launch_presentation": {
            "document_target": "iframe",
            "locale": "en",
            "return_url": f"{origin}/courses/{course}/external_content/success/external_tool_redirect?sesskey=s3cret",
        },
        f"{LTI}tool_platform": {"guid": f"{opaque(origin)[:20]}:canvas-lms", "product_family_code": "canvas"},
        f"{LTI}custom": {"canvas_module_id": "$Canvas.module.id"},
        f"{LTI}lis": {"person_sourcedid": "$Person.sourcedId"},
    }


def lti(name: str, value: Any) -> dict[str, Any]:
    """One claim of LTI's own; None leaves it out."""
    return {f"{LTI}{name}": value}


def settings(**changes: Any) -> dict[str, Any]:
    """Other settings of a deep linking request."""
    return {SETTINGS: changes or None}


def selection_claims(course: int = 7) -> dict[str, Any]:
    """What makes a deep linking request of a launch's claims."""
    told = {
        "deep_link_return_url": f"{ORIGIN}/courses/{course}/deep_linking_response?data=a.b.c",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe", "window"],
    }
    return {f"{LTI}message_type": "LtiDeepLinkingRequest", SETTINGS: told, f"{LTI}resource_link": None}


def service_claims(course: int = 7, *, item: int | None = 3, origin: str = ORIGIN) -> dict[str, Any]:
    """What a launch of a graded link says of the services of its course; without `item` the link has no line item."""
    at, spec = f"{origin}/api/lti/courses/{course}", "https://purl.imsglobal.org/spec"
    grades = {
        "scope": [f"{spec}/lti-ags/scope/score", f"{spec}/lti-ags/scope/lineitem"],
        "lineitems": f"{at}/line_items",
        **({"lineitem": f"{at}/line_items/{item}?type_id=3"} if item else {}),
    }
    roster = {"context_memberships_url": f"{at}/names_and_roles", "service_versions": ["2.0"]}
    return {GRADES: grades, f"{spec}/lti-nrps/claim/namesroleservice": roster}


@dataclass(frozen=True)
class Login:
    """A login that Slipway has answered, in the browser that keeps `cookies`."""

    answer: httpx.Response
    cookies: Mapping[str, str]

    @property
    def asked(self) -> dict[str, str]:
        """The authentication request's parameters."""
        return dict(parse_qsl(urlsplit(self.answer.headers["location"]).query))


@dataclass(frozen=True)
class OidcLms:
    """An LMS registered at a Slipway."""

    server: Slipway
    platform: Platform
    client_id: str
    issuer: str
    key: str = "first"
    login_path: str = "/lti/1p3/login"
    extra: Mapping[str, Any] = field(default_factory=dict)

    def login_values(self, target: str, **changes: str) -> dict[str, str]:
        """What a login initiation says."""
        told = {
            "iss": self.issuer,
            "login_hint": "hint-1",
            "target_link_uri": target if ":" in target else self.server.url + target,
            "lti_message_hint": "message hint/1",
            "client_id": self.client_id,
            "lti_deployment_id": DEPLOYMENT,
        }
        return {name: text for name, text in (told | changes).items() if text}

    def login(self, target: str = "/lti", *, headers: Mapping[str, str] = {}, **changes: str) -> Login:
        """Begin a login, as an LMS's page does."""
        sent = self.server.post(self.login_path, data=self.login_values(target, **changes), headers=headers)
        return Login(sent, cookies_of(sent))

    def claims(self, target: str, of_login: str, who: Mapping[str, Any], *, course: int = 7, **changes: Any) -> Any:
        """The claims of a launch, `of_login` being its nonce; a change to None leaves one out."""
        now = int(time.time())
        told = {
            "iss": self.issuer,
            "aud": self.client_id,
            "azp": self.client_id,
            "iat": now,
            "exp": now + 3600,
            "nonce": of_login,
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": DEPLOYMENT,
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}target_link_uri": target if ":" in target else self.server.url + target,
            f"{LTI}resource_link": {"id": opaque(f"{course} link"), "title": "Loops lab"},
        }
        return told | course_claims(course) | dict(self.extra) | dict(who) | changes

    def begun(
        self, target: str, who: Mapping[str, Any], *, asks: Mapping[str, Any] = {}, **changes: Any
    ) -> tuple[Login, dict[str, Any]]:
        """A login that `asks` so, and the claims of the launch that it leads to."""
        login = self.login(target, **asks)
        return login, self.claims(target, login.asked["nonce"], who, **changes)

    def post(self, login: Login, id_token: str, **changes: str) -> httpx.Response:
        """Post an id_token to the redirect URI, as the browser of the login does."""
        fields = {"state": login.asked["state"], "id_token": id_token} | changes
        return self.post_form(fields, login.cookies)

    def post_form(
        self, fields: Mapping[str, str], cookies: Mapping[str, str], *, dest: str = "document", origin: str | None = ""
    ) -> httpx.Response:
        """Post any form to the redirect URI: from the LMS's page, or from `origin`; None says none.

        Cookies go by hand: httpx would keep secure ones from http.
        """
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        headers = {"Sec-Fetch-Dest": dest} | ({"Cookie": cookie} if cookie else {})
        headers |= {} if origin is None else {"Origin": origin or self.platform.url}
        return self.server.post("/lti/1p3/launch", data=dict(fields), headers=headers)

    def launch(self, target: str, who: Mapping[str, Any], *, course: int = 7, **changes: Any) -> httpx.Response:
        """A whole launch: login, authentication, id_token."""
        login, claims = self.begun(target, who, course=course, **changes)
        return self.post(login, token(claims, key=self.key))

    def select(self, who: Mapping[str, Any], *, course: int = 7, **changes: Any) -> httpx.Response:
        """A deep linking request."""
        return self.launch("/lti/select", who, course=course, **(selection_claims(course) | changes))

    def page(self, let_in: httpx.Response) -> httpx.Response:
        """The page that a launch which was let in leads to, fetched as its shell does."""
        to = way_in(let_in)
        return self.server.get(to.path, headers=to.bearer)


def cookies_of(answer: httpx.Response) -> dict[str, str]:
    """The cookies that an answer sets."""
    jar: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        jar.load(line.replace("; Partitioned", ""))
    return {name: morsel.value for name, morsel in jar.items()}


REGISTRATION = """
[[organization]]
slug = "{slug}"
name = "{slug} College"
[[organization.lti_1p3]]
name = {name}
issuer = "{issuer}"
client_id = "{client_id}"
auth_url = "{auth}/auth"
token_url = "{url}/token"
jwks_url = "{url}/jwks/{jwks}"
deployment_policy = "{policy}"
deployments = {deployments}
{more}
"""


def registered(
    school: School, platform: Platform, *, name: str = "Canvas", client: str = "", jwks: str = "first",
    policy: str = "first", deployments: Sequence[str] = (), issuer: str = "", auth: str = "", more: str = "",
) -> OidcLms:  # fmt: skip
    """The school's Canvas with a registration beside its key, or another LMS of it."""
    client_id, issuer = client or f"{school.slug}-client", issuer or platform.url
    school.server.apply(
        REGISTRATION.format(
            slug=school.slug, name=json.dumps(name), issuer=issuer, client_id=client_id, url=platform.url,
            auth=auth or platform.url, jwks=jwks, policy=policy, deployments=json.dumps(list(deployments)), more=more,
        )
    )  # fmt: skip
    return OidcLms(school.server, platform, client_id, issuer)


def by_own_url(lms: OidcLms, school: School) -> OidcLms:
    """The same LMS, set up with the login URL of its own registration."""
    shown = next(org for org in school.server.show()["organizations"] if org["slug"] == school.slug)
    row = next(each for each in shown["lti_1p3"]["registrations"] if each["client_id"] == lms.client_id)
    return replace(lms, login_path=urlsplit(row["login_url"]).path)
