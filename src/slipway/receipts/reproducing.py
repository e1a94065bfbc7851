"""Grading again what a receipt is for, from the files that were kept: is the result the same, and if not, why?"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TypeAlias

from slipway.lti.v1p3.keys import KeySet
from slipway.receipts.claims import ReceiptClaims
from slipway.receipts.issuing import handed_files, outcomes_of
from slipway.receipts.models import IssuedReceipt, ReceiptKey
from slipway.receipts.receipt_file import signed_part, verified_file
from slipway.receipts.signing import ReceiptRefusedError, key_name, read_public_keys
from slipway.sandbox.sandbox import Sandbox
from slipway.submissions.exercises import load_exercise
from slipway.submissions.grading import INTERPRETER
from slipway.submissions.models import Submission
from slipway.submissions.running import Graded, as_decimal, grade_work
from slipway.words import Text, text

MOST_CASES_NAMED = 20
Outcomes: TypeAlias = Sequence[Sequence[Sequence[str]]]


class Reproduction(StrEnum):
    """What came of grading again."""

    EQUAL = "equal"
    DIFFERS = "differs"
    OTHER_TESTS = "other-tests"  # the unit has other tests now, so that nothing is proven


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduced:
    """What came of it, and sentences that say why."""

    came_to: Reproduction
    said: tuple[Text, ...]


def reproduce(octets: bytes, sandbox: Sandbox) -> Reproduced:
    """Verify a receipt of this installation, check the kept files against it, and grade them again.

    Nothing is written. Raises ReceiptRefusedError where it is none of ours or its submission is gone,
    BrokenExerciseError where the unit cannot grade any more, SandboxFailed.
    """
    issued, claims = _found(octets)
    submission = issued.submission
    if changed := _other_files(claims, submission):
        return Reproduced(came_to=Reproduction.DIFFERS, said=changed)
    exercise = load_exercise(submission.unit)
    graded = grade_work(exercise, submission.files, sandbox)
    return compared(claims, issued.outcomes, graded, tests=exercise.version, interpreter=INTERPRETER)


def compared(claims: ReceiptClaims, outcomes: Outcomes, graded: Graded, *, tests: str, interpreter: str) -> Reproduced:
    """What is to be said of a result beside that of a receipt, whose cases came to `outcomes`."""
    has_same_tests = tests == claims.tests
    differences = [*_scores(claims, graded), *_cases(claims, outcomes, outcomes_of(graded.result))]
    said = [] if has_same_tests else [text("The tests of the unit have changed since: it was graded by other ones.")]
    if interpreter != claims.interpreter:
        told = {"then": claims.interpreter, "now": interpreter}
        said.append(text("The interpreter has changed since: then %(then)s, now %(now)s.", **told))
    said += differences or [text("The result is the same.")]
    if not has_same_tests:
        return Reproduced(came_to=Reproduction.OTHER_TESTS, said=tuple(said))
    return Reproduced(came_to=Reproduction.DIFFERS if differences else Reproduction.EQUAL, said=tuple(said))


def _found(octets: bytes) -> tuple[IssuedReceipt, ReceiptClaims]:
    """The receipt in the file, verified, and its row."""
    kid = key_name(signed_part(octets)[0])
    key = ReceiptKey.objects.filter(kid=kid, withdrawn_at=None).first()
    if key is None:
        cause = text("No organization here has signed it: it is another Slipway's, or its key is no longer trusted.")
        raise ReceiptRefusedError(cause)
    claims = verified_file(octets, _key_set(key))
    issued = (
        IssuedReceipt.objects.filter(pk=claims.id, submission__unit__classroom__organization=key.organization_id)
        .select_related("submission__unit")
        .first()
    )
    if issued is None:
        raise ReceiptRefusedError(text("It is genuine, but what was handed in is not kept here any more."))
    return issued, claims


def _key_set(key: ReceiptKey) -> KeySet:
    return read_public_keys(json.dumps({"keys": [key.jwk]}).encode())


def _other_files(claims: ReceiptClaims, submission: Submission) -> tuple[Text, ...]:
    """Where the kept files are not those of the receipt."""
    stated, kept = {each.path: each for each in claims.files}, {each.path: each for each in handed_files(submission)}
    paths = sorted(path for path in {*stated, *kept} if stated.get(path) != kept.get(path))
    return tuple(
        text("The file “%(path)s” that is kept is not the one that was handed in; nothing was run.", path=path)
        for path in paths
    )


def _scores(claims: ReceiptClaims, graded: Graded) -> Iterator[Text]:
    if graded.score is None:
        yield text("A check gave no answer now, so there is no score.")
        return
    now = as_decimal(graded.score)
    if now != claims.score:
        yield text("The score was %(then)s, now it is %(now)s.", then=f"{claims.score:f}", now=f"{now:f}")


def _cases(claims: ReceiptClaims, then: Outcomes, now: Outcomes) -> Iterator[Text]:
    """The cases that came to something else; none where the tests have another shape."""
    if _shape(then) != _shape(now):
        return
    found = [
        text("Tests “%(tab)s”, test %(case)d of context %(context)d: then %(then)s, now %(now)s.",
             tab=claims.tabs[tab].tab, context=context + 1, case=case + 1, then=was, now=now[tab][context][case])
        for tab, contexts in enumerate(then)
        for context, cases in enumerate(contexts)
        for case, was in enumerate(cases)
        if was != now[tab][context][case]
    ]  # fmt: skip
    yield from islice(found, MOST_CASES_NAMED)
    if len(found) > MOST_CASES_NAMED:
        yield text("%(more)d more cases came to something else.", more=len(found) - MOST_CASES_NAMED)


def _shape(outcomes: Outcomes) -> list[list[int]]:
    return [[len(cases) for cases in contexts] for contexts in outcomes]
