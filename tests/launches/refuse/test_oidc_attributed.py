"""Refusals that come before anything is proven reach the owners of the registration that is named, and of no other."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import httpx
import pytest

from slipway.lti.v1p3.state import LoginState, seal_state
from tests.launches.alone import alone  # noqa: F401  # its server
from tests.launches.oidc import OidcLms, by_own_url, registered
from tests.launches.oidc_platform import Platform
from tests.launches.school import School, school
from tests.servers import Slipway

pytestmark = pytest.mark.http


@dataclass(frozen=True)
class Sender:
    """An LMS, the same with a login URL of its own, and states sealed as its Slipway seals them."""

    lms: OidcLms
    own: OidcLms
    registration: str

    def state(self, *, age: int = 0, key: str = "") -> str:
        """The state of a login some seconds ago."""
        state = LoginState(
            registration_id=UUID(self.registration), nonce="n", binding_hash="b", issued_at=int(time.time()) - age
        )
        sealed_with = key or (self.lms.server.data / "slipway_secret_key").read_text().strip()
        return seal_state(state, key=sealed_with.encode())

    def post(self, **fields: str) -> httpx.Response:
        """Post to the redirect URI."""
        return self.lms.post_form(fields, {})


@pytest.fixture(scope="module")
def acme(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> School:
    return school(live, tmp_path_factory.mktemp("classes"))


@pytest.fixture(scope="module")
def sender(acme: School, platform: Platform) -> Sender:
    lms = registered(acme, platform)
    own = by_own_url(lms, acme)
    return Sender(lms, own, own.login_path.rpartition("/")[2])


ELSEWHERE = "https://evil.example/x"
Send = Callable[[Sender], httpx.Response]
CASES: list[tuple[str, Send, str, bool]] = [
    ("a login that leads elsewhere", lambda by: by.lms.login(ELSEWHERE).answer, "wrong-target", True),
    ("the same at its own address", lambda by: by.own.login(ELSEWHERE).answer, "wrong-target", True),
    ("a login without a hint", lambda by: by.lms.login(login_hint="").answer, "malformed", False),
    ("the same at its own address", lambda by: by.own.login(login_hint="").answer, "malformed", True),
    ("an old state", lambda by: by.post(state=by.state(age=700), id_token="a.b.c"), "state", True),
    ("a forged one", lambda by: by.post(state=by.state(age=700, key="x"), id_token="a.b.c"), "state", False),
    ("a state alone", lambda by: by.post(state=by.state()), "malformed", True),
    ("an error, late", lambda by: by.post(state=by.state(age=700), error="x"), "lms-said-no", True),
    ("an error, forged", lambda by: by.post(state=by.state(key="x"), error="x"), "lms-said-no", False),
]


@pytest.mark.parametrize(("send", "code", "is_known"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_whose_log_it_stands_in(sender: Sender, send: Send, code: str, *, is_known: bool) -> None:
    answer = send(sender)
    assert answer.headers["x-refusal-code"] == code
    row = sender.lms.server.query("SELECT * FROM lms_launchrecord ORDER BY at DESC LIMIT 1")[0]
    assert row["code"] == code
    assert not row["let_in"]
    named = {name: row[name] for name in ("registration_id", "lms_id", "organization_id")}
    if is_known:
        assert UUID(str(row["registration_id"])) == UUID(sender.registration)
        assert None not in named.values()
    else:
        assert set(named.values()) == {None}
