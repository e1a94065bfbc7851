"""Kinds of jobs. A room registers its own when Slipway starts (`AppConfig.ready`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from slipway.jobs.ends import JobEnd
from slipway.jobs.held import HeldJob

JobHandler = Callable[[HeldJob], JobEnd]


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of jobs, and the function that does one.

    `handle` runs outside any transaction, on a thread of a worker. It may be run again for the same payload: after it
    asked for that, and after a worker was lost in the middle of it. So

    * what it writes of its result, it hands back as `write` of its end (`slipway.jobs.ends`), or writes within
      `job.held()`: either is void once the job is no longer its own, so that nothing counts twice;
    * what it does elsewhere (a request to an LMS) must bear being done twice, or be found out before.

    An exception that it lets out is logged, and the job is tried again.

    code: how rows and `slipway worker --kind` name it; up to 40 characters.
    form: the number of the newest form of payloads (`slipway.web.payloads`); the handler reads the older ones too.
    longest: a handler that runs longer has lost its job, and its worker ends.
    gives_up_after: from when the job was asked for; then it needs a person.
    is_last: within a share its jobs wait for those of other kinds that are due.
    """

    code: str
    handle: JobHandler
    form: int = 1
    longest: timedelta = timedelta(minutes=10)
    gives_up_after: timedelta = timedelta(days=3)
    is_last: bool = False


class UnknownJobKindError(LookupError):
    """Nobody has registered a kind of that code."""


_kinds: dict[str, JobKind] = {}


def register_job_kind(kind: JobKind) -> None:
    """Let workers do jobs of that kind. Raises ValueError for a code that another kind has."""
    if _kinds.setdefault(kind.code, kind) != kind:
        message = f"Two kinds of jobs have the code {kind.code!r}."
        raise ValueError(message)


def job_kinds() -> Mapping[str, JobKind]:
    """All kinds, by their codes."""
    return _kinds


def job_kind(code: str) -> JobKind:
    """The kind of that code. Raises UnknownJobKindError."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownJobKindError(code) from None
