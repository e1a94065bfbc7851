"""From LTI 1.1 to 1.3 in mid-term: people keep their places and their work, nobody is there twice."""

import pytest

from tests.launches.legacy import by_new, by_old, places, users
from tests.launches.oidc import OidcLms, person, registered
from tests.launches.oidc_platform import Platform
from tests.launches.school import School
from tests.lti.v1p3.platform import LTI
from tests.way_in import is_let_in

pytestmark = pytest.mark.http


@pytest.mark.parametrize(
    ("login", "links", "people"),
    [
        ("olga", ("old", "proven", "old"), [1, 1, 1]),
        ("nina", ("proven", "old", "new"), [1, 1, 1]),
        ("lena", ("old", "new", "proven"), [1, 2, 1]),  # a proof that comes late joins the two
    ],
)
def test_a_person_of_old_and_new_links_is_one_by_proof(
    acme: School, canvas13: OidcLms, login: str, links: tuple[str, ...], people: list[int]
) -> None:
    found = []
    for link in links:
        if link == "old":
            by_old(acme, login)
        else:
            proof = {"key": acme.canvas.key, "secret": acme.canvas.secret} if link == "proven" else {}
            by_new(acme, canvas13, login, **proof)
        found.append(len(users(acme, login)))
    assert (found, places(acme, login)) == (people, 1)


@pytest.mark.parametrize("told", ["nothing", "a wrong secret", "a key of another LMS", "a key of another organization"])
def test_what_is_not_proven_joins_nobody(acme: School, canvas13: OidcLms, told: str) -> None:
    keys = {
        "nothing": ("", ""),
        "a wrong secret": (acme.canvas.key, "guessed"),
        "a key of another LMS": (acme.disabled.key, acme.disabled.secret),
        "a key of another organization": (acme.rival.canvas.key, acme.rival.canvas.secret),
    }
    login = f"mallory {told}"
    by_old(acme, login)
    by_new(acme, canvas13, login, key=keys[told][0], secret=keys[told][1])
    assert len(users(acme, login)) == 2


def test_an_lms_with_the_same_ids_in_both_versions_has_one_name_for_each(acme: School, platform: Platform) -> None:
    """Moodle's are the numbers of its users."""
    lms = registered(acme, platform)
    who = {"user_id": "4711", "roles": "Learner"}
    assert is_let_in(acme.canvas.launch(acme.loops, who))
    assert is_let_in(lms.launch(acme.loops, person("moodler", sub="4711")))
    found = acme.server.query(
        "SELECT i.id FROM people_lmsidentity i JOIN lms_lms l ON l.id = i.lms_id JOIN orgs_organization o"
        " ON o.id = l.organization_id WHERE i.lms_user_id = %s AND o.slug = %s",
        ["4711", acme.slug],
    )
    assert len(found) == 1
    assert f"{LTI}lti1p1" not in lms.extra
