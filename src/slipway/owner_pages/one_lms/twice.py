"""People who may stand twice at one LMS, under the ids of LTI 1.1 and 1.3: as its page shows them to an owner."""

from collections.abc import Iterable
from dataclasses import dataclass

from slipway.lms.models import Lms
from slipway.owner_pages.one_lms.page import IdentityRow, identity_rows
from slipway.people.models import LmsIdentity


@dataclass(frozen=True)
class TwoIdentities:
    """One person as LTI 1.3 names them, and who they are said to have been by LTI 1.1."""

    now: IdentityRow
    before: IdentityRow

    @property
    def stay_two(self) -> bool:
        """Whether both have an account of their own: only they can say that they are one."""
        return self.now.linked and self.before.linked


def pairs(lms: Lms, doubtful: Iterable[LmsIdentity]) -> list[TwoIdentities]:
    """Those people of the LMS, each beside their old id, with when both were last seen: two statements."""
    page = list(doubtful)
    old_ids = {identity.legacy_user_id for identity in page}
    old = LmsIdentity.objects.filter(lms=lms, lms_user_id__in=old_ids).select_related("user")
    rows = {row.identity.pk: row for row in identity_rows([*page, *old])}
    by_id = {row.identity.lms_user_id: row for row in rows.values()}
    return [TwoIdentities(rows[identity.pk], by_id[identity.legacy_user_id]) for identity in page]
