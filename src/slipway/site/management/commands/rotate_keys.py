"""`slipway rotate-keys`: new key pairs for what Slipway says to LMSs by LTI 1.3."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management import CommandError

from slipway.lms.key_sets.rotate_tool_keys import (
    KeyWaitsError,
    has_installation_key,
    hurry_tool_key,
    owners_of_keys,
    replace_leaked_keys,
    rotate_tool_key,
)
from slipway.lms.key_sets.tool_keys import Whose
from slipway.orgs.models import Organization
from slipway.site.management.on_database import DatabaseCommand


class Command(DatabaseCommand):
    help = (
        "Make new key pairs for LTI 1.3, for every organization that has one and for the installation's own. They are "
        "published at once and sign a day later, when every LMS has had time to fetch them; the old ones stay "
        "published for 30 days more. Nothing has to be told to any LMS."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        whose = parser.add_mutually_exclusive_group()
        whose.add_argument("--organization", metavar="SLUG", help="the keys of this organization alone")
        whose.add_argument("--installation", action="store_true", help="the installation's own key alone")
        soon = parser.add_mutually_exclusive_group()
        soon.add_argument("--now", action="store_true", help="sign with the new key within seconds, not tomorrow")
        soon.add_argument(
            "--leaked",
            action="store_true",
            help="somebody else may have the keys: delete all of them and sign with a new one at once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rotate = replace_leaked_keys if options["leaked"] else hurry_tool_key if options["now"] else rotate_tool_key
        waiting: list[str] = []
        owners = list(_owners(options["organization"], only_installation=options["installation"]))
        for name, whose in owners:
            try:
                key = rotate(actor=None, whose=whose)
            except KeyWaitsError as fault:
                waiting.append(f"{name}: {fault}")
                continue
            self.stdout.write(
                f"{name}: key {key.kid}: published, signs from {key.active_from:%Y-%m-%d %H:%M:%S} UTC on"
            )
        if not owners:
            self.stdout.write("no key was needed yet: there is nothing to rotate")
        if waiting and len(waiting) == len(owners):
            raise CommandError("\n".join([*waiting, "Nothing was changed; --now has it sign within seconds."]))
        for line in waiting:
            self.stdout.write(f"{line} It was left alone.")


def _owners(slug: str | None, *, only_installation: bool) -> Iterator[tuple[str, Whose]]:
    """Whose keys are rotated, with what they are called. What nobody has needed yet is made when it is needed."""
    if slug:
        found = Organization.objects.filter(slug=slug).first()
        if found is None:
            message = f"there is no organization {slug!r}"
            raise CommandError(message)
        yield found.slug, found.pk
        return
    if only_installation or has_installation_key():
        yield "the installation", None
    if not only_installation:
        owners = owners_of_keys()
        names = dict(Organization.objects.filter(pk__in=owners).values_list("pk", "slug"))
        yield from ((names[each], each) for each in owners if each in names)
