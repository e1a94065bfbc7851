"""What a person reads of a page."""

import re
from html import unescape

from django.http import HttpResponse


def text_of(answer: HttpResponse) -> str:
    """The words of the page's <main>, on one line."""
    html = main_of(answer)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def main_of(answer: HttpResponse) -> str:
    """The <main> of the page, as it was sent."""
    found = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert found, answer.content
    return found[0]


def main_tag(answer: HttpResponse) -> str:
    """The start tag of the page's <main>."""
    return main_of(answer).split(">", 1)[0]
