"""The launch log of LTI 1.3: a record's page, the file, what the launch would do now, and no secret anywhere."""

import re

import pytest

from tests.launches.oidc import OidcLms, lti, person, registered
from tests.launches.oidc_platform import Platform
from tests.launches.school import School, school
from tests.lti.v1p3.platform import token
from tests.servers import Slipway

pytestmark = pytest.mark.http


@pytest.fixture(scope="module")
def acme(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> School:
    return school(live, tmp_path_factory.mktemp("classes"))


@pytest.fixture(scope="module")
def canvas13(acme: School, platform: Platform) -> OidcLms:
    return registered(acme, platform)


class Owner:
    """An owner who is signed in."""

    def __init__(self, acme: School) -> None:
        self.browser = acme.server.browser()
        self.browser.get("/accounts/login/")
        self.post("/accounts/login/", login=acme.owner, password="correct horse battery")
        found = re.search(rf"/organizations/([0-9a-f-]{{36}})[^>]*>[^<]*{acme.slug}", self.get("/organizations/"))
        assert found
        self.log = f"/organizations/{found[1]}/settings/launches"

    def get(self, path: str) -> str:
        return self.browser.get(path).text

    def post(self, path: str, **data: str) -> str:
        headers = {"X-CSRFToken": self.browser.cookies["slipway_csrf"]}
        return self.browser.post(path, data=data, headers=headers).text


@pytest.fixture(scope="module")
def owner(acme: School) -> Owner:
    return Owner(acme)


def number_of(let_in: object) -> str:
    return str(getattr(let_in, "headers")["location"].split("/")[2])  # noqa: B009


def test_the_record_says_by_which_registration_and_how(acme: School, canvas13: OidcLms, owner: Owner) -> None:
    let_in = canvas13.launch(acme.address("python", "loops"), person("ida"), **lti("custom", {"n": 1, "none": None}))
    page = owner.get(f"{owner.log}/{number_of(let_in)}")
    assert canvas13.client_id in page
    for words in ("LTI version", "by a cookie", "context / title", "Course 7", "LtiResourceLinkRequest"):
        assert words in page
    assert "s3cret" not in page


@pytest.mark.parametrize(
    ("target", "role", "becomes"),
    [
        ("unit", "Learner", "The unit “Loops” would open."),
        ("/lti/course", "Learner", "The home of the class would open."),
        ("/lti", "Instructor", "on which a teacher chooses the unit of this link"),
        ("picker", "Instructor", "The picker would open."),
    ],
)
def test_what_would_it_do_now(
    acme: School, canvas13: OidcLms, owner: Owner, target: str, role: str, becomes: str
) -> None:
    who = person(f"dry {role}", role=role)
    path = acme.address("python", "loops") if target == "unit" else target
    let_in = canvas13.select(who) if target == "picker" else canvas13.launch(path, who)
    assert becomes in owner.get(f"{owner.log}/{number_of(let_in)}/dry-run")


def test_what_would_a_refused_one_do_now(acme: School, canvas13: OidcLms, owner: Owner) -> None:
    custom = lti("custom", {"unit": acme.unit("python", "lists")})
    answer = canvas13.launch(acme.address("python", "loops"), person("ida"), **custom)
    number = re.search(r"<code>([0-9a-f-]{36})</code>", answer.text)
    assert number
    page = owner.get(f"{owner.log}/{number[1]}/dry-run")
    assert "This link names two units" in page


def test_the_file_has_both_versions(acme: School, canvas13: OidcLms, owner: Owner) -> None:
    canvas13.launch(acme.address("python", "loops"), person("ida"))
    acme.canvas.launch(acme.address("python", "loops"), {"user_id": "1", "roles": "Learner"})
    lines = owner.post(f"{owner.log}.csv").splitlines()
    assert lines[0].endswith(",lti")
    assert {line.rpartition(",")[2] for line in lines[1:]} >= {"1.1", "1.3"}


def test_nothing_of_a_launch_stands_in_the_servers_log(acme: School, canvas13: OidcLms) -> None:
    begun = canvas13.login(acme.address("python", "loops"), lti_message_hint="a-hint-of-one-use")
    id_token = token(canvas13.claims(acme.address("python", "loops"), begun.asked["nonce"], person("quiet")))
    let_in = canvas13.post(begun, id_token)
    assert let_in.status_code == 303
    canvas13.post(begun, id_token)
    written = acme.server.log_text()
    secrets = [
        *begun.cookies.values(), begun.asked["state"], begun.asked["nonce"], "a-hint-of-one-use",
        id_token, id_token.rpartition(".")[2], let_in.headers["location"].partition("#")[2],
    ]  # fmt: skip
    assert [secret for secret in secrets if secret in written] == []
