"""What a sandbox promises. There may be several: programs run here, or on a server that is made for that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from slipway.suites.observed import SeenContext
from slipway.suites.suite import CaseInput
from slipway.words import Text

MEBIBYTE = 2**20


class SandboxFailed(Exception):  # noqa: N818  # it says what happened, as `Refused` does
    """The sandbox itself did not work, so nothing was seen of the program: try again later, and tell the operator."""

    def __init__(self, cause: Text) -> None:
        super().__init__(cause.english)
        self.cause = cause


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestWork:
    """A program and what it is given. What is expected of it cannot be said here, so no guest can learn it.

    `program` is its text, None where none was handed in. It is imported as the module `namespace`, a plain Python name,
    in a working folder of its own that holds `files` (paths with `/`, inside that folder). `contexts` are run in their
    order, each as if it were the first. `seconds` are for all of them together, without the start of the interpreter.
    `memory` (bytes) is the interpreter's with all that it holds, about 32 MiB when it starts. A context that writes
    more than `output` bytes is ended; `shown` bytes of what a case writes are kept, of stdout and of stderr each.

    `reaches` is the work of a second guest, whose program this one's may import and use, through the host: a teacher's
    tests reach a student's program so. Its `contexts` and `seconds` are not read; each context finds it fresh.
    """

    program: str | None
    contexts: tuple[tuple[CaseInput, ...], ...]
    namespace: str = "submission"
    files: Mapping[str, bytes] = field(default_factory=dict)
    seconds: float = 10
    memory: int = 256 * MEBIBYTE
    output: int = MEBIBYTE
    shown: int = 64 * 1024
    reaches: "GuestWork | None" = None

    def __post_init__(self) -> None:
        """Raises ValueError for a namespace that is no name, and for a file that would lie outside of the folder."""
        if not self.namespace.isidentifier():
            msg = f"'{self.namespace}' is no name of a module"
            raise ValueError(msg)
        for path in self.files:
            if not path or "\0" in path or any(part in {"", ".", ".."} for part in path.split("/")):
                msg = f"'{path}' is no path inside a folder"
                raise ValueError(msg)


class Sandbox(Protocol):
    """Runs a student's program where it can reach nothing."""

    def run(self, work: GuestWork) -> tuple[SeenContext, ...]:
        """What was seen, one for each context. Nothing of it is a verdict, and all of it may be a lie of the program.

        Where there is a second guest, a context in which its program was stopped, or ended itself, ends so too; and
        where there is no such program, or no valid Python, all contexts do.

        Raises SandboxFailed where that says nothing about the program.
        """
        ...
