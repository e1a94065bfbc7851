"""How texts get from sources into catalogues, and what keeps a catalogue from being complete."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools.catalogues import compiled, faults, merged, po_file, read, written
from tools.extraction import extract_all, texts_of_python, texts_of_template

ONE, MANY = "%(n)s unit", "%(n)s <b>units</b>"


@pytest.mark.parametrize(
    ("template", "texts"),
    [
        ("{% translate 'Save' %}", [("Save", None)]),
        ('   {% trans "Save" as label %}\n  {{ label }}', [("Save", None)]),
        ('{% translate "May" context "month" %}', [("May", "month")]),
        ('{% translate "Only 100 %" %}', [("Only 100 %%", None)]),
        ('<p title="{{ x|default:_("none") }}">{% pill "warn" label=_(\'late\') %}', [("none", None), ("late", None)]),
        ("{% blocktranslate %}Hi {{ name }}{% endblocktranslate %}", [("Hi %(name)s", None)]),
        ("{% blocktranslate with n=user.name %}Hi {{ n }}{% endblocktranslate %}", [("Hi %(n)s", None)]),
        ("{% blocktranslate trimmed %}\n  One\n  line {% endblocktranslate %}", [("One line", None)]),
        ("{% blocktranslate %}two\nlines{% endblocktranslate %}", [("two\nlines", None)]),
        (
            "{% blocktranslate count n=x trimmed %}\n{{ n }} unit{% plural %}\n{{ n }} units{% endblocktranslate %}",
            [(("%(n)s unit", "%(n)s units"), None)],
        ),
        ('{% blocktranslate context "verb" asvar x %}Open{% endblocktranslate %}', [("Open", "verb")]),
        ("{# {% translate 'no' %} #}{% comment %}{% translate 'no' %}{% endcomment %}", []),
        ("unbalanced ( \" ''' { <b> \n\t{% translate 'Save' %}\n  ) [", [("Save", None)]),
    ],
)
def test_texts_of_a_template(template: str, texts: list[tuple[object, str | None]]) -> None:
    assert [(text, context) for text, context, _ in texts_of_template(f"{{% load i18n %}}{template}")] == texts


@pytest.mark.parametrize(
    ("python", "texts"),
    [
        ("_('a' \"b\")", ["ab"]),
        ("ngettext('%(n)s unit', '%(n)s units', n)", [("%(n)s unit", "%(n)s units")]),
        ("raise Refused(Refusal.STALE, said('is %(age)s old', age=age), sent=1)", ["is %(age)s old"]),
        ("raise Refused(Refusal.STALE, 'The nonce was used before.') from error", ["The nonce was used before."]),
        ("raise Refused(problem, named)", []),
        ("for _ in range(3): gettext(name)", []),
    ],
)
def test_texts_of_python(python: str, texts: list[object]) -> None:
    assert [text for text, _, _ in texts_of_python(python.encode())] == texts


def test_comments_for_translators_come_along() -> None:
    template = "{# Translators: the month #}\n{% translate 'May' %}"
    assert [comments for _, _, comments in texts_of_template(template)] == [["Translators: the month"]]


def translated(one: object, string: object, *, flags: tuple[str, ...] = ()) -> Catalog:
    catalog = Catalog(locale="de")
    catalog.add(one, string, flags=flags)  # type: ignore[arg-type]
    return catalog


@pytest.mark.parametrize(
    ("original", "translation", "fault"),
    [
        ("Save", "Speichern", None),
        ("Save", "", "not translated"),
        ("Hi %(name)s", "Hallo %(name)s", None),
        ("Hi %(name)s", "Hallo %(nam)s", "other placeholders"),
        ("Hi %(name)s", "Hallo", "other placeholders"),
        ("{n} found", "{m} gefunden", "other placeholders"),
        ("a <b>word</b>", "ein <b>Wort</b>", None),
        ("a <b>word</b>", "ein <b>Wort", "other tags"),
        ('a <a href="/x">word</a>', 'ein <a href="//evil">Wort</a>', "other tags"),
        (" and", "und", "other spaces"),
        ((ONE, MANY), ("%(n)s Einheit", "%(n)s <b>Einheiten</b>"), None),
        ((ONE, MANY), ("Eine Einheit", "%(n)s <b>Einheiten</b>"), "other placeholders"),
        (("One", MANY), ("Eine", "%(n)s <b>Einheiten</b>"), None),
        ((ONE, MANY), ("%(n)s Einheit", ""), "not translated"),
        ((ONE, MANY), ("%(n)s Einheit",), "1 plural forms"),
    ],
)
def test_what_is_wrong_with_a_translation(original: object, translation: object, fault: str | None) -> None:
    found = list(faults(translated(original, translation)))
    assert len(found) == (fault is not None), found
    assert fault is None or fault in found[0]


def test_a_translation_that_nobody_has_looked_at_does_not_count() -> None:
    assert "fuzzy" in next(faults(translated("Save", "Sichern", flags=("fuzzy",))))


def test_a_merge_keeps_translations_and_writes_the_same_again(tmp_path: Path) -> None:
    path = po_file(tmp_path, "de")
    path.parent.mkdir(parents=True)
    path.write_bytes(written(translated("Save the unit", "Speichern"), "de"))
    template = Catalog()
    for text, file in [("Save the unit", "b.py"), ("Quite another text", "a.py")]:
        template.add(text, locations=[(file, 12)])
    once = written(merged(read(path, "de"), template), "de")
    path.write_bytes(once)
    assert written(merged(read(path, "de"), template), "de") == once
    assert b'msgid "Save the unit"\nmsgstr "Speichern"' in once
    assert b'msgid "Quite another text"\nmsgstr ""' in once
    assert not re.search(rb"Date|Generated|Translator|:12|@", once)


def test_a_compiled_catalogue_holds_what_is_translated() -> None:
    assert b"Speichern" in compiled(translated("Save", "Speichern"))
    assert b"Sichern" not in compiled(translated("Save", "Sichern", flags=("fuzzy",)))


def test_the_whole_product_is_read_but_migrations(tmp_path: Path) -> None:
    for name, text in [
        ("web/views.py", "_('a')"),
        ("web/templates/x.html", "{% translate 'b' %}"),
        ("web/migrations/x.py", "_('c')"),
    ]:
        file = tmp_path / "product" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    found = extract_all(tmp_path / "product")
    assert [(message.id, message.locations[0][0]) for message in found if message.id] == [
        ("b", "product/web/templates/x.html"),
        ("a", "product/web/views.py"),
    ]
