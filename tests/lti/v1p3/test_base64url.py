import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.lti.v1p3.base64url import decode, encode


@given(st.binary(max_size=40))
def test_it_is_base64_for_urls_without_padding(octets: bytes) -> None:
    assert encode(octets) == base64.urlsafe_b64encode(octets).decode().rstrip("=")
    assert decode(encode(octets)) == octets


@pytest.mark.parametrize(
    "text", ["a", "AB", "AAB", "AA==", "AAA=", "A A", "AA\n", "+/", "é", "\ud800", "AA.AA", "A" * 5]
)
def test_each_octets_have_one_form(text: str) -> None:
    with pytest.raises(ValueError, match=r"letters|bits|base64|encoded"):
        decode(text)
