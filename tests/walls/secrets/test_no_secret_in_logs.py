"""Whatever people do, and whatever goes wrong: no secret is in the server's log, in the launch log or plain at rest."""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.launches.school import school
from tests.servers import Slipway
from tests.walls.secrets import acts
from tests.walls.secrets.story import DATA, SOURCEDIDS, Story

pytestmark = pytest.mark.http


@pytest.fixture(scope="module")
def told(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The whole story, once."""
    acme = school(live, tmp_path_factory.mktemp("secrets"))
    story = Story(acme, acme.canvas)
    story.secrets.add("data", DATA)
    story.secrets.add("sourcedid", *SOURCEDIDS.values())
    with live.browser() as owner:
        acts.sign_in(story, owner)
        acts.secrets_are_shown_and_reset(story, owner)
        acts.somebody_is_invited(story, owner)
        acts.launches(story)
        acts.units_are_picked(story)
        acts.codes_are_spent(story)
        acts.a_password_is_forgotten(story)
        acts.everything_is_wrong(story)
        acts.the_server_breaks(story, owner)
        yield story


def test_the_server_writes_none_of_it(told: Story) -> None:
    written = told.server.log_text()
    assert "launch-refused" in written
    assert "OperationalError" in written
    assert "landing-failed" in written
    assert told.secrets.in_text(written) == []
    kinds = {"shared secret", "signature", "bearer", "code", "session cookie", "password", "mailed token"}
    assert set(told.secrets.found) == kinds | {"sourcedid", "data"}


def test_the_launch_log_keeps_none_of_it(told: Story) -> None:
    rows = told.server.query("SELECT * FROM lms_launchrecord")
    assert len(rows) > 8
    assert told.secrets.in_text(json.dumps(rows, default=str)) == []


def test_the_launch_log_shows_none_of_it(told: Story) -> None:
    with told.server.browser() as owner:
        owner.get("/accounts/login/")
        told.post(owner, "/accounts/login/", login=told.school.owner, password=acts.NEW_PASSWORD)
        log = acts.lti_page(told, owner).replace("/lti", "/launches")
        listed = owner.get(log).text
        launches = sorted(set(re.findall(rf"{log}/[0-9a-f-]{{36}}", listed)))
        assert len(launches) > 8
        shown = "".join([listed, *(owner.get(one).text for one in launches)])
    assert "custom_canvas_course_id" in shown
    assert told.secrets.in_text(unescape(shown)) == []


def test_none_of_it_is_plain_at_rest(told: Story) -> None:
    kept = b"".join(file.read_bytes() for file in told.server.data.glob("slipway.sqlite3*")).decode(errors="replace")
    found = [
        one for one in told.secrets.in_text(kept) if one.split(":")[0] not in {"session cookie", "sourcedid", "data"}
    ]
    assert found == []
