"""`seed`: the people of the house."""

from django.core.management.base import BaseCommand

from practice_lms.seed import seed


class Command(BaseCommand):
    """Make the people who are missing."""

    help = "Make the people of the house who are missing."

    def handle(self, *_arguments: object, **_options: object) -> None:
        """Run it."""
        seed()
