"""Slipway's configuration, read from the environment by small typed functions (README lists every name)."""

import os
import re
import secrets
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import unquote, urlsplit

from slipway.site.database_url import POSTGRESQL, BadDatabaseUrlError, read_postgresql, read_sqlite
from slipway.web_address import read_address

Env = Mapping[str, str]

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;"
)
YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
USUAL_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_HOST = re.compile(r"[a-z0-9]([a-z0-9_.-]*[a-z0-9])?|[0-9a-f:.]+:[0-9a-f:.]*")  # names in other letters: as xn--
_NO_MAIL_URL = (
    "SLIPWAY_EMAIL_URL must look like smtp+tls://user:password@mail.example.edu:587; "
    "signs such as # / ? @ : % in the password are written %23 %2F %3F %40 %3A %25."
)


class BadConfigurationError(Exception):
    """A setting that Slipway can't run with; the text is for the operator."""


def flag(env: Env, name: str) -> bool:
    """True for 1, true, yes, on; raises BadConfigurationError for what is neither that nor its contrary."""
    text = env.get(name, "").strip().lower()
    if text not in YES | NO:
        message = f"{name} is either 1 or 0, not {text!r}."
        raise BadConfigurationError(message)
    return text in YES


def number(env: Env, name: str, default: int, *, most: int = 1000) -> int:
    """A whole number up to `most`; raises BadConfigurationError for anything else."""
    text = env.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) <= most):
        message = f"{name} must be a whole number up to {most}, not {text!r}."
        raise BadConfigurationError(message)
    return int(text)


def data_folder(env: Env) -> Path:
    """The folder that holds the SQLite file, made keys and collected static files; made for our eyes only."""
    named = Path(env.get("SLIPWAY_DATA") or "./data")
    try:
        folder = named.resolve()
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        message = f"SLIPWAY_DATA: nothing can be written in {named} ({fault.strerror}). Name a folder of your own."
        raise BadConfigurationError(message) from fault
    return folder


def public_url(env: Env) -> str:
    """Where browsers and LMSs reach this Slipway: an origin, https unless it is loopback."""
    text = (env.get("SLIPWAY_PUBLIC_URL") or "http://localhost:8000").strip().rstrip("/")
    address = read_address(text)
    sound = address and address.is_web and address.has_sound_port and _HOST.fullmatch(address.host)
    if not address or not sound or address.path or set(text) & set("?#@"):
        message = f"SLIPWAY_PUBLIC_URL must look like https://slipway.example.edu, not {text!r}."
        raise BadConfigurationError(message)
    if not address.is_https_or_loopback:
        message = f"SLIPWAY_PUBLIC_URL must begin with https:// (LMSs and browsers demand it), not {text!r}."
        raise BadConfigurationError(message)
    return address.origin  # as browsers write it, for origins are compared as texts


def kept_secret(env: Env, name: str, folder: Path, length: int = 50) -> str:
    """The secret `name` from the environment, else one that is made once and kept in `folder` (mode 600)."""
    if env.get(name):
        return env[name]
    path = folder / name.lower()
    try:
        secret = _kept(path, length)
    except (OSError, UnicodeDecodeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else "it holds no text"
        message = f"{name} is kept in {path}, which cannot be read or made: {why}."
        raise BadConfigurationError(message) from fault
    if not secret:
        message = f"{name} is kept in {path}, which is empty. Put it back from your backup."
        raise BadConfigurationError(message)
    return secret


def _kept(path: Path, length: int) -> str:
    if not path.exists():
        scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        scratch.touch(mode=0o600)
        scratch.write_text(secrets.token_urlsafe(length))
        try:
            os.link(scratch, path)  # the first of several processes that start at once wins
        except FileExistsError:
            pass
        finally:
            scratch.unlink()
    return path.read_text().strip()


def database(env: Env, folder: Path) -> dict[str, Any]:
    """Django's DATABASES entry: SQLite in `folder`, or what DATABASE_URL says (sqlite:, postgres:)."""
    url = env.get("DATABASE_URL", "").strip()
    scheme = url.partition(":")[0].lower()
    try:
        if not url or scheme == "sqlite":
            return _sqlite(read_sqlite(url) if url else folder / "slipway.sqlite3")
        if scheme not in POSTGRESQL:
            message = "DATABASE_URL must begin with postgres:// or sqlite:////; Slipway knows no other databases."
            raise BadConfigurationError(message)
        return _postgresql(read_postgresql(url))
    except BadDatabaseUrlError as fault:
        raise BadConfigurationError(str(fault)) from fault


def _postgresql(address: dict[str, Any]) -> dict[str, Any]:
    options = {"connect_timeout": "10", **address["OPTIONS"]}
    prepare = options.pop("prepare", "on")
    if prepare not in {"on", "off"}:
        raise BadDatabaseUrlError("DATABASE_URL has a prepare that is neither prepare=on nor prepare=off.")
    options["prepare_threshold"] = 0 if prepare == "on" else None  # off: a pooler has another connection each time
    lasting = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    return {"ENGINE": "slipway.site.postgresql", **address, **lasting, "OPTIONS": options}


def _sqlite(path: Path) -> dict[str, Any]:
    # Without IMMEDIATE a read that turns into a write loses its transaction under load.
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "CONN_MAX_AGE": None, "OPTIONS": options}


def encryption_keys(env: Env, folder: Path) -> list[str]:
    """The keys of secrets at rest, the one that encrypts first. Raises BadConfigurationError."""
    keys = kept_secret(env, "SLIPWAY_ENCRYPTION_KEYS", folder).split(",")
    if not all(key.strip() for key in keys):
        raise BadConfigurationError("SLIPWAY_ENCRYPTION_KEYS holds an empty key: take the comma too many away.")
    return keys


def email(env: Env) -> dict[str, Any]:
    """Django's EMAIL_* settings from SLIPWAY_EMAIL_URL (smtp:, smtp+tls:, smtps:, file:); {} without it."""
    url = env.get("SLIPWAY_EMAIL_URL", "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as fault:  # whose text may hold the password
        raise BadConfigurationError(_NO_MAIL_URL) from fault
    if parts.scheme == "file" and parts.path.startswith("/"):
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme not in USUAL_MAIL_PORTS or not host or port == 0 or parts.path.strip("/") or "#" in url:
        raise BadConfigurationError(_NO_MAIL_URL)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or USUAL_MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


def sender(env: Env, public_url: str) -> str:
    """Who mails come from. Raises BadConfigurationError."""
    text = env.get("SLIPWAY_EMAIL_FROM", "").strip() or f"slipway@{urlsplit(public_url).hostname}"
    if not text.isprintable() or "@" not in parseaddr(text)[1]:
        message = f"SLIPWAY_EMAIL_FROM must be a mail address, not {text!r}."
        raise BadConfigurationError(message)
    return text
