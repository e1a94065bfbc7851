"""A launch URL's query proves nothing: nobody gets a field in, or takes one out, that the LMS signed otherwise."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from slipway.lms.models import ConsumerKey, LaunchRecord, Lms
from tests import factories
from tests.canvas import FORM, signed
from tests.lti import dialects

pytestmark = [pytest.mark.http, pytest.mark.django_db]

URL = "http://localhost:8000/lti"
LMSS = {
    "moodle": dialects.MOODLE, "openedx": dialects.OPENEDX, "blackboard": dialects.BLACKBOARD,
    "desire2learn": dialects.BRIGHTSPACE, "sakai": dialects.SAKAI, "schoology": dialects.SCHOOLOGY,
}  # fmt: skip
INJECTED = {"lis_person_name_full": "Mallory", "roles": "Instructor", "user_id": "evil", "custom_x": "1", "unit": "7"}
Fields = dict[str, str]


@pytest.fixture
def key() -> ConsumerKey:
    return factories.lms().consumer_keys.get()


def sign(key: ConsumerKey, fields: Fields, *, query: str = "") -> list[tuple[str, str]]:
    """As the specification says: the query of the link is signed with the body."""
    return signed(f"{URL}?{query}" if query else URL, fields, key=key.key, secret=key.secret)


def post(pairs: list[tuple[str, str]], *, query: str = "") -> Any:
    return Client().post(f"/lti?{query}" if query else "/lti", urlencode(pairs), content_type=FORM)


def code_of(answer: Any) -> str:
    return str(answer.headers.get("X-Refusal-Code", ""))


def told() -> Fields:
    """What the launch that came last said, as the log keeps it."""
    record = LaunchRecord.objects.latest("at")
    return {name: str(text) for name, text in record.claims.items()}


def known_as(key: ConsumerKey, family: str) -> None:
    Lms.objects.filter(pk=key.lms_id).update(family=family)


@pytest.mark.parametrize("name", INJECTED)
@pytest.mark.parametrize("kind", LMSS)
@pytest.mark.parametrize("knowing", ["", "kind"])
def test_a14_a_query_that_nobody_signed_is_refused(key: ConsumerKey, kind: str, knowing: str, name: str) -> None:
    known_as(key, kind if knowing else "")
    fields = dict(LMSS[kind]) | {"custom_x": "signed", "unit": "signed"}
    for text in (INJECTED[name], fields.get(name, "")):  # another value, and the very same
        pairs = sign(key, fields)
        assert code_of(post(pairs, query=urlencode({name: text}))) == "not-verified"


@pytest.mark.parametrize("kind", LMSS)
def test_a14_another_lms_is_none_though_its_key_is_known_as_a_canvass(key: ConsumerKey, kind: str) -> None:
    """What the form says of its LMS, signed, goes before what is known of the key; where it says nothing, not."""
    known_as(key, "canvas")
    fields = dict(LMSS[kind])
    answer = post(sign(key, fields), query=urlencode({"roles": fields["roles"]}))
    assert code_of(answer) in {"not-verified", "malformed"}


@pytest.mark.parametrize("name", ["lis_person_name_full", "user_id", "roles", "context_id", "resource_link_id"])
@pytest.mark.parametrize("kind", ["canvas", *LMSS])
def test_a14_a_signed_field_cannot_be_moved_out_of_sight(key: ConsumerKey, kind: str, name: str) -> None:
    """A signature counts body and query together: a field that is moved stays signed, and would not be read."""
    known_as(key, kind)
    fields = dict(LMSS.get(kind, dialects.CANVAS)) | {"tool_consumer_info_product_family_code": kind}
    pairs = sign(key, fields | {name: fields.get(name, "x") or "x"})
    moved = urlencode([pair for pair in pairs if pair[0] == name])
    answer = post([pair for pair in pairs if pair[0] != name], query=moved)
    assert (answer.status_code, code_of(answer)) == (400, "malformed")


@pytest.mark.parametrize("kind", ["canvas", *LMSS])
@pytest.mark.parametrize("query", ["exercise=loops-1", "a=1&a=2&b=", "course=5&custom_x=1"])
def test_a14_a_link_with_a_query_that_is_signed_by_the_specification_is_taken(
    key: ConsumerKey, kind: str, query: str
) -> None:
    fields = dict(LMSS.get(kind, dialects.CANVAS))
    answer = post(sign(key, fields, query=query), query=query)
    assert code_of(answer) not in {"not-verified", "malformed"}
    assert not {"exercise", "a", "b", "course", "custom_x"} & set(told())


CANVASES = {
    "known": ("canvas", {}),
    "by its family code": ("", {}),
    "a selection, by its guid": ("", {"tool_consumer_info_product_family_code": ""}),
    "a selection, by its return URL": (
        "",
        {
            "tool_consumer_info_product_family_code": "",
            "tool_consumer_instance_guid": "",
            "content_item_return_url": "https://canvas.example.edu/courses/5/external_content/success/dialog",
        },
    ),
}


@pytest.mark.parametrize("canvas", CANVASES)
def test_a14_a_canvas_signs_each_pair_of_a_links_query_once(key: ConsumerKey, canvas: str) -> None:
    """In its default way it copies the query into the body, unless the body says that already."""
    family, changes = CANVASES[canvas]
    known_as(key, family)
    fields = dialects.CANVAS | changes
    answer = post(sign(key, {"exercise": "loops-1", **fields}), query="exercise=loops-1&roles=Instructor")
    assert code_of(answer) not in {"not-verified", "malformed"}
    said_by_canvas = told()
    assert said_by_canvas["roles"] == "Learner"
    assert "exercise" not in said_by_canvas


@pytest.mark.parametrize("name", ["lis_person_name_full", "context_title", "roles", "custom_canvas_course_id"])
def test_a14_at_a_canvas_too_no_field_is_taken_out(key: ConsumerKey, name: str) -> None:
    """The very pair of the body in the query: a copy that Canvas made of a link, or what its poster added."""
    answer = post(sign(key, dialects.CANVAS), query=urlencode({name: dialects.CANVAS[name]}))
    assert (answer.status_code, code_of(answer)) == (400, "malformed")


def test_a14_the_log_names_what_stood_in_the_url(key: ConsumerKey) -> None:
    post(sign(key, dialects.CANVAS), query=urlencode({"roles": "Learner"}))
    assert "roles" in LaunchRecord.objects.latest("at").cause.english
