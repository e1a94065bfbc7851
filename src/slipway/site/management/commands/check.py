"""`slipway check`: Django's, which first looks at the database too."""

from typing import Any

from django.core.management.commands.check import Command as Check
from django.utils import timezone

from slipway.jobs.backlog import backlog_line, read_backlog
from slipway.site.readiness import require_current_database
from slipway.site.sandbox_checks import second_wall


class Command(Check):
    help = "Look for mistakes in the configuration, and whether the database can be used; say how the jobs stand."

    def handle(self, *app_labels: Any, **options: Any) -> None:
        require_current_database()  # first: without it nothing else is worth a report
        now = timezone.now()
        self.stdout.write(backlog_line(read_backlog(now), now))
        super().handle(*app_labels, **options)
        self.stdout.write(second_wall())
