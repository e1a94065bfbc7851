"""`slipway apply site.toml`: make organizations, people, keys and classes as the file says."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command

from slipway.site.readiness import is_current
from slipway.site.site_file.apply import apply_site
from slipway.site.site_file.folders import read_folders
from slipway.site.site_file.read import read_site_file
from slipway.site.site_file.values import SiteFileRefusedError


class Command(BaseCommand):
    help = "Bring the database up to date, then make what the file asks for and is not there yet. Deletes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="site.toml", help="what there shall be")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changes = apply_file(options["file"])
        except OSError as fault:
            message = f"{fault.filename or options['file']}: {fault.strerror}. Nothing has changed."
            raise CommandError(message) from fault
        except UnicodeDecodeError as fault:
            message = f"{options['file']}, or a file that it names, is no text in UTF-8. Nothing has changed."
            raise CommandError(message) from fault
        except SiteFileRefusedError as refused:
            message = f"{options['file']} was not applied, nothing has changed.\n{refused}"
            raise CommandError(message) from refused
        self.stdout.write("\n".join(changes or ["nothing to change"]))


def apply_file(file: Path) -> list[str]:
    """Apply a site file. Returns a line for each change. Raises OSError and SiteFileRefusedError."""
    base = file.parent
    organizations = read_site_file(_text(file), read_file=lambda name: _text(base / name))
    folders = read_folders(organizations, base)
    migrated = []
    if not is_current():
        call_command("migrate", interactive=False, verbosity=0)
        migrated = ["database: brought up to date"]
    return migrated + apply_site(organizations, folders)


def _text(file: Path) -> str:
    """The file's text, without the byte order mark that some editors put before it: a secret must not begin so."""
    return file.read_text(encoding="utf-8-sig")
