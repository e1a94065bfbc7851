"""The address of an LMS that owners need not type again."""

from slipway.lms.models import Lms, RegistrationLink


def address_known(lms: Lms) -> str:
    """Where the LMS stands: as it is known, else as an owner typed it last for a registration link; '' for nowhere."""
    typed = RegistrationLink.objects.filter(lms=lms).order_by("-created_at").values_list("address", flat=True)
    return next(iter(lms.origins), "") or typed.first() or ""
