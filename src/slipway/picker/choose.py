"""What a picker's form chose: a decision over what it sent and what is offered now."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from slipway.picker.tree import OfferedClass, PickerUnit

MOST_LINKS = 500  # links of one answer: more is a slip of the hand, and LMSs bound what they take

Choice = tuple[OfferedClass, PickerUnit]


class NotChosenError(ValueError):
    """The form chose nothing that can be placed; the text says what to do."""


def chosen_units(sent: Sequence[str], offered: Iterable[OfferedClass], *, multiple: bool) -> list[Choice]:
    """The units whose ids were sent, in the order of the classes; without `multiple` the first of them alone.

    Raises NotChosenError when nothing was sent, too much, or an id that is not offered.
    """
    if not sent:
        raise NotChosenError(_("Tick at least one unit."))
    wanted = {unit_id_of(text) for text in sent}
    choices = [(room, unit) for room in offered for unit in room.units() if unit.id in wanted]
    if len(choices) < len(wanted):
        raise NotChosenError(
            _("One of the units is not offered here any more. Nothing was placed. This list is new: please look again.")
        )
    if not multiple:
        return choices[:1]
    if len(choices) > MOST_LINKS:
        raise too_many()
    return choices


def too_many() -> NotChosenError:
    """More units than one answer takes."""
    return NotChosenError(_("That is too much at once. Tick at most %(most)s units.") % {"most": MOST_LINKS})


def unit_id_of(text: str) -> UUID | None:
    """The id, or None for a text that is none; None is never offered."""
    try:
        return UUID(text)
    except ValueError:
        return None
