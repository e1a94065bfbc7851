"""How much processor time programs have used, with all that they started: read from /proc and their own clocks."""

import os
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds
_PARENT, _ENDED = 1, slice(13, 15)  # of /proc/<pid>/stat, after the name: ppid; cutime and cstime, of ended children
_SCHEDULED = 2  # of a process's clocks, the one that counts nanoseconds


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of processor time."""

    programs: float
    everybody: float  # on the whole machine


def used(roots: Iterable[int]) -> Used:
    """What the processes `roots` and all below them have used since they began, those that ended too."""
    children, seconds = defaultdict(list), {}
    for folder in Path("/proc").iterdir():
        fields = _fields(folder) if folder.name.isdecimal() else None
        if fields:
            pid = int(folder.name)
            children[int(fields[_PARENT])].append(pid)
            seconds[pid] = sum(map(int, fields[_ENDED])) * TICK
    total, waiting = 0.0, list(roots)
    while waiting:
        pid = waiting.pop()
        total += seconds.get(pid, 0) + _clock(pid)
        waiting += children[pid]
    return Used(programs=total, everybody=_machine())


def _fields(folder: Path) -> list[str] | None:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended meanwhile
        return None


def _clock(pid: int) -> float:
    """What a process and its threads have used: Linux numbers these clocks so (clock_getcpuclockid)."""
    try:
        return time.clock_gettime((~pid << 3) | _SCHEDULED)
    except OSError:  # it has ended meanwhile
        return 0.0


def _machine() -> float:
    user, nice, system, _idle, _wait, irq, soft, *_ = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    return sum(map(int, (user, nice, system, irq, soft))) * TICK


def model() -> str:
    """The processor's name."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
