"""What the names at the top of a Python file stand for, as far as its imports and classes say it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

_UNITTEST = frozenset({"unittest", "unittest.case", "unittest.async_case"})


@dataclass(frozen=True, slots=True)
class ModuleNames:
    """Classes of a file by their names, and what is imported: as modules, and as names of modules."""

    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)

    def origin(self, expression: ast.expr) -> tuple[str, str]:
        """The module and the name there that `Name` or `module.Name` stands for; two empty texts for anything else."""
        match expression:
            case ast.Name(id=name):
                return self.imported.get(name, ("", ""))
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in self.modules:
                return self.modules[module], name
        return "", ""

    def is_of_unittest(self, expression: ast.expr, names: set[str]) -> bool:
        """Whether it is one of these names of Python's own `unittest`."""
        module, name = self.origin(expression)
        return module in _UNITTEST and name in names


def names_of(tree: ast.Module) -> ModuleNames:
    """The names at the top of a file."""
    names = ModuleNames()
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            names.classes[node.name] = node
        elif isinstance(node, ast.Import):
            names.modules.update({each.asname or each.name: each.name for each in node.names})
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.imported.update({each.asname or each.name: (node.module, each.name) for each in node.names})
    return names


def imports_of(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Each module that a file imports anywhere, by its first name, with the line; relative imports are left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name.partition(".")[0], node.lineno) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0], node.lineno
