"""The queries in Slipway's sources, and whether each says whose rows it reads or changes."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model, UUIDField

from slipway.orgs.models import Organization, User

SOURCES = Path(__file__).parents[2] / "src" / "slipway"
MANAGERS = {"objects", "_default_manager", "_base_manager"}
FETCHERS = {"get_object_or_404", "get_list_or_404"}
CONDITIONS = {"filter", "get", "get_or_create", "update_or_create"} | FETCHERS
WITHOUT_OTHERS = {"create", "bulk_create", "bulk_update", "none", "of"}  # nobody else's row is met
OWN = {"user", "account", "sent_by"}  # relations to the person whose row it is; others say who did something
PLAIN_IDS = {"organization_id", "identity_id", "classroom_id", "unit_id"}  # of rooms above


@dataclass(frozen=True)
class Query:
    """A query: where it stands (file.function, or file.name of a module's constant), of which model, and what is called
    on it.
    """

    place: str
    model: str
    calls: tuple[ast.Call, ...]

    def is_scoped(self) -> bool:
        """Whether one of its conditions names an owner. Of a model that is no tenant's: always."""
        if self.model not in every_model():
            return False  # a variable: nobody can see whose rows these are
        model = tenants_models().get(self.model)
        return model is None or any(_is_scoped_by(model, call) for call in self.calls)


@cache
def every_model() -> dict[str, type[Model]]:
    """All models, by name."""
    return {model.__name__: model for model in apps.get_models()}


@cache
def tenants_models() -> dict[str, type[Model]]:
    """The models of Slipway whose rows belong to an organization, by name."""
    ours = {name: model for name, model in every_model().items() if model.__module__.startswith("slipway.")}
    return {name: model for name, model in ours.items() if _is_tenants(model)}


def queries_in(source: str, stem: str) -> Iterator[Query]:
    """Every query of a file: what begins with a manager, and models that a fetcher is given."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            model, calls = ast.unparse(node.value).rpartition(".")[2], tuple(_calls_on(node, parents))
        elif isinstance(node, ast.Call) and _name(node) in FETCHERS and ast.unparse(node.args[0]) in every_model():
            model, calls = ast.unparse(node.args[0]), (node,)
        else:
            continue
        yield Query(f"{stem}.{_function_around(node, parents)}", model, calls)


def _calls_on(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.Call]:
    """What is called on `node`, on what that gives, and so on; and the fetcher that is given the whole."""
    while isinstance(parent := parents[node], ast.Attribute | ast.Call):
        if isinstance(parent, ast.Call):
            if parent.func is node or _name(parent) in FETCHERS:
                yield parent
            if parent.func is not node:
                return
        node = parent


def _function_around(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str:
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.FunctionDef):
            return node.name
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node in _top(parents, node):
            return node.targets[0].id
    return ""


def _top(parents: dict[ast.AST, ast.AST], node: ast.AST) -> list[ast.stmt]:
    """The statements beside `node`, if it stands in no function or class."""
    module = parents[node]
    return module.body if isinstance(module, ast.Module) else []


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _is_tenants(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> bool:
    """Whether the model's own fields lead to an organization."""
    if model is Organization or model is User or model in seen:
        return model is Organization
    fields = [field for field in model._meta.get_fields() if isinstance(field, Field)]
    above = {field.related_model for field in fields if isinstance(field.related_model, type)}
    names_one = any(field.attname == "organization_id" for field in fields)
    return names_one or any(_is_tenants(each, seen | {model}) for each in above)


def _is_scoped_by(model: type[Model], call: ast.Call) -> bool:
    if _name(call) in WITHOUT_OTHERS:
        return True
    return _name(call) in CONDITIONS and any(_names_owner(model, each) for each in [*call.args, *call.keywords])


def _names_owner(model: type[Model], condition: ast.AST) -> bool:
    """Whether a condition limits the query to an owner's rows: of alternatives each has to."""
    match condition:
        case ast.keyword(arg=str(path), value=value):
            if path.removesuffix("__in") in {"pk", "id"}:
                return _is_of_held_row(value)
            return not (isinstance(value, ast.Constant) and value.value is None) and _leads_to_owner(model, path)
        case ast.keyword(arg=None, value=ast.Dict(keys=keys, values=values)):
            pairs = [
                (key.value, value) for key, value in zip(keys, values, strict=True) if isinstance(key, ast.Constant)
            ]
            return any(_names_owner(model, ast.keyword(arg=str(path), value=value)) for path, value in pairs)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _names_owner(model, left) and _names_owner(model, right)
        case ast.BinOp(left=left, op=ast.BitAnd(), right=right):
            return _names_owner(model, left) or _names_owner(model, right)
        case ast.Call(func=ast.Name(id="Q"), args=args, keywords=keywords):
            return any(_names_owner(model, each) for each in [*args, *keywords])
    return False


def _is_of_held_row(value: ast.expr) -> bool:
    """Whether a key is that of a row that the caller, or the query around, has: `row.pk`, a list of those."""
    if isinstance(value, ast.ListComp | ast.SetComp):
        return _is_of_held_row(value.elt)
    if isinstance(value, ast.Call):
        return _name(value) == "OuterRef"
    return isinstance(value, ast.Attribute) and (value.attr in {"pk", "id"} or value.attr.endswith("_id"))


def _leads_to_owner(model: type[Model], path: str) -> bool:
    here: type[Model] | None = model
    owner = False
    for step in path.split("__"):
        try:
            field = here._meta.get_field(step) if here else None
        except FieldDoesNotExist:
            field = None
        if field is None:
            return owner and step in {"in", "pk"}  # other comparisons, as `startswith`, leave many
        owner = _is_owner(field, step)
        here = field.related_model if isinstance(field.related_model, type) else None
    return owner


def _is_owner(field: Any, name: str) -> bool:
    """Whether a field names one tenant: by a row of theirs, or by what is unique and no bare id, as a token's hash."""
    if field.related_model is User:
        return name.removesuffix("_id") in OWN
    if isinstance(field.related_model, type):
        return _is_tenants(field.related_model)
    is_unique = isinstance(field, Field) and field.unique and not isinstance(field, UUIDField)
    return (is_unique and field.model is not User) or name in PLAIN_IDS
