"""Whether two LMSs are one that was connected twice, as an owner could read it."""

import pytest

from slipway.lms.same_place import LmsAddresses, is_same, place_at

HOSTED, MOODLE = "https://canvas.instructure.com", "https://moodle.example.edu"
SCHOOL, SISTER = "https://school.instructure.com", "https://sister.instructure.com"
FIRST, SECOND = ("https://blackboard.com", "d-1"), ("https://blackboard.com", "d-2")


def place(**known: object) -> LmsAddresses:
    return LmsAddresses(**{name: value if name == "guid" else frozenset(value) for name, value in known.items()})  # type: ignore[arg-type, call-overload]


@pytest.mark.parametrize(
    ("typed", "known", "same"),
    [
        # an address, as it is pasted from any page
        ({"address": f"{MOODLE}/my/"}, place(origins=[MOODLE]), True),
        ({"address": "MOODLE.example.edu:443"}, place(origins=[MOODLE]), True),
        ({"address": f"{MOODLE}:8443"}, place(origins=[MOODLE]), False),
        ({"address": "https://other.example.edu"}, place(origins=[MOODLE]), False),
        # two on one host, each under its path
        ({"address": f"{MOODLE}/archive"}, place(origins=[MOODLE], roots=[f"{MOODLE}/archive"]), True),
        ({"address": f"{MOODLE}/archive"}, place(origins=[MOODLE], roots=[MOODLE]), False),
        ({"address": MOODLE}, place(origins=[MOODLE], roots=[f"{MOODLE}/archive"]), False),
        # an issuer of its own
        ({"issuer": MOODLE}, place(issuers=[MOODLE]), True),
        ({"issuer": MOODLE}, place(origins=[MOODLE]), True),
        ({"issuer": f"{MOODLE}/archive"}, place(issuers=[MOODLE], roots=[MOODLE], origins=[MOODLE]), False),
        # an issuer of all schools of a vendor says nothing, nor does an address of all
        ({"issuer": HOSTED}, place(issuers=[HOSTED]), False),
        ({"issuer": "https://blackboard.com"}, place(issuers=["https://blackboard.com"]), False),
        ({"issuer": HOSTED, "address": SCHOOL}, place(origins=[SISTER]), False),
        ({"issuer": HOSTED, "address": SCHOOL}, place(origins=[SCHOOL]), True),
        ({"address": "https://app.schoology.com"}, place(), False),
        # nothing typed, or nothing known
        ({"address": "not an address"}, place(origins=[MOODLE]), False),
        ({}, place(), False),
        ({"issuer": "moodle"}, place(), False),
    ],
)  # fmt: skip
def test_c4_what_an_owner_types_names_an_lms_that_is_here(
    typed: dict[str, str], known: LmsAddresses, same: bool
) -> None:
    assert is_same(place_at(**typed), known) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (place(guid="7:canvas-lms"), place(guid="7:canvas-lms"), True),
        (place(guid="7:canvas-lms"), place(guid="8:canvas-lms"), False),
        (place(guid="7:canvas-lms", origins=[SCHOOL]), place(guid="8:canvas-lms", origins=[SCHOOL]), False),
        (place(guid="7:canvas-lms", origins=[SCHOOL]), place(origins=[SCHOOL]), True),
        (place(), place(), False),
        (place(origins=[MOODLE]), place(origins=[MOODLE, "https://b.example.edu"]), True),
        # Moodle's guid is mostly its host, which two may share
        (place(guid="m", roots=["https://m/a"]), place(guid="m", roots=["https://m/b"]), False),
        (place(guid="m", roots=["https://m/a"]), place(guid="m"), True),
        # one deployment of a vendor's shared application is one school
        (place(deployments=[FIRST]), place(deployments=[FIRST]), True),
        (place(deployments=[FIRST]), place(deployments=[SECOND]), False),
    ],
)  # fmt: skip
def test_c4_what_launches_told_of_two_lmss(one: LmsAddresses, other: LmsAddresses, same: bool) -> None:
    assert is_same(one, other) is same
    assert is_same(other, one) is same


@pytest.mark.parametrize(
    "vendors",
    ["https://canvas.instructure.com", "https://sso.canvaslms.com", "https://sso.beta.canvaslms.com",
     "https://developer.blackboard.com", "https://developer.anthology.com", "https://blackboard.com",
     "https://auth.brightspace.com", "https://api.brightspace.com", "https://app.schoology.com",
     "https://schoology.schoology.com", "https://lti-service.svc.schoology.com"],
)  # fmt: skip
def test_c4_an_address_of_all_schools_of_a_vendor_tells_nothing(vendors: str) -> None:
    assert not is_same(place_at(address=vendors), place_at(address=vendors))
    assert is_same(place_at(address=SCHOOL), place_at(address=SCHOOL))
