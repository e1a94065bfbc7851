"""A guest of the sandbox alone: how long it takes to start, what a submission costs, how much memory it takes."""

import resource
import statistics
import time
from dataclasses import dataclass, replace

from bench.grades.course import CONTEXTS, PROGRAM
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.observed import End
from slipway.suites.suite import Call, CaseInput

CALL = Call(code="submission.add(1, 2)", shown="add(1, 2)", is_expression=True)
WORK = GuestWork(program=PROGRAM, contexts=((CaseInput(stdin="Ada\n"), CaseInput(call=CALL)),) * CONTEXTS, seconds=60)
GREEDY = replace(WORK, program="kept = []\nwhile True:\n    kept.append(bytearray(1_000_000))\n")
TURNS = 11


@dataclass(frozen=True)
class Guests:
    """Seconds and megabytes."""

    start: float
    plain_start: float
    whole: float  # a submission, from its start to its end
    cpu: float
    memory: int
    most_memory: int


def measured() -> Guests:
    """Of guests without a second wall, whose processor time the kernel would not tell us."""
    sandbox = DenoSandbox(wrapper=())
    starts = [_start(sandbox) for _ in range(TURNS)]
    before, wholes = _cpu(), [_whole(sandbox, WORK, End.FINISHED) for _ in range(TURNS)]
    cpu, memory = (_cpu() - before) / TURNS, _memory()
    plain = _start(replace(sandbox, snapshot=None))
    _whole(sandbox, GREEDY, End.EXIT)
    return Guests(statistics.median(starts), plain, statistics.median(wholes), cpu, memory, _memory())


def _start(sandbox: DenoSandbox) -> float:
    began = time.perf_counter()
    with sandbox.start(WORK):
        return time.perf_counter() - began


def _whole(sandbox: DenoSandbox, work: GuestWork, end: End) -> float:
    began = time.perf_counter()
    ends = {seen.end for seen in sandbox.run(work)}
    assert ends == {end}, ends
    return time.perf_counter() - began


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory() -> int:
    """Of the largest guest so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
