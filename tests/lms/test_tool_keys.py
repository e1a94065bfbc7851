"""Which of Slipway's own keys signs, which are published, and when."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.audit.models import AuditEntry
from slipway.lms import tool_keys
from slipway.lms.models import ToolKey
from slipway.lms.rotate_tool_keys import KeyWaitsError, hurry_tool_key, rotate_tool_key
from slipway.lms.tool_keys import _first_key, published, published_key_set, signing, signing_key

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def keys(*times: tuple[timedelta, timedelta | None]) -> list[ToolKey]:
    """Keys a, b, …: when each begins to sign and when it was retired, counted from NOON."""
    return [
        ToolKey(
            number=place, kid="abc"[place], active_from=NOON + begins, retired_at=None if ends is None else NOON + ends
        )
        for place, (begins, ends) in enumerate(times)
    ]


@pytest.mark.parametrize(
    ("there", "signs", "shown"),
    [
        (keys((-DAY, None)), "a", "a"),
        (keys((HOUR, None)), "a", "a"),  # the first of all, on a machine whose clock was set back
        (keys((-DAY, HOUR), (HOUR, None)), "a", "ab"),  # published before it signs
        (keys((-DAY, -HOUR), (-HOUR, None)), "b", "ab"),
        (keys((-DAY, timedelta(0)), (timedelta(0), None)), "b", "ab"),
        (keys((-90 * DAY, -29 * DAY), (-29 * DAY, None)), "b", "ab"),  # retired late
        (keys((-90 * DAY, -30 * DAY), (-30 * DAY, None)), "b", "b"),
        (keys((-90 * DAY, -40 * DAY), (-40 * DAY, HOUR), (HOUR, None)), "b", "bc"),
    ],
)
def test_who_signs_and_who_is_published(there: list[ToolKey], signs: str, shown: str) -> None:
    assert signing(there, NOON).kid == signs
    assert "".join(key.kid for key in published(there, NOON)) == shown


@pytest.mark.http
@pytest.mark.django_db
class TestRows:
    @pytest.fixture(autouse=True)
    def forget(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """What this process knows of the keys is of another test's database."""
        monkeypatch.setattr(tool_keys, "_held", None)
        return iter([None])

    def read_anew(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As if some seconds had passed."""
        monkeypatch.setattr(tool_keys, "_held", None)

    def test_the_first_key_is_made_once(self) -> None:
        first = _first_key()
        assert _first_key() == first  # another process was quicker
        assert signing_key().kid == first.kid
        assert ToolKey.objects.count() == 1

    def test_asking_again_costs_no_statement(self) -> None:
        body, etag = published_key_set()
        with CaptureQueriesContext(connection) as statements:
            assert published_key_set() == (body, etag)
            assert signing_key() is signing_key()
        assert len(statements) == 0

    def test_a_rotation_publishes_now_and_signs_a_day_later(self, monkeypatch: pytest.MonkeyPatch) -> None:
        old = signing_key().kid
        coming = rotate_tool_key(actor=None)
        self.read_anew(monkeypatch)
        assert signing_key().kid == old
        assert coming.kid.encode() in published_key_set()[0]
        assert timedelta(hours=23) < coming.active_from - timezone.now() <= DAY
        with pytest.raises(KeyWaitsError):
            rotate_tool_key(actor=None)
        ToolKey.objects.filter(pk=coming.pk).update(active_from=timezone.now())
        self.read_anew(monkeypatch)
        assert signing_key().kid == coming.kid
        assert old.encode() in published_key_set()[0]

    def test_in_a_hurry_it_still_waits_until_every_process_has_published_it(self) -> None:
        signing_key()
        coming = rotate_tool_key(actor=None)
        hurried = hurry_tool_key(actor=None)
        assert hurried == coming
        assert timedelta(0) < hurried.active_from - timezone.now() <= timedelta(seconds=10)
        assert ToolKey.objects.get(number=1).retired_at == hurried.active_from
        assert ToolKey.objects.count() == 2

    def test_what_was_retired_long_ago_is_deleted_at_the_next_rotation(self) -> None:
        now = timezone.now()
        ToolKey.objects.create(number=1, kid="old", pem="x", active_from=now - 90 * DAY, retired_at=now - 31 * DAY)
        ToolKey.objects.create(number=2, kid="mid", pem="x", active_from=now - 31 * DAY)
        rotate_tool_key(actor=None)
        assert list(ToolKey.objects.values_list("number", flat=True)) == [2, 3]
        assert AuditEntry.objects.filter(action="tool-key.delete", details__kid="old").exists()

    def test_leaked_keys_go_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        old = signing_key().kid
        call_command("rotate_keys", "--leaked")
        new = ToolKey.objects.get()
        self.read_anew(monkeypatch)
        assert signing_key().kid == new.kid
        assert old.encode() not in published_key_set()[0]
        assert AuditEntry.objects.filter(action="tool-key.withdraw", details__kid=old).exists()
