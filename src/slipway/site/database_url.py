"""`DATABASE_URL`, read as libpq reads its own (PostgreSQL manual, *Connection URIs*)."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

POSTGRESQL = ("postgres", "postgresql")


class BadDatabaseUrlError(ValueError):
    """The text is a sentence for the operator, without the URL: a password stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresqlAddress:
    """Where a PostgreSQL is. `host` may be a folder that holds its socket, or several hosts with commas between."""

    host: str
    port: str
    user: str
    password: str
    name: str
    options: dict[str, str]


def read_sqlite(url: str) -> Path:
    """The file that `sqlite:////folder/file` names. Raises BadDatabaseUrlError."""
    path = _unquoted(url.removeprefix("sqlite:").removeprefix("//"))
    if not path.startswith("/") or path.endswith("/") or "?" in path:
        raise BadDatabaseUrlError("DATABASE_URL must name a file, like sqlite:////srv/slipway/slipway.sqlite3.")
    return Path("/" + path.lstrip("/"))


def read_postgresql(url: str) -> PostgresqlAddress:
    """The address that `postgres://user:password@host:port/name?option=value` names. Raises BadDatabaseUrlError.

    A host that is a folder is written with %2F for each slash, or as `?host=/folder`.
    """
    main, _, query = url.partition("://")[2].partition("?")
    authority, _, name = main.partition("/")
    people, _, hosts = authority.rpartition("@")
    user, _, password = people.partition(":")
    if not url.isprintable() or " " in url or "#" in url or "/" in name or any(sign in people for sign in "@[]"):
        raise BadDatabaseUrlError(
            "DATABASE_URL is not sound: write signs such as # / ? @ : % in its password as %23 %2F %3F %40 %3A %25."
        )
    places = [_place(text) for text in hosts.split(",")]
    options = dict(_option(text) for text in query.split("&") if text)
    found = PostgresqlAddress(
        host=options.pop("host", ",".join(host for host, _port in places)),
        port=options.pop("port", ",".join(port for _host, port in places).strip(",")),
        user=options.pop("user", _unquoted(user)),
        password=options.pop("password", _unquoted(password)),
        name=options.pop("dbname", _unquoted(name)),
        options=options,
    )
    if not found.name and "service" not in options:
        raise BadDatabaseUrlError(
            "DATABASE_URL names no database: write it behind the host, like postgres://host/name."
        )
    return found


def _place(text: str) -> tuple[str, str]:
    """Host and port, each '' where it is not said."""
    if text.startswith("["):
        host, closed, rest = text[1:].partition("]")
        colon, port = rest[:1] if closed else "]", rest[1:]
    else:
        host, colon, port = text.partition(":")
    if (colon and colon != ":") or not (port == "" or (port.isdecimal() and port.isascii() and 0 < int(port) < 65536)):
        raise BadDatabaseUrlError(
            "DATABASE_URL names no sound port: it is a number up to 65535, and a : in the password is written %3A."
        )
    return _unquoted(host), port


def _unquoted(text: str) -> str:
    """What percent signs stand for. A NUL would cut what libpq reads, and no system has one in a file's name."""
    plain = unquote(text)
    if not plain.isprintable():
        raise BadDatabaseUrlError("DATABASE_URL holds a sign that cannot be printed, or a percent code for one.")
    return plain


def _option(text: str) -> tuple[str, str]:
    name, is_said, value = text.partition("=")
    if not is_said or not name:
        raise BadDatabaseUrlError("DATABASE_URL has an option without a value; options look like ?sslmode=require.")
    return _unquoted(name), _unquoted(value)
