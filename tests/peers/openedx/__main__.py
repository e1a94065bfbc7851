"""Serves the small LMS: `python -m tests.peers.openedx PORT DATA`, on 127.0.0.1, its database in the folder DATA."""

import os
import sys

import django
from django.core.management import call_command


def main(port: str, data: str) -> None:
    """Make the database and serve until the process ends."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.peers.openedx.settings", "PEER_PORT": port, "PEER_DATA": data}
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, skip_checks=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
