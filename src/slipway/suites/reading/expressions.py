"""The calls and assignments of cases: from what a teacher writes to the code that runs.

The grammar is TESTed's, and `n = f(1)` besides. A bare name that is called is the program's: `f(1)` becomes
`submission.f(1)`. So is one in capitals. Any other bare name is a variable of the context, and an earlier case must
have assigned it; such a variable hides a name of the program, as it does in Python.
"""

import ast
import builtins
from collections.abc import Set
from dataclasses import dataclass, field

from slipway.suites.reading.casts import cast_of
from slipway.suites.reading.code_literals import cast_code, constant_code, row_code
from slipway.suites.reading.findings import quoted
from slipway.suites.reading.python_source import (
    MOST_LEVELS,
    ExpressionRefused,
    not_taken,
    only_statement,
    too_many_levels,
)
from slipway.words import Text, text

SUBMISSION = "submission"  # what the program's module is called in the code that runs
_NOTHINGS = frozenset({"Null", "Undefined"})
_BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadStatement:
    """A statement as it runs. `assigned` is the variable that it sets; `is_assignment` holds for attributes too."""

    code: str
    is_assignment: bool = False
    assigned: str | None = None
    warnings: tuple[Text, ...] = ()


def read_statement(source: str, *, assigned: Set[str], namespace: str) -> ReadStatement:
    """The statement in `source`, where the context has the variables `assigned`. Raises ExpressionRefused."""
    writer = _CodeWriter(assigned, namespace)
    statement = only_statement(source)
    if isinstance(statement, ast.Expr):
        return ReadStatement(code=writer.code(statement.value), warnings=tuple(writer.warnings))
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        raise not_taken(statement)
    target, value = _sides(statement)
    if isinstance(value, ast.Name) and isinstance(statement, ast.Assign) and value.id not in _NOTHINGS:
        raise ExpressionRefused(
            text("only a literal or a call can be assigned, and %(name)s is a name", name=quoted(value.id))
        )
    right = writer.code(value)
    left = writer.target(target)
    return ReadStatement(
        code=f"{left} = {right}",
        is_assignment=True,
        assigned=target.id if isinstance(target, ast.Name) else None,
        warnings=tuple(writer.warnings),
    )


def _sides(statement: ast.Assign | ast.AnnAssign) -> tuple[ast.expr, ast.expr]:
    """Target and value. A type annotation is dropped: it is for other languages, and may name types of theirs."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    if statement.value is None:
        raise ExpressionRefused(text("the variable is given no value: write name = value"))
    if len(targets) == 1 and isinstance(targets[0], ast.Name | ast.Attribute):
        return targets[0], statement.value
    raise ExpressionRefused(text("only one name, or one attribute, can be assigned: write it as name = value"))


@dataclass(slots=True)
class _CodeWriter:
    """Writes expressions anew, each name with what it belongs to."""

    assigned: Set[str]
    namespace: str
    warnings: list[Text] = field(default_factory=list)

    def code(self, node: ast.expr, level: int = 0) -> str:
        if level > MOST_LEVELS:
            raise too_many_levels()
        if isinstance(node, ast.Call):
            return self._call(node, level)
        if isinstance(node, ast.Attribute):
            return f"{self._base(node.value, level)}.{node.attr}"
        if isinstance(node, ast.Name):
            return self._name(node.id)
        if isinstance(node, ast.Dict):
            return self._dict(node, level)
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return self._row(node, level)
        return constant_code(node)

    def target(self, node: ast.expr) -> str:
        """The left side of an assignment."""
        if isinstance(node, ast.Attribute):
            return self.code(node)
        assert isinstance(node, ast.Name)
        if node.id in {self.namespace, SUBMISSION, *_NOTHINGS}:
            raise ExpressionRefused(text("%(name)s cannot be assigned: choose another name", name=quoted(node.id)))
        return node.id

    def _call(self, node: ast.Call, level: int) -> str:
        if not (isinstance(node.func, ast.Name) and node.func.id in self.assigned) and (cast := cast_of(node)):
            return cast_code(*cast, write=lambda argument: self.code(argument, level + 1))
        arguments = [self.code(argument, level + 1) for argument in node.args]
        for keyword in node.keywords:
            if keyword.arg is None:
                raise not_taken(ast.Starred(keyword.value))
            arguments.append(f"{keyword.arg}={self.code(keyword.value, level + 1)}")
        return f"{self._called(node.func, level)}({', '.join(arguments)})"

    def _called(self, node: ast.expr, level: int) -> str:
        if isinstance(node, ast.Attribute):
            return self.code(node, level + 1)
        if not isinstance(node, ast.Name):
            raise ExpressionRefused(text("only a function or a method can be called: give what is called a name first"))
        if node.id in self.assigned:
            return node.id
        if node.id in _BUILTINS:
            self._warn_of_builtin(node.id)
        return f"{SUBMISSION}.{self._constructor(node.id)}"

    def _warn_of_builtin(self, name: str) -> None:
        sentence = text(
            "%(name)s is looked for in the program, not among Python's own functions: call a function of the exercise "
            "instead, unless the program shall define %(name)s itself",
            name=name,
        )
        self.warnings.append(sentence)

    def _constructor(self, name: str) -> str:
        """A class is looked for by a name without underscores, as TESTed does: `My_class` is `MyClass`."""
        if not name[0].isupper() or "_" not in name:
            return name
        joined = "".join(part[:1].upper() + part[1:] for part in name.split("_"))
        sentence = text(
            "%(name)s is a class, and looked for as %(joined)s: write %(module)s.%(name)s(…) for one of this very name",
            name=quoted(name),
            joined=quoted(joined),
            module=quoted(self.namespace),
        )
        self.warnings.append(sentence)
        return joined

    def _name(self, name: str) -> str:
        if name in _NOTHINGS:
            return "None"
        if name in self.assigned:
            return name
        if name.isupper():
            return f"{SUBMISSION}.{name}"
        if name == self.namespace:
            raise ExpressionRefused(
                text("%(name)s is the whole program: write %(name)s.x for its x", name=quoted(name))
            )
        sentence = text(
            "no earlier case of this context assigns %(name)s: assign it first, or write %(module)s.%(name)s for what "
            "the program calls so",
            name=quoted(name),
            module=quoted(self.namespace),
        )
        raise ExpressionRefused(sentence)

    def _base(self, node: ast.expr, level: int) -> str:
        """What stands before a dot."""
        if isinstance(node, ast.Name) and node.id == self.namespace and node.id not in self.assigned:
            return SUBMISSION
        code = self.code(node, level + 1)
        return code if isinstance(node, ast.Name | ast.Attribute | ast.Call) else f"({code})"

    def _dict(self, node: ast.Dict, level: int) -> str:
        pairs = []
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                raise not_taken(ast.Starred(value))
            pairs.append(f"{self.code(key, level + 1)}: {self.code(value, level + 1)}")
        return f"{{{', '.join(pairs)}}}"

    def _row(self, node: ast.List | ast.Tuple | ast.Set, level: int) -> str:
        return row_code(node, [self.code(each, level + 1) for each in node.elts])
