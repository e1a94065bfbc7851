"""Reading a table of a TOML file key by key, every fault noted by its path (`organization[0].slug`), none silent."""

import difflib
import re
from collections.abc import Callable, Mapping

from slipway.names import as_name, problem_with_name

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,64}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


class TomlTable:
    """A table at `path`. Readers give a usable value, or note a fault in `faults` and give a harmless one."""

    def __init__(self, values: Mapping[str, object], *, path: str, faults: list[str]) -> None:
        self._values = values
        self.path = path
        self.faults = faults
        self._asked: list[str] = []

    def refuse(self, key: str, message: str) -> None:
        """Note a fault of `key`."""
        self.faults.append(f"{self.path_of(key)}: {message}")

    def refuse_unknown_keys(self) -> None:
        """Note every key that no reader asked for. Call it last."""
        for key in self._values.keys() - set(self._asked):
            near = difflib.get_close_matches(key, self._asked, n=1)
            self.refuse(key, "unknown key" + (f"; did you mean {near[0]}?" if near else ""))

    def path_of(self, key: str) -> str:
        """How messages name `key`."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the file says anything of `key`."""
        return key in self._values

    def text(self, key: str) -> str | None:
        """An optional text without space around it; None when absent."""
        value = self._get(key)
        if value is None or isinstance(value, str):
            return value and value.strip()
        self.refuse(key, "must be text in quotes")
        return None

    def required(self, key: str) -> str:
        """A text that must be there and not empty."""
        value = self.text(key)
        if value:
            return value
        if value == "" or not self.has(key):
            self.refuse(key, "is empty" if self.has(key) else "is missing")
        return ""

    def name(self, key: str = "name") -> str | None:
        """An optional name; None when absent."""
        value = self.text(key)
        if value is None:
            return None
        name = as_name(value)
        if problem := problem_with_name(name):
            self.refuse(key, problem.english)
        return name

    def required_name(self, key: str = "name") -> str:
        """A name that must be there and not empty."""
        return (self.name(key) if self.required(key) else None) or ""

    def slug(self, key: str = "slug") -> str:
        """A required slug."""
        value = self.required(key)
        if value and not SLUG.fullmatch(value):
            self.refuse(key, "may hold letters, digits, hyphens and underscores, at most 64")
        return value

    def email(self, key: str = "email") -> str:
        """A required e-mail address, in small letters."""
        value = self.required(key)
        if value and not EMAIL.fullmatch(value):
            self.refuse(key, f"{value!r} is no e-mail address")
        return value.lower()

    def flag(self, key: str) -> bool | None:
        """An optional true or false; None when absent."""
        value = self._get(key)
        if value is None or isinstance(value, bool):
            return value
        self.refuse(key, "must be true or false, without quotes")
        return None

    def texts(self, key: str) -> list[str]:
        """An optional list of texts; [] when absent."""
        value = self._get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.refuse(key, 'must be a list of texts, such as ["one", "two"]')
            return []
        return [item.strip() for item in value]

    def tables(self, key: str) -> list["TomlTable"]:
        """An optional list of tables; [] when absent."""
        value = self._get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(key, "must be a list of tables")
            return []
        return [
            TomlTable(item, path=f"{self.path_of(key)}[{index}]", faults=self.faults)
            for index, item in enumerate(value)
        ]

    def secret(self, key: str, read_file: Callable[[str], str]) -> str | None:
        """The text of `key`, or of the file that `<key>_file` names (its last line end left out); None when absent."""
        if self.has(key) and self.has(f"{key}_file"):
            self.refuse(key, f"give {key} or {key}_file, not both")
        written, file = self.text(key), self.text(f"{key}_file")
        secret = written if file is None else self._content(f"{key}_file", file, read_file)
        if secret == "":
            self.refuse(key, "is empty")
        return secret

    def _content(self, key: str, file: str, read_file: Callable[[str], str]) -> str | None:
        try:
            return read_file(file).removesuffix("\n")
        except OSError as fault:
            self.refuse(key, f"{file}: {fault.strerror}")
        except UnicodeDecodeError:
            self.refuse(key, f"{file} is not UTF-8 text")
        return None

    def _get(self, key: str) -> object:
        self._asked.append(key)
        return self._values.get(key)
