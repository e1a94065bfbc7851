"""`slipway tidy`: take away what nobody can reach any more; for a nightly cron."""

from typing import Any

from slipway.content.guides.older import lay_out_old_guides
from slipway.site.management.on_database import DatabaseCommand
from slipway.site.tidy import tidy


class Command(DatabaseCommand):
    help = (
        "Remove what nobody can reach any more: contents of files that no unit uses, uploads that nobody applied, "
        "codes, sessions and launch sessions that are over, jobs that are done, old counts of refusals. "
        "Nothing younger than a day. Guides that an earlier release laid out are laid out anew. "
        "Slipway may serve meanwhile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = [str(removed) for removed in tidy()]
        if count := lay_out_old_guides():
            done.append(f"guides of an earlier release: {count} laid out anew")
        self.stdout.write("\n".join(done) or "nothing to tidy")
