"""Adding apps: App Center, By URL, Paste XML, Manual Entry; in a course and in the account."""

import pytest

from tests.practice_lms.echo_tool import KEY, SECRET, config_xml
from tests.practice_lms.visitor import Visitor

pytestmark = pytest.mark.http
TYPED = {"name": "Mine", "consumer_key": KEY, "shared_secret": SECRET}


def add(lms: Visitor, shelf: str, how: str, **typed: str) -> str:
    """Submit *+ App*. Returns the page that answers."""
    fields = {f"{how}-{name}": value for name, value in (TYPED | typed).items()}
    return lms.submit(f"{shelf}/settings/apps/configurations/new", config_type=how, **fields).text


def test_the_app_center_asks_for_key_and_secret_only(lms: Visitor) -> None:
    course = lms.new_course()
    assert "Echo" in lms.get(f"{course}/settings/apps").text
    app = lms.app(course)
    assert app["name"] == "Echo", "the App Center's name, not the configuration's title"
    assert app["launch_url"] == f"{lms.tool.origin}/lti"
    assert app["privacy_level"] == "public"
    assert sorted(app["placements"]) == [
        *("assignment_selection", "course_navigation", "editor_button", "link_selection", "resource_selection"),
    ]
    details = lms.get(f"{course}/settings/apps/configurations/{app['id']}").text
    assert "editor_button" in details
    assert SECRET not in details


def test_key_and_secret_are_needed(lms: Visitor) -> None:
    course = lms.new_course()
    answer = lms.submit(f"{course}/settings/apps/center/1", consumer_key="", shared_secret="x")
    assert answer.status_code == 422
    assert "data-open-now" in answer.text


def test_by_url_follows_redirects(lms: Visitor) -> None:
    course = lms.new_course()
    assert "was added" in add(lms, course, "by_url", config_url=f"{lms.tool.origin}/moved")
    assert lms.app(course)["name"] == "Mine"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("{tool}/nothing", "the server answered 404"),
        ("{tool}/huge", "too long"),
        ("http://127.0.0.1:1/x", "be reached"),
        ("http://192.0.2.1/config.xml", "asks only this machine"),
        ("http://localhost.example/config.xml", "asks only this machine"),
        ("file:///etc/passwd", "starts with http://"),
        ("http://localhost:port/", "Invalid URL"),
        ("http://localhost/ü", "Invalid URL"),
    ],
)
def test_by_url_says_what_went_wrong(lms: Visitor, path: str, says: str) -> None:
    course = lms.new_course()
    page = add(lms, course, "by_url", config_url=path.format(tool=lms.tool.origin))
    assert says in page
    assert lms.app(course)["name"] == "Echo"


def test_pasted_xml_for_the_whole_account_serves_every_course(lms: Visitor) -> None:
    course = lms.new_course()
    assert "was added" in add(lms, "/accounts/1", "by_xml", name="Everywhere", xml=config_xml("http://localhost:7"))
    app = next(app for app in lms.state()["apps"] if app["name"] == "Everywhere")
    assert lms.form(course, "sam", url="http://localhost:7/lti/x")["action"] == "http://localhost:7/lti/x"
    lms.submit(f"/accounts/1/settings/apps/configurations/{app['id']}/delete")
    assert all(app["name"] != "Everywhere" for app in lms.state()["apps"])


def test_pasted_xml_that_is_wrong_is_told_so(lms: Visitor) -> None:
    lms.be("ada")
    assert "Invalid XML Configuration" in add(lms, "/accounts/1", "by_xml", xml="<x>imsglobal</y>")


def test_manual_entry_and_edit(lms: Visitor) -> None:
    course = lms.new_course()
    by_hand = {"domain": "hand.example", "privacy_level": "name_only", "custom": "a=1\nb = $Canvas.course.id"}
    assert "was added" in add(lms, course, "manual", **by_hand)
    app = lms.app(course)
    assert (app["domain"], app["custom"]) == ("hand.example", {"a": "1", "b": "$Canvas.course.id"})
    edit = f"{course}/settings/apps/configurations/{app['id']}/edit"
    lms.submit(edit, **(TYPED | by_hand | {"name": "Renamed", "consumer_key": "other"}))
    assert (lms.app(course)["name"], lms.app(course)["consumer_key"]) == ("Renamed", "other")
    assert "url or domain should be set" in add(lms, course, "manual", privacy_level="public")


@pytest.mark.parametrize(("login", "status"), [("sam", 403), ("theo", 404), ("tess", 200)])
def test_apps_are_for_those_who_build_the_course(lms: Visitor, login: str, status: int) -> None:
    course = lms.new_course()
    assert lms.be(login).get(f"{course}/settings/apps").status_code == status
    assert lms.get("/accounts/1/settings/apps").status_code == 403
