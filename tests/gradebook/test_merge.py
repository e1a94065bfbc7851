"""Grades go with their person into an account, and come back."""

from decimal import Decimal

import pytest

from slipway.audit.trail import Named
from slipway.content.models import Unit
from slipway.gradebook.comments import add_comment
from slipway.gradebook.counting import credit_completion
from slipway.gradebook.models import Comment, Grade
from slipway.gradebook.overrides import Override, override_grade
from slipway.orgs.models import User
from slipway.people.linking import link_identity
from slipway.people.models import LmsIdentity
from slipway.people.unlinking import Side, unlink_identity
from tests import factories
from tests.gradebook.handed_in import graded
from tests.submissions.exercise import exercise_unit

pytestmark = pytest.mark.django_db


def scores(user: User) -> dict[str, tuple[str, int]]:
    rows = Grade.objects.filter(user=user).select_related("unit")
    return {row.unit.title: (str(row.score), row.graded) for row in rows if row.score is not None}


def overridden(unit: Unit, user: User, points: int, reason: str) -> None:
    given = Override(points=Decimal(points), reason=reason, is_shown=True)
    override_grade(actor=Named(factories.account().pk, "Tess"), unit=unit, user=user, given=given)


def parted(identity: LmsIdentity, account: User) -> None:
    identity.refresh_from_db()
    unlink_identity(identity=identity, account=account, side=Side.ACCOUNT)


def both(unit: Unit) -> tuple[User, LmsIdentity, User]:
    account = factories.account()
    identity = factories.identity(factories.lms(unit.classroom.organization))
    return account, identity, identity.user


def test_the_best_of_both_counts_and_each_has_their_own_again() -> None:
    unit = exercise_unit()
    account, identity, person = both(unit)
    graded(unit, person, "0.9")
    graded(unit, person, "0.2")
    graded(unit, account, "0.6")
    link_identity(actor=account, identity=identity)
    assert (scores(account), scores(person)) == ({unit.title: ("0.900000", 3)}, {})
    parted(identity, account)
    assert scores(account) == {unit.title: ("0.600000", 1)}
    assert scores(person) == {unit.title: ("0.900000", 2)}


def test_an_accounts_override_stands_and_the_persons_comes_back() -> None:
    unit = exercise_unit()
    account, identity, person = both(unit)
    graded(unit, person, "0.9")
    overridden(unit, person, 10, "person")
    overridden(unit, account, 20, "account")
    link_identity(actor=account, identity=identity)
    assert (Grade.objects.get(user=account).override_reason, scores(account)) == (
        "account",
        {unit.title: ("0.200000", 1)},
    )
    parted(identity, account)
    assert scores(account) == {unit.title: ("0.200000", 0)}
    assert (Grade.objects.get(user=person).override_reason, scores(person)) == ("person", {unit.title: ("0.100000", 1)})


def test_a_persons_override_and_completion_go_where_the_account_has_none() -> None:
    made = factories.classroom_with_units()
    read, other = made.unit("u1"), made.unit("u2")
    account, identity, person = both(read)
    credit_completion(unit=read, user=person)
    overridden(read, account, 30, "account")
    overridden(other, person, 40, "person")
    link_identity(actor=account, identity=identity)
    assert scores(account) == {read.title: ("0.300000", 0), other.title: ("0.400000", 0)}
    assert Grade.objects.get(user=account, unit=read).earned == 1
    parted(identity, account)
    assert scores(account) == {read.title: ("0.300000", 0)}
    assert scores(person) == {read.title: ("1.000000", 0), other.title: ("0.400000", 0)}
    assert Grade.objects.get(user=account, unit=read).earned is None


def test_comments_go_with_the_teacher_who_wrote_them() -> None:
    unit = exercise_unit()
    account, identity, person = both(unit)
    submission = graded(unit, factories.account(), "0.5")
    add_comment(actor=Named(person.pk, "Tess"), submission=submission, path="shapes.py", line=1, text="Good")
    link_identity(actor=account, identity=identity)
    assert Comment.objects.get().by == account
    parted(identity, account)
    assert Comment.objects.get().by == person
