"""What is known already of an LMS that an owner connects: where it stands, and whether it is here twice."""

from collections.abc import Mapping

from django.http import HttpRequest

from slipway.lms.models import Lms, RegistrationLink
from slipway.lms.same_place import place_at, stands_already


def address_known(lms: Lms) -> str:
    """Where the LMS stands: as it is known, else as an owner typed it last for a registration link; '' for nowhere."""
    typed = RegistrationLink.objects.filter(lms=lms).order_by("-created_at").values_list("address", flat=True)
    return next(iter(lms.origins), "") or typed.first() or ""


def same_lms_asked(request: HttpRequest, lms: Lms, typed: Mapping[str, str]) -> Lms | None:
    """Another LMS of the organization that stands where `lms` shall: at the `address` or `issuer` of a form's data.

    None once its owner has pressed *It is another LMS*.
    """
    if "another" in request.POST:
        return None
    return stands_already(place_at(address=typed.get("address", ""), issuer=typed.get("issuer", "")), beside=lms)
