"""What a receipt states, in plain words. Knows no Django."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from slipway.receipts.claims import ReceiptClaims
from slipway.words import Text, text


def receipt_in_words(claims: ReceiptClaims) -> tuple[Text, ...]:
    """Sentences, the most important first. Names in them are people's own words, printable and on one line."""
    return (*_handed_in(claims), *_result(claims), *_graded_with(claims), *_itself(claims))


def _handed_in(claims: ReceiptClaims) -> Iterator[Text]:
    yield text(
        "%(student)s handed in submission %(number)d of the unit “%(unit)s” in the class “%(classroom)s” of "
        "%(organization)s.",
        student=_line(claims.student.name),
        number=claims.submission_number,
        unit=_line(claims.unit.name),
        classroom=_line(claims.classroom.name),
        organization=_line(claims.organization.name),
    )
    yield text("It was received at %(at)s.", at=_utc(claims.received_at))
    if claims.written_at:
        yield text("It was written without a connection, by the student's clock at %(at)s.", at=_utc(claims.written_at))
    if abs(claims.counts_at - claims.received_at) >= timedelta(seconds=1):
        yield text("The time that counts is %(at)s.", at=_utc(claims.counts_at))
    for file in claims.files:
        path, sha256 = _line(file.path), _line(file.sha256)
        yield text("File “%(path)s”, %(size)d bytes, SHA-256 %(sha256)s.", path=path, size=file.size, sha256=sha256)


def _result(claims: ReceiptClaims) -> Iterator[Text]:
    yield text("Its score is %(score)s %%.", score=_percent(claims.score))
    if claims.kept_score != claims.score:
        yield text("After the penalty for lateness %(score)s %% is left.", score=_percent(claims.kept_score))
    for tab in claims.tabs:
        name, passed, checked = _line(tab.tab), tab.passed, tab.checked
        yield text("Tests “%(tab)s”: %(passed)d of %(checked)d passed.", tab=name, passed=passed, checked=checked)


def _graded_with(claims: ReceiptClaims) -> Iterator[Text]:
    yield text(
        "It was graded at %(at)s by Slipway %(slipway)s with %(interpreter)s and the tests of version %(tests)s.",
        at=_utc(claims.graded_at),
        slipway=_line(claims.slipway),
        interpreter=_line(claims.interpreter),
        tests=_line(claims.tests),
    )


def _itself(claims: ReceiptClaims) -> Iterator[Text]:
    yield text(
        "This is receipt %(number)d of the submission (%(id)s), issued at %(at)s.",
        number=claims.number,
        id=str(claims.id),
        at=_utc(claims.issued_at),
    )
    if claims.follows:
        before = str(claims.follows)
        yield text("It follows the receipt %(id)s: the submission was graded or counted anew since then.", id=before)
    submission, student = str(claims.submission), str(claims.student.id)
    yield text("Submission %(submission)s, student %(student)s.", submission=submission, student=student)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _percent(score: Decimal) -> str:
    return f"{(score * 100).normalize():f}"


def _line(name: str) -> str:
    """A name for a terminal: without what moves the cursor or hides text."""
    return "".join(letter if letter.isprintable() else " " for letter in name)
