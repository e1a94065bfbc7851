"""`slipway check-class FOLDER`: whether a class folder is sound, its exercises run; nothing is imported."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from slipway.content.folder import FolderRefused, read_class_folder
from slipway.exercise_checks.check import MOST_CHANGES
from slipway.exercise_checks.folder_checks import exercises_of
from slipway.site.management.printed_checks import unsound_exercises


class Command(BaseCommand):
    help = (
        "Look for faults of a class folder, and run its exercises: each reference must pass every test, and each wrong "
        "solution must be noticed. Ends with 1 for a fault. No database is needed."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that holds class.toml")
        no_mutants = "leave out small changes of the references that no case notices: hints, and what takes longest"
        parser.add_argument("--no-mutants", action="store_true", help=no_mutants)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = read_class_folder(options["folder"].resolve())
        except FolderRefused as refused:
            message = f"The class folder has faults; its exercises were not run.\n{refused}"
            raise CommandError(message) from refused
        for warning in content.warnings:
            self.stdout.write(f"hint: {warning}")
        exercises = exercises_of(content)
        most_changes = 0 if options["no_mutants"] else MOST_CHANGES
        unsound = unsound_exercises(exercises, self.stdout, most_changes=most_changes)
        if unsound:
            message = f"{len(unsound)} of {len(exercises)} exercises are not sound: {', '.join(unsound)}"
            raise CommandError(message)
        self.stdout.write(f"The class is sound. Exercises that were run: {len(exercises)}")
