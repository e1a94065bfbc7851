"""Running programs in real guests, in few words."""

from collections.abc import Sequence

from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.observed import SeenContext
from slipway.suites.suite import Call, CaseInput

RUN = CaseInput()  # the program, without input


def value_of(code: str) -> CaseInput:
    """A case that observes the value of an expression."""
    return CaseInput(call=Call(code=code, shown=code, is_expression=True))


def does(code: str) -> CaseInput:
    """A case that runs a statement."""
    return CaseInput(call=Call(code=code, shown=code, is_expression=False))


def types(text: str, *arguments: str) -> CaseInput:
    """A case that runs the program with that input."""
    return CaseInput(stdin=text, arguments=arguments)


def seen_of(
    program: str, *contexts: Sequence[CaseInput], sandbox: DenoSandbox | None = None, seconds: float = 60
) -> tuple[SeenContext, ...]:
    """What is seen of a program in these contexts. The time is ample: other tests may run beside it."""
    work = GuestWork(program=program, contexts=tuple(map(tuple, contexts)), seconds=seconds)
    return (sandbox or DenoSandbox()).run(work)
