"""Slipway's configuration, read from the environment by small typed functions (README lists every name)."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Env = Mapping[str, str]

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-20000;PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=27103364;"
)
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class BadConfigurationError(Exception):
    """A setting that Slipway can't run with; the text is for the operator."""


def flag(env: Env, name: str) -> bool:
    """True for 1, true, yes, on."""
    return env.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def number(env: Env, name: str, default: int) -> int:
    """A whole number; raises BadConfigurationError for anything else."""
    text = env.get(name, "").strip() or str(default)
    if not text.isdigit():
        message = f"{name} must be a whole number, not {text!r}."
        raise BadConfigurationError(message)
    return int(text)


def data_folder(env: Env) -> Path:
    """The folder that holds the SQLite file, made keys and collected static files."""
    folder = Path(env.get("SLIPWAY_DATA") or "./data").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def public_url(env: Env) -> str:
    """Where browsers and LMSs reach this Slipway: an origin, https unless it is loopback."""
    text = (env.get("SLIPWAY_PUBLIC_URL") or "http://localhost:8000").strip().rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.username:
        message = f"SLIPWAY_PUBLIC_URL must look like https://slipway.example.edu, not {text!r}."
        raise BadConfigurationError(message)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        message = f"SLIPWAY_PUBLIC_URL must begin with https:// (LMSs and browsers demand it), not {text!r}."
        raise BadConfigurationError(message)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def kept_secret(env: Env, name: str, folder: Path, length: int = 50) -> str:
    """The secret `name` from the environment, else one that is made once and kept in `folder` (mode 600)."""
    if env.get(name):
        return env[name]
    path = folder / name.lower()
    if not path.exists():
        scratch = folder / f".{name.lower()}.{secrets.token_hex(4)}"
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
    url = env.get("DATABASE_URL", "")
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)) if url else folder / "slipway.sqlite3")
    if parts.scheme not in {"postgres", "postgresql"}:
        message = f"DATABASE_URL begins with {parts.scheme!r}; Slipway knows sqlite: and postgres:."
        raise BadConfigurationError(message)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    # Without IMMEDIATE a read that turns into a write loses its transaction under load.
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "CONN_MAX_AGE": None, "OPTIONS": options}


def email(env: Env) -> dict[str, Any]:
    """Django's EMAIL_* settings from SLIPWAY_EMAIL_URL (smtp:, smtp+tls:, smtps:, file:); {} without it."""
    url = env.get("SLIPWAY_EMAIL_URL", "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme == "file":
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
        message = "SLIPWAY_EMAIL_URL must look like smtp+tls://user:password@mail.example.edu:587."
        raise BadConfigurationError(message)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }
