"""What a form chose, out of what is offered."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from slipway.picker.choose import MOST_LINKS, NotChosenError, chosen_units
from slipway.picker.page import points_text
from slipway.picker.ties import Tie
from slipway.picker.tree import OfferedClass, OfferedModule, PickerUnit


def unit(title: str, room: UUID) -> PickerUnit:
    return PickerUnit(uuid4(), room, uuid4(), "Module", title, Decimal(100), published=True)


def offered_class(*titles: str) -> OfferedClass:
    own = uuid4()
    units = [unit(title, own) for title in titles]
    module = OfferedModule(units[0].module_id, "Module", len(units), frozenset(), units)
    return OfferedClass(own, "Class", Tie.NAMED, modules=[module])


OFFERED = [offered_class("a", "b"), offered_class("c", "d")]
IDS = {unit.title: str(unit.id) for each in OFFERED for unit in each.units()}


@pytest.mark.parametrize(
    ("sent", "multiple", "chosen"),
    [
        ("a", True, "a"),
        ("dba", True, "abd"),  # in the order of the classes, not of the ticks
        ("aa", True, "a"),
        ("a", False, "a"),
        ("dcb", False, "b"),  # the LMS takes one: the first
    ],
)
def test_what_is_chosen(*, sent: str, multiple: bool, chosen: str) -> None:
    choices = chosen_units([IDS[title] for title in sent], OFFERED, multiple=multiple)
    assert "".join(unit.title for _, unit in choices) == chosen


@pytest.mark.parametrize("multiple", [True, False])
@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ([], "Tick at least one unit"),
        ([""], "not offered here any more"),
        (["1 or 1=1"], "not offered here any more"),
        ([str(uuid4())], "not offered here any more"),
        ([IDS["a"], str(uuid4())], "not offered here any more"),
    ],
)
def test_what_chooses_nothing(*, sent: list[str], multiple: bool, says: str) -> None:
    with pytest.raises(NotChosenError, match=says):
        chosen_units(sent, OFFERED, multiple=multiple)


def test_so_many_and_no_more() -> None:
    large = offered_class(*map(str, range(MOST_LINKS + 1)))
    every = [str(unit.id) for unit in large.units()]
    assert len(chosen_units(every[:-1], [large], multiple=True)) == MOST_LINKS
    with pytest.raises(NotChosenError, match="at most 500"):
        chosen_units(every, [large], multiple=True)


@pytest.mark.parametrize(
    ("points", "words"),
    [("100.00", "100 points"), ("1.00", "1 point"), ("2.50", "2.5 points"), ("0", ""), ("10", "10 points")],
)
def test_points_in_words(points: str, words: str) -> None:
    assert points_text(Decimal(points)) == words
