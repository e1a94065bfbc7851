"""Few wait for LMSs at once, and a press of a button ends in ten seconds."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from slipway.lms.http import client as http_client
from slipway.lms.http.client import a_press, get, post_form
from slipway.lms.http.few_at_once import CallTurns, TooManyError
from slipway.lms.http.network import Deadline, UnreachableError
from slipway.site.front.threads import RequestThreads
from tests.lms.platforms import Asked, Said, fake_platform


@contextmanager
def taken(turns: CallTurns, count: int) -> Iterator[Event]:
    """So many turns are taken by others, until the event is set."""
    begun, end = [Event() for _ in range(count)], Event()

    def take(mine: Event) -> None:
        with turns.one():
            mine.set()
            end.wait(20)

    for mine in begun:
        Thread(target=take, args=(mine,), daemon=True).start()
        mine.wait(20)
    try:
        yield end
    finally:
        end.set()


def test_a6_the_next_one_is_turned_away_when_the_others_wait_in_vain() -> None:
    turns = CallTurns(2, patience=0.2)
    with taken(turns, 2):
        begun = time.monotonic()
        with pytest.raises(TooManyError), turns.one():
            pass
        assert time.monotonic() - begun < 5
        begun = time.monotonic()
        with pytest.raises(TooManyError), turns.one():  # and from then on at once
            pass
        assert time.monotonic() - begun < 0.15


def test_a6_who_has_a_seat_waits_for_its_turn_and_lets_others_run() -> None:
    turns = CallTurns(1, patience=0, seats=1)
    with taken(turns, 1) as end, ThreadPoolExecutor(1) as waiting:
        seated = waiting.submit(lambda: turns.one().__enter__())
        while turns._seats > 0:
            time.sleep(0.01)
        with pytest.raises(TooManyError), turns.one():
            pass
        end.set()
        assert seated.result(timeout=20) is None


def test_a6_one_that_comes_while_the_others_are_quick_gets_its_turn() -> None:
    turns = CallTurns(2, patience=20)
    with taken(turns, 2) as end, ThreadPoolExecutor(1) as waiting:

        def later() -> bool:
            with turns.one():
                return end.is_set()

        got = waiting.submit(later)
        end.set()
        assert got.result(timeout=20)


def test_a_turn_is_given_back_whatever_happens() -> None:
    turns = CallTurns(1, patience=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turns.one():
            raise ZeroDivisionError


@pytest.mark.http
def test_a6_all_calls_of_a_press_together_have_one_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    def stall(asked: Asked) -> Said:
        time.sleep(5)
        return Said()

    monkeypatch.setattr(http_client, "PRESS_SECONDS", 0.6)
    with fake_platform(stall) as platform:
        begun = time.monotonic()
        with a_press():
            for _ in range(3):
                with pytest.raises(UnreachableError, match="did not answer in time"):
                    get(platform.url)
                with pytest.raises(UnreachableError, match="did not answer in time"):
                    post_form(platform.url, {})
        assert time.monotonic() - begun < 3
        assert len(platform.asked) == 1
    assert Deadline(http_client.CALL_SECONDS).left() > 7  # the next one has its own time


def test_threads_that_stand_aside_let_others_run() -> None:
    threads = RequestThreads(1, aside=2)
    ran, end = [Event() for _ in range(4)], Event()

    def waiting(mine: Event) -> None:
        with threads.step_aside():
            mine.set()
            end.wait(20)

    def put(job: object) -> None:
        threads._jobs.put(job)  # type: ignore[arg-type]

    for mine in ran[:2]:
        put(lambda mine=mine: waiting(mine))
    put(ran[2].set)
    assert all(event.wait(20) for event in ran[:3])
    end.set()
    put(ran[3].set)
    assert ran[3].wait(20)
