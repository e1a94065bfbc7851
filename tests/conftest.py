"""The test harness: Django in this process on a database in memory, and real servers on SQLite and PostgreSQL.

`live`, `live_pg` and `practice` are started once per xdist worker and shared by its tests: a test makes its own
organization, by a slug that no other uses.
"""

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import hypothesis
import pytest

from tests.surroundings import slipway_environment

# Before anything imports Django's settings, which read the environment and make the data folder.
DATA = Path(tempfile.mkdtemp(prefix="slipway-tests-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
(DATA / "static").mkdir()  # WhiteNoise warns when it is not there
_surroundings = slipway_environment(data=DATA, public_url="http://localhost:8000")
os.environ.clear()
os.environ.update(_surroundings, DJANGO_SETTINGS_MODULE="slipway.site.settings", DJANGO_ALLOW_ASYNC_UNSAFE="1")

# Claims in these say what they found, as in test files.
pytest.register_assert_rewrite("tests.looks", "tests.keyboard", "tests.walls", "tests.e2e", "tests.launches")

import django  # noqa: E402

django.setup()

from allauth.account.internal.flows.login import record_authentication  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.signals import user_logged_in  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.test import TransactionTestCase, override_settings  # noqa: E402
from django.test import client as test_client  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from pytest_django.live_server_helper import LiveServer  # noqa: E402
from pytest_django.plugin import DjangoDbBlocker  # noqa: E402

from slipway.web.sound import SoundRequest  # noqa: E402
from tests.browsers import stop_driving  # noqa: E402
from tests.postgres import Cluster, NewDatabase, cluster  # noqa: E402
from tests.rsa_keys import give_keys_again  # noqa: E402
from tests.servers import (  # noqa: E402
    PracticeLms,
    Slipway,
    migrated_data,
    practice_lms,
    prepared_data,
    slipway_command,
    slipway_server,
)

pytest_plugins = ["tests.kinds"]

# Requests of this process are made as those of servers (`slipway.site.wsgi`).
setattr(test_client, "WSGIRequest", SoundRequest)  # noqa: B010 - the module does not offer the name

give_keys_again()

# In this process static files keep their names (servers collect and hash them as in life), and passwords cost nothing.
override_settings(
    STORAGES={
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    # Rate limits are counted in a folder that test processes side by side would share.
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    # Else each new test client reads the folders of static files, which takes longer than most requests.
    WHITENOISE_AUTOREFRESH=True,
).enable()


def _sign_in_of_now(request: HttpRequest, user: Any, **_: object) -> None:
    """A client's `force_login` is somebody who types their password now; a sign-in by the page says so itself."""
    if not request.path:
        record_authentication(request, user, method="password")


user_logged_in.connect(_sign_in_of_now, weak=False)


def pytest_configure(config: pytest.Config) -> None:
    """Hypothesis tries the same few examples in each `make test`, and others each time in `make test-long`.

    It has no deadlines: how long something takes hangs on what else the machine does.
    """
    hypothesis.settings.register_profile("same", deadline=None, derandomize=True, max_examples=30)
    hypothesis.settings.register_profile("others", deadline=None)
    hypothesis.settings.load_profile("others" if config.getoption("--long") else "same")


def pytest_unconfigure() -> None:
    """Nobody needs a browser any more."""
    stop_driving()


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Sign-in's rate limits begin anew with each test: the one before signed in from the same address."""
    cache.clear()


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """Django of this process as a server, on this process's database; static files come straight from the rooms."""
    server = LiveServer("localhost", start=False)
    # pytest-django looks for "django.contrib.staticfiles" by that name; ours is there by its configuration's.
    server.thread.static_handler = StaticFilesHandler
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that test processes side by side have in common."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def migrated(shared_folder: Path) -> Path:
    """A data folder whose SQLite is migrated; copy it."""
    return migrated_data(shared_folder)


@pytest.fixture(scope="session")
def prepared(shared_folder: Path) -> Path:
    """What servers begin with; copy it."""
    return prepared_data(shared_folder)


@pytest.fixture(scope="session")
def as_migrated(migrated: Path) -> Iterator[Callable[[], None]]:
    """Puts the database of this process back to what migrations leave, by a copy in memory: in a few milliseconds."""
    # Immutable: else reading it would make files beside it, which others copy.
    file = f"file:{migrated / 'slipway.sqlite3'}?immutable=1"
    with closing(sqlite3.connect(file, uri=True)) as pristine:

        def put_back() -> None:
            connection.ensure_connection()
            pristine.backup(connection.connection)

        yield put_back


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker, as_migrated: Callable[[], None]) -> Iterator[None]:
    """Django's database of this process, in memory. The migrated one is read into it: migrating takes seconds.

    So it is after each test that commits, where Django would empty all tables, and fill again those of its own rows.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(settings.DATABASES["default"]["TEST"], "MIGRATE", False)
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: as_migrated())
        with django_db_blocker.unblock():
            made = setup_databases(verbosity=0, interactive=False)
            as_migrated()
        yield
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Slipway]:
    """A Slipway that serves on SQLite, as an operator would run it."""
    with slipway_server(data=tmp_path_factory.mktemp("slipway"), prepared=prepared) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this test run's own."""
    with cluster() as running:
        yield running


@pytest.fixture(scope="session")
def new_postgresql(tmp_path_factory: pytest.TempPathFactory, postgresql_cluster: Cluster) -> NewDatabase:
    """Makes a migrated database by a name that no other test uses; returns its address for DATABASE_URL."""
    address = postgresql_cluster.new_database("migrated")
    environment = slipway_environment(data=tmp_path_factory.mktemp("migrated-pg"), DATABASE_URL=address)
    slipway_command("migrate", environment=environment)
    return lambda name: postgresql_cluster.copy_of("migrated", name=name)


@pytest.fixture(scope="session")
def live_pg(tmp_path_factory: pytest.TempPathFactory, prepared: Path, new_postgresql: NewDatabase) -> Iterator[Slipway]:
    """A Slipway that serves on PostgreSQL."""
    database = new_postgresql("slipway")
    data = tmp_path_factory.mktemp("slipway-pg")
    with slipway_server(data=data, prepared=prepared, database_url=database) as server:
        yield server


@pytest.fixture(params=["live", pytest.param("live_pg", marks=pytest.mark.postgresql)])
def anywhere(request: pytest.FixtureRequest) -> Slipway:
    """The test runs twice: with the Slipway on SQLite and with the one on PostgreSQL."""
    return cast("Slipway", request.getfixturevalue(request.param))


@pytest.fixture(params=["live", pytest.param("live_pg", marks=[pytest.mark.postgresql, pytest.mark.long])])
def anywhere_at_length(request: pytest.FixtureRequest) -> Slipway:
    """The same, on PostgreSQL in `make test-long` only: for what the two databases have no say in."""
    return cast("Slipway", request.getfixturevalue(request.param))


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory, live: Slipway) -> Iterator[PracticeLms]:
    """A practice LMS whose App Center lists `live`."""
    with practice_lms(data=tmp_path_factory.mktemp("practice"), slipway=live) as server:
        yield server
