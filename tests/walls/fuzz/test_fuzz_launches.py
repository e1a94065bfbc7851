"""Launches of both versions, changed before and after they were signed: let in or refused, soon, and never an error.

`make test-long` sends 5,000 of each version, `make test` a twentieth of them. The seed of a failing one is printed,
`2/17`; it is the same in each run.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.test import Client, override_settings

from slipway.lms.models import ConsumerKey, Registration
from tests.launches.oidc import course_claims, person, selection_claims
from tests.launches.oidc_platform import running_platform
from tests.lti.v1p3.platform import LTI
from tests.walls.fuzz.random_messages import mutated_form, mutated_login, mutated_token
from tests.walls.fuzz.random_requests import FORM
from tests.walls.fuzz.test_fuzz import answered
from tests.walls.world import World
from tests.way_in import is_let_in, way_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]

IN_ALL, AT_ONCE = 5_000, 50
OFTEN, ALWAYS = IN_ALL // AT_ONCE, IN_ALL // AT_ONCE // 20
PARTS = [pytest.param(part, marks=[] if part < ALWAYS else pytest.mark.long) for part in range(OFTEN)]
HOME = "http://localhost:8000"


@pytest.fixture(scope="module")
def doors(standing: World) -> list[str]:
    """Where links of the school lead."""
    units = standing.acme.made.units.values()
    return ["/lti", "/lti/course", "/lti/select", *(f"/lti/units/{unit.pk}" for unit in units)]


@pytest.fixture(scope="module")
def registration(standing: World) -> Iterator[Registration]:
    """The registration of the school, whose platform answers."""
    found = standing.acme.registration
    with running_platform() as platform, override_settings(ALLOW_PRIVATE_LMS=True):
        Registration.objects.filter(pk=found.pk).update(jwks_url=f"{platform.url}/jwks/first")
        yield standing.acme.registration


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", PARTS)
def test_forms_of_1p1(standing: World, doors: list[str], part: int) -> None:
    key: ConsumerKey = standing.acme.key
    client = Client(raise_request_exception=False)
    for number in range(AT_ONCE):
        seed, door = f"{part}/{number}", doors[number % len(doors)]
        query, content_type, body = mutated_form(seed, url=HOME + door, key=key.key, secret=key.secret)
        send = posting(client, door, query=query, content_type=content_type, body=body)
        answered(seed, partial(lambda send: follow(client, send()), send))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", PARTS)
def test_logins_and_tokens_of_1p3(registration: Registration, doors: list[str], part: int) -> None:
    client = Client(raise_request_exception=False)
    for number in range(AT_ONCE):
        seed, door = f"{part}/{number}", doors[number % len(doors)]
        answered(seed, partial(login, client, registration, seed, door))
        answered(seed, partial(launch, client, registration, seed, door))


def login(client: Client, registration: Registration, seed: str, door: str) -> Any:
    """The answer to a changed login."""
    own = f"/lti/1p3/login/{registration.pk}" if seed.endswith(("1", "3")) else "/lti/1p3/login"
    method, query, content_type, body = mutated_login(seed, login_values(registration, door))
    client.cookies.clear()
    return posting(client, own, query=query, content_type=content_type, body=body, method=method)()


def launch(client: Client, registration: Registration, seed: str, door: str) -> Any:
    """The answer to a changed token after an honest login."""
    client.cookies.clear()
    begun: Any = client.post("/lti/1p3/login", urlencode(login_values(registration, door)), content_type=FORM)
    assert begun.status_code == HTTPStatus.FOUND, seed
    client.cookies.load(begun["Set-Cookie"].partition(";")[0])
    asked = dict(parse_qsl(urlsplit(begun["Location"]).query))
    signed = mutated_token(seed, claims_of(registration, door, asked["nonce"]))
    body = urlencode({"state": asked["state"], "id_token": signed}).encode()
    return follow(client, posting(client, "/lti/1p3/launch", body=body)())


def login_values(registration: Registration, door: str) -> dict[str, str]:
    """What an honest login says."""
    return {
        "iss": registration.issuer,
        "login_hint": "1",
        "target_link_uri": HOME + door,
        "client_id": registration.client_id,
        "lti_deployment_id": "1:a-deployment",
    }


def claims_of(registration: Registration, door: str, nonce: str) -> dict[str, Any]:
    """What an honest launch says."""
    now = int(time.time())
    told = {
        "iss": registration.issuer,
        "aud": registration.client_id,
        "iat": now,
        "exp": now + 3600,
        "nonce": nonce,
        f"{LTI}version": "1.3.0",
        f"{LTI}deployment_id": "1:a-deployment",
        f"{LTI}message_type": "LtiResourceLinkRequest",
        f"{LTI}target_link_uri": HOME + door,
        f"{LTI}resource_link": {"id": "a link", "title": "Loops"},
        **course_claims(),
        **person("sam", role="Instructor" if door.endswith("select") else "Learner"),
    }
    return told | {name: value for name, value in selection_claims().items() if value and door.endswith("select")}


def posting(
    client: Client, path: str, *, body: bytes, query: str = "", content_type: str = FORM, method: str = "POST"
) -> Callable[[], Any]:
    """Something that sends it, as it is."""
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
    }  # fmt: skip
    return lambda: client.request(**environ, **{"wsgi.input": BytesIO(body)})


def follow(client: Client, answer: Any) -> Any:
    """The page that a launch leads to; the answer itself where it leads nowhere."""
    if not is_let_in(answer):
        return answer
    to = way_in(answer)
    assert client.get(to.path).status_code == HTTPStatus.OK
    return client.get(to.path, headers=to.bearer)
