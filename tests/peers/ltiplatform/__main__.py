"""Serves the small LMS: `python -m tests.peers.ltiplatform PORT`, on 127.0.0.1; what it knows goes when it ends."""

import os
import sys

import django
from django.core.management import call_command


def main(port: str) -> None:
    """Serve until the process ends."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.peers.ltiplatform.settings", "PEER_PORT": port}
    django.setup()
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, skip_checks=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
