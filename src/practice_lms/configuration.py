"""What the environment tells this program: where its data is, its own address, which apps its App Center lists."""

import json
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DEFAULT_URL = "http://127.0.0.1:8001"


@dataclass(frozen=True)
class ListedApp:
    """An app that the App Center offers: it is configured by `config_url`; the administrator types key and secret."""

    name: str
    config_url: str
    description: str


@dataclass(frozen=True)
class Configuration:
    """This program's surroundings. `story` holds links and credentials for the first page, and may be empty."""

    data: Path
    url: str
    apps: tuple[ListedApp, ...]
    story: dict[str, Any]

    @property
    def host(self) -> str:
        """Host name of the own address, without the port."""
        return urlsplit(self.url).hostname or "127.0.0.1"

    @property
    def domain(self) -> str:
        """Host and port of the own address, as Canvas's `custom_canvas_api_domain` has it."""
        return urlsplit(self.url).netloc

    @property
    def secret(self) -> str:
        """The installation's own secret, made once and kept in the data folder."""
        return _kept_secret(self.data)


@cache
def configuration() -> Configuration:
    """Read the environment, once. Raises ValueError where PRACTICE_LMS_APPS or PRACTICE_LMS_STORY is not JSON."""
    listed = json.loads(os.environ.get("PRACTICE_LMS_APPS") or "[]")
    return Configuration(
        data=Path(os.environ.get("PRACTICE_LMS_DATA") or "./data-practice-lms").resolve(),
        url=(os.environ.get("PRACTICE_LMS_URL") or DEFAULT_URL).rstrip("/"),
        apps=tuple(ListedApp(app["name"], app["config_url"], app.get("description", "")) for app in listed),
        story=json.loads(os.environ.get("PRACTICE_LMS_STORY") or "{}"),
    )


@cache
def _kept_secret(data: Path) -> str:
    data.mkdir(parents=True, exist_ok=True)
    kept = data / "secret"
    try:
        with open(kept, "x", opener=_private) as new:
            new.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return kept.read_text()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
