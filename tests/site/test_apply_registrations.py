"""`[[organization.lti_1p3]]` of site files, and what `show` tells of it, against a server that runs."""

from typing import Any
from uuid import UUID

import pytest

from tests.commands import CommandFailed
from tests.peers.advantage import shown_to_owner
from tests.servers import Slipway

pytestmark = pytest.mark.http

LOGIN = "/lti/1p3/login"


def site(slug: str, **changed: str) -> str:
    """A Canvas with key and registration, and a Moodle with a registration alone; `changed` replaces values."""
    values = {
        "moodle": "Moodle",
        "client": "10000000000001",
        "auth": "https://sso.canvaslms.com/api/lti/authorize_redirect",
        "deployments": '"1:abc"',
        "policy": "first",
    } | changed
    return f"""
[[organization]]
slug = "{slug}"
name = "Acme"
[[organization.lti_1p1]]
name = "Canvas"
consumer_key = "{slug}-key"
shared_secret = "secret"
[[organization.lti_1p3]]
name = "Canvas"
issuer = "https://canvas.instructure.com"
client_id = "{values["client"]}"
auth_url = "{values["auth"]}"
token_url = "https://sso.canvaslms.com/login/oauth2/token"
jwks_url = "https://sso.canvaslms.com/api/lti/security/jwks"
deployments = [{values["deployments"]}]
deployment_policy = "{values["policy"]}"
[[organization.lti_1p3]]
name = "{values["moodle"]}"
issuer = "https://moodle.example.edu"
client_id = "aBc"
auth_url = "https://moodle.example.edu/mod/lti/auth.php"
token_url = "https://moodle.example.edu/mod/lti/token.php"
jwks_url = "https://moodle.example.edu/mod/lti/certs.php"
"""


def lmss(server: Slipway, slug: str) -> dict[str, Any]:
    """The organization's LMSs: their names with the number of keys and registrations."""
    rows = server.query(
        "SELECT l.name, (SELECT count(*) FROM lms_consumerkey k WHERE k.lms_id = l.id) AS keys_, "
        "(SELECT count(*) FROM lms_registration r WHERE r.lms_id = l.id) AS registrations "
        "FROM lms_lms l JOIN orgs_organization o ON o.id = l.organization_id WHERE o.slug = %s",
        [slug],
    )
    return {row["name"]: (row["keys_"], row["registrations"]) for row in rows}


def test_registrations_are_made_once_and_shown_to_owner(anywhere_at_length: Slipway) -> None:
    made = anywhere_at_length.apply(site("registering"))
    assert "registration 10000000000001 of 'Canvas': made" in made
    assert "registration 10000000000001 of 'Canvas': deployment 1:abc accepted" in made
    assert anywhere_at_length.apply(site("registering")) == "nothing to change\n"
    assert lmss(anywhere_at_length, "registering") == {"Canvas": (1, 1), "Moodle": (0, 1)}
    told = shown_to_owner(anywhere_at_length, "registering")
    (row,) = anywhere_at_length.query("SELECT id FROM orgs_organization WHERE slug = 'registering'")
    own = f"{anywhere_at_length.url}/lti/1p3/organizations/{UUID(str(row['id']))}"
    assert {name: told[name] for name in told if name != "registrations"} == {
        "login_url": f"{anywhere_at_length.url}{LOGIN}",
        "launch_url": f"{anywhere_at_length.url}/lti/1p3/launch",
        "jwks_url": f"{own}/jwks.json",
        "canvas_json_url": f"{own}/canvas.json",
    }
    canvas, moodle = told["registrations"]
    assert canvas["login_url"].startswith(f"{anywhere_at_length.url}{LOGIN}/")
    assert len(canvas["login_url"].rpartition("/")[2]) == 36
    assert {name: moodle[name] for name in moodle if name != "login_url"} == {
        "name": "Moodle",
        "issuer": "https://moodle.example.edu",
        "client_id": "aBc",
        "jwks_url": f"{own}/jwks.json",
        "signed_by": "organization",
    }
    assert f"Moodle: client aBc, login {moodle['login_url']}" in anywhere_at_length.slipway("show")


def test_what_the_file_changes_is_changed_and_said(live: Slipway) -> None:
    live.apply(site("re-registering"))
    before = shown_to_owner(live, "re-registering")["registrations"]
    changed = site(
        "re-registering", moodle="Our Moodle", auth="https://x.example/a", deployments='"1:abc", "2"', policy="all"
    )
    assert live.apply(changed).splitlines() == [
        "registration 10000000000001 of 'Canvas': new auth_url",
        "registration 10000000000001 of 'Canvas': new deployment_policy",
        "registration 10000000000001 of 'Canvas': deployment 2 accepted",
        "registration aBc of 'Our Moodle': its LMS is now called 'Our Moodle'",
    ]
    assert [it["login_url"] for it in shown_to_owner(live, "re-registering")["registrations"]] == [
        it["login_url"] for it in before
    ]


def test_two_organizations_may_have_the_same_issuer_and_client(live: Slipway) -> None:
    live.apply(site("twin-one"))
    live.apply(site("twin-two"))
    one, two = (shown_to_owner(live, slug)["registrations"][0] for slug in ("twin-one", "twin-two"))
    assert (one["issuer"], one["client_id"]) == (two["issuer"], two["client_id"])
    assert one["login_url"] != two["login_url"]


@pytest.mark.parametrize("auth", ["canvas/auth", "https://user:pass@x.example/"])
def test_a_registration_that_can_not_be_changes_nothing(live: Slipway, auth: str) -> None:
    with pytest.raises(CommandFailed) as failed:
        live.apply(site("unregistrable", auth=auth))
    assert "organization[0].lti_1p3[0].auth_url: Type the whole address" in failed.value.output
    assert live.query("SELECT slug FROM orgs_organization WHERE slug = %s", ["unregistrable"]) == []


BLACKBOARD = """
[[organization]]
slug = "{slug}"
name = "{slug}"
[[organization.lti_1p3]]
name = "Blackboard"
issuer = "https://blackboard.com"
client_id = "app-1"
auth_url = "https://developer.blackboard.com/api/v1/gateway/oidcauth"
token_url = "https://developer.blackboard.com/api/v1/gateway/oauth2/jwttoken"
jwks_url = "https://developer.blackboard.com/api/v1/management/applications/app-1/jwks.json"
deployments = [{deployments}]
{more}
"""


def applied(server: Slipway, slug: str, more: str, deployments: str = '"site-1"') -> list[str]:
    """What `apply` says."""
    return server.apply(BLACKBOARD.format(slug=slug, more=more, deployments=deployments)).splitlines()


def signed_by(server: Slipway, slug: str) -> tuple[str, bool]:
    """Whose key signs, and whether that is the installation's."""
    (row,) = shown_to_owner(server, slug)["registrations"]
    return row["signed_by"], row["jwks_url"] == server.show()["shared_application"]["jwks_url"]


def states(server: Slipway, slug: str) -> dict[str, str]:
    """The organization's deployments."""
    rows = server.query(
        "SELECT d.deployment_id, d.state FROM lms_deployment d JOIN lms_registration r ON r.id = d.registration_id "
        "JOIN lms_lms l ON l.id = r.lms_id JOIN orgs_organization o ON o.id = l.organization_id WHERE o.slug = %s",
        [slug],
    )
    return {row["deployment_id"]: row["state"] for row in rows}


def test_a1_an_application_of_the_operators_is_the_files_word(anywhere_at_length: Slipway) -> None:
    server, shared = anywhere_at_length, "shared_application = true"
    assert server.show()["shared_application"] == {
        "login_url": f"{server.url}{LOGIN}",
        "launch_url": f"{server.url}/lti/1p3/launch",
        "jwks_url": f"{server.url}/lti/1p3/jwks.json",
    }
    applied(server, "sharing", shared)
    assert signed_by(server, "sharing") == ("operator", True)
    assert applied(server, "sharing", shared) == ["nothing to change"]
    assert "signed by the key of this installation, as an application of its operator" in server.slipway("show")
    # What the file does not say stays: the key, and that deployments are listed.
    applied(server, "sharing", "")
    assert signed_by(server, "sharing") == ("operator", True)
    named = "registration app-1 of 'Blackboard'"
    assert f"{named}: the organization's own key signs now" in applied(server, "sharing", "shared_application = false")
    assert signed_by(server, "sharing") == ("organization", False)


def test_a1_what_was_accepted_before_it_was_the_operators_is_not_their_word(live: Slipway) -> None:
    applied(live, "sharing-later", 'deployment_policy = "all"', '"site-1", "of-a-neighbour"')
    changes = applied(live, "sharing-later", "shared_application = true")
    named = "registration app-1 of 'Blackboard'"
    assert changes == [
        f"{named}: new deployment_policy",
        f"{named}: an application of this installation now: the installation's key signs",
        f"{named}: deployment site-1 accepted",
    ]
    assert states(live, "sharing-later") == {"site-1": "accepted", "of-a-neighbour": "waiting"}
