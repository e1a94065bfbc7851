"""What the protocol refuses, as tests ask for it."""

from collections.abc import Callable

import pytest

from slipway.lti.refusal import Refusal, Refused


def refused(act: Callable[..., object], *args: object, **named: object) -> Refused:
    """Why `act` of these is refused. The log always has something to say of it."""
    with pytest.raises(Refused) as caught:
        act(*args, **named)
    assert caught.value.cause
    return caught.value


def refusal_of(act: Callable[..., object], *args: object, **named: object) -> Refusal:
    """The code by which `act` of these is refused."""
    return refused(act, *args, **named).refusal
