"""What is sent to a guest: the work, and then contexts. `guest/main.js` says how the lines look."""

import base64
from collections.abc import Sequence
from typing import Literal

from slipway.sandbox.sandbox import GuestWork
from slipway.suites.suite import CaseInput


def work_line(work: GuestWork, relay: Literal["tests", "program"] | None = None) -> dict[str, object]:
    """The first line. `relay`: which end of a relay the guest is, if there is another guest."""
    return {
        "program": work.program,
        "namespace": work.namespace,
        "files": {path: base64.b64encode(data).decode() for path, data in work.files.items()},
        "memory": work.memory,
        "output": work.output,
        "shown": work.shown,
        "relay": relay,
    }


def context_line(context_id: str, cases: Sequence[CaseInput]) -> dict[str, object]:
    """A context: its cases, in the order in which they run."""
    return {"id": context_id, "cases": [_given(case) for case in cases]}


def reach_line(context_id: str) -> dict[str, object]:
    """A context in which the other guest uses the program."""
    return {"id": context_id, "cases": [], "reach": True}


def _given(case: CaseInput) -> dict[str, object]:
    call = {"code": case.call.code, "is_expression": case.call.is_expression} if case.call else None
    return {"stdin": case.stdin, "arguments": list(case.arguments), "call": call}
