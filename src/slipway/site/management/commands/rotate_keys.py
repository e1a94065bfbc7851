"""`slipway rotate-keys`: a new key pair for what Slipway says to LMSs by LTI 1.3."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from slipway.lms.rotate_tool_keys import KeyWaitsError, hurry_tool_key, replace_leaked_keys, rotate_tool_key
from slipway.site.readiness import require_current_database


class Command(BaseCommand):
    help = (
        "Make a new key pair for LTI 1.3. It is published at once and signs a day later, when every LMS has had time "
        "to fetch it; the old one stays published for 30 days more. Nothing has to be told to any LMS."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        soon = parser.add_mutually_exclusive_group()
        soon.add_argument("--now", action="store_true", help="sign with the new key within seconds, not tomorrow")
        soon.add_argument(
            "--leaked",
            action="store_true",
            help="somebody else may have the keys: delete all of them and sign with a new one at once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        require_current_database()
        rotate = replace_leaked_keys if options["leaked"] else hurry_tool_key if options["now"] else rotate_tool_key
        try:
            key = rotate(actor=None)
        except KeyWaitsError as fault:
            message = f"{fault} Nothing was changed; --now has it sign within seconds."
            raise CommandError(message) from fault
        self.stdout.write(f"key {key.kid}: published, signs from {key.active_from:%Y-%m-%d %H:%M:%S} UTC on")
