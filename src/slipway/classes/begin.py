"""A class with somebody who teaches it."""

from django.db import transaction

from slipway.classes.enrol import enrol_teacher
from slipway.content.create import create_class
from slipway.content.models import Classroom
from slipway.orgs.models import Organization, User


def create_taught_class(*, actor: User, organization: Organization, slug: str, title: str) -> Classroom:
    """Make an empty class that `actor` teaches. Raises SlugTakenError, with nothing made."""
    with transaction.atomic():
        classroom = create_class(actor=actor, organization=organization, slug=slug, title=title)
        enrol_teacher(actor=actor, classroom=classroom, user=actor)
    return classroom
