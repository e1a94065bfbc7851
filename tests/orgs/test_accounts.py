import pytest
from allauth.account.models import EmailAddress

from slipway.orgs.account.life import AccountExistsError, make_account
from slipway.orgs.models import User
from tests.factories import PASSWORD, account
from tests.orgs.browsers import signed_in_now

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def test_an_account_signs_in_with_its_address_and_password() -> None:
    user = make_account(email=" Owner@Acme.example ", name="Olga", password=PASSWORD)
    assert user.email == "owner@acme.example"
    assert EmailAddress.objects.get(user=user).verified
    assert "_auth_user_id" in signed_in_now(user).session


def test_an_address_has_one_account() -> None:
    account("owner@acme.example")
    with pytest.raises(AccountExistsError):
        make_account(email="OWNER@acme.example", name="Other", password=None)
    assert User.objects.filter(email="owner@acme.example").count() == 1


def test_without_a_password_nobody_can_sign_in() -> None:
    assert not make_account(email="new@acme.example", name="New", password=None).has_usable_password()
