"""Start the practice LMS: migrate, seed, serve. Loopback only: it has no passwords and tells everything."""

import ipaddress
import os
import sys

import django
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from practice_lms.configuration import configuration

THREADS = 8
SETTINGS = "practice_lms.settings"


class NotLoopbackError(ValueError):
    """The address to bind is not this machine's own loopback."""

    def __init__(self, bind: str) -> None:
        super().__init__(f"The practice LMS serves on this machine only: {bind!r} is no loopback address with a port.")


def loopback_address(bind: str) -> tuple[str, int]:
    """Split `host:port`. Raises NotLoopbackError for any host but localhost, 127.0.0.0/8 and [::1]."""
    host, _, port = bind.rpartition(":")
    host = host.strip("[]")
    if not port.isdecimal() or not (host == "localhost" or _is_loopback(host)):
        raise NotLoopbackError(bind)
    return host, int(port)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(host: str, port: int) -> None:
    """Bring the database up to date and serve until stopped."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS  # whatever the shell has set: never another program's database
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("seed")
    sys.stdout.write(f"Practice LMS: {configuration().url}\n")
    sys.stdout.flush()
    Granian(
        "practice_lms.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_enabled=False,
    ).serve()
