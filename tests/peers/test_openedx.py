"""Open edX's own code launches units: two LTI implementations that do not know each other agree."""

import re
from dataclasses import replace

import pytest

from tests.peers.conftest import COURSE, SECRET, School
from tests.way_in import is_let_in

pytestmark = pytest.mark.peer

ASK_FOR_NAMES = {"ask_to_send_username": True, "ask_to_send_full_name": True, "ask_to_send_email": True}
PEOPLE = [
    ("teach", "teacher", "Te Acher"),
    ("staff", "teacher", "Sta Ff"),  # Open edX says of its course staff: Administrator
    ("learn1", "student", "Léa Rnér-Ødegård 李"),
    ("learn2", "student", "Lee Two"),
]


@pytest.mark.parametrize("graded", [True, False], ids=["outcomes", "no outcomes"])
@pytest.mark.parametrize("named", [False, True], ids=["no names", "names"])
@pytest.mark.parametrize(("who", "role", "name"), PEOPLE, ids=[who for who, _, _ in PEOPLE])
def test_everybody_of_the_course_comes_in_as_what_they_are(
    school: School, who: str, role: str, name: str, named: bool, graded: bool
) -> None:
    form = school.form(who, {"has_score": graded, **(ASK_FOR_NAMES if named else {})})
    sent = dict(form.pairs)
    assert (sent.get("lis_person_name_full"), "lis_outcome_service_url" in sent) == (name if named else None, graded)
    let_in = form.send()
    assert is_let_in(let_in), let_in.headers
    assert school.at_work(let_in) == (school.unit, role)
    record = school.last_launch()
    assert record["role"] == role
    assert re.fullmatch(name if named else "Person [0-9A-F]{6}", record["person_name"])
    identity = school.server.query("SELECT * FROM people_lmsidentity WHERE id = %s", [record["identity_id"]])[0]
    assert identity["lms_user_id"] == sent["user_id"]
    if named:
        assert (identity["name"], identity["email"], identity["sourcedid"]) == (name, f"{who}@edx.example", who)


def test_slipway_learns_that_it_is_an_open_edx_and_where_it_lives(school: School) -> None:
    assert is_let_in(school.form("teach", {"has_score": True}).send())
    lms = school.server.query("SELECT * FROM lms_lms WHERE id = %s", [school.last_launch()["lms_id"]])[0]
    assert lms["family"] == "openedx"
    assert school.openedx.url in lms["origins"]


def test_a_form_works_once(school: School) -> None:
    form = school.form("learn1")
    assert is_let_in(form.send())
    again = form.send()
    assert (again.status_code, again.headers["x-refusal-code"]) == (401, "replayed")
    assert is_let_in(school.form("learn1").send())


@pytest.mark.parametrize("query", ["from=edx", "from=edx&note=a%20b%2Bc&empty=", "name=%C3%9Cb%20ung&a=1&a=2"])
def test_a_units_url_may_have_a_query_which_is_signed(school: School, query: str) -> None:
    form = school.form("learn2", {"launch_url": f"{school.unit_url}?{query}"})
    assert form.action.endswith(query)
    assert replace(form, action=f"{form.action}x").send().headers["x-refusal-code"] == "not-verified"
    let_in = form.send()
    assert is_let_in(let_in), let_in.headers
    assert school.at_work(let_in) == (school.unit, "student")


def test_odd_characters_in_what_an_author_writes_are_signed_alike(school: School) -> None:
    custom = ["greeting=Grüß Gott & <mehr>?", "sum=1+1=2", "odd name=~*'()!%41", "plain=x"]
    fields = {"custom_parameters": custom, "display_name": "Schleifen “&” mehr"}
    assert is_let_in(school.form("learn1", fields).send())


def test_a_role_that_was_changed_on_the_way_is_refused(school: School) -> None:
    assert school.form("learn1").with_value("roles", "Instructor").send().headers["x-refusal-code"] == "not-verified"


@pytest.mark.parametrize("secret", ["wrong", SECRET.replace("ü", "u")])
def test_a_wrong_secret_is_refused_and_the_log_says_why(school: School, secret: str) -> None:
    answer = school.form("teach", secret=secret).send()
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (401, "not-verified")
    record = school.last_launch()
    assert "the LMS has another secret" in record["cause"]
    assert record["nonce"] is None


def test_a_block_without_key_and_secret_is_refused(school: School) -> None:
    answer = school.form("teach", {"lti_id": "nobody"}).send()
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (401, "not-verified")


def test_another_run_of_the_course_is_another_course(school: School) -> None:
    answer = school.form("learn2", course=COURSE.replace("2026", "2027")).send()
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (403, "not-connected")


def test_the_unit_of_a_link_that_names_none_is_chosen_by_the_teacher(school: School) -> None:
    link = {"launch_url": f"{school.server.url}/lti"}
    assert school.form("learn1", link).send().headers["x-refusal-code"] == "no-unit-yet"
    assert school.choice(school.form("teach", link).send(), {"unit": school.unit}).status_code == 302
    unit = school.page(school.form("learn1", link).send())
    assert f'data-unit="{school.unit}" data-role="student"' in unit.text
