"""Courses: list, new, home, settings, people, publishing, Student View."""

from django.db import transaction
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practice_lms.dialects import DEFAULT, dialect_of
from practice_lms.forms.course_forms import CourseForm
from practice_lms.identity import Seat, administrator, manager_or_404, seat_or_404, somebody
from practice_lms.models import ROLES, Course, Enrolment, Person
from practice_lms.views.addresses import course_or_404
from practice_lms.views.course_page import course_page


@require_GET
def courses(request: HttpRequest) -> HttpResponse:
    """The visitor's courses; an administrator sees all."""
    person = somebody(request)
    mine = Course.objects.filter(enrolments__person=person).distinct()
    building = mine.filter(enrolments__person=person, enrolments__role__in=("teacher", "ta", "designer"))
    shown = Course.objects.all() if person.is_account_admin else mine.filter(published=True) | building
    return render(request, "practice_lms/courses.html", {"courses": shown.distinct().order_by("pk")})


@require_http_methods(["GET", "POST"])
def new_course(request: HttpRequest) -> HttpResponse:
    """Create a course with everybody in it who has a role in new courses."""
    administrator(request)
    form = CourseForm(request.POST or None)
    if not form.is_valid():
        return render(request, "practice_lms/new_course.html", {"form": form}, status=422 if form.is_bound else 200)
    return HttpResponseRedirect(create_course(**form.cleaned_data).path)


def create_course(*, name: str, code: str = "", dialect: str = "") -> Course:
    """A new, unpublished course; everybody who has a role in new courses is enrolled."""
    with transaction.atomic():
        course = Course.objects.create(name=name, code=code or name, dialect=dialect or DEFAULT)
        for person in Person.objects.exclude(house_role=""):
            Enrolment.objects.create(course=course, person=person, role=person.house_role)
    return course


@require_GET
def home(request: HttpRequest, course_id: int) -> HttpResponse:
    """The course's home: Canvas's is here, other LMSs have theirs elsewhere."""
    seat = seat_or_404(request, course_id)
    address = dialect_of(seat.course).home(seat.course)
    return HttpResponseRedirect(address) if address != seat.course.path else _home(request, seat)


@require_GET
def home_of(request: HttpRequest, dialect: str, course_id: int | None = None, name: str = "") -> HttpResponse:
    """The home of a course at the address that `dialect` gives it."""
    course = course_or_404(request, dialect, course_id, name)
    return _home(request, seat_or_404(request, course.pk))


def _home(request: HttpRequest, seat: Seat) -> HttpResponse:
    pages = [page for page in seat.course.pages.order_by("title") if seat.sees(page.published)]
    return course_page(request, "course_home.html", seat, pages=pages, active="home")


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, course_id: int) -> HttpResponse:
    """Name and code of the course; its LMS's dialect is the administrator's choice."""
    seat = manager_or_404(request, course_id)
    course = seat.course
    form = CourseForm(request.POST or None, initial=model_to_dict(course, ["name", "code", "dialect"]))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return course_page(request, "course_settings.html", seat, form=form, active="settings", status=status)
    course.name, course.code = form.cleaned_data["name"], form.cleaned_data["code"]
    if seat.person.is_account_admin:
        course.dialect = form.cleaned_data["dialect"] or course.dialect
    course.save()
    return HttpResponseRedirect(f"{course.path}/settings")


@require_POST
def publish(request: HttpRequest, course_id: int) -> HttpResponse:
    """Publish the course, or take it back."""
    course = manager_or_404(request, course_id).course
    course.published = request.POST.get("published") == "true"
    course.save()
    return HttpResponseRedirect(course.path)


@require_GET
def people(request: HttpRequest, course_id: int) -> HttpResponse:
    """Who is in the course as what."""
    seat = seat_or_404(request, course_id)
    enrolments = seat.course.enrolments.select_related("person").order_by("person__pk", "role")
    shown = enrolments.exclude(person__is_test_student=True)
    everybody = Person.objects.filter(is_test_student=False).order_by("pk")
    roles = [(role, ROLE_NAMES[role]()) for role in ROLES]
    named = [(enrolment, ROLE_NAMES[enrolment.role]()) for enrolment in shown]
    return course_page(
        request, "people.html", seat, enrolments=named, everybody=everybody, roles=roles, active="people"
    )


ROLE_NAMES = {
    "teacher": lambda: _("Teacher"),
    "ta": lambda: _("TA"),
    "designer": lambda: _("Designer"),
    "student": lambda: _("Student"),
    "observer": lambda: _("Observer"),
}


@require_POST
def enrol(request: HttpRequest, course_id: int) -> HttpResponse:
    """Give somebody a role in the course."""
    course = manager_or_404(request, course_id).course
    person = get_object_or_404(Person, login=request.POST.get("login"), is_test_student=False)
    role = request.POST.get("role")
    if role in ROLES:
        Enrolment.objects.get_or_create(course=course, person=person, role=role)
    return HttpResponseRedirect(f"{course.path}/users")


@require_POST
def unenrol(request: HttpRequest, course_id: int, enrolment_id: int) -> HttpResponse:
    """Take a role away."""
    course = manager_or_404(request, course_id).course
    get_object_or_404(Enrolment, pk=enrolment_id, course=course).delete()
    return HttpResponseRedirect(f"{course.path}/users")


@require_POST
def enter_student_view(request: HttpRequest, course_id: int) -> HttpResponse:
    """Be the course's Test Student: a person of its own, made at the first time, as in Canvas."""
    course = manager_or_404(request, course_id).course
    student, _made = Person.objects.get_or_create(
        login=f"test-student-{course.pk}",
        defaults={"given_name": "Test", "family_name": "Student", "is_test_student": True},
    )
    Enrolment.objects.get_or_create(course=course, person=student, role="student")
    request.session["student_view"] = student.login
    return HttpResponseRedirect(course.path)


@require_POST
def leave_student_view(request: HttpRequest) -> HttpResponse:
    """Be oneself again."""
    left = Person.objects.filter(login=request.session.pop("student_view", "")).first()
    enrolment = left.enrolments.select_related("course").first() if left else None
    return HttpResponseRedirect(enrolment.course.path if enrolment else "/courses")
