"""Random launches that Slipway must believe, posted to a server on PostgreSQL, which is stricter than SQLite."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from slipway.lti.refusal import Refusal
from tests.launches.load.random_launches import Keys, RandomLaunch, honest_launches
from tests.launches.school import School, school
from tests.launches.traces import changed, records, rows
from tests.servers import Slipway
from tests.way_in import is_let_in

pytestmark = [pytest.mark.http, pytest.mark.postgresql]
live_settings = settings(
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def strict(live_pg: Slipway, tmp_path_factory: pytest.TempPathFactory) -> School:
    """A school of its own on the server on PostgreSQL."""
    return school(live_pg, tmp_path_factory.mktemp("classes"))


@settings(live_settings, max_examples=10)
@given(launch=honest_launches())
def test_ten_random_launches(strict: School, launch: RandomLaunch) -> None:
    check(strict, launch)


@pytest.mark.long
@pytest.mark.timeout(600)
@settings(live_settings, max_examples=60)
@given(launch=honest_launches())
def test_sixty_random_launches(strict: School, launch: RandomLaunch) -> None:
    check(strict, launch)


def check(school: School, launch: RandomLaunch) -> None:
    """Post a launch and look at the answer, the log and all other tables."""
    server, path = school.server, paths(school)[launch.route]
    key = (school.canvas.key, school.canvas.secret)
    pairs = launch.signed(url=server.url + path, keys=Keys(live=key, disabled=key))
    assume(launch.verifies(pairs))
    before, counted = rows(server), records(server)
    address = f"{path}?{launch.query}" if launch.query else path
    answer = school.canvas.post(address, list(pairs))
    assert records(server) == counted + 1
    (row,) = server.query("SELECT * FROM lms_launchrecord WHERE nonce = %s", [launch.nonce])
    if row["let_in"]:
        assert is_let_in(answer)
        assert school.canvas.page(answer).status_code == 200
        return
    assert (answer.headers["x-refusal-code"], answer.status_code) == (row["code"], Refusal(row["code"]).status)
    asks = (row["code"], row["role"]) == ("not-connected", "teacher")
    assert asks or changed(server, before) == {}


def paths(school: School) -> dict[str, str]:
    """The addresses of `random_launches.ROUTES` at this school."""
    return {
        "link": "/lti", "course": "/lti/course", "select": "/lti/select",
        "unit": school.loops, "draft": school.address("python", "draft"),
        "closed": school.address("off", "loops"), "no unit": f"/lti/units/{uuid4()}",
        "unit of another organization": school.rival.loops,
    }  # fmt: skip
