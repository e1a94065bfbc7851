"""A guide's HTML alone, for tests that look at nothing else of it."""

from slipway.classes.guide_work import Budget
from slipway.classes.guides import lay_out


def render_guide(markdown: str) -> str:
    """The HTML of one guide. Raises TooMuchWorkError."""
    return lay_out(markdown, Budget()).html
