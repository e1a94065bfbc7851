"""Courses that behave like another LMS: what they say, how they sign, where they live, what they take back."""

import json
import re
from html import unescape
from typing import Any

import pytest

from tests import asking
from tests.practice_lms.echo_tool import link_item, signed_answer, verifies
from tests.practice_lms.visitor import Visitor, handed_over

pytestmark = pytest.mark.http
OTHERS = ("moodle", "openedx", "blackboard", "brightspace", "sakai", "schoology")
PICKING = {"moodle": "link_selection", "blackboard": "editor_button", "brightspace": "editor_button",
           "sakai": "link_selection"}  # fmt: skip
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

# Names that real ones sent (captured from Moodle 4.5 and Open edX's lti_consumer 11.4), but for OAuth's and custom.
MOODLE = {
    *("user_id", "lis_person_sourcedid", "roles", "context_id", "context_label", "context_title", "context_type"),
    *("lti_message_type", "lti_version", "lis_course_section_sourcedid", "launch_presentation_locale", "ext_lms"),
    *("lis_person_name_given", "lis_person_name_family", "lis_person_name_full", "ext_user_username"),
    *("lis_person_contact_email_primary", "tool_consumer_info_product_family_code", "tool_consumer_info_version"),
    *("tool_consumer_instance_guid", "tool_consumer_instance_name", "tool_consumer_instance_description"),
}
MOODLE_LAUNCH = MOODLE | {
    *("resource_link_title", "resource_link_description", "resource_link_id", "lis_result_sourcedid"),
    *("lis_outcome_service_url", "launch_presentation_document_target", "launch_presentation_return_url"),
}
MOODLE_SELECTION = MOODLE | {
    *("accept_media_types", "accept_presentation_document_targets", "accept_copy_advice", "accept_multiple"),
    *("accept_unsigned", "auto_create", "can_confirm", "content_item_return_url", "title", "text"),
}
OPENEDX_LAUNCH = {
    *("launch_presentation_return_url", "lti_message_type", "lti_version", "resource_link_id", "user_id", "roles"),
    *("tool_consumer_info_product_family_code", "lis_result_sourcedid", "lis_person_sourcedid", "context_id"),
    *("lis_person_contact_email_primary", "lis_person_name_full", "context_title", "context_label"),
    *("lis_outcome_service_url", "launch_presentation_locale"),
}


def graded(lms: Visitor, course: str, person: str) -> dict[str, str]:
    """The fields of a graded module item's launch."""
    return lms.fields(course, person, item=str(lms.new_item(course, points="10")["id"]))


def names_in(fields: dict[str, str]) -> set[str]:
    return {name for name in fields if not name.startswith(("oauth_", "custom_"))}


def test_moodle_says_what_a_moodle_said(lms: Visitor) -> None:
    course = lms.course_like("moodle")
    fields = graded(lms, course, "sam")
    assert names_in(fields) == MOODLE_LAUNCH
    assert (fields["resource_link_id"].isdecimal(), fields["lis_person_sourcedid"]) == (True, "SIS-1001")
    assert fields["launch_presentation_return_url"].startswith(f"{lms.client.base_url}/mod/lti/return.php?course=")
    source = json.loads(fields["lis_result_sourcedid"])
    assert set(source["data"]) == {"instanceid", "userid", "typeid", "launchid"}
    again = lms.fields(course, "sam", item=str(lms.here(course)["module_items"][-1]["id"]))
    assert again["lis_result_sourcedid"] != fields["lis_result_sourcedid"], "another one at each launch"
    asked = lms.selection(course, PICKING["moodle"])
    assert names_in(asked) == MOODLE_SELECTION
    assert asked["accept_multiple"] == "true"
    assert re.search(
        r"/mod/lti/contentitem_return\.php\?course=\d+&id=\d+&sesskey=\w{10}$", asked["content_item_return_url"]
    )


def test_open_edx_says_what_an_open_edx_said(lms: Visitor) -> None:
    course = lms.course_like("openedx")
    fields = graded(lms, course, "sam")
    assert names_in(fields) == OPENEDX_LAUNCH
    assert fields["launch_presentation_return_url"] == ""
    assert fields["lis_result_sourcedid"].endswith(f"{fields['resource_link_id']}:{fields['user_id']}")
    assert lms.fields(lms.course_like("openedx"), "sam")["user_id"] != fields["user_id"], "anonymous, per course"


@pytest.mark.parametrize(
    ("dialect", "shapes"),
    [
        ("moodle", {"user_id": r"\d+", "context_id": r"\d+", "resource_link_id": r"\d+"}),
        ("openedx", {"user_id": r"[0-9a-f]{32}", "context_id": r"course-v1:Practice\+C\d+\+2026",
                     "resource_link_id": r"127\.0\.0\.1-[0-9a-f]{32}"}),
        ("blackboard", {"user_id": r"[0-9a-f]{32}", "context_id": r"[0-9a-f]{32}", "resource_link_id": r"_\d+_1",
                        "lis_person_name_full": " Sam Student", "ext_lms": r"bb-[\d.]+"}),
        ("brightspace", {"user_id": r"PracticeLMS_\d+", "context_id": r"\d+", "tool_consumer_instance_guid": "",
                         "lis_result_sourcedid": UUID, "lis_outcome_service_url": r".*/d2l/le/lti/Outcome",
                         "launch_presentation_locale": "EN-US__", "ext_basiclti_submit": ".+"}),
        ("sakai", {"user_id": UUID, "context_id": UUID, "resource_link_id": r"content:\d+", "ext_sakai_role": "access",
                   "launch_presentation_return_url": r".*/imsblis/service/return-url/site/.+"}),
        ("schoology", {"user_id": r"\d+::[0-9a-f]{32}", "context_id": r"\d+", "resource_link_id": r"\d+"}),
    ],
)  # fmt: skip
def test_ids_have_their_shapes(lms: Visitor, dialect: str, shapes: dict[str, str]) -> None:
    fields = lms.fields(lms.course_like(dialect), "sam")
    assert {name: fields[name] for name, shape in shapes.items() if not re.fullmatch(shape, fields[name])} == {}
    assert ("launch_presentation_return_url" in fields) is (dialect not in {"brightspace", "schoology"})


URN, URI = "urn:lti:role:ims/lis/", "http://purl.imsglobal.org/vocab/lis/v2/membership#"
INSTITUTION, SYSTEM = "urn:lti:instrole:ims/lis/", "urn:lti:sysrole:ims/lis/"


@pytest.mark.parametrize(
    ("dialect", "sent"),
    [
        ("moodle", {"sam": "Learner", "tess": "Instructor", "olga": "Learner",
                    "ada": f"Instructor,{SYSTEM}Administrator,{INSTITUTION}Administrator"}),
        ("openedx", {"sam": "Student,Learner", "tess": "Instructor", "olga": "Student,Learner"}),
        ("blackboard", {"sam": f"{URN}Learner", "tess": f"{URN}Instructor"}),
        ("brightspace", {"sam": f"{INSTITUTION}Learner,Learner", "tess": f"{INSTITUTION}Instructor,Instructor"}),
        ("sakai", {"sam": f"Learner,{URI}Learner", "tess": f"Instructor,{URI}Instructor"}),
        ("schoology", {"sam": f"{URN}Learner", "tess": f"{URN}Instructor", "olga": f"{URN}Learner",
                       "ada": f"{URN}Administrator,{URN}Instructor"}),
    ],
)  # fmt: skip
def test_roles(lms: Visitor, dialect: str, sent: dict[str, str]) -> None:
    course = lms.course_like(dialect)
    assert {login: lms.fields(course, login)["roles"] for login in sent} == sent


@pytest.mark.parametrize("dialect", OTHERS)
def test_names_come_only_where_the_tool_may_have_them(lms: Visitor, dialect: str) -> None:
    course = lms.course_like(dialect, sends_name="")
    assert not [
        name for name in lms.fields(course, "sam") if name.startswith(("lis_person_name", "lis_person_contact"))
    ]


@pytest.mark.parametrize("dialect", OTHERS)
def test_the_query_is_signed_once_and_stays_in_the_address(lms: Visitor, dialect: str) -> None:
    course = lms.course_like(dialect)
    form = lms.form(course, "sofia", url=f"{lms.tool.origin}/lti/units/7?ex=a%20b&empty=")
    assert verifies(form)
    assert form["action"].endswith("?ex=a%20b&empty=")
    assert "ex" not in form["fields"]
    assert form["fields"]["oauth_nonce"] != lms.fields(course, "sofia")["oauth_nonce"]
    if dialect in PICKING:
        assert verifies(lms.form(course, "tess", app=str(lms.app_id(course)), launch_type=PICKING[dialect]))


@pytest.mark.parametrize(
    ("dialect", "home"),
    [
        ("canvas", "/courses/{}"),
        ("moodle", "/course/view.php?id={}"),
        ("openedx", "/courses/course-v1:Practice+C{}+2026/course/"),
        ("blackboard", "/ultra/courses/_{}_1/outline"),
        ("brightspace", "/d2l/home/{}"),
        ("sakai", f"/portal/site/{UUID}"),
        ("schoology", "/course/{}/materials"),
    ],
)
def test_a_course_lives_where_that_lms_has_it(lms: Visitor, dialect: str, home: str) -> None:
    course = lms.new_course()
    number = course.rsplit("/", 1)[1]
    chosen = lms.client.post(f"/practice{course}/dialect.json", json={"dialect": dialect}).json()
    page = lms.be("sam").get(course)
    assert "Loops &amp; lists" in page.text
    assert page.url.raw_path.decode() == chosen["home"] == lms.here(course)["home"]
    pattern = home if dialect == "sakai" else re.escape(home.format(number))
    assert re.fullmatch(pattern, chosen["home"])
    lms.client.post(f"/practice{course}/dialect.json", json={"dialect": "canvas"})
    assert lms.get(chosen["home"]).status_code == (200 if dialect == "canvas" else 404)


def test_only_the_administrator_chooses(lms: Visitor) -> None:
    course = lms.new_course()
    lms.be("tess").submit(f"{course}/settings", name="Mine", code="M", dialect="moodle")
    assert (lms.here(course)["name"], lms.here(course)["dialect"]) == ("Mine", "canvas")
    assert "behaves like Moodle" in lms.be("ada").submit(f"{course}/settings", name="Mine", dialect="moodle").text
    assert lms.client.post(f"/practice{course}/dialect.json", json={"dialect": "klingon"}).status_code == 422


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        ("moodle", ("Manage tools", "Configure a tool manually", "Supports Deep Linking (Content-Item Message)")),
        ("openedx", ("Advanced Settings", "LTI Passports")),
        ("blackboard", ("LTI Tool Providers", "Tool Provider Key")),
        ("brightspace", ("External Learning Tools", "New Tool Provider", "Launch Point")),
        ("sakai", ("External Tools", "Install LTI 1.x Tool", "Launch Secret")),
        ("schoology", ("External Tools", "Add External Tool Provider", "Domain/URL")),
    ],
)
def test_a_tool_is_added_in_its_words(lms: Visitor, dialect: str, words: tuple[str, ...]) -> None:
    course = lms.course_like(dialect)
    shelf = lms.be("tess").get(f"{course}/settings/apps").text  # there is no App Center but Canvas's
    form = lms.get(f"{course}/settings/apps/configurations/new").text
    assert [word for word in words if word not in unescape(shelf + form)] == []


def test_a_passport_has_three_parts(lms: Visitor) -> None:
    course = lms.course_like("openedx")
    answer = lms.submit(f"{course}/settings/apps/configurations/new", passport="id:key:")
    assert answer.status_code == 422
    assert "id:key:secret" in answer.text


def test_a_component_names_its_passport(lms: Visitor) -> None:
    course = lms.course_like("openedx")
    item = lms.new_item(course, lti_id="other")
    assert lms.client.get(f"/practice{course}/launch-form", params={"as": "sam", "item": item["id"]}).status_code == 404


def answer(lms: Visitor, url: str, **fields: str) -> dict[str, Any]:
    """Post an answer as a browser does, without cookies. Returns what the page that asked is handed."""
    page = asking.post(url, data=signed_answer(url, **fields))
    if page.status_code == 404:  # Blackboard knows the course by its data only
        return {"contentItems": [], "errormsg": "not found"}
    return handed_over(page)


@pytest.mark.parametrize("dialect", PICKING)
def test_a_selection_comes_back_signed_with_its_data(lms: Visitor, dialect: str) -> None:
    course = lms.course_like(dialect)
    asked = lms.selection(course, PICKING[dialect])
    item = link_item("http://t.example", 1) | {
        "lineItem": {"scoreConstraints": {"normalMaximum": 5, "totalMaximum": 12.5}},
    }
    graph = json.dumps({"@graph": [item]})
    data = {"data": asked["data"]} if "data" in asked else {}
    url = asked["content_item_return_url"]
    [taken] = answer(lms, url, content_items=graph, **data)["contentItems"]
    assert (taken["url"], taken["title"], taken["points"]) == (item["url"], "Unit 1", "12.5")
    wrongly = answer(lms, url, secret="no", content_items=graph, **data)
    assert "signature of the app's answer is wrong" in wrongly["errormsg"]
    assert ("data" in asked) is (dialect != "moodle")
    if data:
        for wrong in ({}, {"data": asked["data"] + "x"}, {"data": "{"}):
            assert answer(lms, url, content_items=graph, **wrong)["contentItems"] == []
    unsigned = asking.post(url, data={"content_items": graph, **data})
    assert "does not know" in unescape(unsigned.text)
    assert asking.get(url).status_code == 404, "an unsigned answer by GET is Canvas's"


def test_several_are_confirmed_as_a_list(lms: Visitor) -> None:
    course = lms.course_like("moodle")
    items = f"{lms.new_module(course)}/items/new"
    assert "The following items will be added to your course" in lms.get(items).text
    two = [
        {"url": f"{lms.tool.origin}/lti/{n}", "title": f"Unit {n}", "points": "10" if n == 1 else ""} for n in (1, 2)
    ]
    lms.submit(items, kind="several", items=json.dumps(two))
    kept = lms.here(course)["module_items"]
    assert [(one["title"], one["points"]) for one in kept] == [("Unit 1", "10.00"), ("Unit 2", None)]
    assert "lis_outcome_service_url" in lms.fields(course, "sam", item=str(kept[0]["id"]))
    assert "lis_outcome_service_url" not in lms.fields(course, "sam", item=str(kept[1]["id"]))
    for wrong in ("{", "5", "[5]", '[{"url": "javascript:x", "title": "t"}]'):
        assert lms.submit(items, kind="several", items=wrong).status_code == 400


def test_outcome_services_say_that_they_keep_nothing(lms: Visitor) -> None:
    for dialect in OTHERS:
        service = graded(lms, lms.course_like(dialect), "sam")["lis_outcome_service_url"]
        assert "unsupported</imsx_codeMajor>" in asking.post(service, content="<x/>").text


def test_a_tool_may_send_its_visitor_back_to_them_too(lms: Visitor) -> None:
    for dialect in ("moodle", "blackboard", "sakai"):
        course = lms.course_like(dialect)
        back = lms.fields(course, "sam")["launch_presentation_return_url"]
        assert f'href="{course}"' in asking.get(back).text


def older(lms: Visitor) -> str:
    """A course with a tool whose editor button has no message_type."""
    course = lms.new_course()
    xml = f"""<cartridge_basiclti_link xmlns:blti="http://www.imsglobal.org/xsd/imsbasiclti_v1p0"
      xmlns:lticm="http://www.imsglobal.org/xsd/imslticm_v1p0"><blti:extensions platform="canvas.instructure.com">
      <lticm:options name="editor_button"><lticm:property name="url">{lms.tool.origin}/select</lticm:property>
      </lticm:options></blti:extensions><blti:launch_url>{lms.tool.origin}/lti</blti:launch_url>
      </cartridge_basiclti_link>"""
    typed = {"by_xml-name": "Older", "by_xml-consumer_key": "k", "by_xml-shared_secret": "s", "by_xml-xml": xml}
    lms.submit(f"{course}/settings/apps/configurations/new", config_type="by_xml", **typed)
    return course


def test_canvas_asks_in_its_older_way_without_a_message_type(lms: Visitor) -> None:
    course = older(lms)
    form = lms.form(course, "tess", app=str(lms.app_id(course)), launch_type="editor_button")
    fields = form["fields"]
    assert form["action"] == f"{lms.tool.origin}/select"
    assert fields["lti_message_type"] == "basic-lti-launch-request"
    assert (fields["selection_directive"], fields["ext_content_intended_use"]) == ("embed_content", "embed")
    assert fields["ext_content_return_types"] == "oembed,lti_launch_url,url,image_url,iframe"
    assert fields["ext_content_return_url"] == fields["launch_presentation_return_url"]
    assert fields["resource_link_id"] == fields["context_id"]
    assert fields["tool_consumer_info_product_family_code"] == "canvas"
    assert "accept_media_types" not in fields


@pytest.mark.parametrize(
    ("query", "items", "says"),
    [
        ({"return_type": "lti_launch_url", "url": "http://t.example/1?a=1", "title": "T", "text": "x"}, 1, ""),
        ({"return_type": "basic_lti", "url": "http://t.example/1"}, 1, ""),
        ({"return_type": "image_url", "url": "http://t.example/1"}, 0, "only links of the app"),
        ({}, 0, ""),
        ({"lti_errormsg": "It broke"}, 0, "It broke"),
    ],
)
def test_the_older_answer_is_a_get(lms: Visitor, query: dict[str, str], items: int, says: str) -> None:
    course = older(lms)
    url = lms.selection(course, "editor_button")["ext_content_return_url"]
    ready = handed_over(asking.get(url, params=query))
    assert len(ready["contentItems"]) == items
    assert says in ready["errormsg"]
    for item in ready["contentItems"]:
        assert item["canvasURL"].startswith(f"{course}/external_tools/retrieve?url=http%3A%2F%2Ft.example%2F1")
