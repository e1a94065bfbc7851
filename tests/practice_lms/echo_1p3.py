"""A tiny LTI 1.3 tool to aim the practice LMS at. It signs and verifies by PyJWT, and keeps what it is sent.

Honest by itself; what a test wants to be wrong it makes itself, with `sign`.
"""

import json
import time
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import uuid4

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from jwt.algorithms import RSAAlgorithm

from tests import asking
from tests.practice_lms.echo_tool import Handler, Tool

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
ROSTER = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
KEY = generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = generate_private_key(public_exponent=65537, key_size=2048)
KID = "echo-1"

STORAGE = """<script type="module">
const target = document.body.dataset.target, origin = document.body.dataset.origin;
const page = window.parent === window ? window.opener : window.parent;
const ask = (to, message) => new Promise((resolve) => {
  const id = crypto.randomUUID();
  const say = () => to.postMessage({ ...message, message_id: id }, origin);
  const again = setInterval(say, 250);  // a frame that is still loading hears nothing
  const done = (answer) => { clearInterval(again); resolve(answer); };
  addEventListener("message", ({ data, origin: from }) => data?.message_id === id && done({ ...data, from }));
  setTimeout(() => done({ value: "no answer" }), 3000);
  say();
});
const can = await ask(page, { subject: "lti.capabilities" });
const named = can.supported_messages?.find(({ subject }) => subject === "lti.put_data")?.frame ?? "none";
let found = `capabilities: ${named}`;
if (target) {
  const frame = target === "_parent" ? page : page.frames[target];
  await ask(frame, { subject: "lti.put_data", key: "state", value: "kept value" });
  const got = await ask(frame, { subject: "lti.get_data", key: "state" });
  const other = await ask(frame, { subject: "lti.get_data", key: "other" });
  const bad = await ask(frame, { subject: "lti.put_data", key: "big", value: "x".repeat(5000) });
  found += `; stored: ${got.value}; other: ${other.value}; big: ${bad.error?.code}`;
}
document.querySelector("#storage").textContent = found;
</script>"""


def sign(claims: dict[str, Any], *, key: Any = KEY, kid: str = KID) -> str:
    """A JWT of the tool."""
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": kid})


def timed(claims: dict[str, Any]) -> dict[str, Any]:
    """Claims with iat and exp of now, and a fresh nonce."""
    now = int(time.time())
    return {"iat": now, "exp": now + 300, "nonce": uuid4().hex, **claims}


def client_id_in(claims: dict[str, Any]) -> str:
    """Whom an id_token is meant for: one audience, in Schoology a list of one."""
    audience: str | list[str] = claims["aud"]
    return audience if isinstance(audience, str) else audience[0]


def answer_claims(request: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """The claims of an answer to a deep linking request."""
    settings = request[f"{DL}deep_linking_settings"]
    claims = {
        "iss": client_id_in(request),
        "sub": client_id_in(request),
        "aud": request["iss"],
        f"{LTI}deployment_id": request[f"{LTI}deployment_id"],
        f"{LTI}message_type": "LtiDeepLinkingResponse",
        f"{LTI}version": "1.3.0",
        f"{DL}content_items": items,
    }
    return timed(claims | ({f"{DL}data": settings["data"]} if "data" in settings else {}))


def link(origin: str, number: int, **more: Any) -> dict[str, Any]:
    """An LTI link with a unit of its own and ten points."""
    return {
        "type": "ltiResourceLink",
        "url": f"{origin}/lti/units/{number}",
        "title": f"Unit {number}",
        "custom": {"unit": f"u{number}"},
        "lineItem": {"scoreMaximum": 10, "label": f"Unit {number}", "resourceId": f"u{number}"},
        **more,
    }


class AdvantageHandler(Handler):
    """Login, launch, keys, Canvas's JSON, registration."""

    server: "AdvantageTool"

    def do_GET(self) -> None:
        """Configuration; a login that is sent by GET; a registration."""
        path, query = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        if path == "/jwks.json":
            key = json.loads(RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": KID, "use": "sig"}
            self.send(json.dumps({"keys": [key]}), "application/json")
        elif path == "/canvas.json":
            self.send(json.dumps(self.server.canvas_json()), "application/json")
        elif path == "/login":
            self._login(query)
        elif path == "/register":
            self.send(self.server.register(query))
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        """A login or a launch."""
        fields = self.posted()
        if self.path.startswith("/login"):
            self._login(fields)
        else:
            self._launch(fields)

    def _login(self, fields: dict[str, str]) -> None:
        self.server.logins.append((self.command, fields))
        self.send_response(302)
        self.send_header("Location", self.server.onward(fields))
        self.end_headers()

    def _launch(self, fields: dict[str, str]) -> None:
        self.server.launches.append(fields)
        if "id_token" not in fields:
            return self.send(f"<h1>Refused</h1><p>{escape(fields['error'])}</p>")
        claims = self.server.verified(fields["id_token"])
        if claims[f"{LTI}message_type"] == "LtiDeepLinkingRequest":
            return self.send(self._picker(claims))
        path = urlsplit(claims[f"{LTI}target_link_uri"]).path
        origin = "/".join(claims.get(f"{LTI}launch_presentation", {}).get("return_url", "").split("/")[:3])
        return self.send(
            f"""<body data-target="{escape(fields.get("lti_storage_target", ""))}" data-origin="{escape(origin)}">
            <h1>Echo {escape(path)}</h1><p id="storage"></p><p>{escape(claims.get("name", ""))}</p>
            <pre>{escape(json.dumps(claims, indent=1))}</pre>{STORAGE if origin else ""}</body>"""
        )

    def _picker(self, claims: dict[str, Any]) -> str:
        settings = claims[f"{DL}deep_linking_settings"]
        items = [link(self.server.origin, number) for number in (1, 2, 3)]
        token = sign(answer_claims(claims, items if settings["accept_multiple"] else items[:1]))
        return f"""<h1>Pick</h1><form method="post" action="{escape(settings["deep_link_return_url"])}">
            <input type="hidden" name="JWT" value="{token}"><button>Give back</button></form>"""


class AdvantageTool(Tool):
    """The tool. `logins` and `launches` are what it was sent; `known` what it was told of each LMS, by client id."""

    def __init__(self) -> None:
        super().__init__(AdvantageHandler)
        self.logins: list[tuple[str, dict[str, str]]] = []
        self.launches: list[dict[str, str]] = []
        self.known: dict[str, dict[str, str]] = {}
        self.answers: list[httpx.Response] = []

    def onward(self, login: dict[str, str]) -> str:
        """Where a login goes on: the LMS's authentication URL with all nine parameters and state."""
        return f"{self.known[login['client_id']]['auth_url']}?{urlencode(self.request(login))}"

    def request(self, login: dict[str, str]) -> dict[str, str]:
        """The parameters of the authentication request."""
        return {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": login["client_id"],
            "redirect_uri": f"{self.origin}/launch",
            "login_hint": login["login_hint"],
            "lti_message_hint": login["lti_message_hint"],
            "state": "the state",
            "nonce": uuid4().hex,
        }

    def verified(self, id_token: str) -> dict[str, Any]:
        """The claims of an id_token, verified with the LMS's published keys."""
        client_id = client_id_in(jwt.decode(id_token, options={"verify_signature": False}))
        keys = asking.get(self.known[client_id]["jwks_url"]).json()["keys"]
        kid = jwt.get_unverified_header(id_token)["kid"]
        key = RSAAlgorithm.from_jwk(next(key for key in keys if key["kid"] == kid))
        claims: dict[str, Any] = jwt.decode(id_token, key, algorithms=["RS256"], audience=client_id, leeway=5)  # type: ignore[arg-type]
        return claims

    def registration(self) -> dict[str, Any]:
        """The document that the tool registers itself with."""
        url = self.origin
        selection = {"type": "LtiDeepLinkingRequest", "target_link_uri": f"{url}/lti/select", "label": "Echo"}
        placements = ["ContentArea", "editor_button", "link_selection", "assignment_selection"]
        placements += ["course_assignments_menu", "module_index_menu_modal"]
        menu = {"type": "LtiResourceLinkRequest", "target_link_uri": f"{url}/lti/course", "label": "Echo menu"}
        return {
            "application_type": "web",
            "grant_types": ["client_credentials", "implicit"],
            "response_types": ["id_token"],
            "initiate_login_uri": f"{url}/login",
            "redirect_uris": [f"{url}/launch"],
            "client_name": "Echo 1.3",
            "jwks_uri": f"{url}/jwks.json",
            "token_endpoint_auth_method": "private_key_jwt",
            "scope": f"{SCORE} {ROSTER}",
            TOOL: {
                "domain": url.removeprefix("http://"),
                "target_link_uri": f"{url}/lti",
                "claims": ["sub", "name", "email"],
                "custom_parameters": {"history": "$Context.id.history", "odd name": "$No.such.variable"},
                "messages": [selection | {"placements": placements}, menu | {"placements": ["course_navigation"]}],
                "https://canvas.instructure.com/lti/privacy_level": "public",
            },
        }

    def register(self, query: dict[str, str]) -> str:
        """Register with the LMS that opened the registration URL. Returns the page that says so and closes itself."""
        bearer = {"Authorization": f"Bearer {query['registration_token']}"}
        told = asking.get(query["openid_configuration"], headers=bearer).json()
        answer = asking.post(told["registration_endpoint"], json=self.registration(), headers=bearer)
        self.answers.append(answer)
        self.known[answer.json()["client_id"]] = {
            "auth_url": told["authorization_endpoint"],
            "jwks_url": told["jwks_uri"],
            "token_url": told["token_endpoint"],
        }
        close = "window.parent.postMessage({subject: 'org.imsglobal.lti.close'}, '*')"
        return f'<h1>Registered</h1><button onclick="{close}">Close</button>'

    def canvas_json(self) -> dict[str, Any]:
        """The tool's JSON for Canvas."""
        url = self.origin
        names = ("editor_button", "link_selection", "assignment_selection", "course_assignments_menu")
        selections = [{"placement": name, "message_type": "LtiDeepLinkingRequest", "enabled": True} for name in names]
        return {
            "title": "Echo JSON",
            "description": "Says what it hears",
            "oidc_initiation_url": f"{url}/login",
            "target_link_uri": f"{url}/lti",
            "redirect_uris": [f"{url}/launch"],
            "public_jwk_url": f"{url}/jwks.json",
            "scopes": [SCORE],
            "custom_fields": {"course": "$Canvas.course.id"},
            "extensions": [
                {
                    "platform": "canvas.instructure.com",
                    "domain": url.removeprefix("http://"),
                    "privacy_level": "public",
                    "settings": {
                        "placements": [
                            *selections,
                            {"placement": "course_navigation", "target_link_uri": f"{url}/lti/course"},
                            {"placement": "top_navigation"},
                        ]
                    },
                }
            ],
        }
