"""`slipway serve` as an operator runs it."""

import re
import socket
from ipaddress import ip_address
from pathlib import Path

import pytest

from slipway.site.serving import read_bind_address
from tests.commands import CommandFailed
from tests.processes import free_port, running, wait_until_it_answers
from tests.servers import SLIPWAY, Slipway

pytestmark = pytest.mark.http


def test_pages_come_with_static_files_under_hashed_names(anywhere_at_length: Slipway) -> None:
    page = anywhere_at_length.get("/accounts/login/")
    assert page.status_code == 200
    styles = re.findall(r'href="(/static/[^"]+\.css)"', page.text)
    assert styles
    for address in styles:
        assert re.search(r"\.[0-9a-f]{12}\.css$", address)
        answer = anywhere_at_length.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_port_of_another_program_is_named(live: Slipway) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        bind = f"127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(CommandFailed, match=f"Nothing can listen at {bind}"):
            live.slipway("serve", "--bind", bind)


@pytest.mark.parametrize(
    "bind", ["8000", "localhost", "127.0.0.1:http", "127.0.0.1:80000", "127.0.0.1:0", "127.0.0.1:٨٠٠٠", "[]:8000"]
)
def test_what_is_no_address_is_refused(live: Slipway, bind: str) -> None:
    with pytest.raises(CommandFailed, match="is no address to listen at"):
        live.slipway("serve", "--bind", bind)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("127.1:8000", "127.0.0.1:8000"),
        ("0.0.0.0:80", "0.0.0.0:80"),
        ("[::1]:8000", "[::1]:8000"),
        ("[0:0:0:0:0:0:0:1]:8000", "[::1]:8000"),
    ],
)
def test_addresses_are_read_as_the_server_takes_them(written: str, read: str) -> None:
    assert str(read_bind_address(written)) == read


def test_a_name_is_served_at_its_address(live: Slipway, tmp_path: Path) -> None:
    port = free_port()
    command = [SLIPWAY, "serve", "--bind", f"localhost:{port}", "--workers", "1"]
    with running(command, environment=live.environment, log=tmp_path / "log") as program:
        wait_until_it_answers(program, f"http://localhost:{port}/accounts/login/")
        assert ip_address(read_bind_address(f"localhost:{port}").host).is_loopback
        assert f"(listening at {read_bind_address(f'localhost:{port}')})" in program.log_text()
