"""RSA keys of organizations that tests make up: to find two primes takes longer than most tests of a page."""

from django.db import connection

from slipway.lms.key_sets import rotate_tool_keys, tool_keys
from slipway.lti.v1p3.keys import kid_of, make_pem

_made: dict[str, str] = {}  # by kid; the one that was given away last comes last


def give_keys_again() -> None:
    """From now on an organization of this process may have a key that was another test's: no row holds it any more."""
    for module in (tool_keys, rotate_tool_keys):
        setattr(module, "make_pem", _free_pem)  # noqa: B010 - a name of another module


def _free_pem() -> str:
    # Past Django, whose statements tests count.
    rows = connection.connection.execute("SELECT kid FROM lms_toolkey UNION SELECT kid FROM lms_organizationkey")
    taken = {kid for (kid,) in rows}
    pem = next((pem for kid, pem in _made.items() if kid not in taken), None) or make_pem()
    kid = kid_of(pem)
    _made.pop(kid, None)
    _made[kid] = pem
    return pem
