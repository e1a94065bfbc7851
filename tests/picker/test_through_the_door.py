"""A script without a browser: a signed request, ticks by the values of inputs, and a student at the link it made."""

import json
import re
from html import unescape
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from tests.canvas import FORM, ORIGIN, person, selection_fields
from tests.launches.school import School
from tests.lti.signing import oauthlib_accepts
from tests.servers import Slipway
from tests.way_in import way_in

pytestmark = pytest.mark.http
TESS = person("tess", roles="Instructor", name="Tess Teacher")


def send(server: Slipway, launched: httpx.Response, *fields: tuple[str, str], to: str = "") -> httpx.Response:
    """A form of the picker, posted to its own address, or to one below that, as the shell does."""
    picker = way_in(launched)
    headers = {**picker.bearer, "Content-Type": FORM}
    return server.post(picker.path + to, content=urlencode(fields), headers=headers)


def form_home(answer: httpx.Response, method: str = "post") -> tuple[str, dict[str, str]]:
    """Where the answer's form goes, and its fields."""
    assert answer.status_code == 200, answer.text
    [action] = re.findall(rf'<form method="{method}" action="([^"]*)"', answer.text)
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', answer.text)
    return unescape(action), {name: unescape(value) for name, value in fields}


def test_two_units_are_picked_and_one_is_opened(acme: School) -> None:
    launched = acme.canvas.select(TESS)
    page = acme.canvas.page(launched).text
    ticks = re.findall(r'<input type="checkbox" name="unit" value="([^"]*)"', page)
    assert ticks == [acme.unit("python", slug) for slug in ("loops", "lists", "draft")]
    answer = send(acme.server, launched, ("unit", ticks[1]), ("unit", ticks[0]))
    action, fields = form_home(answer)
    assert action == f"{ORIGIN}/courses/7/external_content/success/external_tool_dialog"
    assert fields["data"] == "eyJ0eXAi.eyJkZWZhdWx0X2xhdW5jaF91cmwi.c2ln"
    assert oauthlib_accepts(fields.items(), url=action, secret=acme.canvas.secret)
    items = json.loads(fields["content_items"])["@graph"]
    assert [item["url"] for item in items] == [acme.server.url + acme.address("python", s) for s in ("loops", "lists")]
    student = acme.canvas.launch(urlsplit(items[0]["url"]).path, person("stu"))
    assert f'data-unit="{ticks[0]}"' in acme.canvas.page(student).text


@pytest.mark.parametrize("path", ["/lti/select", "/lti", "/lti/course"])
def test_from_any_address_the_answer_may_go_home(acme: School, path: str) -> None:
    """Moodle is told one address for all. The picker's shell has no form-action (docs/architecture.md, rule 13c)."""
    asked = acme.canvas.form(path, selection_fields() | TESS)
    launched = acme.canvas.post(path, asked)
    assert 'name="unit"' in acme.canvas.page(launched).text
    for page in (launched, acme.server.get(way_in(launched).path)):
        assert "form-action" not in page.headers["content-security-policy"]


def test_21_two_picked_where_one_is_taken(acme: School) -> None:
    launched = acme.canvas.select(TESS, multiple=False)
    assert 'type="radio" name="unit"' in acme.canvas.page(launched).text
    both = [("unit", acme.unit("python", slug)) for slug in ("lists", "loops")]
    _, fields = form_home(send(acme.server, launched, *both))
    [item] = json.loads(fields["content_items"])["@graph"]
    assert item["title"] == "Loops"


def test_23_data_with_markup_is_echoed(acme: School) -> None:
    data = "\"'><script>alert(1)</script> é+%20&amp;\r\n" + "x" * 20_000
    answer = send(acme.server, acme.canvas.select(TESS, data=data), ("cancel", "1"))
    assert form_home(answer)[1]["data"] == data
    assert "<script>alert" not in answer.text


def test_20_a_new_host_is_asked_for_once(acme: School) -> None:
    assert 'name="unit"' in acme.canvas.page(acme.canvas.select(TESS)).text  # the first host is learned
    elsewhere = "https://lms.other.example/courses/7/back"
    launched = acme.canvas.select(TESS, content_item_return_url=elsewhere)
    page = acme.canvas.page(launched).text
    assert "https://lms.other.example" in page
    assert 'name="unit"' not in page
    assert send(acme.server, launched, to="/home").status_code == 303
    again = acme.canvas.select(TESS, content_item_return_url=f"{elsewhere}?again=1")
    assert form_home(send(acme.server, again, ("cancel", "1")))[0] == f"{elsewhere}?again=1"


def test_a_course_without_a_class(acme: School) -> None:
    page = acme.canvas.page(acme.canvas.select(TESS, course=99)).text
    assert "No class to choose units from" in page
    assert "Ask for a class" in page


def test_an_administrator_previews(acme: School) -> None:
    admin = person("adm", roles="urn:lti:sysrole:ims/lis/Administrator,urn:lti:instrole:ims/lis/Administrator")
    page = acme.canvas.page(acme.canvas.select(admin)).text
    assert 'data-role="preview"' in page
    assert acme.unit("python", "loops") in page
