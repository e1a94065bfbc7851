"""`seed`: the people that every practice LMS has."""

from django.core.management.base import BaseCommand

from practice_lms.seed import seed


class Command(BaseCommand):
    """Make the people who are missing."""

    help = "Make those people of every practice LMS who are missing."

    def handle(self, *_arguments: object, **_options: object) -> None:
        """Run it."""
        seed()
