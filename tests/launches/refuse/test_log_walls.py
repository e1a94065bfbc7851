"""What a refused launch may leave in the log: nothing of another tenant, and no more than a bounded number of rows."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from slipway.launches import refuse_unverified
from slipway.lms.models import LaunchRecord, RefusalTally
from tests import factories
from tests.canvas import FORM, launch_fields, person
from tests.launches.alone import alone  # noqa: F401  # its server
from tests.launches.school import School
from tests.launches.traces import record, records
from tests.way_in import way_in

pytestmark = pytest.mark.http

SAM = person("sam", name="Sam Student")


def test_the_log_does_not_name_another_organizations_unit(acme: School) -> None:
    answer = acme.canvas.launch(acme.rival.address("music", "lists"), SAM)
    row = record(acme.server, answer)
    assert (row["code"], row["unit_id"], row["classroom_id"]) == ("foreign-organization", None, None)
    assert "Lists" not in row["cause"]


@pytest.mark.parametrize(
    "origin", ["http://[", "https://a.example;script-src", "https://b.example:x", "https://é.example", "null", ""]
)
def test_an_origin_that_is_none_is_left_out_of_every_header(acme: School, origin: str) -> None:
    body = urlencode(acme.canvas.form(acme.loops, launch_fields() | SAM))
    sent = {"Content-Type": FORM, "Origin": origin.encode()}
    let_in = acme.server.post(acme.loops, content=body, headers=sent)
    for page in (let_in, acme.server.get(way_in(let_in).path)):
        policy = page.headers["content-security-policy"]
        assert policy.rpartition("frame-ancestors ")[2] == "https://canvas.example.edu"


def test_replays_are_capped_and_then_counted(acme: School) -> None:
    """One form that somebody holds must not fill the log in the minutes for which it is fresh."""
    pairs = acme.canvas.form(acme.loops, launch_fields() | SAM)
    acme.canvas.post(acme.loops, pairs)
    for _ in range(31):
        assert acme.canvas.post(acme.loops, pairs).headers["x-refusal-code"] == "replayed"
    recorded = records(acme.server)
    again = acme.canvas.post(acme.loops, pairs)
    assert (again.status_code, again.headers["x-refusal-code"]) == (401, "replayed")
    assert records(acme.server) == recorded


@pytest.mark.django_db
@pytest.mark.parametrize("cap", [40, pytest.param(refuse_unverified.FROM_ONE_ADDRESS, marks=pytest.mark.long)])
def test_a_stranger_who_makes_up_keys_fills_no_table(cap: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the cap of an address unknown and known keys still look alike: neither page has a number."""
    monkeypatch.setattr(refuse_unverified, "FROM_ONE_ADDRESS", cap)
    known = factories.lms().consumer_keys.get().key

    def post(key: str) -> str:
        body = urlencode({"oauth_consumer_key": key, "oauth_signature": "x", "oauth_signature_method": "HMAC-SHA1"})
        return Client(REMOTE_ADDR="192.0.2.7").post("/lti", body, content_type=FORM).content.decode()

    for number in range(cap):
        post(f"made-up-{number}")
    assert post("made-up-at-last") == post(known)
    recorded = LaunchRecord.objects.filter(organization=None)
    assert recorded.count() == cap
    of_owners = RefusalTally.objects.get(lms__consumer_keys__key=known)
    assert of_owners.count == LaunchRecord.objects.exclude(organization=None).count() == 1  # its cause is kept
    tallies = RefusalTally.objects.count()
    for number in range(10):
        post(f"made-up-again-{number}")
    assert recorded.count() == cap
    assert RefusalTally.objects.count() <= tallies + 10
