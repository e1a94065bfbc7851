"""Running a teacher's tests against a program, in two real guests, in few words."""

from dataclasses import dataclass
from typing import Any

from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.observed import End, SeenContext
from slipway.suites.suite import Call, CaseInput
from slipway.suites.value import plain_data


@dataclass(frozen=True)
class Became:
    """What became of a test; `said` are the messages of what failed."""

    end: End
    outcome: str | None = None
    said: tuple[str, ...] = ()
    printed: str = ""


def became_of(
    tests: str,
    program: str | None,
    names: list[str],
    seconds: float = 120,
    sandbox: DenoSandbox | None = None,
    **more: str,
) -> list[Became]:
    """What becomes of these tests, each `Class.method` of the module `tests`, under a program called `shapes`."""
    work = GuestWork(
        program="from slipway_tests import run_test",
        files={"test_shapes.py": tests.encode()},
        contexts=tuple((asked(name, ["shapes", *more]),) for name in names),
        seconds=seconds,
        reaches=GuestWork(
            program=program,
            contexts=(),
            namespace="shapes",
            files={f"{name}.py": text.encode() for name, text in more.items()},
        ),
    )
    return [became(seen) for seen in (sandbox or DenoSandbox()).run(work)]


def asked(name: str, modules: list[str]) -> CaseInput:
    class_name, method = name.split(".")
    code = f"submission.run_test('test_shapes.py', {class_name!r}, {method!r}, {modules!r})"
    return CaseInput(call=Call(code=code, shown=code, is_expression=True))


def became(seen: SeenContext) -> Became:
    if seen.end is not End.FINISHED:
        return Became(seen.end)
    (case,) = seen.cases
    assert case.value, case.exception
    said: Any = plain_data(case.value)
    problems = tuple(f"{each['where']}{each['name']}: {each['message']}" for each in said["problems"])
    return Became(
        seen.end, said["outcome"], problems or ((said["reason"],) if said["reason"] else ()), case.stdout.text
    )
