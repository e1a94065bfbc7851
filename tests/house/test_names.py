"""A public name means one thing: no name is defined in two rooms, but for those that stand here with a reason."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import slipway

PRODUCT = Path(slipway.__path__[0])

SEVERAL_ROOMS = {
    "log": "Every module that logs has a logger of its own, and all are called so.",
    "ResourceLink": "One thing: a placed link, as a message names it (lti) and as the row that binds it (lms).",
    "urlpatterns": "Django looks for this name in every URLconf.",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module with its room, but for those whose names are chosen elsewhere or used in their own room alone.

    Django chooses the names of settings, migrations and template tags. Views are used by their own room's URLconf.
    """
    for file in sorted(PRODUCT.rglob("*.py")):
        path = file.relative_to(PRODUCT)
        if not {"migrations", "templatetags"} & set(path.parts) and not re.search(r"(settings|views)$", path.stem):
            yield path.parts[0].removesuffix(".py"), ast.parse(file.read_text())


def public_names(module: ast.Module) -> Iterator[str]:
    """The functions, classes and constants that a module defines, without those that begin with an underscore."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            defined = [target.id for target in targets if isinstance(target, ast.Name)]
        else:
            defined = []
        yield from (name for name in defined if not name.startswith("_"))


def names_of_several_rooms() -> Mapping[str, set[str]]:
    rooms = defaultdict[str, set[str]](set)
    for room, module in modules():
        for name in public_names(module):
            rooms[name].add(room)
    return {name: found for name, found in rooms.items() if len(found) > 1}


def test_no_public_name_is_defined_in_two_rooms() -> None:
    found = names_of_several_rooms()
    assert {name: sorted(rooms) for name, rooms in found.items() if name not in SEVERAL_ROOMS} == {}
    assert set(SEVERAL_ROOMS) <= set(found)


def test_views_are_used_in_their_own_room_alone() -> None:
    used = [
        f"{file.relative_to(PRODUCT)}: {node.module}"
        for file in PRODUCT.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and re.match(r"slipway\.", node.module or "")
        if any(name.endswith("views") for name in (str(node.module), *(alias.name for alias in node.names)))
        and str(node.module).split(".")[1] != file.relative_to(PRODUCT).parts[0]
    ]
    assert used == []
