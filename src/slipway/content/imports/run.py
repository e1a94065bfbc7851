"""Bringing a class to what its folder says. Nothing is deleted: what is gone from the folder is withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.content.create import create_class
from slipway.content.dates_changed import dates_changed
from slipway.content.folder import ClassFolder
from slipway.content.imports.files import keep_files, sync_files
from slipway.content.imports.modules import sync_modules
from slipway.content.imports.units import sync_units
from slipway.content.imports.words import ChangeLines, Line
from slipway.content.models import CLASS_TERMS, Classroom, Unit
from slipway.content.rows import set_values
from slipway.orgs.models import Organization, User
from slipway.words import Text, text


@dataclass(frozen=True)
class ImportReport:
    """The class, and a line for each module and unit that the import changed; no lines: there was nothing to change."""

    classroom: Classroom
    lines: list[Line]

    @property
    def changes(self) -> list[str]:
        """The lines in English, as a command prints them."""
        return [f"{name.english}: {', '.join(each.english for each in words)}" for name, words in self.lines]


def import_class(*, actor: User | None, organization: Organization, slug: str, folder: ClassFolder) -> ImportReport:
    """Make the class `slug` of the organization from `folder`, or bring it up to date, in one transaction.

    The contents of its files are stored before that.
    """
    keep_files(folder)
    return import_kept(actor=actor, organization=organization, slug=slug, folder=folder)


def import_kept(*, actor: User | None, organization: Organization, slug: str, folder: ClassFolder) -> ImportReport:
    """The same for a folder whose files are stored (`keep_files`); in the caller's transaction, if there is one.

    Modules and units are matched by slug, or by the slug that they had before (`was`), and keep their ids. One that
    is gone from the folder is withdrawn; one that comes back is restored. All or nothing.
    """
    words = ChangeLines()
    with transaction.atomic():
        classroom = _classroom(actor, organization, slug, folder, words)
        modules, hidden = sync_modules(classroom, folder.modules, words)
        wanted = [(unit, row) for module, row in zip(folder.modules, modules, strict=True) for unit in module.units]
        units = sync_units(classroom, wanted, words, hidden=hidden)
        sync_files(list(zip((unit for unit, _row in wanted), units, strict=True)), words)
        if lines := words.lines():
            audit(actor, AuditAction.CLASS_IMPORT, classroom, organization_id=organization.pk, changes=len(lines))
    return ImportReport(classroom, lines)


def _classroom(
    actor: User | None, organization: Organization, slug: str, folder: ClassFolder, words: ChangeLines
) -> Classroom:
    held = Classroom.objects.select_for_update().filter(organization=organization, slug=slug).first()
    if held is None:
        words.of_class([text("made")])
        held = create_class(actor=actor, organization=organization, slug=slug, title=folder.title)
    else:
        words.of_class(_class_words(held, folder))
    terms = {name: getattr(folder, name) for name in CLASS_TERMS}
    has_new_terms = set_values(held, terms)
    if set_values(held, {"title": folder.title, "description": folder.description}) or has_new_terms:
        held.save(update_fields=["title", "description", *CLASS_TERMS])
    if has_new_terms:
        dates_changed(Unit.objects.filter(classroom=held).values_list("pk", flat=True))
    return held


def _class_words(held: Classroom, folder: ClassFolder) -> Iterator[Text]:
    if held.title != folder.title:
        yield text("now called “%(title)s”", title=folder.title)
    if held.description != folder.description:
        yield text("new description")
    if any(getattr(held, name) != getattr(folder, name) for name in CLASS_TERMS):
        yield text("new rules for late work")
