"""Logs: one line of key=value per event on stderr. Nothing here may ever hold a token, secret or signature."""

from collections.abc import MutableMapping
from typing import Any

import structlog

PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def name_the_route(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put the route in place of the address in what Django says of a request: mailed links have tokens in theirs."""
    request = getattr(event.get("_record"), "request", None)
    if request is not None:
        route = f"/{request.resolver_match.route}" if request.resolver_match else "(no route)"
        event["event"] = event["event"].replace(request.path, route)
    return event


def escape_controls(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Write out what no reader would see: what strangers post stands in some events.

    A carriage return hides what stands before it, an escape sequence speaks to the terminal, a separator or an override
    of Unicode shows a line otherwise than it is. Line feeds go later on.
    """
    return {name: _printable(value) if isinstance(value, str) else value for name, value in event.items()}


def _printable(text: str) -> str:
    return "".join(
        sign if sign.isprintable() or sign == "\n" else sign.encode("unicode_escape").decode() for sign in text
    )


structlog.configure(
    processors=[*PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

LOG_CONFIGURATION: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                escape_controls,
                structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
            ],
            "foreign_pre_chain": [*PROCESSORS, name_the_route],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "slipway": {"level": "INFO"},
        # A page that was not found or not allowed is no news; an error is.
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
    },
}
