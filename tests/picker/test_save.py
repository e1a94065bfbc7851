"""Save and Cancel: what the form may send, what is stored, and the answer that goes home."""

import json
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from slipway.audit.models import AuditEntry
from slipway.classes.models import CourseConnection
from slipway.lti.message import SelectionRequest
from slipway.picker.models import Placement
from tests import factories
from tests.lti.signing import oauthlib_accepts
from tests.picker.scene import (
    EDITOR,
    RETURN_URL,
    Course,
    Form,
    Picker,
    connected,
    course,
    ids,
    named,
    switch_off,
    taught,
)
from tests.workspaces.reading import main_tag, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def graph(answer: HttpResponse) -> list[dict[str, Any]]:
    """The items of the answer."""
    assert answer.status_code == 200, text_of(answer)
    found: list[dict[str, Any]] = json.loads(Form(answer).hidden["content_items"])["@graph"]
    return found


def wants(**fields: Any) -> SelectionRequest:
    return SelectionRequest(**{"return_url": RETURN_URL, "multiple": True, **fields})


def verifies(answer: HttpResponse, secret: str) -> bool:
    """Whether oauthlib takes the form for signed, posted where it goes."""
    page = Form(answer)
    return oauthlib_accepts(page.hidden.items(), url=page.actions[0], secret=secret)


def nothing_stored() -> bool:
    return not Placement.objects.exists() and not CourseConnection.objects.exists() and not AuditEntry.objects.exists()


def test_the_answer_is_one_form_that_goes_home(there: Course) -> None:
    made = named(there)
    unit = made.unit("u2")
    picker = there.open()
    answer = picker.save(unit)
    page = Form(answer)
    assert answer.status_code == 200
    assert [(form["method"], form["action"]) for form in page.forms] == [("post", RETURN_URL)]
    assert "data-send-home" in page.forms[0]
    assert "hx-boost" not in page.forms[0]
    assert 'data-role="teacher"' in main_tag(answer)
    assert "Continue to Canvas" in text_of(answer)
    sent = page.hidden
    assert sent["lti_message_type"] == "ContentItemSelection"
    assert sent["data"] == "data-of-the-lms"
    assert sent["oauth_consumer_key"] == there.lms.consumer_keys.get().key
    [item] = graph(answer)
    assert (item["@type"], item["mediaType"]) == ("LtiLinkItem", "application/vnd.ims.lti.v1.ltilink")
    assert (item["url"], item["title"]) == (f"http://localhost:8000/lti/units/{unit.pk}", "Unit 2")
    assert item["placementAdvice"] == {"presentationDocumentTarget": "window"}


def test_the_answer_verifies_with_oauthlib(there: Course) -> None:
    made = named(there, "Größe + 50 % ~ 日本")
    moodle = "https://canvas.example.edu/mod/lti/contentitem_return.php?course=2&id=1&sesskey=49Bl%C3%A9+x&sesskey=&b"
    answer = there.open(wants(return_url=moodle, data='a+b "c" & d=%20 é')).save(*made.units.values())
    assert Form(answer).actions == [moodle]
    assert verifies(answer, there.lms.consumer_keys.get().secret)
    assert not verifies(answer, "another secret")


def test_items_come_in_the_order_of_the_classes(there: Course) -> None:
    second, first = connected(there, "Second"), named(there, "First")
    first.classroom.modules.filter(slug="m1").update(position=9)
    answer = there.open().save(second.unit("u1"), *first.units.values())
    expected = [*(first.unit(f"u{n}") for n in (3, 4, 1, 2)), second.unit("u1")]
    assert [item["url"].rsplit("/", 1)[1] for item in graph(answer)] == ids(*expected)


def test_an_lms_that_takes_one_gets_one(there: Course) -> None:
    made = named(there)
    answer = there.open(wants(multiple=False, targets=("frame",))).save(made.unit("u3"), made.unit("u2"))
    [item] = graph(answer)
    assert item["title"] == "Unit 2"
    assert item["placementAdvice"] == {"presentationDocumentTarget": "frame"}
    assert Placement.objects.get().unit == made.unit("u2")


def test_cancel_returns_properly(there: Course) -> None:
    assert graph(there.open().post({"cancel": "1"})) == []  # without any class to choose from, too
    made = named(there)
    answer = there.open().post({"unit": ids(made.unit("u1")), "cancel": "1"})
    assert graph(answer) == []
    assert Form(answer).actions == [RETURN_URL]
    assert Form(answer).hidden["data"] == "data-of-the-lms"
    assert verifies(answer, there.lms.consumer_keys.get().secret)
    assert nothing_stored()


DATA = [
    "",
    "eyJhbGciOiJIUzI1NiJ9.e30.x-_",
    '<script>alert("1")</script>',
    """'"><img src=x onerror=alert(1)>""",
    "a+b c%20d&amp;e=f;g",
    "Zoë 日本 🚀 \u202e \u00a0",
    "\n leading newline",
    "line\r\nline\rline\nline ",
    "x" * 100_000,
]


@pytest.mark.parametrize("data", DATA)
def test_data_comes_back_byte_for_byte(there: Course, data: str) -> None:
    unit = named(there).unit("u1")
    answer = there.open(wants(data=data)).save(unit)
    assert Form(answer).hidden["data"] == data
    assert verifies(answer, there.lms.consumer_keys.get().secret)
    html = answer.content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_line_ends_survive_a_parser_that_makes_one_of_two(there: Course) -> None:
    """HTML makes LF of a raw CRLF before anything else; what stands as a reference is left."""
    html = there.open(wants(data="a\r\nb")).post({"cancel": "1"}).content.decode().replace("\r\n", "\n")
    value = html.split('name="data" value="')[1].split('"')[0]
    assert unescape(value) == "a\r\nb"


def test_without_data_none_is_sent(there: Course) -> None:
    assert "data" not in Form(there.open(wants(data=None)).save(named(there).unit("u1"))).hidden


def refused(answer: HttpResponse, says: str) -> bool:
    return answer.status_code == 422 and says in text_of(answer) and not Form(answer).hidden and nothing_stored()


def test_nothing_ticked(there: Course) -> None:
    named(there)
    picker = there.open()
    answer = picker.save()
    assert refused(answer, "Tick at least one unit")
    assert Form(answer).actions == [picker.path]


def test_a_unit_that_is_not_offered(there: Course) -> None:
    mine, foreign = named(there), factories.classroom_with_units(there.organization)
    elsewhere = named(course())
    for stranger in (foreign.unit("u1"), elsewhere.unit("u1"), "no id", ""):
        answer = there.open().save(mine.unit("u1"), stranger)
        assert refused(answer, "not offered here any more")
        ticked = [field["value"] for field in Form(answer).inputs if "checked" in field]
        assert ticked == ids(mine.unit("u1"))  # what was right stays ticked


def test_lti_switched_off_while_the_page_was_open(there: Course) -> None:
    made, other = named(there), connected(there)
    CourseConnection.objects.all().delete()
    picker = there.open()
    picker.get()
    switch_off(made.classroom)
    answer = picker.save(made.unit("u1"))
    assert refused(answer, "not offered here any more")
    assert refused(answer, "No class to choose units from")
    assert other.unit("u1")


@pytest.mark.parametrize("role", ["teacher", "preview"])
def test_a_taught_class_is_connected_by_placing_its_unit(there: Course, role: str) -> None:
    of_the_url, mine, untouched = named(there), taught(there, "Mine"), taught(there, "Untouched")
    answer = there.open(role=role).save(of_the_url.unit("u1"), *([mine.unit("u1")] if role == "teacher" else []))
    assert answer.status_code == 200
    found = [(made.classroom, made.lms_course, made.connected_by) for made in CourseConnection.objects.all()]
    assert found == ([(mine.classroom, there.row, there.user)] if role == "teacher" else [])
    deeds = set(AuditEntry.objects.values_list("action", flat=True))
    assert deeds == ({"course.connect", "units.place"} if role == "teacher" else {"units.place"})
    assert untouched.classroom.connections.count() == 0


def test_an_administrator_places_nothing_of_a_class_that_is_only_taught(there: Course) -> None:
    named(there)
    mine = taught(there)
    assert refused(there.open(role="preview").save(mine.unit("u1")), "not offered here any more")


def test_sent_again_it_is_signed_again(there: Course) -> None:
    made = taught(there)
    picker = there.open()
    first, second = (Form(picker.save(made.unit("u1"))).hidden for _ in range(2))
    assert first["oauth_nonce"] != second["oauth_nonce"]
    assert first["content_items"] == second["content_items"]
    assert Placement.objects.get().placed_by == there.teacher
    assert CourseConnection.objects.count() == 1


def test_too_much_at_once(there: Course) -> None:
    named(there)
    picker = there.open()
    every = ["00000000-0000-4000-8000-000000000000"] * 1001  # more than Django reads
    assert refused(picker.save(*every), "at most 500 units")


def test_other_methods(there: Course) -> None:
    picker = there.open()
    headers = factories.bearer(picker.token)
    assert Client().put(picker.path, headers=headers).status_code == 405
    for path in ("/home", "/ask"):
        assert Client().get(picker.path + path, headers=headers).status_code == 405


def test_the_secret_that_is_live_signs(there: Course) -> None:
    key = there.lms.consumer_keys.get()
    key.secret = "a new secret"
    key.save()
    picker: Picker = there.open(EDITOR)
    assert verifies(picker.post({"cancel": "1"}), "a new secret")
