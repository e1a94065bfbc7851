"""The page of a student's work in a unit, as it is opened and with what is wrong in a form."""

import json
from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from slipway.classes.roles import ClassRole
from slipway.gradebook.models import Comment, Grade
from slipway.gradebook.standing import points_of, written_points
from slipway.progress_pages.code_lines import code_files
from slipway.progress_pages.forms import CommentForm, OverrideForm
from slipway.progress_pages.progress_facts import facts_of
from slipway.progress_pages.progress_table import STATE_NAMES
from slipway.progress_pages.states import is_late, work_state
from slipway.progress_pages.taught import StudentInUnit, neighbours_of
from slipway.progress_pages.work_versions import begun_with, files_of_version, versions_of
from slipway.sessions.visitor import Visitor
from slipway.submissions.models import Submission
from slipway.submissions.results import result_for_teacher
from slipway.workspaces.framing import manages, page_context
from slipway.workspaces.runner_page import runner_addresses

SEE_OTHER = 303
_LARGE = ("submission__files", "submission__result")


def student_page(
    request: HttpRequest, visitor: Visitor, student: StudentInUnit, *, asked: str = "", **forms: Form
) -> HttpResponse:
    """The page with the version `asked` for. `forms` are those with faults, by the page's names: status 422 then."""
    unit, user = student.unit, student.user
    grade = Grade.objects.filter(unit=unit, user=user).select_related("submission").defer(*_LARGE).first()
    context = {
        "trail": _trail(visitor, student),
        "manages": manages(visitor, ClassRole.TEACHER),
        "student": student,
        "neighbours": neighbours_of(student),
        "unit": unit,
        "ids": {"classroom_id": student.classroom.pk, "enrolment_id": student.enrolment.pk, "unit_id": unit.pk},
        **_state(student),
        **_grade(grade, student),
        **_work(student, asked, grade),
        **forms,
    }
    context = page_context(visitor, student.classroom) | context
    return render(request, "progress_pages/student_work.html", context, status=422 if forms else 200)


def back_to(visitor: Visitor, student: StudentInUnit, version: object = "", place: str = "") -> HttpResponse:
    """To the student's page, to a version and a place in it."""
    query = f"?version={version}" if version else ""
    return HttpResponseRedirect(f"{page_address(visitor, student)}{query}{place}", status=SEE_OTHER)


def page_address(visitor: Visitor, student: StudentInUnit) -> str:
    """Where the student's page is."""
    ids = {"classroom_id": student.classroom.pk, "enrolment_id": student.enrolment.pk, "unit_id": student.unit.pk}
    return visitor.url("student-work", **ids)


def _trail(visitor: Visitor, student: StudentInUnit) -> list[tuple[str, str]]:
    classroom = student.classroom
    dashboard = [] if visitor.launched else [(_("My dashboard"), visitor.url("dashboard"))]
    home = (classroom.title, visitor.url("class", classroom_id=classroom.pk))
    return [*dashboard, home, (_("Progress"), visitor.url("progress", classroom_id=classroom.pk)), (student.name, "")]


def _state(student: StudentInUnit) -> Mapping[str, object]:
    known = facts_of([student.user.pk], [student.unit]).of(student.user.pk, student.unit, timezone.now())
    state = work_state(known)
    return {"state": state, "state_name": STATE_NAMES[state], "is_late": is_late(known)}


def _grade(grade: Grade | None, student: StudentInUnit) -> Mapping[str, object]:
    most = student.unit.points
    given: dict[str, object] = {"is_shown": True}
    if grade and grade.override is not None:
        given = {
            "points": points_of(grade.override, most),
            "reason": grade.override_reason,
            "is_shown": grade.override_shown,
        }

    def points(score: Any) -> str:
        return "" if score is None else written_points(points_of(score, most))

    return {
        "grade": grade,
        "points": points(grade.score if grade else None),
        "earned": points(grade.earned if grade else None),
        "most": written_points(most),
        "override_form": OverrideForm(initial=given, most=most, auto_id="override_%s") if most else None,
    }


def _work(student: StudentInUnit, asked: str, grade: Grade | None) -> Mapping[str, object]:
    """What the student wrote; nothing where the unit is none in which one writes."""
    settings = student.unit.exercise
    versions = versions_of(student)
    version = begun_with(versions, asked, str(grade.submission_id) if grade else "")
    if settings is None or version is None:
        return {"versions": versions, "version": None}
    files, submission = files_of_version(student, version)
    comments = Comment.objects.filter(submission=submission) if submission else ()
    paths = sorted(files, key=lambda path: (path != settings.file, path))
    return {
        "versions": versions,
        "version": version,
        "submission": submission,
        "files": code_files(files, settings.file, comments),
        "comment_form": CommentForm(paths=paths, auto_id="comment_%s") if submission else None,
        "work": json.dumps({"files": files, "main": settings.file, **_result(submission)}),
        **runner_addresses(),
    }


def _result(submission: Submission | None) -> dict[str, object]:
    if submission is None or submission.result is None:
        return {}
    return {"number": submission.number, "result": result_for_teacher(submission)}
