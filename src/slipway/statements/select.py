"""Querysets that are compiled once, and run with other values each time."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

from slipway.statements.cursors import fixed_cursor
from slipway.statements.given import filled_in

M = TypeVar("M", bound=Model)
Made = TypeVar("Made")


class Select(Generic[M]):
    """The instances of a queryset, with `Given` in the places of what changes from run to run.

    It is built and compiled when it first runs. What the queryset annotates and joins by `select_related` stands at the
    instances, as it does at a queryset's own; prefetching is not known here.
    """

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build

    def all(self, **values: object) -> list[M]:
        """Every row, in the queryset's order."""
        statement, instances = self._compiled
        return [instances.instance(row) for row in statement.run(values)]

    def first(self, **values: object) -> M | None:
        """The first row; None where there is none. The queryset is to say itself that it wants only one."""
        return next(iter(self.all(**values)), None)

    @cached_property
    def _compiled(self) -> tuple["_Statement", "_Instances[M]"]:
        statement = _Statement(self._build())
        return statement, _Instances(statement.compiler)


class SelectRows(Generic[Made]):
    """The same for a queryset's `values_list`: each row becomes what `row` makes of its values."""

    def __init__(self, row: Callable[..., Made], build: Callable[[], QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._row, self._build = row, build

    def all(self, **values: object) -> list[Made]:
        """Every row, in the queryset's order."""
        return [self._row(*row) for row in self._compiled.run(values)]

    def first(self, **values: object) -> Made | None:
        """The first row; None where there is none. The queryset is to say itself that it wants only one."""
        return next(iter(self.all(**values)), None)

    @cached_property
    def _compiled(self) -> "_Statement":
        return _Statement(self._build())


class _Statement:
    """The SQL of a queryset, with what makes Python's values of a row's."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._params = self.compiler.as_sql()
        converters = self.compiler.get_converters(column[0] for column in self.compiler.select)
        self._converters = list(converters.items())

    def run(self, values: dict[str, object]) -> list[list[Any]]:
        """The rows with these values in the places that are `Given`."""
        used = connections[DEFAULT_DB_ALIAS]
        with fixed_cursor(used) as cursor:
            cursor.execute(self._sql, filled_in(self._params, values, used))
            return [self._converted(row, used) for row in cursor.fetchall()]

    def _converted(self, row: Sequence[Any], used: BaseDatabaseWrapper) -> list[Any]:
        values = list(row)
        for place, (converters, expression) in self._converters:
            for convert in converters:
                values[place] = convert(values[place], expression, used)
        return values


class _Instances(Generic[M]):
    """How instances are made of a compiled queryset's rows: what Django's `ModelIterable` finds out at each run."""

    def __init__(self, compiler: Any) -> None:
        select, info = compiler.select, compiler.klass_info
        first, last = info["select_fields"][0], info["select_fields"][-1]
        self._model, self._fields = info["model"], slice(first, last + 1)
        self._names = [column[0].target.attname for column in select[self._fields]]
        self._annotated: Sequence[tuple[str, int]] = list((compiler.annotation_col_map or {}).items())
        self._joined = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # as of Django 6

    def instance(self, row: list[Any]) -> M:
        """The instance of one row."""
        made: M = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[self._fields])
        for joined in self._joined:
            joined.populate(row, made)
        for name, place in self._annotated:
            setattr(made, name, row[place])
        return made
