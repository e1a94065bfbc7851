"""One id_token, one launch: whoever posts it again, at once, in another process, or to another registration."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace

import pytest

from tests.launches.oidc import OidcLms, person, registered, sub_of
from tests.launches.oidc_platform import Platform
from tests.launches.school import School
from tests.lti.v1p3.platform import token
from tests.processes import free_port, running, wait_until_it_answers
from tests.servers import SLIPWAY, Slipway
from tests.way_in import is_let_in

pytestmark = pytest.mark.http


@contextmanager
def second_process(server: Slipway) -> Iterator[Slipway]:
    """Another Slipway on the same data, behind the same public address."""
    port = free_port()
    command = [SLIPWAY, "serve", "--bind", f"127.0.0.1:{port}"]
    with running(command, environment=server.environment, log=server.data / "second.log") as program:
        url = f"http://127.0.0.1:{port}"
        wait_until_it_answers(program, f"{url}/accounts/login/")
        yield replace(server, url=url, program=program)


@pytest.mark.parametrize("processes", [1, pytest.param(2, marks=pytest.mark.long)])
def test_one_id_token_gets_in_once(acme: School, canvas13: OidcLms, processes: int) -> None:
    with second_process(acme.server) if processes == 2 else nullcontext(acme.server) as other:
        login, claims = canvas13.begun(acme.loops, person("racer"))
        id_token, lmss = token(claims), [canvas13, replace(canvas13, server=other)]
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda number: lmss[number % 2].post(login, id_token), range(40)))
    codes = Counter("let in" if is_let_in(answer) else answer.headers["x-refusal-code"] for answer in answers)
    assert codes == {"let in": 1, "replayed": 39}
    found = acme.server.query("SELECT id FROM people_lmsidentity WHERE lms_user_id = %s", [sub_of("racer")])
    assert len(found) == 1


def test_43_a_token_for_one_registration_is_worth_nothing_at_another(
    acme: School, canvas13: OidcLms, platform: Platform
) -> None:
    other = registered(acme, platform, name="Other", client=f"{acme.slug}-other")
    begun = other.login(acme.loops)
    stolen = token(canvas13.claims(acme.loops, begun.asked["nonce"], person("thief")))
    answer = other.post(begun, stolen)
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (401, "token")


def test_a_refused_launch_is_used_up_too(acme: School, canvas13: OidcLms) -> None:
    login, claims = canvas13.begun(acme.address("python", "draft"), person("early"))
    codes = [canvas13.post(login, token(claims)).headers["x-refusal-code"] for _ in range(2)]
    assert codes == ["unit-unpublished", "replayed"]


def test_thirty_first_launches_of_one_person_at_once_make_one_person(acme: School, canvas13: OidcLms) -> None:
    path, who = acme.loops, person("clicker-1p3", name="Cleo of 1.3")
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: is_let_in(canvas13.launch(path, who)), range(30)))
    assert answers == [True] * 30
    found = acme.server.query(
        "SELECT i.user_id, e.id FROM people_lmsidentity i JOIN classes_enrolment e ON e.user_id = i.user_id"
        " WHERE i.lms_user_id = %s",
        [sub_of("clicker-1p3")],
    )
    assert len(found) == 1
