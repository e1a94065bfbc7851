"""`slipway verify-receipt` on a machine that has nothing but the program; `slipway reproduce` of a stranger's."""

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from slipway.lti.v1p3.keys import key_set_json
from slipway.receipts.receipt_file import receipt_file
from slipway.receipts.signing import sign_receipt
from slipway.site.verify_receipt import verify_receipt_command
from tests.receipts.stated import CLAIMS, key

KEYS = key_set_json([key()])


@pytest.fixture
def at(tmp_path: Path) -> Path:
    (tmp_path / "receipt.json").write_bytes(receipt_file(sign_receipt(CLAIMS, key()), keys="https://evil.example"))
    (tmp_path / "keys.json").write_bytes(KEYS)
    return tmp_path


def test_it_needs_no_settings_and_no_database(at: Path) -> None:
    command = [str(Path(sys.executable).parent / "slipway"), "verify-receipt", "receipt.json", "--keys", "keys.json"]
    told = subprocess.run(command, cwd=at, env={}, capture_output=True, text=True, check=True)
    assert told.stdout.startswith("Genuine: it was signed with one of these keys")
    assert "Ada 🎈 handed in submission 3" in told.stdout
    assert sorted(path.name for path in at.iterdir()) == ["keys.json", "receipt.json"]


def test_what_is_not_genuine_is_said_in_a_line(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipt, keys = at / "receipt.json", at / "keys.json"
    receipt.write_bytes(receipt.read_bytes().replace(b"0.500000", b"1.000000"))
    assert verify_receipt_command([str(receipt), "--keys", str(keys)]) == 1
    assert capsys.readouterr().err == (
        "Not a receipt to believe: What can be read in the file is not what was signed: it was changed.\n"
    )


@pytest.mark.parametrize(
    ("receipt", "keys", "words"),
    [
        ("nowhere.json", "keys.json", "No such file"),
        ("receipt.json", "nowhere.json", "No such file"),
        ("receipt.json", ".", "Is a directory"),
        ("receipt.json", "/dev/zero", "larger than 512 KB"),
        ("/dev/zero", "keys.json", "larger than 512 KB"),
        ("receipt.json", "receipt.json", "no key set"),
        ("receipt.json", "http://slipway.example/keys.json", "no https address"),
        ("receipt.json", "http://[", "no https address"),
        ("receipt.json", "https://127.0.0.1:1/keys.json", "gave no keys"),
    ],
)
def test_sources_that_are_none(
    at: Path, receipt: str, keys: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(at)
    assert verify_receipt_command([receipt, "--keys", keys]) == 1
    assert words in capsys.readouterr().err


class Published(BaseHTTPRequestHandler):
    """A web server with a key set at one address."""

    def do_GET(self) -> None:
        found = self.path == "/organizations/1/receipt-keys.json?x=1"
        self.send_response(200 if found else 302)
        self.send_header("Location", "/organizations/1/receipt-keys.json?x=1")
        self.end_headers()
        self.wfile.write(KEYS if found else b"")

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    serving = HTTPServer(("127.0.0.1", 0), Published)
    Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()


def test_keys_are_fetched_from_the_address_that_its_user_names(
    at: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = str(at / "receipt.json")
    assert verify_receipt_command([receipt, "--keys", f"{server}/organizations/1/receipt-keys.json?x=1"]) == 0
    assert verify_receipt_command([receipt, "--keys", f"{server}/elsewhere"]) == 1  # nor is a redirect followed
    assert "it answered 302" in capsys.readouterr().err


@pytest.mark.django_db
def test_what_cannot_be_reproduced_is_a_fault(at: Path) -> None:
    with pytest.raises(CommandError, match="No organization here has signed it"):
        call_command("reproduce", str(at / "receipt.json"))
