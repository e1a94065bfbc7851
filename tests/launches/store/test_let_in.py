"""Launches that are let in: who becomes what, and what the page shows."""

from html import unescape
from uuid import UUID

import pytest

from tests.canvas import opaque, person
from tests.launches.school import School
from tests.launches.traces import changed, rows
from tests.way_in import is_landed, is_let_in, way_in

pytestmark = pytest.mark.http

ADMIN = "urn:lti:instrole:ims/lis/Administrator"
OBSERVER = "urn:lti:instrole:ims/lis/Observer,urn:lti:role:ims/lis/Mentor"


@pytest.mark.parametrize(
    ("roles", "becomes"),
    [
        ("Learner", "student"),
        ("Instructor", "teacher"),
        ("TeachingAssistant", "teacher"),
        ("ContentDeveloper", "teacher"),
        (OBSERVER, "observer"),
        ("urn:lti:instrole:ims/lis/Instructor,Learner", "student"),
        (ADMIN, "preview"),
    ],
)
def test_roles_of_the_course_decide_what_the_page_is(acme: School, roles: str, becomes: str) -> None:
    let_in = acme.canvas.launch(acme.loops, person(f"role {roles}", roles=roles))
    assert is_let_in(let_in)
    page = acme.canvas.page(let_in)
    assert page.status_code == 200
    assert f'data-unit="{acme.unit("python", "loops")}"' in page.text
    assert f'data-role="{becomes}"' in page.text
    assert "Guide of python loops" in page.text


def test_a_new_student_is_enrolled_silently_and_a_returning_one_changes_nothing(acme: School) -> None:
    nora = person("nora", name="Nora New")
    acme.canvas.launch(acme.loops, person("first"))  # teaches the LMS's kind and origin
    before = rows(acme.server)
    assert is_let_in(acme.canvas.launch(acme.loops, nora))
    assert changed(acme.server, before) == {
        "classes_enrolment": 1, "classes_launchsession": 1, "classes_toldrole": 1, "orgs_user": 1,
        "people_lmsidentity": 1,
    }  # fmt: skip
    before = rows(acme.server)
    assert is_let_in(acme.canvas.launch(acme.address("python", "lists"), nora))
    assert changed(acme.server, before) == {"classes_launchsession": 1}


def test_an_administrator_looks_and_is_enrolled_nowhere(acme: School) -> None:
    before = rows(acme.server)
    acme.canvas.launch(acme.loops, person("adam", roles=ADMIN))
    assert "classes_enrolment" not in changed(acme.server, before)
    course = acme.canvas.launch("/lti", person("adam", roles=ADMIN))
    assert "It works: connected to" in acme.canvas.page(course).text


def test_the_test_student_is_marked_as_long_as_the_lms_says_so(acme: School) -> None:
    for name, is_test in (("Test Student", True), ("Vera View", False), ("Test Student", True)):
        acme.canvas.launch(acme.loops, person("view", name=name))
        found = acme.server.query(
            "SELECT i.is_test, e.is_test AS enrolled FROM people_lmsidentity i JOIN classes_enrolment e"
            " ON e.user_id = i.user_id JOIN classes_unit u ON u.classroom_id = e.classroom_id"
            " WHERE i.lms_user_id = %s AND u.id = %s",
            [opaque("user view"), UUID(acme.unit("python", "loops"))],
        )
        assert [(bool(row["is_test"]), bool(row["enrolled"])) for row in found] == [(is_test, is_test)]


def test_14_a_person_without_name_gets_a_stable_pseudonym(acme: School) -> None:
    nobody = {"user_id": opaque("nameless"), "roles": "Learner", "lis_person_name_full": "$Person.name.full"}
    names = dict.fromkeys(("lis_person_name_given", "lis_person_name_family"), "")
    pages = [acme.canvas.page(acme.canvas.launch("/lti/course", nobody | names)) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    identity = acme.server.query("SELECT name FROM people_lmsidentity WHERE lms_user_id = %s", [opaque("nameless")])
    assert {row["name"] for row in identity} == {""}


def test_15_the_same_address_is_not_the_same_person(acme: School) -> None:
    for login in ("one", "two"):
        assert is_let_in(acme.canvas.launch(acme.loops, person(login, email="shared@school.example")))
    users = acme.server.query(
        "SELECT DISTINCT user_id FROM people_lmsidentity WHERE lms_user_id IN (%s, %s)",
        [opaque("user one"), opaque("user two")],
    )
    assert len(users) >= 2


def test_an_owners_address_told_by_an_lms_gives_nothing(acme: School) -> None:
    """What an LMS says of a person never matches an account."""
    before = rows(acme.server)
    thief = person("thief", email=acme.owner, roles="Instructor")
    let_in = acme.canvas.launch(acme.loops, thief)
    assert is_let_in(let_in)
    assert "orgs_membership" not in changed(acme.server, before)
    assert "account_emailaddress" not in changed(acme.server, before)
    owners = acme.server.query("SELECT id FROM orgs_user WHERE email = %s", [acme.owner])
    assert len(owners) == 1
    thieves = acme.server.query("SELECT user_id FROM people_lmsidentity WHERE email = %s", [acme.owner])
    assert owners[0]["id"] not in {row["user_id"] for row in thieves}


def test_names_follow_the_lms_on_the_identity_only(acme: School) -> None:
    acme.canvas.launch(acme.loops, person("mary", name="Mary Maiden"))
    acme.canvas.launch(acme.loops, person("mary", name="Mary Married"))
    found = acme.server.query("SELECT name FROM people_lmsidentity WHERE lms_user_id = %s", [opaque("user mary")])
    assert found[-1]["name"] == "Mary Married"
    assert not acme.server.query("SELECT id FROM orgs_user WHERE name LIKE %s", ["Mary M%"])


def test_60_two_people_in_one_browser_live_side_by_side(acme: School) -> None:
    """Each launch has a session of its own, and each page is its own person's."""
    one = acme.canvas.launch(acme.loops, person("abel", name="Abel First"))
    two = acme.canvas.launch(acme.loops, person("bert", name="Bert Second", roles="Instructor"))
    for let_in, role in ((one, "student"), (two, "teacher"), (one, "student")):
        assert f'data-role="{role}"' in acme.canvas.page(let_in).text


def test_a_bearer_is_good_for_its_own_launch_only(acme: School) -> None:
    one = acme.canvas.launch(acme.loops, person("abel"))
    two = acme.canvas.launch(acme.loops, person("bert"))
    answer = acme.server.get(way_in(one).path, headers=way_in(two).bearer)
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (401, "session-over")


def test_a_launch_session_reaches_only_its_class(acme: School) -> None:
    let_in = acme.canvas.launch(acme.loops, person("abel", roles="Instructor"))
    to = way_in(let_in)
    launch = to.path.split("/units/")[0]
    unit = acme.unit("music", "loops")
    found = acme.server.query("SELECT classroom_id FROM classes_unit WHERE id = %s", [UUID(unit)])
    for other in (f"{launch}/units/{unit}", f"{launch}/classes/{UUID(found[0]['classroom_id'])}"):
        assert acme.server.get(other, headers=to.bearer).status_code == 404


def test_without_a_bearer_there_is_only_the_shell(acme: School) -> None:
    path = way_in(acme.canvas.launch(acme.loops, person("abel"))).path
    shell = acme.server.get(path)
    assert shell.status_code == 200
    assert "Guide of python" not in shell.text
    assert "noscript" in shell.text
    assert shell.headers["vary"].lower().find("authorization") >= 0
    assert shell.headers["cache-control"] == "no-store"
    assert "set-cookie" not in shell.headers


def test_a_launch_and_its_shell_may_be_framed_by_the_lms_alone(acme: School) -> None:
    landed = acme.canvas.launch(acme.loops, person("abel"))
    for page in (landed, acme.server.get(way_in(landed).path)):
        policy = page.headers["content-security-policy"]
        assert policy.endswith("frame-ancestors https://canvas.example.edu")
        assert "form-action 'self'" in policy
    picker = acme.canvas.select(person("tess", roles="Instructor"))
    for page in (picker, acme.server.get(way_in(picker).path)):
        assert "form-action" not in page.headers["content-security-policy"]


def test_what_lands_is_kept_nowhere_and_leaves_the_opener_its_handle(acme: School) -> None:
    landed = acme.canvas.launch(acme.loops, person("abel"))
    assert is_landed(landed)
    assert landed.headers["cache-control"] == "no-store"
    assert landed.headers["cross-origin-opener-policy"] == "unsafe-none"
    assert landed.headers["referrer-policy"] == "strict-origin"
    assert "x-frame-options" not in landed.headers
    assert "set-cookie" not in landed.headers


def test_course_navigation_leads_home(acme: School) -> None:
    page = acme.canvas.page(acme.canvas.launch("/lti/course", person("abel")))
    assert "Loops" in page.text
    assert "Draft" not in page.text
    teacher = acme.canvas.page(acme.canvas.launch("/lti/course", person("tess", roles="Instructor")))
    assert "Draft" in teacher.text


def test_a_teacher_binds_a_link_to_a_unit(acme: School) -> None:
    tess, sam = person("tess", roles="Instructor"), person("sam")
    let_in = acme.canvas.launch("/lti", tess, link="bound")
    assert "Choose the unit of this link" in acme.canvas.page(let_in).text
    unit = acme.unit("python", "lists")
    assert acme.choose(let_in, unit).status_code == 302
    student = acme.canvas.page(acme.canvas.launch("/lti", sam, link="bound"))
    assert f'data-unit="{unit}"' in student.text


def test_a_link_with_the_courses_own_id_is_never_bound(acme: School) -> None:
    let_in = acme.canvas.launch("/lti", person("tess", roles="Instructor"), resource_link_id=opaque("course 7"))
    assert "be bound to a unit" in acme.canvas.page(let_in).text
    acme.choose(let_in, acme.unit("python", "lists"))
    student = acme.canvas.launch("/lti", person("sam"), resource_link_id=opaque("course 7"))
    assert student.headers["x-refusal-code"] == "no-unit-yet"


def test_a_class_teacher_connects_another_course_by_launching(acme: School) -> None:
    tess = person("terry", roles="Instructor")
    assert is_let_in(acme.canvas.launch(acme.loops, tess))
    elsewhere = acme.canvas.launch(acme.loops, person("sue"), course=70)
    assert elsewhere.headers["x-refusal-code"] == "not-connected"
    assert is_let_in(acme.canvas.launch(acme.loops, tess, course=70))
    assert is_let_in(acme.canvas.launch(acme.loops, person("sue"), course=70))


def test_a_course_whose_named_class_is_off_opens_the_one_that_was_connected(acme: School) -> None:
    tess = person("tilda", roles="Instructor")
    admin = acme.canvas.page(acme.canvas.launch("/lti", person("adam", roles=ADMIN), course=6))
    assert "It works: connected to" in admin.text
    assert acme.canvas.launch("/lti/course", tess, course=6).headers["x-refusal-code"] == "lti-off"
    for course in (7, 6):  # teaches "python", and so connects it
        assert is_let_in(acme.canvas.launch(acme.loops, tess, course=course))
    home = acme.canvas.page(acme.canvas.launch("/lti/course", person("sam"), course=6))
    assert "Python" in home.text


def test_a_link_in_a_course_of_two_classes_says_whose_units_it_takes(acme: School) -> None:
    tess = person("two", roles="Instructor")
    for classroom, course in (("python", 7), ("music", 8), ("python", 74), ("music", 74)):
        assert is_let_in(acme.canvas.launch(acme.address(classroom, "loops"), tess, course=course))
    page = unescape(acme.canvas.page(acme.canvas.launch("/lti", tess, course=74, link="of two")).text)
    assert acme.unit("python", "lists") in page
    assert acme.unit("music", "lists") not in page
    assert "These are the units of “Python”. Units of the others (Music) are placed by their own LTI URL" in page
    alone = acme.canvas.page(acme.canvas.launch("/lti", tess, course=8, link="of one")).text
    assert "several classes" not in alone
