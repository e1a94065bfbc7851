"""An owner confirms that what LTI 1.3 says of people's LTI 1.1 ids may be believed."""

import pytest

from slipway.audit.models import AuditEntry
from slipway.classes.models import Enrolment
from slipway.lms.models import Lms
from slipway.people.legacy import doubtful, trust_legacy_ids
from slipway.people.models import LmsIdentity
from tests import factories

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def twice(lms: Lms, name: str, *, account: bool = False) -> tuple[LmsIdentity, LmsIdentity]:
    """Somebody who came by LTI 1.1, and then by 1.3 with an unproven word of it."""
    old = factories.identity(lms, name=name, user=factories.account() if account else None)
    new = factories.identity(lms, name=name)
    LmsIdentity.objects.filter(pk=new.pk).update(legacy_user_id=old.lms_user_id)
    return old, new


def user_of(identity: LmsIdentity) -> object:
    return LmsIdentity.objects.get(pk=identity.pk).user_id


def test_a_trusted_word_makes_one_person_of_two() -> None:
    owner, lms = factories.account(), factories.lms()
    made = factories.classroom_with_units(lms.organization)
    (old, new), other = twice(lms, "Ida"), factories.identity(lms, name="Other")
    for each in (old, new, other):
        factories.enrol(each.user, made.classroom)
    assert list(doubtful(lms)) == [new]
    assert trust_legacy_ids(actor=owner, lms=lms) == 1
    assert user_of(old) == user_of(new) == old.user_id
    assert Enrolment.objects.filter(classroom=made.classroom).count() == 2
    assert list(doubtful(lms)) == []
    assert Lms.objects.get(pk=lms.pk).legacy_ids_trusted_at
    told = AuditEntry.objects.filter(organization_id=lms.organization_id).values_list("action", flat=True)
    assert {"lms.trust-legacy-ids", "identity.join"} <= set(told)
    assert trust_legacy_ids(actor=owner, lms=lms) == 0


def test_an_account_keeps_its_own() -> None:
    lms = factories.lms()
    old, new = twice(lms, "Ada", account=True)
    assert trust_legacy_ids(actor=None, lms=lms) == 1
    assert user_of(old) == user_of(new) == old.user_id


def test_two_accounts_stay_two() -> None:
    lms = factories.lms()
    old, new = twice(lms, "Eve", account=True)
    LmsIdentity.objects.filter(pk=new.pk).update(user=factories.account())
    assert trust_legacy_ids(actor=None, lms=lms) == 0
    assert user_of(old) != user_of(new)


def test_another_lms_is_left_alone() -> None:
    mine, theirs = factories.lms(), factories.lms()
    old, new = twice(theirs, "Uma")
    assert trust_legacy_ids(actor=None, lms=mine) == 0
    assert user_of(old) != user_of(new)
