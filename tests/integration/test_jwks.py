"""Slipway's public keys as LMSs fetch them, and their rotation by the operator."""

import re
import time

import pytest

from tests.commands import CommandFailed
from tests.servers import Slipway

pytestmark = pytest.mark.http

PATH = "/lti/1p3/jwks.json"


def kids(server: Slipway) -> list[str]:
    """The key ids that the server publishes."""
    return [key["kid"] for key in server.get(PATH).json()["keys"]]


def wait_for(server: Slipway, *wanted: str) -> None:
    """Until every process of the server publishes exactly these; each reads the table every five seconds."""
    until, in_a_row = time.monotonic() + 12, 0
    while in_a_row < 20:
        in_a_row = in_a_row + 1 if kids(server) == list(wanted) else 0
        assert time.monotonic() < until, kids(server)


def test_the_key_set_is_plain_public_and_cheap_to_ask_again(anywhere_at_length: Slipway) -> None:
    answer = anywhere_at_length.get(PATH)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert set(answer.headers["Cache-Control"].split(", ")) == {"public", "max-age=300"}
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    for key in answer.json()["keys"]:
        assert set(key) == {"kty", "use", "alg", "kid", "n", "e"}  # nothing private
        assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
    again = anywhere_at_length.get(PATH, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_whoever_asks_first_however_many_ask_there_is_one_key(anywhere: Slipway) -> None:
    asked = {tuple(kids(anywhere)) for _ in range(20)}  # more than one process answers
    assert len(asked) == 1
    audited = anywhere.query("SELECT actor_name FROM audit_auditentry WHERE action = 'tool-key.make' ORDER BY at")
    assert audited[0]["actor_name"] == "first need"


def test_the_operator_rotates_and_nothing_has_to_be_told(anywhere_at_length: Slipway) -> None:
    before = kids(anywhere_at_length)
    said = anywhere_at_length.slipway("rotate-keys")
    found = re.fullmatch(r"key (\S{43}): published, signs from \S+ \S+ UTC on\n", said)
    assert found
    with pytest.raises(CommandFailed, match="published already; it signs from"):
        anywhere_at_length.slipway("rotate-keys")
    assert f"key {found[1]}: published" in anywhere_at_length.slipway("rotate-keys", "--now")
    wait_for(anywhere_at_length, *before, found[1])
    rows = anywhere_at_length.query("SELECT kid, retired_at, active_from FROM lms_toolkey ORDER BY number")
    assert rows[-2]["retired_at"] == rows[-1]["active_from"]
    assert rows[-1]["retired_at"] is None


def test_the_private_half_is_sealed(live: Slipway) -> None:
    kids(live)
    (row,) = live.query("SELECT pem FROM lms_toolkey ORDER BY number DESC LIMIT 1")
    assert "PRIVATE" not in row["pem"]
