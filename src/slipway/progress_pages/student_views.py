"""A student's work in a unit for teachers: read, overridden, commented on. Both doors."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from slipway.gradebook.comments import NoSuchLineError, add_comment, edit_comment, remove_comment
from slipway.gradebook.overrides import override_grade, take_back_override
from slipway.progress_pages.forms import CommentForm, CommentTextForm, OverrideForm
from slipway.progress_pages.student_pages import back_to, student_page
from slipway.progress_pages.taught import (
    StudentInUnit,
    acting,
    comment_or_404,
    student_in_unit_or_404,
    submission_or_404,
)
from slipway.progress_pages.work_versions import all_versions
from slipway.sessions.visitor import Visitor

StudentView = Callable[Concatenate[HttpRequest, Visitor, StudentInUnit, ...], HttpResponse]


def of_student(view: StudentView) -> Callable[..., HttpResponse]:
    """For teachers of the class: the view of a student of it in one of its units."""

    @wraps(view)
    def answered(
        request: HttpRequest, visitor: Visitor, classroom_id: UUID, enrolment_id: UUID, unit_id: UUID, **ids: UUID
    ) -> HttpResponse:
        student = student_in_unit_or_404(visitor, classroom_id, enrolment_id, unit_id)
        return view(request, visitor, student, **ids)

    return answered


def on_student(view: StudentView) -> Callable[..., HttpResponse]:
    """The same by POST. A GET leads to the page: who signed in again on the way comes back by one."""

    @of_student
    @wraps(view)
    def answered(request: HttpRequest, visitor: Visitor, student: StudentInUnit, **ids: UUID) -> HttpResponse:
        return view(request, visitor, student, **ids) if request.method == "POST" else back_to(visitor, student)

    return answered


@of_student
def student_work(request: HttpRequest, visitor: Visitor, student: StudentInUnit) -> HttpResponse:
    """The work as it was handed in, saved or run, whichever `?version=` names; result, comments and grade."""
    return student_page(request, visitor, student, asked=request.GET.get("version", ""))


@of_student
def student_versions(_request: HttpRequest, _visitor: Visitor, student: StudentInUnit) -> HttpResponse:
    """Every version with its files, to compare them."""
    return JsonResponse({"versions": all_versions(student)})


@on_student
def give_override(request: HttpRequest, visitor: Visitor, student: StudentInUnit) -> HttpResponse:
    """Let other points count than those that were earned."""
    if not student.unit.points:
        return back_to(visitor, student)
    form = OverrideForm(request.POST, most=student.unit.points, auto_id="override_%s")
    if not form.is_valid():
        return student_page(request, visitor, student, override_form=form)
    override_grade(actor=acting(visitor), unit=student.unit, user=student.user, given=form.given)
    return back_to(visitor, student, place="#grade")


@on_student
def remove_override(_request: HttpRequest, visitor: Visitor, student: StudentInUnit) -> HttpResponse:
    """Let count again what was earned."""
    take_back_override(actor=acting(visitor), unit=student.unit, user=student.user)
    return back_to(visitor, student, place="#grade")


@on_student
def say_comment(request: HttpRequest, visitor: Visitor, student: StudentInUnit, submission_id: UUID) -> HttpResponse:
    """Comment on a line of a submission."""
    submission = submission_or_404(student, submission_id)
    form = CommentForm(request.POST, paths=list(submission.files), auto_id="comment_%s")
    if form.is_valid():
        try:
            made = add_comment(actor=acting(visitor), submission=submission, **form.cleaned_data)
            return back_to(visitor, student, submission.pk, f"#comment-{made.pk}")
        except NoSuchLineError:
            form.add_error("line", _("The file has no such line."))
    return student_page(request, visitor, student, asked=str(submission.pk), comment_form=form)


@on_student
def change_comment(request: HttpRequest, visitor: Visitor, student: StudentInUnit, comment_id: UUID) -> HttpResponse:
    """Let a comment say something else."""
    comment = comment_or_404(student, comment_id)
    form = CommentTextForm(request.POST)
    if not form.is_valid():
        return student_page(request, visitor, student, asked=str(comment.submission_id), comment_fault=form)
    edit_comment(actor=acting(visitor), comment=comment, text=form.cleaned_data["text"])
    return back_to(visitor, student, comment.submission_id, f"#comment-{comment.pk}")


@on_student
def drop_comment(_request: HttpRequest, visitor: Visitor, student: StudentInUnit, comment_id: UUID) -> HttpResponse:
    """Take a comment away."""
    comment = comment_or_404(student, comment_id)
    remove_comment(actor=acting(visitor), comment=comment)
    return back_to(visitor, student, comment.submission_id, "#code")
