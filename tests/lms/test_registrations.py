"""Registrations from their making to their end, and the links by which LMSs register themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils import timezone

from slipway.audit.models import AuditEntry
from slipway.lms.models import Lms, PlatformKeySet, Registration, RegistrationLink
from slipway.lms.registrations.change import (
    AlreadyRegisteredError,
    RegistrationEnabledError,
    accept_registration,
    disable_registration,
    edit_registration,
    enable_registration,
    register,
    remove_registration,
)
from slipway.lms.registrations.find import registration_by_id, registration_by_login_url
from slipway.lms.registrations.links import (
    LinkHeldError,
    RegistrationLinkOverError,
    Wish,
    find_link,
    held_link,
    make_link,
    use_link,
)
from slipway.lms.retire import disable_lms, remove_lms
from tests.factories import account, lms, organization
from tests.lms.registered import endpoints, registered

pytestmark = [pytest.mark.http, pytest.mark.django_db]
WISH = Wish(address="https://c.example")


def deeds(registration: Registration) -> list[str]:
    """The audit trail of the registration, the oldest first."""
    trail = AuditEntry.objects.filter(target_id=str(registration.pk), organization_id=registration.lms.organization_id)
    return list(trail.order_by("at").values_list("action", flat=True))


def test_an_lms_gains_a_registration_beside_its_key_but_the_same_one_only_once() -> None:
    canvas, told = lms(), endpoints()
    made = register(actor=None, lms=canvas, endpoints=told)
    assert (canvas.consumer_keys.count(), canvas.registrations.get()) == (1, made)
    with pytest.raises(AlreadyRegisteredError, match=told.client_id):
        register(actor=None, lms=canvas, endpoints=told)
    assert deeds(made) == ["registration.make"]


def test_one_that_is_pending_is_accepted() -> None:
    owner = account()
    made = register(actor=None, lms=lms(organization(owner=owner)), endpoints=endpoints(), accepted=False)
    assert made.is_pending
    accept_registration(actor=owner, registration=made)
    accept_registration(actor=owner, registration=made)
    assert not made.is_pending
    assert deeds(made) == ["registration.make", "registration.accept"]


def test_it_is_switched_off_by_itself_or_with_its_lms() -> None:
    made = registered()
    disable_registration(actor=None, registration=made)
    assert made.is_disabled
    enable_registration(actor=None, registration=made)
    assert not made.is_disabled
    disable_lms(actor=None, lms=made.lms)
    found = registration_by_id(made.pk)
    assert found is not None
    assert found.is_disabled
    assert deeds(made) == ["registration.make", "registration.disable", "registration.enable"]


def test_what_is_edited_is_told_in_the_trail() -> None:
    made = registered()
    told = endpoints(client_id=made.client_id, auth_url="https://new.example.edu/auth", deployment_policy="all")
    assert edit_registration(actor=None, registration=made, endpoints=told) == ["auth_url", "deployment_policy"]
    assert edit_registration(actor=None, registration=made, endpoints=told) == []
    assert made.auth_url == "https://new.example.edu/auth"
    entry = AuditEntry.objects.get(action="registration.edit", target_id=str(made.pk))
    assert entry.details["auth_url"] == "https://new.example.edu/auth"
    second = register(actor=None, lms=made.lms, endpoints=endpoints())
    with pytest.raises(AlreadyRegisteredError):
        edit_registration(actor=None, registration=second, endpoints=told)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("auth_url", "lms.example.edu/auth"),
        ("auth_url", "javascript:alert(1)"),
        ("token_url", "https://user:pass@lms.example.edu/"),
        ("jwks_url", "ftp://lms.example.edu/"),
        ("jwks_url", ""),
        ("issuer", ""),
        ("issuer", " https://lms.example.edu"),
        ("issuer", "https://lms.example.edu/\n"),
        ("client_id", "x" * 256),
        ("client_id", ""),
        ("token_audience", "a\0b"),
        ("deployment_policy", "some"),
        ("name", "x" * 201),
    ],
)
def test_what_no_registration_can_have_is_named_by_its_field(field: str, value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        register(actor=None, lms=lms(), endpoints=endpoints(**{field: value}))
    assert list(refused.value.message_dict) == [field]


def test_clear_text_is_for_private_networks_only() -> None:
    registered(platform="http://127.0.0.1:8001")
    with override_settings(ALLOW_PRIVATE_LMS=False), pytest.raises(ValidationError, match="https://"):
        registered(platform="http://127.0.0.1:8001")


def test_it_is_removed_once_it_is_off_and_its_keys_are_forgotten_with_the_last_one() -> None:
    one, two = registered(jwks_url="https://a.example/j"), registered(jwks_url="https://a.example/j")
    PlatformKeySet.objects.create(url="https://a.example/j")
    with pytest.raises(RegistrationEnabledError):
        remove_registration(actor=None, registration=one)
    disable_registration(actor=None, registration=one)
    remove_registration(actor=None, registration=one)
    assert registration_by_id(one.pk) is None
    assert PlatformKeySet.objects.filter(url="https://a.example/j").exists()
    assert deeds(one)[-1] == "registration.remove"
    remove_lms(actor=None, lms=two.lms)
    assert registration_by_id(two.pk) is None
    assert not PlatformKeySet.objects.filter(url="https://a.example/j").exists()


def test_a_link_makes_one_registration() -> None:
    owner = account()
    acme = organization(owner=owner)
    wish = Wish(address="https://Moodle.example.edu:8443/moodle", family="moodle", name="Our Moodle")
    link, token = make_link(actor=owner, organization=acme, wish=wish)
    assert link.host == "moodle.example.edu:8443"
    assert token not in str(RegistrationLink.objects.filter(pk=link.pk).values())
    for _ in range(2):  # to open it does not use it up
        assert find_link(token) == link
    made = use_link(link, endpoints=endpoints(), accepted=True)
    assert (made.lms.name, made.lms.organization) == ("Our Moodle", acme)
    assert find_link(token) is None
    with pytest.raises(RegistrationLinkOverError):
        use_link(link, endpoints=endpoints(), accepted=True)
    assert AuditEntry.objects.get(action="registration.make", target_id=str(made.pk)).actor == owner
    used = RegistrationLink.objects.get(pk=link.pk)
    assert used.registration == made
    assert registration_by_login_url(link.pk) == made  # the LMS was told so before it was there
    assert made.pk == link.pk


def test_a_link_for_an_lms_with_a_key_gives_it_the_registration() -> None:
    canvas = lms()
    with pytest.raises(ValueError, match="own organization"):
        make_link(actor=None, organization=organization(), wish=replace(WISH, lms=canvas))
    link, _ = make_link(actor=None, organization=canvas.organization, wish=replace(WISH, lms=canvas))
    made = use_link(link, endpoints=endpoints(), accepted=False)
    assert made.lms == canvas
    assert made.is_pending
    assert Lms.objects.filter(organization=canvas.organization).count() == 1


def test_of_two_presses_at_once_the_lms_hears_one() -> None:
    link, token = make_link(actor=None, organization=organization(), wish=WISH)
    with held_link(link), pytest.raises(LinkHeldError), held_link(link):
        pytest.fail("both hold it")
    with held_link(link):  # the first one has let it go
        RegistrationLink.objects.filter(pk=link.pk).update(held_until=timezone.now() - timedelta(seconds=1))
        with held_link(link):  # it has taken longer than an LMS is waited for
            pass
    with pytest.raises(OSError, match="down"), held_link(link):
        raise OSError("down")
    with held_link(link):
        use_link(link, endpoints=endpoints(), accepted=True)
    assert find_link(token) is None
    with pytest.raises(LinkHeldError), held_link(link):
        pytest.fail("it is used up")


def test_a_link_makes_registration_and_deployment_or_neither() -> None:
    acme = organization()
    link, token = make_link(actor=None, organization=acme, wish=WISH)
    with pytest.raises(ValidationError):
        use_link(link, endpoints=endpoints(client_id="a\nb"), accepted=True, deployment_id="7")
    assert find_link(token) == link
    assert not Lms.objects.filter(organization=acme).exists()
    made = use_link(link, endpoints=endpoints(), accepted=False, deployment_id="7")
    assert [(each.deployment_id, each.state) for each in made.deployments.all()] == [("7", "accepted")]


def test_what_fails_does_not_use_the_link_up() -> None:
    made = registered()
    link, token = make_link(actor=None, organization=made.lms.organization, wish=replace(WISH, lms=made.lms))
    with pytest.raises(AlreadyRegisteredError):
        use_link(link, endpoints=endpoints(client_id=made.client_id), accepted=True)
    assert find_link(token) == link


def test_a_link_ends_and_there_are_never_many() -> None:
    acme = organization()
    link, token = make_link(actor=None, organization=acme, wish=WISH)
    assert find_link("") is None
    assert find_link(token + "x") is None
    RegistrationLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert find_link(token) is None
    with pytest.raises(RegistrationLinkOverError):
        use_link(link, endpoints=endpoints(), accepted=True)
    with pytest.raises(ValidationError, match="whole address"):
        make_link(actor=None, organization=acme, wish=Wish(address="moodle"))
    for _ in range(20):
        make_link(actor=None, organization=acme, wish=WISH)
    with pytest.raises(ValidationError, match="20 links"):
        make_link(actor=None, organization=acme, wish=WISH)
