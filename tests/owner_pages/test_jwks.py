"""Slipway's public keys as LMSs fetch them, one address for each organization, and their rotation by the operator."""

import re
import time
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.commands import CommandFailed
from tests.e2e.advantage import key_set_url
from tests.often import often
from tests.servers import Slipway

pytestmark = pytest.mark.http

INSTALLATION = "/lti/1p3/jwks.json"
OWNERS = ["installation", "publishing", "publishing-too"]
OFTEN = often(["publishing"], OWNERS[:2])


def address(server: Slipway, slug: str) -> str:
    """Where the organization's keys are published, as the operator reads it; it is made when it is not there."""
    if slug == "installation":
        return INSTALLATION
    server.apply(f'[[organization]]\nslug = "{slug}"\nname = "{slug} College"\n')
    url = key_set_url(server, slug)
    assert url.startswith(f"{server.url}/lti/1p3/organizations/")
    return str(urlsplit(url).path)


def kids(server: Slipway, path: str) -> list[str]:
    """The key ids that are published there."""
    return [key["kid"] for key in server.get(path).json()["keys"]]


def wait_for(server: Slipway, path: str, *wanted: str) -> None:
    """Until every process of the server publishes exactly these; each reads the table every five seconds."""
    until, in_a_row = time.monotonic() + 12, 0
    while in_a_row < 20:
        in_a_row = in_a_row + 1 if kids(server, path) == list(wanted) else 0
        assert time.monotonic() < until, kids(server, path)


@pytest.mark.parametrize("slug", OFTEN)
def test_a1_the_key_set_is_plain_public_and_cheap_to_ask_again(anywhere_at_length: Slipway, slug: str) -> None:
    path = address(anywhere_at_length, slug)
    answer = anywhere_at_length.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert set(answer.headers["Cache-Control"].split(", ")) == {"public", "max-age=300"}
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.json()["keys"]
    for key in answer.json()["keys"]:
        assert set(key) == {"kty", "use", "alg", "kid", "n", "e"}  # nothing private
        assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
    again = anywhere_at_length.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a1_each_organization_has_a_key_of_its_own_and_nobody_else_any(anywhere_at_length: Slipway) -> None:
    paths = [address(anywhere_at_length, slug) for slug in OWNERS]
    told = [set(kids(anywhere_at_length, path)) for path in paths]
    assert all(told)
    assert len(set.union(*told)) == sum(len(each) for each in told)
    before = anywhere_at_length.query("SELECT count(*) AS rows_ FROM lms_organizationkey")
    for made_up in (str(uuid4()), "acme", "00000000-0000-0000-0000-000000000000"):
        answer = anywhere_at_length.get(f"/lti/1p3/organizations/{made_up}/jwks.json")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    assert anywhere_at_length.query("SELECT count(*) AS rows_ FROM lms_organizationkey") == before


@pytest.mark.parametrize("slug", OFTEN)
def test_whoever_asks_first_however_many_ask_there_is_one_key(anywhere: Slipway, slug: str) -> None:
    path = address(anywhere, slug)
    asked = {tuple(kids(anywhere, path)) for _ in range(20)}  # more than one process answers
    assert len(asked) == 1
    (kid, *_) = next(iter(asked))
    audited = anywhere.query("SELECT actor_name, details FROM audit_auditentry WHERE action = 'tool-key.make'")
    assert [row["actor_name"] for row in audited if kid in str(row["details"])] == ["first need"]


@pytest.mark.parametrize("slug", OFTEN)
def test_a1_the_operator_rotates_one_alone_and_nothing_has_to_be_told(anywhere_at_length: Slipway, slug: str) -> None:
    server, path = anywhere_at_length, address(anywhere_at_length, slug)
    other = address(server, "publishing-too")
    before, others = kids(server, path), kids(server, other)
    whose = ["--installation"] if slug == "installation" else ["--organization", slug]
    message = server.slipway("rotate-keys", *whose)
    found = re.fullmatch(r"(?:the )?([\w-]+): key (\S{43}): published, signs from \S+ \S+ UTC on\n", message)
    assert found
    assert found[1] == slug
    with pytest.raises(CommandFailed, match="published already; it signs from"):
        server.slipway("rotate-keys", *whose)
    assert f"key {found[2]}: published" in server.slipway("rotate-keys", "--now", *whose)
    wait_for(server, path, *before, found[2])
    assert kids(server, other) == others


def test_the_private_half_is_sealed(live: Slipway) -> None:
    for slug in OWNERS[:2]:
        kids(live, address(live, slug))
    rows = live.query("SELECT pem FROM lms_toolkey") + live.query("SELECT pem FROM lms_organizationkey")
    assert len(rows) >= 2
    assert not [row for row in rows if "PRIVATE" in row["pem"]]
