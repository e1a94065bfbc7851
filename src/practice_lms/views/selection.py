"""Content selection: the dialog's frame on its way out, and the tool's answer on its way back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from practice_lms.configuration import configuration
from practice_lms.data_token import is_ours
from practice_lms.dialects import dialect_of
from practice_lms.identity import manager_or_404
from practice_lms.installing.installed import apps_of
from practice_lms.launching import selection_form, selections_of
from practice_lms.models import Course
from practice_lms.v1p1.content_items import Answer, AnswerError, check_signature, read_answer, read_legacy_answer
from practice_lms.v1p3.deep_linking import named_by, read_response
from practice_lms.views.addresses import course_or_404


@require_GET
def resource_selection(request: HttpRequest, course_id: int, app_id: int) -> HttpResponse:
    """What the dialog's frame loads: a form that posts the selection request to the tool at once."""
    seat = manager_or_404(request, course_id)
    launch_type = request.GET.get("launch_type", "")
    app = next((app for app in apps_of(seat.course) if app.pk == app_id and launch_type in app.placements), None)
    if app is None or launch_type not in selections_of(app, seat.course):
        raise Http404
    form = selection_form(app, seat, launch_type)
    return render(request, "practice_lms/selection_request.html", {"form": form, "app": app})


@csrf_exempt
@require_http_methods(["GET", "POST"])
def answer(
    request: HttpRequest, course_id: int | None = None, dialect: str = "canvas", name: str = "", **_address: int
) -> HttpResponse:
    """The tool's answer: handed to the page that opened the dialog.

    It comes from another site, inside a frame: without our cookie and our CSRF token. A form's signature speaks for it;
    Canvas's older answer is a GET that nobody signs, and no more than a suggestion to the teacher's open dialog.
    """
    course = course_or_404(request, dialect, course_id, name)
    if request.method == "GET" and dialect != "canvas":
        raise Http404
    if "JWT" in request.POST:
        return deep_linking_answer(request, course)
    try:
        read = _older(course, request) if request.method == "GET" else _signed(course, request)
    except AnswerError as refusal:
        read = Answer(error=str(refusal))
    return handed_over(request, read)


def deep_linking_answer(request: HttpRequest, course: Course) -> HttpResponse:
    """LTI 1.3's answer, a form with a JWT. It says itself which deployment it is of."""
    known = {(app.registration.client_id, app.deployment_id): app for app in apps_of(course) if app.registration}
    try:
        app = known.get(named_by(request.POST["JWT"]))
        if app is None:
            raise AnswerError(_("The app's answer names a client id or a deployment that this course does not have."))
        if course.dialect == "canvas" and not is_ours(request.GET.get("data", "")):
            raise AnswerError(_("The answer did not go to the address that was asked for."))
        return handed_over(request, read_response(app, course, request.POST["JWT"]))
    except AnswerError as refusal:
        return handed_over(request, Answer(error=str(refusal)), status=400)


def handed_over(request: HttpRequest, read: Answer, *, status: int = 200) -> HttpResponse:
    """The page in the dialog's frame, which hands the answer to the page that opened the dialog."""
    ready = {
        "subject": "externalContentReady",
        "contentItems": read.items,
        "msg": read.message,
        "errormsg": read.error,
    }
    return render(request, "practice_lms/selection_return.html", {"answer": read, "ready": ready}, status=status)


def _older(course: Course, request: HttpRequest) -> Answer:
    return read_legacy_answer(course.path, request.GET.dict())


def _signed(course: Course, request: HttpRequest) -> Answer:
    """Verify with the secret of the app that has this key: a course's own comes first. Raises AnswerError."""
    body, key = request.body, request.POST.get("oauth_consumer_key", "")
    secrets = [app.shared_secret for app in apps_of(course) if app.consumer_key == key and not app.registration]
    if not secrets:
        raise AnswerError(_("The app's answer is signed with a consumer key that this course does not know."))
    check_signature(configuration().url + request.get_full_path(), body, secrets[0])
    return read_answer(dialect_of(course), course, {name: str(value) for name, value in request.POST.items()})
