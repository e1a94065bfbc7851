"""A receipt as a value, and keys that sign it: no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from slipway.lti.v1p3.keys import KeySet, SigningKey, key_set_json, make_pem, tool_key
from slipway.receipts.claims import HandedFile, NamedId, ReceiptClaims, TabCount
from slipway.receipts.signing import read_public_keys

NOW = datetime(2026, 11, 30, 12, 0, 0, 123456, tzinfo=UTC)


def named(number: int, name: str) -> NamedId:
    return NamedId(id=UUID(int=number), name=name)


CLAIMS = ReceiptClaims(
    id=UUID(int=1),
    number=2,
    follows=UUID(int=2),
    issued_at=NOW,
    organization=named(3, "Acme College"),
    classroom=named(4, "Python"),
    unit=named(5, "Shapes"),
    student=named(6, "Ada 🎈"),
    submission=UUID(int=7),
    submission_number=3,
    files=(HandedFile(path="shapes.py", sha256="b" * 64, size=12),),
    received_at=NOW - timedelta(minutes=2),
    written_at=NOW - timedelta(minutes=3),
    counts_at=NOW - timedelta(minutes=2),
    graded_at=NOW - timedelta(seconds=9),
    tests="c" * 64,
    interpreter="Pyodide 314",
    slipway="0.1.0",
    score=Decimal("0.500000"),
    kept_score=Decimal("0.450000"),
    tabs=(TabCount(tab="Examples", passed=1, checked=2),),
)


def claims(**changes: Any) -> ReceiptClaims:
    return replace(CLAIMS, **changes)


def key(kid: str = "one") -> SigningKey:
    return _made(kid)


@cache
def _made(kid: str) -> SigningKey:
    return tool_key(kid, make_pem())


def public(*kids: str) -> KeySet:
    return read_public_keys(key_set_json([key(kid) for kid in kids or ("one",)]))
