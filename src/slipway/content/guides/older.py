"""Guides that were laid out by an earlier release, or by earlier rules: they are laid out anew, one at a time."""

from slipway.content.guides.layout import lay_out
from slipway.content.guides.work import MOST_OF_ONE, Budget, TooMuchWorkError
from slipway.content.models import Unit


def lay_out_old_guides() -> int:
    """Lay out anew what has no `guide_work`. Returns how many guides it were. No transaction is open meanwhile.

    A guide that a teacher saves meanwhile is left alone; one that is too much work by today's rules stays as it is.
    """
    done = 0
    old = Unit.objects.filter(guide_work=None).exclude(guide="").order_by()
    for key in list(old.values_list("pk", flat=True)):
        for guide in old.filter(pk=key).values_list("guide", flat=True):
            new = _laid_out(guide)
            written = old.filter(pk=key, guide=guide).update(**new)
            done += written if "guide_html" in new else 0
    return done


def _laid_out(guide: str) -> dict[str, object]:
    try:
        found = lay_out(guide, Budget())
    except TooMuchWorkError:
        return {"guide_work": MOST_OF_ONE}
    return {"guide_html": found.html, "guide_work": found.work}
