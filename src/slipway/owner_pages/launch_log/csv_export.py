"""The launch log as a CSV file."""

import csv
from collections.abc import Iterable, Iterator

from slipway.owner_pages.launch_log.rows import LaunchRow
from slipway.web.csv_cells import safe_cell

# Programs read the head and the outcome too, so these are the same in each language.
CSV_COLUMNS = ("when (UTC)", "lms", "course", "person", "role", "class", "unit", "outcome", "code", "number", "lti")


class _Echo:
    """A file whose write gives back what was written."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[LaunchRow]) -> Iterator[str]:
    """The file, line by line, with its head."""
    writer = csv.writer(_Echo())
    yield writer.writerow(CSV_COLUMNS)
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in _cells(row)])


def _cells(row: LaunchRow) -> list[str]:
    launch = row.launch
    return [
        f"{launch.at:%Y-%m-%d %H:%M:%S}",
        str(launch.lms or ""),
        launch.context_title or launch.context_id,
        launch.person_name,
        row.role,
        str(row.classroom or ""),
        str(row.unit or ""),
        row.outcome,
        launch.code,
        str(launch.pk),
        launch.version,
    ]
