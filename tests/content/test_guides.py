"""A guide's Markdown becomes HTML that may stand in a page, whoever wrote it."""

import re
from html.parser import HTMLParser

import pytest

from slipway.content.guides.layout import lay_out, unit_file_path, with_image_urls
from slipway.content.guides.work import Budget
from tests.content.rendered import render_guide

NEW_TAB = 'target="_blank" rel="noopener noreferrer"'


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Hello *you*, **now** ~~never~~", "<p>Hello <em>you</em>, <strong>now</strong> <s>never</s></p>"),
        (
            "```python\nif y:\n```",
            '<pre tabindex="0"><code class="language-python"><span class="code-keyword">if</span> y:\n</code></pre>',
        ),
        ("```\nplain\n```", '<pre tabindex="0"><code>plain\n</code></pre>'),
        ("`x = 1`", "<p><code>x = 1</code></p>"),
        ("3. third", '<ol start="3">\n<li>third</li>\n</ol>'),
        (
            "[docs](https://docs.example/a?b=1&c=2)",
            f'<p><a href="https://docs.example/a?b=1&amp;c=2" {NEW_TAB}>docs</a></p>',
        ),
        ("[mail](mailto:me@example.org)", '<p><a href="mailto:me@example.org" rel="noopener noreferrer">mail</a></p>'),
        ("[next](../next)", "<p>next</p>"),
        ("[**top**](#top) and [it](//evil.example)", "<p><strong>top</strong> and it</p>"),
        ("https://bare.example", "<p>https://bare.example</p>"),
        ("![A loop](img/loop.png)", '<p><img src="unit-file:img/loop.png" alt="A loop"></p>'),
        ("![A *big* loop](<./my loop.png> 'title')", '<p><img src="unit-file:my%20loop.png" alt="A big loop"></p>'),
        (
            "![cat](https://pics.example/cat.png)",
            f'<p><a href="https://pics.example/cat.png" {NEW_TAB}>cat</a></p>',
        ),
        (
            "![](https://pics.example/cat.png)",
            f'<p><a href="https://pics.example/cat.png" {NEW_TAB}>https://pics.example/cat.png</a></p>',
        ),
        (
            "[![cat](https://pics.example/cat.png)](https://cats.example)",
            f'<p><a href="https://cats.example" {NEW_TAB}>cat</a></p>',
        ),
        (
            "[![cat](cat.png)](https://cats.example)",
            f'<p><a href="https://cats.example" {NEW_TAB}><img src="unit-file:cat.png" alt="cat"></a></p>',
        ),
        ("![out](../secret.png) ![root](/etc/x.png)", "<p>out root</p>"),
    ],
)
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    assert render_guide(markdown).strip() == html


def test_columns_are_aligned_by_class_not_by_style() -> None:
    html = render_guide("| a | b |\n|:-:|--:|\n| 1 | 2 |\n")
    assert '<th class="text-center">a</th>' in html
    assert '<td class="text-end">2</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# a\n## b\n## c", ["h2", "h3", "h3"]),
        ("## a\n### b\n## c", ["h2", "h3", "h2"]),
        ("# a\n#### b\n#### c\n# d", ["h2", "h3", "h3", "h2"]),
        ("### a\n# b\n## c", ["h2", "h2", "h3"]),
        ("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6", ["h2", "h3", "h4", "h5", "h6", "h6"]),
        ("a\n===\n\nb\n---", ["h2", "h3"]),
    ],
)
def test_headings_start_at_h2_and_skip_no_level(written: str, shown: list[str]) -> None:
    html = render_guide(written)
    assert re.findall(r"<(h\d)>", html) == shown
    assert re.findall(r"</(h\d)>", html) == shown


PROBES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>body{display:none}</style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<!-- --><base href=//evil.example>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "[x](file:///etc/passwd)",
    "[x](unit-file:loop.png)",
    "[x](blob:https://slipway.example/1)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/png;base64,AAAA)",
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "![x](unit-file:loop.png)",
    "![x](//evil.example/x.png)",
    "![x](http://[)",
    '![" onerror="alert(1)](loop.png)',
    '![x](loop.png"onerror="alert(1))',
    '![x](loop.png "a" onerror="alert(1)")',
    '[x](https://a.example/"onclick="alert(1))',
    '[x](https://a.example "\\" onclick=alert(1) x=\\"")',
    '```python" onclick="alert(1)\nx\n```',
    "```btn\" class='modal\nx\n```",
    "```</code><script>alert(1)</script>\nx\n```",
    "`</code><script>alert(1)</script>`",
    '![<img src="unit-file:x" alt="x">](no.txt)',
    '<img src="unit-file:loop.png" alt="">',
    "| <script>alert(1)</script> | b |\n|---|---|\n| [x](javascript:1) | ![x](data:,x) |",
]
ALLOWED = {
    "a": {"href", "title", "target", "rel"},
    "img": {"src", "alt"},
    "code": {"class"},
    "pre": {"tabindex"},
    "table": {"tabindex"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
}
PLAIN = {"p", "br", "hr", "ul", "ol", "li", "pre", "code", "blockquote", "em", "strong", "s"}
PLAIN |= {"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}


class Inspector(HTMLParser):
    """Reads HTML as a browser would and notes what a guide may not have."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in PLAIN | ALLOWED.keys():
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ALLOWED.get(tag, set()) or not self._harmless(name, value or ""):
                self.found.append(f"<{tag} {name}={value!r}>")

    @staticmethod
    def _harmless(name: str, value: str) -> bool:
        match name:
            case "href":
                return value.startswith(("https://", "http://", "mailto:"))
            case "src":
                return value.startswith("https://files.example/")
            case "class":
                return re.fullmatch(r"language-[\w+#.-]+|text-(start|center|end)", value) is not None
            case _:
                return True


@pytest.mark.parametrize("probe", PROBES)
def test_nothing_hostile_reaches_the_page(probe: str) -> None:
    page = with_image_urls(render_guide(f"Before\n\n{probe}\n\nafter"), lambda path: f"https://files.example/{path}")
    inspector = Inspector()
    inspector.feed(page)
    inspector.close()
    assert inspector.found == []
    assert "<p>Before</p>" in page


@pytest.mark.parametrize("probe", [*PROBES, "\0", "[" * 2000, ">" * 2000, "*a" * 2000, "\ud7ff\u202e"])
def test_rendering_is_stable_and_fills_images_only(probe: str) -> None:
    html = render_guide(probe)
    if 'src="unit-file:' not in html:
        assert with_image_urls(html, lambda _: "https://files.example/x") == html


def test_images_get_their_addresses_when_the_page_is_made() -> None:
    html = render_guide('![My *loop*](img/my%20loop.png) ![Gone "<b>"](gone.png)')
    seen: list[str] = []

    def url_for(path: str) -> str | None:
        seen.append(path)
        return "/files/1?a=1&sig=<x>" if path == "img/my loop.png" else None

    assert with_image_urls(html, url_for).strip() == (
        '<p><img src="/files/1?a=1&amp;sig=&lt;x&gt;" alt="My loop"> Gone "&lt;b&gt;"</p>'
    )
    assert seen == ["img/my loop.png", "gone.png"]


@pytest.mark.parametrize("name", ["a b.png", "ünïcode.png", "50%.png", "a#b?.png", "q'uote&amp.png", "a+b;c,d.png"])
def test_any_file_name_finds_its_way_back(name: str) -> None:
    html = render_guide(f"![x](<{name.replace('%', '%25').replace('#', '%23').replace('?', '%3F')}>)")
    seen: list[str] = []
    with_image_urls(html, seen.append)
    assert seen == [name]


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("loop.png", "loop.png"),
        ("./img/../loop.png", "loop.png"),
        ("img/loop%20one.png", "img/loop one.png"),
        ("../loop.png", None),
        ("img/../../loop.png", None),
        ("%2e%2e/loop.png", None),
        ("..%2floop.png", None),
        ("/loop.png", None),
        ("//host/loop.png", None),
        ("..\\loop.png", None),
        ("file:loop.png", None),
        ("data:image/png,x", None),
        ("http://[", None),
        ("#part", None),
        (".", None),
        ("", None),
    ],
)
def test_an_image_is_a_path_inside_the_unit(source: str, path: str | None) -> None:
    assert unit_file_path(source) == path


GUIDE = """\
# Loops

Text that goes on
until ![one](one.png) and ![web](https://pics.example/cat.png)
and ![two](<my two.png>).

| a |
|---|
| ![three](../three.png) |

* `![code](not-shown.png)`
* ![four][ref]

[ref]: four.png
"""
AGAIN_AND_AGAIN = """\
see b.png
![a](b.png) ![a](b.png)
![x][r] ![a](b.png)

> ![a](
> b.png)
> ![q](c.png)

[r]: z.png
"""


@pytest.mark.parametrize(
    ("guide", "images"),
    [
        (GUIDE, [(4, "one.png"), (5, "my two.png"), (9, None), (12, "four.png")]),
        (AGAIN_AND_AGAIN, [(2, "b.png"), (2, "b.png"), (3, "z.png"), (3, "b.png"), (6, "b.png"), (7, "c.png")]),
    ],
)
def test_images_of_a_guide_are_found_with_their_lines(guide: str, images: list[tuple[int, str | None]]) -> None:
    assert lay_out(guide, Budget()).images == tuple(images)
