"""A unit's guide: Markdown in, safe HTML out.

Guides are hostile until shown otherwise. Two layers stand between one and a page: Markdown that takes no HTML and
loses what may not be there (foreign images, links that lead nowhere), then an allow-list over what is left. The
result is stored; `with_image_urls` fills in the images' addresses when a page is made, because those are signed for
one session.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape, unescape
from urllib.parse import SplitResult, quote, unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from slipway.content.guides.code import CLASSES, coloured
from slipway.content.guides.images import images_of
from slipway.content.guides.work import Budget, Work, bounded_markdown, environment, most_html
from slipway.content.letters import composed

_TAGS = {"a", "br", "code", "em", "img", "s", "strong", "blockquote", "hr", "li", "ol", "p", "pre", "ul"}
_TAGS |= {"h2", "h3", "h4", "h5", "h6", "span", "table", "tbody", "td", "th", "thead", "tr"}
_ATTRIBUTES = {
    "a": {"href", "title", "target"},
    "img": {"src", "alt"},
    "code": {"class"},
    "span": {"class"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
}
_SHAPES = {
    ("a", "href"): re.compile(r"(?:https?://|mailto:).+", re.IGNORECASE | re.DOTALL),
    ("a", "target"): re.compile("_blank"),
    ("img", "src"): re.compile(r"unit-file:[\w.~/%-]+", re.ASCII),
    ("code", "class"): re.compile(r"language-[\w+#.-]{1,30}", re.ASCII),
    ("span", "class"): re.compile("|".join(CLASSES)),
    ("th", "class"): re.compile("text-(?:start|center|end)"),
    ("td", "class"): re.compile("text-(?:start|center|end)"),
}
# What is wider than a phone scrolls, by the keyboard too.
_SCROLLED = {"pre": {"tabindex": "0"}, "table": {"tabindex": "0"}}
# The page's policy takes no style attributes, so that a table's column is aligned by a class.
_ALIGNED = {"text-align:left": "text-start", "text-align:center": "text-center", "text-align:right": "text-end"}

# Exactly what the allow-list writes. It escapes quotes and `<`, so that no text or attribute can look like this.
_IMAGE = re.compile(r'<img src="unit-file:([^"<>]+)" alt="([^"]*)">')


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A guide as it is kept: HTML that is safe to store and to put into a page, and the work that it was.

    `images` are those that it means to show, each with its line (from 1) and its path in the unit; None for a path
    that cannot be one. Images elsewhere on the web are left out: they are shown as links.
    """

    html: str = ""
    images: tuple[tuple[int, str | None], ...] = ()
    work: int = 0


def lay_out(markdown: str, budget: Budget) -> LaidOut:
    """Lay out a guide (CommonMark, tables, strikethrough). Not in a transaction: it takes up to a second.

    Headings start at h2 and skip no level. Links to http(s) open a new tab; mailto stays; any other link becomes its
    text. An image that names a file of the unit gets `src="unit-file:<path, percent-encoded>"`; an image elsewhere is
    not loaded: it becomes a link. Code is coloured by classes. Raises TooMuchWorkError.
    """
    work = Work(budget)
    parser = bounded_markdown(work)
    tokens = parser.parse(markdown, environment(work))
    images = tuple(_images(tokens, work))
    _set_outline(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_kept(token.children))
        _align_by_class(token)
    most = most_html(markdown)
    html = _clean("".join(_rendered(tokens, parser, work, most=most)))
    work.check_html(len(html), most)
    return LaidOut(html, images, work.spent)


def _rendered(tokens: Sequence[Token], parser: MarkdownIt, work: Work, *, most: int) -> Iterator[str]:
    """The HTML of each block, so that what becomes too long is refused with its line."""
    options = _with_colours(tokens, parser.options, work)
    length = 0
    for block in _blocks(tokens):
        work.line = block[0].map[0] + 1 if block[0].map else work.line
        html = str(parser.renderer.render(block, options, {}))
        length += len(html)
        work.check_html(length, most)
        work.html(len(html))
        yield html


def _blocks(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of each block that lies in no other."""
    first, depth = 0, 0
    for after, token in enumerate(tokens, start=1):
        depth += token.nesting
        if depth == 0:
            yield tokens[first:after]
            first = after


def _with_colours(tokens: Sequence[Token], options: OptionsDict, work: Work) -> OptionsDict:
    """These options, with the colours of all code of these tokens."""
    painted: dict[tuple[str, str], str] = {}
    for token in tokens:
        language = unescapeAll(token.info).split(maxsplit=1)[:1] if token.type == "fence" else []
        if language and (token.content, language[0]) not in painted:
            work.line = token.map[0] + 1 if token.map else work.line
            found = coloured(token.content, language[0])
            work.spend(found.cost)
            painted[token.content, language[0]] = found.html

    def colours(code: str, language: str, _more: str) -> str:
        return painted.get((code, language), "")

    return OptionsDict({**options, "highlight": colours})  # type: ignore[typeddict-item]


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        set_tag_attribute_values=_SCROLLED,
        url_schemes={"http", "https", "mailto", "unit-file"},
        link_rel="noopener noreferrer",
    )


def with_image_urls(html: str, url_for: Callable[[str], str | None]) -> str:
    """Fill in the images of a rendered guide. `url_for` takes a file's path in its unit and gives its address; for
    None the image's alternative text stands instead. It is asked once for each path."""
    url_of = cache(url_for)

    def image(match: re.Match[str]) -> str:
        url = url_of(unquote(match[1]))
        return f'<img src="{escape(url)}" alt="{match[2]}">' if url else escape(unescape(match[2]), quote=False)

    return _IMAGE.sub(image, html)


def _images(tokens: Sequence[Token], work: Work) -> Iterator[tuple[int, str | None]]:
    for line, source in images_of(tokens):
        if not _is_web(source):
            work.image(line)
            yield line, unit_file_path(source)


@lru_cache(maxsize=64)  # one reference may be used by every image of a guide
def unit_file_path(source: str) -> str | None:
    """The file of the unit that an image's `source` names: a path inside the unit's folder, its letters composed; or
    None."""
    parts = _parts(source)
    path = posixpath.normpath(composed(unquote(parts.path))) if parts.path else ""
    leads_out = path.startswith(("/", "../")) or path in {"", ".", ".."} or "\\" in path
    return None if parts.scheme or parts.netloc or leads_out else path


def _attribute(tag: str, name: str, value: str) -> str | None:
    shape = _SHAPES.get((tag, name))
    return value if shape is None or shape.fullmatch(value) else None


def _set_outline(tokens: Sequence[Token]) -> None:
    """The page has its own h1; screen readers' users walk by headings, so that no level may be missing."""
    above: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            while above and above[-1] >= token.tag:
                above.pop()
            above.append(token.tag)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(len(above) + 1, 6)}"


def _align_by_class(token: Token) -> None:
    style = token.attrs.pop("style", None)
    if style in _ALIGNED:
        token.attrSet("class", _ALIGNED[str(style)])


def _kept(children: Sequence[Token]) -> Iterator[Token]:
    """The inline tokens that may be rendered. Links do not nest, nor may an image become a link inside one."""
    in_link = False
    for token in children:
        if token.type == "link_open":
            in_link = _is_address(_attr(token, "href"))
            yield from [_outward(token)] if in_link else []
        elif token.type == "link_close":
            yield from [token] if in_link else []
            in_link = False
        elif token.type == "image":
            yield from _text_only(token) if in_link and _is_web(_attr(token, "src")) else _image(token)
        else:
            yield token


def _image(token: Token) -> list[Token]:
    source = _attr(token, "src")
    if _is_web(source):
        opening = _outward(Token("link_open", "a", 1, attrs={"href": source}))
        return [opening, *(_text_only(token) or [_text(source)]), Token("link_close", "a", -1)]
    path = unit_file_path(source)
    if path is None:
        return _text_only(token)
    token.attrs = {"src": f"unit-file:{quote(path)}", "alt": ""}  # the renderer writes the alternative text
    return [token]


def _text_only(image: Token) -> list[Token]:
    text = _plain(image.children or [])
    return [_text(text)] if text else []


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(
        " " if token.type == "softbreak" else _plain(token.children or []) or token.content for token in tokens
    )


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _outward(link: Token) -> Token:
    if _is_web(_attr(link, "href")):
        link.attrSet("target", "_blank")
    return link


def _is_web(address: str) -> bool:
    return _parts(address).scheme in {"http", "https"}


def _is_address(address: str) -> bool:
    return _is_web(address) or _parts(address).scheme == "mailto"


def _parts(address: str) -> SplitResult:
    """`address` taken apart; what cannot be taken apart leads nowhere."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _attr(token: Token, name: str) -> str:
    return str(token.attrGet(name) or "")
