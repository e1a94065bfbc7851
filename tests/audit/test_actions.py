"""The audit trail says what was done in words of a closed set, through one writer, and nothing reads it as data."""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from slipway.audit.actions import AuditAction

SOURCES = Path(__file__).parents[2] / "src" / "slipway"
ITS_OWN = SOURCES / "audit"
SHOWS_IT = SOURCES / "orgs" / "account" / "own_views.py"  # a person's own *Sign-ins and changes*
VALUES = frozenset(action.value for action in AuditAction)


def sources() -> Iterator[Path]:
    """Every module but the room of the trail itself and upgrades, which know no enum of a later day."""
    modules = (path for path in SOURCES.rglob("*.py") if "migrations" not in path.parts)
    return (path for path in modules if not path.is_relative_to(ITS_OWN))


@cache
def nodes(path: Path) -> Sequence[ast.AST]:
    return tuple(ast.walk(ast.parse(path.read_text())))


def written_by_upgrades() -> set[str]:
    upgrades = (path.read_text() for path in SOURCES.glob("*/migrations/*.py"))
    calls = (call for text in upgrades for call in text.split("AuditEntry.objects.create(")[1:])
    return {found[1] for call in calls if (found := re.search(r'action="([^"]+)"', call))}


def test_every_action_is_written_somewhere() -> None:
    named = {
        AuditAction[node.attr].value
        for path in sources()
        if path != SHOWS_IT
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "AuditAction"
    }
    assert VALUES - named == written_by_upgrades()


def test_an_action_is_written_by_its_name_alone() -> None:
    """Types see to the rest: `audit` takes no other text. But one that is put together would be written, and missed."""
    texts = {
        f"{path.relative_to(SOURCES)}: {node.value}"
        for path in sources()
        for node in nodes(path)
        if isinstance(node, ast.Constant) and node.value in VALUES
    }
    made = {str(path) for path in sources() if "AuditAction(" in path.read_text() and path != SHOWS_IT}
    assert texts | made == set()


def test_the_trail_has_one_writer_and_is_no_data() -> None:
    """Who wants to know later what happened gives what it happened to a column. One page shows a person their own."""
    readers = [path for path in sources() if re.search(r"AuditEntry|auditentry", path.read_text())]
    assert readers == [SHOWS_IT]


def test_the_names_are_the_values() -> None:
    assert {action.name: action.value for action in AuditAction} == {
        re.sub(r"\W", "_", value).upper(): value for value in VALUES
    }


@pytest.mark.parametrize(
    ("writes", "room"),
    [
        (r"CourseConnection(\.objects\.\w*create\w*)?\(|connections\.\w*create\w*\(", "connections.py"),
        (r"\.origins = ", "origins.py"),  # a launch learns the first one with the rest of its LMS
    ],
)
def test_one_verb_does_it_with_its_audit_row(writes: str, room: str) -> None:
    found = [path.name for path in sources() if re.search(rf"(?<!class ){writes}", path.read_text())]
    assert found == [room]
