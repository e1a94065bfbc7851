"""The threads that requests run on."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Semaphore, Thread
from types import FunctionType
from typing import Any, TypeVar

OnThread = Callable[[], object]
Result = TypeVar("Result")
FRAMES = 70_000  # slots of 8 bytes: Python takes a mebibyte for them, and leaves nearly half of it to all other frames


class RequestThreads:
    """`threads` run jobs; up to `aside` more stand by to replace those that wait for somebody else (`step_aside`)."""

    def __init__(self, threads: int, *, aside: int) -> None:
        self._jobs: SimpleQueue[OnThread | None] = SimpleQueue()
        self._wanted = Semaphore(0)
        for number in range(threads + aside):
            target = self._work if number < threads else self._stand_by
            Thread(target=with_room(target), name=f"request-{number}", daemon=True).start()

    async def run(self, job: Callable[[], Result]) -> Result:
        """Run `job` on one of the threads, in the order in which jobs came. Returns and raises what it does."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Result] = loop.create_future()

        def on_thread() -> None:
            try:
                result = job()
            except BaseException as fault:  # it is raised on the loop
                loop.call_soon_threadsafe(_end, done, done.set_exception, fault)
            else:
                loop.call_soon_threadsafe(_end, done, done.set_result, result)

        self._jobs.put(on_thread)
        return await done

    @contextmanager
    def step_aside(self) -> Iterator[None]:
        """While the block runs, another thread takes jobs in place of this one."""
        self._wanted.release()
        try:
            yield
        finally:
            self._jobs.put(None)  # the thread that takes it stands by again

    def _stand_by(self) -> None:
        self._wanted.acquire()
        self._work()

    def _work(self) -> None:
        while True:
            job = self._jobs.get()
            if job is None:
                self._wanted.acquire()
            else:
                job()
            del job  # nothing of a request is kept while there is none


def with_room(target: Callable[[], None]) -> Callable[[], None]:
    """The same, with room for the frames of deep calls.

    A thread's frames lie in pieces of 16 KiB, which Python asks of the system and gives back as calls come and go.
    Where a loop of a page happens to call over the end of one, it does that each time: a fifth of a page's cost. A
    first frame that claims to be large makes the first piece so large that no request comes to its end.
    """

    def call() -> None:
        target()

    roomy = call.__code__.replace(co_stacksize=FRAMES)
    return FunctionType(roomy, call.__globals__, call.__name__, None, call.__closure__)


def _end(done: "asyncio.Future[Result]", end_with: Callable[[Any], None], outcome: object) -> None:
    if not done.done():  # else the connection was given up meanwhile
        end_with(outcome)
