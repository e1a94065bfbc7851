"""The test suite's own PostgreSQL."""

import pytest

from tests.postgres import Cluster


@pytest.mark.postgresql
def test_a_database_is_made_and_answers(postgresql_cluster: Cluster) -> None:
    address = postgresql_cluster.new_database("harness")
    assert address == f"postgres://slipway@/harness?host={postgresql_cluster.folder}"
    with postgresql_cluster.connect("harness") as connection:
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
