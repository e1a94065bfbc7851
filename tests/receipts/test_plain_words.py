"""What a receipt says to people."""

from decimal import Decimal

from slipway.receipts.plain_words import receipt_in_words
from tests.receipts.stated import NOW, claims, named


def said(**changes: object) -> str:
    return "\n".join(sentence.english for sentence in receipt_in_words(claims(**changes)))


def test_all_of_it_is_said() -> None:
    told = said()
    for words in (
        "Ada 🎈 handed in submission 3 of the unit “Shapes” in the class “Python” of Acme College.",
        "received at 2026-11-30 11:58:00 UTC",
        "student's clock at 2026-11-30 11:57:00 UTC",
        "“shapes.py”, 12 bytes, SHA-256 bbb",
        "Its score is 50 %.",
        "After the penalty for lateness 45 % is left.",
        "Tests “Examples”: 1 of 2 passed.",
        "Slipway 0.1.0 with Pyodide 314 and the tests of version ccc",
        "It follows the receipt 00000000-0000-0000-0000-000000000002",
    ):
        assert words in told


def test_what_is_not_there_is_not_said() -> None:
    told = said(written_at=None, follows=None, kept_score=Decimal("0.500000"))
    for words in ("without a connection", "penalty", "follows", "time that counts"):
        assert words not in told
    assert "The time that counts is 2026-11-30 12:00:00 UTC." in said(counts_at=NOW)


def test_names_move_no_cursor() -> None:
    told = said(student=named(1, "Eve\x1b[2J\u202e\nGenuine"), score=Decimal("1.000000"))
    assert "Eve [2J  Genuine handed in" in told
    assert "Its score is 100 %." in told
