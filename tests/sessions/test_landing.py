"""A launch is answered by the page that it leads to, standing in its shell; or by the shell's address."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.test import Client
from django.utils import timezone
from structlog.testing import capture_logs

from slipway.classes.models import LaunchSession
from slipway.content.models import Unit
from slipway.lms.models import Lms
from slipway.sessions import landing
from slipway.sessions.visitor import Landing, Visitor, visitor_of_token
from slipway.web.sealed import hashed
from slipway.workspaces import views
from tests import factories
from tests.canvas import ORIGIN, launch_fields, person
from tests.launches.inside import launch, post, select
from tests.walls.markup import Markup
from tests.way_in import is_landed, is_let_in, way_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]

ADMIN = "urn:lti:instrole:ims/lis/Administrator"
SAM, TESS, ADAM = person("sam"), person("tess", roles="Instructor"), person("adam", roles=ADMIN)
POLICY = ("Content-Security-Policy", "Cross-Origin-Opener-Policy", "Referrer-Policy", "Cache-Control")
View = Callable[..., HttpResponseBase]


@pytest.fixture
def made() -> factories.ClassWithUnits:
    return factories.classroom_with_units(lms_host="canvas.example.edu", lms_course_id="7")


@pytest.fixture
def lms(made: factories.ClassWithUnits) -> Lms:
    return factories.lms(made.classroom.organization)


def door_of(made: factories.ClassWithUnits) -> str:
    return f"/lti/units/{made.unit('u1').pk}"


LEADS: dict[str, tuple[Callable[[Lms, str], HttpResponse], str, str]] = {
    "unit": (lambda lms, door: launch(lms, door, SAM), "/units/", 'data-role="student"'),
    "class home": (lambda lms, _: launch(lms, "/lti/course", SAM), "/classes/", "Module 1"),
    "choose": (lambda lms, _: launch(lms, "/lti", TESS), "/choose", "Choose the unit of this link"),
    "works": (lambda lms, _: launch(lms, "/lti", ADAM), "/works", "It works: connected to"),
    "picker": (lambda lms, _: select(lms, TESS), "/picker", 'name="unit"'),
}
everywhere = pytest.mark.parametrize("leads", LEADS)


@everywhere
def test_the_answer_is_the_page_in_its_shell(made: factories.ClassWithUnits, lms: Lms, leads: str) -> None:
    do, path, says = LEADS[leads]
    answer = do(lms, door_of(made))
    html, to = answer.content.decode(), way_in(answer)
    assert is_landed(answer)
    assert path in f"{to.path}/"
    assert says in html
    session = LaunchSession.objects.get(token_hash=hashed(to.token))
    assert session.launch_id == UUID(to.number)
    assert html.count(to.token) == html.count(f' data-token="{to.token}"') == 1
    assert html.count("<html") == html.count("<head>") == html.count("<body") == html.count("<title>") == 1
    assert "shell-waiting" not in html
    for needed in ("web/shell.", "htmx-config", "shell-expired", "shell-failed", "shell-enter", "shell-refused"):
        assert html.count(needed) == 1, needed
    assert re.findall(r"<(header|main) [^>]*\binert\b", html) == ["header", "main"]  # until the script runs
    assert Markup(html).inline == []
    assert [form.action for form in Markup(html).forms if form.has_token] == []


@everywhere
def test_the_page_by_bearer_has_the_same_in_it(made: factories.ClassWithUnits, lms: Lms, leads: str) -> None:
    answer = LEADS[leads][0](lms, door_of(made))
    to = way_in(answer)
    by_bearer = Client().get(to.path, headers=to.bearer)

    def inside(page: Any) -> str:
        text: str = page.content.decode().partition("<header")[2].partition("</main>")[0]
        return text

    assert by_bearer.status_code == 200
    assert inside(by_bearer)
    assert inside(answer).replace(" inert", "", 2) == inside(by_bearer)
    assert to.token not in by_bearer.content.decode()


@everywhere
def test_browsers_may_do_with_it_what_they_may_with_its_shell(
    made: factories.ClassWithUnits, lms: Lms, leads: str
) -> None:
    answer = LEADS[leads][0](lms, door_of(made))
    to = way_in(answer)
    shell = Client().get(to.path)
    assert {name: answer[name] for name in POLICY} == {name: shell[name] for name in POLICY}
    assert answer["Content-Security-Policy"].endswith(f"frame-ancestors {ORIGIN}")
    assert ("form-action 'self'" in answer["Content-Security-Policy"]) is (leads != "picker")
    assert ("form-action" in answer["Content-Security-Policy"]) is (leads != "picker")
    assert answer["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert answer["Referrer-Policy"] == "strict-origin"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.has_header("X-Frame-Options")
    assert not answer.cookies
    assert not [name for name, value in answer.items() if to.token in value]


def test_who_posted_may_frame_it_beside_the_lms(made: factories.ClassWithUnits, lms: Lms) -> None:
    key, door = lms.consumer_keys.get(), door_of(made)
    answer = post(key, door, launch_fields() | SAM, origin="https://proxy.example.edu")
    policy = answer["Content-Security-Policy"].partition("frame-ancestors ")[2].split()
    assert policy == [ORIGIN, "https://proxy.example.edu"]
    again = post(key, door, launch_fields() | SAM)  # what a browser says counts for its own launch only
    assert again["Content-Security-Policy"].endswith(f"frame-ancestors {ORIGIN}")


@pytest.fixture
def as_page(monkeypatch: pytest.MonkeyPatch) -> Callable[[View], None]:
    """Puts a view in the place of the page that a launch leads to."""

    def put(view: View) -> None:
        monkeypatch.setattr(landing, "page_of_launch", lambda _path: (view, {}))

    return put


def test_the_page_is_asked_by_get_and_told_nothing_of_the_form(
    made: factories.ClassWithUnits, lms: Lms, as_page: Callable[[View], None]
) -> None:
    asked: list[HttpRequest] = []

    def page(request: HttpRequest, _visitor: Visitor) -> HttpResponse:
        asked.append(request)
        return HttpResponse("shown")

    as_page(page)
    answer = post(lms.consumer_keys.get(), f"{door_of(made)}?of=the+link", launch_fields() | SAM)
    assert answer.content == b"shown"
    [request] = asked
    assert (request.method, request.META["REQUEST_METHOD"]) == ("GET", "GET")
    assert (dict(request.GET), dict(request.POST), dict(request.FILES), request.COOKIES) == ({}, {}, {}, {})
    assert request.get_full_path() == request.path == request.path_info
    assert request.path.startswith("/l/")
    assert request.headers.get("Content-Type") is request.headers.get("Content-Length") is None
    told = repr(sorted(request.META.items()))
    assert not [word for word in ("oauth_", "of=the", SAM["user_id"], "Sam") if word in told]
    assert request.get_host() == "localhost:8000"


def gone(_request: HttpRequest, _visitor: Visitor) -> HttpResponse:
    raise Http404


UNSHOWN: dict[str, View] = {
    "redirect": lambda *_: HttpResponseRedirect("/l/elsewhere"),
    "refusal": lambda *_: HttpResponse("no", status=403),
    "fault": lambda *_: HttpResponse("oh", status=500),
    "streamed": lambda *_: FileResponse(iter([b"x"])),
    "gone": gone,
}


@pytest.mark.parametrize("what", UNSHOWN)
def test_what_is_no_page_is_left_to_the_shell(
    made: factories.ClassWithUnits, lms: Lms, as_page: Callable[[View], None], what: str
) -> None:
    as_page(UNSHOWN[what])
    with capture_logs() as logs:
        answer = launch(lms, door_of(made), SAM)
    assert [line["event"] for line in logs if line["log_level"] == "error"] == []
    by_the_shell(answer)


def by_the_shell(answer: HttpResponse) -> None:
    """The launch is let in by the address of its shell, and its page opens there as soon as it can."""
    assert (answer.status_code, answer["Cache-Control"], answer.content) == (303, "no-store", b"")
    assert is_let_in(answer)
    to = way_in(answer)
    assert answer["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert LaunchSession.objects.get(token_hash=hashed(to.token)).launch.let_in
    assert b"shell-waiting" in Client().get(to.path).content


def test_a_page_that_raises_is_logged_and_the_launch_stands(
    made: factories.ClassWithUnits, lms: Lms, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no steps today")

    with monkeypatch.context() as today, capture_logs() as logs:
        today.setattr(views, "steps_beside", broken)
        answer = launch(lms, door_of(made), SAM)
    by_the_shell(answer)
    to = way_in(answer)
    [line] = [line for line in logs if line["event"] == "landing-failed"]
    assert (line["log_level"], line["path"], line["exc_info"]) == ("error", to.path, True)
    assert to.token not in repr(logs)
    assert Client().get(to.path, headers=to.bearer).status_code == 200


def test_a_unit_that_is_withdrawn_at_this_moment_is_refused_by_its_shell(
    made: factories.ClassWithUnits, lms: Lms, monkeypatch: pytest.MonkeyPatch
) -> None:
    def withdrawn_first(token: str, launch_id: UUID) -> Visitor | None:
        Unit.objects.filter(pk=made.unit("u1").pk).update(withdrawn_at=timezone.now())
        return visitor_of_token(token, launch_id)

    monkeypatch.setattr(landing, "visitor_of_token", withdrawn_first)
    answer = launch(lms, door_of(made), SAM)
    by_the_shell(answer)
    to = way_in(answer)
    assert Client().get(to.path, headers=to.bearer)["X-Refusal-Code"] == "unit-withdrawn"


def test_the_token_is_in_no_picture_of_what_landed(made: factories.ClassWithUnits, lms: Lms) -> None:
    """Reports of faults show values as Python writes them."""
    to = way_in(launch(lms, door_of(made), SAM))
    whence = Landing(launch_id=UUID(to.number), path=to.path, token=to.token, door="unit", posted_from="")
    assert to.token not in repr(whence)
