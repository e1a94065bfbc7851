"""Querysets that are compiled once, and run with other values each time."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID, SafeUUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState

from slipway.statements.cursors import fixed_cursor
from slipway.statements.given import filled_in

Converter = Callable[[Any, BaseDatabaseWrapper], Any]
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
        return [made for row in statement.run(values) if (made := instances.instance(row)) is not None]

    def first(self, **values: object) -> M | None:
        """The first row; None where there is none. The queryset is to say itself that it wants only one."""
        return next(iter(self.all(**values)), None)

    @cached_property
    def _compiled(self) -> tuple["_Statement", "_Instances[M]"]:
        statement = _Statement(self._build())
        compiler = statement.compiler
        annotated = list((compiler.annotation_col_map or {}).items())
        return statement, _Instances(compiler.klass_info, compiler.select, annotated)


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
        self._converters = [(place, _converter(*each)) for place, each in converters.items()]

    def run(self, values: dict[str, object]) -> list[list[Any]]:
        """The rows with these values in the places that are `Given`."""
        used = connections[DEFAULT_DB_ALIAS]
        with fixed_cursor(used) as cursor:
            cursor.execute(self._sql, filled_in(self._params, values, used))
            return [self._converted(row, used) for row in cursor.fetchall()]

    def _converted(self, row: Sequence[Any], used: BaseDatabaseWrapper) -> list[Any]:
        values = list(row)
        for place, convert in self._converters:
            values[place] = convert(values[place], used)
        return values


def _converter(converters: Sequence[Callable[..., Any]], expression: Any) -> Converter:
    """What makes Python's value of a column's."""
    if [each.__name__ for each in converters] == ["convert_uuidfield_value"]:  # most columns of SQLite that have any
        return _uuid

    def convert(value: Any, used: BaseDatabaseWrapper) -> Any:
        for each in converters:
            value = each(value, expression, used)
        return value

    return convert


def _uuid(digits: str | None, _used: BaseDatabaseWrapper) -> UUID | None:
    """What `UUID(digits)` makes of the 32 digits that SQLite keeps, without asking what else they could be."""
    if digits is None:
        return None
    made = object.__new__(UUID)
    object.__setattr__(made, "int", int(digits, 16))
    object.__setattr__(made, "is_safe", SafeUUID.unknown)
    return made


class _Instances(Generic[M]):
    """How instances of a model are made of a compiled queryset's rows, with those that are joined to them.

    As Django's `ModelIterable` makes them, but what it finds out at each run is found out once, and nobody is told of
    each instance by a signal.
    """

    def __init__(self, info: Any, select: Any, annotated: Sequence[tuple[str, int]] = ()) -> None:
        first, last = info["select_fields"][0], info["select_fields"][-1]
        self._model, self._fields, self._annotated = info["model"], slice(first, last + 1), annotated
        self._names = [column[0].target.attname for column in select[self._fields]]
        self._pk = first + self._names.index(self._model._meta.pk.attname)  # noqa: SLF001  # Django's documented name
        self._joined = [
            (_Instances[Any](each, select), each["local_setter"], each["remote_setter"])
            for each in info.get("related_klass_infos", [])
        ]

    def instance(self, row: list[Any]) -> M | None:
        """The instance of one row; None where an outer join found none. Columns that are left out are deferred."""
        if row[self._pk] is None:
            return None
        made: M = self._model.__new__(self._model)
        made._state = state = ModelState()  # noqa: SLF001
        state.db, state.adding = DEFAULT_DB_ALIAS, False
        made.__dict__.update(zip(self._names, row[self._fields], strict=True))
        for inner, tell, tell_back in self._joined:
            other = inner.instance(row)
            tell(made, other)
            if other is not None:
                tell_back(other, made)
        for name, place in self._annotated:
            made.__dict__[name] = row[place]
        return made
