"""The one form in which texts are kept, so that a class is the same after it was written to a folder and read again."""

import unicodedata

_KEPT = "\n\t"


def plain_text(text: str) -> str:
    """`text` with `\\n` line ends and without the mark that some editors write in front."""
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")


def has_control_character(text: str) -> bool:
    """Whether something stands in `text` that is neither to be seen nor a line end or tab."""
    return any(unicodedata.category(char) == "Cc" and char not in _KEPT for char in text)
