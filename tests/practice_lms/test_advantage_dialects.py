"""LTI 1.3 as each LMS speaks it: the names that real ones sent, the shapes of ids, the roles, the ways of login."""

import re
from typing import Any

import pytest

from practice_lms.v1p3.proof import proof
from tests import asking
from tests.practice_lms.advantage_visitor import AdvantageVisitor
from tests.practice_lms.echo_1p3 import DL, LTI

pytestmark = pytest.mark.http

GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
PICKING = {"canvas": "editor_button", "moodle": "link_selection", "openedx": "link_selection",
           "blackboard": "editor_button", "brightspace": "editor_button", "sakai": "link_selection",
           "schoology": "link_selection"}  # fmt: skip

# Names that real ones sent (captured from Moodle 4.5 and Open edX's lti_consumer 11.4); a group's members with a dot.
CONTEXT = {"context.id", "context.label", "context.title", "context.type"}
EVERY = {
    *("aud", "exp", "iat", "iss", "nonce", "sub", "email", "name", "roles", "message_type", "version"),
    *("target_link_uri", "deployment_id", "custom", *CONTEXT),
}
SERVICES = {
    *("endpoint.scope", "endpoint.lineitems", "endpoint.lineitem"),
    *("namesroleservice.context_memberships_url", "namesroleservice.service_versions"),
}
MOODLE = EVERY | {
    *("family_name", "given_name", "ext.lms", "ext.user_username", "launch_presentation.locale"),
    *("lis.course_section_sourcedid", "lis.person_sourcedid", "tool_platform.description", "tool_platform.guid"),
    *("tool_platform.name", "tool_platform.product_family_code", "tool_platform.version"),
    *("endpoint.scope", "endpoint.lineitems"),
}
MOODLE_LAUNCH = MOODLE | SERVICES | {
    *("launch_presentation.document_target", "launch_presentation.return_url", "resource_link.id"),
    *("resource_link.title", "resource_link.description"),
    *("basicoutcome.lis_outcome_service_url", "basicoutcome.lis_result_sourcedid"),
}  # fmt: skip
SETTINGS = {"accept_types", "accept_presentation_document_targets", "accept_multiple", "auto_create",
            "deep_link_return_url", "title", "text"}  # fmt: skip
MOODLE_SELECTION = MOODLE | {
    *(f"deep_linking_settings.{name}" for name in SETTINGS),
    *("deep_linking_settings.accept_copy_advice", "deep_linking_settings.accept_unsigned"),
    "deep_linking_settings.can_confirm",
}
OPENEDX = EVERY | {"azp", "preferred_username"}
OPENEDX_LAUNCH = OPENEDX | SERVICES | {
    *("launch_presentation.document_target", "resource_link.id", "tool_platform.guid", "tool_platform.name"),
}  # fmt: skip
OPENEDX_SELECTION = OPENEDX | {f"deep_linking_settings.{name}" for name in SETTINGS}


@pytest.fixture(scope="module")
def courses() -> dict[str, str]:
    """The paths of the courses that this file has, by dialect."""
    return {}


@pytest.fixture
def course(lms13: AdvantageVisitor, courses: dict[str, str], dialect: str) -> str:
    """A course that behaves like the test's `dialect`; the tests that have it leave it as it is."""
    if dialect not in courses:
        courses[dialect] = lms13.course_with_tool(dialect)
    return courses[dialect]


def names_in(claims: dict[str, Any]) -> set[str]:
    names: set[str] = set()
    for claim, value in claims.items():
        name = claim.rsplit("/", 1)[1] if claim.startswith("https://purl") else claim
        names |= {f"{name}.{member}" for member in value} if isinstance(value, dict) and name != "custom" else {name}
    return names


def graded(lms13: AdvantageVisitor, course: str, person: str = "sam") -> dict[str, Any]:
    """The claims of a graded module item's launch."""
    item = lms13.lms.new_item(course, tool_url=f"{lms13.tool.origin}/lti/u", points="10")
    return lms13.claims(course, person, item=str(item["id"]))


def test_moodle_says_what_a_moodle_said(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool("moodle")
    claims = graded(lms13, course)
    assert names_in(claims) == MOODLE_LAUNCH
    assert claims["exp"] - claims["iat"] == 60
    assert (claims["iss"], claims[f"{LTI}context"]["type"]) == (lms13.url, ["CourseSection"])
    assert claims[GRADES]["lineitem"].endswith(f"/lineitem?type_id={claims[f'{LTI}deployment_id']}")
    asked = lms13.selection(course, "link_selection")
    assert names_in(asked) == MOODLE_SELECTION
    returns = asked[f"{DL}deep_linking_settings"]["deep_link_return_url"]
    assert re.search(r"/mod/lti/contentitem_return\.php\?course=\d+&id=\d+&sesskey=\w{10}$", returns)


def test_open_edx_says_what_an_open_edx_said(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool("openedx")
    assert names_in(graded(lms13, course)) == OPENEDX_LAUNCH
    assert names_in(lms13.selection(course, "link_selection")) == OPENEDX_SELECTION


def test_canvas_says_what_canvas_says(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool()
    claims = lms13.claims(course, "sam", app=str(lms13.lms.app(course)["id"]))
    assert claims["iss"] == "https://canvas.instructure.com"
    assert claims["azp"] == claims["aud"]
    assert claims[f"{LTI}resource_link"]["id"] == claims[f"{LTI}context"]["id"], "the menu's entry has no link"
    assert claims["https://www.instructure.com/placement"] == "course_navigation"
    assert claims[f"{LTI}tool_platform"]["product_family_code"] == "canvas"
    assert claims[f"{LTI}lis"]["person_sourcedid"] == "SIS-1001"
    assert lms13.claims(course, "sofia")[f"{LTI}lis"]["person_sourcedid"] == "$Person.sourcedId"
    assert re.fullmatch(r"[0-9a-f]{40}", claims[f"{LTI}lti11_legacy_user_id"])
    asked = lms13.selection(course, "editor_button")
    settings = asked[f"{DL}deep_linking_settings"]
    assert settings["accept_types"] == ["link", "file", "html", "ltiResourceLink", "image"]
    assert "data" not in settings
    assert re.search(r"/deep_linking_response\?data=[\w.-]+$", settings["deep_link_return_url"])


@pytest.mark.parametrize(
    ("dialect", "shapes"),
    [
        ("canvas", {"sub": UUID, "aud": r"1\d{13}", f"{LTI}deployment_id": r"\d+:[0-9a-f]{40}"}),
        ("moodle", {"sub": r"\d+", "aud": r"[A-Za-z0-9]{15}", f"{LTI}deployment_id": r"\d+"}),
        ("openedx", {"sub": UUID, "aud": UUID, f"{LTI}deployment_id": "1"}),
        ("blackboard", {"iss": "https://blackboard.com", "sub": r"[0-9a-f]{32}", f"{LTI}deployment_id": UUID}),
        ("brightspace", {"sub": rf"{UUID}_\d+", "aud": UUID, f"{LTI}deployment_id": UUID}),
        ("sakai", {"sub": UUID, "aud": UUID, f"{LTI}deployment_id": "1"}),
        ("schoology", {"sub": r"\d+::[0-9a-f]{32}", f"{LTI}deployment_id": r"\d{10}-\d{10}"}),
    ],
)
def test_ids_have_their_shapes(lms13: AdvantageVisitor, course: str, dialect: str, shapes: dict[str, str]) -> None:
    claims = lms13.claims(course, "sam")
    assert {name: claims[name] for name, shape in shapes.items() if not re.fullmatch(shape, claims[name])} == {}
    assert ("nbf" in claims, "http://www.brightspace.com" in claims) == (dialect == "brightspace",) * 2


M, I, S = (f"http://purl.imsglobal.org/vocab/lis/v2/{kind}" for kind in ("membership", "institution/person#", "system/person#"))  # fmt: skip  # noqa: E501, E741


@pytest.mark.parametrize(
    ("dialect", "sent"),
    [
        ("canvas", {"sam": [f"{I}Student", f"{M}#Learner", f"{S}User"],
                    "ada": [f"{I}Administrator", f"{S}User"], "olga": [f"{I}Observer", f"{M}#Mentor", f"{S}User"]}),
        ("moodle", {"sam": [f"{M}#Learner"], "olga": [f"{M}#Learner"],
                    "ada": [f"{M}#Instructor", f"{S}Administrator", f"{I}Administrator"]}),
        ("openedx", {"sam": [f"{M}#Learner", f"{S}None", f"{I}None"],
                     "tess": [f"{M}#Administrator", f"{S}None", f"{I}None", f"{M}#Instructor"]}),
        ("blackboard", {"sam": [f"{M}#Learner"], "tess": [f"{M}#Instructor"]}),
        ("brightspace", {"sam": [f"{M}#Learner", f"{I}Learner"]}),
        ("sakai", {"sam": [f"{M}#Learner"], "ada": [f"{S}Administrator", f"{I}Administrator", f"{M}#Instructor"]}),
        ("schoology", {"sam": [f"{M}#Learner"], "tess": [f"{M}#Instructor"], "olga": [f"{M}#Learner"],
                       "ada": [f"{M}#Administrator", f"{M}#Instructor"]}),
    ],
)  # fmt: skip
def test_roles(lms13: AdvantageVisitor, course: str, sent: dict[str, list[str]]) -> None:
    assert {login: lms13.claims(course, login)[f"{LTI}roles"] for login in sent} == sent


@pytest.mark.parametrize(
    ("dialect", "method", "hint", "has"),
    [
        ("canvas", "post", r"[\w-]+\.[\w-]+\.[\w-]+", {"deployment_id", "canvas_region", "lti_storage_target"}),
        ("moodle", "post", r'\{"cmid":\d+,"launchid":"ltilaunch\d+_\d+"\}', {"lti_deployment_id"}),
        ("openedx", "get", r"[0-9a-f]{32}", {"lti_deployment_id"}),
        ("blackboard", "get", r"[0-9a-f]{32}", {"lti_deployment_id", "lti_storage_target"}),
        ("brightspace", "post", r"[0-9a-f]{32}", {"lti_deployment_id", "lti_storage_target"}),
        ("sakai", "get", r"[0-9a-f]{32}", {"lti_deployment_id"}),
        ("schoology", "get", r"[0-9a-f]{32}", {"lti_storage_target"}),
    ],
)
def test_logins(lms13: AdvantageVisitor, course: str, method: str, hint: str, has: set[str]) -> None:
    login = lms13.login(course, "sam")
    always = {"iss", "login_hint", "target_link_uri", "lti_message_hint", "client_id"}
    assert (login["method"], set(login["fields"]) - {"canvas_environment"}) == (method, always | has)
    assert re.fullmatch(hint, login["fields"]["lti_message_hint"])


def test_storage_can_be_switched(lms13: AdvantageVisitor) -> None:
    canvas, moodle = lms13.course_with_tool(), lms13.course_with_tool("moodle")
    for switch, sent in (("on", ("post_message_forwarding", "_parent")), ("off", (None, None))):
        lms13.lms.misbehave(storage=switch)
        found = tuple(lms13.login(one, "sam")["fields"].get("lti_storage_target") for one in (canvas, moodle))
        assert found == sent


@pytest.mark.parametrize("dialect", PICKING)
def test_names_come_only_where_the_tool_may_have_them(lms13: AdvantageVisitor, dialect: str) -> None:
    course = lms13.course_with_tool(dialect, sends_name="", sends_email="")
    for claims in (lms13.claims(course, "sam"), lms13.selection(course, PICKING[dialect])):
        assert {"name", "given_name", "family_name", "email", "preferred_username", "picture"} & set(claims) == set()


@pytest.mark.parametrize("dialect", PICKING)
def test_every_lms_publishes_its_keys_and_asks_for_what_it_can_take(
    lms13: AdvantageVisitor, course: str, dialect: str
) -> None:
    assert asking.get(lms13.told(course)["jwks_url"]).json()["keys"]
    settings = lms13.selection(course, PICKING[dialect])[f"{DL}deep_linking_settings"]
    assert "ltiResourceLink" in settings["accept_types"]
    assert ("data" in settings) is (dialect in {"blackboard", "brightspace", "sakai"})


def test_canvas_says_which_1_1_app_a_1_3_app_took_the_place_of(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool()
    assert f"{LTI}lti1p1" not in lms13.claims(course, "sam")
    typed = {"name": "Old", "consumer_key": "old-key", "shared_secret": "old-secret", "privacy_level": "public",
             "domain": lms13.tool.origin.removeprefix("http://")}  # fmt: skip
    manual = {f"manual-{name}": value for name, value in typed.items()}
    lms13.lms.submit(f"{course}/settings/apps/configurations/new", config_type="manual", **manual)
    claims = lms13.claims(course, "sam")
    old = claims[f"{LTI}lti1p1"]
    assert (old["user_id"], old["oauth_consumer_key"]) == (claims[f"{LTI}lti11_legacy_user_id"], "old-key")
    assert old["oauth_consumer_key_sign"] == proof("old-key", "old-secret", claims)


def test_c13_a_moodle_names_a_person_alike_by_both_versions_and_proves_nothing(lms13: AdvantageVisitor) -> None:
    """It needs no `lti1p1` claim: its `sub` is the `user_id` of LTI 1.1. Its line items' addresses need their query."""
    course = lms13.course_with_tool("moodle")
    typed = {"name": "Old", "consumer_key": "old-key", "shared_secret": "old-secret", "sends_name": "on",
             "tool_url": f"{lms13.tool.origin}/old"}  # fmt: skip
    lms13.lms.submit(f"{course}/settings/apps/configurations/new", **typed)
    old = lms13.lms.form(course, "sam", url=f"{lms13.tool.origin}/old")["fields"]
    claims = lms13.claims(course, "sam")
    assert (claims["sub"], old["oauth_consumer_key"]) == (old["user_id"], "old-key")
    assert not [name for name in claims if "lti1p1" in name or "lti11" in name]
    assert re.search(r"/lineitems\?type_id=\d+$", claims[GRADES]["lineitems"])
