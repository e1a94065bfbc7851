"""`slipway show`: what there is."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from slipway.site.inventory import inventory, key_with_secret, key_without_secret
from slipway.site.management.on_database import DatabaseCommand

_SIGNERS = {
    "earlier": "this installation, until an owner moves it to the organization's own",
    "operator": "this installation, as an application of its operator",
}


class Command(DatabaseCommand):
    help = "Print organizations, keys, classes and units, with the addresses that an LMS needs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON, for scripts")
        parser.add_argument("--secrets", action="store_true", help="with the shared secrets")

    def handle(self, *args: Any, **options: Any) -> None:
        everything = inventory(key_with_secret if options["secrets"] else key_without_secret)
        self.stdout.write(
            json.dumps(everything, indent=2) if options["json"] else "\n".join(inventory_lines(everything))
        )


def inventory_lines(everything: dict[str, Any]) -> Iterator[str]:
    """The inventory as an indented list, for people."""
    yield everything["public_url"]
    for organization in everything["organizations"]:
        yield f"{organization['slug']}: {organization['name']}"
        for key in organization["lti_1p1"]:
            secret = f", secret {key['shared_secret']}" if "shared_secret" in key else ""
            yield f"  {key['name']}: key {key['consumer_key']}{secret}{', disabled' if key['disabled'] else ''}"
        for registration in organization["lti_1p3"]["registrations"]:
            yield f"  {registration['name']}: client {registration['client_id']}, login {registration['login_url']}"
            if registration["signed_by"] != "organization":
                yield f"    signed by the key of {_SIGNERS[registration['signed_by']]}: {registration['jwks_url']}"
        for classroom in organization["classes"]:
            yield f"  class {classroom['slug']}: {classroom['title']}"
            for unit in (unit for module in classroom["modules"] for unit in module["units"]):
                yield f"    {unit['slug']}: {unit['launch_url']}"
