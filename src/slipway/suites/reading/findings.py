"""What is found wrong with a suite while it is read."""

from yaml.nodes import Node

from slipway.words import Text, text

MOST_FINDINGS = 100  # of faults, and of warnings, that are told at once
_MOST_QUOTED = 60  # characters of the suite that a sentence repeats


class Findings:
    """Faults and warnings by their lines. What is said twice of a line, as of an alias's content, is kept once."""

    def __init__(self) -> None:
        self._faults: dict[tuple[int, Text], None] = {}
        self._warnings: dict[tuple[int, Text], None] = {}

    def refuse(self, where: Node | int, sentence: Text) -> None:
        """Keep a fault at a node or a line (from 1): the suite is not taken."""
        _keep(self._faults, where, sentence)

    def warn(self, where: Node | int, sentence: Text) -> None:
        """Keep a warning at a node or a line: the suite is taken, but this is seldom meant."""
        _keep(self._warnings, where, sentence)

    @property
    def is_full(self) -> bool:
        """Whether a further fault would not be told, so that nothing need be done to word it."""
        return len(self._faults) > MOST_FINDINGS

    @property
    def faults(self) -> list[tuple[int, Text]]:
        """The faults by line; more than `MOST_FINDINGS` are cut, and a last one says so."""
        return _told(self._faults, text("the suite has more faults; mend these first"))

    @property
    def warnings(self) -> list[tuple[int, Text]]:
        """The warnings by line, cut likewise."""
        return _told(self._warnings, text("there are more warnings; see to these first"))


def line_of(node: Node) -> int:
    """Where a node begins, from 1."""
    return int(node.start_mark.line) + 1


def quoted(written: str, *, most: int = _MOST_QUOTED) -> str:
    """What a sentence repeats of the suite: one line that can be read, cut where it is long.

    Signs that nobody sees are replaced: on a terminal they could write over what stands before them.
    """
    one_line = " ".join(written[: 2 * most].split())
    one_line = "".join(sign if sign.isprintable() else "\ufffd" for sign in one_line)
    return one_line if len(one_line) <= most else f"{one_line[: most - 1]}…"


def _keep(kept: dict[tuple[int, Text], None], where: Node | int, sentence: Text) -> None:
    if len(kept) <= MOST_FINDINGS:  # one more than are told is enough
        kept[where if isinstance(where, int) else line_of(where), sentence] = None


def _told(kept: dict[tuple[int, Text], None], more: Text) -> list[tuple[int, Text]]:
    found = sorted(kept, key=lambda each: each[0])
    return found if len(found) <= MOST_FINDINGS else [*found[:MOST_FINDINGS], (found[MOST_FINDINGS][0], more)]
