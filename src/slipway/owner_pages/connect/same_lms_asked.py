"""Whether an owner is about to connect an LMS a second time, and has not said yet that it is another one."""

from collections.abc import Mapping

from django.http import HttpRequest

from slipway.lms.models import Lms
from slipway.lms.same_place import place_at, stands_already


def same_lms_asked(request: HttpRequest, lms: Lms, told: Mapping[str, str]) -> Lms | None:
    """Another LMS of the organization that stands where `lms` shall: at the `address` or `issuer` of a form's data.

    None once its owner has pressed *It is another LMS*.
    """
    if "another" in request.POST:
        return None
    return stands_already(place_at(address=told.get("address", ""), issuer=told.get("issuer", "")), beside=lms)
