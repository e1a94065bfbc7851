"""The bad cases of LTI 1.3 (docs/lms-behaviour.md, cases 24 to 47), on a running server: status, code, no change.

Among them are the bad payloads of 1EdTech's Certification Guide 1.3 §6.1.1, marked CG by their names there (*No KID
Sent* is in test_oidc_registrations.py). Slipway is tested against the published cases; nobody has certified it.
"""

# ruff: noqa: E501  # a table is read by its lines

import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.launches.alone import alone  # noqa: F401  # its server
from tests.launches.oidc import Login, OidcLms, lti, person, registered, settings
from tests.launches.oidc_platform import Platform
from tests.launches.school import School
from tests.launches.traces import changed, number_of, record, records, rows
from tests.lti.v1p3 import platform as signing
from tests.lti.v1p3.platform import LTI, MEMBERSHIP, token

pytestmark = pytest.mark.http

SAM = person("sam", name="Sam Student")
TESS = person("tess", role="Instructor", name="Tess Teacher")
Send = Callable[[OidcLms, School], httpx.Response]


@dataclass(frozen=True)
class Case:
    """What is refused. `send` gets LMS and school; the page has `words` where they are told."""

    name: str
    send: Send
    status: int
    code: str
    words: str = ""


def login_with(**changes: str) -> Send:
    told: dict[str, Any] = {"target": "/lti"} | changes
    return lambda lms, _: lms.login(**told).answer


def login_by_raw(**request: Any) -> Send:
    return lambda lms, _: lms.server.post("/lti/1p3/login", **request)


def claiming(**changes: Any) -> Send:
    """An honest launch, but for some claims; None leaves one out."""
    return lambda lms, school: lms.launch(school.loops, SAM, **changes)


def saying(**changes: Any) -> Send:
    return claiming(**{f"{LTI}{name}": value for name, value in changes.items()})


def at(**seconds: int) -> Send:
    """Times that differ from now by so many seconds."""

    def send(lms: OidcLms, school: School) -> httpx.Response:
        return claiming(**{name: int(time.time()) + value for name, value in seconds.items()})(lms, school)

    return send


def signed_as(make: Callable[[dict[str, Any]], str]) -> Send:
    """An honest launch whose token is made in another way."""

    def send(lms: OidcLms, school: School) -> httpx.Response:
        login, claims = lms.begun(school.loops, SAM)
        return lms.post(login, make(claims))

    return send


def posted(change: Callable[[Login, dict[str, str]], Mapping[str, str]], *, cookies: bool = True) -> Send:
    """An honest launch whose form is changed."""

    def send(lms: OidcLms, school: School) -> httpx.Response:
        login, claims = lms.begun(school.loops, SAM)
        fields = {"state": login.asked["state"], "id_token": token(claims)}
        return lms.post_form(change(login, fields), login.cookies if cookies else {})

    return send


def without(name: str) -> Send:
    return posted(lambda _, fields: {key: text for key, text in fields.items() if key != name})


def unsigned(claims: dict[str, Any], alg: str = "none") -> str:
    parts = (json.dumps({"alg": alg, "typ": "JWT", "kid": "first"}), json.dumps(claims))
    return ".".join(base64.urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in parts) + "."


def by_public_key(claims: dict[str, Any]) -> str:
    """The confusion of algorithms: HMAC with what everybody may read."""
    head, payload = unsigned(claims, "HS256").split(".")[:2]
    return f"{head}.{payload}.{signing.hmac_token(signing.pem()).rpartition('.')[2]}"


def with_header(**changes: Any) -> Send:
    return signed_as(lambda claims: token(claims, header=changes))


def twice(claims: dict[str, Any]) -> str:
    """A payload that names the deployment twice, signed."""
    text = json.dumps(claims)
    return token(f'{text[:-1]}, "{LTI}deployment_id": "another"}}'.encode())


def with_another_browsers_cookie(lms: OidcLms, school: School) -> httpx.Response:
    login, claims = lms.begun(school.loops, SAM)
    return lms.post(Login(login.answer, lms.login("/lti").cookies), token(claims))


def with_a_forged_cookie(lms: OidcLms, school: School) -> httpx.Response:
    login, claims = lms.begun(school.loops, SAM)
    return lms.post(Login(login.answer, dict.fromkeys(login.cookies, "x" * 43)), token(claims))


def with_anothers_nonce(lms: OidcLms, school: School) -> httpx.Response:
    (login, _), (_, of_other) = lms.begun(school.loops, SAM), lms.begun(school.loops, SAM)
    return lms.post(login, token(of_other))


def kept_by_storage(
    what: str | None, *, target: str = "_parent", origin: str | None = "ours", dest: str = "iframe"
) -> Send:
    """An honest id_token without a cookie, and what is claimed to come from the storage; {secret} is the true one."""

    def send(lms: OidcLms, school: School) -> httpx.Response:
        login, claims = lms.begun(school.loops, SAM, asks={"lti_storage_target": target})
        fields = {"state": login.asked["state"], "id_token": token(claims)}
        if what is not None:
            fields["binding"] = what.format(secret=next(iter(login.cookies.values())))
        sender = lms.server.url if origin == "ours" else origin
        return lms.post_form(fields, {}, origin=sender, dest=dest)

    return send


def returning_to(url: str | None) -> Send:
    return lambda lms, _: lms.select(TESS, **settings(deep_link_return_url=url, accept_types=["ltiResourceLink"]))


def no_lti_claims(claims: dict[str, Any]) -> str:
    return token({name: value for name, value in claims.items() if not name.startswith(LTI)})


def foreign_unit(lms: OidcLms, school: School) -> httpx.Response:
    return lms.launch(school.rival.loops, SAM)


def two_units(lms: OidcLms, school: School) -> httpx.Response:
    custom = {"unit": school.unit("python", "lists")}
    return lms.launch(school.loops, SAM, **lti("custom", custom))


def elsewhere(url: str) -> Send:
    return lambda lms, _: lms.launch(url, SAM)


KEPT_TOGETHER = "did not keep this launch together"
NOT_VERIFIED = "could not verify this launch"

CASES = [
    Case("24 no iss", login_with(iss=""), 400, "malformed"),
    Case("24 no login_hint", login_with(login_hint=""), 400, "malformed"),
    Case("24 no target_link_uri", lambda lms, _: lms.server.get("/lti/1p3/login", params={"iss": lms.issuer, "login_hint": "1"}), 400, "malformed"),
    Case("24 a login as JSON", login_by_raw(json={"iss": "x"}), 415, "unsupported-media-type"),
    Case("24 a hint of 9000 characters", login_with(lti_message_hint="x" * 9000), 400, "malformed"),
    Case("24 a login of 300 KiB", login_by_raw(data={"iss": "x" * 300_000}), 413, "too-large"),
    Case("24 iss twice", login_by_raw(content=b"iss=a&iss=b&login_hint=1", headers={"Content-Type": "application/x-www-form-urlencoded"}), 400, "malformed"),
    Case("25 unknown iss", login_with(iss="https://nobody.example"), 400, "unknown-platform", "does not know this LMS"),
    Case("25 unknown client", login_with(client_id="nobody"), 400, "unknown-platform", "does not know this LMS"),
    Case("36 iss with a slash", lambda lms, _: lms.login(iss=f"{lms.issuer}/").answer, 400, "unknown-platform"),
    Case("26 target on another origin", login_with(target="https://evil.example/lti"), 400, "wrong-target"),
    Case("26 target that looks like ours", lambda lms, _: lms.login(f"{lms.server.url}.evil.example/lti").answer, 400, "wrong-target"),
    Case("26 target with our name as user", lambda lms, _: lms.login(lms.server.url.replace("://", "://localhost@evil.example/")).answer, 400, "wrong-target"),
    Case("26 target script", login_with(target="javascript:alert(1)"), 400, "wrong-target"),
    Case("26 another page of ours", login_with(target="/organizations/"), 400, "wrong-target"),
    Case("27 no state", without("state"), 401, "state"),
    Case("27 made-up state", posted(lambda _, fields: fields | {"state": "made.up"}), 401, "state", "took too long"),
    Case("27 changed state", posted(lambda _, fields: fields | {"state": f"{fields['state'][:-2]}AA"}), 401, "state"),
    Case("27 another login's state", posted(lambda begun, fields: fields | {"state": f"x{begun.asked['state']}"}), 401, "state"),
    Case("28 no cookie", posted(lambda _, fields: fields, cookies=False), 401, "not-bound", KEPT_TOGETHER),
    Case("28 another browser's cookie", with_another_browsers_cookie, 401, "not-bound", KEPT_TOGETHER),
    Case("28 forged cookie", with_a_forged_cookie, 401, "not-bound"),
    Case("28 storage without the secret", kept_by_storage(""), 401, "not-bound"),
    Case("28 a guess for the storage", kept_by_storage("x" * 43), 401, "not-bound"),
    Case("28 the secret, posted by a stranger's page", kept_by_storage("{secret}", origin="https://evil.example"), 401, "not-bound", KEPT_TOGETHER),
    Case("28 the secret, posted by the LMS's page", kept_by_storage("{secret}", origin=""), 401, "not-bound"),
    Case("28 the secret, posted by a page without an origin", kept_by_storage("{secret}", origin="null"), 401, "not-bound", KEPT_TOGETHER),
    Case("28 the secret, posted by nobody knows whom", kept_by_storage("{secret}", origin=None), 401, "not-bound", KEPT_TOGETHER),
    Case("28 the secret, of a login that named no storage", kept_by_storage("{secret}", target=""), 401, "not-bound", KEPT_TOGETHER),
    Case("28 no cookie in a window, where no storage is asked", kept_by_storage(None, dest="document"), 401, "not-bound"),
    Case("29 login_required", posted(lambda begun, _: {"state": begun.asked["state"], "error": "login_required"}), 401, "lms-said-no", "did not let you through"),
    Case("29 launch_no_longer_valid", posted(lambda begun, _: {"state": begun.asked["state"], "error": "launch_no_longer_valid"}), 401, "lms-said-no"),
    Case("29 an error without a state", posted(lambda *_: {"error": "<script>", "error_description": "<script>"}), 401, "lms-said-no"),
    Case("27 neither token nor error", without("id_token"), 400, "malformed"),
    Case("launch as JSON", lambda lms, _: lms.server.post("/lti/1p3/launch", json={}), 415, "unsupported-media-type"),
    Case("30 alg none", signed_as(unsigned), 401, "token", NOT_VERIFIED),
    Case("30 alg None", signed_as(lambda claims: unsigned(claims, "None")), 401, "token"),
    Case("30 HS256 by the public key", signed_as(by_public_key), 401, "token", NOT_VERIFIED),
    Case("30 ES256", with_header(alg="ES256"), 401, "token"),
    Case("30 rs256", with_header(alg="rs256"), 401, "token"),
    Case("30 PS256", with_header(alg="PS256"), 401, "token"),
    Case("31 crit", with_header(crit=["x"], x=1), 401, "token"),
    Case("31 jku of another's keys", signed_as(lambda claims: token(claims, key="evil", header={"kid": "first", "jku": "http://127.0.0.1:1/"})), 401, "token"),
    Case("31 jwk of another's key", signed_as(lambda claims: token(claims, key="evil", header={"kid": "first", "jwk": signing.jwk("evil")})), 401, "token"),
    Case("32 unknown kid", signed_as(lambda claims: token(claims, key="evil")), 401, "token", NOT_VERIFIED),
    Case("32 made-up kid (CG Incorrect KID in JWT header)", with_header(kid="imstester_66067"), 401, "token"),
    Case("2 wrong signature", signed_as(lambda claims: token(claims, key="evil", header={"kid": "first"})), 401, "token", NOT_VERIFIED),
    Case("token is no JWT", posted(lambda _, fields: fields | {"id_token": "no token"}), 401, "token"),
    Case("token of 33 KiB", claiming(name="x" * 33_000), 413, "too-large"),
    Case("JSON names twice", signed_as(twice), 401, "token"),
    Case("payload is no JSON", signed_as(lambda _: token(b"{")), 401, "token"),
    Case("payload is another JSON (CG Invalid LTI message)", signed_as(lambda _: token(b'{"name": "badltilaunch"}')), 401, "token"),
    Case("35 wrong aud", claiming(aud="another"), 401, "token"),
    Case("35 aud without us", claiming(aud=["a", "b"]), 401, "token"),
    Case("35 aud list, azp of another", lambda lms, school: claiming(aud=[lms.client_id, "b"], azp="b")(lms, school), 401, "token"),
    Case("35 aud list without azp", lambda lms, school: claiming(aud=[lms.client_id, "b"], azp=None)(lms, school), 401, "token"),
    Case("36 wrong iss", claiming(iss="https://nobody.example"), 401, "token"),
    Case("36 iss with a slash in the token", lambda lms, school: claiming(iss=f"{lms.issuer}/")(lms, school), 401, "token"),
    Case("37 expired", at(iat=-7200, exp=-3600), 401, "stale", "has expired"),
    Case("37 long ago (CG Timestamps Incorrect)", claiming(iat=11111, exp=22222), 401, "stale"),
    Case("37 iat in the future", at(iat=600, exp=4200), 401, "stale"),
    Case("37 nbf in the future", at(nbf=600), 401, "stale"),
    Case("37 exp absurdly far", at(exp=10 * 365 * 86_400), 401, "token"),
    Case("37 no exp", claiming(exp=None), 401, "token"),
    Case("37 no iat", claiming(iat=None), 401, "token"),
    Case("38 no nonce", claiming(nonce=None), 401, "token"),
    Case("38 another login's nonce", with_anothers_nonce, 401, "token"),
    Case("40 version 1.2.0", saying(version="1.2.0"), 400, "unsupported-message"),
    Case("40 no version (CG No LTI Version)", saying(version=None), 400, "malformed"),
    Case("40 version 11.3 (CG Wrong LTI Version)", saying(version="11.3"), 400, "unsupported-message"),
    Case("40 no claim of LTI's (CG Missing LTI Claims)", signed_as(no_lti_claims), 400, "malformed"),
    Case("40 unknown message type", saying(message_type="LtiSubmissionReviewRequest"), 400, "unsupported-message"),
    Case("40 no message type (CG message_type Claim Missing)", saying(message_type=None), 400, "malformed"),
    Case("39 no deployment (CG deployment_id Claim Missing)", saying(deployment_id=None), 400, "malformed"),
    Case("41 no resource link", saying(resource_link=None), 400, "malformed"),
    Case("41 resource link without id (CG resource_link_id Claim Missing)", saying(resource_link={"title": "x"}), 400, "malformed"),
    Case("41 no roles (CG role Claim Missing)", saying(roles=None), 400, "malformed"),
    Case("41 empty roles", saying(roles=[]), 403, "no-role"),
    Case("41 no target link", saying(target_link_uri=None), 400, "malformed"),
    Case("42 no sub (CG user Claim Missing)", claiming(sub=None), 403, "anonymous"),
    Case("44 unknown roles only", saying(roles=["http://example.org/Wizard"]), 403, "no-role"),
    Case("44 institution's role only", saying(roles=["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"]), 403, "no-role"),
    Case("no context", saying(context=None), 400, "course-missing"),
    Case("sub over long", claiming(sub="x" * 256), 400, "malformed"),
    Case("signed target elsewhere", saying(target_link_uri="https://evil.example/lti/units/x"), 400, "wrong-target"),
    Case("two units in one link", two_units, 400, "unit-mismatch", "names two units"),
    Case("custom unit is none", lambda lms, _: lms.launch("/lti", SAM, **lti("custom", {"unit": "loops"})), 404, "unit-unknown"),
    Case("custom unit unexpanded", lambda lms, _: lms.launch("/lti", TESS | {f"{LTI}roles": [f"{MEMBERSHIP}Learner"]}, **lti("custom", {"unit": "$ResourceLink.unit"})), 403, "no-unit-yet"),
    Case("unknown unit", elsewhere("/lti/units/00000000-0000-4000-8000-000000000000"), 404, "unit-unknown"),
    Case("another organization's unit", foreign_unit, 404, "foreign-organization"),
    Case("unpublished unit", lambda lms, school: lms.launch(school.address("python", "draft"), SAM), 403, "unit-unpublished"),
    Case("class with LTI off", lambda lms, school: lms.launch(school.address("off", "loops"), SAM), 403, "lti-off"),
    Case("course not connected", lambda lms, school: lms.launch(school.loops, SAM, course=99), 403, "not-connected"),
    Case("18 picker for a student", lambda lms, _: lms.select(SAM), 403, "picker-not-allowed"),
    Case("46 nothing that we have is accepted", lambda lms, _: lms.select(TESS, **settings(deep_link_return_url="https://canvas.example.edu/r", accept_types=["image"])), 400, "nothing-to-pick"),
    Case("47 no return URL", returning_to(None), 400, "return-url"),
    Case("47 script as return URL", returning_to("javascript:alert(1)"), 400, "return-url"),
    Case("47 return URL with a password", returning_to("https://a:b@canvas.example.edu/x"), 400, "return-url"),
    Case("47 no deep linking settings", lambda lms, _: lms.select(TESS, **settings()), 400, "malformed"),
    Case("link to the picker's address", elsewhere("/lti/select"), 400, "unsupported-message"),
]  # fmt: skip


@pytest.fixture(scope="module")
def known13(acme: School, canvas13: OidcLms) -> OidcLms:
    """The LMS, which is known with its deployment since a launch."""
    canvas13.launch(acme.loops, person("before"))
    return canvas13


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_refused(acme: School, known13: OidcLms, case: Case) -> None:
    before, recorded = rows(acme.server), records(acme.server)
    answer = case.send(known13, acme)
    assert (answer.status_code, answer.headers.get("x-refusal-code")) == (case.status, case.code)
    assert case.words in answer.text
    assert "<script>" not in answer.text.replace('<script type="module"', "")
    assert f"<code>{case.code}</code>" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    left = set(changed(acme.server, before)) - {"lms_platformkeyset"}  # a key set may have been fetched anew
    assert left == set(), "a refusal left something behind"
    if number_of(answer):
        row = record(acme.server, answer)
        assert (row["code"], bool(row["let_in"])) == (case.code, False)
        assert row["cause"]
        assert records(acme.server) == recorded + 1


def test_only_of_verified_launches_claims_are_kept(acme: School, platform: Platform) -> None:
    lms = registered(acme.rival, platform)  # whose refusals are not counted yet
    early = posted(lambda _, fields: fields, cookies=False)(lms, acme.rival)
    late = saying(resource_link=None)(lms, acme.rival)
    kept = []
    for answer in (early, late):
        row = record(acme.server, answer)
        assert row["registration_id"]
        kept.append((bool(row["nonce"]), row["claims"] not in ("{}", {})))
    assert kept == [(False, False), (True, True)]


def test_28_the_refusal_leads_back_to_the_course(acme: School, canvas13: OidcLms) -> None:
    answer = posted(lambda _, fields: fields, cookies=False)(canvas13, acme)
    assert 'href="https://canvas.example.edu/courses/7/' in answer.text
    assert 'target="_top"' in answer.text


def test_get_is_not_for_launches(acme: School) -> None:
    answer = acme.server.get("/lti/1p3/launch")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
