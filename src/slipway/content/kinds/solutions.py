"""What tests must make of a reference and of wrong solutions: the proof that an exercise is sound.

A file of `wrong/` stands for the one that students hand in. Its first line, a comment, says what is wrong with it:
`# forgets the empty list` must miss full points, `# scores below 0.5: forgets the empty list` must score less than
half, and `# does not parse: the colon is missing` is no Python.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from fractions import Fraction

from slipway.content.faults import Fault
from slipway.content.kinds.exercise_parts import REFERENCE, WRONG, files_of
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.python_source import python_problem
from slipway.words import Text, text

MOST_WRONG = 50
_WHOLE = Fraction(1)
_FIRST_LINE = re.compile(
    r"#\s*(?:scores below\s+(?P<below>[^:\s]+)\s*:|(?P<broken>does not parse)\s*:)?\s*(?P<reason>.*)"
)
_NO_REASON = text("must begin with a comment that says what is wrong with it, such as # forgets the empty list")
_NO_BOUND = text("says no bound: write # scores below 0.5: and what is wrong, with a number above 0 and at most 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongSolution:
    """A file of `wrong/`, by its `path` in the unit: what is wrong with it, below which share of the points it must
    stay, and whether it is Python at all."""

    path: str
    reason: str
    below: Fraction = _WHOLE
    parses: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedCase:
    """A case that a solution failed: its tab, its line in the suite, and what was expected and seen.

    `file` is the path in the unit of the file that the line is in, '' where that is the suite.
    """

    tab: str
    line: int
    told: Text
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionRun:
    """What became of a solution under the tests. `score` is 0 to 1, None where no tab counts; `failed` are the cases
    that it failed or did not reach, of all tabs, in the suite's order; `is_python` is False where nothing of it ran."""

    score: Fraction | None
    failed: Sequence[FailedCase] = ()
    is_python: bool = True


def read_wrong_solution(path: str, data: bytes) -> WrongSolution | Fault:
    """What the first line of a wrong solution says, or what is wrong with that line."""
    first = data.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip()
    found = _FIRST_LINE.fullmatch(first)
    if found is None or not found["reason"]:
        return Fault(path, 1, _NO_REASON)
    below = _WHOLE if found["below"] is None else _bound(found["below"])
    if below is None or found["reason"].startswith("scores below"):
        return Fault(path, 1, _NO_BOUND)
    return WrongSolution(path=path, reason=found["reason"], below=below, parses=found["broken"] is None)


def _bound(written: str) -> Fraction | None:
    try:
        bound = Decimal(written)
    except InvalidOperation:
        return None
    return Fraction(bound) if bound.is_finite() and 0 < bound <= 1 else None


def wrong_solutions(files: Mapping[str, bytes]) -> Iterator[WrongSolution | Fault]:
    """The wrong solutions of a unit's files, or what is wrong with each."""
    for name, data in files_of(WRONG, files).items():
        path = f"{WRONG}/{name}"
        if "/" in name or not name.endswith(".py"):
            yield Fault(path, 0, text("is no wrong solution: those are Python files, right in the folder wrong"))
        else:
            yield read_wrong_solution(path, data)


def wrong_solution_faults(files: Mapping[str, bytes]) -> Iterator[Fault]:
    """What is wrong with wrong solutions before they are run."""
    found = list(wrong_solutions(files))
    if len(found) > MOST_WRONG:
        yield Fault(WRONG, 0, text("has more than %(most)d wrong solutions", most=MOST_WRONG))
        return
    if not found:
        told = text("has no wrong solution: whether the tests notice a mistake is not known")
        yield Fault(WRONG, 0, told, is_warning=True)
    for each in found:
        if isinstance(each, Fault):
            yield each
        else:
            yield from _parse_faults(each, files[each.path])


def _parse_faults(solution: WrongSolution, data: bytes) -> Iterator[Fault]:
    problem = python_problem(data)
    if problem is None and not solution.parses:
        yield Fault(solution.path, 1, text("is valid Python, though its first line says that it does not parse"))
    elif problem is not None and (solution.parses or not problem.is_syntax):
        yield Fault(solution.path, problem.line, problem.words, is_warning=problem.is_doubt, is_doubt=problem.is_doubt)


def solution_faults(
    settings: ExerciseSettings, wrong: Sequence[WrongSolution], runs: Mapping[str, SolutionRun]
) -> Iterator[Fault]:
    """What is wrong with an exercise, once its solutions were run.

    `runs` has the reference, by the path of the file that students hand in (`reference/shapes.py`), and each of
    `wrong`, by its own.
    """
    reference = f"{REFERENCE}/{settings.file}"
    yield from _reference_faults(settings, reference, runs[reference])
    for solution in wrong:
        if problem := _problem(solution, runs[solution.path]):
            yield Fault(solution.path, 0, problem)


def _reference_faults(settings: ExerciseSettings, path: str, run: SolutionRun) -> Iterator[Fault]:
    if not run.is_python:
        yield Fault(path, 0, text("must pass every test, and is no Python where it runs"))
    for case in run.failed if run.is_python else ():
        told = text(
            "must pass every test, and fails one of the tab %(tab)r (%(tests)s:%(line)d): %(told)s",
            tab=case.tab,
            tests=case.file or settings.tests,
            line=case.line,
            told=case.told,
        )
        yield Fault(path, 0, told)


def _problem(solution: WrongSolution, run: SolutionRun) -> Text | None:
    if not run.is_python:
        return None  # by now its first line said so, or its reason was told when it was read
    if not run.failed:
        return text("passes every test, so that the tests are too weak to notice: %(reason)s", reason=solution.reason)
    if run.score is None or run.score < solution.below:
        return None
    tabs = ", ".join(dict.fromkeys(case.tab for case in run.failed))
    if run.score == _WHOLE:
        return text(
            "scores full points, because no tab with a share notices: %(reason)s (noticed in %(tabs)s)",
            reason=solution.reason,
            tabs=tabs,
        )
    numbers = {"score": _shown(run.score), "below": _shown(solution.below)}
    return text(
        "scores %(score)s, and must score below %(below)s: %(reason)s (noticed in %(tabs)s)",
        **numbers,
        reason=solution.reason,
        tabs=tabs,
    )


def _shown(score: Fraction) -> str:
    """With at most three decimal places, and never more than it is."""
    exact = Decimal(score.numerator) / Decimal(score.denominator)
    return f"{exact.quantize(Decimal('0.001'), ROUND_DOWN).normalize():f}"
