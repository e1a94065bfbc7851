"""What the page of an exercise sends: JSON, read strictly, and sound work in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from slipway.json_text import BadJsonError, read_object
from slipway.submissions.work_files import problem_with_files
from slipway.web.languages import translated

MOST_WORK_BYTES = 2_000_000  # of a request: the largest work, with all its letters escaped


class WorkRefusedError(Exception):
    """The request holds no work that can be kept; `message` is for the student, in their language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def answer(self) -> JsonResponse:
        """What the page is told."""
        return JsonResponse({"message": self.message}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWork:
    """`base` is the version that the editor began with, 0 for none; `written_at` when it was sealed offline, aware.

    `is_other` says of work that is only kept as a version that the student has chosen another tab's in its place.
    """

    files: Mapping[str, str]
    base: int = 0
    written_at: datetime | None = None
    is_other: bool = False


def read_work(request: HttpRequest) -> SentWork:
    """The work in a request's body. Raises WorkRefusedError."""
    try:
        sent = read_object(request.body, most=MOST_WORK_BYTES)
    except RequestDataTooBig as error:
        raise WorkRefusedError(_("This is too much text to be kept.")) from error
    except BadJsonError as error:
        raise WorkRefusedError(_("This text cannot be kept: %s.") % translated(error.problem)) from error
    if problem := problem_with_files(sent.get("files")):
        raise WorkRefusedError(translated(problem))
    files, base = sent["files"], sent.get("base", 0)
    assert isinstance(files, dict)
    if not isinstance(base, int) or isinstance(base, bool) or base < 0:
        raise WorkRefusedError(_("The page did not say which version it began with. Please reload it."))
    return SentWork(
        files=files, base=base, written_at=_moment(sent.get("writtenAt")), is_other=sent.get("why") == "other-tab"
    )


def _moment(text: object) -> datetime | None:
    """An aware time; None for what is none."""
    try:
        found = parse_datetime(text) if isinstance(text, str) and len(text) < 40 else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None
