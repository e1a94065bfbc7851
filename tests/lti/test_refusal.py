from slipway.lti.refusal import Refusal, Refused

STATUSES = {
    400: "malformed unsupported-message return-url nothing-to-pick course-missing unknown-platform wrong-target "
    "unit-mismatch registration",
    401: "not-verified stale replayed session-over state not-bound lms-said-no token",
    403: "credential-disabled anonymous no-role picker-not-allowed no-unit-yet unit-unpublished unit-withdrawn lti-off "
    "not-connected sign-in-code access-ended account-off deployment deployment-refused "
    "registration-pending",
    404: "unit-unknown foreign-organization",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-media-type",
    503: "keys-unavailable",
}


def test_every_code_has_its_status() -> None:
    expected = {code: status for status, codes in STATUSES.items() for code in codes.split()}
    assert {refusal.value: refusal.status for refusal in Refusal} == expected


def test_a_refusal_carries_its_cause_for_the_log() -> None:
    refused = Refused(Refusal.STALE, "The clock is wrong.")
    assert (refused.refusal, refused.cause.english) == (Refusal.STALE, "The clock is wrong.")
    assert str(refused) == "stale: The clock is wrong."
