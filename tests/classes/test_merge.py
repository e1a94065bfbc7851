"""Places in classes, when a launched person turns out to be an account."""

import pytest

from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.people.linking import link_identity
from tests import factories

pytestmark = [pytest.mark.http, pytest.mark.django_db]

STUDENT, TEACHER, OBSERVER = ClassRole.STUDENT, ClassRole.TEACHER, ClassRole.OBSERVER


def test_a_place_moves() -> None:
    classroom = factories.classroom_with_units().classroom
    _token, session = factories.launch_session(classroom)
    account = factories.account()
    link_identity(actor=account, identity=session.identity)
    moved = Enrolment.objects.get(classroom=classroom)
    assert (moved.user, moved.role, moved.lms_id) == (account, STUDENT, session.lms_id)
    session.refresh_from_db()
    assert session.enrolment == moved
    assert session.ended_at is None


LAUNCHED, BY_HAND = False, True


@pytest.mark.parametrize(
    ("launched", "account", "becomes"),
    [
        # (role, active) of the launched place; (role, active, by hand) of the account's, and of what they become
        ((STUDENT, True), (STUDENT, True, LAUNCHED), (STUDENT, True, LAUNCHED)),
        ((TEACHER, True), (STUDENT, True, LAUNCHED), (TEACHER, True, LAUNCHED)),
        ((STUDENT, True), (TEACHER, True, LAUNCHED), (TEACHER, True, LAUNCHED)),
        ((OBSERVER, True), (STUDENT, True, LAUNCHED), (STUDENT, True, LAUNCHED)),
        ((STUDENT, True), (TEACHER, True, BY_HAND), (TEACHER, True, BY_HAND)),
        ((TEACHER, True), (STUDENT, True, BY_HAND), (STUDENT, True, BY_HAND)),  # holds as it does at launches
        ((STUDENT, True), (OBSERVER, True, BY_HAND), (OBSERVER, True, BY_HAND)),
        ((TEACHER, False), (STUDENT, True, BY_HAND), (STUDENT, True, BY_HAND)),
        ((STUDENT, True), (TEACHER, False, BY_HAND), (STUDENT, True, LAUNCHED)),
        ((TEACHER, False), (STUDENT, False, BY_HAND), (STUDENT, False, BY_HAND)),
    ],
)
def test_two_places_become_one(
    launched: tuple[ClassRole, bool], account: tuple[ClassRole, bool, bool], becomes: tuple[ClassRole, bool, bool]
) -> None:
    classroom = factories.classroom_with_units().classroom
    user = factories.account()
    mine = factories.enrol(user, classroom, account[0])
    _token, session = factories.launch_session(classroom, role=launched[0])
    Enrolment.objects.filter(pk=mine.pk).update(active=account[1], by_hand=account[2])
    Enrolment.objects.exclude(pk=mine.pk).update(active=launched[1])
    link_identity(actor=user, identity=session.identity)
    kept = Enrolment.objects.get(classroom=classroom)
    assert (kept.pk, kept.user) == (mine.pk, user)
    assert (ClassRole(kept.role), kept.active, kept.by_hand) == becomes
    assert kept.lms_id == session.lms_id
    session.refresh_from_db()
    assert session.enrolment == kept
    assert (session.ended_at is None) == (launched[1] and not (becomes[2] and becomes[0] != launched[0])), (
        "a launch that goes on has the role that it was let in with"
    )


def test_a_role_by_hand_ends_the_launches_of_both_that_have_another() -> None:
    classroom = factories.classroom_with_units().classroom
    user = factories.account()
    linked = factories.identity(factories.lms(classroom.organization), user=user)
    _token, mine = factories.launch_session(classroom, role=TEACHER, person=linked)
    _token, other = factories.launch_session(classroom, role=STUDENT)
    Enrolment.objects.filter(user=other.identity.user).update(by_hand=True)
    link_identity(actor=user, identity=other.identity)
    kept = Enrolment.objects.get(classroom=classroom)
    assert (kept.pk, kept.role, kept.by_hand) == (mine.enrolment_id, STUDENT, True)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert mine.ended_at
    assert other.ended_at is None


def test_other_classes_stay_as_they_are() -> None:
    user = factories.account()
    here, there = factories.classroom_with_units().classroom, factories.classroom_with_units().classroom
    factories.enrol(user, there, TEACHER)
    bystander = factories.enrol(factories.account(), here)
    _token, session = factories.launch_session(here)
    link_identity(actor=user, identity=session.identity)
    assert set(user.enrolments.values_list("classroom", "role")) == {(here.pk, "student"), (there.pk, "teacher")}
    bystander.refresh_from_db()
    assert bystander.role == STUDENT
