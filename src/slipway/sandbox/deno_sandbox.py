"""The sandbox of a school's own server: Pyodide under Deno, one process for a submission."""

import contextlib
import math
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from slipway.sandbox.bubblewrap import wrapping
from slipway.sandbox.guest_pair import GuestPair
from slipway.sandbox.guest_process import GuestEnded, GuestLate, GuestProcess
from slipway.sandbox.guest_requests import context_line, work_line
from slipway.sandbox.places import (
    DENO_RUN,
    GUEST,
    PYODIDE_FOLDER,
    V8,
    deno_program,
    guest_environment,
    snapshot_folder,
)
from slipway.sandbox.program_time import ProgramTime
from slipway.sandbox.reply import Nonsense, is_whole, read_json, read_reply
from slipway.sandbox.sandbox import GuestWork, SandboxFailed
from slipway.suites.observed import End, SeenCase, SeenContext
from slipway.suites.suite import CaseInput
from slipway.words import text

START = 90  # seconds for the interpreter to start, on a busy machine without a snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class DenoSandbox:
    """Runs programs in processes of Deno. `snapshot` is what they start from; None, or one that does not fit: plainly.

    `wrapper` is a command that they are run by, a second wall; none by default where there is none.
    """

    snapshot: Path | None = field(default_factory=snapshot_folder)
    wrapper: tuple[str, ...] = field(default_factory=wrapping)

    def run(self, work: GuestWork) -> tuple[SeenContext, ...]:
        """See `Sandbox.run`. A guest that dies takes its context with it; the next context gets a new one."""
        if work.reaches is not None:
            return tuple(GuestPair(work, self.launch, self.ready).seen())
        if work.program is None:
            return tuple(SeenContext(cases=(), end=End.MISSING) for _ in work.contexts)
        return tuple(_Submission(self, work).seen())

    def start(self, work: GuestWork) -> GuestProcess:
        """A guest that is ready for the first context of `work`. Raises SandboxFailed."""
        return self.ready(self.launch(work, work_line(work)))

    def launch(self, work: GuestWork, first_line: dict[str, object]) -> GuestProcess:
        """A guest that is starting, and was sent its first line. Raises SandboxFailed."""
        try:
            cpu_seconds = math.ceil(work.seconds) * 2 + 20
            guest = GuestProcess(self.command(), cpu_seconds=cpu_seconds, environment=guest_environment())
        except OSError as error:
            raise SandboxFailed(text("Deno could not be started: %(error)s", error=str(error))) from error
        with _telling_of(guest):
            guest.ask(first_line, until=ProgramTime(START))
        return guest

    @staticmethod
    def ready(guest: GuestProcess) -> GuestProcess:
        """The guest, once it has started. Raises SandboxFailed."""
        with _telling_of(guest):
            guest.has_started(guest.read_line(until=ProgramTime(START)))
        return guest

    def command(self) -> tuple[str, ...]:
        """What starts a guest. It reads its work, and then contexts, from its standard input until that ends."""
        places = [str(PYODIDE_FOLDER), str(GUEST), *([str(self.snapshot)] if self.snapshot else [])]
        files = (str(PYODIDE_FOLDER), str(GUEST), str(self.snapshot or ""))
        read = f"--allow-read={','.join(places)}"
        return (*self.wrapper, str(deno_program()), *DENO_RUN.split(), V8, read, str(GUEST / "main.js"), *files)


class _Submission:
    """One submission's contexts, and the guest that runs them."""

    def __init__(self, sandbox: DenoSandbox, work: GuestWork) -> None:
        self.sandbox = sandbox
        self.work = work
        self.left = work.seconds
        self.guest: GuestProcess | None = None

    def seen(self) -> Iterator[SeenContext]:
        try:
            self.guest = self.sandbox.start(self.work)
            for context in self.work.contexts:
                yield self.run(context)
        finally:
            self.end_guest()

    def run(self, cases: tuple[CaseInput, ...]) -> SeenContext:
        if self.left <= 0:
            return SeenContext(cases=(), end=End.TIME)
        self.guest = self.guest or self.sandbox.start(self.work)
        until = ProgramTime(self.left)
        seen = self.ask(self.guest, cases, until=until)
        spent = until.spent
        self.left = 0 if seen.end == End.TIME else self.left - spent
        return SeenContext(cases=seen.cases, end=seen.end, exit_code=seen.exit_code, milliseconds=round(spent * 1000))

    def ask(self, guest: GuestProcess, cases: tuple[CaseInput, ...], *, until: ProgramTime) -> SeenContext:
        reached: list[SeenCase] = []
        try:
            seen = self.listen(guest, cases, reached, until=until)
            if is_whole(seen, len(cases)) and not guest.has_more:
                return seen
            self.end_guest()
            return SeenContext(cases=(), end=End.CRASHED)
        except Nonsense:
            self.end_guest()
            return SeenContext(cases=(), end=End.CRASHED)
        except GuestLate:
            self.end_guest()
            return SeenContext(cases=tuple(reached), end=End.TIME)
        except GuestEnded:
            guest.wait_for_end()
            end = End.MEMORY if "out of memory" in guest.complaint.lower() else End.CRASHED
            self.end_guest()
            return SeenContext(cases=tuple(reached), end=end)

    @staticmethod
    def listen(
        guest: GuestProcess, cases: tuple[CaseInput, ...], reached: list[SeenCase], *, until: ProgramTime
    ) -> SeenContext:
        """Ask for a context, and read cases into `reached` until it ends."""
        new_id = secrets.token_hex(16)
        guest.ask(context_line(new_id, cases), until=until)
        while True:
            reply = read_reply(read_json(guest.read_line(until=until)), expected_id=new_id)
            if reply.end:
                return SeenContext(cases=tuple(reached), end=reply.end, exit_code=reply.exit_code)
            if len(reached) == len(cases) or reply.case is None:
                raise Nonsense("more cases than were asked for")
            reached.append(reply.case)

    def end_guest(self) -> None:
        if self.guest:
            self.guest.kill()
        self.guest = None


@contextlib.contextmanager
def _telling_of(guest: GuestProcess) -> Iterator[None]:
    """Say of a guest that does not start, by SandboxFailed, why."""
    try:
        yield
    except (GuestEnded, GuestLate) as error:
        guest.wait_for_end()
        complaint = guest.complaint.strip() or "it did not answer in time"
        guest.kill()
        raise SandboxFailed(text("The sandbox did not start: %(error)s", error=complaint)) from error
