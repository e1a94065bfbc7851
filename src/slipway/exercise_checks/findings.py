"""What a check of an exercise found, in sentences that have a place: kept as JSON, told in any language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from slipway.content.faults import MOST_FAULTS, Fault
from slipway.suites.judge.excerpts import presentable
from slipway.words import Text, text


class FindingKind(StrEnum):
    """How much a finding weighs."""

    FAULT = "fault"  # the exercise is not sound
    WARNING = "warning"  # perhaps a case is missing
    NOTICED = "noticed"  # which tabs notice a wrong solution
    UNFAILED = "unfailed"  # a case that nothing fails: nobody knows what it is good for


_MORE = text("has more of these; mend those listed first")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinding:
    """One thing that was found; `path` is in the unit, `line` counts from 1, or is 0 for the whole file."""

    kind: FindingKind
    path: str
    line: int
    message: Text

    @property
    def fault(self) -> Fault:
        """The same as readers of class folders tell it."""
        return Fault(self.path, self.line, self.message, is_warning=self.kind is not FindingKind.FAULT)

    def to_json(self) -> dict[str, Any]:
        """As rows keep it."""
        place = {"path": presentable(self.path), "line": self.line}
        return {"kind": self.kind.value, **place, "message": kept_sentence(self.message)}

    @classmethod
    def from_json(cls, kept: Any) -> Self:
        """What `to_json` gave."""
        return cls(
            kind=FindingKind(kept["kind"]),
            path=kept["path"],
            line=kept["line"],
            message=Text.from_json(kept["message"]),
        )


def found(kind: FindingKind, faults: Iterable[Fault]) -> Iterator[CheckFinding]:
    """These faults as findings of one kind: as many as are told at once."""
    for number, fault in enumerate(faults):
        if number == MOST_FAULTS:
            yield CheckFinding(kind=kind, path=fault.path, line=0, message=_MORE)
            return
        yield CheckFinding(kind=kind, path=fault.path, line=fault.line, message=fault.message)


def of_kind(findings: Iterable[CheckFinding], kind: FindingKind) -> list[Fault]:
    """The findings of one kind, in their order."""
    return [each.fault for each in findings if each.kind is kind]


def is_sound(findings: Sequence[CheckFinding]) -> bool:
    """Whether nothing says that students would be graded wrongly."""
    return all(each.kind is not FindingKind.FAULT for each in findings)


def kept_sentence(sentence: Text) -> Any:
    """A sentence as JSON, without characters that a database refuses: exercises and guests may say anything."""
    return _kept(sentence.to_json())


def _kept(value: object) -> object:
    if isinstance(value, str):
        return presentable(value)
    return {name: _kept(each) for name, each in value.items()} if isinstance(value, dict) else value
