"""Comments of teachers on lines of a submission: added, edited, removed."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, Named, audit
from slipway.content.models import Unit
from slipway.gradebook.models import Comment
from slipway.orgs.models import User
from slipway.submissions.models import Submission

MOST_CODE = 200  # characters of a line that are kept beside a comment


class NoSuchLineError(Exception):
    """The submission has no such file, or the file no such line."""


def add_comment(*, actor: Named, submission: Submission, path: str, line: int, text: str) -> Comment:
    """Say `text` about a line (from 1) of a file of the submission. Raises NoSuchLineError."""
    code = line_of(submission.files, path, line)
    with transaction.atomic():
        made = Comment.objects.create(
            submission=submission, path=path, line=line, code=code, text=text, by_id=actor.pk, by_name=str(actor)
        )
        _note(actor, AuditAction.COMMENT_ADD, made, text)
    return made


def edit_comment(*, actor: Named, comment: Comment, text: str) -> None:
    """Let the comment say `text`."""
    with transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(text=text, edited_at=timezone.now())
        _note(actor, AuditAction.COMMENT_EDIT, comment, text)


def remove_comment(*, actor: Named, comment: Comment) -> None:
    """Take the comment away. The audit trail keeps what it said."""
    with transaction.atomic():
        _note(actor, AuditAction.COMMENT_REMOVE, comment, comment.text)
        comment.delete()


def comments_for(unit: Unit, user: User) -> Sequence[Comment]:
    """All comments on the person's submissions in the unit, the newest submission's first: one statement."""
    found = Comment.objects.filter(submission__unit=unit, submission__user=user)
    return list(found.select_related("submission").only(*_READ).order_by("-submission__number", "path", "line", "at"))


def line_of(files: Mapping[str, str], path: str, line: int) -> str:
    """That line of the work, as much of it as is kept beside a comment. Raises NoSuchLineError."""
    lines = files[path].split("\n") if path in files else []
    if not 1 <= line <= len(lines):
        raise NoSuchLineError
    return lines[line - 1].rstrip("\r")[:MOST_CODE]


_READ = ("path", "line", "code", "text", "by_name", "at", "edited_at", "submission__number")


def _note(actor: Named, action: AuditAction, comment: Comment, text: str) -> None:
    submission = comment.submission
    audit(
        actor,
        action,
        comment,
        organization_id=submission.unit.classroom.organization_id,
        unit=submission.unit.title,
        student=submission.user,
        submission=submission.number,
        place=f"{comment.path}:{comment.line}",
        text=text,
    )
