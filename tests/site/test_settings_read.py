"""What the environment may say, and how it is read."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.site import environment
from slipway.site.database_url import BadDatabaseUrlError, read_postgresql, read_sqlite
from slipway.site.environment import BadConfigurationError

WRONG = {
    "SLIPWAY_PUBLIC_URL": [
        "http://[", "https://", "ftp://a.example", "https://a.example/path", "https://a.example:x",
        "https://a.example:0", "https://u:p@a.example", "https://a.example?x", "https://a.example#x", "a.example",
        "https://a b", "https://sch\xf6n.example", "http://a.example", "https://a.example\x1b", "https://a.example:99999",
    ],
    "DATABASE_URL": [
        "mysql://a/b", "postgres://", "postgres://host", "postgres://host:port/name", "postgres://u:hu#sh@host/name",
        "postgres://u:hu/sh@host/name", "postgres://u:hu@sh@host/name", "postgres://[::1/name", "postgres://host/name?x",
        "sqlite://", "sqlite://relative/file", "sqlite:///folder/", "/srv/file", "http://[",
    ],
    "SLIPWAY_EMAIL_URL": [
        "mail.example.edu", "smtp://", "smtp://[", "smtp://host:port", "smtp://u:hu#sh@host", "smtp://u:hu/sh@host:25",
        "file:", "smtp+tls://u:p@host:99999",
    ],
    "SLIPWAY_EMAIL_FROM": ["nobody", "a@example.org\nBcc: b@example.org"],
    "SLIPWAY_TRUSTED_PROXIES": ["one", "-1", "1.5", "\u00b2", "9" * 30],
    "SLIPWAY_SIGNUP_OPEN": ["perhaps"],
    "SLIPWAY_ALLOW_PRIVATE_LMS": ["private"],
    "SLIPWAY_ENCRYPTION_KEYS": [",", "one,,two", "one,"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_setting_that_cannot_work_is_named(tmp_path: Path, name: str, value: str) -> None:
    env = {name: value}
    with pytest.raises(BadConfigurationError, match=name) as fault:
        _read_all(env, tmp_path)
    assert "\n" not in str(fault.value)
    assert "hu" not in str(fault.value).replace("should", "").replace("host", "")


def _read_all(env: dict[str, str], folder: Path) -> None:
    url = environment.public_url(env)
    environment.database(env, folder)
    environment.email(env)
    environment.sender(env, url)
    environment.number(env, "SLIPWAY_TRUSTED_PROXIES", 0)
    environment.flag(env, "SLIPWAY_SIGNUP_OPEN")
    environment.flag(env, "SLIPWAY_ALLOW_PRIVATE_LMS")
    environment.encryption_keys(env, folder)


@given(
    st.dictionaries(
        st.sampled_from(sorted(WRONG)),
        st.text("1,\u00e9\n\x00 :/[") | st.text("ab:/@[]%#?.0 smtpsqlite").map("postgres://".__add__),
    )
)
def test_whatever_is_set_is_read_or_named(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> None:
    folder = tmp_path_factory.getbasetemp()
    with suppress(BadConfigurationError):
        _read_all({**env, "SLIPWAY_ENCRYPTION_KEYS": "key"}, folder)


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "name"),
    [
        ("postgres://u:p@h/n", "h", "", "u", "p", "n"),
        ("postgresql://u:p@h:5433/n", "h", "5433", "u", "p", "n"),
        ("postgres://u@%2FVar%2Frun%2Fpostgresql/n", "/Var/run/postgresql", "", "u", "", "n"),
        ("postgres://u@%2Fvar%2Frun:5433/n", "/var/run", "5433", "u", "", "n"),
        ("postgres://u@/n?host=/var/run", "/var/run", "", "u", "", "n"),
        ("postgres:///n?host=/var/run&port=5433&user=me&password=a%26b", "/var/run", "5433", "me", "a&b", "n"),
        ("postgres://u:%40%3A%2F%23%3F%25%5B%20+@h/n", "h", "", "u", "@:/#?%[ +", "n"),
        ("postgres://u:a:b@h/n", "h", "", "u", "a:b", "n"),
        ("postgres://u@[::1]:5433/n", "::1", "5433", "u", "", "n"),
        ("postgres://u@a:1,b:2/n", "a,b", "1,2", "u", "", "n"),
        ("postgres://u@h/a%20b", "h", "", "u", "", "a b"),
        ("postgres:///n", "", "", "", "", "n"),
    ],
)  # fmt: skip
def test_database_urls_are_read_as_libpq_reads_them(
    url: str, host: str, port: str, user: str, password: str, name: str
) -> None:
    known = {"HOST": host, "PORT": port, "USER": user, "PASSWORD": password, "NAME": name}
    assert read_postgresql(url) == {**known, "OPTIONS": {}}


@pytest.mark.parametrize("sign", ["%00", "%0A", "%7F", "%FF%FE%01", "\x00", "\x1b"])
@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////tmp/a{}b",
        "postgres://h/n{}",
        "postgres://h{}/n",
        "postgres://u{}@h/n",
        "postgres://u:p{}@h/n",
        "postgres://h/n?sslmode={}",
        "postgres://h/n?a{}=b",
    ],
)
def test_a_database_url_holds_no_sign_that_cannot_be_printed(url: str, sign: str) -> None:
    with pytest.raises(BadConfigurationError, match="DATABASE_URL"):
        environment.database({"DATABASE_URL": url.format(sign)}, Path("/tmp"))


def test_options_of_a_database_url() -> None:
    assert read_postgresql("postgres://h/n?sslmode=require&application_name=a+b%20c")["OPTIONS"] == {
        "sslmode": "require",
        "application_name": "a+b c",
    }
    assert (
        read_sqlite("sqlite:///srv/a%20b.sqlite3")
        == read_sqlite("sqlite:////srv/a%20b.sqlite3")
        == Path("/srv/a b.sqlite3")
    )
    with pytest.raises(BadDatabaseUrlError):
        read_sqlite("sqlite:///srv/a?mode=ro")


@pytest.mark.parametrize(
    ("written", "is_origin"),
    [
        ("https://A.Example/", "https://a.example"),
        ("https://a.example:443", "https://a.example"),
        ("https://a.example:8443", "https://a.example:8443"),
        ("http://localhost:80", "http://localhost"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_public_url_is_an_origin_as_browsers_write_it(written: str, is_origin: str) -> None:
    assert environment.public_url({"SLIPWAY_PUBLIC_URL": written}) == is_origin
