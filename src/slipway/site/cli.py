"""The `slipway` command: a short list of Django's and our own management commands, nothing else."""

import os
import sys

from django.core.management import BaseCommand, ManagementUtility

from slipway.site.demo.marker import make_demo_folder
from slipway.site.demo.surroundings import demo_environment, read_demo
from slipway.site.faults import in_a_line
from slipway.site.verify_receipt import verify_receipt_command

COMMANDS = {
    "migrate": "bring the database up to date",
    "serve": "serve Slipway (--bind 127.0.0.1:8000, --with-worker)",
    "worker": "do what is left for later, such as grading (--kind KIND, --at-once N)",
    "jobs": "how that stands: what waits, what failed and why (--again KIND)",
    "check": "look for mistakes in the configuration",
    "apply": "make organizations, keys and classes as a site file says: slipway apply site.toml",
    "show": "what there is, as JSON: slipway show --json [--secrets]",
    "check-class": "run a class folder's exercises: slipway check-class FOLDER (--no-mutants)",
    "import-class": "read a class folder: slipway import-class FOLDER --organization SLUG",
    "export-class": "write a class folder: slipway export-class ORG/SLUG FOLDER",
    "rotate-keys": "a new key pair for LTI 1.3, published before it signs (--now, --leaked)",
    "reset-link": "print a link that sets a new password: slipway reset-link EMAIL",
    "tidy": "remove what nobody can reach any more; for a nightly cron",
    "confirm-address": "give an account to the owner of its address: slipway confirm-address EMAIL",
    "deactivate": "switch an account off and end its sessions: slipway deactivate EMAIL",
    "activate": "switch it on again: slipway activate EMAIL",
    "remove-second-factor": "for a lost phone: slipway remove-second-factor EMAIL",
    "verify-receipt": "is a receipt genuine: slipway verify-receipt FILE --keys JWKS_FILE_OR_URL; needs no database",
    "reproduce": "grade again what a receipt is for: slipway reproduce RECEIPT",
    "demo": "Slipway and a practice LMS side by side, ready to click through",
}


class Typed(ManagementUtility):
    """Django's command line, with hyphens in the names of commands, whose modules have underscores."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command of that name, as it was typed."""
        return super().fetch_command(subcommand.replace("-", "_"))


def usage() -> str:
    """The list of commands, as `slipway help` prints it."""
    lines = [f"  {name:<22}{text}" for name, text in COMMANDS.items()]
    return "\n".join(["slipway COMMAND [OPTIONS]", "", *lines, "", "slipway COMMAND --help says more of one."])


def main() -> None:
    """Run the command that the arguments name; exit 1 with a line when configuration, database or machine are at fault.

    Files that a command makes can be read by its own user alone; only `export-class` keeps to that user's umask.
    """
    arguments = sys.argv[1:]
    if not arguments or arguments[0] not in COMMANDS:
        asked_for_help = not arguments or arguments[0] in {"help", "--help", "-h"}
        print(usage(), file=sys.stdout if asked_for_help else sys.stderr)
        sys.exit(0 if asked_for_help else 2)
    if arguments[0] != "export-class":
        os.umask(0o077)
    if arguments[0] == "verify-receipt":  # on any machine, without configuration
        sys.exit(verify_receipt_command(arguments[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "slipway.site.settings")
    try:
        if arguments[0] == "demo" and "--help" not in arguments:
            surround_demo()
        Typed(["slipway", *arguments]).execute()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as fault:
        line = in_a_line(fault)
        if line is None:
            raise
        print(f"slipway: {line}", file=sys.stderr)
        sys.exit(1)


def surround_demo() -> None:
    """Turn this process's environment into a demo's, before Django's settings read it. Raises BadConfigurationError."""
    demo = read_demo(os.environ)
    make_demo_folder(demo.data)
    surroundings = demo_environment(os.environ, demo)
    os.environ.clear()
    os.environ.update(surroundings)
