"""Canvas's developer key: the practice LMS makes it from Slipway's JSON, and the owner types its client id."""

import re

import pytest

from slipway.lms_kinds.canvas import CANVAS
from slipway.owner_pages.registrations.forms import usual_endpoints
from tests import asking
from tests.e2e.course import administrator
from tests.peers.advantage import shown_to_owner
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.http


def test_a_key_from_our_json_is_installed_by_its_client_id(live: Slipway, practice: PracticeLms) -> None:
    live.apply('[[organization]]\nslug = "by-json"\nname = "By JSON"\n')
    school = shown_to_owner(live, "by-json")
    json_url = school["canvas_json_url"]
    assert asking.get(json_url).json()["public_jwk_url"] == school["jwks_url"]
    with administrator(practice) as ada:
        here = f"/courses/{ada.new_course('canvas')['id']}"
        apps = f"{here}/settings/apps/advantage"
        key = ada.submit(apps, **{"way": "json", "json-url": json_url})
        assert key.status_code == 200, key.text
        ada.submit(f"{key.url.path}/switch", on="true")
        found = re.search(r'value="(\d{5,})"', ada.client.get(key.url.path).text)
        assert found, key.text
        installed = ada.submit(apps, **{"way": "client_id", "client_id-client_id": found[1]})
        assert installed.status_code == 200, installed.text
        app = ada.newest_app(here)
    assert {"editor_button", "assignment_selection", "link_selection", "course_navigation"} <= set(app["placements"])
    # What the owner's form fills in for a Canvas on a server of its own is what this one says of itself.
    told = app["lti_1p3"]
    typed = usual_endpoints(CANVAS, {"address": practice.url, "client_id": found[1]})
    assert {name: told[name] for name in typed} == typed
