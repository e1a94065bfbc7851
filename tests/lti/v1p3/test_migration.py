from typing import Any

import pytest

from slipway.lti.v1p3.migration import proves_consumer_key

from .platform import LTI, RESOURCE_LINK

# The specification's own example.
SIGNATURE = "lWd54kFo5qU7xshAna6v8BwoBm6tmUjc6GTax6+12ps="
SECRET = "my-lti11-secret"
CLAIMS: dict[str, Any] = RESOURCE_LINK | {
    "iss": "https://lmsvendor.com",
    "aud": "PM48OJSfGDTAzAo",
    "exp": 1551290856,
    "nonce": "172we8671fd8z",
    f"{LTI}deployment_id": "689302",
    f"{LTI}lti1p1": {"user_id": "34212", "oauth_consumer_key": "179248902", "oauth_consumer_key_sign": SIGNATURE},
}


def proves(claims: dict[str, Any] = CLAIMS, *, secrets: tuple[str, ...] = (SECRET,)) -> bool:
    return proves_consumer_key(claims, client_id="PM48OJSfGDTAzAo", secrets=secrets)


def with_old(**changes: object) -> dict[str, Any]:
    return CLAIMS | {f"{LTI}lti1p1": CLAIMS[f"{LTI}lti1p1"] | changes}


def test_the_specifications_example() -> None:
    assert proves()
    assert proves(CLAIMS | {"aud": ["PM48OJSfGDTAzAo"]})


def test_every_secret_of_the_key_is_tried() -> None:
    assert proves(secrets=("new", SECRET))
    assert not proves(secrets=("new", "another"))
    assert not proves(secrets=())


@pytest.mark.parametrize(
    "claims",
    [
        CLAIMS | {"nonce": "another"},
        CLAIMS | {"exp": 1551290857},
        CLAIMS | {"iss": "https://lmsvendor.com/"},
        CLAIMS | {f"{LTI}deployment_id": "1"},
        with_old(oauth_consumer_key="another"),
        with_old(oauth_consumer_key_sign=""),
        with_old(oauth_consumer_key_sign=SIGNATURE.lower()),
        with_old(oauth_consumer_key_sign="é"),
        with_old(oauth_consumer_key_sign=None),
        with_old(oauth_consumer_key=None),
        CLAIMS | {f"{LTI}lti1p1": None},
        CLAIMS | {f"{LTI}lti1p1": [SIGNATURE]},
        RESOURCE_LINK,
    ],
)
def test_anything_else_proves_nothing(claims: dict[str, Any]) -> None:
    assert not proves(claims)
