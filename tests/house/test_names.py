"""A public name means one thing: it is defined in one room, and there in one module, but for a few with a reason."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import slipway

PRODUCT = Path(slipway.__path__[0])

LOOKED_FOR = {
    "log": "Every module that logs has a logger of its own, and all are called so.",
    "urlpatterns": "Django looks for this name in every URLconf.",
}
SEVERAL_ROOMS = LOOKED_FOR | {
    "ResourceLink": "One thing: a placed link, as a message names it (lti) and as the row that binds it (lms).",
}
SEVERAL_MODULES = LOOKED_FOR | {"Command": "Django looks for this name in the module of every command."}


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def defined() -> Iterator[tuple[Path, str]]:
    """Every public function, class and constant at the top of a module, with the module's place in the product."""
    for file in PRODUCT.rglob("*.py"):
        if not {"migrations", "samples"} & set(file.parts):  # whose names Django chooses, or an exercise
            for name in public_names(parsed(file)):
                yield file.relative_to(PRODUCT), name


def public_names(module: ast.Module) -> Iterator[str]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
        else:
            names = []
        yield from (name for name in names if not name.startswith("_"))


def room_of(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


def is_known_elsewhere(path: Path) -> bool:
    """Not views, which their own room's URLconf alone names, nor settings and template tags, which Django reads."""
    return "templatetags" not in path.parts and not re.search(r"(settings|views)$", path.stem)


def test_no_public_name_is_defined_in_two_rooms() -> None:
    rooms = defaultdict[str, set[str]](set)
    for path, name in defined():
        if is_known_elsewhere(path):
            rooms[name].add(room_of(path))
    found = {name: sorted(of_name) for name, of_name in rooms.items() if len(of_name) > 1}
    assert {name: of_name for name, of_name in found.items() if name not in SEVERAL_ROOMS} == {}
    assert set(SEVERAL_ROOMS) <= set(found)


def test_no_public_name_is_defined_in_two_modules_of_a_room() -> None:
    modules = defaultdict[tuple[str, str], set[str]](set)
    for path, name in defined():
        modules[room_of(path), name].add(str(path))
    found = {(room, name): sorted(of_name) for (room, name), of_name in modules.items() if len(of_name) > 1}
    assert {key: of_name for key, of_name in found.items() if key[1] not in SEVERAL_MODULES} == {}
    assert set(SEVERAL_MODULES) == {name for _room, name in found}


def test_views_are_used_in_their_own_room_alone() -> None:
    used = [
        f"{file.relative_to(PRODUCT)}: {node.module}"
        for file in PRODUCT.rglob("*.py")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.ImportFrom) and re.match(r"slipway\.", node.module or "")
        if any(name.endswith("views") for name in (str(node.module), *(alias.name for alias in node.names)))
        and str(node.module).split(".")[1] != file.relative_to(PRODUCT).parts[0]
    ]
    assert used == []
