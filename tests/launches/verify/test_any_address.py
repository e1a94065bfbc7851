"""What LMSs send is told by what it carries: at each address for launches, with and without a slash at the end."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from tests import asking
from tests.canvas import FORM, launch_fields, selection_fields, signed
from tests.canvas import person as person11
from tests.launches.alone import alone  # noqa: F401  # its server
from tests.launches.oidc import Login, OidcLms, by_own_url, person, selection_claims
from tests.launches.school import School
from tests.launches.traces import changed, record, rows
from tests.lti.v1p3.platform import token
from tests.way_in import is_let_in, way_in

pytestmark = pytest.mark.http

SAM = person("sam", name="Sam Student")
TESS = person("tess", role="Instructor", name="Tess Teacher")
OLD_TESS = person11("tess", roles="Instructor", name="Tess Teacher")
ADDRESSES = ["/lti", "/lti/select", "/lti/course", "{loops}", "{lists}", "/lti/1p3/login"]
# Refusals of what is not verified are recorded up to a cap for each address of a client, which all tests here share.
SOME = ["/lti/select", "{loops}"]
OLD_WORDS = ("consumer key", "shared secret")


def at(acme: School, address: str) -> str:
    return address.format(loops=acme.loops, lists=acme.address("python", "lists"))


def posted(
    lms: OidcLms, path: str, fields: Mapping[str, str], cookies: Mapping[str, str], **headers: str
) -> httpx.Response:
    """A form at another address than the redirect URI, in the browser that keeps the login's cookies."""
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    sent = {"Origin": lms.platform.url, "Sec-Fetch-Dest": "document"} | ({"Cookie": cookie} if cookie else {})
    return lms.server.post(path, data=dict(fields), headers=sent | headers)


def begun(lms: OidcLms, acme: School, who: Mapping[str, object], **changes: Any) -> tuple[Login, dict[str, str]]:
    """A login, and the form with its id_token, which leads to the unit `loops`."""
    login, claims = lms.begun(acme.loops, who, **changes)
    return login, {"state": login.asked["state"], "id_token": token(claims)}


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_b5_an_id_token_is_a_launch_of_1_3_wherever_it_comes(
    acme: School, canvas13: OidcLms, address: str, slash: str
) -> None:
    login, fields = begun(canvas13, acme, SAM)
    let_in = posted(canvas13, at(acme, address) + slash, fields, login.cookies)
    assert is_let_in(let_in), let_in.text
    assert f'data-unit="{acme.unit("python", "loops")}"' in canvas13.page(let_in).text  # its own word, not the address
    row = record(acme.server, let_in)
    assert (row["version"], row["door"], row["binding"]) == ("1.3", "unit", "cookie")
    assert "set-cookie" in let_in.headers  # the login's cookie ends, as it does at the redirect URI


@pytest.mark.parametrize("address", ADDRESSES)
def test_b5_a_request_for_a_selection_opens_the_picker_wherever_it_comes(
    acme: School, canvas13: OidcLms, address: str
) -> None:
    """Open edX up to 11.2 posts it to the Deep Linking Launch URL."""
    login, fields = begun(canvas13, acme, TESS, **selection_claims())
    let_in = posted(canvas13, at(acme, address), fields, login.cookies)
    assert is_let_in(let_in), let_in.text
    assert way_in(let_in).path.endswith("/picker")


def test_b5_the_login_names_one_redirect_uri_whatever_its_target(acme: School, canvas13: OidcLms) -> None:
    for address in ADDRESSES:
        asked = canvas13.login(at(acme, address)).asked
        assert asked["redirect_uri"] == f"{acme.server.url}/lti/1p3/launch"


@pytest.mark.parametrize("address", SOME)
def test_b5_nothing_of_it_is_believed_more_easily_there(acme: School, canvas13: OidcLms, address: str) -> None:
    path = at(acme, address)

    def refused(fields: Mapping[str, str], cookies: Mapping[str, str]) -> str:
        before = rows(acme.server)
        answer = posted(canvas13, path, fields, cookies)
        assert changed(acme.server, before) == {}
        assert not any(words in answer.text for words in OLD_WORDS)
        return answer.headers["x-refusal-code"]

    login, fields = begun(canvas13, acme, SAM)
    assert refused(fields, {}) == "not-bound"
    assert refused(fields | {"state": "made-up"}, login.cookies) == "state"
    assert refused({"id_token": fields["id_token"]}, login.cookies) == "state"
    head, payload, _signature = fields["id_token"].split(".")
    assert refused(fields | {"id_token": f"{head}.{payload}.AAAA"}, login.cookies) == "token"
    assert refused(fields | {"id_token": "nonsense"}, login.cookies) == "token"
    assert is_let_in(posted(canvas13, path, fields, login.cookies))
    assert refused(fields, login.cookies) == "replayed"


@pytest.mark.parametrize("address", SOME)
def test_b5_the_lmss_error_is_told_there_too(acme: School, canvas13: OidcLms, address: str) -> None:
    login = canvas13.login()
    error = {"error": "login_required", "error_description": "x", "state": login.asked["state"]}
    answer = posted(canvas13, at(acme, address), error, login.cookies)
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (401, "lms-said-no")


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("address", ["/lti/1p3/launch", "/lti/1p3/login"])
def test_b5_a_signed_form_of_1_1_is_one_at_the_addresses_of_1_3(acme: School, address: str, slash: str) -> None:
    path = address + slash
    picked = acme.canvas.post(path, acme.canvas.form(path, selection_fields() | OLD_TESS))
    assert way_in(picked).path.endswith("/picker")
    opened = acme.canvas.launch(path, OLD_TESS, link="unbound")
    assert way_in(opened).path.endswith("/choose")
    if not slash:
        pairs = signed(acme.server.url + path, launch_fields() | OLD_TESS, key=acme.canvas.key, secret="wrong")
        refused = acme.canvas.post(path, pairs)
        assert (refused.status_code, refused.headers["x-refusal-code"]) == (401, "not-verified")
    query = f"{path}?a=b"
    pairs = signed(acme.server.url + query, launch_fields() | OLD_TESS, key=acme.canvas.key, secret=acme.canvas.secret)
    assert is_let_in(acme.canvas.post(query, pairs))  # the signature covers the query


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("address", [*ADDRESSES, "/lti/1p3/launch"])
def test_b5_a_login_initiation_is_answered_wherever_it_comes(
    acme: School, canvas13: OidcLms, address: str, method: str, slash: str
) -> None:
    """Whoever types one of our addresses for another has an LMS that works."""
    path, values = at(acme, address) + slash, canvas13.login_values(acme.loops)
    sent = "params" if method == "GET" else "data"
    login = asking.request(method, acme.server.url + path, **{sent: values})
    assert login.status_code == 302, login.text
    assert login.headers["location"].startswith(f"{canvas13.platform.url}/auth?")
    if address in SOME and not slash:
        unknown = asking.request(method, acme.server.url + path, **{sent: values | {"iss": "https://x"}})
        assert (unknown.status_code, unknown.headers["x-refusal-code"]) == (400, "unknown-platform")


def test_b5_such_a_login_ends_in_a_launch(acme: School, canvas13: OidcLms) -> None:
    login, claims = replace(canvas13, login_path="/lti").begun(acme.loops, SAM)
    assert is_let_in(canvas13.post(login, token(claims)))


@pytest.mark.parametrize("address", ["/lti", "/lti/select", "/lti/course", "{loops}", "/lti/1p3/launch"])
@pytest.mark.parametrize("query", ["", "?iss=x", "?login_hint=x", "?id_token=a.b.c&state=x", "?%ff", "?a=1&a=2"])
def test_b5_any_other_get_is_none(acme: School, address: str, query: str) -> None:
    """Moodle gets a launch's address from the server, to look for a cartridge there."""
    answer = acme.server.get(at(acme, address) + query)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    for method in ("HEAD", "PUT", "DELETE", "OPTIONS"):
        assert asking.request(method, acme.server.url + at(acme, address) + query).status_code == 405


def test_b5_what_carries_nothing_is_taken_for_what_the_address_is_for(acme: School) -> None:
    for fields in ({}, {"x": "y"}, {"state": "x"}, {"error": "x"}, {"iss": "x"}):
        answer = acme.server.post("/lti", content=urlencode(fields), headers={"Content-Type": FORM})
        assert answer.headers["x-refusal-code"] == "not-verified"
    assert acme.server.post("/lti/1p3/launch", data={"x": "y"}).headers["x-refusal-code"] == "malformed"
    assert acme.server.post("/lti/1p3/login", data={"x": "y"}).headers["x-refusal-code"] == "malformed"


@pytest.mark.parametrize("slashes", ["/", "//"])
def test_b10_a_slash_at_the_end_says_nothing(acme: School, canvas13: OidcLms, slashes: str) -> None:
    """No redirect, which would lose the form; and a signature made for the address with the slash is good."""
    path = acme.loops + slashes
    let_in = acme.canvas.launch(path, person11("sol"))
    assert f'data-unit="{acme.unit("python", "loops")}"' in acme.canvas.page(let_in).text
    assert is_let_in(acme.canvas.launch(f"/lti{slashes}", OLD_TESS, link="unbound"))
    assert is_let_in(acme.canvas.launch(f"/lti/course{slashes}", OLD_TESS))
    login, fields = begun(canvas13, acme, SAM)
    assert is_let_in(posted(canvas13, f"/lti/1p3/launch{slashes}", fields, login.cookies))
    own = by_own_url(canvas13, acme).login_path + slashes
    assert canvas13.server.post(own, data=canvas13.login_values(path)).status_code == 302
    for document in ("/lti/config.xml", "/lti/1p3/jwks.json"):
        plain, with_slash = acme.server.get(document), acme.server.get(document + slashes)
        assert (with_slash.status_code, with_slash.content) == (200, plain.content)
    assert acme.server.get(f"/lti/1p3/register/made-up{slashes}").headers["x-refusal-code"] == "registration"
    for nothing in (f"/lti/nothing{slashes}", f"/lti/units{slashes}", f"/lti/select{slashes}x"):
        assert acme.server.get(nothing).status_code == 404
    assert urlsplit(str(acme.server.get(f"/lti{slashes}").url)).path == f"/lti{slashes}"
