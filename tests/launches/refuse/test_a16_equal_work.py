"""What Slipway does for a post that is not verified does not tell whether it knows the key, issuer or login URL."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from slipway.launches import refuse_unverified
from slipway.lms.models import ConsumerKey, LaunchRecord, Lms
from slipway.lms.registrations.change import register
from tests import factories
from tests.canvas import FORM, launch_fields, person, signed
from tests.launches.load.measured import UNCOUNTED
from tests.lms.registered import endpoints

pytestmark = [pytest.mark.http, pytest.mark.django_db]

LOGIN = {"login_hint": "1", "target_link_uri": "http://localhost:8000/lti"}


@pytest.fixture
def lms() -> Lms:
    made = factories.lms()
    register(actor=None, lms=made, endpoints=endpoints())
    return made


def verbs(path: str, fields: dict[str, str], *, code: str) -> list[str]:
    """The kinds of statements that a refusal takes, in their order."""
    with CaptureQueriesContext(connection) as queries:
        answer: Any = Client(REMOTE_ADDR="192.0.2.9").post(path, urlencode(fields), content_type=FORM)
    assert answer.headers["X-Refusal-Code"] == code
    sent = [query["sql"] for query in queries.captured_queries]
    return [" ".join(sql.split()[:3]) for sql in sent if not sql.startswith(UNCOUNTED)]


def unverified(key: str) -> list[str]:
    """The statements of a form that names `key` and is signed with a secret that it never had."""
    form = signed("http://localhost:8000/lti", launch_fields() | person("sam"), key=key, secret="wrong")
    return verbs("/lti", dict(form), code="not-verified")


def known_key(lms: Lms) -> str:
    return lms.consumer_keys.get().key


def alike(one: list[str], other: list[str]) -> None:
    """The same statements; only a record's insert and the count that stands for it may take each other's place."""
    assert [writes(verb) for verb in one] == [writes(verb) for verb in other]


def writes(verb: str) -> str:
    return "INSERT" if verb.startswith("INSERT INTO") else verb


def test_a16_below_the_caps(lms: Lms) -> None:
    assert len(unverified("made up")) >= 4  # warm
    for _ in range(5):
        alike(unverified(known_key(lms)), unverified("made up"))


@pytest.mark.parametrize("cap", ["FROM_ONE_ADDRESS", "RECORDED_PER_HOUR", "OF_ONE_KEY", "FROM_ANYWHERE"])
def test_a16_past_each_cap(lms: Lms, cap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refuse_unverified, cap, 3)
    monkeypatch.setattr(refuse_unverified, "FIRST_OF_A_CAUSE", 6)
    unverified("another")
    counted = set()
    for _ in range(10):
        known, unknown = unverified(known_key(lms)), unverified("made up")
        if cap in {"RECORDED_PER_HOUR", "OF_ONE_KEY"}:
            alike(known, unknown)
        counted |= {len(known), len(unknown)}
    assert max(counted) - min(counted) <= 1
    assert LaunchRecord.objects.filter(organization=None).count() <= 4


def test_a16_every_kind_of_key(lms: Lms) -> None:
    """With a secret that is being replaced, disabled, longer than any key may be, and a short one that nobody has."""
    key_of_lms = known_key(lms)
    lms.consumer_keys.update(previous_secret="old")
    disabled = ConsumerKey.objects.create(lms=lms, key="disabled", secret="s")
    ConsumerKey.objects.filter(pk=disabled.pk).update(disabled_at=lms.created_at)
    first, usual = unverified("made up"), unverified("made up")
    assert len(first) >= len(usual)
    for key in (key_of_lms, "disabled", "x" * 300, "x"):
        alike(unverified(key), usual)


NOBODYS, NO_CLIENT = {"iss": "https://nobody.example"}, {"client_id": "no"}


def test_a16_a_login_url_of_nobody(lms: Lms) -> None:
    registration = lms.registrations.get()
    known, unknown = f"/lti/1p3/login/{registration.pk}", f"/lti/1p3/login/{uuid4()}"
    verbs(unknown, LOGIN | NOBODYS, code="unknown-platform")
    for fields, code in (
        (LOGIN | NOBODYS, "unknown-platform"),
        (LOGIN | NO_CLIENT | {"iss": registration.issuer}, "unknown-platform"),
        ({"x": "1"}, "malformed"),
    ):
        alike(verbs(known, fields, code=code), verbs(unknown, fields, code=code))


def test_a16_an_issuer_of_nobody(lms: Lms) -> None:
    path, known = "/lti/1p3/login", {"iss": lms.registrations.get().issuer}
    verbs(path, LOGIN | NOBODYS | NO_CLIENT, code="unknown-platform")
    alike(*(verbs(path, LOGIN | issuer | NO_CLIENT, code="unknown-platform") for issuer in (known, NOBODYS)))
