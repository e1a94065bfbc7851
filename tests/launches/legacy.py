"""People of an LMS that has another id for them in LTI 1.1 and 1.3: their launches, and what became of them."""

from typing import Any

from tests import canvas
from tests.launches.oidc import OidcLms, lti, person, sub_of
from tests.launches.school import School
from tests.lti.v1p3.platform import legacy_signature, token
from tests.way_in import is_let_in


def users(school: School, login: str) -> set[str]:
    """The users behind both names of somebody."""
    found = school.server.query(
        "SELECT user_id FROM people_lmsidentity WHERE lms_user_id IN (%s, %s)",
        [sub_of(login), canvas.opaque(f"user {login}")],
    )
    return {row["user_id"] for row in found}


def places(school: School, login: str) -> int:
    """How many enrolments those users have."""
    found = school.server.query("SELECT user_id FROM classes_enrolment")
    return sum(row["user_id"] in users(school, login) for row in found)


def by_old(school: School, login: str) -> None:
    assert is_let_in(school.canvas.launch(school.loops, canvas.person(login)))


def by_new(school: School, lms: OidcLms, login: str, *, key: str = "", secret: str = "") -> None:
    """A launch that says the old id, signed with that secret where one is given."""
    begun, claims = lms.begun(school.loops, person(login))
    old: dict[str, Any] = {"user_id": canvas.opaque(f"user {login}")}
    if key:
        old |= {"oauth_consumer_key": key, "oauth_consumer_key_sign": legacy_signature(claims, key, secret)}
    assert is_let_in(lms.post(begun, token(claims | lti("lti1p1", old))))
