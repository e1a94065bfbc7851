"""Running work against an exercise's suite: what it came to, without a row and without Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from slipway.content.kinds.python_source import python_problem
from slipway.sandbox.sandbox import GuestWork, Sandbox
from slipway.submissions.exercises import Exercise
from slipway.submissions.oracle_guest import ask_oracles
from slipway.submissions.rules import SCORE_STEP
from slipway.submissions.unit_test_guests import run_unit_tests
from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.kept import result_to_json
from slipway.suites.judge.oracles import oracle_questions, with_answers
from slipway.suites.judge.result import SuiteResult
from slipway.suites.observed import SeenContext
from slipway.suites.scoring import Score, score
from slipway.suites.shown import Show, tab_shows
from slipway.suites.suite import Context, Suite
from slipway.words import text

Seen = Sequence[Sequence[SeenContext]]
NO_ANSWER = text("A check of the exercise gave no answer, so the submission could not be graded.")
SHOWN_THEN = "shows"  # where the modes of tabs stand beside a result that is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What work came to. `score` is None where a case could not be graded: then nothing counts.

    `shows` is how much of each tab its student may see, by the tab's name in the result.
    """

    result: SuiteResult
    shows: Mapping[str, Show]
    score: Score | None
    is_program: bool  # a syntax error costs no attempt, nor does a missing file

    def kept_result(self) -> dict[str, object]:
        """The result as rows keep it, and with it what its student was to see then: tabs go, and their modes change."""
        return {**result_to_json(self.result), SHOWN_THEN: {tab: show.value for tab, show in self.shows.items()}}


def grade_work(exercise: Exercise, files: Mapping[str, str], sandbox: Sandbox) -> Graded:
    """Run what a student wrote, and judge it here: no expected value goes into the guest. Raises SandboxFailed."""
    if exercise.unit_tests is not None:
        result = run_unit_tests(exercise, exercise.unit_tests, files, sandbox)
    else:
        result = _suite_result(exercise, files, sandbox)
    is_program = not (result.nothing_ran and _is_no_python(files.get(exercise.settings.file)))
    return Graded(
        result=result,
        shows=tab_shows([tab.name for tab in result.tabs], exercise.settings.shows),
        score=score(result, exercise.settings.points_of_tabs),
        is_program=is_program,
    )


def _suite_result(exercise: Exercise, files: Mapping[str, str], sandbox: Sandbox) -> SuiteResult:
    seen = _seen(exercise, files, sandbox)
    result = judge_suite(exercise.suite, seen)
    if questions := oracle_questions(exercise.suite, seen, result):
        source = files.get(exercise.settings.file, "")
        result = with_answers(result, ask_oracles(questions, exercise=exercise, source=source, sandbox=sandbox))
    return result


def _is_no_python(program: str | None) -> bool:
    """Whether there is no program. A guest that says so may lie, to cost no attempt; it is looked at here too."""
    return program is None or python_problem(program.encode()) is not None


def as_decimal(earned: Score) -> Decimal:
    """The score from 0 to 1 as it is kept: 1 only if everything that counts passed."""
    exact = Decimal(earned.earned.numerator) / Decimal(earned.earned.denominator)
    if earned.is_full:
        return Decimal(1)
    return exact.quantize(SCORE_STEP, ROUND_FLOOR if exact > Decimal("0.999") else ROUND_HALF_UP)


def _seen(exercise: Exercise, files: Mapping[str, str], sandbox: Sandbox) -> Seen:
    """What was seen of each context, by tab: one guest for all tabs, or one for each where tabs have their own time."""
    suite, limits = exercise.suite, {tab.tab: tab.time_limit for tab in exercise.settings.tabs}
    if not any(limits.get(tab.name) for tab in suite.tabs):
        whole = [context for tab in suite.tabs for context in tab.contexts]
        return _by_tab(suite, sandbox.run(_work(exercise, files, whole, exercise.settings.time_limit)))
    seen, left = [], float(exercise.settings.time_limit)
    for tab in suite.tabs:
        seconds = min(limits.get(tab.name) or left, left)
        found = sandbox.run(_work(exercise, files, tab.contexts, max(seconds, 0)))
        left -= sum(context.milliseconds for context in found) / 1000
        seen.append(found)
    return seen


def _work(exercise: Exercise, files: Mapping[str, str], contexts: Sequence[Context], seconds: float) -> GuestWork:
    main = exercise.settings.file
    others = {path: content.encode() for path, content in files.items() if path != main}
    return GuestWork(
        program=files.get(main),
        namespace=exercise.settings.module,
        files={**others, **exercise.files},  # the teacher's data stands, whatever a student calls a file
        contexts=tuple(tuple(case.given for case in context.cases) for context in contexts),
        seconds=seconds,
    )


def _by_tab(suite: Suite, seen: Sequence[SeenContext]) -> Seen:
    places = iter(seen)
    return [[next(places) for _context in tab.contexts] for tab in suite.tabs]
