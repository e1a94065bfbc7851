"""The address that an owner types for an LMS of LTI 1.3 is known from the start: no teacher is asked about it."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from slipway.lms.models import Lms
from slipway.orgs.models import User
from tests.lms.registered import endpoints
from tests.orgs.browsers import browser_of, deeds
from tests.owner_pages.lms_that_registers import registering_lms

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def page_of(moodle: Lms, end: str) -> str:
    return f"/organizations/{moodle.organization_id}/settings/lti/{moodle.pk}{end}"


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


def test_a_registration_link_keeps_its_address_once_it_was_used(owner: User, moodle: Lms) -> None:
    with registering_lms() as theirs:
        sent = {"address": f"{theirs.url}/my/"}
        shown = browser_of(owner).post(page_of(moodle, "/registration-link"), sent, follow=True)
        path = urlsplit(shown.context["link_url"]).path
        assert origins(moodle) == []
        assert Client().post(path, theirs.opened_with).status_code == 200
        assert origins(moodle) == [theirs.url]


def typed_in_the_form(owner: User, moodle: Lms) -> dict[str, str]:
    """What stands in the form of a registration by hand when it opens."""
    page = browser_of(owner).get(page_of(moodle, "/registrations/new"))
    return {name: page.context["form"][name].value() or "" for name in ("address", "issuer", "jwks_url")}


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
    connect = browser_of(owner).get(page_of(moodle, "/connect?way=1.3")).content.decode()
    assert 'value="https://school.example"' in connect


def test_c12_a_hosted_canvas_keeps_its_vendors_addresses(owner: User, moodle: Lms) -> None:
    Lms.objects.filter(pk=moodle.pk).update(family="canvas", origins=["https://school.instructure.com"])
    assert typed_in_the_form(owner, moodle)["issuer"] == "https://canvas.instructure.com"
