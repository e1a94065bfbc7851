"""A guest as a process: how it is started and bounded, how its lines are read, and how it is killed.

It runs when nobody else wants the processor (`SCHED_IDLE`), so people who open pages need not wait for it. What it
waits for a processor is no time of its program's: the kernel counts that, and its deadline gets it back.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from slipway.sandbox.program_time import ProcessorUse, ProgramTime, innermost

LINE = 16 * 2**20  # bytes; a case's answer is at most 8 MiB before it is written in base64
CHUNK = 2**16
SHORT = 0.01  # seconds without a processor that nobody gives back: the kernel counts by some milliseconds

# Limits that last through `exec`, whatever stands between: no dumps, few files, 32 MiB a file (0 kills Deno), 8 MiB of
# stack, 1.5 GB of data, seconds of CPU. A shell sets them: Python can run nothing between fork and exec while it has
# threads.
LIMITED = 'ulimit -c 0; ulimit -n 128; ulimit -f 65536; ulimit -s 8192; ulimit -d 1500000; ulimit -t "$0"; exec "$@"'


class GuestEnded(Exception):  # noqa: N818  # not always an error
    """The guest is gone, or said more than a line can hold."""


class GuestLate(Exception):  # noqa: N818
    """The guest said nothing in time."""


class GuestProcess:
    """A running guest, in a process group of its own. Leaving the `with` kills all of it."""

    def __init__(self, command: Sequence[str], *, cpu_seconds: int, environment: Mapping[str, str]) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        self._buffer = bytearray()
        self.started = b""  # how, in its own words
        self._process = subprocess.Popen(  # noqa: S603  # our own command; what is not trusted comes by the pipe
            ["/bin/sh", "-c", LIMITED, str(cpu_seconds), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
            cwd="/",
            process_group=0,
        )
        with contextlib.suppress(OSError):  # it is gone already, or the system has no such thing
            os.sched_setscheduler(self._process.pid, os.SCHED_IDLE, os.sched_param(0))
        self._innermost = self._process.pid
        assert self._process.stdout
        assert self._process.stdin
        self._output, self._input = self._process.stdout.fileno(), self._process.stdin.fileno()
        os.set_blocking(self._output, False)
        os.set_blocking(self._input, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def ask(self, line: object, *, until: ProgramTime) -> None:
        """Send a line. Raises GuestEnded or GuestLate."""
        left = memoryview(f"{json.dumps(line)}\n".encode())
        while left:
            self._wait(self._input, select.POLLOUT, until)
            try:
                left = left[os.write(self._input, left[:CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise GuestEnded from error

    def read_line(self, *, until: ProgramTime) -> bytes:
        """The next line without its end. Raises GuestEnded or GuestLate."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > LINE:
                raise GuestEnded
            self._wait(self._output, select.POLLIN, until)
            if not (data := os.read(self._output, CHUNK)):
                raise GuestEnded
            self._buffer += data
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return line

    def has_started(self, said: bytes) -> None:
        """It said that it is ready: from now on what it waits for a processor is given back."""
        self.started = said
        with contextlib.suppress(OSError):
            self._innermost = innermost(self._process.pid)

    @property
    def has_more(self) -> bool:
        """Whether it said more than was read, without being asked."""
        return bool(self._buffer)

    @property
    def complaint(self) -> str:
        """The end of what it wrote to its standard error: Deno's and V8's words, none of a program's."""
        size = os.fstat(self._errors.fileno()).st_size
        return os.pread(self._errors.fileno(), 4_000, max(0, size - 4_000)).decode("utf-8", "replace")

    def wait_for_end(self) -> None:
        """Give a guest that is ending a moment to say why."""
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return

    def kill(self) -> None:
        """Kill the guest and whatever it started. May be called again."""
        if self._errors.closed:
            return
        with contextlib.suppress(ProcessLookupError):  # it and all of its group may have ended
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._errors.close()

    def _wait(self, descriptor: int, event: int, until: ProgramTime) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        if poll.poll(0):
            return
        before, given_back = ProcessorUse.of(self._innermost), 0.0
        while not poll.poll(until.left * 1000):
            waited = ProcessorUse.of(self._innermost).waited_since(before, is_over=False) - given_back
            if waited < SHORT:
                raise GuestLate
            until.give_back(waited)
            given_back += waited
        if not given_back:
            until.give_back(ProcessorUse.of(self._innermost).waited_since(before, is_over=True))
