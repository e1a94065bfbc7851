"""The launch log of LTI 1.3: a record's page, the file, what the launch would do now, and no secret anywhere."""

from collections.abc import Iterator

import httpx
import pytest

from tests.launches.oidc import OidcLms, lti, person
from tests.launches.owner import Owner, owner_of
from tests.launches.school import School
from tests.launches.traces import number_of
from tests.lti.v1p3.platform import token
from tests.way_in import is_let_in, way_in

pytestmark = pytest.mark.http


@pytest.fixture(scope="module")
def owner(acme: School) -> Iterator[Owner]:
    with owner_of(acme) as owner:
        yield owner


def log_page(owner: Owner, answer: httpx.Response, more: str = "") -> str:
    """The page of a launch in the launch log, or one below it."""
    return owner.browser.get(f"{owner.settings}/launches/{number_of(answer)}{more}").text


def test_the_record_says_by_which_registration_and_how(acme: School, canvas13: OidcLms, owner: Owner) -> None:
    let_in = canvas13.launch(acme.loops, person("ida"), **lti("custom", {"n": 1, "none": None}))
    page = log_page(owner, let_in)
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
    path = acme.loops if target == "unit" else target
    let_in = canvas13.select(who) if target == "picker" else canvas13.launch(path, who)
    assert becomes in log_page(owner, let_in, "/dry-run")


def test_what_would_a_refused_one_do_now(acme: School, canvas13: OidcLms, owner: Owner) -> None:
    custom = lti("custom", {"unit": acme.unit("python", "lists")})
    answer = canvas13.launch(acme.loops, person("ida"), **custom)
    assert "This link names two units" in log_page(owner, answer, "/dry-run")


def test_the_file_has_both_versions(acme: School, canvas13: OidcLms, owner: Owner) -> None:
    canvas13.launch(acme.loops, person("ida"))
    acme.canvas.launch(acme.loops, {"user_id": "1", "roles": "Learner"})
    lines = owner.post(f"{owner.settings}/launches.csv").text.splitlines()
    assert lines[0].endswith(",lti")
    assert {line.rpartition(",")[2] for line in lines[1:]} >= {"1.1", "1.3"}


def test_nothing_of_a_launch_stands_in_the_servers_log(acme: School, canvas13: OidcLms) -> None:
    begun, claims = canvas13.begun(acme.loops, person("quiet"), asks={"lti_message_hint": "a-hint-of-one-use"})
    id_token = token(claims)
    let_in = canvas13.post(begun, id_token)
    assert is_let_in(let_in)
    canvas13.post(begun, id_token)
    written = acme.server.log_text()
    secrets = [
        *begun.cookies.values(), begun.asked["state"], begun.asked["nonce"], "a-hint-of-one-use",
        id_token, id_token.rpartition(".")[2], way_in(let_in).token,
    ]  # fmt: skip
    assert [secret for secret in secrets if secret in written] == []
