"""Letters that can be written in two ways: `ö` as one character, or as `o` and the two dots after it."""

import unicodedata


def composed(text: str) -> str:
    """`text` with each letter as one character where there is one. Macs decompose the names of files, others don't."""
    return unicodedata.normalize("NFC", text)
