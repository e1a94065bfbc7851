"""Every text of the product that is marked for translation, as one catalogue: from Python and from templates."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

Keyword = tuple[int | tuple[int, str], ...] | None

# Function → which of its arguments are texts (singular, plural; (n, "c") is a context). None: the first one.
KEYWORDS: Mapping[str, Keyword] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "text": None,  # slipway.words: translated where it is shown
    "Refused": (2,),  # the cause, likewise, where it has no values
    "Denial": (2,),
}
METHOD = re.compile(rb"\.text\(")  # of forms and claims: it reads a value, and marks nothing
TEMPLATE_SUFFIXES = {".html", ".txt"}
COMMENT_TAGS = ("Translators:",)

Text = str | tuple[str, ...]
Found = tuple[Text, str | None, list[str]]  # text (or singular and plural), context, translators' comments


def extract_all(root: Path) -> Catalog:
    """The texts of all Python files and templates below `root`.

    In the order of files, then of texts, so that a moved line changes nothing. References name files, no lines.
    """
    catalog = Catalog()
    for path in sorted(_sources(root), key=str):
        found = texts_of_template(path.read_text()) if _is_template(path) else texts_of_python(path.read_bytes())
        reference = str(path.relative_to(root.parent))
        for text, context, comments in sorted(found, key=_by_text):
            catalog.add(text, locations=[(reference, 0)], auto_comments=comments, context=context)
    return catalog


def texts_of_python(source: bytes) -> Iterator[Found]:
    """Every marked text of a Python file."""
    for _, text, comments, context in extract("python", BytesIO(METHOD.sub(b"(", source)), KEYWORDS, COMMENT_TAGS):
        yield text, context, comments


def texts_of_template(source: str) -> Iterator[Found]:
    """The same for a Django template, whose translation tags Django itself turns into calls."""
    # What is no text becomes a row of X; without its indentation Python's tokenizer takes it for names.
    calls = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    return texts_of_python(calls.encode())


def _by_text(found: Found) -> tuple[tuple[str, ...], str]:
    text, context, _ = found
    return (text,) if isinstance(text, str) else text, context or ""


def _sources(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        if not {"migrations", "samples"} & set(path.parts) and (path.suffix == ".py" or _is_template(path)):
            yield path


def _is_template(path: Path) -> bool:
    return "templates" in path.parts and path.suffix in TEMPLATE_SUFFIXES
