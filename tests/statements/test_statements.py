"""Statements that are compiled once read and write what Django does, on both databases."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.db.models import CharField, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from slipway.orgs.models import Organization
from slipway.statements.given import Given
from slipway.statements.select import Select, SelectRows
from tests import factories
from tests.servers import Slipway

pytestmark = pytest.mark.http

NOBODYS = {"joined, one of them absent 3", "deferred and annotated 3"}  # a token that nobody has


def test_they_do_what_django_does(anywhere_at_length: Slipway) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.statements.everywhere"],
        env=dict(anywhere_at_length.environment) | {"DJANGO_SETTINGS_MODULE": "slipway.site.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    compared: dict[str, tuple[Any, Any]] = json.loads(done.stdout)
    assert len(compared) > 25
    assert {name for name, (expected, _) in compared.items() if not expected} == NOBODYS
    for name, (expected, found) in compared.items():
        assert found == expected, name


def named() -> QuerySet[Organization]:
    return Organization.objects.filter(slug=Given("slug", CharField()))


@pytest.mark.django_db
def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError, match="slug"):
        Select(named).all(name="acme")
    with pytest.raises(KeyError, match="slug"):
        SelectRows(str, lambda: named().values_list("slug")).first()


@pytest.mark.django_db
def test_a_statement_is_built_and_compiled_when_it_first_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    usual = SQLCompiler.as_sql

    def noted(self: Any, *args: Any, **kwargs: Any) -> Any:
        compiled.append(self.query.model.__name__)
        return usual(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", noted)
    there = [factories.organization(), factories.organization()]
    statement, rows = Select(named), SelectRows(str, lambda: named().values_list("slug"))
    before = len(compiled)
    for wanted in (*there, *there):
        assert statement.first(slug=wanted.slug) == wanted
        assert rows.all(slug=wanted.slug) == [wanted.slug]
    assert compiled[before:] == ["Organization", "Organization"]
