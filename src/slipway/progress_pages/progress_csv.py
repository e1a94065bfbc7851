"""A class's progress as a CSV file."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from slipway.content.models import Unit
from slipway.progress_pages.progress_table import Cell, StudentRow
from slipway.web.csv_cells import safe_cell

BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8


class _Lines:
    """A file whose write gives back what was written."""

    def write(self, text: str) -> str:
        return text


def progress_lines(rows: Iterable[StudentRow], units: Sequence[Unit]) -> Iterator[str]:
    """The file, line by line. Of each unit the points and the state; states are the same in each language."""
    writer = csv.writer(_Lines())
    heads = [head for unit in units for head in (f"{unit.title} ({unit.points.normalize():f})", f"{unit.title}: state")]
    yield BYTE_ORDER_MARK + writer.writerow(["student", "points", *map(safe_cell, heads)])
    for row in rows:
        cells = [text for cell in row.cells for text in (_points(cell), _state(cell))]
        yield writer.writerow([safe_cell(row.name), f"{row.points:f}", *cells])


def _points(cell: Cell) -> str:
    return "" if cell.points is None else f"{cell.points:f}"


def _state(cell: Cell) -> str:
    return f"{cell.state}, late" if cell.is_late and cell.state != "late" else str(cell.state)
