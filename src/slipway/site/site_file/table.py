"""The kinds of values that a site file holds, every fault noted by its path (`organization[0].slug`)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from slipway.names import as_name, problem_with_name
from slipway.toml_table import KeyPath, TomlTable

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,64}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


class SiteTable(TomlTable[str]):
    """One table of a site file."""

    @property
    def path(self) -> str:
        """How messages name the table."""
        return dotted(self._at)

    def refuse_unknown_keys(self) -> None:
        """Note every key that no reader asked for. Call it last."""
        for key, near in self.unknown_keys():
            self.refuse("unknown key" + (f"; did you mean {near}?" if near else ""), key)

    def refuse_twice(self, what: str, values: Iterable[str], *where: str) -> None:
        """Note as a fault of `where` each of `values` (what they are: `what`) that is there more than once."""
        for value, count in Counter(value for value in values if value).items():
            if count > 1:
                self.refuse(f"{what} {value!r} is here twice", *where)

    def text(self, key: str) -> str | None:
        """An optional text without space around it; None when absent."""
        value = self.value(key, str, "must be text in quotes")
        return value and value.strip()

    def required(self, key: str) -> str:
        """A text that must be there and not empty."""
        value = self.text(key)
        if value:
            return value
        if value == "" or not self.has(key):
            self.refuse("is empty" if self.has(key) else "is missing", key)
        return ""

    def name(self, key: str = "name") -> str | None:
        """An optional name; None when absent."""
        value = self.text(key)
        if value is None:
            return None
        name = as_name(value)
        if problem := problem_with_name(name):
            self.refuse(str(problem), key)
        return name

    def required_name(self, key: str = "name") -> str:
        """A name that must be there and not empty."""
        return (self.name(key) if self.required(key) else None) or ""

    def slug(self, key: str = "slug") -> str:
        """A required slug."""
        value = self.required(key)
        if value and not SLUG.fullmatch(value):
            self.refuse("may hold letters, digits, hyphens and underscores, at most 64", key)
        return value

    def email(self, key: str = "email") -> str:
        """A required e-mail address, in small letters."""
        value = self.required(key)
        if value and not EMAIL.fullmatch(value):
            self.refuse(f"{value!r} is no e-mail address", key)
        return value.lower()

    def flag(self, key: str) -> bool | None:
        """An optional true or false; None when absent."""
        return self.value(key, bool, "must be true or false, without quotes")

    def texts(self, key: str) -> list[str]:
        """An optional list of texts; [] when absent."""
        return [item.strip() for item in self.list_of(key, str, 'must be a list of texts, such as ["one", "two"]')]

    def tables(self, key: str) -> list["SiteTable"]:
        """An optional list of tables; [] when absent."""
        return self.tables_of(key, "must be a list of tables")

    def secret(self, key: str, read_file: Callable[[str], str]) -> str | None:
        """The text of `key`, or of the file that `<key>_file` names (its last line end left out); None when absent."""
        if self.has(key) and self.has(f"{key}_file"):
            self.refuse(f"give {key} or {key}_file, not both", key)
        written, file = self.text(key), self.text(f"{key}_file")
        secret = written if file is None else self._content(f"{key}_file", file, read_file)
        if secret == "":
            self.refuse("is empty", key)
        return secret

    def _content(self, key: str, file: str, read_file: Callable[[str], str]) -> str | None:
        try:
            return read_file(file).removesuffix("\n")
        except OSError as fault:
            self.refuse(f"{file}: {fault.strerror}", key)
        except UnicodeDecodeError:
            self.refuse(f"{file} is not UTF-8 text", key)
        return None


def site_table(values: Mapping[str, object], faults: list[str]) -> SiteTable:
    """A site file's whole content, to be read; what is wrong with it is added to `faults`."""
    return SiteTable(values, note=lambda path, message: faults.append(f"{dotted(path)}: {message}"))


def dotted(path: KeyPath) -> str:
    """A path as messages write it: `organization[0].slug`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
