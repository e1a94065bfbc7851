"""`slipway jobs`: how the jobs stand, and trying those again that stopped."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError
from django.utils import timezone

from slipway.jobs.backlog import backlog_line, read_backlog
from slipway.jobs.stopped import FailingJob, failing_jobs, retry_stopped
from slipway.site.management.on_database import DatabaseCommand


class Command(DatabaseCommand):
    help = (
        "Say how the jobs of the worker stand: which stopped, which are tried again, and why. "
        "With --again, have those of a kind tried again that stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", metavar="KIND", help="try the stopped jobs of this kind again")
        parser.add_argument("--key", help="with --again: only the job of this key")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, key = options["again"], options["key"]
        if key is not None and kind is None:
            raise CommandError("--key says which job; --again KIND, of which kind it is and that it be tried again.")
        if kind is not None:
            count = retry_stopped(kind, key)
            self.stdout.write(f"{count} {'is' if count == 1 else 'are'} tried again")
            return
        now = timezone.now()
        lines = [_line(job) for job in failing_jobs()]
        self.stdout.write("\n".join([backlog_line(read_backlog(now), now), *lines]))


def _line(job: FailingJob) -> str:
    what = f"is tried again at {job.next_at:%Y-%m-%d %H:%M:%S} UTC" if job.next_at else "stopped"
    return f"  {job.kind} {job.key} {what}, attempts: {job.attempts}. {job.problem.english}"
