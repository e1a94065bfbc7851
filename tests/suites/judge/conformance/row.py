"""A row of the table, and short ways to write the kinds that are most."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from slipway.suites.judge.result import Channel, Verdict
from slipway.suites.observed import End, SeenCase, SeenContext
from slipway.suites.suite import Case, CaseInput, Context, Suite, TextCheck, TextOptions
from slipway.suites.value import Value
from tests.suites.building import called, ended, one_case, seen, suite_of

Outcomes = tuple[tuple[Verdict, ...], ...]


@dataclass(frozen=True)
class Compared:
    """Options of a text, as a suite says them and as they are read."""

    config: Mapping[str, object]
    options: TextOptions


@dataclass(frozen=True, kw_only=True)
class Row:
    """`outcomes`: of each case of each context of the suite's one tab, as TESTed judges them or as `differs` says.

    `is_read`: whether suites of version 1 may say so. `files`: what else lies in the folder of the suite. `answers`:
    what the oracle's guest says in the first case.
    """

    name: str
    yaml: str
    program: str
    suite: Suite
    seen: tuple[SeenContext, ...]
    outcomes: Outcomes
    is_read: bool = True
    differs: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[Channel, object] = field(default_factory=dict)


def outcome_of(passes: bool) -> Outcomes:
    """Of a suite of one case."""
    return ((Verdict.PASSED if passes else Verdict.FAILED,),)


def returning(
    expected: str,
    value: Value | None,
    returned: str,
    got: Value,
    *,
    passes: bool,
    is_read: bool = True,
    before: str = "",
) -> Row:
    """`return: EXPECTED` of a function that returns what Python writes as `returned`. `before` stands above it."""
    return Row(
        name=f"return: {expected or 'absent'} → {before}{returned}",
        yaml=_case('expression: "f()"', f"return: {expected}" if expected else ""),
        program=f"{before}def f():\n    return {returned}\n",
        suite=one_case(Case(line=3, given=called("f()"), value=value)),
        seen=(ended(seen(value=got)),),
        outcomes=outcome_of(passes),
        is_read=is_read,
    )


def printing(
    expected: str | None,
    printed: str,
    *,
    passes: bool,
    how: Compared | None = None,
    program: str = "",
    stdin: str | None = None,
    is_read: bool = True,
) -> Row:
    """`stdout: EXPECTED`, compared as `how` says, and a program that writes `printed`. None: no such key."""
    check = None if expected is None else TextCheck(text=expected, options=how.options if how else TextOptions())
    said = json.dumps(expected) if how is None else json.dumps({"data": expected, "config": dict(how.config)})
    return Row(
        name=f"stdout: {'absent' if expected is None else said} → {printed!r} {program}".strip(),
        yaml=_case(
            f"stdin: {json.dumps(stdin)}" if stdin is not None else "", "" if expected is None else f"stdout: {said}"
        ),
        program=program or f"print({printed!r}, end='')\n",
        suite=one_case(Case(line=3, given=CaseInput(stdin=None if stdin is None else stdin + "\n"), stdout=check)),
        seen=(ended(seen(stdout=printed)),),
        outcomes=outcome_of(passes),
        is_read=is_read,
    )


def single(name: str, case: Case, sight: SeenCase, *, yaml: str, program: str, passes: bool, code: int = 0) -> Row:
    """A suite of one case, which is `yaml` without its dash. One that ends itself or fails has another `code`."""
    return Row(
        name=name,
        yaml=_case(*yaml.split("\n")),
        program=program,
        suite=one_case(case),
        seen=(ended(sight, end=End.EXIT if code else End.FINISHED, code=code),),
        outcomes=outcome_of(passes),
    )


def context_row(
    name: str, cases: tuple[Case, ...], sight: SeenContext, *outcomes: Verdict, yaml: str, program: str
) -> Row:
    """A suite of one context, whose list of cases is `yaml`."""
    indented = "\n".join("    " + line for line in yaml.strip("\n").split("\n"))
    return Row(
        name=name,
        yaml=f'- tab: "Tests"\n  contexts:\n  - testcases:\n{indented}\n',
        program=program,
        suite=suite_of(Context(cases=cases)),
        seen=(sight,),
        outcomes=(outcomes,),
    )


def _case(*lines: str) -> str:
    """A suite of one case with these keys; a case without any is a run of the program."""
    said = [line for line in lines if line]
    return '- tab: "Tests"\n  testcases:\n  - ' + ("\n    ".join(said) if said else "{}") + "\n"
