"""Courses and what is in them: students see what is published in what is published."""

import pytest

from tests.practice_lms.visitor import Visitor

pytestmark = pytest.mark.http


def new_page(lms: Visitor, course: str, **fields: str) -> str:
    """A page by the teacher. Returns its path."""
    return lms.be("tess").submit(f"{course}/pages/new", title="Week 1", body="<p>Hello</p>", **fields).url.path


def test_the_first_page_tells_the_story(lms: Visitor) -> None:
    assert "The story in five steps" in lms.get("/").text


def test_nobody_is_asked_who_they_are(lms: Visitor) -> None:
    answer = lms.get("/courses")
    assert answer.url.path == "/login"
    assert "Tess Teacher" in answer.text


def test_a_new_course_has_the_people_of_the_house(lms: Visitor) -> None:
    page = lms.be("ada").get(f"{lms.new_course()}/users").text
    for name in ("Tess Teacher", "Sam Student", "Sofía Ångström", "Li", "Olga Observer"):
        assert f"{name} <small>" in page
    assert "Theo Elsewhere <small>" not in page


def test_a_role_is_added(lms: Visitor) -> None:
    course = lms.new_course()
    lms.submit(f"{course}/users/add", login="theo", role="ta")
    assert lms.be("theo").get(f"{course}/pages/new").status_code == 200
    assert lms.fields(course, "theo")["roles"].endswith("TeachingAssistant")


@pytest.mark.parametrize(
    ("course_is", "page_is", "status"), [("open", "open", 200), ("open", "", 404), ("", "open", 404), ("", "", 404)]
)
def test_students_see_what_is_published(lms: Visitor, course_is: str, page_is: str, status: int) -> None:
    course = lms.new_course(published=bool(course_is))
    page = new_page(lms, course, **({"publish": "true"} if page_is else {}))
    assert lms.get(page).status_code == 200, "the teacher sees it always"
    answer = lms.be("sam").get(page)
    assert answer.status_code == status
    assert ("Not available" in answer.text) == (status == 404)


def test_a_page_is_published_and_taken_back(lms: Visitor) -> None:
    course = lms.new_course()
    page = new_page(lms, course)
    lms.submit(f"{page}/publish", published="true")
    assert "Hello" in lms.be("sam").get(page).text
    lms.be("tess").submit(f"{page}/publish", published="false")
    assert "Week 1" not in lms.be("sam").get(f"{course}/pages").text


def test_students_change_nothing(lms: Visitor) -> None:
    course = lms.new_course()
    page = new_page(lms, course, publish="true")
    lms.be("sam")
    assert lms.submit(f"{page}/edit", title="Mine", body="").status_code == 403
    assert lms.submit(f"{page}/publish", published="false").status_code == 403
    assert lms.submit(f"{course}/publish", published="false").status_code == 403


def test_forms_need_their_token(lms: Visitor) -> None:
    assert lms.client.post("/switch", data={"login": "ada"}).status_code == 403


def test_its_pages_are_framed_by_itself_only(lms: Visitor) -> None:
    headers = lms.get("/").headers
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]


def test_switching_goes_nowhere_else(lms: Visitor) -> None:
    lms.client.follow_redirects = False
    assert lms.submit("/switch", login="sam", next="https://evil.example/").headers["location"] == "/"
