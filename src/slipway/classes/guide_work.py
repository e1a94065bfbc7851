"""How much work a guide may make: some short texts cost Markdown's rules the square of their length.

Each `[` looks for its end up to the end of the paragraph, emphasis looks back. 100 KB of `![` took 5.6 s before there
were bounds. They are far beyond what anybody writes for students, and do not depend on how fast a machine is.
"""

from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from slipway.words import Words, said

LONGEST_PARAGRAPH = 10_000  # characters of a paragraph, a heading, an item of a list or a cell
MOST_PARAGRAPHS = 10_000  # of all these together
MOST_STEPS = 200_000  # of looking ahead for the end of a bracket; 200 KB of a handbook full of links take 2 000
_WORK = "slipway-work"


class TooMuchWorkError(Exception):
    """The guide is not laid out. `line` is where it became too much, `words` says why."""

    def __init__(self, line: int, words: Words) -> None:
        super().__init__(f"line {line}: {words}")
        self.line, self.words = line, words


@dataclass
class Work:
    """What one guide has cost so far."""

    line: int = 1
    paragraphs: int = 0
    steps: int = 0

    def begin(self, line: int, length: int) -> None:
        """A paragraph of that many characters. Raises TooMuchWorkError."""
        self.line, self.paragraphs = line, self.paragraphs + 1
        if length > LONGEST_PARAGRAPH:
            words = said("a paragraph is longer than %(most)d characters", most=LONGEST_PARAGRAPH)
            raise TooMuchWorkError(line, words)
        if self.paragraphs > MOST_PARAGRAPHS:
            words = said("the guide has more than %(most)d paragraphs, list items and cells", most=MOST_PARAGRAPHS)
            raise TooMuchWorkError(line, words)

    def step(self) -> None:
        """One step ahead. Raises TooMuchWorkError."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuchWorkError(self.line, said("the guide has too many brackets, or they open and do not close"))


class _BoundedInline(ParserInline):
    def skipToken(self, state: StateInline) -> None:  # noqa: N802  # the parser's own name
        state.env[_WORK].step()
        super().skipToken(state)


def bounded_markdown() -> MarkdownIt:
    """CommonMark without HTML, with tables and strikethrough, that raises TooMuchWorkError instead of working on."""
    markdown = MarkdownIt("commonmark")
    markdown.inline = _BoundedInline()
    markdown.configure("commonmark", options_update={"html": False, "linkify": False})
    markdown.enable(["table", "strikethrough"])
    markdown.core.ruler.at("inline", _paragraphs)
    return markdown


def _paragraphs(state: StateCore) -> None:
    """markdown-it's own rule of this name, within the bounds."""
    work = state.env.setdefault(_WORK, Work())
    for token in state.tokens:
        if token.type == "inline":
            work.begin(token.map[0] + 1 if token.map else work.line, len(token.content))
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
