"""A test suite as a value, whatever it was read from."""

from dataclasses import dataclass, field

from slipway.suites.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOptions:
    """How an expected text is compared; the defaults are those of suites that say nothing."""

    adds_newline: bool = True  # one `\n` to the expected text, if it is not empty and lacks it
    ignores_space_at_end: bool = False  # at the end of the whole text, not of each line
    ignores_case: bool = False
    as_number: bool = False  # where the whole text is one number
    rounds_to: int | None = None  # decimal places of both numbers; only with `as_number`


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCheck:
    """A text that stdout or stderr must be."""

    text: str
    options: TextOptions = field(default_factory=TextOptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class OracleCheck:
    """A check by a function of the teacher's: `function` in `file` (a path below the suite's folder)."""

    file: str
    function: str
    expected: Value
    arguments: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionCheck:
    """An exception that must escape. None: any message, any class. `name` may be qualified by its module."""

    message: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A Python expression or statement in the context's own names; the submission is the module `submission` there."""

    code: str  # what runs: `n = submission.add(1, 2)`
    shown: str  # as the teacher wrote it
    is_expression: bool  # its value is observed


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInput:
    """What a case gives: runs the program with `arguments`, or, with a `call`, only that. `stdin` is None for none."""

    stdin: str | None = None
    arguments: tuple[str, ...] = ()
    call: Call | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is given, and what is expected of it.

    None as `stdout` or `stderr`: silence; as `exception`: that none escapes; as `value` of an expression: None;
    as `exit_code`: anything. `line` is where it stands in the suite's file, from 1.
    """

    line: int
    given: CaseInput
    description: str | None = None
    stdout: TextCheck | OracleCheck | None = None
    stderr: TextCheck | OracleCheck | None = None
    value: Value | OracleCheck | None = None
    exception: ExceptionCheck | None = None
    exit_code: int | None = None

    @property
    def has_checks(self) -> bool:
        """Whether it checks anything by itself, so that it counts where each case counts."""
        checks = (self.stdout, self.stderr, self.value, self.exception, self.exit_code)
        return any(check is not None for check in checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Cases that share names and a process; contexts share nothing. `description` says what they are about."""

    cases: tuple[Case, ...]
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A group of contexts under a name, by which `unit.toml` gives it points and says who sees what."""

    name: str
    contexts: tuple[Context, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """A whole suite. `namespace` is the name of the module that a student hands in."""

    tabs: tuple[Tab, ...]
    namespace: str = "submission"
