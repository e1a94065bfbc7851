"""One address of a client, for everything that counts by address."""

from ipaddress import IPv6Address

import pytest
from allauth.account.adapter import get_adapter
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from slipway.web.address import client_address, place_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("192.0.2.7:55123", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::1", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]:443", "2001:db8:1:2::/64"),
        ('"[2001:db8:1:2::1]:443"', "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("[::ffff:192.0.2.7]:80", "192.0.2.7"),
        ("::ffff:c000:207", "192.0.2.7"),
        ("", ""),
        ("unknown", ""),
        ("_hidden", ""),
        ("192.0.2", ""),
        ("192.0.2.007", ""),
        ("999.0.2.7", ""),
        ("unix:", ""),
        ("[", ""),
        ("192.0.2.7; DROP TABLE", ""),
        ("1" * 5000, ""),
    ],
)
def test_a8_an_address_as_proxies_write_it(text: str, place: str) -> None:
    assert place_of(text) == place


@given(text=st.one_of(st.text(), st.text(alphabet='0123456789abcdef.:[]%", ')))
def test_a8_whatever_stands_there_is_a_place_or_none(text: str) -> None:
    found = place_of(text)
    assert found == "" or place_of(found.removesuffix("/64")) == found


@given(network=st.integers(0, 2**64 - 1), one=st.integers(0, 2**64 - 1), other=st.integers(0, 2**64 - 1))
def test_a8_a_network_is_one_place(network: int, one: int, other: int) -> None:

    addresses = [IPv6Address((network << 64) + host) for host in (one, other)]
    if not any(address.ipv4_mapped for address in addresses):
        assert place_of(str(addresses[0])) == place_of(str(addresses[1]))


@pytest.mark.parametrize(
    ("hops", "forwarded", "place"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1,203.0.113.9:4711", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "10.0.0.2", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "198.51.100.1, unknown", "192.0.2.1"),
        (1, "198.51.100.1, ", "192.0.2.1"),
        (1, "junk, 2001:db8::7", "2001:db8::/64"),
    ],
)
def test_a8_behind_proxies_what_the_outermost_saw(hops: int, forwarded: str, place: str) -> None:
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get("/", headers={"X-Forwarded-For": forwarded})
    with override_settings(TRUSTED_PROXIES=hops):
        assert client_address(request) == place
        assert get_adapter(request).get_client_ip(request) == place


def test_a8_a_server_behind_a_socket_has_no_address() -> None:
    request = RequestFactory(REMOTE_ADDR="").get("/")
    assert client_address(request) == ""
    assert get_adapter(request).get_client_ip(request) == "unknown"
