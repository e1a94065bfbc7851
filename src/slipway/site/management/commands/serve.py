"""`slipway serve`: the web server, once everything that it needs is in place."""

from argparse import ArgumentParser
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from slipway.site.beside import worker_beside
from slipway.site.demo.marker import is_demo
from slipway.site.management.numbers import at_least_one
from slipway.site.readiness import require_current_database
from slipway.site.serving import default_workers, read_bind_address, require_free, run_server
from slipway.site.static_collection import collect_static_files


class Command(BaseCommand):
    requires_system_checks = ()  # when all else is well
    help = "Serve Slipway until Ctrl-C. SLIPWAY_PUBLIC_URL says where the world reaches it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="where to listen")
        parser.add_argument("--workers", type=at_least_one, default=default_workers(), help="processes (%(default)s)")
        parser.add_argument("--threads", type=at_least_one, default=4, help="threads of each process (%(default)s)")
        parser.add_argument("--with-worker", action="store_true", help="do jobs too, by one `slipway worker` beside it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            address = read_bind_address(options["bind"])
        except ValueError as fault:
            raise CommandError(str(fault)) from fault
        if is_demo(settings.DATA_FOLDER):
            message = f"{settings.DATA_FOLDER} is a demo's, whose passwords are known. Set SLIPWAY_DATA to another."
            raise CommandError(message)
        require_current_database()
        collect_static_files()
        require_free(address)
        self.check()
        self.stdout.write(f"Slipway: {settings.PUBLIC_URL} (listening at {address})")
        self.stdout.flush()
        with worker_beside() if options["with_worker"] else nullcontext():
            run_server(address, workers=options["workers"], threads=options["threads"])
