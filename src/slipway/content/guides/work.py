"""How much work a guide may make, and all guides of one archive or request together.

Some short texts cost Markdown's rules far more than their length: each `[` looks for its end up to the end of the
paragraph, each `*a` is four tokens. What is counted here are the steps that the parser takes, weighed so that one is
about a microsecond: the bounds do not depend on how fast a machine is, and the same guide is always judged alike.
They are far beyond what anybody writes for students: 200 KB of a handbook take 250 000.
"""

from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from slipway.words import Text, text

LONGEST_PARAGRAPH = 10_000  # characters of a paragraph, a heading, an item of a list or a cell
MOST_PARAGRAPHS = 10_000  # of all these together
MOST_IMAGES = 1_000
LONGEST_ADDRESS = 2_000  # characters of the address of a link or an image, and of a title, as they are written
MOST_STEPS = 200_000  # of looking ahead for the end of a bracket; 200 KB of a handbook full of links take 2 000
MOST_OF_ONE = 1_000_000  # of a guide
MOST_TOGETHER = 2_500_000  # of the guides of an archive, and of a class
# Characters of HTML that a guide becomes, for each of its own and for all. Prose becomes twice its own, a table of
# single figures or code in colours up to ten times; a reference of a few letters may become its whole address.
_HTML_FOR_ONE, _HTML_FOR_ALL = 8, 256_000

# What one of each costs. Measured, in microseconds.
_PLACE, _TOKEN, _LINK, _BLOCK, _BLOCK_TOKEN = 2, 5, 12, 8, 6
_ADDRESS = 10
_CHARACTERS_FOR_ONE = 4  # of the text, of an address each time it is written, and of an image's each time it is used
_LINK_CHARACTERS_FOR_ONE = 16
# Not what cleaning it takes, but what PostgreSQL does to keep it: all of an archive is written in one transaction.
_HTML_CHARACTERS_FOR_ONE = 4
_WORK = "slipway-work"
_LINKS = frozenset({"link_open", "image"})


class TooMuchWorkError(Exception):
    """The guide is not laid out. `line` is where it became too much, `words` says why."""

    def __init__(self, line: int, words: Text) -> None:
        super().__init__(f"line {line}: {words.english}")
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
        """Count this cost. Raises TooMuchWorkError."""
        self.spent += cost
        self.budget.spent += cost
        if self.spent > MOST_OF_ONE:
            raise TooMuchWorkError(self.line, text("the guide is too much work to lay out"))
        if self.budget.is_spent:
            raise TooMuchWorkError(self.line, text("the guides up to here are too much work to lay out together"))

    def paragraph(self) -> None:
        """Count a paragraph, list item or cell. Raises TooMuchWorkError."""
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            words = text("the guide has more than %(most)d paragraphs, list items and cells", most=MOST_PARAGRAPHS)
            raise TooMuchWorkError(self.line, words)

    def begin(self, line: int, length: int) -> None:
        """Come to the text of a paragraph, of that many characters. Raises TooMuchWorkError."""
        self.line = line
        if length > LONGEST_PARAGRAPH:
            words = text("a paragraph is longer than %(most)d characters", most=LONGEST_PARAGRAPH)
            raise TooMuchWorkError(line, words)

    def address(self, written: str) -> None:
        """Count an address that is to be read. Raises TooMuchWorkError."""
        self.check_length(written, self.line)
        self.spend(_ADDRESS + len(written) // _CHARACTERS_FOR_ONE)

    def check_length(self, written: str, line: int) -> None:
        """Check the length of an address or a title. Raises TooMuchWorkError."""
        if len(written) > LONGEST_ADDRESS:
            words = text("an address or a title is longer than %(most)d characters", most=LONGEST_ADDRESS)
            raise TooMuchWorkError(line, words)

    def html(self, length: int) -> None:
        """Count that many characters of HTML, which are to be cleaned and kept. Raises TooMuchWorkError."""
        self.spend(length // _HTML_CHARACTERS_FOR_ONE)

    def check_html(self, length: int, most: int) -> None:
        """Check the length of the guide's whole HTML, in characters. Raises TooMuchWorkError."""
        if length > most:
            raise TooMuchWorkError(self.line, text("the guide becomes far longer than it is written"))

    def step(self) -> None:
        """Count one step of looking ahead. Raises TooMuchWorkError."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuchWorkError(self.line, text("the guide has too many brackets, or they open and do not close"))
        self.spend(1)

    def image(self, line: int) -> None:
        """Count an image that is to be shown. Raises TooMuchWorkError."""
        self.images += 1
        if self.images > MOST_IMAGES:
            raise TooMuchWorkError(line, text("the guide shows more than %(most)d images", most=MOST_IMAGES))


def most_html(markdown: str) -> int:
    """How many characters of HTML this guide may become."""
    return len(markdown) * _HTML_FOR_ONE + _HTML_FOR_ALL


class _BoundedInline(ParserInline):
    def skipToken(self, state: StateInline) -> None:  # noqa: N802  # the parser's own name
        state.env[_WORK].step()
        super().skipToken(state)


class _CountedBlocks(StateBlock):
    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Count each token as it comes, because a table is one block, however many cells it has."""
        work: Work = self.env[_WORK]
        work.spend(_BLOCK_TOKEN)
        if ttype == "inline":
            work.line = next((token.map[0] + 1 for token in reversed(self.tokens) if token.map), work.line)
            work.paragraph()
        return super().push(ttype, tag, nesting)


class _BoundedBlock(ParserBlock):
    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: EnvType,
        outTokens: list[Token],  # noqa: N803  # the parser's own name
    ) -> list[Token] | None:
        state = _CountedBlocks(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


class _BoundedMarkdown(MarkdownIt):
    def __init__(self, work: Work) -> None:
        super().__init__("commonmark")
        self._work = work
        self.inline = _BoundedInline()
        self.block = _BoundedBlock()

    def normalizeLink(self, url: str) -> str:  # noqa: N802  # the parser's own name
        self._work.address(url)
        return super().normalizeLink(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  # the parser's own name
        self._work.address(link)
        return super().normalizeLinkText(link)


def bounded_markdown(work: Work) -> MarkdownIt:
    """CommonMark without HTML, with tables and strikethrough, that raises TooMuchWorkError instead of working on.

    It is for one guide; `environment(work)` goes with it.
    """
    markdown = _BoundedMarkdown(work)
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
    work: Work = state.env[_WORK]
    work.spend(_TOKEN * len(state.tokens))
    for token in state.tokens:
        if token.type in _LINKS:
            work.check_length(str(token.attrGet("title") or ""), work.line)
            work.spend(_cost_of_link(token))


def _cost_of_link(token: Token) -> int:
    """What is written once by a reference is copied, read and cleaned each time that it is used."""
    length = sum(len(str(value)) for value in token.attrs.values())
    return _LINK + length // (_CHARACTERS_FOR_ONE if token.type == "image" else _LINK_CHARACTERS_FOR_ONE)


def _paragraphs(state: StateCore) -> None:
    """markdown-it's own rule of this name, within the bounds."""
    work: Work = state.env[_WORK]
    for reference in state.env.get("references", {}).values():
        work.check_length(reference["title"], reference["map"][0] + 1)
    for token in state.tokens:
        if token.type == "inline":
            work.begin(token.map[0] + 1 if token.map else work.line, len(token.content))
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
