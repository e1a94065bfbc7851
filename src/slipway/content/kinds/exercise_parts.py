"""The parts of an exercise's folder, and what is wrong with their files before anything is run."""

from collections.abc import Iterable, Iterator, Mapping

from slipway.content.faults import Fault
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.python_source import python_problem
from slipway.content.kinds.work_limits import MOST_FILES_OF_WORK, MOST_TEXT_OF_WORK, is_work_path
from slipway.content.letters import composed
from slipway.toml_table import nearest
from slipway.words import text

STARTER, TESTS, REFERENCE, WRONG = "starter", "tests", "reference", "wrong"
HIDDEN_PARTS = frozenset({TESTS, REFERENCE, WRONG})
PARTS = (STARTER, TESTS, REFERENCE, WRONG)
FOR_PROGRAMS = f"{TESTS}/files/"  # what programs can read while they are tested
# What others call them.
_MEANT = {
    "solution": REFERENCE,
    "solutions": REFERENCE,
    "evaluation": TESTS,
    "boilerplate": STARTER,
    "template": STARTER,
}
_CODE = (".py", ".yaml", ".yml")


def part_of(path: str) -> str:
    """The folder at the top that a path in the unit lies in, whatever its letters' case; '' for none."""
    top, slash, _inside = path.partition("/")
    return composed(composed(top).casefold()) if slash else ""


def files_of(part: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of one part, by their paths inside it."""
    return {path.removeprefix(f"{part}/"): data for path, data in files.items() if path.startswith(f"{part}/")}


def part_faults(settings: ExerciseSettings, files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Parts with a name that is not read, and what is wrong with starter and reference."""
    yield from _misplaced(files)
    starter, reference = files_of(STARTER, files), files_of(REFERENCE, files)
    if starter and settings.file not in starter:
        yield Fault(f"{STARTER}/{settings.file}", 0, text("is missing: it is the file that students hand in"))
    if settings.file not in reference:
        yield Fault(f"{REFERENCE}/{settings.file}", 0, text("is missing: a solution that passes every test"))
    yield from _work_faults(STARTER, starter)
    yield from _work_faults(REFERENCE, reference)


def _misplaced(files: Mapping[str, bytes]) -> Iterator[Fault]:
    tops = dict.fromkeys(path.partition("/")[0] for path in files if "/" in path)
    for top in tops:
        if top in PARTS:
            continue
        if part := _MEANT.get(top.casefold()) or nearest(top.casefold(), PARTS):
            yield Fault(top, 0, text("is no part of an exercise; did you mean %(part)s?", part=part))
    for path in files:
        if "/" not in path and path.endswith(_CODE):
            yield Fault(
                path, 0, text("lies outside the parts of an exercise; put it into starter, tests, reference or wrong")
            )


def _work_faults(part: str, files: Mapping[str, bytes]) -> Iterator[Fault]:
    """What may not be among the files that a student could have written."""
    if len(files) > MOST_FILES_OF_WORK:
        yield Fault(part, 0, text("has more than %(most)d files", most=MOST_FILES_OF_WORK))
    if sum(map(len, files.values())) > MOST_TEXT_OF_WORK:
        yield Fault(part, 0, text("holds more than %(most)d KB of text", most=MOST_TEXT_OF_WORK // 1000))
        return
    for path, data in files.items():
        if not is_work_path(path):
            yield Fault(
                f"{part}/{path}", 0, text("has a name that an editor cannot keep; use a-z, 0-9, _, - and . only")
            )
        yield from _text_faults(f"{part}/{path}", data, is_fault=part == REFERENCE)


def _text_faults(path: str, data: bytes, *, is_fault: bool) -> Iterable[Fault]:
    """Python must be Python, but what students begin with may be there to be mended."""
    if not path.endswith(".py"):
        return [] if _is_text(data) else [Fault(path, 0, text("is not UTF-8 text, and nobody could edit it"))]
    problem = python_problem(data)
    if problem is None:
        return []
    is_warning = problem.is_doubt or (problem.is_syntax and not is_fault)
    return [Fault(path, problem.line, problem.words, is_warning=is_warning, is_doubt=problem.is_doubt)]


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False
