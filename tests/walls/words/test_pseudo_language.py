"""Every text goes through gettext: in a language of brackets, no page says a word outside them."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db.models import CharField, JSONField, TextField
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from slipway.launches.decision import denial_of
from slipway.launches.store.records import mark_refused
from slipway.lti.refusal import Refusal, Refused
from slipway.web.refusals import EXPLANATIONS, TEACHERS_ASKED, refusal_page
from slipway.words import text
from tests.often import often
from tests.walls.people import browsers, form
from tests.walls.table import LAUNCHED, OPEN, OWN_DOOR, read
from tests.walls.test_walk import undone
from tests.walls.words.bare_texts import bare_lines, bare_texts, says_something
from tests.walls.words.pseudo import LANGUAGE, TAG, pseudo, pseudo_spoken
from tests.walls.world import World
from tools.messages import SOURCES

ASKS = {"Accept-Language": LANGUAGE}
# Columns that hold a word of the program's own, not something that somebody called somebody.
OF_THE_PROGRAM = {
    "role", "state", "kind", "door", "code", "cause", "version", "message_type", "language", "action", "binding",
    "deployment_policy", "purpose", "type", "password",
}  # fmt: skip
NO_PAGES = {
    "canvas-xml", "canvas-json-moved", "unit-file", "mfa_download_recovery_codes", "jwks", "organization-jwks",
    "unit-preview", "unit-new-preview",
}  # fmt: skip  # files, and a guide as it was typed


@pytest.fixture
def there(db: None, standing: World, tmp_path: Path) -> Iterator[World]:
    with pseudo_spoken(tmp_path / "locale"):
        yield standing


def data() -> set[str]:
    """What people and LMSs have called things: all text that stands in the database."""
    found: set[str] = set()
    for model in apps.get_models():
        fields = [each.name for each in model._meta.get_fields() if _is_text(each)]
        for row in model._default_manager.values_list(*fields) if fields else ():
            found |= {text for value in row for text in _texts(value)}
    return found | {TAG.sub("", line).strip("# ") for text in found for line in text.splitlines()}  # guides have lines


def _is_text(field: object) -> bool:
    is_text = isinstance(field, CharField | TextField | JSONField) and not (getattr(field, "choices", None))
    return is_text and getattr(field, "name", "") not in OF_THE_PROGRAM


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield str(name)
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def left_out(name: str, answer: HttpResponseBase, known: set[str]) -> list[str]:
    """What a page says outside the brackets. `known` is what was called something before: all is read anew only for
    a page that says more.
    """
    if "html" not in answer.get("Content-Type", "") or not bare_texts(html := answer.getvalue().decode(), known):
        return []
    return [f"{name}: {text[:120]}" for text in bare_texts(html, data())]


PEOPLE, ALIKE = ("owner", "student", "nobody"), ("teacher", "visit")  # who see nothing that no other sees


@pytest.mark.http
@pytest.mark.parametrize("who", [*PEOPLE, *(pytest.param(each, marks=pytest.mark.long) for each in ALIKE)])
def test_pages_at_slipways_own_door(there: World, who: str) -> None:
    client, found, known = browsers(there)[who], list[str](), data()
    for (name, method), row in (read(OWN_DOOR) | read(OPEN)).items():
        if method == "GET" and row[who] not in {"405", "done"} and name not in NO_PAGES:
            answer = client.get(there.acme.path(name), follow=True, headers=ASKS)
            found += left_out(f"{name} ({answer.status_code})", answer, known)
    assert found == []


@pytest.mark.http
@pytest.mark.parametrize("sent", often(["nothing"], ["nothing", "something"]))
def test_forms_at_slipways_own_door(there: World, sent: str) -> None:
    """Sent empty, they say what is missing; sent well, the next page says what happened (in which language, is tested
    for the form that chooses it elsewhere)."""
    client, found, known = browsers(there)["owner"], list[str](), data()
    for (name, method), row in (read(OWN_DOOR) | read(OPEN)).items():
        if method == "POST" and row["owner"] not in {"405", "-"} and name not in {*NO_PAGES, "my-language"}:
            fields = form(there.acme, name) if sent == "something" else {}
            with undone():
                cache.clear()
                answer = client.post(there.acme.path(name), fields, follow=True, headers=ASKS)
                found += left_out(name, answer, known)
    assert found == []
    assert [line for each in mail.outbox for line in bare_lines(f"{each.subject}\n{each.body}", data())] == []
    assert sent == "nothing" or mail.outbox


@pytest.mark.http
@pytest.mark.parametrize("address", ["account_reset_password", "organization-people"])
def test_a_mail_is_in_the_language_of_its_reader(there: World, address: str) -> None:
    """Of the account that it goes to, whatever the browser speaks that it was asked for in."""
    reader = there.acme.people["student"]
    type(reader).objects.filter(pk=reader.pk).update(language=LANGUAGE)
    client = browsers(there)["owner" if address == "organization-people" else "nobody"]
    client.post(there.acme.path(address), {"email": reader.email, "role": "teacher"})
    (sent,) = mail.outbox
    assert sent.to == [reader.email]
    assert bare_lines(f"{sent.subject}\n{sent.body}", data()) == []


@pytest.mark.http
def test_pages_of_a_launch(there: World) -> None:
    bearers, known, found = there.bearers(), data(), list[str]()
    for who, brings in bearers.items():
        client = brings.client()
        for (name, method), row in read(LAUNCHED).items():
            if row[who] in {"page", "shell", "over", "403", "422"}:
                path = there.acme.path(name, launch_id=brings.launch_id)
                with undone():
                    answer = client.post(path, headers=ASKS) if method == "POST" else client.get(path, headers=ASKS)
                    found += left_out(f"{name} as {who}", answer, known)
    assert found == []


@pytest.mark.http
def test_refusals(there: World) -> None:
    request, found, known = RequestFactory().get("/lti", headers=ASKS), list[str](), data()
    for each in [*EXPLANATIONS.values(), TEACHERS_ASKED]:
        page = refusal_page(request, Refused(Refusal.STALE), there.acme.launch.pk, explanation=each)
        found += left_out(str(each.title), page, known)
    assert found == []


@pytest.mark.http
@pytest.mark.parametrize("path", ["/nothing-here", "/lti", "/accounts/password/reset/key/1-x/", "/invitations/x"])
def test_dead_ends(there: World, path: str) -> None:
    assert left_out(path, Client().get(path, follow=True, headers=ASKS), data()) == []


def test_a_text_that_was_left_out_is_found() -> None:
    page = """<title>⟦Sàvè⟧ · Slipway</title><h1>Left out</h1><p>⟦A ⟦nèštèd⟧ òñè⟧ Loops lab</p>
        <a title="Also left" aria-label="⟦gòòd⟧" href="/x">17 · https://x.example/words u-1</a>
        <input type="submit" value="Send it"><input value="typed"><code>slipway serve</code>
        <p data-said="left out too" data-module="/static/x.js">⟦{n}⟧</p><img alt="No alt"><br>and at the end"""
    assert bare_texts(page, {"Loops lab", "u-1"}) == [
        "Left out", "Also left", "Send it", "left out too", "No alt", "and at the end",
    ]  # fmt: skip
    assert bare_lines("⟦Hèllò,\n\nyòù⟧ Ida\nleft out\nhttps://x.example/word", {"Ida"}) == ["left out"]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Save", "⟦Šàvè⟧"),
        ("%(count)s units of {n} %%", "⟦%(count)s ùñìtš òf {n} %%⟧"),
        ("More<span class='x'> about %(title)s</span>", "⟦Mòrè⟧<span class='x'> ⟦àbòùt %(title)s⟧</span>"),
        (" , ", " ⟦,⟧ "),
    ],
)
def test_the_language_keeps_places_and_tags(text: str, spoken: str) -> None:
    assert pseudo(text) == spoken


def test_causes_of_refusals_can_be_translated() -> None:
    """A cause is one literal, or `text` of a literal: nothing else is in the catalogues."""
    made = [f"{path.name}:{node.lineno}" for path, node in _causes() if isinstance(node, ast.JoinedStr | ast.BinOp)]
    assert made == []


def _causes() -> Iterator[tuple[Path, ast.expr]]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = {"Refused": 1, "Denial": 1, "text": 0, "gettext": 0, "gettext_lazy": 0, "_": 0}
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield from ((path, each) for each in node.args[names[node.func.id] :][:1])


@pytest.mark.http
def test_what_an_archive_is_refused_for(there: World) -> None:
    broken = BytesIO(b"no archive")
    broken.name = "class.zip"
    path = there.acme.path("class-upload")
    answer = browsers(there)["owner"].post(path, {"archive": broken}, headers=ASKS)
    assert pseudo("is not a zip archive that can be read") in answer.content.decode()


@pytest.mark.http
@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (text("The consumer key is unknown here."), pseudo("The consumer key is unknown here.")),
        (
            text("The form has more than %(most)d fields.", most=400),
            pseudo("The form has more than %(most)d fields.") % {"most": 400},
        ),
        ("A cause of the release before.", "A cause of the release before."),
    ],
)
def test_the_cause_of_a_refusal_in_the_log(there: World, cause: str, told: str) -> None:
    launch = mark_refused(there.acme.launch, denial_of(Refused(Refusal.NOT_VERIFIED, cause)))
    launch.save()
    path = there.acme.path("launch", launch_id=launch.pk)
    assert told in browsers(there)["owner"].get(path, headers=ASKS).content.decode()


TAGS = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SENTENCES = re.compile(r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}", re.DOTALL)
ATTRIBUTES = re.compile(
    r"\{% block (?:main_class|main_attributes|bar_state|main_state) %\}.*?\{% endblock %\}", re.DOTALL
)
ARGUMENT = re.compile(r"""\{%[^%]*\b(?:label|title|help|text)=(?:"([^"]*)"|'([^']*)')""")


def out_of_gettext(template: str) -> list[str]:
    """What a template itself says, and the words that it hands to a component, outside gettext."""
    left = SENTENCES.sub("", ATTRIBUTES.sub("", template))
    handed = ["".join(literal) for literal in ARGUMENT.findall(left)]
    return [*bare_texts(TAGS.sub("", left), ()), *(text for text in handed if says_something(text, ()))]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>{% translate 'Save' %} {{ name }}{% blocktranslate %}Hi {{ x }}{% endblocktranslate %}</p>", 0),
        ("<p>{% if x %}Left out{% endif %}</p>", 1),
        ('<a title="Left out">{{ x }}</a>{% pill "warn" label=_("late") %}', 1),
        ("{% copy_field label=\"Left out\" value=x %}{% block main_class %}narrow{% endblock %}", 1),
    ],
)  # fmt: skip
def test_a_text_that_a_template_leaves_out_is_found(template: str, found: int) -> None:
    assert len(out_of_gettext(template)) == found


def in_its_tag(template: Path) -> str:
    """A template as it is read. One is all attributes of a tag that stands in another one."""
    text = template.read_text()
    return f"<div {text}></div>" if template.name in {"words.html", "trial_words.html"} else text


def test_templates_say_nothing_outside_gettext() -> None:
    """In states too that no walk comes to."""
    templates = list(SOURCES.glob("*/templates/**/*.*"))
    assert len(templates) > 100
    found = {path.name: out_of_gettext(in_its_tag(path)) for path in templates}
    assert {name: texts for name, texts in found.items() if texts} == {}


COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


def test_scripts_say_nothing_of_their_own() -> None:
    """Their words come from templates, in data attributes: a literal that begins like a sentence is one left out."""
    literal = re.compile(r"""["'`]([A-Z][a-z]+ [a-z]+[^"'`\n]*)["'`]""")
    scripts = [path for path in SOURCES.glob("*/static/*/*.js") if path.parent.name != "vendor"]
    assert len(scripts) > 15
    found = {path.name: literal.findall(COMMENT.sub("", path.read_text())) for path in scripts}
    assert {name: texts for name, texts in found.items() if texts} == {}
