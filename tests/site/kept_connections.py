"""What becomes of this process's connection to PostgreSQL between requests, and what it prepares; printed as JSON.

`python -m tests.site.kept_connections`, with the database in the environment.
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import OperationalError, close_old_connections, connection, connections  # noqa: E402
from django.db.models import CharField  # noqa: E402

from slipway.orgs.models import Organization  # noqa: E402
from slipway.site.postgresql import base  # noqa: E402
from slipway.statements.given import Given  # noqa: E402
from slipway.statements.select import Select  # noqa: E402

STATEMENT = Select(lambda: Organization.objects.filter(slug=Given("slug", CharField())))


def main() -> dict[str, Any]:
    """The findings, by name."""
    STATEMENT.all(slug="nobody")
    STATEMENT.all(slug="nobody either")
    list(Organization.objects.filter(slug="nobody"))
    (prepared,) = asked("SELECT count(*) FROM pg_prepared_statements")
    return {"prepared": prepared, "of late": between_requests(), **idle(), **ended(), **ended_within_a_request()}


def asked(sql: str) -> list[Any]:
    """The first row of an answer that this process's connection gets."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchone())


def from_beside(sql: str) -> Any:
    """What another connection is told of ours, where %s is our process of PostgreSQL's."""
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute(sql, [connection.connection.info.backend_pid])
        (told,) = cursor.fetchone()
    other.close()
    return told


def between_requests() -> str:
    """The last statement of our connection after a request has used it and the next has begun."""
    begin_a_request()
    asked("SELECT 'the request before'")
    begin_a_request()
    return str(from_beside("SELECT query FROM pg_stat_activity WHERE pid = %s"))


def begin_a_request() -> None:
    """What Django does when one begins, and before its first statement."""
    close_old_connections()
    connection.close_if_health_check_failed()


def idle() -> dict[str, Any]:
    """The same for a connection that nobody has used for longer than PostgreSQL is trusted."""
    base.LONGEST_UNASKED = 0.0
    after = between_requests()
    base.LONGEST_UNASKED = 30.0
    return {"idle": after}


def ended() -> dict[str, Any]:
    """PostgreSQL ends the connection between two requests."""
    begin_a_request()
    (before,) = asked("SELECT pg_backend_pid()")
    from_beside("SELECT pg_terminate_backend(%s, 5000)")
    begin_a_request()
    (after,) = asked("SELECT pg_backend_pid()")
    return {"replaced": before != after, "works": STATEMENT.all(slug="nobody") == []}


def ended_within_a_request() -> dict[str, Any]:
    """The request is lost. The next is not."""
    begin_a_request()
    asked("SELECT 1")
    from_beside("SELECT pg_terminate_backend(%s, 5000)")
    try:
        STATEMENT.all(slug="nobody")
        lost = "nothing"
    except OperationalError:
        lost = "OperationalError"
    begin_a_request()
    return {"lost": lost, "works after a loss": STATEMENT.all(slug="nobody") == []}


if __name__ == "__main__":
    assert settings.DATABASES["default"]["CONN_HEALTH_CHECKS"]
    json.dump(main(), sys.stdout)
