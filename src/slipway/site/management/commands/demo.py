"""`slipway demo`: Slipway and a practice LMS, ready to click through."""

import os
import signal
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from slipway.orgs.models import Organization
from slipway.site.beside import worker_beside
from slipway.site.demo.demo_class import SITE, demo_folders
from slipway.site.demo.marker import is_demo
from slipway.site.demo.practice import practice_lms
from slipway.site.demo.surroundings import Demo, read_demo
from slipway.site.serving import Address, is_free, run_server
from slipway.site.site_file.apply import apply_site
from slipway.site.site_file.read import read_site_file
from slipway.site.site_file.values import SiteOrganization
from slipway.site.static_collection import collect_static_files

DEMO_HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Serve Slipway and a practice LMS on this machine, with data of their own (PORT, LMS_PORT, SLIPWAY_DATA)."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_demo(settings.DATA_FOLDER):
            message = f"{settings.DATA_FOLDER} is no demo's; start it by `slipway demo`."
            raise CommandError(message)
        demo = read_demo(os.environ)
        refuse_taken_ports(demo)
        (organization,) = read_site_file(SITE.read_text(), read_file=lambda name: (SITE.parent / name).read_text())
        call_command("migrate", interactive=False, verbosity=0)
        if not Organization.objects.exists():  # what was changed in a demo stays when it is started again
            apply_site([organization], demo_folders(organization))
        collect_static_files()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that what runs beside it is stopped too
        with practice_lms(demo, organization), worker_beside():
            self.stdout.write(welcome(demo, organization))
            self.stdout.flush()
            run_server(Address(DEMO_HOST, demo.port), workers=1, threads=8)


def refuse_taken_ports(demo: Demo) -> None:
    """Raise CommandError, with the variable to set, when another program listens where the demo would."""
    for name, port in (("PORT", demo.port), ("LMS_PORT", demo.lms_port)):
        if not is_free(Address(DEMO_HOST, port)):
            message = (
                f"Port {port} is taken by another program. Choose another one, for example: {name}={port + 10} make run"
            )
            raise CommandError(message)


def welcome(demo: Demo, organization: SiteOrganization) -> str:
    """What to click."""
    people = [("owner", organization.owners[0]), ("teacher", organization.teachers[0])]
    return "\n".join(
        [
            "",
            f"  Practice LMS  {demo.lms_url}  begin here: the story in five steps, no passwords",
            f"  Slipway       {demo.url}",
            *(f"    {role:<10}  {person.email}  {person.password}" for role, person in people),
            "",
            f"  Mails that Slipway sends are files in {demo.data / 'mail'}. Ctrl-C stops both.",
            f"  To begin anew, delete {demo.data}.",
            "",
        ]
    )
