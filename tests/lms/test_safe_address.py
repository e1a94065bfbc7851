"""Which URLs and addresses may be called at all (server-side request forgery)."""

from ipaddress import ip_address

import pytest

from slipway.lms.http.safe_address import BadUrlError, Reach, address_to_call, may_call, reach_of, reach_of_name

PRIVATE = [
    "127.0.0.1", "127.255.255.254", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1",
    "192.168.255.255", "100.64.0.1", "100.127.255.255", "::1", "fc00::1", "fd12:3456::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:c0a8:1", "64:ff9b::a00:1", "64:ff9b::7f00:1",
]  # fmt: skip
NOWHERE = [
    "0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "224.0.1.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "fe80::1", "fec0::1", "ff02::1", "ff0e::1", "100::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1",
    "::ffff:169.254.169.254", "::ffff:0.0.0.0", "64:ff9b::a9fe:a9fe", "::7f00:1", "64:ff9b:1::1", "4000::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::808:808"]


@pytest.mark.parametrize(
    ("address", "lies"),
    [
        *((address, Reach.PRIVATE) for address in PRIVATE),
        *((address, Reach.NOWHERE) for address in NOWHERE),
        *((address, Reach.PUBLIC) for address in PUBLIC),
    ],
)
def test_where_an_address_lies(address: str, lies: Reach) -> None:
    assert reach_of(ip_address(address)) is lies


@pytest.mark.parametrize(
    ("host", "lies"),
    [
        ("127.0.0.1", Reach.PRIVATE),
        ("::1", Reach.PRIVATE),
        ("8.8.8.8", Reach.PUBLIC),
        ("169.254.169.254", Reach.NOWHERE),
        ("localhost", Reach.PRIVATE),
        ("lms.localhost", Reach.PRIVATE),
        ("moodle.local", Reach.PRIVATE),
        ("moodle.local.", Reach.PRIVATE),
        ("host.docker.internal", Reach.PRIVATE),
        ("lms.home.arpa", Reach.PRIVATE),
        ("moodle", None),
        ("moodle.school.example", None),
        ("localhost.school.example", None),
        ("notlocal", None),
        ("127.1", Reach.NOWHERE),
        ("2130706433", Reach.NOWHERE),
        ("0x7f.0x1", Reach.NOWHERE),
        ("127.0.0.1.", Reach.NOWHERE),
        ("", None),
    ],
)
def test_what_a_name_tells(host: str, lies: Reach | None) -> None:
    assert reach_of_name(host) is lies


@pytest.mark.parametrize(
    ("address", "scheme", "allow_private", "called"),
    [
        ("8.8.8.8", "https", False, True),
        ("8.8.8.8", "http", False, False),
        ("8.8.8.8", "http", True, False),  # the operator allows private networks, not clear text to public ones
        ("10.0.0.1", "https", False, False),
        ("10.0.0.1", "http", True, True),
        ("169.254.169.254", "http", True, False),
        ("0.0.0.0", "http", True, False),
        ("::ffff:10.0.0.1", "https", False, False),
    ],
)
def test_who_is_called(address: str, scheme: str, allow_private: bool, called: bool) -> None:
    assert may_call(ip_address(address), scheme=scheme, allow_private=allow_private) is called


@pytest.mark.parametrize(
    ("url", "host", "port", "path", "authority"),
    [
        ("https://canvas.example.edu/api/keys", "canvas.example.edu", 443, "/api/keys", "canvas.example.edu"),
        ("https://Canvas.Example.EDU:8443?a=1", "canvas.example.edu", 8443, "/?a=1", "canvas.example.edu:8443"),
        ("http://moodle_one.local:1/", "moodle_one.local", 1, "/", "moodle_one.local:1"),
        ("https://[2606:4700::1111]:444/x", "2606:4700::1111", 444, "/x", "[2606:4700::1111]:444"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example", 443, "/", "xn--bcher-kva.example"),
    ],
)
def test_a_sound_url_is_read_once(url: str, host: str, port: int, path: str, authority: str) -> None:
    read = address_to_call(url)
    assert (read.host, read.port_called, read.request_target, read.authority) == (host, port, path, authority)


@pytest.mark.parametrize(
    "url",
    [
        "", "canvas.example.edu", "//canvas.example.edu/", "ftp://canvas.example.edu/", "file:///etc/passwd",
        "gopher://canvas.example.edu/", "javascript:alert(1)", "data:text/plain,x", "unix:///run/x",
        "https://user:secret@canvas.example.edu/", "https://user@canvas.example.edu/", "https://@canvas.example.edu/",
        "https://", "https:///keys", "https://:443/", "https://a..b/", "https://-/", "https://.example/",
        "https://canvas.example.edu:0/", "https://canvas.example.edu:99999/", "https://canvas.example.edu:x/",
        "https://canvas.example.edu\\@127.0.0.1/", "https://canvas.example.edu/ keys", "https://canvas.example.edu/\n",
        "https://canvas.example.edu/#keys", "https://cánvas.example.edu/", "https://127.0.0.1。example/",
        "https://[fe80::1%25eth0]/", "https://canvas%2eexample.edu/", f"https://canvas.example.edu/{'x' * 1000}",
        "\thttps://canvas.example.edu/",
    ],
)  # fmt: skip
def test_what_is_no_url_to_call(url: str) -> None:
    with pytest.raises(BadUrlError):
        address_to_call(url)
