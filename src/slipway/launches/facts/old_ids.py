"""Ids of LTI 1.1 that a launch of LTI 1.3 says for its person and course (LTI 1.3 migration), and their proof.

Canvas has other ids in the two versions; Moodle has not. Without proof nothing that was known by an old id is believed.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Model, Subquery

from slipway.launches.verify.verified_launch import LONGEST_CLAIMED_ID, VerifiedLaunch
from slipway.lms.models import ConsumerKey, live_secrets
from slipway.lti.message import LaunchMessage
from slipway.statements.given import Given

_SECRETS = ("secret", "previous_secret", "previous_until")


def old_user_id(message: LaunchMessage) -> str:
    """The person's id of LTI 1.1; '' where the launch says none, or the same."""
    old = (message.legacy and message.legacy.user_id) or ""
    return old if old != message.person.user_id and len(old) <= LONGEST_CLAIMED_ID else ""


def old_course_id(message: LaunchMessage) -> str:
    """The course's id of LTI 1.1; '' where the launch says none, or the same."""
    old = (message.legacy and message.legacy.context_id) or ""
    return old if message.course and old != message.course.id and len(old) <= LONGEST_CLAIMED_ID else ""


def key_secrets(launch: VerifiedLaunch, message: LaunchMessage) -> Sequence[str]:
    """The secrets of the consumer key that a launch names for its old ids: one statement, none where no key is named
    or the LMS is trusted without.
    """
    named = message.legacy and message.legacy.consumer_key
    if not named or launch.lms.legacy_ids_trusted_at is not None:
        return ()
    key = ConsumerKey.objects.filter(lms=launch.lms, key=named).first()
    return key.live_secrets() if key else ()


def old_key(message: LaunchMessage) -> str:
    """The consumer key that a launch names for its old ids; '' for none."""
    return (message.legacy and message.legacy.consumer_key) or ""


def secret_columns(lms_id: UUID | Given, key: str | Given) -> dict[str, Subquery]:
    """The secrets of `key` as columns for a statement that finds something by an old id: then the proof costs none of
    its own.
    """
    rows = ConsumerKey.objects.filter(lms=lms_id, key=key)
    return {f"proof_{name}": Subquery(rows.values(name)[:1]) for name in _SECRETS}


def secrets_beside(row: Model) -> Sequence[str]:
    """The secrets that a row was read with by `secret_columns`."""
    secret, previous, until = (getattr(row, f"proof_{name}") for name in _SECRETS)
    return live_secrets(secret, previous, until) if secret else ()  # no secret: no such key


def is_proven(launch: VerifiedLaunch, secrets: Sequence[str]) -> bool:
    """Whether old ids may be believed: an owner said so, or the LMS signed with one of the named key's secrets."""
    if launch.lms.legacy_ids_trusted_at is not None:
        return True
    return bool(secrets) and launch.proves_key is not None and launch.proves_key(secrets)
