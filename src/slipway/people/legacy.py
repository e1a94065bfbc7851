"""From LTI 1.1 to 1.3: one person under the two ids that an LMS may have for them.

What is proven joins by itself. What an LMS says without proof waits for an owner, who confirms once for the LMS that
its consumer key and its registration are of one installation.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.lms.models import Lms
from slipway.orgs.models import User
from slipway.people.linking import movers
from slipway.people.models import LmsIdentity


def doubtful(lms: Lms) -> QuerySet[LmsIdentity]:
    """People of the LMS who came by LTI 1.3 and are said to be somebody whom LTI 1.1 brought, without a proof."""
    before = LmsIdentity.objects.filter(lms=OuterRef("lms"), lms_user_id=OuterRef("legacy_user_id"))
    claimed = lms.identities.filter(legacy_proven=False).exclude(legacy_user_id="")
    return claimed.filter(Exists(before.exclude(user=OuterRef("user"))))


def trust_legacy_ids(*, actor: User | None, lms: Lms) -> int:
    """Believe what LTI 1.3 launches of the LMS say of people's LTI 1.1 ids, now and from now on.

    Returns how many people who stood here twice are one now.
    """
    with transaction.atomic():
        held = Lms.objects.select_for_update().get(pk=lms.pk)
        twice = list(doubtful(held).select_for_update())
        if held.legacy_ids_trusted_at is None:
            held.legacy_ids_trusted_at = timezone.now()
            held.save(update_fields=["legacy_ids_trusted_at"])
            audit(
                actor, AuditAction.LMS_TRUST_LEGACY_IDS, held, organization_id=held.organization_id, people=len(twice)
            )
        joined = [join_legacy(actor=actor, identity=each, legacy_user_id=each.legacy_user_id) for each in twice]
        held.identities.exclude(legacy_user_id="").update(legacy_proven=True)
    return sum(joined)


def distrust_legacy_ids(*, actor: User | None, lms: Lms) -> None:
    """From now on join people of the LMS by proof only. Who became one stays one."""
    with transaction.atomic():
        if Lms.objects.filter(pk=lms.pk).exclude(legacy_ids_trusted_at=None).update(legacy_ids_trusted_at=None):
            audit(actor, AuditAction.LMS_DISTRUST_LEGACY_IDS, lms, organization_id=lms.organization_id)


def join_legacy(*, actor: User | None, identity: LmsIdentity, legacy_user_id: str) -> bool:
    """Make one person of `identity` and of whoever has the old id at the same LMS. Returns whether they were two.

    The work of the one without an account goes to the other, as when somebody links an account. Two accounts stay
    two: only the people themselves can say that they are one. In the caller's transaction.
    """
    ids = (identity.lms_user_id, legacy_user_id)
    rows = LmsIdentity.objects.filter(lms=identity.lms_id, lms_user_id__in=ids).select_for_update(of=("self",))
    found = {row.lms_user_id: row for row in rows.select_related("user", "lms")}
    if len(found) < len(ids) or found[ids[0]].user_id == found[ids[1]].user_id:
        return False
    new, old = found[ids[0]], found[ids[1]]
    kept, gone = (new.user, old.user) if new.user.email else (old.user, new.user)
    if gone.email:
        return False
    for mover in movers:
        mover.move(gone, kept)
    LmsIdentity.objects.filter(lms=identity.lms_id, user=gone).update(user=kept)
    who = actor or "a launch"
    audit(who, AuditAction.IDENTITY_JOIN, new, organization_id=new.lms.organization_id, old=str(old), new=str(new))
    return True
