"""What `[[exercise.tab]]` says, after the suite got other tabs."""

from collections.abc import Sequence
from dataclasses import replace

from slipway.content.kinds.exercise_settings import ExerciseTab
from slipway.words import Text, text


def tabs_of_suite(
    said: Sequence[ExerciseTab], before: Sequence[str], after: Sequence[str]
) -> tuple[tuple[ExerciseTab, ...], list[Text]]:
    """What is said of the tabs of a suite that had the tabs `before` and has those `after`; and what became different.

    A tab of another name in the same place is taken for the same one, renamed. What is gone takes with it what was said
    of it.
    """
    kept: list[ExerciseTab] = []
    told: list[Text] = []
    taken = {tab.tab for tab in said}
    for tab in said:
        name = tab.tab if tab.tab in after else _new_name(tab.tab, before, after, taken)
        if name is None:
            told.append(
                text("the tab “%(tab)s” is gone from the suite, and what was said of its points with it", tab=tab.tab)
            )
            continue
        if name != tab.tab:
            told.append(text("the tab “%(was)s” is called “%(now)s” now, and keeps its points", was=tab.tab, now=name))
        kept.append(replace(tab, tab=name))
    return tuple(kept), told


def _new_name(name: str, before: Sequence[str], after: Sequence[str], taken: set[str]) -> str | None:
    """What the tab is called now; None where it is gone."""
    if name not in before or len(before) != len(after):
        return None
    now = after[before.index(name)]
    return None if now in before or now in taken else now
