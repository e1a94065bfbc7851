"""A signature says who asked: by whose key an owner's LMS is spoken to, whatever names that owner registers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import jwt
import pytest
from django.test import Client

from slipway.lms.connect import begin_lms
from slipway.lms.key_sets import tool_keys
from slipway.lms.models import Lms, Registration, Signer
from slipway.lms.registrations.change import register
from slipway.lti.message import SelectionRequest
from slipway.orgs.models import User
from tests.factories import account, organization
from tests.lms.platforms import FakePlatform, Said, fake_platform
from tests.lms.registered import endpoints, registered
from tests.orgs.browsers import browser_of, deeds
from tests.owner_pages.lms_that_registers import RegisteringLms, link, pressed
from tests.owner_pages.pages import page_of, shown, text_of
from tests.picker.scene import Form, course

pytestmark = [pytest.mark.http, pytest.mark.django_db]

INSTALLATION = "/lti/1p3/jwks.json"
TOKEN = {"access_token": "opened", "token_type": "bearer", "expires_in": 3600, "scope": "s"}
VICTIM = "https://moodle.acme.example"


@pytest.fixture(autouse=True)
def forget() -> None:
    """What this process knows of keys is of another test's database."""
    tool_keys._held.clear()
    tool_keys._strangers.clear()


@dataclass
class School:
    """An organization with an owner, and what happens at its pages."""

    slug: str
    owner: User = field(default_factory=account)

    def __post_init__(self) -> None:
        self.organization = organization(self.slug, owner=self.owner)
        self.browser = browser_of(self.owner)
        self.jwks = f"/lti/1p3/organizations/{self.organization.pk}/jwks.json"

    def registers(self, **told: str) -> Registration:
        """By hand, as the owner does: an LMS, and what it shows."""
        made = Lms.objects.create(organization=self.organization, name="Ours", family="moodle")
        fields = endpoints(**told).values() | {"deployment_policy": "first"}
        answer = self.browser.post(page_of(made, "/registrations/new"), fields)
        assert answer.status_code == 302, text_of(answer)
        return made.registrations.get()

    def read(self, registration: Registration) -> str:
        return shown(self.owner, registration)

    def edits(self, registration: Registration, **changed: str) -> Any:
        """The page that comes when the owner changes that alone."""
        names = ("issuer", "client_id", "auth_url", "token_url", "jwks_url")
        typed = {name: getattr(registration, name) for name in names} | {"deployment_policy": "first"} | changed
        return self.browser.post(page_of(registration, "/edit"), typed, follow=True)


@pytest.fixture
def acme() -> School:
    return School("acme")


@pytest.fixture
def evil() -> School:
    return School("evil")


@pytest.fixture
def server() -> Iterator[FakePlatform]:
    """A server of the owner's own: it hears what is sent to its token URL."""
    with fake_platform(lambda asked: Said(200, json.dumps(TOKEN).encode())) as running:
        yield running


def keys_at(path: str) -> dict[str, Any]:
    """What an LMS fetches there, by key id."""
    return {str(key.key_id): key.key for key in jwt.PyJWKSet.from_dict(json.loads(Client().get(path).content)).keys}


def verified(token: str, path: str) -> dict[str, Any] | None:
    """What Moodle does, whose token endpoint asks for nothing but a signature: any key of the set, no audience."""
    for key in keys_at(path).values():
        try:
            claims: dict[str, Any] = jwt.decode(
                token, key, algorithms=["RS256"], options={"verify_aud": False, "verify_exp": False}
            )
        except jwt.InvalidSignatureError:
            continue
        return claims
    return None


def assertion(server: FakePlatform) -> str:
    """What the token endpoint heard last."""
    heard = [asked for asked in server.asked if asked.path.startswith("/token")][-1]
    return parse_qs(heard.body.decode())["client_assertion"][0]


def tried(school: School, registration: Registration, server: FakePlatform) -> str:
    """*Test connection*, and the assertion that came of it."""
    assert school.browser.post(page_of(registration, "/test")).status_code == 200
    return assertion(server)


def test_a1_an_assertion_for_anothers_client_is_signed_by_the_owner_who_asked(
    acme: School, evil: School, server: FakePlatform
) -> None:
    victim = registered(acme.organization, platform=VICTIM, client_id="client-1")
    copied = evil.registers(
        issuer=VICTIM, client_id=victim.client_id, token_url=f"{server.url}/token", jwks_url=f"{server.url}/jwks",
        auth_url=victim.auth_url,
    )  # fmt: skip
    token = tried(evil, copied, server)
    claims = verified(token, evil.jwks)
    assert claims
    assert claims["iss"] == claims["sub"] == "client-1"
    assert verified(token, acme.jwks) is None
    assert verified(token, INSTALLATION) is None
    assert jwt.get_unverified_header(token)["kid"] not in keys_at(acme.jwks).keys() | keys_at(INSTALLATION).keys()


ASKED = SelectionRequest(
    return_url=f"{VICTIM}/mod/lti/contentitem_return.php", media_types=("ltiResourceLink",), answer="deep-linking"
)


def cancelled(school: School, told: dict[str, str]) -> tuple[Registration, str]:
    """A deep linking request of the owner's own, and what *Cancel* answers."""
    there = course(school.organization)
    registration = register(actor=None, lms=there.lms, endpoints=endpoints(VICTIM, **told))
    picker = there.open(ASKED, registration=registration, deployment_id="1")
    return registration, Form(picker.post({"cancel": "1", "confirmed": "1"})).hidden["JWT"]


@pytest.mark.parametrize("issuer", [f"{VICTIM}/mod/lti/token.php", VICTIM, "https://blackboard.com"])
def test_a1_no_answer_of_the_picker_opens_anothers_services(acme: School, evil: School, issuer: str) -> None:
    """Its audience is the issuer, which is free text."""
    registered(acme.organization, platform=VICTIM, client_id="client-1")
    _, token = cancelled(evil, {"issuer": issuer, "client_id": "client-1"})
    claims = verified(token, evil.jwks)
    assert claims
    assert (claims["iss"], claims["aud"]) == ("client-1", issuer)
    assert ("sub" in claims) == (issuer == "https://blackboard.com")
    assert verified(token, acme.jwks) is None
    assert verified(token, INSTALLATION) is None


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"issuer": f"{VICTIM}/mod/lti/token.php"}, "Issuer is on the host moodle.acme.example"),
        ({"issuer": "acme"}, "Issuer is on the host acme"),
        ({"token_url": "https://evil.example/token"}, "Access token URL is on the host evil.example"),
        ({"jwks_url": "https://evil.example/jwks"}, "Public key set URL is on the host evil.example"),
    ],
)
def test_a1_addresses_of_several_hands_wait_for_an_owner(evil: School, changed: dict[str, str], named: str) -> None:
    made = evil.registers(**({"platform": "https://lms.evil-school.example"} | changed))
    assert made.is_pending
    page = evil.read(made)
    assert f"{named}, not on lms.evil-school.example." in page
    assert "Not all addresses are of one host." in page
    login = {"iss": made.issuer, "client_id": made.client_id, "login_hint": "1", "target_link_uri": "/lti"}
    assert Client().get("/lti/1p3/login", login).headers["X-Refusal-Code"] == "registration-pending"
    evil.browser.post(page_of(made, "/accept"))
    made.refresh_from_db()
    assert not made.is_pending
    assert deeds(evil.organization)[-2:] == ["registration.make", "registration.accept"]


def test_a1_an_edit_to_another_hand_waits_again_and_a_name_does_not(acme: School) -> None:
    made = acme.registers(platform=VICTIM)
    assert not made.is_pending
    for changed, pending in (({"name": "Main"}, False), ({"jwks_url": "https://other.example/k"}, True)):
        assert acme.edits(made, **changed).redirect_chain
        made.refresh_from_db()
        assert made.is_pending == pending


# ---- registrations from before organizations had keys


@pytest.fixture
def earlier(acme: School, server: FakePlatform) -> Registration:
    """As the upgrade leaves what it finds."""
    made = registered(acme.organization, platform=server.url)
    Registration.objects.filter(pk=made.pk).update(signer=Signer.EARLIER)
    return Registration.objects.select_related("lms").get(pk=made.pk)


def test_a1_what_stood_before_goes_on_and_is_moved_by_its_owner(
    acme: School, earlier: Registration, server: FakePlatform
) -> None:
    assert verified(tried(acme, earlier, server), INSTALLATION)
    page = acme.read(earlier)
    assert "Give this registration your own key" in page
    assert f'value="http://localhost:8000{acme.jwks}"' in page
    for above in (acme.organization, earlier.lms):  # where owners pass by it is named, and leads there
        assert f'href="{page_of(earlier)}#own-key"' in shown(acme.owner, above)
    assert acme.browser.post(page_of(earlier, "/own-key")).status_code == 302
    assert deeds(acme.organization)[-1] == "registration.sign-as"
    token = tried(acme, earlier, server)
    assert verified(token, acme.jwks)
    assert verified(token, INSTALLATION) is None
    assert "Give this registration your own key" not in acme.read(earlier)
    acme.browser.post(page_of(earlier, "/own-key"))  # once more: nothing
    assert deeds(acme.organization).count("registration.sign-as") == 1


def test_a1_strangers_move_nothing(acme: School, evil: School, earlier: Registration) -> None:
    assert evil.browser.post(page_of(earlier, "/own-key")).status_code == 404
    through_their_own = page_of(evil.organization, f"/registrations/{earlier.pk}/own-key")
    assert evil.browser.post(through_their_own).status_code == 404
    earlier.refresh_from_db()
    assert earlier.signer == Signer.EARLIER


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": f"{VICTIM}/mod/lti/token.php"},
        {"client_id": "client-1"},
        {"auth_url": "{url}/auth2"},
        {"token_url": "{url}/token2"},
        {"jwks_url": "{url}/jwks2"},
        {"token_audience": "{url}/elsewhere"},
    ],
)
def test_a1_the_shared_key_signs_for_nothing_that_its_owner_changed(
    acme: School, earlier: Registration, server: FakePlatform, changed: dict[str, str]
) -> None:
    """Else what stood at the upgrade would be turned into another school's client afterwards."""
    page = acme.edits(earlier, **{name: text.format(url=server.url) for name, text in changed.items()})
    assert "Slipway signs with the key of your organization now" in text_of(page)
    token = tried(acme, earlier, server)
    assert verified(token, acme.jwks)
    assert verified(token, INSTALLATION) is None


def test_a1_a_name_and_a_policy_are_no_change_of_the_platform(
    acme: School, earlier: Registration, server: FakePlatform
) -> None:
    acme.edits(earlier, deployment_policy="all", name="Main")
    earlier.refresh_from_db()
    assert (earlier.name, earlier.signer) == ("Main", Signer.EARLIER)
    assert verified(tried(acme, earlier, server), INSTALLATION)


def test_a1_an_lms_that_registers_itself_is_told_its_organizations_keys(acme: School, theirs: RegisteringLms) -> None:
    """And one that does so again with the same client has them from then on."""
    made = Lms.objects.create(organization=acme.organization, name="Moodle", family="moodle")
    for _ in range(2):
        pressed(link(acme.owner, made, theirs.url), theirs)
        assert made.registrations.get().signer == Signer.ORGANIZATION
        assert theirs.asked_to_register[-1][1]["jwks_uri"] == f"http://localhost:8000{acme.jwks}"
        made.registrations.update(signer=Signer.EARLIER)


# ---- an application that the operator has registered for all organizations


@pytest.fixture
def shared(acme: School, server: FakePlatform) -> Registration:
    lms = begin_lms(actor=None, organization=acme.organization, name="Blackboard")
    return register(
        actor=None, lms=lms, endpoints=endpoints(server.url, deployment_policy="listed"), signer=Signer.OPERATOR
    )


def test_a1_an_application_of_the_operators_signs_with_the_installations_key(
    acme: School, shared: Registration, server: FakePlatform
) -> None:
    assert verified(tried(acme, shared, server), INSTALLATION)
    page = acme.read(shared)
    assert "An application of this installation" in page
    assert acme.jwks not in page


def test_a1_no_owner_decides_what_the_installations_key_is_shown_to(
    acme: School, shared: Registration, server: FakePlatform
) -> None:
    acme.edits(shared, token_url=f"{server.url}/own", name="Ours")
    acme.browser.post(page_of(shared, "/own-key"))
    told = acme.browser.post(page_of(shared, "/deployments"), {"deployment_id": "B", "accept": "1"}, follow=True)
    assert "alone changes that" in text_of(told)
    was = Registration.objects.get(pk=shared.pk)
    assert (was.name, was.token_url, was.signer) == ("Ours", shared.token_url, Signer.OPERATOR)
    assert not was.deployments.exists()
    assert 'name="token_url"' not in shown(acme.owner, shared, "/edit")


def test_a1_no_owner_makes_one(acme: School) -> None:
    made = Lms.objects.create(organization=acme.organization, name="Ours")
    with pytest.raises(ValueError, match="only the operator"):
        register(actor=acme.owner, lms=made, endpoints=endpoints(), signer=Signer.OPERATOR)
    kept = acme.registers(platform=VICTIM, name="x")
    assert kept.signer == Signer.ORGANIZATION


def test_a1_what_such_an_lms_says_of_itself_later_is_not_for_the_owner_to_take(
    acme: School, theirs: RegisteringLms
) -> None:
    made = Lms.objects.create(organization=acme.organization, name="Moodle", family="moodle")
    told = endpoints(theirs.url, client_id="client-1")
    register(actor=None, lms=made, endpoints=told, signer=Signer.OPERATOR)
    theirs.changes = {"jwks_uri": f"{theirs.url}/own-jwks"}
    pressed(link(acme.owner, made, theirs.url), theirs)
    kept = made.registrations.get()
    acme.browser.post(page_of(kept, "/settle"), {"take": "1"})
    kept.refresh_from_db()
    assert (kept.jwks_url, kept.signer) == (told.jwks_url, Signer.OPERATOR)


def test_the_key_that_is_shown_for_pasting_is_the_organizations(acme: School, evil: School) -> None:
    shown = acme.read(acme.registers(platform=VICTIM))
    theirs = evil.read(evil.registers(platform="https://lms.evil.example"))
    pem = shown[shown.index("-----BEGIN PUBLIC KEY-----") : shown.index("-----END PUBLIC KEY-----")]
    assert pem not in theirs
