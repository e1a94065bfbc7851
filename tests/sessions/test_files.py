"""A unit's files by signed addresses: who gets them, for how long, and how browsers must treat them."""

import time
from typing import cast

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client

from slipway.classes.models import Enrolment, LaunchSession
from slipway.content.models import Classroom
from slipway.orgs.models import User
from slipway.sessions.unit_files import IMAGE_URL_LASTS, IMAGE_URL_SALT, image_url_for
from slipway.sessions.visitor import Visitor
from tests import factories
from tests.class_pages.scene import PNG, Scene, file_in, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def there() -> Scene:
    made = scene()
    file_in(made.unit(), "pictures/boxes.png")
    return made


def of(user: User) -> Visitor:
    return Visitor(user=user, name=str(user))


def address(there: Scene, who: str = "student", path: str = "pictures/boxes.png") -> str:
    url = image_url_for(of(there.people[who]), there.unit())(path)
    assert url
    return url


def in_a_launch(there: Scene) -> tuple[str, LaunchSession]:
    _token, session = factories.launch_session(there.classroom)
    visitor = Visitor(user=session.identity.user, name="", session=session)
    url = image_url_for(visitor, there.unit())("pictures/boxes.png")
    assert url
    return url, session


def without_cookies(url: str) -> HttpResponse:
    return cast("HttpResponse", Client().get(url))


@pytest.mark.parametrize("who", ["owner", "teacher", "student", "observer"])
def test_an_image_is_shown(there: Scene, who: str) -> None:
    answer = without_cookies(address(there, who))
    assert answer.status_code == 200
    assert answer.content == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("inline")


def test_how_browsers_must_treat_it(there: Scene) -> None:
    answer = without_cookies(address(there))
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=600"
    assert not answer.cookies


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "text/plain", "application/octet-stream"])
def test_what_is_no_image_has_no_address_and_is_never_shown(there: Scene, kind: str) -> None:
    row = file_in(there.unit(), "page.html", f"<script>{kind}</script>".encode(), kind)
    visitor = of(there.people["student"])
    assert image_url_for(visitor, there.unit())("page.html") is None
    signed = signing.dumps({"file": str(row.pk), "user": str(visitor.user.pk)}, salt=IMAGE_URL_SALT)
    answer = without_cookies(f"/files/{signed}")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'


def test_files_of_other_units_have_no_address(there: Scene) -> None:
    url_for = image_url_for(of(there.people["student"]), there.unit("u2"))
    assert url_for("pictures/boxes.png") is None
    assert url_for("nothing.png") is None


def test_an_address_lasts_ten_minutes(there: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    url, now = address(there), time.time()
    monkeypatch.setattr(time, "time", lambda: now + IMAGE_URL_LASTS - 5)
    assert without_cookies(url).status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + IMAGE_URL_LASTS + 5)
    assert without_cookies(url).status_code == 404


@pytest.mark.parametrize("at", [0, 20, -1])
def test_an_address_with_one_letter_changed_is_none(there: Scene, at: int) -> None:
    signed = list(address(there).removeprefix("/files/"))
    signed[at] = "A" if signed[at] != "A" else "B"
    assert without_cookies(f"/files/{''.join(signed)}").status_code == 404


def test_a_signature_made_for_something_else_is_none(there: Scene) -> None:
    named = {"file": str(there.unit().files.get().pk), "user": str(there.people["student"].pk)}
    assert without_cookies(f"/files/{signing.dumps(named, salt='another')}").status_code == 404


def test_who_has_left_the_class_gets_no_file(there: Scene) -> None:
    url = address(there)
    Enrolment.objects.filter(user=there.people["student"]).update(active=False)
    assert without_cookies(url).status_code == 404


def test_an_image_is_shown_in_a_launch_and_ends_with_it(there: Scene) -> None:
    url, session = in_a_launch(there)
    assert without_cookies(url).status_code == 200
    Classroom.objects.filter(pk=there.classroom.pk).update(lti_enabled=False)
    assert without_cookies(url).status_code == 404
    Classroom.objects.filter(pk=there.classroom.pk).update(lti_enabled=True)
    assert without_cookies(url).status_code == 200
    LaunchSession.objects.filter(pk=session.pk).delete()
    assert without_cookies(url).status_code == 404


def test_a_file_that_is_gone(there: Scene) -> None:
    url = address(there)
    there.unit().files.all().delete()
    assert without_cookies(url).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"), [({}, 200), ({"form": 1}, 200), ({"form": 99}, 404), ({"file": 7}, 404)]
)
def test_an_address_is_good_over_an_upgrade(there: Scene, changes: dict[str, object], status: int) -> None:
    file, (_url, session) = there.unit().files.get(), in_a_launch(there)
    student = there.people["student"].pk
    for who in ({"user": str(student)}, {"launch": str(session.launch_id)}):  # as release 508699b signed them
        url = f"/files/{signing.dumps({'file': str(file.pk)} | who | changes, salt=IMAGE_URL_SALT)}"
        assert without_cookies(url).status_code == status
