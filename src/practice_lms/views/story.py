"""The first page, and choosing who to be."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from practice_lms.configuration import configuration
from practice_lms.dialects import dialect_of
from practice_lms.models import Course, Person


@require_GET
def story(request: HttpRequest) -> HttpResponse:
    """The story in five steps, and by LTI 1.3."""
    course = Course.objects.order_by("pk").last()
    home = configuration().url + dialect_of(course).home(course) if course else ""
    context = {"story": configuration().story, "course": course, "home": home, "here": configuration().url}
    return render(request, "practice_lms/story.html", context)


@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """Choose who to be."""
    return render(request, "practice_lms/login.html", {"next": _safe(request, request.GET.get("next", "/"))})


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Become somebody else, and stay where one was."""
    person = get_object_or_404(Person, login=request.POST.get("login"), is_test_student=False)
    request.session.pop("student_view", None)
    request.session["login"] = person.login
    return HttpResponseRedirect(_safe(request, request.POST.get("next", "/")))


def _safe(request: HttpRequest, path: str) -> str:
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()}) else "/"
