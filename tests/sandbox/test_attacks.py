"""Programs that want out gain nothing, nor does the context after them suffer: from a snapshot and a plain start."""

import pytest

from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.suites.observed import End, SeenContext
from slipway.suites.value import Value, ValueType
from tests.sandbox.attacks import ATTACKS, Attack
from tests.sandbox.guests import does, seen_of, value_of

pytestmark = pytest.mark.sandbox

HONEST = "def double(number):\n    return 2 * number\n"
FOUR = Value(ValueType.INTEGER, 4)


def failure(name: str, attack: Attack, seen: SeenContext) -> str:
    """What an attack came to, where it is not what it may come to."""
    _, ends, exceptions = attack
    found = [case.exception.name if case.exception else "" for case in seen.cases][:1] or [""]
    is_stopped = found[0] != "" and End.FINISHED in ends and exceptions == {""}  # by any exception
    is_fine = seen.end in ends and (found[0] in exceptions or is_stopped)
    return "" if is_fine else f"{name}: {seen.end} {seen.cases}"


def survived(seen: SeenContext) -> bool:
    return seen.end == End.FINISHED and [case.value for case in seen.cases] == [FOUR]


def outcomes(sandbox: DenoSandbox, attacks: dict[str, Attack]) -> list[str]:
    """Run attacks in one submission, an honest context after each; what failed."""
    honest = [value_of("submission.double(2)")]
    contexts = [context for code, _, _ in attacks.values() for context in ([does(code)], honest)]
    seen = seen_of(HONEST, *contexts, sandbox=sandbox)
    failed = [failure(name, attack, each) for (name, attack), each in zip(attacks.items(), seen[::2], strict=True)]
    harmed = [f"after {name}: {each}" for name, each in zip(attacks, seen[1::2], strict=True) if not survived(each)]
    return [each for each in failed if each] + harmed


def test_no_attack_gains_anything_or_harms_the_next_context() -> None:
    assert outcomes(DenoSandbox(), ATTACKS) == []


@pytest.mark.long
def test_nor_does_it_without_a_snapshot() -> None:
    assert outcomes(DenoSandbox(snapshot=None), ATTACKS) == []
