"""What a receipt states, as JSON and back."""

from typing import Any

import pytest

from slipway.receipts.claims import BadClaimsError, claims_from_json, claims_to_json
from tests.receipts.stated import CLAIMS, claims


@pytest.mark.parametrize(
    "changes", [{}, {"follows": None, "number": 1}, {"written_at": None}, {"files": ()}, {"tabs": ()}]
)
def test_nothing_is_lost_on_the_way(changes: dict[str, Any]) -> None:
    stated = claims(**changes)
    assert claims_from_json(claims_to_json(stated)) == stated


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("id", "no id"),
        ("id", "00000000000000000000000000000001"),  # one form only
        ("id", None),
        ("number", "2"),
        ("number", -1),
        ("number", 1.0),
        ("number", True),
        ("number", 10**30),
        ("issued_at", "2026-11-30T12:00:00"),
        ("issued_at", "tomorrow"),
        ("issued_at", 0),
        ("score", 0.5),
        ("score", "2.000000"),
        ("score", "1.000001"),
        ("score", "NaN"),
        ("files", {}),
        ("files", [{"path": "a", "sha256": "b"}]),
        ("files", ["a"]),
        ("student", {"id": str(CLAIMS.id)}),
        ("student", {"id": str(CLAIMS.id), "name": "x" * 10_001}),
        ("tabs", [{"tab": 1, "passed": 1, "checked": 2}]),
        ("more", "than there is"),
    ],
)
def test_whatever_else_is_said_is_no_receipt(field: str, said: object) -> None:
    with pytest.raises(BadClaimsError, match="receipt"):
        claims_from_json({**claims_to_json(CLAIMS), field: said})


@pytest.mark.parametrize("kept", [None, [], "x", 1, {}])
def test_nor_is_anything_of_another_shape(kept: object) -> None:
    with pytest.raises(BadClaimsError):
        claims_from_json(kept)
