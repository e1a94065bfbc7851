"""Every address of the room, as everybody who may come to it."""

import pytest

from tests.class_pages.scene import PERSONAS, Scene, browser_of, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]

SIGN_IN = 302
# owner, teacher of the class, teacher of the organization, student, observer, owner elsewhere, nobody
SEEN = (200, 200, 404, 404, 404, 404, SIGN_IN)
DONE = (302, 302, 404, 404, 404, 404, SIGN_IN)
INVALID = (422, 422, 404, 404, 404, 404, SIGN_IN)
ORGANIZATION_SEEN = (200, 404, 200, 404, 404, 404, SIGN_IN)
ORGANIZATION_INVALID = (422, 404, 422, 404, 404, 404, SIGN_IN)
POST_ONLY = (405, 405, 405, 405, 405, 405, SIGN_IN)

ADMIN = "/classes/{classroom}/admin"
ADDRESSES = [
    ("get", "/organizations/{org}/classes/new", ORGANIZATION_SEEN),
    ("post", "/organizations/{org}/classes/new", ORGANIZATION_INVALID),
    ("get", ADMIN, SEEN),
    ("get", ADMIN + "/details", SEEN),
    ("post", ADMIN + "/details", INVALID),
    ("get", ADMIN + "/lms-url", POST_ONLY),
    ("post", ADMIN + "/lms-url", DONE),
    ("get", ADMIN + "/requests/{request}/approve", POST_ONLY),
    ("post", ADMIN + "/requests/{request}/approve", DONE),
    ("post", ADMIN + "/requests/{request}/refuse", DONE),
    ("get", ADMIN + "/connections/{connection}/remove", SEEN),
    ("post", ADMIN + "/connections/{connection}/remove", DONE),
    ("get", ADMIN + "/modules/new", SEEN),
    ("post", ADMIN + "/modules/new", INVALID),
    ("get", "/modules/{module}/edit", SEEN),
    ("post", "/modules/{module}/edit", INVALID),
    *(("post", f"/modules/{{module}}/{verb}", DONE) for verb in ("up", "down", "withdraw", "restore")),
    ("get", "/modules/{module}/withdraw", POST_ONLY),
    ("get", "/modules/{module}/units/new", SEEN),
    ("post", "/modules/{module}/units/new", INVALID),
    ("get", "/units/{unit}/edit", SEEN),
    ("post", "/units/{unit}/edit", INVALID),
    *(
        ("post", f"/units/{{unit}}/{verb}", DONE)
        for verb in ("up", "down", "publish", "unpublish", "withdraw", "restore")
    ),
    ("get", "/units/{unit}/publish", POST_ONLY),
    ("get", "/units/{unit}/preview", POST_ONLY),
    ("post", "/units/{unit}/preview", SEEN),
    ("post", "/modules/{module}/units/preview", SEEN),
    ("get", "/files/no-such-signature", (404,) * 7),
]


@pytest.fixture
def there() -> Scene:
    return scene()


@pytest.mark.parametrize(("method", "path", "answers"), ADDRESSES)
@pytest.mark.parametrize("who", range(len(PERSONAS)), ids=PERSONAS)
def test_who_gets_what(there: Scene, method: str, path: str, answers: tuple[int, ...], who: int) -> None:
    browser = browser_of(there.people.get(PERSONAS[who]))
    before = there.deeds()
    answer = getattr(browser, method)(there.path(path))
    assert answer.status_code == answers[who]
    if answer.status_code == SIGN_IN and PERSONAS[who] == "nobody":
        assert answer["Location"].startswith("/accounts/login/")
    if answer.status_code in {404, 405} or PERSONAS[who] == "nobody":
        assert there.deeds() == before


@pytest.mark.parametrize("path", [ADMIN + "/requests/{request}/approve", ADMIN + "/connections/{connection}/remove"])
def test_what_belongs_to_another_class_is_not_found_through_mine(there: Scene, path: str) -> None:
    mine, other = there, scene()
    address = path.format(classroom=mine.classroom.pk, request=other.request.pk, connection=other.connection.pk)
    assert browser_of(mine.people["teacher"]).post(address).status_code == 404
    other.request.refresh_from_db()
    assert other.request.state == "open"


def test_a_teacher_who_was_removed_is_a_stranger(there: Scene) -> None:
    there.classroom.enrolments.filter(user=there.people["teacher"]).update(active=False)
    assert browser_of(there.people["teacher"]).get(there.path(ADMIN)).status_code == 404
