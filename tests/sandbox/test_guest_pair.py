"""Two guests, as the host sees them: here both are made up."""

import json
from typing import Any, cast

from slipway.sandbox.guest_pair import GuestPair
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

    def ask(self, line: dict[str, Any], *, until: float) -> None:
        assert until
        self.asked += 1
        if not self.is_program and self.asked == 2:
            raise GuestEnded
        told = {"said": READY, "stdout": PRINTED, "stderr": PRINTED} if self.is_program else {"end": "exit", "code": 0}
        self.line = {"id": line["id"], **told}

    def read_line(self, *, until: float) -> bytes:
        assert until
        return json.dumps(self.line).encode()

    def wait_for_end(self) -> None:
        assert not self.is_program, "that one lives"

    def kill(self) -> None:
        self.asked = -1


def test_tests_that_die_between_two_contexts_get_another_guest() -> None:
    launched: list[MadeUp] = []

    def launch(_work: GuestWork, first_line: dict[str, object]) -> GuestProcess:
        launched.append(MadeUp(is_program=first_line["relay"] == "program"))
        return cast("GuestProcess", launched[-1])

    program = GuestWork(program="", contexts=(), files={}, namespace="shapes", seconds=9)
    contexts = ((CaseInput(),),) * 3
    work = GuestWork(program="", contexts=contexts, files={}, seconds=9, reaches=program)
    ends = [seen.end for seen in GuestPair(work, launch, lambda guest: guest).seen()]
    assert ends == [End.EXIT, End.CRASHED, End.EXIT]
    assert [guest.is_program for guest in launched] == [False, True, False]
