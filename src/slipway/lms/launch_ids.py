"""Ids of launches: unique as random ones are, and in order of time (RFC 9562 §5.7, UUID version 7).

So launch records come to stand one after the other in every index that holds their ids, and a launch touches the page
that the last one did. An id opens nothing: pages of a launch ask for its token.
"""

import secrets
import time
from uuid import UUID

_RANDOM_BITS = 62
_VERSION, _VARIANT = 7 << 12, 0b10 << _RANDOM_BITS


def time_ordered_id() -> UUID:
    """An id of this millisecond, with 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    high = milliseconds << 16 | _VERSION | secrets.randbits(12)
    return UUID(int=high << 64 | _VARIANT | secrets.randbits(_RANDOM_BITS))
