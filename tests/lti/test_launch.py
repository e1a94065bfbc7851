import pytest

from slipway.classes.roles import ENROLLED_ROLES, ClassRole, class_role
from slipway.lti.message import (
    Course,
    LaunchMessage,
    LtiVersion,
    MessageKind,
    Outcome,
    Person,
    Platform,
    Presentation,
    ResourceLink,
    SelectionRequest,
)
from slipway.lti.refusal import Refusal
from slipway.lti.v1p1.launch import read_launch_form
from slipway.lti.v1p1.verify import verify

from . import dialects
from .refusing import refusal_of
from .signing import SECRET, URL, form_of, posted, signed_body

STUDENT, TEACHER, _ = ENROLLED_ROLES


def read(fields: dict[str, str]) -> LaunchMessage:
    return read_launch_form(form_of(fields))


def selection(**fields: str) -> SelectionRequest:
    """What a Canvas asks for that sends these fields besides its own."""
    found = read(dialects.CANVAS_SELECTION | fields).selection
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("sent", "family", "kind", "right", "name"),
    [
        (dialects.CANVAS, "canvas", MessageKind.RESOURCE_LINK, STUDENT, "Ada"),
        (dialects.CANVAS_NAVIGATION, "canvas", MessageKind.RESOURCE_LINK, TEACHER, "Ada"),
        (dialects.CANVAS_SELECTION, "canvas", MessageKind.CONTENT_SELECTION, TEACHER, None),
        (dialects.MOODLE, "moodle", MessageKind.RESOURCE_LINK, STUDENT, "Stu Dent-Óne"),
        (dialects.MOODLE_SELECTION, "moodle", MessageKind.CONTENT_SELECTION, TEACHER, "Tea Cher"),
        (dialects.BLACKBOARD, "blackboard", MessageKind.RESOURCE_LINK, TEACHER, "Bea Board"),
        (dialects.BRIGHTSPACE, "desire2learn", MessageKind.RESOURCE_LINK, TEACHER, None),
        (dialects.SAKAI, "sakai", MessageKind.RESOURCE_LINK, TEACHER, None),
        (dialects.SCHOOLOGY, "schoology", MessageKind.RESOURCE_LINK, STUDENT, None),
        (dialects.OPENEDX, "openedx", MessageKind.RESOURCE_LINK, STUDENT, "Lea Rnér"),
    ],
)
def test_every_lms_reads_into_one_form(
    sent: dict[str, str], family: str, kind: MessageKind, right: ClassRole, name: str | None
) -> None:
    form = posted(signed_body(sent.items()))
    verify(form, url=URL, secrets=[SECRET])
    message = read_launch_form(form)
    assert (message.version, message.kind, message.platform.family) == (LtiVersion.V1P1, kind, family)
    assert (message.person.user_id, message.person.name) == (sent["user_id"], name)
    assert class_role(message.roles) == right
    assert message.course is not None
    assert message.course.id == sent["context_id"]
    assert (message.selection is not None) == (kind is MessageKind.CONTENT_SELECTION)
    assert (message.resource_link.id if message.resource_link else None) == sent.get("resource_link_id")
    assert not message.is_test_student


def test_a_canvas_launch_in_full() -> None:
    message = read(dialects.CANVAS)
    assert message.person == Person(
        user_id=dialects.CANVAS["user_id"],
        name="Ada",
        given_name="Ada",
        email="ada@example.edu",
        picture="https://canvas.example.edu/images/ada.png",
    )
    assert message.course == Course(id=dialects.CANVAS["context_id"], title="Python from zero", label="PY0")
    assert message.resource_link == ResourceLink(id=dialects.CANVAS["resource_link_id"], title="Loops lab")
    guid = "7db438071375c02373713c12c73869ff2f470b68:canvas-lms"
    assert message.platform == Platform(family="canvas", guid=guid, name="Example School", version="cloud")
    back = "https://canvas.example.edu/courses/5/assignments"
    assert message.presentation == Presentation(return_url=back, locale="en", target="iframe")
    grades = "https://canvas.example.edu/api/lti/v1/tools/7/grade_passback"
    assert message.outcome == Outcome(service_url=grades, sourcedid="7-5-32-35-abc")


def test_a_placement_says_its_size() -> None:
    presentation = read(dialects.CANVAS_NAVIGATION).presentation
    assert (presentation.width, presentation.height) == (500, 500)
    assert read(dialects.CANVAS | {"launch_presentation_width": "wide"}).presentation.width is None


def test_custom_values_that_are_variables_or_empty_are_absent() -> None:
    assert read(dialects.CANVAS).custom == {
        "canvas_course_id": "5",
        "canvas_api_domain": "canvas.example.edu",
        "canvas_enrollment_state": "active",
    }


@pytest.mark.parametrize("literal", ["", "$Person.name.full", "$com.instructure.contextLabel"])
def test_literals_are_absent_everywhere(literal: str) -> None:
    names = (
        "user_id lis_person_name_full lis_person_name_given context_title context_id user_image lis_outcome_service_url"
    )
    message = read(dialects.CANVAS | dict.fromkeys(names.split(), literal))
    assert (message.person.user_id, message.person.name, message.person.picture) == (None, None, None)
    assert (message.course, message.outcome) == (None, None)


def test_a_name_is_put_together_when_the_full_one_is_missing() -> None:
    names = {"lis_person_name_given": "Ada", "lis_person_name_family": "Lovelace"}
    assert read(dialects.SCHOOLOGY | names).person.name == "Ada Lovelace"


def test_a_canvas_selection_request() -> None:
    assert selection() == SelectionRequest(
        return_url=dialects.CANVAS_SELECTION["content_item_return_url"],
        data="eyJ0eXAiOiJKV1QifQ.e30.c2ln",
        media_types=("image/*", "text/html", "application/vnd.ims.lti.v1.ltilink", "*/*"),
        targets=("embed", "frame", "iframe", "window"),
        multiple=True,
        unsigned=True,
    )


def test_moodle_sends_no_data_and_asks_for_a_signature() -> None:
    asked = read(dialects.MOODLE_SELECTION).selection
    assert asked is not None
    assert (asked.data, asked.multiple, asked.unsigned) == (None, True, False)


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("application/vnd.ims.lti.v1.ltilink", True),
        ("image/*, */*", True),
        ("", True),
        ("application/zip,application/xml", False),
        ("image/*,text/html", False),
    ],
)
def test_an_lms_may_take_no_lti_links(accepted: str, takes: bool) -> None:
    assert selection(accept_media_types=accepted).takes_lti_links is takes


def test_data_is_kept_exactly() -> None:
    data = ' $é"<b>\r\n&amp; '
    assert selection(data=data).data == data


BARE = dialects.LAUNCH | {"resource_link_id": "1", "user_id": "1", "roles": "Learner"}


@pytest.mark.parametrize(
    ("extra", "family"),
    [
        ({}, ""),
        ({"tool_consumer_info_product_family_code": "Some LMS"}, ""),
        ({"tool_consumer_info_product_family_code": "BlackboardLearn"}, "blackboard"),
        ({"tool_consumer_info_product_family_code": "Moodle"}, "moodle"),
        ({"custom_canvas_course_id": "5"}, ""),
        ({"tool_consumer_instance_guid": "abc:canvas-lms"}, "canvas"),
        ({"tool_consumer_instance_guid": "abc.canvas.instructure.com"}, "canvas"),
        ({"launch_presentation_return_url": "https://x.example/courses/5/external_content/success/x"}, "canvas"),
        ({"launch_presentation_return_url": "https://x.example/sub/courses/5/external_content/success/x"}, ""),
        ({"context_id": "course-v1:Org+Num+Run"}, "openedx"),
        ({"context_id": "course-v1:Org+Num+Run", "tool_consumer_info_product_family_code": "moodle"}, "moodle"),
    ],
)
def test_the_family_is_known_by_name_or_by_habit(extra: dict[str, str], family: str) -> None:
    assert read(BARE | extra).platform.family == family


@pytest.mark.parametrize(
    ("sent", "is_test"),
    [
        (dialects.CANVAS | {"lis_person_name_full": "Test Student"}, True),
        (dialects.CANVAS_NAVIGATION | {"lis_person_name_full": "Test Student"}, False),
        (dialects.MOODLE | {"lis_person_name_full": "Test Student"}, False),
        (dialects.MOODLE | {"roles": "Learner,http://purl.imsglobal.org/vocab/lti/system/person#TestUser"}, True),
    ],
)
def test_student_view_is_marked(sent: dict[str, str], is_test: bool) -> None:
    assert read(sent).is_test_student is is_test


@pytest.mark.parametrize("name", ["$ally Jones", "$ally", "$", "Ke$ha"])
def test_b10_a_name_may_begin_with_a_dollar_sign(name: str) -> None:
    assert read(dialects.CANVAS | {"lis_person_name_full": name, "user_id": name}).person.name == name


def test_b10_what_a_picker_may_bring_is_compared_without_case() -> None:
    asked = selection(
        lti_message_type="CONTENTITEMSELECTIONREQUEST",
        lti_version="lti-1P0",
        accept_media_types="Application/vnd.IMS.lti.v1.LtiLink",
        accept_presentation_document_targets="IFRAME,WINDOW",
        accept_multiple="True",
        auto_create="FALSE",
    )
    assert asked.takes_lti_links
    assert (asked.targets, asked.multiple, asked.auto_create) == (("iframe", "window"), True, False)


@pytest.mark.parametrize("sent", ["Basic-LTI-Launch-Request", "BASIC-LTI-LAUNCH-REQUEST"])
def test_b10_message_types_are_compared_without_case(sent: str) -> None:
    assert read(dialects.CANVAS | {"lti_message_type": sent}).selection is None


@pytest.mark.parametrize("missing", ["lti_message_type", "lti_version", "resource_link_id"])
def test_what_every_launch_must_say(missing: str) -> None:
    assert refusal_of(read, dialects.CANVAS | {missing: ""}) is Refusal.MALFORMED


@pytest.mark.parametrize(
    "change",
    [
        {"lti_version": "LTI-2p0"},
        {"lti_version": "1.3.0"},
        {"lti_message_type": "ToolProxyRegistrationRequest"},
        {"lti_message_type": "basic lti launch request"},
    ],
)
def test_other_messages_are_not_supported(change: dict[str, str]) -> None:
    assert refusal_of(read, dialects.CANVAS | change) is Refusal.UNSUPPORTED_MESSAGE


BAD_URLS = [
    "javascript:alert(1)",
    "data:text/html,x",
    "/courses/5",
    "//evil.example/x",
    "http:evil.example",
    "https:///evil.example",
    "ftp://lms.example/x",
    "file:///etc/passwd",
    "https://user:pass@lms.example/x",
    "https://lms.example@evil.example/x",
    "https://lms.example/x#y",
    "https://lms.example/x#",
    "https://lms.example\\@evil.example/",
    "https://lms.example/\nx",
    "java\tscript:alert(1)",
    " https://lms.example/",
    "https://lms.example/\x7f",
    "https://lms.example:port/",
    "https://lms.example:99999/",
    "https://[::1/",
    "https://\uff4cms.example/",
    "https://lms%2eexample/",
    "https://lms.example/" + "x" * 4096,
]


@pytest.mark.parametrize("url", ["", "$Return.url", *BAD_URLS])
def test_a_selection_needs_a_sound_return_url(url: str) -> None:
    assert refusal_of(read, dialects.CANVAS_SELECTION | {"content_item_return_url": url}) is Refusal.RETURN_URL


@pytest.mark.parametrize("url", ["http://127.0.0.1:8090/a?b=c", "https://[::1]:8443/", "HTTPS://Lms.Example/x?y=é"])
def test_sound_return_urls(url: str) -> None:
    assert selection(content_item_return_url=url).return_url == url


@pytest.mark.parametrize("url", BAD_URLS)
def test_a_bad_url_that_nothing_hangs_on_is_dropped(url: str) -> None:
    names = ("launch_presentation_return_url", "user_image", "lis_outcome_service_url")
    message = read(dialects.CANVAS | dict.fromkeys(names, url))
    assert (message.presentation.return_url, message.person.picture, message.outcome) == (None, None, None)
