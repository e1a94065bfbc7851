"""What the threads of requests cost."""

import resource
from threading import Thread

import pytest

from slipway.site.front.threads import with_room

DEEPEST, TIMES = 300, 40


def _leaf() -> None:
    return


def _down(depth: int) -> None:
    """Calls again and again at each depth, as loops in templates that include templates do."""
    for _ in range(TIMES):
        _leaf()
    if depth:
        _down(depth - 1)


@pytest.mark.parametrize("times", [1, 20])
def test_frames_of_deep_calls_are_not_asked_of_the_system_each_time(times: int) -> None:
    counted: list[int] = []

    def work() -> None:
        _down(DEEPEST)  # whatever is touched for the first time
        before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
        for _ in range(times):
            _down(DEEPEST)
        counted.append(resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before)

    thread = Thread(target=with_room(work))
    thread.start()
    thread.join()
    assert counted[0] < 10
