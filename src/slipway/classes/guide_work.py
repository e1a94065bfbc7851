"""How much work a guide may make, and all guides of one archive or request together.

Some short texts cost Markdown's rules far more than their length: each `[` looks for its end up to the end of the
paragraph, each `*a` is four tokens. What is counted here are the steps that the parser takes, weighed so that one is
about a microsecond: the bounds do not depend on how fast a machine is, and the same guide is always judged alike.
They are far beyond what anybody writes for students: 200 KB of a handbook take 160 000.
"""

from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from slipway.words import Words, said

LONGEST_PARAGRAPH = 10_000  # characters of a paragraph, a heading, an item of a list or a cell
MOST_PARAGRAPHS = 10_000  # of all these together
MOST_IMAGES = 1_000
MOST_STEPS = 200_000  # of looking ahead for the end of a bracket; 200 KB of a handbook full of links take 2 000
MOST_OF_ONE = 1_000_000  # of a guide
MOST_TOGETHER = 2_500_000  # of the guides of an archive, and of a class

# What one of each costs. Measured, in microseconds.
_PLACE, _TOKEN, _LINK, _BLOCK, _BLOCK_TOKEN = 2, 5, 12, 8, 6
_CHARACTERS_FOR_ONE = 4
_WORK = "slipway-work"
_LINKS = frozenset({"link_open", "image"})


class TooMuchWorkError(Exception):
    """The guide is not laid out. `line` is where it became too much, `words` says why."""

    def __init__(self, line: int, words: Words) -> None:
        super().__init__(f"line {line}: {words}")
        self.line, self.words = line, words


@dataclass
class Budget:
    """The work of the guides of one archive, or of one request."""

    most: int = MOST_TOGETHER
    spent: int = 0

    @property
    def is_spent(self) -> bool:
        """Whether no further guide can be laid out."""
        return self.spent > self.most


@dataclass
class Work:
    """What one guide has cost so far; it comes out of the budget."""

    budget: Budget = field(default_factory=Budget)
    line: int = 1
    paragraphs: int = 0
    images: int = 0
    steps: int = 0
    spent: int = 0

    def spend(self, cost: int) -> None:
        """Raises TooMuchWorkError."""
        self.spent += cost
        self.budget.spent += cost
        if self.spent > MOST_OF_ONE:
            raise TooMuchWorkError(self.line, said("the guide is too much work to lay out"))
        if self.budget.is_spent:
            raise TooMuchWorkError(self.line, said("the guides up to here are too much work to lay out together"))

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
        self.spend(1)

    def image(self, line: int) -> None:
        """An image that is to be shown. Raises TooMuchWorkError."""
        self.images += 1
        if self.images > MOST_IMAGES:
            raise TooMuchWorkError(line, said("the guide shows more than %(most)d images", most=MOST_IMAGES))


class _BoundedInline(ParserInline):
    def skipToken(self, state: StateInline) -> None:  # noqa: N802  # the parser's own name
        state.env[_WORK].step()
        super().skipToken(state)


def bounded_markdown() -> MarkdownIt:
    """CommonMark without HTML, with tables and strikethrough, that raises TooMuchWorkError instead of working on.

    `environment(work)` goes with each text that it parses.
    """
    markdown = MarkdownIt("commonmark")
    markdown.inline = _BoundedInline()
    markdown.configure("commonmark", options_update={"html": False, "linkify": False})
    markdown.enable(["table", "strikethrough"])
    markdown.core.ruler.before("block", "count_characters", _count_characters)
    markdown.core.ruler.at("inline", _paragraphs)
    markdown.block.ruler.before("table", "count_blocks", _count_block)
    markdown.inline.ruler.before("text", "count_places", _count_place)
    markdown.inline.ruler2.before("balance_pairs", "count_tokens", _count_tokens)
    return markdown


def environment(work: Work) -> dict[str, object]:
    """What the parser is to be given, so that it counts there."""
    return {_WORK: work}


def _count_characters(state: StateCore) -> None:
    state.env[_WORK].spend(len(state.src) // _CHARACTERS_FOR_ONE)


def _count_block(state: StateBlock, line: int, _end: int, silent: bool) -> bool:  # its signature
    if not silent:
        state.env[_WORK].line = line + 1
        state.env[_WORK].spend(_BLOCK)
    return False


def _count_place(state: StateInline, _silent: bool) -> bool:  # its signature
    state.env[_WORK].spend(_PLACE)
    return False


def _count_tokens(state: StateInline) -> None:
    links = sum(token.type in _LINKS for token in state.tokens)
    state.env[_WORK].spend(_TOKEN * len(state.tokens) + _LINK * links)


def _paragraphs(state: StateCore) -> None:
    """markdown-it's own rule of this name, within the bounds."""
    work: Work = state.env[_WORK]
    work.spend(_BLOCK_TOKEN * len(state.tokens))
    for token in state.tokens:
        if token.type == "inline":
            work.begin(token.map[0] + 1 if token.map else work.line, len(token.content))
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
