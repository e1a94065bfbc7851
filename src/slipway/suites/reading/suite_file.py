"""Reading a suite's file: the whole suite, or by line what is wrong with it."""

from dataclasses import dataclass

from slipway.suites.suite import Suite
from slipway.words import Text, text


@dataclass(frozen=True, slots=True)
class SuiteFault:
    """One thing that is wrong with a suite, or, among warnings, seldom meant so. `line` counts from 1."""

    file: str
    line: int
    text: Text

    def __str__(self) -> str:
        """As a compiler would print it, in English: `tests.yaml:3: unknown key …`."""
        return f"{self.file}:{self.line}: {self.text.english}"


@dataclass(frozen=True, slots=True)
class ReadSuite:
    """What came of reading: `suite` is None where there is any fault. All are in the order of their lines."""

    suite: Suite | None
    faults: tuple[SuiteFault, ...] = ()
    warnings: tuple[SuiteFault, ...] = ()


def read_suite(source: str | bytes, *, file: str = "tests.yaml") -> ReadSuite:
    """The suite that `source` describes. Raises nothing, whatever is given; `file` is the name that faults say."""
    return ReadSuite(None, (SuiteFault(file, 1, text("suites are not read yet")),))
