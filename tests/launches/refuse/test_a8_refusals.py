"""However many launches come without a signature, the log stays bounded and goes on telling why LMSs are refused."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from slipway.launches import refuse_unverified
from slipway.launches.refuse_unverified import FIRST_OF_A_CAUSE, FROM_ANYWHERE, OF_ONE_KEY, RECORDED_PER_HOUR
from slipway.lms.models import ConsumerKey, LaunchRecord, RefusalTally
from tests import factories
from tests.canvas import FORM, launch_fields, person, signed

pytestmark = [pytest.mark.http, pytest.mark.django_db]
FEW = RECORDED_PER_HOUR + 10  # still more than from one address


@pytest.fixture
def key() -> ConsumerKey:
    return factories.lms(factories.organization(owner=factories.account())).consumer_keys.get()


@pytest.fixture(autouse=True)
def _soon_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one key fewer are recorded than in life, so that a test has soon posted more."""
    monkeypatch.setattr(refuse_unverified, "OF_ONE_KEY", FEW)


def posted(form: Mapping[str, str], address: str) -> Any:
    return Client(REMOTE_ADDR=address).post("/lti", urlencode(form), content_type=FORM)


def unsigned(key: str, address: str) -> None:
    """Somebody posts without a signature."""
    assert posted({"oauth_consumer_key": key}, address).status_code == 401


def flood(key: str) -> None:
    """25 posts more that name `key` than are recorded, each from an address of its own."""
    for number in range(FEW + 25):
        unsigned(key, everywhere(number))


def honest(key: ConsumerKey, url: str = "http://localhost:8000/lti") -> dict[str, str]:
    """A form that is signed for `url`."""
    return dict(signed(url, launch_fields() | person("sam"), key=key.key, secret=key.secret))


def everywhere(number: int) -> str:
    """An address of its own for each number."""
    return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


def test_a8_one_ipv6_network_has_one_cap(key: ConsumerKey) -> None:
    for number in range(RECORDED_PER_HOUR + 20):
        unsigned(key.key, f"2001:db8:1:2::{number:x}")
    assert LaunchRecord.objects.count() == RECORDED_PER_HOUR
    unsigned(key.key, "2001:db8:1:3::1")
    assert LaunchRecord.objects.count() == RECORDED_PER_HOUR + 1


@pytest.mark.parametrize("other", ["::ffff:192.0.2.7", "::FFFF:c000:207"])
def test_a8_an_ipv4_address_is_one_in_either_form(key: ConsumerKey, other: str) -> None:
    for _ in range(RECORDED_PER_HOUR):
        unsigned(key.key, "192.0.2.7")
    unsigned(key.key, other)
    assert LaunchRecord.objects.count() == RECORDED_PER_HOUR


def test_a8_a_key_named_from_everywhere_has_one_cap(key: ConsumerKey) -> None:
    flood(key.key)
    assert LaunchRecord.objects.count() == FEW
    flood("made up")
    assert LaunchRecord.objects.count() == 2 * FEW


def test_a8_the_rows_of_a_flood_are_bounded(key: ConsumerKey, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another key and another address in every post. The buckets are few here, so that a test fills them."""
    monkeypatch.setattr(refuse_unverified, "BUCKETS", 16)
    monkeypatch.setattr(refuse_unverified, "FROM_ANYWHERE", 40)
    for number in range(200):
        unsigned(f"made up {number}", everywhere(number))
    assert LaunchRecord.objects.count() <= 40
    counters = RefusalTally.objects.count()
    assert counters <= 3 * 16 + 4
    assert RefusalTally.objects.get(who="all of strangers").count == 200


def test_a8_owners_are_told_how_many_came(key: ConsumerKey) -> None:
    flood(key.key)
    client, organization = Client(), key.lms.organization
    client.force_login(organization.memberships.get(role="owner").user)
    page = client.get(f"/organizations/{organization.pk}/settings/launches").content.decode()
    assert "25 more refused launches of the last 24 hours are not listed" in page


@pytest.mark.long
def test_a8_a_flood_does_not_hide_why_an_lms_is_refused(key: ConsumerKey) -> None:
    """What is wrong with a connection stands in the log, also where others name its key without end."""
    flood(key.key)
    form = honest(key, "https://localhost:8000/lti")
    for number in range(FIRST_OF_A_CAUSE + 5):
        assert posted(form, everywhere(number)).status_code == 401
    telling = LaunchRecord.objects.filter(cause__contains="correct the URL")
    assert telling.count() == FIRST_OF_A_CAUSE


@pytest.mark.long
def test_a8_what_is_verified_is_kept_past_every_cap(key: ConsumerKey) -> None:
    flood(key.key)
    posted(honest(key), everywhere(0))
    assert LaunchRecord.objects.exclude(nonce=None).count() == 1


def test_a8_the_counters_of_an_hour_go_with_the_next(key: ConsumerKey) -> None:
    unsigned(key.key, "192.0.2.7")
    last = RefusalTally.objects.first()
    assert last
    RefusalTally.objects.update(hour=last.hour.replace(year=last.hour.year - 1))
    unsigned("made up", "192.0.2.8")
    assert not RefusalTally.objects.filter(hour=last.hour.replace(year=last.hour.year - 1)).exists()


@pytest.mark.long
def test_a8_replays_of_one_form_from_everywhere_have_one_cap(key: ConsumerKey) -> None:
    form = honest(key)
    for number in range(FEW + 25):
        posted(form, everywhere(number))
    assert LaunchRecord.objects.filter(code="replayed").count() == FEW


def test_a8_the_cap_of_all_is_higher_than_that_of_one() -> None:
    assert FIRST_OF_A_CAUSE < RECORDED_PER_HOUR < OF_ONE_KEY < FROM_ANYWHERE
