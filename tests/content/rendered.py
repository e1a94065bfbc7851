"""A guide's HTML alone, for tests that look at nothing else of it."""

from slipway.content.guides.layout import lay_out
from slipway.content.guides.work import Budget


def render_guide(markdown: str) -> str:
    """The HTML of one guide. Raises TooMuchWorkError."""
    return lay_out(markdown, Budget()).html
