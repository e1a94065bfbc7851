"""What a submission costs in the sandbox: `python -m bench.sandbox`. It needs an otherwise quiet machine.

Prints how long a guest takes to start, how many submissions of twelve contexts two at a time give in a second, what one
alone takes, and the memory of a guest.
"""

import resource
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.observed import End
from slipway.suites.suite import Call, CaseInput

PROGRAM = "def add(a, b):\n    return a + b\nname = input('Your name? ')\nprint('Hello', name)\n"
CALL = Call(code="submission.add(1, 2)", shown="add(1, 2)", is_expression=True)
CONTEXTS = ((CaseInput(stdin="Ada\n"), CaseInput(call=CALL)),) * 12
WORK = GuestWork(program=PROGRAM, contexts=CONTEXTS, seconds=60)
SUBMISSIONS = 40


def main() -> None:
    """Measure and print."""
    plain, snapshot = DenoSandbox(snapshot=None), DenoSandbox()
    starts = {"plain": [_start(plain) for _ in range(3)], "snapshot": [_start(snapshot) for _ in range(9)]}
    for name, seconds in starts.items():
        print(f"start, {name}: {statistics.median(seconds):.2f} s")
    alone = [_submission(snapshot) for _ in range(11)]
    print(f"one submission of 12 contexts: p50 {statistics.median(alone):.2f} s, longest {max(alone):.2f} s")
    began = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_submission, [snapshot] * SUBMISSIONS))
    seconds_taken = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / SUBMISSIONS
    print(f"two at a time: {SUBMISSIONS / seconds_taken:.1f} submissions/s, {cpu:.2f} s of CPU each")
    print(f"memory of the largest guest: {after.ru_maxrss / 1024:.0f} MB")


def _start(sandbox: DenoSandbox) -> float:
    began = time.monotonic()
    with sandbox.start(WORK):
        return time.monotonic() - began


def _submission(sandbox: DenoSandbox) -> float:
    began = time.monotonic()
    assert {seen.end for seen in sandbox.run(WORK)} == {End.FINISHED}
    return time.monotonic() - began


if __name__ == "__main__":
    main()
