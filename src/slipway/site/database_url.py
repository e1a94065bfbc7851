"""`DATABASE_URL`, read as libpq reads its own (PostgreSQL manual, *Connection URIs*)."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

POSTGRESQL = ("postgres", "postgresql")


class BadDatabaseUrlError(ValueError):
    """The text is a sentence for the operator, without the URL: a password stands in it."""


def read_sqlite(url: str) -> Path:
    """The file that `sqlite:////folder/file` names. Raises BadDatabaseUrlError."""
    path = _unquoted(url.removeprefix("sqlite:").removeprefix("//"))
    if not path.startswith("/") or path.endswith("/") or "?" in path:
        raise BadDatabaseUrlError("DATABASE_URL must name a file, like sqlite:////srv/slipway/slipway.sqlite3.")
    return Path("/" + path.lstrip("/"))


def read_postgresql(url: str) -> dict[str, Any]:
    """What `postgres://user:password@host:port/name?option=value` names, by the keys of Django's DATABASES.

    HOST may be a folder that holds the socket (written with %2F for each slash, or as `?host=/folder`), or several
    hosts with commas between. Raises BadDatabaseUrlError.
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
    found = {
        "HOST": options.pop("host", ",".join(host for host, _port in places)),
        "PORT": options.pop("port", ",".join(port for _host, port in places).strip(",")),
        "USER": options.pop("user", _unquoted(user)),
        "PASSWORD": options.pop("password", _unquoted(password)),
        "NAME": options.pop("dbname", _unquoted(name)),
    }
    if not found["NAME"] and "service" not in options:
        raise BadDatabaseUrlError(
            "DATABASE_URL names no database: write it behind the host, like postgres://host/name."
        )
    return {**found, "OPTIONS": options}


def _place(text: str) -> tuple[str, str]:
    """Host and port, each '' where it is missing."""
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
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise BadDatabaseUrlError("DATABASE_URL has an option without a value; options look like ?sslmode=require.")
    return _unquoted(name), _unquoted(value)
