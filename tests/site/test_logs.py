"""What strangers post may stand in a log's line, but neither ends the line nor speaks to the terminal."""

from typing import Any

import pytest

from slipway.site.logs import LOG_CONFIGURATION, escape_controls


@pytest.mark.parametrize("sign", ["\r", "\x1b[2J", "\x07", "\x7f", "\x9b1m", "\u2028", "\u202e", "\udc80"])
def test_control_characters_are_written_out(sign: str) -> None:
    event: dict[str, Any] = {"event": "launch-refused", "cause": f"named twice: a{sign}b", "known_key": False}
    shown = escape_controls(None, "info", event)
    assert shown["cause"].isprintable()
    assert shown["known_key"] is False


def test_every_line_goes_through_it() -> None:
    assert escape_controls in LOG_CONFIGURATION["formatters"]["line"]["processors"]
