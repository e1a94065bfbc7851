"""Sentences that are made where Django is not known, and said in the reader's language where they are shown.

The ground below every room, so that `slipway.lti` and class folders can use it. `slipway.web.languages` says them.
"""

from collections.abc import Mapping
from typing import Self


class Text(str):
    """An English sentence that knows its pattern and what was put into it; else a text like any other."""

    pattern: str
    values: Mapping[str, object]

    def __new__(cls, pattern: str, values: Mapping[str, object]) -> Self:
        words = super().__new__(cls, pattern % values if values else pattern)
        words.pattern, words.values = pattern, values
        return words


def text(pattern: str, **values: object) -> Text:
    """The sentence, marked for translation. `pattern` is a literal; `values` fill its places `%(name)s`.

    Without values the pattern is taken as it is, so that a percent sign in it needs no doubling.
    """
    return Text(pattern, values)
