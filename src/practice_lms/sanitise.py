"""The allow-list for what people write in the editor."""

import nh3

TAGS = {
    *("p", "br", "hr", "div", "span", "h2", "h3", "h4", "blockquote", "pre", "code"),
    *("strong", "b", "em", "i", "u", "ul", "ol", "li", "a", "img", "iframe"),
}
ATTRIBUTES = {
    "a": {"href", "target", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "iframe": {"src", "title", "width", "height", "allow", "allowfullscreen"},
}


def sanitise(html: str) -> str:
    """`html` with what the allow-list has, and nothing else."""
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel="noopener"
    )
