"""A launched person turns out to be an account: what they wrote and handed in goes with them, and comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.people.linking import link_identity
from slipway.people.unlinking import Side, unlink_identity
from slipway.submissions.handing_in import Handed, submit
from slipway.submissions.models import Extension, KeptVersion, SavedWork, Submission, Trial
from slipway.submissions.saving import save
from tests import factories

pytestmark = pytest.mark.django_db


def handed_in(unit: Unit, user: User, *, minutes: int) -> Submission:
    handed = Handed(files={"a.py": f"{user.pk} {minutes}"}, at=timezone.now())
    made = submit(unit=unit, user=user, handed=handed, allowed=None, then=lambda _made: None)
    Submission.objects.filter(pk=made.pk).update(received_at=timezone.now() + timedelta(minutes=minutes))
    return made


def numbers(user: User) -> list[tuple[object, int]]:
    return list(Submission.objects.filter(user=user).order_by("number").values_list("pk", "number"))


def test_submissions_of_both_stand_in_their_order_and_part_again() -> None:
    made = factories.classroom_with_units()
    unit, account = made.unit("u1"), factories.account()
    identity = factories.identity(factories.lms(made.classroom.organization))
    person = identity.user
    first, third = handed_in(unit, person, minutes=1), handed_in(unit, person, minutes=3)
    second = handed_in(unit, account, minutes=2)
    link_identity(actor=account, identity=identity)
    assert numbers(account) == [(first.pk, 1), (second.pk, 2), (third.pk, 3)]
    assert numbers(person) == []
    identity.refresh_from_db()
    unlink_identity(identity=identity, account=account, side=Side.ACCOUNT)
    assert numbers(account) == [(second.pk, 1)]
    assert numbers(person) == [(first.pk, 1), (third.pk, 2)]


def test_an_extension_holds_for_both_and_goes_again() -> None:
    made = factories.classroom_with_units(late_per_day=50)
    unit, account = made.unit("u1"), factories.account()
    identity = factories.identity(factories.lms(made.classroom.organization))
    person, now = identity.user, timezone.now()
    Unit.objects.update(due_at=now - timedelta(hours=1))
    Extension.objects.create(unit=unit, user=person, due_at=now + timedelta(days=1))
    theirs, mine = handed_in(unit, person, minutes=1), handed_in(unit, account, minutes=2)
    Submission.objects.update(state="graded", score=1, kept_score=1)
    Submission.objects.filter(pk=mine.pk).update(kept_score="0.5", is_late=True)

    def kept() -> list[str]:
        return [f"{Submission.objects.get(pk=pk).kept_score:.1f}" for pk in (theirs.pk, mine.pk)]

    link_identity(actor=account, identity=identity)
    assert (kept(), Extension.objects.get().user) == (["1.0", "1.0"], account)
    identity.refresh_from_db()
    unlink_identity(identity=identity, account=account, side=Side.ACCOUNT)
    assert (kept(), Extension.objects.get().user) == (["1.0", "0.5"], person)


def test_an_extension_of_who_has_handed_in_nothing_holds_for_the_account() -> None:
    made = factories.classroom_with_units(late_per_day=50)
    unit, account = made.unit("u1"), factories.account()
    identity = factories.identity(factories.lms(made.classroom.organization))
    now = timezone.now()
    Unit.objects.update(due_at=now - timedelta(hours=1))
    Extension.objects.create(unit=unit, user=identity.user, due_at=now + timedelta(days=1))
    mine = handed_in(unit, account, minutes=1)
    Submission.objects.update(state="graded", score=1, kept_score="0.5", is_late=True)
    link_identity(actor=account, identity=identity)
    mine.refresh_from_db()
    assert mine.kept_score == 1
    assert not mine.is_late


def test_saved_work_of_both_is_kept() -> None:
    made = factories.classroom_with_units()
    both, one = made.unit("u1"), made.unit("u2")
    account, identity = factories.account(), factories.identity(factories.lms(made.classroom.organization))
    person = identity.user
    save(unit=both, user=person, files={"a.py": "person"}, base=0)
    save(unit=both, user=account, files={"a.py": "account"}, base=0)
    save(unit=one, user=person, files={"a.py": "alone"}, base=0)
    link_identity(actor=account, identity=identity)
    saved = {row.unit_id: row.files["a.py"] for row in SavedWork.objects.filter(user=account)}
    assert saved == {both.pk: "account", one.pk: "alone"}
    assert KeptVersion.objects.get(user=account).files == {"a.py": "person"}
    identity.refresh_from_db()
    unlink_identity(identity=identity, account=account, side=Side.ACCOUNT)
    assert {row.unit_id for row in SavedWork.objects.filter(user=person)} == {one.pk}


def test_trials_go_with_the_person_and_come_back_where_the_account_has_none() -> None:
    made = factories.classroom_with_units()
    account, identity = factories.account(), factories.identity(factories.lms(made.classroom.organization))
    person, now = identity.user, timezone.now()

    def tried(user: User, slug: str) -> Trial:
        return Trial.objects.create(unit=made.unit(slug), user=user, files={}, received_at=now)

    both, mine, theirs = tried(person, "u1"), tried(account, "u1"), tried(person, "u2")
    link_identity(actor=account, identity=identity)
    assert set(Trial.objects.filter(user=account)) == {mine, theirs}
    identity.refresh_from_db()
    unlink_identity(identity=identity, account=account, side=Side.ACCOUNT)
    assert set(Trial.objects.filter(user=person)) == {both, theirs}
