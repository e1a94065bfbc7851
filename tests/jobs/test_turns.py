"""Who is served next: shares in turn, and within a share its queues in turn."""

import pytest

from slipway.jobs.queues import DueQueue, Queue, Turns, in_turn

MIT_CANVAS, MIT_MOODLE = Queue("grade", "mit", "canvas"), Queue("grade", "mit", "moodle")
ETH, ETH_LATER = Queue("grade", "eth", "moodle"), Queue("sync", "eth", "")
ALL = (MIT_CANVAS, MIT_MOODLE, ETH, ETH_LATER)


@pytest.mark.parametrize(
    ("served", "order"),
    [
        ({}, [ETH, MIT_CANVAS, ETH_LATER, MIT_MOODLE]),
        ({"eth": 1, ETH: 1}, [MIT_CANVAS, ETH_LATER, MIT_MOODLE, ETH]),
        ({"eth": 1, ETH: 1, "mit": 2, MIT_CANVAS: 2}, [ETH_LATER, MIT_MOODLE, ETH, MIT_CANVAS]),
    ],
)
def test_whoever_has_waited_longest_comes_first(served: dict[str | Queue, int], order: list[Queue]) -> None:
    assert [due.queue for due in in_turn(map(DueQueue, ALL), served)] == order


def test_what_comes_last_comes_after_all_else_of_its_share() -> None:
    served: dict[str | Queue, int] = {"mit": 1, MIT_CANVAS: 1, ETH_LATER: 2}
    order = [ETH_LATER, MIT_MOODLE, ETH, MIT_CANVAS]
    assert [due.queue for due in in_turn(map(DueQueue, ALL), {}, {"sync"})] == [ETH, MIT_CANVAS, ETH_LATER, MIT_MOODLE]
    assert [due.queue for due in in_turn(map(DueQueue, ALL), served, {"grade"})] == order


def test_a_share_with_many_queues_gets_no_more_than_one_with_one() -> None:
    turns = Turns()
    queues = [*(Queue("grade", "large", str(number)) for number in range(20)), Queue("grade", "small", "")]
    served = []
    for _ in range(40):
        first = turns.in_turn(map(DueQueue, queues))[0].queue
        turns.serve(first)
        served.append(first)
    assert [queue.share for queue in served].count("small") == 20
    assert len(set(served)) == 21


def test_a_queue_is_one_column() -> None:
    assert Queue(*MIT_CANVAS.column.split("\n")) == MIT_CANVAS
    with pytest.raises(ValueError, match="single lines"):
        Queue("grade", "mit\n", "").column  # noqa: B018
