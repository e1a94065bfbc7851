"""Which of Slipway's own keys signs, which are published, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.audit.models import AuditEntry
from slipway.lms.key_sets import tool_keys
from slipway.lms.key_sets.rotate_tool_keys import KeyWaitsError, hurry_tool_key, replace_leaked_keys, rotate_tool_key
from slipway.lms.key_sets.tool_keys import (
    UnknownOrganizationError,
    Whose,
    key_pairs,
    make_key,
    published,
    published_key_set,
    signing,
    signing_key,
)
from slipway.lms.models import OrganizationKey, ToolKey
from slipway.lti.v1p3.keys import make_pem
from slipway.orgs.models import Organization
from tests.factories import organization

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
    def forget(self) -> None:
        """What this process knows of the keys is of another test's database."""
        self.read_anew()

    @pytest.fixture(params=["installation", "organization"])
    def whose(self, request: pytest.FixtureRequest) -> Whose:
        """An organization, which has a neighbour with keys; or the installation."""
        signing_key(organization().pk)
        return None if request.param == "installation" else organization().pk

    def read_anew(self) -> None:
        """As if some seconds had passed."""
        tool_keys._held.clear()
        tool_keys._strangers.clear()

    def numbers(self, whose: Whose) -> list[int]:
        return list(key_pairs(whose).values_list("number", flat=True))

    def test_the_first_key_is_made_once(self, whose: Whose) -> None:
        (first,) = tool_keys._first_keys(whose)
        assert tool_keys._first_keys(whose) == [first]  # another process was quicker
        assert signing_key(whose).kid == first.kid
        assert self.numbers(whose) == [1]

    def test_asking_again_costs_no_statement(self, whose: Whose) -> None:
        body, etag = published_key_set(whose)
        with CaptureQueriesContext(connection) as statements:
            assert published_key_set(whose) == (body, etag)
            assert signing_key(whose) is signing_key(whose)
        assert len(statements) == 0

    def test_a1_nobody_publishes_anothers_key(self) -> None:
        owners: list[Whose] = [None, organization().pk, organization().pk]
        kids = [signing_key(each).kid for each in owners]
        sets = [published_key_set(each)[0] for each in owners]
        assert len(set(kids)) == 3
        assert [[kid.encode() in keys for kid in kids] for keys in sets] == [
            [True, False, False], [False, True, False], [False, False, True]
        ]  # fmt: skip
        assert [key_pairs(each).count() for each in owners] == [1, 1, 1]

    def test_a1_a_made_up_organization_has_no_key(self) -> None:
        nobody = uuid4()
        for ask in (signing_key, published_key_set):
            with pytest.raises(UnknownOrganizationError):
                ask(nobody)
        with CaptureQueriesContext(connection) as statements, pytest.raises(UnknownOrganizationError):
            published_key_set(nobody)
        assert len(statements) == 0
        assert OrganizationKey.objects.count() == 0

    def test_whoever_makes_organizations_up_drives_nobodys_keys_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tool_keys, "MOST_ORGANIZATIONS", 5)
        ours = organization().pk
        signing_key(ours)
        for _ in range(12):
            with pytest.raises(UnknownOrganizationError):
                published_key_set(uuid4())
        assert len(tool_keys._strangers) <= 5
        with CaptureQueriesContext(connection) as statements:
            signing_key(ours)
        assert len(statements) == 0
        for _ in range(12):
            signing_key(organization().pk)
        assert len(tool_keys._held) <= 5

    def test_an_organization_that_is_founded_later_has_keys_then(self) -> None:
        coming = uuid4()
        with pytest.raises(UnknownOrganizationError):
            signing_key(coming)
        Organization.objects.create(pk=coming, slug="coming", name="Coming")
        tool_keys._strangers[coming] = replace(tool_keys._strangers[coming], read_at=-1e9)
        assert signing_key(coming).kid in published_key_set(coming)[0].decode()

    def test_a_rotation_publishes_now_and_signs_a_day_later(self, whose: Whose) -> None:
        old, others = signing_key(whose).kid, self.of_others(whose)
        coming = rotate_tool_key(actor=None, whose=whose)
        self.read_anew()
        assert signing_key(whose).kid == old
        assert coming.kid.encode() in published_key_set(whose)[0]
        assert timedelta(hours=23) < coming.active_from - timezone.now() <= DAY
        with pytest.raises(KeyWaitsError):
            rotate_tool_key(actor=None, whose=whose)
        key_pairs(whose).filter(pk=coming.pk).update(active_from=timezone.now())
        self.read_anew()
        assert signing_key(whose).kid == coming.kid
        assert old.encode() in published_key_set(whose)[0]
        assert self.of_others(whose) == others

    def of_others(self, whose: Whose) -> set[object]:
        """All rows but theirs, with what a rotation would change."""
        rows = [*ToolKey.objects.all(), *OrganizationKey.objects.all()]
        return {(row.kid, row.active_from, row.retired_at) for row in rows if owner_of(row) != whose}

    def test_in_a_hurry_it_still_waits_until_every_process_has_published_it(self, whose: Whose) -> None:
        signing_key(whose)
        others = self.of_others(whose)
        coming = rotate_tool_key(actor=None, whose=whose)
        hurried = hurry_tool_key(actor=None, whose=whose)
        assert hurried == coming
        assert timedelta(0) < hurried.active_from - timezone.now() <= timedelta(seconds=10)
        assert key_pairs(whose).get(number=1).retired_at == hurried.active_from
        assert self.numbers(whose) == [1, 2]
        assert self.of_others(whose) == others

    def test_what_was_retired_long_ago_is_deleted_at_the_next_rotation(self, whose: Whose) -> None:
        now = timezone.now()
        old = make_key(whose, number=1, pem=make_pem(), active_from=now - 90 * DAY)
        key_pairs(whose).update(retired_at=now - 31 * DAY)
        make_key(whose, number=2, pem=make_pem(), active_from=now - 31 * DAY)
        rotate_tool_key(actor=None, whose=whose)
        assert self.numbers(whose) == [2, 3]
        assert AuditEntry.objects.filter(action="tool-key.delete", details__kid=old.kid, organization_id=whose).exists()

    def test_leaked_keys_go_at_once(self, whose: Whose) -> None:
        old, others = signing_key(whose).kid, self.of_others(whose)
        replace_leaked_keys(actor=None, whose=whose)
        new = key_pairs(whose).get()
        self.read_anew()
        assert signing_key(whose).kid == new.kid
        assert old.encode() not in published_key_set(whose)[0]
        assert AuditEntry.objects.filter(action="tool-key.withdraw", details__kid=old, organization_id=whose).exists()
        assert self.of_others(whose) == others


def owner_of(row: object) -> Whose:
    return row.organization_id if isinstance(row, OrganizationKey) else None


@pytest.mark.http
@pytest.mark.django_db
class TestCommand:
    def rotated(self, *told: str) -> list[str]:
        """Whose keys the command says it has made anew."""
        out = StringIO()
        call_command("rotate_keys", *told, stdout=out)
        return [line.partition(": key ")[0] for line in out.getvalue().splitlines()]

    def test_all_that_have_keys_or_one(self) -> None:
        acme, rival = organization("acme-rotates"), organization("rival-rotates")
        organization("keyless")
        for whose in (acme.pk, rival.pk):
            tool_keys._first_keys(whose)
        assert self.rotated() == [acme.slug, rival.slug]
        tool_keys._first_keys(None)
        assert self.rotated("--now") == ["the installation", acme.slug, rival.slug]
        assert self.rotated("--leaked", "--organization", acme.slug) == [acme.slug]
        assert self.rotated("--leaked", "--installation") == ["the installation"]
        with pytest.raises(CommandError, match="no organization 'nobody'"):
            self.rotated("--organization", "nobody")

    def test_those_that_wait_stop_nobody(self) -> None:
        acme, rival = organization("acme-waits"), organization("rival-waits")
        for whose in (acme.pk, rival.pk):
            tool_keys._first_keys(whose)
        self.rotated("--organization", acme.slug)
        made, left = self.rotated()
        assert made == rival.slug
        assert left.startswith(f"{acme.slug}: A new key is published already; it signs from ")
        with pytest.raises(CommandError, match="Nothing was changed"):
            self.rotated()

    def test_where_no_key_was_needed_there_is_none_to_rotate(self) -> None:
        assert self.rotated() == ["no key was needed yet: there is nothing to rotate"]
