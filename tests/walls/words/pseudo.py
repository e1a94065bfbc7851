"""A language that nobody speaks: every text of the product in brackets and accents, made when tests ask for it.

What a page says without brackets never went through gettext. Placeholders and tags stay as they are.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.template import engines
from django.test import override_settings
from django.utils import translation

from tools.extraction import extract_all
from tools.messages import SOURCES

LANGUAGE, LOCALE = "en-xa", "en_XA"
ACCENTS = str.maketrans("AEIOUCNSYZaeioucnsyz", "ÀÈÌÒÙÇÑŠÝŽàèìòùçñšýž")
KEPT = re.compile(r"(%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|&\w+;)")
TAG = re.compile(r"(<[^<>]+>)")
# What Django and allauth say themselves: their own catalogues of English name every text.
THEIRS = (
    Path(django.__path__[0], "conf/locale/en/LC_MESSAGES/django.po"),
    Path(django.__path__[0], "contrib/auth/locale/en/LC_MESSAGES/django.po"),
    Path(allauth.__path__[0], "locale/en/LC_MESSAGES/django.po"),
)


def pseudo(text: str) -> str:
    """The text as nobody says it: ⟦Sàvè ⟧, each piece between tags for itself."""
    return "".join(piece if TAG.fullmatch(piece) else _bracketed(piece) for piece in TAG.split(text))


def _bracketed(piece: str) -> str:
    bare = piece.strip()
    if not bare:
        return piece
    accented = "".join(part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in KEPT.split(bare))
    return piece.replace(bare, f"⟦{accented}⟧")


@cache
def pseudo_catalogue() -> bytes:
    """Every text of the product, of Django and of allauth, compiled."""
    made = Catalog(locale="en")
    for catalog in (*map(_read, THEIRS), extract_all(SOURCES)):
        for message in catalog:
            if message.id:
                spoken = pseudo(message.id) if isinstance(message.id, str) else tuple(map(pseudo, message.id))
                made.add(message.id, spoken, context=message.context)
    file = BytesIO()
    write_mo(file, made)
    return file.getvalue()


def _read(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()), locale="en")


@contextmanager
def pseudo_spoken(folder: Path) -> Iterator[None]:
    """Inside, this process knows the language, and whoever asks for it is answered in it."""
    file = folder / LOCALE / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(pseudo_catalogue())
    languages = [*settings.LANGUAGES, (LANGUAGE, "⟦Pseudo⟧")]
    paths = [*settings.LOCALE_PATHS, folder]
    forget_templates()
    with override_settings(LANGUAGES=languages, LOCALE_PATHS=paths), translation.override(LANGUAGE):
        yield
    forget_templates()


def forget_templates() -> None:
    """Let templates be compiled anew: what never changes of them is kept in the words of each language."""
    for loader in engines["django"].engine.template_loaders:  # type: ignore[attr-defined]  # of Django's own backend
        loader.reset()
