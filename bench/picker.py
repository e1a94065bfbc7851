"""The picker of a class of 10,000 units beside that of one of 100: `python -m bench.picker --help`."""

import argparse
import asyncio
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.launches import say
from bench.lms.key_server import key_server
from bench.load.pages import PageTimes, time_page
from bench.machine import cores
from bench.report.readme import write_into_readme
from bench.report.tables import machine, table
from bench.targets.filled import TEACHER, filled, page_of
from tools.set_up import ROOT

FEW, MANY, MOST = 100, 10_000, 2.0
SELECTION = {
    "lti_message_type": "ContentItemSelectionRequest",
    "content_item_return_url": "https://canvas.bench.example/courses/7/external_content/success/external_tool_dialog",
    "accept_media_types": "application/vnd.ims.lti.v1.ltilink",
    "accept_presentation_document_targets": "iframe,window",
    "accept_multiple": "true",
}


def main() -> None:
    """Measure both, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.picker", description=__doc__)
    parser.add_argument("--checkout", type=Path, default=ROOT, help="the Slipway that is measured")
    parser.add_argument("--databases", default="sqlite,postgresql", help="which")
    parser.add_argument("--rounds", type=int, default=5, help="how often each has its turn")
    parser.add_argument("--turns", type=int, default=5, help="how often a page is asked for in a turn")
    parser.add_argument("--write", action="store_true", help="write the table into bench/README.md")
    options = parser.parse_args()
    rows = [row for database in options.databases.split(",") for row in measured(options, database)]
    text = f"{machine()}\n\n" + table(("picker", "ms", "CPU ms", "KB", "ratio of ms", "wanted", "holds"), rows)
    print(text)
    if options.write:
        write_into_readme("picker", text)


def measured(options: argparse.Namespace, database: str) -> list[list[str]]:
    """The rows of a database: few, and many with the ratio, within rounds."""
    say(f"Making the picker's classes on {database} …")
    with ExitStack() as stack:
        lms = stack.enter_context(key_server())
        made = [filled(options.checkout, database, lms=lms, units=units) for units in (FEW, MANY)]
        targets = [page_of(stack.enter_context(each), "/lti/select", b'class="picker"') for each in made]
        stack.enter_context(cores.on(cores.GENERATOR))
        rounds = [
            [asyncio.run(time_page(target, TEACHER, SELECTION, turns=options.turns)) for target in targets]
            for _ in range(options.rounds)
        ]
    few, many = zip(*rounds, strict=True)
    ratio = median(_middle(two) / _middle(one) for one, two in rounds)
    holds = "yes" if ratio <= MOST else "NO"
    return [
        [f"{database}, {FEW} units", *_figures(few), "", "", ""],
        [f"{database}, {MANY} units", *_figures(many), f"{ratio:.2f}", f"at most {MOST:g}", holds],
    ]


def _middle(times: PageTimes) -> float:
    return median(times.milliseconds)


def _figures(times: tuple[PageTimes, ...]) -> list[str]:
    kilobytes = times[-1].kilobytes
    return [f"{median(map(_middle, times)):.1f}", f"{median(each.cpu_ms for each in times):.1f}", f"{kilobytes:.0f}"]


if __name__ == "__main__":
    main()
