"""How long a student waits for a program in their own browser: `python -m bench.running`. Nothing else should run."""

import argparse
import os
import tempfile
from pathlib import Path
from statistics import median

from bench.report.readme import write_into_readme
from bench.report.tables import machine, table
from tests.surroundings import slipway_environment

FIRST_OUTPUT = """async () => {
  await idle();
  const began = performance.now();
  let first = 0;
  const job = { files: { "main.py": "print('hello')" }, main: "main.py" };
  await runner.run({ ...job, onOutput: () => (first ||= performance.now() - began) });
  return [first, performance.now() - began];
}"""
STOP = """async () => {
  await idle();
  await spared();
  let pressed = 0;
  const onOutput = () => { pressed ||= performance.now(); runner.stop(); };
  const job = { files: { "main.py": "print('on')\\nwhile True:\\n    pass" }, main: "main.py", onOutput };
  await runner.run(job);
  await idle();
  return performance.now() - pressed;
}"""
CHECK = """async ([tests, files]) => {
  await idle();
  const began = performance.now();
  const { outcome } = await checked(tests, files);
  if (outcome !== "done") throw new Error(outcome);
  return performance.now() - began;
}"""
CONTEXTS = 12  # of an exercise, as most have
SUITE = "- tab: A\n  testcases:\n" + "".join(f"  - {{expression: f({n}), return: {n}}}\n" for n in range(CONTEXTS))
READY = "runner.ready.then(() => performance.now())"
TURNS = 30


def main() -> None:
    """Measure in Chromium, by the clock of the page, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.running", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table into bench/README.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(slipway_environment(data=Path(folder)), DJANGO_SETTINGS_MODULE="slipway.site.settings")
        rows = measured(Path(folder))
    text = f"{machine()}\n\n" + table(("in the browser", "ms, median", "least", "most", "wanted"), rows)
    print(text)
    if options.write:
        write_into_readme("running", text)


def measured(folder: Path) -> list[list[str]]:
    """A row for each wait."""
    import django  # noqa: PLC0415 - its settings are read from the environment that was just made

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    from slipway.content.kinds.exercise_settings import ExerciseSettings  # noqa: PLC0415
    from slipway.submissions.exercises import exercise_of  # noqa: PLC0415
    from slipway.submissions.visible_tests import visible_part  # noqa: PLC0415
    from tests.browsers import chromium, stop_driving  # noqa: PLC0415
    from tests.servers import prepared_data, slipway_server  # noqa: PLC0415
    from tests.workspaces.runner.trial_page import PAGE, place_page  # noqa: PLC0415

    prepared = prepared_data(folder)
    data = folder / "served"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # place_page puts the hashes in
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        place_page(data, prepared)
    with slipway_server(data=data, prepared=prepared) as site, chromium("allowed") as browser:
        page = browser.new_page()
        visits = []
        for _ in range(6):
            page.goto(site.url + PAGE)
            visits.append(page.evaluate(READY))
        runs = [page.evaluate(FIRST_OUTPUT) for _ in range(TURNS)]
        stops = [page.evaluate(STOP) for _ in range(TURNS // 3)]
        told = visible_part(exercise_of(ExerciseSettings(), {"tests/tests.yaml": SUITE.encode()}), is_after_due=False)
        work = {"submission.py": "def f(n):\n    return n\n"}
        checks = [page.evaluate(CHECK, [told, work]) for _ in range(TURNS // 3)]
    stop_driving()
    return [
        row("first visit: until Python is ready", visits[:1]),
        row("later visits: until Python is ready", visits[1:]),
        row("a program: until its first output", [first for first, _ in runs], "≤ 100"),
        row("a program: until the next may begin", [whole for _, whole in runs]),
        row("Stop: until the next may begin", stops, "≤ 100"),
        row(f"Check of {CONTEXTS} contexts: until its result", checks),
    ]


def row(what: str, times: list[float], wanted: str = "") -> list[str]:
    """Its line of the table."""
    return [what, f"{median(times):.0f}", f"{min(times):.0f}", f"{max(times):.0f}", wanted]


if __name__ == "__main__":
    main()
