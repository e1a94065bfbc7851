"""Canvas's opaque ids: 40 hexadecimal digits, stable, the same for every tool of one Canvas."""

import hashlib
import hmac

from practice_lms.configuration import configuration


def opaque_id(kind: str, number: int) -> str:
    """HMAC-SHA1 of a record's id, as Canvas makes user_id, context_id and resource_link_id."""
    secret = configuration().secret.encode()
    return hmac.new(secret, f"{kind}:{number}".encode(), hashlib.sha1).hexdigest()


def instance_guid() -> str:
    """tool_consumer_instance_guid: the root account's."""
    return f"{opaque_id('account', 1)}:canvas-lms"
