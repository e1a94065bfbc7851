"""Programs in the browser's Python: what they are given, what they say, how they end, and what the next one finds."""

from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.servers import Slipway
from tests.workspaces.runner.trial_page import PAGE

pytestmark = pytest.mark.browser

READS = """
import sys
name = input('Name? ')
print('Hello', name)
print('Oh', file=sys.stderr)
print(sys.stdin.read())
"""
FOR_EVER = "print('on')\nwhile True:\n    pass"


def run(tab: Page, source: str, **options: Any) -> dict[str, Any]:
    result: dict[str, Any] = tab.evaluate("([source, options]) => run(source, options)", [source, options])
    return result


def test_a_program_reads_what_it_is_given_and_says_what_it_says(tab: Page) -> None:
    ended = run(tab, READS, stdin="Ada\nmore\nand more")
    assert (ended["outcome"], ended["exitCode"], ended["error"], ended["missing"]) == ("ended", 0, None, 0)
    spoken = [
        (stream, "".join(part["text"] for part in of)) for stream, of in groupby(ended["parts"], itemgetter("stream"))
    ]
    assert spoken == [
        ("out", "Name? "),
        ("in", "Ada\n"),
        ("out", "Hello Ada\n"),
        ("err", "Oh\n"),
        ("in", "more\nand more\n"),
        ("out", "more\nand more\n\n"),
    ]


@pytest.mark.parametrize(
    ("source", "out", "code"),
    [
        ("import sys\nsys.exit()", "", 0),
        ("import sys\nsys.exit(3)", "", 3),
        ("raise SystemExit('Good-bye')", "Good-bye\n", 1),
        ("import atexit\natexit.register(print, 'last')\nprint('first')", "first\nlast\n", 0),
        ("if __name__ == '__main__':\n    print('main')", "main\n", 0),
        ("print('no newline', end='')", "no newline", 0),
        ("print('ünï → 🐍')", "ünï → 🐍\n", 0),
        ("import sys\nsys.stdout.buffer.write(b'bytes\\n')", "bytes\n", 0),
        ("print(open('data.txt').read(), __import__('shapes').SIDES)", "five 4\n", 0),
    ],
)
def test_a_program_is_run_as_python_runs_it(tab: Page, source: str, out: str, code: int) -> None:
    ended = run(tab, source, files={"data.txt": "five", "shapes.py": "SIDES = 4"})
    assert (ended["out"] + ended["err"], ended["exitCode"], ended["error"]) == (out, code, None)


LOADS = """import json
from shapes import side

def load(text):
    return json.loads(text)

try:
    load('[')
except ValueError as e:
    side()
"""


def test_a_traceback_has_the_lines_of_the_student_and_no_others(tab: Page) -> None:
    error = run(tab, LOADS, files={"shapes.py": "def side():\n    return 1 / 0\n"})["error"]
    assert (error["type"], error["file"], error["line"], error["source"]) == (
        "ZeroDivisionError",
        "shapes.py",
        2,
        "return 1 / 0",
    )
    named = [line.strip() for line in error["text"].splitlines() if line.strip().startswith("File")]
    assert named == [
        'File "main.py", line 8, in <module>',
        'File "main.py", line 5, in load',
        'File "main.py", line 10, in <module>',
        'File "shapes.py", line 2, in side',
    ]


CHANGES = """
import builtins, decimal, math, os, random, sys
builtins.len = lambda _: 4
math.pi = 3
random.seed(1)
random.random = lambda: 4
sys.path.insert(0, '/nowhere')
sys.setrecursionlimit(60)
os.environ['MOOD'] = 'bad'
os.mkdir('sub')
os.chdir('sub')
decimal.getcontext().prec = 2
open('/exercise/left.txt', 'w').write('x')
open('/tmp/left.txt', 'w').write('x')
import shapes
shapes.SIDES = 5
left = 1
"""
LOOKS = """
import builtins, decimal, math, os, random, shapes, sys
print(len('ab'), math.pi > 3.1, random.random() < 1, '/nowhere' in sys.path, sys.getrecursionlimit() > 500)
print(os.environ.get('MOOD'), os.getcwd(), sorted(os.listdir()), os.listdir('/tmp'), decimal.getcontext().prec)
print(shapes.SIDES, 'left' in globals(), 'left' in vars(builtins))
"""


def test_the_next_program_finds_nothing_of_the_one_before(tab: Page) -> None:
    files = {"shapes.py": "SIDES = 4"}
    assert run(tab, CHANGES, files=files)["error"] is None
    assert run(tab, LOOKS, files=files)["out"] == (
        "2 True True False True\nNone /exercise ['main.py', 'shapes.py'] [] 28\n4 False False\n"
    )


def test_ordinary_programs_share_one_python(tab: Page) -> None:
    """Each of them would else wait for another to be loaded."""
    tab.evaluate("idle()")
    tab.evaluate("spared()")
    tab.evaluate("kept.said.length = 0")
    for source in (
        "print(input())",
        "import random, math\nx",
        "def f(:",
        "class A: pass\nA().b",
        "import re, json, datetime",
    ):
        run(tab, source, stdin="x")
    assert set(tab.evaluate("kept.said")) <= {"output", "done"}


def test_a_module_that_a_program_changed_is_made_anew(tab: Page) -> None:
    run(tab, "import sched, shapes\nsched.scheduler = shapes.SIDES = None", files={"shapes.py": "SIDES = 4"})
    looks = "import sched, shapes\nprint(sched.scheduler, shapes.SIDES)"
    assert run(tab, looks, files={"shapes.py": "SIDES = 5"})["out"] == "<class 'sched.scheduler'> 5\n"


def test_a_python_that_can_not_be_put_back_is_replaced(tab: Page) -> None:
    """Whose program reached for its worker, for one."""
    tab.evaluate("idle().then(spared)")
    tab.evaluate("kept.said.length = 0")
    assert run(tab, "import js\njs.JSON.parse = None\nprint('done')")["out"] == "done\n"
    assert tab.evaluate("kept.said") == ["output", "ready", "done"]
    assert run(tab, "print('well')")["out"] == "well\n"


@pytest.mark.parametrize(
    "source", ["import os\nos._exit(0)", pytest.param("import os\nos.abort()", marks=pytest.mark.long)]
)
def test_a_python_that_breaks_is_replaced(tab: Page, source: str) -> None:
    assert run(tab, source)["outcome"] == "died"
    assert run(tab, "print('well')")["out"] == "well\n"


@pytest.mark.long
def test_stop_ends_whatever_runs_and_the_spare_is_there(tab: Page) -> None:
    tab.evaluate("idle()")
    for _ in range(2):
        ended = tab.evaluate("source => stopped(source)", FOR_EVER)
        assert (ended["outcome"], ended["out"], ended["error"]) == ("stopped", "on\n", None)
    assert run(tab, "print('well')")["out"] == "well\n"


def test_after_stop_the_next_program_waits_for_nothing(tab: Page) -> None:
    """The worker that takes over has its Python already: it says that it is ready before the stopped run is over."""
    run(tab, "pass")
    tab.evaluate("spared()")
    tab.evaluate("kept.said.length = 0")
    ended = tab.evaluate("source => stopped(source)", FOR_EVER)
    assert (ended["outcome"], ended["out"], ended["error"]) == ("stopped", "on\n", None)
    assert tab.evaluate("kept.said") == ["output", "ready", "ended"]
    assert tab.evaluate("runner.state") == "ready"
    assert run(tab, "print('well')")["out"] == "well\n"


def test_output_over_the_cap_is_counted(tab: Page) -> None:
    ended = run(tab, "print('a' * 150)\nprint('b' * 10)", cap=100)
    assert (ended["out"], ended["missing"]) == ("a" * 100, 51 + 11)


def test_a_flood_is_cut_and_can_be_stopped(tab: Page) -> None:
    flood = "n = 0\nwhile True:\n    n += 1\n    print('line', n)"
    script = """async (source) => {
      let last = 0;
      const heard = ({ missing }) => { last = missing; if (missing > 50_000) runner.stop(); };
      return { ...(await run(source, { onHeard: heard })), last };
    }"""
    ended = tab.evaluate(script, flood)
    assert ended["outcome"] == "stopped"
    assert len(ended["out"]) == 100_000
    assert ended["missing"] == ended["last"] > 50_000


@pytest.mark.long
def test_a_million_lines_come_to_an_end(tab: Page) -> None:
    ended = run(tab, "for n in range(1_000_000):\n    print(n)")
    assert (ended["outcome"], len(ended["out"])) == ("ended", 100_000)
    assert ended["missing"] == sum(len(str(n)) + 1 for n in range(1_000_000)) - 100_000


@pytest.mark.parametrize(
    "source",
    [
        "def f(n):\n    return f(n + 1)\nf(0)",
        pytest.param(
            "import sys\nsys.setrecursionlimit(10**6)\ndef f(n):\n    return f(n + 1)\nf(0)", marks=pytest.mark.long
        ),
        pytest.param("x = []\nfor _ in range(10**5):\n    x = [x]\nprint(x)", marks=pytest.mark.long),
    ],
    ids=["endless", "without a limit", "nested"],
)
def test_deep_recursion_is_an_error_and_no_more(tab: Page, source: str) -> None:
    ended = run(tab, source)
    assert ended["outcome"] == "died" or ended["error"]["type"] == "RecursionError"
    assert run(tab, "print('well')")["out"] == "well\n"


def test_only_one_program_runs_at_a_time(tab: Page) -> None:
    refused = tab.evaluate(
        """async (source) => {
          await idle();
          const first = runner.run({ files: { "main.py": source }, main: "main.py" });
          const second = await runner.run({ files: {}, main: "main.py" }).catch((error) => error.message);
          runner.stop();
          return [second, (await first).outcome];
        }""",
        FOR_EVER,
    )
    assert refused == ["The runner is running.", "stopped"]


ENGINE = """
import json, pathlib
def judge(argument):
    asked = json.loads(argument)
    names = {"__name__": "submission"}
    exec(compile(pathlib.Path(asked["file"]).read_text(), asked["file"], "exec"), names)
    print("judged")
    return json.dumps({"got": names["double"](asked["of"])})
"""


def test_a_function_of_files_that_the_page_brings_is_called_beside_the_students_files(tab: Page) -> None:
    job = {
        "engine": {"trial/__init__.py": "", "trial/judge.py": ENGINE},
        "files": {"main.py": "def double(n):\n    return 2 * n\n"},
        "name": "trial.judge.judge",
        "argument": '{"file": "main.py", "of": 21}',
    }
    ended = tab.evaluate("job => call(job)", job)
    assert (ended["outcome"], ended["value"], ended["out"]) == ("ended", '{"got": 42}', "judged\n")
    assert run(tab, "import trial")["error"]["type"] == "ModuleNotFoundError"
    broken = tab.evaluate("job => call(job)", {**job, "argument": "{}"})
    assert (broken["value"], broken["error"]["type"]) == (None, "KeyError")


@pytest.mark.long
def test_loading_tells_how_far_it_is(browser: BrowserContext, site: Slipway) -> None:
    page = browser.new_page()
    page.goto(site.url + PAGE)
    page.evaluate("runner.ready")
    told = page.evaluate("kept.progress")
    assert told == sorted(told, key=lambda each: each["loaded"])
    assert told[-1]["loaded"] == told[-1]["total"] > 13_000_000
    assert page.evaluate("kept.states") == ["ready"]
    page.close()


def test_files_that_do_not_come_are_a_failure_that_is_told(browser: BrowserContext, site: Slipway) -> None:
    page = browser.new_page()
    page.route("**/python_stdlib.zip", lambda route: route.fulfill(status=503))
    page.goto(site.url + PAGE)
    told = page.evaluate("runner.ready.catch((error) => error.message)")
    assert told.endswith("python_stdlib.zip is answered by 503")
    assert page.evaluate("runner.state") == "failed"
    page.close()


@pytest.mark.long
def test_a_closed_runner_leaves_nothing(browser: BrowserContext, site: Slipway) -> None:
    page = browser.new_page()
    page.goto(site.url + PAGE)
    page.evaluate("runner.ready")
    page.evaluate("runner.close()")
    assert page.locator("iframe").count() == 0
    assert page.evaluate("runner.run({files: {}, main: 'main.py'}).catch((error) => error.message)") == (
        "The runner is failed."
    )
    page.close()
