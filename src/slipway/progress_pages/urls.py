"""The pages of a class's progress: those that both doors reach, and the file, for teachers who signed in."""

from django.urls import URLPattern, path

from slipway.progress_pages import progress_views, student_views
from slipway.sessions.doors import ViewDecorator

PROGRESS = "classes/<uuid:classroom_id>/progress"
WORK = f"{PROGRESS}/<uuid:enrolment_id>/units/<uuid:unit_id>"
COMMENT = f"{WORK}/comments/<uuid:comment_id>"

file_pages = [path(f"{PROGRESS}/csv", progress_views.progress_csv, name="progress-csv")]


def progress_pages(door: ViewDecorator) -> list[URLPattern]:
    """The addresses at `door`."""
    return [
        path(PROGRESS, door(progress_views.progress), name="progress"),
        path(WORK, door(student_views.student_work), name="student-work"),
        path(f"{WORK}/versions", door(student_views.student_versions), name="student-versions"),
        path(f"{WORK}/override", door(student_views.give_override), name="override"),
        path(f"{WORK}/override/remove", door(student_views.remove_override), name="override-remove"),
        path(f"{WORK}/submissions/<uuid:submission_id>/comment", door(student_views.say_comment), name="comment"),
        path(f"{COMMENT}/edit", door(student_views.change_comment), name="comment-edit"),
        path(f"{COMMENT}/remove", door(student_views.drop_comment), name="comment-remove"),
    ]
