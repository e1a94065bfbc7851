"""The catalogues of translations: read, brought up to the sources, written without noise, compiled, judged."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LANGUAGES = ("de", "es")
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Slipway\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PLURALS = 2  # of every language that we have; its rule stands in the header
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}")
TAG = re.compile(r"<[^<>]+>")


def po_file(locale: Path, language: str) -> Path:
    """Where the translations into `language` are kept."""
    return locale / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue in a file; an empty one where there is no file."""
    if not path.exists():
        return Catalog(locale=language)
    return read_po(BytesIO(path.read_bytes()), locale=language)


def merged(catalog: Catalog, template: Catalog) -> Catalog:
    """`catalog` with exactly the texts of `template`: new ones empty, or fuzzy where an old one was much like it."""
    catalog.update(template, update_creation_date=False)
    catalog.obsolete.clear()
    for message in catalog:
        if message.id and not any(_list(message.string or "")):  # Babel finds likenesses of what nobody has translated
            message.flags.discard("fuzzy")
            message.previous_id = []
    return catalog


def written(catalog: Catalog, language: str) -> bytes:
    """The file of a catalogue. No dates, no names, no line numbers: only what somebody translated changes it."""
    body = BytesIO()
    write_po(body, catalog, omit_header=True, include_lineno=False, ignore_obsolete=True, include_previous=True)
    return HEADER.format(language=language).encode() + body.getvalue().lstrip()


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it; what is fuzzy or empty is left out, so that English stands for it."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def faults(catalog: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being complete and right, by text."""
    for message in catalog:
        if message.id:
            yield from (f"{_shown(message)}: {fault}" for fault in _faults_of(message))


def _faults_of(message: Message) -> Iterator[str]:
    originals, translations = _list(message.id), _list(message.string or "")
    if message.fuzzy:
        yield "fuzzy: look at it, then take the mark away"
    elif not all(translations):
        yield "not translated"
    elif len(originals) > 1 and len(translations) != PLURALS:
        yield f"{len(translations)} plural forms, not {PLURALS}"
    else:
        # The form for one may leave the number out, or name it where English does not.
        for number, translation in enumerate(translations):
            fitting = originals if number == 0 else originals[-1:]
            yield from _differences(fitting, translation)


def _differences(originals: list[str], translation: str) -> Iterator[str]:
    for what, pattern in (("placeholders", PLACEHOLDER), ("tags", TAG)):
        found = sorted(pattern.findall(translation))
        if found not in [sorted(pattern.findall(original)) for original in originals]:
            yield f"other {what} than the original: {' '.join(found) or 'none'}"
    if not any(_edges(original) == _edges(translation) for original in originals):
        yield "begins or ends with other spaces than the original"


def _list(text: str | Sequence[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _shown(message: Message) -> str:
    text = _list(message.id)[0]
    return repr(text if len(text) <= 60 else f"{text[:59]}…")
