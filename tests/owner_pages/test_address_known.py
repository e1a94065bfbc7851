"""The address that an owner types for an LMS of LTI 1.3 is known from the start: no teacher is asked about it."""

import pytest

from slipway.lms.models import Lms
from slipway.orgs.models import User
from tests.lms.registered import endpoints
from tests.orgs.browsers import browser_of, deeds
from tests.owner_pages.lms_that_registers import RegisteringLms, link, pressed
from tests.owner_pages.pages import page_of, shown

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def origins(moodle: Lms) -> list[str]:
    return list(Lms.objects.get(pk=moodle.pk).origins)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("https://school.example/my/", ["https://school.example"]),
        ("School.Example:8443", ["https://school.example:8443"]),
        ("", []),
        ("https://", []),
        ("https://schüle.example", []),
    ],
)
def test_the_form_keeps_the_address_that_the_others_were_worked_out_of(
    owner: User, moodle: Lms, typed: str, known: list[str]
) -> None:
    sent = endpoints("https://sso.example").values() | {"address": typed}
    assert browser_of(owner).post(page_of(moodle, "/registrations/new"), sent).status_code == 302
    assert origins(moodle) == known
    assert ("lms.add-origin" in deeds(moodle.organization)) is bool(known)


def test_filling_in_the_addresses_keeps_nothing_yet(owner: User, moodle: Lms) -> None:
    sent = {"fill": "1", "address": "https://school.example"}
    assert browser_of(owner).post(page_of(moodle, "/registrations/new"), sent).status_code == 200
    assert origins(moodle) == []


def test_a_registration_link_keeps_its_address_once_it_was_used(
    owner: User, moodle: Lms, theirs: RegisteringLms
) -> None:
    path = link(owner, moodle, f"{theirs.url}/my/")
    assert origins(moodle) == []
    assert pressed(path, theirs).status_code == 200
    assert origins(moodle) == [theirs.url]


def typed_in_the_form(owner: User, moodle: Lms) -> dict[str, str]:
    """What stands in the form of a registration by hand when it opens."""
    form = browser_of(owner).get(page_of(moodle, "/registrations/new")).context["form"]
    return {name: form[name].value() or "" for name in ("address", "issuer", "jwks_url")}


@pytest.mark.parametrize("how", ["origin", "link"])
def test_c12_a_known_address_is_filled_in_by_hand_too(owner: User, moodle: Lms, how: str) -> None:
    assert typed_in_the_form(owner, moodle)["address"] == ""
    if how == "origin":
        Lms.objects.filter(pk=moodle.pk).update(origins=["https://school.example"])
    else:
        browser_of(owner).post(page_of(moodle, "/registration-link"), {"address": "https://school.example/my/"})
    assert typed_in_the_form(owner, moodle) == {
        "address": "https://school.example",
        "issuer": "https://school.example",
        "jwks_url": "https://school.example/mod/lti/certs.php",
    }
    assert 'value="https://school.example"' in shown(owner, moodle, "/connect?way=1.3")


def test_c12_a_hosted_canvas_keeps_its_vendors_addresses(owner: User, moodle: Lms) -> None:
    Lms.objects.filter(pk=moodle.pk).update(family="canvas", origins=["https://school.instructure.com"])
    assert typed_in_the_form(owner, moodle)["issuer"] == "https://canvas.instructure.com"
