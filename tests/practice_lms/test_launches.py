"""Launches: who is said to launch what from where, signed so that oauthlib verifies it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.practice_lms.echo_tool import verifies
from tests.practice_lms.visitor import Visitor

pytestmark = pytest.mark.http


def canvas_verifies(form: dict[str, Any]) -> bool:
    """Whether the signature is right in Canvas's default mode, where the query counts by its copy in the body."""
    return verifies(form | {"action": form["action"].split("?")[0]})


def test_a_link_in_a_page(lms: Visitor) -> None:
    course = lms.new_course()
    form = lms.form(course, "sofia", url=f"{lms.tool.origin}/lti/units/7?ex=a%20b")
    fields = form["fields"]
    assert canvas_verifies(form)
    assert form["action"].endswith("/lti/units/7?ex=a%20b")
    assert fields["ex"] == "a b", "Canvas copies the query into the body"
    assert fields["resource_link_id"] == fields["context_id"]
    assert len(fields["user_id"]) == len(fields["context_id"]) == 40
    assert fields["lis_person_name_full"] == "Sofía Ångström"
    assert (fields["roles"], fields["oauth_callback"]) == ("Learner", "about:blank")
    assert (fields["context_title"], fields["context_label"]) == ("Loops & lists", "LL")
    assert fields["custom_canvas_course_id"] == fields["custom_course_id"] == course.rsplit("/", 1)[1]
    assert fields["custom_odd_name"] == "$No.such.variable"
    assert fields["tool_consumer_info_product_family_code"] == "canvas"
    assert fields["launch_presentation_return_url"].endswith("external_content/success/external_tool_redirect")
    assert not [name for name in fields if "outcome" in name or name == "lis_result_sourcedid"]


@pytest.mark.parametrize(
    ("login", "roles"),
    [
        ("tess", "Instructor"),
        ("ada", "urn:lti:instrole:ims/lis/Administrator"),
        ("olga", "urn:lti:instrole:ims/lis/Observer,urn:lti:role:ims/lis/Mentor"),
    ],
)
def test_roles(lms: Visitor, login: str, roles: str) -> None:
    fields = lms.fields(lms.new_course(), login)
    assert fields["roles"] == roles
    assert fields["custom_canvas_enrollment_state"] == ("" if login == "ada" else "active")


def test_course_navigation(lms: Visitor) -> None:
    course = lms.new_course()
    app = lms.app_id(course)
    assert "Echo menu" in lms.be("sam").get(course).text
    page = lms.get(f"{course}/external_tools/{app}").text
    assert 'name="tool_content"' in page
    assert f'action="{lms.tool.origin}/lti/course"' in page
    fields = lms.fields(course, "sam", app=str(app))
    assert (fields["resource_link_id"], fields["resource_link_title"]) == (fields["context_id"], "Echo menu")


def test_an_assignment_has_a_resource_link_of_its_own(lms: Visitor) -> None:
    course = lms.new_course()
    typed = {
        "title": "Lab",
        "points": "12.50",
        "submission_type": "external_tool",
        "tool_url": f"{lms.tool.origin}/lti/u",
    }
    path = lms.be("tess").submit(f"{course}/assignments/new", **typed, publish="true").url.path
    assert 'target="tool_content"' in lms.be("sam").get(path).text
    fields = lms.fields(course, "sam", assignment=path.rsplit("/", 1)[1])
    assert fields["resource_link_id"] != fields["context_id"]
    assert fields["custom_canvas_assignment_points_possible"] == "12.5"
    assert fields["custom_canvas_module_id"] == "$Canvas.module.id", "not in a module"
    assert fields["launch_presentation_return_url"].endswith(f"{course}/assignments")
    assert len(fields["ext_lti_assignment_id"]) == 36


def test_a_module_item(lms: Visitor) -> None:
    course = lms.new_course()
    item = lms.new_item(course, new_tab="on")["id"]
    module = lms.here(course)["modules"][0]["id"]
    assert lms.be("sam").get(f"{course}/modules/items/{item}").status_code == 404
    lms.be("tess").submit(f"{course}/modules/items/{item}/publish", published="true")
    lms.submit(f"{course}/modules/{module}/publish", published="true")
    page = lms.be("sam").get(f"{course}/modules/items/{item}").text
    assert 'target="_blank"' in page
    fields = lms.fields(course, "sam", item=str(item))
    assert fields["resource_link_id"] != fields["context_id"]


def test_a_link_of_no_app_is_told_so(lms: Visitor) -> None:
    course = lms.new_course()
    page = lms.be("sam").get(f"{course}/external_tools/retrieve?url=https://nowhere.example/")
    assert page.url.path == course
    assert "find valid settings for this link" in page.text


def test_borderless_pages_have_nothing_of_the_lms_around(lms: Visitor) -> None:
    course = lms.new_course()
    page = lms.be("sam").get(f"{course}/external_tools/retrieve?display=borderless&url={lms.tool.origin}/lti").text
    assert 'name="tool_content"' in page
    assert "Global Navigation" not in page


def test_student_view_is_a_person_of_its_own(lms: Visitor) -> None:
    course = lms.new_course()
    page = lms.be("tess").submit(f"{course}/student_view").text
    assert "You are: <strong>Test Student</strong>" in page
    login = f"test-student-{course.rsplit('/', 1)[1]}"
    fields = lms.fields(course, login)
    assert (fields["roles"], fields["ext_roles"].count(",")) == ("Learner", 1)
    assert "Tess Teacher</strong>" in lms.submit("/student_view/leave").text


def test_privacy_levels(lms: Visitor) -> None:
    course = lms.new_course()
    personal = {"lis_person_name_full", "lis_person_contact_email_primary", "user_image", "custom_canvas_user_id"}
    sent = {}
    for level in ("anonymous", "name_only", "email_only", "public"):
        by_hand = {"domain": f"{level}.example".replace("_", "-"), "privacy_level": level, "name": level}
        fields = by_hand | {"consumer_key": "k", "shared_secret": "s"}
        typed = {f"manual-{name}": value for name, value in fields.items()}
        lms.submit(f"{course}/settings/apps/configurations/new", config_type="manual", **typed)
        launched = lms.fields(course, "sam", url=f"https://{by_hand['domain']}/")
        sent[level] = personal & set(launched)
    assert sent["anonymous"] == set()
    assert sent["name_only"] == {"lis_person_name_full"}
    assert sent["email_only"] == {"lis_person_contact_email_primary"}
    assert sent["public"] == personal


def test_a_tool_may_send_its_visitor_back(lms: Visitor) -> None:
    back = "/courses/1/external_content/success/external_tool_redirect"
    page = lms.get(f"{back}?lti_msg=Bye&lti_errormsg=<b>Oh</b>").text
    assert "Bye" in page
    assert "&lt;b&gt;Oh" in page


def fault(lms: Visitor, **chosen: object) -> dict[str, Any]:
    """Set a fault. Returns the form of a launch after it."""
    course = lms.new_course()
    lms.misbehave(**chosen)
    assert "told to misbehave" in lms.get("/").text
    return lms.form(course, "sam", url=f"{lms.tool.origin}/lti") | {"course": course}


@pytest.mark.parametrize(
    ("chosen", "check"),
    [
        ({"wrong_secret": True}, lambda form: not canvas_verifies(form)),
        ({"anonymous": True}, lambda form: not [name for name in form["fields"] if name.startswith("lis_person")]),
        ({"return_url": "javascript:x"}, lambda f: f["fields"]["launch_presentation_return_url"] == "javascript:x"),
    ],
)
def test_faults_of_a_form(lms: Visitor, chosen: dict[str, object], check: Callable[[dict[str, Any]], bool]) -> None:
    form = fault(lms, **chosen)
    assert check(form), form


def test_fault_clock(lms: Visitor) -> None:
    early = int(fault(lms, clock_minutes=-30)["fields"]["oauth_timestamp"])
    lms.misbehave(clock_minutes=30)
    late = int(lms.fields(lms.new_course(), "sam")["oauth_timestamp"])
    assert 3600 <= late - early < 3660


def test_fault_replay(lms: Visitor) -> None:
    first = fault(lms, replay=True)
    assert lms.fields(first["course"], "sam") == first["fields"]


@pytest.mark.parametrize("chosen", [{"no_such_fault": True}, {"clock_minutes": "soon"}])
def test_faults_that_are_none_are_refused(lms: Visitor, chosen: dict[str, object]) -> None:
    assert lms.client.post("/practice/faults.json", json=chosen).status_code == 422


def test_faults_are_set_by_json_only(lms: Visitor) -> None:
    assert lms.client.post("/practice/faults.json", data={"wrong_secret": "true"}).status_code == 400
