"""Canvas's developer key: the practice LMS makes it from Slipway's JSON, and the owner types its client id."""

import re

import pytest

from slipway.lms_kinds.canvas import CANVAS
from slipway.owner_pages.registrations.forms import usual_endpoints
from tests import asking
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.http


def test_a_key_from_our_json_is_installed_by_its_client_id(live: Slipway, practice: PracticeLms) -> None:
    live.apply('[[organization]]\nslug = "by-json"\nname = "By JSON"\n')
    (school,) = [each for each in live.show()["organizations"] if each["slug"] == "by-json"]
    json_url, keys_url = school["lti_1p3"]["canvas_json_url"], school["lti_1p3"]["jwks_url"]
    assert asking.get(json_url).json()["public_jwk_url"] == keys_url
    with asking.client(practice.url, follow_redirects=True) as ada:
        ada.get("/login")
        said = {"csrfmiddlewaretoken": ada.cookies["practice_lms_csrf"]}
        ada.post("/switch", data=said | {"login": "ada"})
        ada.post("/courses/new", data=said | {"name": "By JSON", "code": "BJ", "dialect": "canvas"})
        here = f"/courses/{ada.get('/practice/state?course=newest').json()['courses'][0]['id']}"
        apps = f"{here}/settings/apps/advantage"
        key = ada.post(apps, data=said | {"way": "json", "json-url": json_url})
        assert key.status_code == 200, key.text
        ada.post(f"{key.url.path}/switch", data=said | {"on": "true"})
        found = re.search(r'value="(\d{5,})"', ada.get(key.url.path).text)
        assert found, key.text
        installed = ada.post(apps, data=said | {"way": "client_id", "client_id-client_id": found[1]})
        assert installed.status_code == 200, installed.text
        app = ada.get("/practice/state?course=newest").json()["courses"][0]["apps"][-1]
    assert {"editor_button", "assignment_selection", "link_selection", "course_navigation"} <= set(app["placements"])
    # What the owner's form fills in for a Canvas on a server of its own is what this one says of itself.
    told = app["lti_1p3"]
    typed = usual_endpoints(CANVAS, {"address": practice.url, "client_id": found[1]})
    assert {name: told[name] for name in typed} == typed
