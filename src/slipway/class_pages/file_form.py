"""The form of one file of a unit, and the names that an exercise's settings give to files."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.content.editing.file_edits import FileEdit, editable_text, with_plain_lines
from slipway.content.folder import FolderFile
from slipway.content.folder.limits import MAX_PATH
from slipway.content.letters import composed

LONGEST_EDITED = 200_000  # characters of a file that the page opens


@dataclass(frozen=True, slots=True)
class SeenFile:
    """What a row of the page was made of: a file's path, and sha-256 of its content and of the text in its field."""

    path: str
    content: str
    text: str

    @classmethod
    def of(cls, file: FolderFile) -> Self:
        """That of a file as it is held now."""
        return cls(file.path, file.sha256, _hash(opened_text(file) or ""))

    @classmethod
    def read(cls, mark: str) -> Self | None:
        """What `mark` said; None for a new file."""
        content, _colon, rest = mark.partition(":")
        text, _colon, path = rest.partition(":")
        return cls(path, content, text) if path else None

    @property
    def mark(self) -> str:
        """As a hidden field has it."""
        return f"{self.content}:{self.text}:{self.path}"


def opened_text(file: FolderFile) -> str | None:
    """The text that the page opens; None for what is no text, or too long for it."""
    text = editable_text(file.content) if len(file.content) <= 4 * LONGEST_EDITED else None
    return None if text is None or len(text) > LONGEST_EDITED else text


class FileForm(forms.Form):
    """One file: its name in one of the unit's folders, and its text where the page opens it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    folder = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=MAX_PATH,
        widget=forms.TextInput(attrs={"class": "mono", "spellcheck": "false", "autocapitalize": "off"}),
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 16, "class": "mono", "spellcheck": "false", "autocapitalize": "off", "wrap": "off"}
        ),
    )
    remove = forms.BooleanField(label=_("Remove this file"), required=False)
    leave = forms.BooleanField(label=_("Leave the file as it is now, and drop my text"), required=False)

    def __init__(self, data: Mapping[str, Any], *, number: int) -> None:
        super().__init__(data, prefix=f"file-{number}")
        self.number = number
        self.was = SeenFile.read(str(data.get(self.add_prefix("seen"), "")))
        self.has_text = self.add_prefix("text") in data

    @property
    def is_empty(self) -> bool:
        """Whether it is a new file of which nothing was written."""
        return self.was is None and not self._sent("name").strip() and not self._sent("text").strip()

    @property
    def path(self) -> str:
        """The path that was written, as far as it was."""
        return self._sent("folder") + composed(self._sent("name").strip())

    def clean(self) -> None:
        gone = self.is_empty or self.cleaned_data["remove"] or self.cleaned_data["leave"]
        if self.cleaned_data.get("name") or "name" in self.errors or gone:
            return
        if self.was is None:
            self.add_error("name", gettext("Write the name of this file."))
        else:
            told = gettext("A file needs a name. To take this one away, tick “Remove this file”.")
            self.add_error("name", told)

    def edit(self) -> FileEdit | None:
        """What is wanted of the file; None where nothing is. For a valid form."""
        if self.is_empty or self.cleaned_data["leave"]:
            return None
        was, seen = (self.was.path, self.was.content) if self.was else (None, "")
        if self.cleaned_data["remove"]:
            return FileEdit(key=self.prefix or "", was=was, seen=seen) if was else None
        text = with_plain_lines(self.cleaned_data["text"])  # browsers post CRLF
        is_new = self.has_text and (self.was is None or _hash(text) != self.was.text)
        content = text if is_new or self.was is None else None
        return FileEdit(key=self.prefix or "", was=was, seen=seen, path=self.path, content=content)

    def _sent(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))


class NamesForm(forms.Form):
    """What an exercise calls its files: `seen` is what it called them when the page was opened."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    file = forms.CharField(
        label=_("Students hand in"),
        max_length=MAX_PATH,
        help_text=_("The name of one Python file. Starter and reference have a file of this name."),
        widget=forms.TextInput(attrs={"class": "mono", "spellcheck": "false", "autocapitalize": "off"}),
    )
    tests = forms.CharField(
        label=_("Test suite"),
        max_length=MAX_PATH,
        help_text=_("The path of the YAML file that tests it."),
        widget=forms.TextInput(attrs={"class": "mono", "spellcheck": "false", "autocapitalize": "off"}),
    )

    def wanted(self) -> tuple[str | None, str | None]:
        """File and suite, None for each that was not changed. For a valid form."""
        file, _colon, tests = self.cleaned_data["seen"].partition(":")
        names = self.cleaned_data
        return (names["file"] if names["file"] != file else None, names["tests"] if names["tests"] != tests else None)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
