"""Ids of launches are UUIDs of version 7: in order of time, and no two alike."""

import time
from uuid import RFC_4122

from slipway.lms.launch_ids import time_ordered_id


def test_an_id_says_its_version_variant_and_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    made = time_ordered_id()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= after


def test_ids_of_later_milliseconds_come_later() -> None:
    made = []
    for _ in range(20):
        made.append(time_ordered_id())
        time.sleep(0.0011)
    assert made == sorted(made)
    assert [each.hex for each in made] == sorted(each.hex for each in made)  # as SQLite keeps them
    assert len({each.int >> 80 for each in made}) == 20


def test_no_two_are_alike() -> None:
    made = [time_ordered_id() for _ in range(100_000)]
    assert len(set(made)) == 100_000
    varying = 0
    for each in made:
        varying |= each.int ^ made[0].int
    assert varying & (2**62 - 1) == 2**62 - 1  # every random bit is in use
    assert varying >> 64 & 0xFFF == 0xFFF
