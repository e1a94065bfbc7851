"""Where grades go and rosters are asked for: kept from launches, bound to their credential, shown to nobody."""

from typing import Any

import pytest

from tests.canvas import ORIGIN, launch_fields, opaque
from tests.canvas import person as person_1p1
from tests.launches.oidc import OidcLms, lti, person, registered, service_claims
from tests.launches.oidc_platform import Platform
from tests.launches.school import School
from tests.launches.traces import changed, rows
from tests.way_in import is_let_in

pytestmark = pytest.mark.http

SERVICE = f"{ORIGIN}/api/lti/v1/tools/7/grade_passback"
SCOPES = [
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
    "https://purl.imsglobal.org/spec/lti-ags/scope/score",
]


def outcome(login: str, *, service: str = SERVICE) -> dict[str, str]:
    """What a launch of LTI 1.1 says of its person's grade."""
    return {"lis_outcome_service_url": service, "lis_result_sourcedid": f"7-5-32-35-{login}"}


def addresses(school: School, user_id: str) -> list[dict[str, Any]]:
    """The grade addresses of a person, by the id that the LMS gives them."""
    return school.server.query(
        "SELECT g.*, k.key, r.client_id FROM lms_gradeaddress g JOIN people_lmsidentity i ON i.id = g.identity_id"
        " JOIN lms_lmscourse c ON c.id = g.lms_course_id JOIN lms_lms l ON l.id = c.lms_id"
        " JOIN orgs_organization o ON o.id = l.organization_id LEFT JOIN lms_consumerkey k ON k.id = g.consumer_key_id"
        " LEFT JOIN lms_registration r ON r.id = g.registration_id WHERE o.slug = %s AND i.lms_user_id = %s"
        " ORDER BY g.resource_link_id",
        [school.slug, user_id],
    )


def services(lms: OidcLms, course: int) -> list[dict[str, Any]]:
    """What is kept of a course's services, as the registration told them."""
    return lms.server.query(
        "SELECT s.* FROM lms_courseservices s JOIN lms_registration r ON r.id = s.registration_id"
        " JOIN lms_lmscourse c ON c.id = s.lms_course_id WHERE r.client_id = %s AND c.context_id = %s",
        [lms.client_id, opaque(f"course {course}")],
    )


def test_a_grade_of_1p1_has_its_service_and_sourcedid(acme: School) -> None:
    assert is_let_in(acme.canvas.launch(acme.loops, person_1p1("gail"), **outcome("gail")))
    (row,) = addresses(acme, opaque("user gail"))
    assert (row["outcome_url"], row["sourcedid"], row["line_item"]) == (SERVICE, "7-5-32-35-gail", "")
    assert (row["key"], row["client_id"]) == (acme.canvas.key, None)
    assert row["unit_id"].replace("-", "") == acme.unit("python", "loops").replace("-", "")
    assert row["resource_link_id"] == launch_fields()["resource_link_id"]


def test_a_grade_of_1p3_has_its_line_item_and_its_course_its_services(acme: School, canvas13: OidcLms) -> None:
    canvas13.launch(acme.loops, person("gino", sub="gino"), **service_claims())
    (row,) = addresses(acme, "gino")
    assert row["line_item"] == f"{ORIGIN}/api/lti/courses/7/line_items/3?type_id=3"
    assert (row["outcome_url"], row["sourcedid"], row["key"], row["client_id"]) == ("", "", None, canvas13.client_id)
    (told,) = services(canvas13, 7)
    assert told["line_items"] == f"{ORIGIN}/api/lti/courses/7/line_items"
    assert told["memberships"] == f"{ORIGIN}/api/lti/courses/7/names_and_roles"
    assert all(scope in str(told["scopes"]) for scope in SCOPES)


def test_a_moodle_without_grade_services_says_the_older_address_by_1p3(acme: School, canvas13: OidcLms) -> None:
    told: dict[str, Any] = {"https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome": outcome("gerd")}
    canvas13.launch(acme.loops, person("gerd", sub="gerd"), **told)
    (row,) = addresses(acme, "gerd")
    assert (row["outcome_url"], row["sourcedid"]) == (SERVICE, "7-5-32-35-gerd")
    assert (row["line_item"], row["client_id"]) == ("", canvas13.client_id)
    canvas13.launch(acme.loops, person("gerd", sub="gerd"), **told | service_claims())
    (row,) = addresses(acme, "gerd")
    assert (row["outcome_url"], row["sourcedid"]) == ("", "")
    assert row["line_item"].endswith("/line_items/3?type_id=3")


def test_what_is_told_again_is_not_written_again(acme: School, canvas13: OidcLms) -> None:
    canvas13.launch(acme.loops, person("gwen", sub="gwen"), **service_claims())
    acme.canvas.launch(acme.loops, person_1p1("greg"), **outcome("greg"))
    before, kept = rows(acme.server), [*addresses(acme, "gwen"), *addresses(acme, opaque("user greg"))]
    canvas13.launch(acme.loops, person("gwen", sub="gwen"), **service_claims())
    acme.canvas.launch(acme.loops, person_1p1("greg"), **outcome("greg"))
    assert changed(acme.server, before) == {"classes_launchsession": 2}
    assert [*addresses(acme, "gwen"), *addresses(acme, opaque("user greg"))] == kept


def test_the_newest_word_counts_and_stands_once(acme: School, canvas13: OidcLms) -> None:
    """Moodle's sourcedid changes with each launch; a line item may be made anew."""
    for number in (1, 2):
        acme.canvas.launch(acme.loops, person_1p1("gus"), **outcome(f"launch {number}"))
        canvas13.launch(acme.loops, person("gert", sub="gert"), **service_claims(item=number))
    (old,), (new,) = addresses(acme, opaque("user gus")), addresses(acme, "gert")
    assert old["sourcedid"] == "7-5-32-35-launch 2"
    assert new["line_item"].endswith("/line_items/2?type_id=3")


def test_each_link_to_a_unit_has_an_address_of_its_own(acme: School, canvas13: OidcLms) -> None:
    for link, item in (("homework", 1), ("exam", 2)):
        told = service_claims(item=item) | lti("resource_link", {"id": link})
        canvas13.launch(acme.loops, person("gabi", sub="gabi"), **told)
    kept = addresses(acme, "gabi")
    assert [row["resource_link_id"] for row in kept] == ["exam", "homework"]
    assert [row["line_item"].rpartition("/")[2] for row in kept] == ["2?type_id=3", "1?type_id=3"]


def test_a_link_without_a_line_item_is_kept_for_one_that_is_made_later(acme: School, canvas13: OidcLms) -> None:
    canvas13.launch(acme.loops, person("gil", sub="gil"), **service_claims(item=None))
    (row,) = addresses(acme, "gil")
    assert row["line_item"] == ""
    course = lti("resource_link", {"id": opaque("course 7")})  # as Canvas's navigation says
    canvas13.launch(acme.loops, person("gia", sub="gia"), **service_claims(item=None), **course)
    assert addresses(acme, "gia") == []


@pytest.mark.parametrize(
    "told",
    [
        {"lis_outcome_service_url": SERVICE},  # as Canvas tells teachers
        {"lis_result_sourcedid": "7-5"},
        {"lis_outcome_service_url": SERVICE, "lis_result_sourcedid": ""},
        {"lis_outcome_service_url": "javascript:alert(1)", "lis_result_sourcedid": "7-5"},
        {"lis_outcome_service_url": "/grade_passback", "lis_result_sourcedid": "7-5"},
        {"lis_outcome_service_url": SERVICE, "lis_result_sourcedid": "$Result.sourcedId"},
        {"lis_outcome_service_url": SERVICE, "lis_result_sourcedid": "x" * 4001},
        {"lis_outcome_service_url": f"{SERVICE}?{'x' * 4001}", "lis_result_sourcedid": "7-5"},
    ],
)
def test_what_is_no_address_is_not_kept(acme: School, told: dict[str, str]) -> None:
    let_in = acme.canvas.launch(acme.loops, person_1p1("glen"), **told)
    assert is_let_in(let_in)
    assert addresses(acme, opaque("user glen")) == []


def test_who_only_looks_and_who_is_refused_leave_none(acme: School, canvas13: OidcLms) -> None:
    admin = person("gods", sub="gods", role="http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator")
    assert is_let_in(canvas13.launch(acme.loops, admin, **service_claims()))
    off = canvas13.launch(acme.address("off", "loops"), person("goff", sub="goff"), **service_claims())
    assert off.status_code == 403
    assert addresses(acme, "gods") == addresses(acme, "goff") == []


def test_two_registrations_of_one_lms_keep_their_own_services(acme: School, platform: Platform) -> None:
    one = registered(acme, platform, client=f"{acme.slug}-services-1")
    other = registered(acme, platform, client=f"{acme.slug}-services-2")
    for lms, origin in ((one, "https://one.example.edu"), (other, "https://other.example.edu")):
        told = service_claims(8, origin=origin)
        lms.launch(acme.address("music", "loops"), person("glo", sub="glo"), course=8, **told)
    assert services(one, 8)[0]["line_items"].startswith("https://one.example.edu/")
    assert services(other, 8)[0]["line_items"].startswith("https://other.example.edu/")
    (row,) = addresses(acme, "glo")  # one grade, by the credential that launched last
    assert row["client_id"] == other.client_id


def test_a_picker_tells_of_the_course_and_of_nobodys_grade(acme: School, platform: Platform) -> None:
    lms = registered(acme, platform, client=f"{acme.slug}-services-3")
    lms.select(person("gala", sub="gala", role="Instructor"), course=8, **service_claims(8, item=None))
    assert len(services(lms, 8)) == 1
    assert addresses(acme, "gala") == []


def test_no_page_says_a_sourcedid_or_the_query_of_an_address(acme: School, canvas13: OidcLms) -> None:
    canvas13.launch(acme.loops, person("gary", sub="gary"), **service_claims())
    acme.canvas.launch(acme.loops, person_1p1("gaby"), **outcome("gaby", service=f"{SERVICE}?hush=1"))
    claims = str(acme.server.query("SELECT claims FROM lms_launchrecord"))
    shown = acme.server.slipway("show", "--json", "--secrets")
    for hidden in ("7-5-32-35-gaby", "hush=1", "type_id=3"):
        assert hidden not in claims
        assert hidden not in shown
