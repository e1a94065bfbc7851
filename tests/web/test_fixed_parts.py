"""Templates whose unchanging parts are rendered once say what they say with Django's own loader, in every language.

`tests/walls/words/test_fixed_pages.py` compares Slipway's own pages.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.template import Context, Engine
from django.template.base import TextNode
from django.utils import translation

FIXING, CACHING = "slipway.web.fixed_parts.Loader", "django.template.loaders.cached.Loader"
SNIPPETS = {
    "a text": '{% translate "Save" %} {% translate "Cancel" %}',
    "a name": '{% translate "Save" as word %}[{{ word }}] {% translate "Cancel" as word %}[{{ word }}]',
    "a variable": "{% translate told %}",
    "a filter": '{% translate "Save"|upper %}',
    "a context": '{% translate "Save" context "of files" %}',
    "a text as it is": '{% translate "Save" noop %}',
    "signs": '{% translate "Save & <b>100%</b> \\" \'" %}{% translate "%(a)s 100%%" %}',
    "unescaped": '{% autoescape off %}{% translate "<i>Save</i>" %}{{ told }}{% endautoescape %}',
    "a block": "{% blocktranslate with told=told %}Hello {{ told }}{% endblocktranslate %}",
    "static files": "{% static 'web/mark.svg' %} {% static told %} {% static 'a b&c.svg' %}",
    "a static file by name": "{% static 'web/mark.svg' as mark %}[{{ mark }}]",
    "if": '{% if yes %}{% translate "Yes" %}{% elif told %}{% translate "No" %}{% else %}!{% endif %}'
    '{% if not yes %}{% translate "Yes" %}{% elif told %}a {% translate "No" %}{% else %}!{% endif %}',
    "for": '{% for each in many %}{{ each }} {% translate "of" %} {{ forloop.counter }}{% cycle "a" "b" %}'
    '{% ifchanged %}{% translate "Yes" %}{{ each }}{% else %}{% translate "No" %}{% endifchanged %}'
    '{% endfor %}{% for each in none %}{% empty %}{% translate "None" %}{% endfor %}',
    "with": '{% with a=told %}{% translate "Name" %}: {{ a }}{% endwith %}{{ a }}',
    "filter": '{% filter upper %}{% translate "Save" %}{{ told }}{% endfilter %}',
    "spaceless": '{% spaceless %}<p> <b>{% translate "Save" %}</b> </p>{% endspaceless %}',
    "another language": '{% translate "Save" %}{% language "de" %}{% translate "Save" %}{% endlanguage %}',
    "the language": "{% get_current_language as now %}{{ now }}",
    "verbatim": '{% verbatim %}{% translate "Save" %}{{ told }}{% endverbatim %}{# {% translate "Save" %} #}',
    "an include": '{% translate "Save" %}{% include "part" with told="x" %}{% include "part" only %}',
    "an include in a loop": '{% for told in many %}{% include "part" %}{% endfor %}',
    "inheritance": '{% extends "base" %}{% block inner %}{% translate "Name" %}{{ block.super }}{% endblock %}',
    "inheritance twice": '{% extends "inheritance" %}{% block inner %}[{{ block.super }}]{% endblock %}',
    "inheritance within if and for": '{% extends "layout" %}{% block inner %}<{{ told }}>{% endblock %}'
    '{% block each %}{{ each }}{% translate "No" %}{% endblock %}',
    "inheritance three deep": '{% extends parent3 %}{% block inner %}{% translate "Yes" %}{% endblock %}'
    "{% block nobody %}!{% endblock %}",
    "a variable of a block": '{% extends "layout" %}{% block inner %}{% translate "Save" as told %}{{ told }}'
    "{% endblock %}{% block last %}{{ told }}{% endblock %}",
    "a block within a block": '{% extends "layout" %}{% block title %}[{% block new %}{{ told }}{% endblock %}]'
    "{% endblock %}",
    "inheritance of an include": '{% include "inheritance by name" %}{% include "inheritance three deep" %}',
    "inheritance by name": '{% extends parent %}{% block title %}{% translate "Name" %}{% endblock %}',
}
BESIDE = {
    "part": '({% translate "Name" %} {{ told }})',
    "base": '<title>{% block title %}{% translate "Save" %}{% endblock %}</title>{% translate "Yes" %}'
    '{% block inner %}{% translate "No" %}{% include "part" %}{% endblock %}',
}
BESIDE |= {
    "layout": "{% if yes %}<title>{% block title %}{{ told }}{% endblock %}</title>{% endif %}"
    "{% for each in many %}{% block each %}{% endblock %}{% endfor %}"
    "{% block inner %}{% endblock %}{{ told }}{% block last %}{% endblock %}",
    "middle": '{% extends "layout" %}{% block title %}{% translate "Name" %} {{ told }}{% endblock %}',
}
TOLD = {"parent3": "middle", "told": "Name", "yes": True, "many": ["x", "x", "<y>"], "none": [], "parent": "base"}


def engine(loader: str, templates: dict[str, str]) -> Engine:
    """Django's engine with one loader for these."""
    loads = "{% load i18n static %}"
    known = {
        name: text.replace(" %}", f" %}}{loads}", 1) if text.startswith("{% extends") else loads + text
        for name, text in templates.items()
    }
    return Engine(
        loaders=[(loader, [("django.template.loaders.locmem.Loader", known)])],
        libraries={"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"},
    )


def said(by: Engine, name: str) -> str:
    return by.get_template(name).render(Context(TOLD))


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_same_is_said_in_each_language(name: str) -> None:
    fixing, caching = engine(FIXING, SNIPPETS | BESIDE), engine(CACHING, SNIPPETS | BESIDE)
    for language in ("en", "de", "es", "en", "de"):
        with translation.override(language):
            for _ in range(2):
                assert said(fixing, name) == said(caching, name), language
    with translation.override(None):
        assert said(fixing, name) == said(caching, name)


def test_languages_differ() -> None:
    fixing = engine(FIXING, SNIPPETS)
    for language, text in (("en", "Save Cancel"), ("de", "Speichern Abbrechen"), ("es", "Guardar Cancelar")):
        with translation.override(language):
            assert said(fixing, "a text") == text


@pytest.mark.parametrize(
    ("name", "is_fixed"), [("a text", True), ("a name", False), ("a variable", False), ("a filter", False)]
)
def test_what_cannot_change_is_text(name: str, *, is_fixed: bool) -> None:
    nodes = engine(FIXING, SNIPPETS).get_template(name).nodelist
    assert ([type(node) for node in nodes] == [TextNode]) == is_fixed


@pytest.fixture
def quick_turns() -> Iterator[None]:
    """Threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("quick_turns")
def test_threads_that_ask_for_a_new_template_at_once_say_all_of_it() -> None:
    many = {"many": '{% for each in many %}{% translate "Save" %}{{ each }}{% endfor %}, {% translate "Name" %} ' * 100}
    expected = {}
    for language in ("en", "de"):
        with translation.override(language):
            expected[language] = said(engine(CACHING, many), "many")

    for _ in range(10):
        fresh, start = engine(FIXING, many), Barrier(6)

        def ask(language: str, fresh: Engine = fresh, start: Barrier = start) -> bool:
            with translation.override(language):
                start.wait()
                return all(said(fresh, "many") == expected[language] for _ in range(3))

        with ThreadPoolExecutor(6) as threads:
            assert all(threads.map(ask, ["en", "de"] * 3))
