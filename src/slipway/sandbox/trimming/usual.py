"""Which of Python's functions in WebAssembly programs usually call: V8 compiles late, and tells what it compiles."""

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from slipway.sandbox.guest_requests import context_line, work_line
from slipway.sandbox.places import V8
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.suite import Call, CaseInput

TELLING = ",--trace-wasm-compilation-times"
FEWEST, MOST = 1_000, 6_000  # outside of this V8 tells it in another way
_TOLD = re.compile(rb"#(\d+) using Liftoff")
_PROGRAM = Path(__file__).with_name("usual_program.txt")
_FAILS = ("unknown", "1 / 0", "fails(3)", "import nothing", "[][1]", "{}['a']", "int('x')", "recurses()", "leaves()")


def usual_functions(command: Sequence[str]) -> frozenset[int]:
    """The numbers of the functions that a guest of this command calls for `usual_program.txt`, imported ones counted.

    Raises ValueError where that can't be known, and subprocess.CalledProcessError.
    """
    telling = [word + TELLING if word == V8 else word for word in command]
    ran = subprocess.run(telling, check=True, input=_asked(), stdout=subprocess.PIPE)  # noqa: S603  # our own command
    functions = frozenset(map(int, _TOLD.findall(ran.stdout)))
    if not FEWEST < len(functions) < MOST:
        msg = f"V8 has told of {len(functions)} functions"
        raise ValueError(msg)
    return functions


def _asked() -> bytes:
    """What the guest is asked: the work, and its contexts."""
    contexts = [
        [CaseInput(stdin="Ada\n3\n", arguments=("one",)), *(_call(name) for name in ("everything()", "answers()"))],
        [CaseInput(stdin="")],
        *([CaseInput(stdin="Ada\n3\n"), _call(code)] for code in _FAILS),
    ]
    work = GuestWork(program=_PROGRAM.read_text(), files={"data.txt": b"1\n2\n"}, contexts=())
    lines = [work_line(work), *(context_line(str(at), cases) for at, cases in enumerate(contexts))]
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


def _call(name: str) -> CaseInput:
    code = name if name.startswith(("import", "[", "{", "1", "int", "unknown")) else f"submission.{name}"
    return CaseInput(call=Call(code=code, shown=code, is_expression=not code.startswith("import")))
