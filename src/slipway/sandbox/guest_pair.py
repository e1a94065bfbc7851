"""Two guests, of which one uses the other's program: a teacher's tests and a student's work.

Only one of them runs at a time. The tests ask and wait; the program answers, or asks back and waits. So how many
questions are open says whose turn it is, and whoever speaks out of turn is not believed.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from slipway.sandbox.guest_process import GuestEnded, GuestLate, GuestProcess
from slipway.sandbox.guest_requests import context_line, reach_line, work_line
from slipway.sandbox.program_time import ProgramTime
from slipway.sandbox.relay_message import is_message, read_message
from slipway.sandbox.reply import Nonsense, is_whole, read_json, read_reply
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.observed import End, SeenCase, SeenContext
from slipway.suites.suite import CaseInput

_MOST_OPEN = 100  # questions within questions
_NO_PROGRAM = frozenset({End.SYNTAX, End.MISSING})
Launch = Callable[[GuestWork, dict[str, object]], GuestProcess]
Ready = Callable[[GuestProcess], GuestProcess]


@dataclass(slots=True)
class _Side:
    """One of the two: its guest while it lives, and the id of the context that it is in."""

    work: GuestWork
    is_program: bool
    guest: GuestProcess | None = None
    context_id: str = ""

    @property
    def alive(self) -> GuestProcess:
        assert self.guest
        return self.guest

    def kill(self) -> None:
        if self.guest:
            self.guest.kill()
        self.guest = None


class _Ended(Exception):  # noqa: N818
    """The context is over before the tests were done."""

    def __init__(self, seen: SeenContext) -> None:
        super().__init__(seen.end)
        self.seen = seen


@dataclass(slots=True)
class GuestPair:
    """The contexts of work that reaches another guest. `launch` starts a guest, `ready` waits until it has started."""

    work: GuestWork
    launch: Launch
    ready: Ready
    left: float = field(init=False)
    tests: _Side = field(init=False)
    program: _Side = field(init=False)
    no_program: SeenContext | None = None

    def __post_init__(self) -> None:
        assert self.work.reaches
        self.left = self.work.seconds
        self.tests, self.program = _Side(self.work, False), _Side(self.work.reaches, True)
        if self.work.reaches.program is None:
            self.no_program = SeenContext(cases=(), end=End.MISSING)

    def seen(self) -> Iterator[SeenContext]:
        """What is seen of each context. Raises SandboxFailed."""
        try:
            if self.no_program is None:
                self._start()
            last = len(self.work.contexts) - 1
            for place, context in enumerate(self.work.contexts):
                yield self.no_program or self._run(context, is_last=place == last)
        finally:
            self.tests.kill()
            self.program.kill()

    def _start(self) -> None:
        """Guests for those who have none; both start at once."""
        sides = [side for side in (self.tests, self.program) if side.guest is None]
        for side in sides:
            side.guest = self.launch(side.work, work_line(side.work, "program" if side.is_program else "tests"))
        for side in sides:
            self.ready(side.alive)

    def _run(self, cases: tuple[CaseInput, ...], *, is_last: bool) -> SeenContext:
        """A context may take half of the time that is left: one that never ends leaves some for the others."""
        if self.left <= 0:
            return SeenContext(cases=(), end=End.TIME)
        self._start()
        until = ProgramTime(self.left if is_last else self.left / 2)
        seen = self._context(cases, until=until)
        spent = until.spent
        self.left -= spent
        if seen.end in _NO_PROGRAM:
            self.no_program = seen
        return SeenContext(cases=seen.cases, end=seen.end, exit_code=seen.exit_code, milliseconds=round(spent * 1000))

    def _context(self, cases: tuple[CaseInput, ...], *, until: ProgramTime) -> SeenContext:
        side = self.program
        try:
            self._begin(cases, until=until)
            reached: list[SeenCase] = []
            open_questions = 0
            while True:
                side = self.program if open_questions % 2 else self.tests
                line = read_json(side.alive.read_line(until=until))
                if is_message(line):
                    open_questions = self._pass_on(line, side, open_questions, until=until)
                    continue
                end = _ended(line, side, reached, expected=len(cases))
                if end is not None:
                    return self._agreed(end, len(cases))
        except _Ended as over:
            return over.seen
        except Nonsense:
            side.kill()
            return SeenContext(cases=(), end=End.CRASHED)
        except GuestLate:
            side.kill()
            return SeenContext(cases=(), end=End.TIME)
        except GuestEnded:
            return _death(side)

    def _begin(self, cases: tuple[CaseInput, ...], *, until: ProgramTime) -> None:
        """Have both begin; the program says that it is ready, or why there is none."""
        before = self.program.context_id
        for side in (self.tests, self.program):
            side.context_id = secrets.token_hex(16)
        line = self._reach(until=until)
        if isinstance(line, dict) and before and line.get("id") == before:
            # It spoke out of turn in the test before, and was heard too late: this test is not the one that pays.
            self.program.kill()
            self._start()
            line = self._reach(until=until)
        reached: list[SeenCase] = []
        while not is_message(line):
            if (end := _ended(line, self.program, reached, expected=1)) is not None:
                raise _Ended(end)
            line = read_json(self.program.alive.read_line(until=until))
        if read_message(line, expected_id=self.program.context_id, is_program=True).is_question:
            raise Nonsense("a question before it was asked anything")
        self._tell(self.tests, context_line(self.tests.context_id, cases), until=until)

    def _reach(self, *, until: ProgramTime) -> object:
        """Have the program begin. The first that it says."""
        self.program.alive.ask(reach_line(self.program.context_id), until=until)
        return read_json(self.program.alive.read_line(until=until))

    def _pass_on(self, line: object, side: _Side, open_questions: int, *, until: ProgramTime) -> int:
        """Hand a message to the other one. How many questions are open then."""
        message = read_message(line, expected_id=side.context_id, is_program=side.is_program)
        other = self.tests if side.is_program else self.program
        now_open = open_questions + (1 if message.is_question else -1)
        if now_open < 0 or now_open > _MOST_OPEN or side.alive.has_more:
            raise Nonsense("out of turn")
        self._tell(other, message.line, until=until)
        return now_open

    @staticmethod
    def _tell(side: _Side, line: dict[str, object], *, until: ProgramTime) -> None:
        """Send a line to a guest whose turn it is not: if it has died, the context is over by that one's death."""
        try:
            side.alive.ask(line, until=until)
        except (GuestEnded, GuestLate):
            raise _Ended(_death(side)) from None

    def _agreed(self, seen: SeenContext, expected: int) -> SeenContext:
        """What the tests' guest said at its end, if nobody has said more than that."""
        for side in (self.tests, self.program):
            if side.alive.has_more or not is_whole(seen, expected):
                side.kill()
                return SeenContext(cases=(), end=End.CRASHED)
        return seen


def _ended(line: object, side: _Side, reached: list[SeenCase], *, expected: int) -> SeenContext | None:
    """What a guest says of its own context: a case, which is kept, or its end. A program's guest has no case to tell
    of, but that it is no Python, and no end that would be a good one."""
    reply = read_reply(line, expected_id=side.context_id)
    if reply.end is None:
        if reply.case is None or len(reached) == expected:
            raise Nonsense("more cases than were asked for")
        reached.append(reply.case)
        return None
    seen = SeenContext(cases=tuple(reached), end=reply.end, exit_code=reply.exit_code)
    if not side.is_program:
        return seen
    if reply.end is End.FINISHED or (reached and reply.end is not End.SYNTAX):
        raise Nonsense("an end that a program which is used does not have")
    raise _Ended(seen)


def _death(side: _Side) -> SeenContext:
    """What is seen of a context in which a guest died."""
    side.alive.wait_for_end()
    end = End.MEMORY if "out of memory" in side.alive.complaint.lower() else End.CRASHED
    side.kill()
    return SeenContext(cases=(), end=end)
