"""`slipway import-class FOLDER`: make or update a class from its folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from slipway.content.folder import FolderRefused, read_class_folder
from slipway.content.imports.run import import_class
from slipway.orgs.models import Organization
from slipway.site.management.on_database import DatabaseCommand
from slipway.site.site_file.table import SLUG


class Command(DatabaseCommand):
    help = "Make a class from a folder, or bring it up to date: units are matched by slug, none is ever deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that holds class.toml")
        parser.add_argument("--organization", required=True, metavar="SLUG", help="whose class it is")
        parser.add_argument("--slug", help="the class's own slug (default: the folder's name)")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"].resolve()
        slug = options["slug"] or folder.name
        organization = Organization.objects.filter(slug=options["organization"]).first()
        if organization is None:
            message = f"There is no organization {options['organization']!r}; `slipway show` lists those there are."
            raise CommandError(message)
        if not SLUG.fullmatch(slug):
            message = f"{slug!r} is no slug; give one by --slug: letters, digits, hyphens and underscores."
            raise CommandError(message)
        try:
            content = read_class_folder(folder)
        except FolderRefused as refused:
            message = f"{folder} was not imported, nothing has changed.\n{refused}"
            raise CommandError(message) from refused
        report = import_class(actor=None, organization=organization, slug=slug, folder=content)
        for warning in content.warnings:
            self.stderr.write(f"warning: {warning}")
        self.stdout.write("\n".join(report.changes or ["nothing to change"]))
