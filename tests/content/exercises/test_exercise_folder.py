"""The folder of an exercise: every mistake that can be seen without running anything has its sentence and its place."""

from base64 import b64encode
from decimal import Decimal
from platform import python_version_tuple
from random import Random

import pytest

from slipway.content.folder import FolderRefused, class_files
from slipway.content.kinds import EXERCISE
from slipway.content.kinds.exercise_settings import CompletedBy, CountsWhich, ExerciseSettings, ExerciseTab
from slipway.suites.scoring import Credit
from slipway.suites.shown import Show
from tests.content.archives import PNG
from tests.content.exercises.unit_files import EXERCISE_FILES, SETTINGS, SUITE, exercise_class

Changed = dict[str, bytes | None]
VERSION = ".".join(python_version_tuple()[:2])
DOUBT = f"is not valid Python {VERSION}, which Slipway itself runs on: "
PERCENT = "… must be a number from 0 to 100, in percent, with at most two decimal places"
LONG = b64encode(Random(1).randbytes(4_000_000))[:5_000_001]  # which zip cannot make shorter
THERE = ExerciseSettings(
    file="shapes.py",
    attempts=5,
    counts=CountsWhich.LATEST,
    completed=CompletedBy.STUDENT,
    late_per_day=Decimal("2.5"),
    late_most=Decimal(0),
    tabs=(
        ExerciseTab(tab="Examples", share=20),
        ExerciseTab(tab="Hidden", share=80, credit=Credit.CASES, show=Show.AFTER_DUE, time_limit=2),
    ),
)


def found(**changed: bytes | None) -> list[str]:
    """What an import complains about, or, of a folder that is read, warns of."""
    try:
        return [str(warning) for warning in exercise_class(**changed).warnings]
    except FolderRefused as refused:
        return [str(fault) for fault in refused.faults]


def settings(old: str, new: str) -> Changed:
    assert old in SETTINGS
    return {"unit.toml": SETTINGS.replace(old, new).encode()}


def suite(old: str, new: str) -> Changed:
    assert old in SUITE
    return {"tests/tests.yaml": SUITE.replace(old, new).encode()}


def test_a_good_exercise_is_read_and_written_byte_for_byte() -> None:
    read = exercise_class()
    (unit,) = read.modules[0].units
    assert (unit.kind, unit.exercise) == (EXERCISE.code, THERE)
    assert list(read.warnings) == []
    written = {path.removeprefix("u/"): data for path, data in class_files(read).items() if path != "class.toml"}
    assert written == EXERCISE_FILES


def test_what_is_not_said_is_as_most_want_it() -> None:
    least = b'kind = "exercise"\ntitle = "S"\n'
    plain = SUITE.replace("namespace: shapes", "namespace: submission").encode()
    moved = {"starter/shapes.py": None, "starter/notes.txt": None, "reference/shapes.py": None}
    read = exercise_class(
        **{**moved, "unit.toml": least, "tests/tests.yaml": plain, "reference/submission.py": b"a = 1\n"}
    )
    assert read.modules[0].units[0].exercise == ExerciseSettings()
    assert (ExerciseSettings().attempts, ExerciseSettings().counts, ExerciseSettings().time_limit) == (None, "best", 10)


def test_settings_are_the_same_after_they_were_kept() -> None:
    assert ExerciseSettings.from_json(THERE.to_json()) == THERE
    assert ExerciseSettings.from_json({**THERE.to_json(), "of a later release": 1}) == THERE
    assert ExerciseSettings.from_json({}) == ExerciseSettings()


FAULTS: list[tuple[Changed, str]] = [
    # unit.toml
    (
        settings('kind = "exercise"\n', ""),
        'unit.toml:6: [exercise] says something of exercises only: write kind = "exercise" above it',
    ),
    (
        settings('language = "python"', 'language = "pyhton"'),
        "unit.toml:8: language must be one of \"python\"; did you mean 'python'?",
    ),
    (settings('"shapes.py"', '"shapes.txt"'), "unit.toml:9: file must be the name of one Python file without folders"),
    (
        settings('"shapes.py"', '"src/shapes.py"'),
        "unit.toml:9: file must be the name of one Python file without folders",
    ),
    (
        settings('"shapes.py"', '"../shapes.py"'),
        "unit.toml:9: file must be the name of one Python file without folders",
    ),
    (settings('"shapes.py"', '"class.py"'), "unit.toml:9: file must be the name of one Python file without folders"),
    (settings('"shapes.py"', '"random.py"'), "unit.toml:9: file has the name 'random' of a module of Python's"),
    (settings('"shapes.py"', "7"), 'unit.toml:9: file must be text in quotes, such as file = "…"'),
    (
        settings('"tests/tests.yaml"', '"reference/tests.yaml"'),
        "unit.toml:10: tests must be a YAML file in the folder tests",
    ),
    (
        settings('"tests/tests.yaml"', '"tests/test.yaml"'),
        "unit.toml:10: there is no 'tests/test.yaml'; did you mean 'tests/tests.yaml'?",
    ),
    (settings('"tests/tests.yaml"', '"tests/x/zebra.yml"'), "unit.toml:10: there is no 'tests/x/zebra.yml'"),
    (settings("time_limit = 10", "time_limit = 0"), "unit.toml:11: time_limit must be a whole number from 1 to 120"),
    (settings("time_limit = 10", "time_limit = 2.5"), "unit.toml:11: time_limit must be a whole number from 1 to 120"),
    (settings("time_limit = 10", "time_limit = true"), "unit.toml:11: time_limit must be a whole number from 1 to 120"),
    (settings("attempts = 5", "attempts = 0"), "unit.toml:12: attempts must be a whole number from 1 to 1000"),
    (settings("attempts = 5", 'attempts = "many"'), "unit.toml:12: attempts must be a whole number from 1 to 1000"),
    (settings("late_per_day = 2.5", "late_per_day = 101"), f"unit.toml:15: {PERCENT.replace('…', 'late_per_day')}"),
    (settings("late_per_day = 2.5", "late_per_day = 0.125"), f"unit.toml:15: {PERCENT.replace('…', 'late_per_day')}"),
    (settings("late_most = 0", "late_most = nan"), f"unit.toml:16: {PERCENT.replace('…', 'late_most')}"),
    (settings("late_most = 0", 'late_most = "10"'), f"unit.toml:16: {PERCENT.replace('…', 'late_most')}"),
    (
        settings('counts = "latest"', 'counts = "last"'),
        'unit.toml:13: counts must be one of "best", "latest"; did you mean \'latest\'?',
    ),
    (
        settings('"student"', '"points"'),
        'unit.toml:14: completed must be one of "full-points", "student"',
    ),
    (settings("attempts = 5", "atempts = 5"), "unit.toml:12: unknown key 'atempts'; did you mean 'attempts'?"),
    (settings("[[exercise.tab]]", "[[exercise.tabs]]"), "unit.toml:18: unknown key 'tabs'; did you mean 'tab'?"),
    (settings("[exercise]\nlanguage", "exercise = 5\n[x]\nlanguage"), "is not valid TOML"),
    (settings('tab = "Hidden"\n', ""), "unit.toml:22: tab is missing: the name of a tab of the test suite"),
    (settings('tab = "Hidden"', 'tab = " "'), "unit.toml:23: tab is empty: it names a tab of the test suite"),
    (
        settings('tab = "Hidden"', 'tab = "Examples"'),
        "unit.toml:23: the tab 'Examples' is here twice; put what is said of it together",
    ),
    (settings('tab = "Hidden"', 'tab = "Hiden"'), "unit.toml:22: the suite has no tab “Hiden”; did you mean “Hidden”?"),
    (settings("share = 80", "share = -1"), "unit.toml:24: share must be a whole number from 0 to 1000"),
    (
        settings('credit = "cases"', 'credit = "case"'),
        'unit.toml:25: credit must be one of "all", "cases"; did you mean \'cases\'?',
    ),
    (
        settings('show = "after-due"', 'show = "never"'),
        'unit.toml:26: show must be one of "all", "verdict", "after-due"',
    ),
    (
        settings("time_limit = 2\n", "time_limit = 11\n"),
        "unit.toml:27: a tab cannot take longer than the whole exercise, which has 10 seconds",
    ),
    (settings("share = 20", "sahre = 20"), "unit.toml:20: unknown key 'sahre'; did you mean 'share'?"),
    (settings("share = 20", "share = 0"), ""),
    (
        settings("due = 2027-01-10T08:00:00Z\nuntil", "until"),
        'unit.toml:25: the tab “Hidden” has show = "after-due", which needs a due time',
    ),
    (
        {"unit.toml": SETTINGS.replace("share = 20", "share = 0").replace("share = 80", "share = 0").encode()},
        "unit.toml:7: a unit with points needs a tab that counts; give one a share above 0",
    ),
    # parts of the folder
    ({"starter/shapes.py": None}, "starter/shapes.py: is missing: it is the file that students hand in"),
    ({"reference/shapes.py": None}, "reference/shapes.py: is missing: a solution that passes every test"),
    ({"tests/tests.yaml": None}, "unit.toml:10: there is no 'tests/tests.yaml': an exercise has a test suite"),
    ({"solution/shapes.py": b""}, "solution: is no part of an exercise; did you mean reference?"),
    ({"Tests/x.py": b""}, "tests: differs only by case from 'u/Tests'"),
    ({"wrongs/x.py": b""}, "wrongs: is no part of an exercise; did you mean wrong?"),
    (
        {"shapes.py": b""},
        "shapes.py: lies outside the parts of an exercise; put it into starter, tests, reference or wrong",
    ),
    ({"starter/data.bin": b"\xff\xfe"}, "starter/data.bin: is not UTF-8 text, and nobody could edit it"),
    ({"starter/two words.txt": b""}, "starter/two words.txt: has a name that an editor cannot keep"),
    ({f"starter/f{number}.txt": b"" for number in range(19)}, "starter: has more than 20 files"),
    ({f"reference/f{number}.txt": b"" for number in range(200)}, "reference: has more than 20 files"),
    ({"starter/long.txt": LONG[:200_001]}, "starter: holds more than 200 KB of text"),
    ({"starter/paste.txt": LONG[:5_000_000]}, "starter: holds more than 200 KB of text"),
    ({"starter/paste.txt": LONG}, "starter/paste.txt: is larger than 5 MB"),
    ({"starter/../../x.py": b""}, "has a path that leads elsewhere"),
    ({"reference/shapes.py": b"a = 1\n\xff\n"}, "reference/shapes.py:2: is not UTF-8 text"),
    ({"reference/shapes.py": b"a = 1\n\n\0"}, "reference/shapes.py:3: contains a NUL character"),
    (
        {"reference/shapes.py": b"x = " + b"-" * 50_000 + b"1"},
        "reference/shapes.py: is nested deeper than Python can read",
    ),
    ({"reference/shapes.py": b"#" + LONG[:100_000]}, "reference/shapes.py: is longer than 100 KB"),
    # wrong solutions
    (
        {"wrong/adds.py": b"def area(a, b):\n    return a + b\n"},
        "wrong/adds.py:1: must begin with a comment that says what is wrong with it",
    ),
    ({"wrong/adds.py": b"#\n"}, "wrong/adds.py:1: must begin with a comment that says what is wrong with it"),
    ({"wrong/adds.py": b"# scores below half: adds\n"}, "wrong/adds.py:1: says no bound"),
    ({"wrong/adds.py": b"# scores below 0: adds\n"}, "wrong/adds.py:1: says no bound"),
    ({"wrong/adds.py": b"# scores below: adds\n"}, "wrong/adds.py:1: says no bound"),
    (
        {"wrong/broken.py": b"# does not parse: a colon is missing\n"},
        "wrong/broken.py:1: is valid Python, though its first line says",
    ),
    (
        {"wrong/x/adds.py": b"# adds\n"},
        "wrong/x/adds.py: is no wrong solution: those are Python files, right in the folder wrong",
    ),
    ({"wrong/adds.txt": b"# adds\n"}, "wrong/adds.txt: is no wrong solution"),
    ({f"wrong/f{number}.py": b"# adds\n" for number in range(49)}, "wrong: has more than 50 wrong solutions"),
    # the suite and its oracles
    (
        suite("namespace: shapes", "namespace: shape"),
        "unit.toml:9: students hand in the module 'shapes', but tests/tests.yaml tests the module 'shape': write",
    ),
    (suite('tab: "Hidden"', 'tab: "Others"'), "unit.toml:22: the suite has no tab “Hidden”"),
    (suite("return: 25", "retrun: 25"), "tests/tests.yaml:16: unknown key 'retrun'; did you mean 'return'?"),
    ({"tests/tests.yaml": b"- tab: [\n"}, "tests/tests.yaml:"),
    ({"tests/tests.yaml": b"\xff\xfe\0"}, "tests/tests.yaml:"),
    ({"tests/near.py": None}, "tests/tests.yaml:9: the oracle 'near.py' is not in the folder tests"),
    (
        {"tests/near.py": b"def witin(context):\n    pass\n"},
        "tests/tests.yaml:9: the oracle 'near.py' has no function 'within'; did you mean 'witin'?",
    ),
    ({"tests/near.py": b"x = 1\n"}, "tests/tests.yaml:9: the oracle 'near.py' has no function 'within'"),
    # guides
    (
        {"guide.md": b"![x](tests/secret.png)\n", "tests/secret.png": PNG},
        "guide.md:1: shows 'tests/secret.png', which students never get: put the image elsewhere",
    ),
]


@pytest.mark.parametrize(("changed", "told"), FAULTS, ids=[told or "nothing" for _changed, told in FAULTS])
def test_a_mistake_is_told_at_its_place(changed: Changed, told: str) -> None:
    faults = found(**changed)
    assert bool(faults) is bool(told)
    assert any(told.removeprefix("u/") in fault for fault in faults or [""]), faults


WARNINGS: list[tuple[Changed, str]] = [
    # read by the grammar of the Python here, which may be older than that of programs: their check finds it out
    (
        {"starter/shapes.py": b"def area(a, b)\n    pass\n"},
        f"u/starter/shapes.py:1: {DOUBT}",
    ),
    ({"reference/shapes.py": b"def area(:\n"}, f"u/reference/shapes.py:1: {DOUBT}"),
    ({"reference/shapes.py": b"type X = int\n"}, f"u/reference/shapes.py:1: {DOUBT}"),
    ({"wrong/adds.py": b"# adds\ndef area(a, b)\n"}, f"u/wrong/adds.py:2: {DOUBT}"),
    ({"tests/near.py": b"def within(:\n"}, f"u/tests/near.py:1: {DOUBT}"),
    ({"wrong/adds.py": None, "wrong/broken.py": None}, "u/wrong: has no wrong solution"),
    (
        settings("until = 2027-01-10", "until = 2027-01-11"),
        "u/unit.toml:26: the tab “Hidden” shows its cases from the due",
    ),
    (settings("until = 2027-01-10T08:00:00Z\n", ""), "u/unit.toml:25: the tab “Hidden” shows its cases from the due"),
    (settings("share = 20\n", ""), "u/unit.toml:7: the tab “Examples” counts nothing"),
    (suite("        return: 25\n", ""), "u/tests/tests.yaml:"),
]


@pytest.mark.parametrize(("changed", "told"), WARNINGS, ids=[told for _changed, told in WARNINGS])
def test_what_is_seldom_meant_is_told_and_refuses_nothing(changed: Changed, told: str) -> None:
    (warning,) = exercise_class(**changed).warnings
    assert warning.is_warning
    assert str(warning).startswith(told)


@pytest.mark.parametrize(
    ("path", "is_hidden"),
    [
        ("starter/shapes.py", False),
        ("starter/deep/er.txt", False),
        ("boxes.png", False),
        ("img/boxes.JPG", False),
        ("tests/tests.yaml", True),
        ("tests/files/a.png", True),
        ("TESTS/a.png", True),
        ("reference/shapes.py", True),
        ("reference/a.webp", True),
        ("wrong/a.gif", True),
        ("Wrong/a.gif", True),
        ("notes.md", True),
        ("solution/shapes.py", True),
        ("starter", True),
        ("starters/shapes.py", True),
        ("tests", True),
    ],
)
def test_students_get_the_starter_and_images_alone(path: str, is_hidden: bool) -> None:
    assert EXERCISE.is_hidden(path) is is_hidden


@pytest.mark.parametrize("part", ["tests/many.yaml", "reference/many.py"])
def test_what_takes_time_to_read_is_bounded_for_the_whole_class(part: str) -> None:
    sort = "test suites" if part.endswith("yaml") else "programs of exercises"
    parts: dict[str, bytes | None] = {
        part.replace("many", f"many{number}"): b"#" + LONG[:1_000_000] for number in range(4)
    }
    assert any(f"the {sort} are longer than" in fault for fault in found(**parts))
