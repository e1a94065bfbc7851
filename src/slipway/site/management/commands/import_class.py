"""`slipway import-class FOLDER`: make or update a class from its folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from slipway.content.folder import ClassFolder, FolderRefused, read_class_folder
from slipway.content.imports.run import import_class
from slipway.content.models import Classroom
from slipway.exercise_checks.folder_checks import changed_exercises
from slipway.orgs.models import Organization
from slipway.site.management.on_database import DatabaseCommand
from slipway.site.management.printed_checks import unsound_exercises
from slipway.site.site_file.table import SLUG


class Command(DatabaseCommand):
    help = "Make a class from a folder, or bring it up to date: units are matched by slug, none is ever deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that holds class.toml")
        parser.add_argument("--organization", required=True, metavar="SLUG", help="whose class it is")
        parser.add_argument("--slug", help="the class's own slug (default: the folder's name)")
        unchecked = "import exercises without running them; else those that are new or changed have to be sound"
        parser.add_argument("--without-checks", action="store_true", help=unchecked)

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
        if not options["without_checks"]:
            self.check_exercises(content, organization, slug)
        report = import_class(actor=None, organization=organization, slug=slug, folder=content)
        for warning in content.warnings:
            self.stderr.write(f"warning: {warning}")
        self.stdout.write("\n".join(report.changes or ["nothing to change"]))

    def check_exercises(self, content: ClassFolder, organization: Organization, slug: str) -> None:
        """Raises CommandError unless all exercises that would change are sound."""
        classroom = Classroom.objects.filter(organization=organization, slug=slug).first()
        unsound = unsound_exercises(changed_exercises(content, classroom), self.stderr, most_changes=0)
        if unsound:
            message = (
                f"Nothing was imported, nothing has changed: not sound are {', '.join(unsound)}. "
                "--without-checks imports them all the same."
            )
            raise CommandError(message)
