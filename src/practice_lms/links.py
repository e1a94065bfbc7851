"""What a launch opens."""

from dataclasses import dataclass
from decimal import Decimal
from zlib import crc32

from practice_lms.models import Assignment, ModuleItem
from practice_lms.v1p3.records import StoredLink


@dataclass(frozen=True)
class Link:
    """What is launched: address and title, and the assignment or module item that it stands in.

    With neither it is a link in a page's text, or, with `placement`, the app's entry in the course's menu. `stored` is
    what deep linking brought.
    """

    url: str
    title: str
    placement: str = ""
    assignment: Assignment | None = None
    item: ModuleItem | None = None
    stored: StoredLink | None = None

    @property
    def number(self) -> int:
        """The link's number, for LMSs whose links have one: the same at every launch, and no other link's."""
        if self.assignment:
            return 10 * int(self.assignment.pk) + 1
        if self.item:
            return 10 * int(self.item.pk) + 2
        if self.stored:
            return 10 * int(self.stored.pk) + 4
        return 10 * (crc32(self.url.encode()) % 1_000_000) + 3

    @property
    def is_graded(self) -> bool:
        """Whether the LMS has a column for it."""
        return bool(self.assignment or (self.item and (self.item.points or Decimal(0)) > 0))
