"""Small changes of a program, each of which makes another program of it: what a careful test suite should notice.

Only the changed piece of the source is written anew, so that comments and lines stay where they are.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from slipway.content.kinds.python_source import SourceProblem, parse_python, python_problem

LONGEST_PIECE = 60  # characters of a changed piece that are told
TRIES = 3  # for each change that is wanted: some pieces cannot be written
_MOST = 10**15  # numbers below it are changed by one

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.FloorDiv,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange:
    """A program in which one piece is different: on which line, what stood there, what stands there now."""

    line: int
    was: str
    now: str
    source: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where something stands in the source, in bytes, and what is put there instead: written once it is chosen."""

    line: int
    begin: int
    end: int
    now: ast.AST | str
    in_brackets: bool

    @property
    def written(self) -> str:
        """Raises ValueError and RecursionError for what Python reads and can't write."""
        return self.now if isinstance(self.now, str) else ast.unparse(self.now)


def source_changes(source: str, *, most: int) -> list[SourceChange]:
    """At most so many changes of a program, spread over its lines, in their order; none for what is no Python.

    Two of them may make the same of it, and some may change nothing of what the program does: who asks must bear that.
    """
    data = source.encode()
    parsed = parse_python(data)
    if isinstance(parsed, SourceProblem):
        return []
    try:
        pieces = list(_Changes(data).within(parsed))
    except RecursionError:  # it is nested deeper than anybody writes
        return []
    made = (_made(data, piece) for piece in islice(_spread(pieces), TRIES * most))
    chosen = islice((change for change in made if change is not None), most)
    return sorted(chosen, key=lambda change: change.line)


def _made(data: bytes, piece: _Piece) -> SourceChange | None:
    """The change; None for one that is no program."""
    try:
        now = piece.written
    except (ValueError, RecursionError):
        return None
    put = f"({now})" if piece.in_brackets else now
    changed = data[: piece.begin] + put.encode() + data[piece.end :]
    if python_problem(changed) is not None:
        return None
    was = data[piece.begin : piece.end].decode()
    return SourceChange(line=piece.line, was=_short(was), now=_short(now), source=changed.decode())


def _spread(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """One of each line, then another of each line that has more, and so on."""
    lines: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        lines[piece.line].append(piece)
    rounds = zip_longest(*(lines[line] for line in sorted(lines)))
    return (piece for piece in chain.from_iterable(rounds) if piece is not None)


def _short(piece: str) -> str:
    first, *more = piece.strip().splitlines()
    return first if not more and len(first) <= LONGEST_PIECE else f"{first[: LONGEST_PIECE - 1]}…"


class _Changes:
    """Finds what can be changed in a source."""

    def __init__(self, data: bytes) -> None:
        self._begins = [0]  # of the lines, in bytes; only `\n`, `\r\n` and `\r` end one where Python counts
        for line in data.splitlines(keepends=True):
            self._begins.append(self._begins[-1] + len(line))

    def within(self, node: ast.AST) -> Iterator[_Piece]:
        """All pieces below a node, in the order of the source."""
        for child in ast.iter_child_nodes(node):
            if not _is_left_alone(child, node):
                yield from self._changed(child, node)
                yield from self.within(child)

    def _changed(self, node: ast.AST, parent: ast.AST) -> Iterator[_Piece]:
        if isinstance(node, ast.expr):
            in_brackets = isinstance(parent, ast.expr) and not isinstance(node, ast.Constant)
            for other in _other_expressions(node, parent):
                yield self._piece(node, other, in_brackets=in_brackets)
        elif isinstance(node, ast.stmt):
            for other in _other_statements(node, parent):
                yield self._piece(node, other, in_brackets=False)

    def _piece(self, node: ast.expr | ast.stmt, now: ast.AST | str, *, in_brackets: bool) -> _Piece:
        begin = self._begins[node.lineno - 1] + node.col_offset
        end = self._begins[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return _Piece(node.lineno, begin, end, now, in_brackets)


def _is_left_alone(node: ast.AST, parent: ast.AST) -> bool:
    """What never runs, says nothing of what the program does, or whose place in the source is not told."""
    if isinstance(node, ast.JoinedStr | ast.Raise | ast.Assert | ast.Import | ast.ImportFrom | ast.arg):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.If):
        return _asks_for_name(node.test)
    said = [getattr(parent, "annotation", None), getattr(parent, "returns", None)]
    return node in [*said, *getattr(parent, "decorator_list", [])]


def _asks_for_name(test: ast.expr) -> bool:
    """Whether it is `__name__ == "__main__"`, which is never true: programs are imported."""
    return any(isinstance(each, ast.Name) and each.id == "__name__" for each in ast.walk(test))


def _other_expressions(node: ast.expr, parent: ast.AST) -> Iterator[ast.AST | str]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARISONS:
        ops: list[ast.cmpop] = [_COMPARISONS[type(node.ops[0])]()]
        yield ast.Compare(node.left, ops, node.comparators)
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS and not _is_text(node.left, node.right):
        yield ast.BinOp(node.left, _OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from _other_constants(node.value)
    if isinstance(parent, ast.If | ast.While | ast.IfExp) and node is parent.test and _is_plain(node):
        yield ast.UnaryOp(ast.Not(), node)


def _other_constants(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield repr(not value)
    elif isinstance(value, int | float) and abs(value) < _MOST:
        yield repr(value + 1)
        if value > 0:
            yield repr(value - 1)


def _is_text(*nodes: ast.expr) -> bool:
    return any(isinstance(each, ast.JoinedStr) or isinstance(getattr(each, "value", None), str) for each in nodes)


def _is_plain(node: ast.expr) -> bool:
    """A condition of which nothing else here is the opposite."""
    return isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript)


def _other_statements(node: ast.stmt, parent: ast.AST) -> Iterator[ast.AST | str]:
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "return None"
    elif isinstance(node, ast.Break):
        yield "continue"
    elif isinstance(node, ast.Continue):
        yield "break"
    elif isinstance(node, ast.AugAssign) and type(node.op) in _OPERATORS and not _is_text(node.value):
        yield ast.AugAssign(node.target, _OPERATORS[type(node.op)](), node.value)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "pass"


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
