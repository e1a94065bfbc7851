"""Deep linking: what a tool brings back, verified, kept, put into the course and launched with its custom fields."""

import json
import time
from html import unescape
from typing import Any

import httpx
import pytest

from tests import asking
from tests.practice_lms.advantage_visitor import AdvantageVisitor
from tests.practice_lms.echo_1p3 import DL, LTI, OTHER_KEY, answer_claims, link, sign, timed
from tests.practice_lms.test_advantage_dialects import PICKING
from tests.practice_lms.visitor import handed_over

pytestmark = [pytest.mark.http, pytest.mark.long]  # stories and peers select too
SETTINGS = f"{DL}deep_linking_settings"


def give_back(asked: dict[str, Any], token: str) -> httpx.Response:
    """Post an answer as a browser does out of a frame: without cookies."""
    return asking.post(asked[SETTINGS]["deep_link_return_url"], data={"JWT": token})


def brought(lms13: AdvantageVisitor, asked: dict[str, Any], *items: dict[str, Any]) -> list[dict[str, Any]]:
    """What comes of an honest answer with these items."""
    page = give_back(asked, sign(answer_claims(asked, list(items))))
    assert page.status_code == 200, page.text
    found: list[dict[str, Any]] = handed_over(page)["contentItems"]
    return found


@pytest.mark.parametrize("dialect", PICKING)
def test_links_come_back_and_are_launched_with_their_custom_fields(lms13: AdvantageVisitor, dialect: str) -> None:
    course = lms13.course_with_tool(dialect)
    asked = lms13.selection(course, PICKING[dialect])
    first, second = brought(
        lms13, asked, link(lms13.tool.origin, 1), link(lms13.tool.origin, 2, window={"targetName": "_blank"})
    )
    assert (first["url"], first["title"], first["points"]) == (f"{lms13.tool.origin}/lti/units/1", "Unit 1", "10")
    assert first["canvasURL"] == f"{course}/external_tools/retrieve?resource_link_lookup_uuid={first['link']}"
    assert second["canvasURL"].startswith(f"{course}/external_tools/retrieve?display=borderless&resource_link")
    assert second["placementAdvice"]["presentationDocumentTarget"] == "window"
    page = lms13.lms.be("sam").get(second["canvasURL"])
    assert f'action="{lms13.tool.origin}/login"' in page.text
    two = [lms13.claims(course, "sam", link=one["link"]) for one in (first, second)]
    assert [claims[f"{LTI}custom"]["unit"] for claims in two] == ["u1", "u2"]
    assert two[0][f"{LTI}custom"].get("a name") == (None if dialect == "schoology" else "1")
    assert two[0][f"{LTI}resource_link"]["id"] != two[1][f"{LTI}resource_link"]["id"]


@pytest.mark.parametrize("dialect", PICKING)
def test_no_items_is_cancel_and_the_tools_word_is_handed_over(lms13: AdvantageVisitor, dialect: str) -> None:
    asked = lms13.selection(lms13.course_with_tool(dialect), PICKING[dialect])
    claims = answer_claims(asked, []) | {f"{DL}msg": "See you", f"{DL}errormsg": "It broke"}
    ready = handed_over(give_back(asked, sign(claims)))
    assert (ready["contentItems"], ready["msg"], ready["errormsg"]) == ([], "See you", "It broke")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"aud": "https://elsewhere.example"}, "Audience"),
        ({"exp": 1}, "expired"),
        ({"iat": -400}, "less than 5 minutes"),
        ({"iat": 90}, "not yet valid"),
        ({"nonce": None}, "nonce"),
        ({"iss": "somebody"}, "does not have"),
        ({f"{LTI}deployment_id": "another"}, "does not have"),
        ({f"{LTI}message_type": "LtiResourceLinkRequest"}, "LtiDeepLinkingResponse"),
        ({f"{LTI}version": "1.2"}, "1.3.0"),
        ({f"{DL}content_items": "none"}, "no list"),
        ({f"{DL}content_items": [{"type": "file", "url": "http://x"}]}, "not accepted: file"),
        ({f"{DL}content_items": [{"type": "ltiResourceLink", "lineItem": {"label": "x"}}]}, "scoreMaximum"),
    ],
)
def test_answers_that_are_wrong(lms13: AdvantageVisitor, changes: dict[str, Any], says: str) -> None:
    asked = lms13.selection(lms13.course_with_tool(), "editor_button")
    claims = answer_claims(asked, []) | changes
    if abs(claims["iat"]) < 1000:
        claims["iat"] += int(time.time())
    page = give_back(asked, sign({name: value for name, value in claims.items() if value is not None}))
    assert page.status_code == 400
    assert says in handed_over(page)["errormsg"]


def test_signatures_that_are_wrong(lms13: AdvantageVisitor) -> None:
    asked = lms13.selection(lms13.course_with_tool(), "editor_button")
    claims = answer_claims(asked, [])
    for token, says in (
        (sign(claims, key=OTHER_KEY), "Signature verification failed"),
        (sign(claims, kid="unknown"), "no key of the tool"),
        ("nothing", "does not have"),
    ):
        assert says in handed_over(give_back(asked, token))["errormsg"]


def test_an_answer_counts_once_and_goes_where_it_was_asked_for(lms13: AdvantageVisitor) -> None:
    asked = lms13.selection(lms13.course_with_tool(), "editor_button")
    token = sign(answer_claims(asked, [link(lms13.tool.origin, 1)]))
    url = asked[SETTINGS]["deep_link_return_url"]
    bare = asking.post(url.partition("?")[0], data={"JWT": token})
    assert "the address that was asked for" in handed_over(bare)["errormsg"]
    assert give_back(asked, token).status_code == 200
    assert "its nonce was used" in handed_over(give_back(asked, token))["errormsg"]


@pytest.mark.parametrize("dialect", ["blackboard", "brightspace", "sakai"])
def test_data_comes_back_as_it_was(lms13: AdvantageVisitor, dialect: str) -> None:
    asked = lms13.selection(lms13.course_with_tool(dialect), PICKING[dialect])
    for data in ({"x": 1}, asked[SETTINGS]["data"] + "x", None):
        claims = timed(answer_claims(asked, []) | {f"{DL}data": data})
        assert "`data`" in handed_over(give_back(asked, sign(claims)))["errormsg"]


def test_other_kinds_of_items(lms13: AdvantageVisitor) -> None:
    asked = lms13.selection(lms13.course_with_tool(), "editor_button")
    html, image, plain = brought(
        lms13,
        asked,
        {"type": "html", "html": "<b>Bold</b>"},
        {"type": "image", "url": "http://t.example/a.png", "width": 40},
        {"type": "link", "url": "http://t.example/", "title": "There"},
    )
    assert (html["text"], html["placementAdvice"]["presentationDocumentTarget"]) == ("<b>Bold</b>", "embed")
    assert (image["mediaType"], image["placementAdvice"]["displayWidth"]) == ("image/*", 40)
    assert (plain["title"], "canvasURL" in plain) == ("There", False)


def test_a_module_item_and_an_assignment_keep_what_came(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool()
    asked = lms13.selection(course, "assignment_selection")
    assert asked[SETTINGS]["accept_multiple"] is False
    [one] = brought(lms13, asked, link(lms13.tool.origin, 4))
    lms = lms13.lms.be("tess")
    typed = {"title": "Lab", "points": "10", "submission_type": "external_tool", "tool_url": one["url"]}
    lms.submit(f"{course}/assignments/new", **typed, link=one["link"])
    assignment = lms13.lms.here(course)["assignments"][-1]
    claims = lms13.claims(course, "tess", assignment=str(assignment["id"]))
    assert claims[f"{LTI}custom"]["unit"] == "u4"
    assert claims[f"{LTI}resource_link"]["id"] == one["link"]
    assert one["link"] in lms.get(f"{course}/assignments/{assignment['id']}/edit").text
    lms.submit(
        f"{course}/assignments/{assignment['id']}/edit", **typed | {"tool_url": f"{one['url']}5"}, link=one["link"]
    )
    assert "unit" not in lms13.claims(course, "tess", assignment=str(assignment["id"]))[f"{LTI}custom"], "typed over"


@pytest.mark.parametrize("dialect", ["canvas", "moodle", "openedx", "sakai"])
def test_several_links_become_items_of_a_module(lms13: AdvantageVisitor, dialect: str) -> None:
    course = lms13.course_with_tool(dialect)
    items = brought(lms13, lms13.selection(course, "link_selection"), *(link(lms13.tool.origin, n) for n in (1, 2, 3)))
    kept = [{name: one[name] for name in ("url", "title", "points", "link")} for one in items]
    lms13.lms.submit(f"{lms13.lms.new_module(course)}/items/new", kind="several", items=json.dumps(kept))
    made = lms13.lms.here(course)["module_items"]
    assert [one["title"] for one in made] == ["Unit 1", "Unit 2", "Unit 3"]
    units = [lms13.claims(course, "tess", item=str(one["id"]))[f"{LTI}custom"]["unit"] for one in made]
    assert units == ["u1", "u2", "u3"]


@pytest.mark.parametrize(
    ("dialect", "points", "kept"),
    [
        ("moodle", "100", "100.00"),
        ("moodle", "150", None),
        ("moodle", "12.5", None),
        ("moodle", "0", "0.00"),
        ("sakai", "150", "150.00"),
        ("sakai", "12.5", "12.50"),
    ],
)
def test_c1_moodle_grades_in_whole_points_up_to_a_hundred(
    lms13: AdvantageVisitor, dialect: str, points: str, kept: str | None
) -> None:
    """One item's form can't be saved then; of several, which are confirmed at once, such a one gets no grade."""
    course, lms = lms13.course_with_tool(dialect), lms13.lms
    at = f"{lms.new_module(course)}/items/new"
    several = [{"url": f"{lms13.tool.origin}/lti/units/{n}", "title": f"Unit {n}", "points": points} for n in (1, 2)]
    lms.submit(at, kind="several", items=json.dumps(several))
    assert [one["points"] for one in lms13.lms.here(course)["module_items"]] == [kept, kept]
    one = {"tool_url": several[0]["url"], "title": "Unit 1", "points": points}
    answer = lms.submit(at, kind="tool", **one)
    assert ("This must be an integer between 1 and 100." in answer.text) is (kept is None)
    assert len(lms13.lms.here(course)["module_items"]) == (2 if kept is None else 3)


@pytest.mark.parametrize(
    ("placement", "address", "things"),
    [
        ("course_assignments_menu", "assignments", "assignments"),
        ("module_index_menu_modal", "modules", "module_items"),
    ],
)
def test_canvas_menus_take_several_at_once(lms13: AdvantageVisitor, placement: str, address: str, things: str) -> None:
    course = lms13.course_with_tool()
    assert "Add from Echo 1.3" in lms13.lms.be("tess").get(f"{course}/{address}").text
    assert "Add from Echo 1.3" not in lms13.lms.be("sam").get(f"{course}/{address}").text
    dates = {"available": {"startDateTime": "2027-01-01T00:00:00Z"}}
    items = brought(lms13, lms13.selection(course, placement), *(link(lms13.tool.origin, n, **dates) for n in (2, 1)))
    lms = lms13.lms.be("tess")
    page = lms.submit(f"{course}/{address}/from_links", link=[one["link"] for one in items])
    made = lms13.lms.here(course)[things]
    assert page.url.path == f"{course}/{address}"
    assert [(one["title"], one["points"], one["published"]) for one in made] == [
        ("Unit 2", "10.00", False),
        ("Unit 1", "10.00", False),
    ]
    for wrong in ([], ["x"], ["00000000-0000-0000-0000-000000000000"]):
        assert lms.submit(f"{course}/{address}/from_links", link=wrong).status_code == 400
    assert lms13.lms.be("sam").submit(f"{course}/{address}/from_links", link="x").status_code == 403


def test_a_kept_link_belongs_to_its_course(lms13: AdvantageVisitor) -> None:
    course, other = lms13.course_with_tool(), lms13.course_with_tool()
    [one] = brought(lms13, lms13.selection(course, "editor_button"), link(lms13.tool.origin, 1))
    elsewhere = f"{other}/external_tools/retrieve?resource_link_lookup_uuid="
    assert lms13.lms.be("sam").get(f"{elsewhere}{one['link']}").status_code == 404
    assert lms13.lms.get(f"{elsewhere}nonsense").status_code == 404


def test_no_app_speaks_for_another_by_an_empty_key(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool()
    url = f"{lms13.url}{course}/external_content/success/external_tool_dialog"
    unsigned = {"lti_message_type": "ContentItemSelection", "lti_version": "LTI-1p0"}
    assert "does not know" in unescape(asking.post(url, data=unsigned).text)
