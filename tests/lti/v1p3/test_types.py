"""Claims in other JSON types than they should have: taken where their meaning is plain, else called by their name."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipway.lms_kinds.brightspace import CLAIM
from slipway.lms_kinds.canvas import PLACEMENT_CLAIM
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3 import names
from slipway.lti.v1p3.configuration import read_configuration
from tests.lti.refusing import refused
from tests.often import at_most

from .platform import CLIENT, DEEP_LINKING, ISSUER, LTI, NONCE, RESOURCE_LINK, SETTINGS, captured, token
from .tool import launched, selection

CONTEXT = {f"{LTI}context": {"id": "course-1", "title": "Loops"}}
LAUNCH = RESOURCE_LINK | CONTEXT


def placed(claims: dict[str, Any], path: tuple[str, ...], value: object) -> dict[str, Any]:
    """The claims with another value at `path`."""
    first, *rest = path
    inner = placed(claims.get(first, {}), tuple(rest), value) if rest else value
    return claims | {first: inner}


DEPLOYMENT = (f"{LTI}deployment_id",)
IDS = [DEPLOYMENT, (f"{LTI}resource_link", "id"), (f"{LTI}context", "id"), ("sub",)]


@pytest.mark.parametrize("number", [1, 0, 55, 10000000000001, -7])
def test_b9_whole_numbers_are_ids(number: int) -> None:
    claims = dict(LAUNCH)
    for path in IDS:
        claims = placed(claims, path, number)
    message = launched(token(claims))
    assert message.course
    assert message.resource_link
    found = (message.deployment_id, message.resource_link.id, message.course.id, message.person.user_id)
    assert found == (str(number),) * 4


@pytest.mark.parametrize("value", [True, False, 1.0, 1.5, ["x"], [], {"id": "x"}, {}])
@pytest.mark.parametrize("path", IDS)
def test_b9_what_is_neither_text_nor_whole_number_is_no_id(path: tuple[str, ...], value: object) -> None:
    why = refused(launched, token(placed(LAUNCH, path, value)))
    name = ".".join(part.removeprefix(LTI) for part in path)
    assert (why.refusal, why.cause.english) == (Refusal.MALFORMED, f"The claim {name} is of the wrong type.")


@pytest.mark.parametrize("client", [CLIENT, "10000000000001"])
def test_b9_a_client_id_may_be_a_number(client: str) -> None:
    sent: str | int = int(client) if client.isdecimal() else client
    for audience in (sent, [sent], ["other", sent]):
        assert launched(token(LAUNCH | {"aud": audience, "azp": sent}), client_id=client).person.user_id == "person-1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("azp", [CLIENT]),
        ("azp", {"id": CLIENT}),
        ("azp", True),
        ("aud", {CLIENT: 1}),
        ("aud", [[CLIENT]]),
        ("aud", True),
        ("iss", [ISSUER]),
        ("iss", 5),
        ("exp", "1796009411"),
        ("iat", ["1796009411"]),
        ("nbf", True),
        ("exp", {}),
        ("nonce", 5),
        ("nonce", [NONCE]),
    ],
)
def test_b9_a_claim_of_the_token_is_called_of_the_wrong_type(name: str, value: object) -> None:
    why = refused(launched, token(LAUNCH | {name: value}))
    assert (why.refusal, why.cause.english) == (Refusal.TOKEN, f"{name} of the id_token is of the wrong type.")


# Without any of these a launch is refused, so none may be called missing when it is there.
NEEDED = [
    ("iss",), ("aud",), ("exp",), ("iat",), ("nonce",), ("sub",), (names.VERSION,), (names.MESSAGE_TYPE,),
    (names.TARGET_LINK_URI,), (f"{LTI}roles",), (f"{LTI}resource_link",), (f"{LTI}context",), *IDS,
]  # fmt: skip
OTHERS = [("azp",), ("nbf",)] + [
    (name,)
    for name in (
        "name", "given_name", "family_name", "email", "picture", "locale", names.GRADES, names.ROSTER,
        names.BASIC_OUTCOMES[0], CLAIM, PLACEMENT_CLAIM, f"{LTI}custom", f"{LTI}lis",
        f"{LTI}lti1p1", f"{LTI}lti11_legacy_user_id", f"{LTI}tool_platform", f"{LTI}launch_presentation",
    )
]  # fmt: skip
OF_SELECTIONS = [
    (SETTINGS,), (SETTINGS, "deep_link_return_url"), (SETTINGS, "accept_types"), (SETTINGS, "accept_multiple"),
    (SETTINGS, "accept_presentation_document_targets"), (SETTINGS, "data"), (SETTINGS, "accept_lineitem"),
    (f"{LTI}resource_link",), (f"{LTI}resource_link", "id"), (names.TARGET_LINK_URI,),
]  # fmt: skip
NUMBERS = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
INNER: st.SearchStrategy[Any] = st.none() | st.booleans() | NUMBERS | st.text("abc $.", max_size=6)
VALUES: st.SearchStrategy[Any] = (
    st.booleans()
    | NUMBERS
    | st.lists(INNER, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "title", "x"]), INNER, max_size=3)
)


def judge(base: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    """Taken, or refused with the claim's name: never called missing, though it is there."""
    try:
        launched(token(placed(base, path, value)))
    except Refused as why:
        _judge_refusal(why, path, value)


def _judge_refusal(why: Refused, path: tuple[str, ...], value: object) -> None:
    if why.refusal is Refusal.STALE or "seconds" in why.cause.english:
        assert isinstance(value, int | float)  # a time, read as one
    elif path == ("aud",) and isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        assert why.cause.english.startswith("The id_token is for the client ")  # not a wrong type
    elif path == (SETTINGS,) and isinstance(value, dict):
        assert why.refusal is Refusal.RETURN_URL  # which these settings do not name
    else:
        _judge_cause(why.cause.english, path, value)


def _judge_cause(cause: str, path: tuple[str, ...], value: object) -> None:
    name = path[-1].removeprefix(LTI).rpartition("/")[2]
    assert name in cause, cause
    if cause == f"The claim {name}.id is missing.":  # the object is there, the id in it is not
        assert isinstance(value, dict)
        assert not str(value.get("id") or "").strip()
    elif not (path in {("exp",), ("iat",), ("nbf",)} and "no time" in cause):
        assert "of the wrong type" in cause, cause


@given(st.sampled_from([*NEEDED, *OTHERS]), VALUES)
@settings(max_examples=at_most(300))
def test_b9_any_json_type_in_a_launch(path: tuple[str, ...], value: object) -> None:
    judge(LAUNCH, path, value)


@given(st.sampled_from([*NEEDED[:8], ("sub",), DEPLOYMENT, *OTHERS, *OF_SELECTIONS]), VALUES)
@settings(max_examples=at_most(300))
def test_b9_any_json_type_in_a_request_for_a_selection(path: tuple[str, ...], value: object) -> None:
    judge(DEEP_LINKING | CONTEXT, path, value)


@pytest.mark.parametrize("value", [5, True, ["https://lms.example"], {}])
@pytest.mark.parametrize("name", ["issuer", "token_endpoint", "jwks_uri", "registration_endpoint"])
def test_b9_an_address_of_the_openid_configuration_is_of_the_wrong_type(name: str, value: object) -> None:
    told = captured("openid-config")[0]["cfg"] | {name: value}
    with pytest.raises(Refused, match=f"{name} is not usable: it is of the wrong type"):
        read_configuration(json.dumps(told).encode())


@pytest.mark.parametrize("sent", ["ltiresourcelinkrequest", "LTIRESOURCELINKREQUEST"])
def test_b10_message_types_are_compared_without_case(sent: str) -> None:
    assert launched(token(LAUNCH | {names.MESSAGE_TYPE: sent})).selection is None


def test_b10_what_a_picker_may_bring_is_compared_without_case() -> None:
    wanted = selection(
        accept_types=["LTIResourceLink"],
        accept_presentation_document_targets=["IFRAME", "Window"],
        accept_multiple="True",
        auto_create="FALSE",
    )
    assert wanted.takes_lti_links
    assert wanted.targets == ("iframe", "window")
    assert (wanted.multiple, wanted.auto_create) == (True, False)


NAMES = ("$ally Jones", "$", "$ally", "A$AP Rocky", "$1.50", "$ Dollar.Sign")
VARIABLES = (
    "$Person.name.full", "$com.instructure.contextLabel", "$Canvas.membership.permissions<manage_grades,read>",
    " $Person.name.full ", "$Person.name.given $Person.name.family", "$vnd.Canvas_1.x",
)  # fmt: skip


@pytest.mark.parametrize(("sent", "name"), [*zip(NAMES, NAMES, strict=True), *((each, None) for each in VARIABLES)])
def test_b10_a_name_may_begin_with_a_dollar_sign_and_a_variable_is_none(sent: str, name: str | None) -> None:
    assert launched(token(LAUNCH | {"name": sent})).person.name == name
