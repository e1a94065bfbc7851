"""Two guests, as the host sees them: here both are made up."""

import json
from typing import Any, cast

from slipway.sandbox.guest_pair import GuestPair, Launch
from slipway.sandbox.guest_process import GuestEnded, GuestProcess
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.observed import End
from slipway.suites.suite import CaseInput

PRINTED = {"text": "", "more": 0}
READY = json.dumps({"answer": {"value": None}})


class MadeUp:
    """A guest that answers as it should. One of tests exits each time, and is dead when it is asked a second time."""

    complaint, has_more = "", False

    def __init__(self, *, is_program: bool) -> None:
        self.is_program, self.asked = is_program, 0
        self.line: dict[str, Any] = {}
        self.late: list[dict[str, Any]] = []  # what it said before, and is heard first

    def ask(self, line: dict[str, Any], *, until: float) -> None:
        assert until
        self.asked += 1
        if not self.is_program and self.asked == 2:
            raise GuestEnded
        told = {"said": READY, "stdout": PRINTED, "stderr": PRINTED} if self.is_program else {"end": "exit", "code": 0}
        self.line = {"id": line["id"], **told}

    def read_line(self, *, until: float) -> bytes:
        assert until
        return json.dumps(self.late.pop() if self.late else self.line).encode()

    def wait_for_end(self) -> None:
        assert not self.is_program, "that one lives"

    def kill(self) -> None:
        self.asked = -1


class Late(MadeUp):
    """A program that says one word more when its first context is over."""

    def ask(self, line: dict[str, Any], *, until: float) -> None:
        self.late = [self.line] if self.line else []
        super().ask(line, until=until)


class Exits(MadeUp):
    """Tests that exit each time, and live."""

    def ask(self, line: dict[str, Any], *, until: float) -> None:
        self.asked = 0
        super().ask(line, until=until)


def ends_of_three(launch: Launch) -> list[End]:
    """How three contexts end."""
    program = GuestWork(program="", contexts=(), files={}, namespace="shapes", seconds=9)
    contexts = ((CaseInput(),),) * 3
    work = GuestWork(program="", contexts=contexts, files={}, seconds=9, reaches=program)
    return [seen.end for seen in GuestPair(work, launch, lambda guest: guest).seen()]


def test_tests_that_die_between_two_contexts_get_another_guest() -> None:
    launched: list[MadeUp] = []

    def launch(_work: GuestWork, first_line: dict[str, object]) -> GuestProcess:
        launched.append(MadeUp(is_program=first_line["relay"] == "program"))
        return cast("GuestProcess", launched[-1])

    assert ends_of_three(launch) == [End.EXIT, End.CRASHED, End.EXIT]
    assert [guest.is_program for guest in launched] == [False, True, False]


def test_what_a_program_said_too_late_costs_the_next_test_nothing() -> None:
    launched: list[MadeUp] = []

    def launch(_work: GuestWork, first_line: dict[str, object]) -> GuestProcess:
        is_program = first_line["relay"] == "program"
        launched.append(Late(is_program=True) if is_program else Exits(is_program=False))
        return cast("GuestProcess", launched[-1])

    assert ends_of_three(launch) == [End.EXIT] * 3
    assert [guest.is_program for guest in launched] == [False, True, True, True]
