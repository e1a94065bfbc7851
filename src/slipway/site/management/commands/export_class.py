"""`slipway export-class ORG/SLUG FOLDER`: write a class as its folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from slipway.content.export import EmptyClassError, export_class
from slipway.content.folder import FolderRefused, write_class_folder
from slipway.content.models import Classroom
from slipway.site.management.on_database import DatabaseCommand


class Command(DatabaseCommand):
    help = "Write a class to a folder, as import-class reads it: a new folder, an empty one, or its folder of before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("class", metavar="ORG/SLUG", help="the organization's slug and the class's own")
        parser.add_argument("folder", type=Path, help="where to write; what a class folder holds there is replaced")

    def handle(self, *args: Any, **options: Any) -> None:
        root: Path = options["folder"].resolve()
        organization, _slash, slug = options["class"].partition("/")
        classroom = Classroom.objects.filter(organization__slug=organization, slug=slug).first()
        if classroom is None:
            message = f"There is no class {options['class']!r}; `slipway show` lists those there are."
            raise CommandError(message)
        try:
            write_class_folder(export_class(actor=None, classroom=classroom), root)
        except EmptyClassError as empty:
            message = f"{options['class']} has no modules: there is nothing to write."
            raise CommandError(message) from empty
        except FolderRefused as refused:
            message = f"Nothing was written: {root} holds something else than a class folder.\n{refused}"
            raise CommandError(message) from refused
        self.stdout.write(f"{options['class']}: written to {root}")
