from typing import Any

import pytest

from slipway.classes.roles import ENROLLED_ROLES, ClassRole, class_role
from slipway.lti.message import (
    Course,
    LegacyIds,
    LtiVersion,
    MessageKind,
    Person,
    ResourceLink,
    SelectionRequest,
    Services,
)
from slipway.lti.refusal import Refusal
from slipway.lti.v1p3 import names
from slipway.lti.v1p3.launch import read_claims
from tests.lti.refusing import refusal_of

from .platform import DEEP_LINKING, LTI, MEMBERSHIP, RESOURCE_LINK, SETTINGS, captured
from .tool import selection

STUDENT, TEACHER, OBSERVER = ENROLLED_ROLES
CANVAS: dict[str, Any] = RESOURCE_LINK | {
    "iss": "https://canvas.instructure.com",
    "azp": "10000000000001",
    "aud": "10000000000001",
    "sub": "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    "locale": "sv",
    "name": "Ada Lovelace",
    "given_name": "Ada",
    "family_name": "Lovelace",
    "email": "ada@example.edu",
    "picture": "https://canvas.example.edu/images/ada.png",
    f"{LTI}deployment_id": "7:8865aa05b4b79b64a91a86042e43af5ea8ae79eb",
    f"{LTI}resource_link": {"id": "3c2b", "title": "Loops lab", "description": None},
    f"{LTI}context": {
        "id": "4dde05e8ca1973bcca9bffc13e1548820eee93a3",
        "label": "PY0",
        "title": "Python from zero",
        "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"],
    },
    f"{LTI}roles": [
        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student",
        f"{MEMBERSHIP}Learner",
        "http://purl.imsglobal.org/vocab/lis/v2/system/person#User",
    ],
    f"{LTI}custom": {"canvas_course_id": 5, "canvas_api_domain": "canvas.example.edu", "unit": "u1", "late": "$Late.x"},
    f"{LTI}launch_presentation": {
        "document_target": "iframe",
        "return_url": "https://canvas.example.edu/courses/5/external_content/success/external_tool_redirect",
        "locale": "en",
        "height": 500,
        "width": "600",
    },
    f"{LTI}tool_platform": {
        "guid": "7db438071375c02373713c12c73869ff2f470b68:canvas-lms",
        "name": "Example School",
        "version": "cloud",
        "product_family_code": "canvas",
    },
    f"{LTI}lis": {"person_sourcedid": "$Person.sourcedId", "course_offering_sourcedid": "SIS-5"},
    f"{LTI}lti11_legacy_user_id": "86157096483e6b3a50bfedc6bac902c0b20a824f",
    "https://www.instructure.com/placement": "course_navigation",
    names.GRADES: {
        "scope": [names.SCORE_SCOPE, names.LINE_ITEM_SCOPE],
        "lineitems": "https://canvas.example.edu/api/lti/courses/5/line_items",
        "lineitem": "https://canvas.example.edu/api/lti/courses/5/line_items/9",
    },
    names.ROSTER: {
        "context_memberships_url": "https://canvas.example.edu/api/lti/courses/5/names_and_roles",
        "service_versions": ["2.0"],
    },
}


def test_a_canvas_launch_in_full() -> None:
    message = read_claims(CANVAS)
    assert (message.version, message.kind, message.selection) == (LtiVersion.V1P3, MessageKind.RESOURCE_LINK, None)
    assert message.person == Person(
        user_id="6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        name="Ada Lovelace",
        given_name="Ada",
        family_name="Lovelace",
        email="ada@example.edu",
        picture="https://canvas.example.edu/images/ada.png",
    )
    assert class_role(message.roles) is STUDENT
    assert message.course == Course(id=CANVAS[f"{LTI}context"]["id"], title="Python from zero", label="PY0")
    assert message.resource_link == ResourceLink(id="3c2b", title="Loops lab")
    assert (message.platform.family, message.platform.issuer) == ("canvas", "https://canvas.instructure.com")
    assert message.presentation.return_url == CANVAS[f"{LTI}launch_presentation"]["return_url"]
    assert (message.presentation.locale, message.presentation.width, message.presentation.height) == ("en", 600, 500)
    assert message.custom == {"canvas_course_id": "5", "canvas_api_domain": "canvas.example.edu", "unit": "u1"}
    assert message.deployment_id == "7:8865aa05b4b79b64a91a86042e43af5ea8ae79eb"
    assert message.target_link_uri == "https://slipway.example/lti/units/u1"
    assert message.legacy == LegacyIds(user_id="86157096483e6b3a50bfedc6bac902c0b20a824f")
    assert message.services == Services(
        line_item="https://canvas.example.edu/api/lti/courses/5/line_items/9",
        line_items="https://canvas.example.edu/api/lti/courses/5/line_items",
        scopes=(names.SCORE_SCOPE, names.LINE_ITEM_SCOPE),
        memberships="https://canvas.example.edu/api/lti/courses/5/names_and_roles",
        membership_versions=("2.0",),
    )
    assert (message.outcome, message.is_test_student) == (None, False)


def test_captured_messages_are_read_into_the_same_form() -> None:
    """Moodle 4.3, Moodle 4.5 (http and https), Open edX, lti1p3platform: a picker of a teacher, a link of a student."""
    families = set()
    for each in captured("1.3"):
        message, claims = read_claims(each["claims"]), each["claims"]
        is_selection = claims[names.MESSAGE_TYPE] == names.DEEP_LINKING_REQUEST
        assert (message.selection is not None) == is_selection
        assert class_role(message.roles) is (TEACHER if is_selection else STUDENT)
        assert (message.person.user_id, message.platform.issuer) == (claims["sub"], claims["iss"])
        assert message.person.name in {"Tea Cher", "Stu Dent-Óne", "Te Acher", "Lea Rnér", "Lee Two"}
        assert message.course
        assert message.course.id == claims[f"{LTI}context"]["id"]
        assert message.deployment_id == claims[names.DEPLOYMENT_ID]
        assert (message.resource_link is not None) == (f"{LTI}resource_link" in claims)
        assert message.services is not None or is_selection
        if is_selection:
            assert message.selection
            assert message.selection.takes_lti_links
            assert message.selection.return_url == claims[SETTINGS]["deep_link_return_url"]
            assert message.selection.multiple
        families.add(message.platform.family)
    assert families == {"moodle", "openedx", ""}


def test_moodle_brings_the_grade_service_of_1_1_too() -> None:
    message = next(
        read for each in captured("1.3") if (read := read_claims(each["claims"])).outcome and read.custom.get("unit")
    )
    assert message.outcome
    assert message.outcome.service_url.endswith("/mod/lti/service.php")
    assert (message.outcome.sourcedid or "").startswith('{"data":')
    assert message.custom["unit"] == "emb"
    older = {names.BASIC_OUTCOMES[1]: {"lis_outcome_service_url": "https://m.example/s"}}
    assert read_claims(RESOURCE_LINK | older).outcome is not None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [({"opaque": "x"}, '{"opaque": "x"}'), ("opaque", '"opaque"'), ("", '""'), (0, "0"), (None, None)],
)
def test_data_of_any_type_is_kept_as_json(sent: object, kept: str | None) -> None:
    assert selection(data=sent).data == kept


def test_a_selection_as_canvas_asks() -> None:
    return_url = "https://canvas.example.edu/courses/5/deep_linking_response?data=eyJ0.e30.c2ln"
    types, targets = ("link", "file", "html", "ltiResourceLink", "image"), ("embed", "iframe", "window")
    asked = selection(
        deep_link_return_url=return_url,
        accept_types=list(types),
        accept_presentation_document_targets=list(targets),
        accept_media_types="image/*,text/html,application/vnd.ims.lti.v1.ltilink,*/*",
        accept_multiple=True,
        auto_create=True,
    )
    assert asked == SelectionRequest(
        return_url=return_url,
        media_types=types,
        targets=targets,
        multiple=True,
        auto_create=True,
        answer="deep-linking",
    )


@pytest.mark.parametrize(
    ("sent", "multiple", "line_item"),
    [
        ({}, False, None),
        ({"accept_multiple": "true", "accept_lineitem": "false"}, True, False),  # truth as text, from older LMSs
        ({"accept_multiple": False, "accept_lineitem": True}, False, True),
        ({"accept_multiple": 1, "accept_lineitem": "yes"}, False, None),
        ({"accept_multiple": None, "accept_lineitem": None}, False, None),
    ],
)
def test_flags(sent: dict[str, object], multiple: bool, line_item: bool | None) -> None:
    asked = selection(**sent)
    assert (asked.multiple, asked.accept_lineitem) == (multiple, line_item)


@pytest.mark.parametrize(
    ("types", "takes"),
    [
        (["ltiResourceLink"], True),
        (["link", "html"], False),
        ([], True),
        ("ltiResourceLink, link", True),
        ("file", False),
    ],
)
def test_an_lms_may_take_no_lti_links(types: object, takes: bool) -> None:
    assert selection(accept_types=types).takes_lti_links is takes


@pytest.mark.parametrize(
    "url", ["", None, "javascript:alert(1)", "/back", "https://a@b.example/", "https://a.example/#x", 5, []]
)
def test_a_selection_needs_a_sound_return_url(url: object) -> None:
    assert refusal_of(selection, deep_link_return_url=url) is Refusal.RETURN_URL


@pytest.mark.parametrize("settings", [None, [], "text", 5])
def test_a_selection_needs_settings(settings: object) -> None:
    assert refusal_of(read_claims, DEEP_LINKING | {SETTINGS: settings}) is Refusal.MALFORMED


@pytest.mark.parametrize("wrong", ["", "$Not.expanded", " ", 5, 1.5, True, [], ["x"], {}, {"id": 5}])
def test_what_is_of_another_type_is_absent_where_nothing_hangs_on_it(wrong: object) -> None:
    plain = "name given_name family_name email picture locale".split()  # noqa: SIM905 - a line, not a column
    ours = "custom lis launch_presentation tool_platform lti1p1".split()  # noqa: SIM905
    optional = dict.fromkeys([*plain, *(f"{LTI}{name}" for name in ours), names.GRADES, names.ROSTER], wrong)
    message = read_claims(RESOURCE_LINK | optional)
    assert message.person == Person(user_id="person-1")
    assert (message.services, message.outcome) == (None, None)
    assert (message.legacy is None) or wrong == {"id": 5}
    assert message.presentation.return_url is None
    inner = {"title": wrong, "label": wrong, "return_url": wrong, "width": wrong, "lineitem": wrong}
    inside = dict.fromkeys((f"{LTI}context", f"{LTI}launch_presentation", names.GRADES, names.ROSTER), inner)
    message = read_claims(RESOURCE_LINK | inside)
    assert (message.course, message.services, message.presentation.return_url) == (None, None, None)
    assert message.presentation.width in {None, 5}


@pytest.mark.parametrize(
    ("roles", "right"),
    [
        ([], None),
        (["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"], None),
        ([f"{MEMBERSHIP}Instructor"], TEACHER),
        (["http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"], TEACHER),
        ([f"{MEMBERSHIP}Mentor"], OBSERVER),
        (["Learner"], STUDENT),  # Moodle's short names
        (["urn:lti:role:ims/lis/Learner", f"{MEMBERSHIP}Learner"], STUDENT),  # Sakai: old and new
        ([5, None, f"{MEMBERSHIP}Learner"], STUDENT),
        # b9: one text is a list of one
        (f"{MEMBERSHIP}Instructor", TEACHER),
        ("Learner", STUDENT),
        (f"{MEMBERSHIP}Learner,{MEMBERSHIP}Mentor", STUDENT),
        ("", None),
    ],
)
def test_roles(roles: object, right: ClassRole | None) -> None:
    assert class_role(read_claims(RESOURCE_LINK | {f"{LTI}roles": roles}).roles) is right


def test_the_test_student_is_marked() -> None:
    roles = [f"{MEMBERSHIP}Learner", "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"]
    assert read_claims(RESOURCE_LINK | {f"{LTI}roles": roles}).is_test_student
    assert not read_claims(CANVAS | {"name": "Test Student"}).is_test_student  # a name is no proof in 1.3


@pytest.mark.parametrize(
    ("claims", "family"),
    [
        ({f"{LTI}tool_platform": {"family_code": "moodle"}}, "moodle"),
        ({f"{LTI}tool_platform": {"product_family_code": "BlackboardLearn"}}, "blackboard"),
        ({f"{LTI}tool_platform": {"product_family_code": "sakai"}, "iss": "https://canvas.instructure.com"}, "sakai"),
        ({"iss": "https://canvas.beta.instructure.com"}, "canvas"),
        ({"iss": "https://blackboard.com"}, "blackboard"),
        ({"iss": "https://schoology.schoology.com"}, "schoology"),
        ({"http://www.brightspace.com": {"user_id": 1}}, "desire2learn"),
        ({"https://www.instructure.com/placement": "editor_button"}, "canvas"),
        ({f"{LTI}context": {"id": "course-v1:a+b+c"}}, "openedx"),
        ({f"{LTI}custom": {"canvas_course_id": "5"}}, ""),
        ({"iss": "https://canvas.instructure.com.evil.example"}, ""),
        ({}, ""),
    ],
)
def test_the_family(claims: dict[str, Any], family: str) -> None:
    assert read_claims(RESOURCE_LINK | claims).platform.family == family


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"lti11_legacy_user_id": ""}, None),
        ({"lti11_legacy_user_id": "old"}, LegacyIds(user_id="old")),
        ({"lti1p1": {"user_id": "u", "resource_link_id": "r"}}, LegacyIds(user_id="u", resource_link_id="r")),
        (
            {"lti1p1": {"oauth_consumer_key": "ck", "context_id": "c"}},
            LegacyIds(user_id="person-1", context_id="c", consumer_key="ck"),
        ),
        ({"lti1p1": {"user_id": 5}, "lti11_legacy_user_id": "old"}, LegacyIds(user_id="5")),
        ({"lti1p1": {"user_id": 5.0}, "lti11_legacy_user_id": 7}, LegacyIds(user_id="7")),
    ],
)
def test_the_names_of_1_1(claims: dict[str, Any], expected: LegacyIds | None) -> None:
    message = read_claims(RESOURCE_LINK | {f"{LTI}{name}": value for name, value in claims.items()})
    assert message.legacy == expected


def test_custom_values_are_text() -> None:
    absent = {"e": None, "f": ["x"], "g": {"h": 1}, "i": "$Not.expanded", "j": ""}
    custom = {"a": "x", "b": 5, "c": 1.5, "d": True} | absent
    assert read_claims(RESOURCE_LINK | {f"{LTI}custom": custom}).custom == {
        "a": "x",
        "b": "5",
        "c": "1.5",
        "d": "true",
    }


@pytest.mark.parametrize("deployment", [None, "", " ", 1.5, True, ["1"], "x" * 256])
def test_a_launch_names_its_deployment(deployment: object) -> None:
    assert refusal_of(read_claims, RESOURCE_LINK | {f"{LTI}deployment_id": deployment}) is Refusal.MALFORMED


def test_deep_linking_may_do_without_a_target() -> None:
    claims = {name: value for name, value in DEEP_LINKING.items() if name != names.TARGET_LINK_URI}
    assert read_claims(claims).target_link_uri is None
