"""What tests of several rooms share."""

from __future__ import annotations

import gc
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import Engine, event

from dashboard.geocoding import Gazetteer
from dashboard.storage.engine import connect
from dashboard.storage.migrate import migrate
from tests import index
from tests.cheaper import make_cheaper
from tests.postgresql import Reused, create, running
from tests.web.serving import Site, fill, serving

_TESTS = Path(__file__).parent
_SLOW = frozenset(
    {
        "test_cli.py", "test_cli_organiser.py", "test_geocode_cache.py", "test_geocode_file.py", "test_leaks.py",
        "test_listing.py", "test_online.py", "test_organise_alike.py", "test_organise_campaign.py",
        "test_organise_desk.py", "test_organise_review.py", "test_organise_upload.py", "test_replicas.py",
        "test_sequences.py", "test_server.py", "test_sharpening.py", "test_siege.py", "test_static_copy.py",
        "test_zones.py",
    }
)  # fmt: skip
"""Files of tests that take long, beside those that need a server, a browser or PostgreSQL."""
_LONGEST = (
    "web/test_every_door.py", "browser/test_upload.py", "test_leaks.py", "browser/test_accessibility.py",
    "browser/test_organise.py", "web/test_documents.py", "browser/test_map.py", "browser/test_review.py",
    "browser/test_search.py", "browser/test_page.py", "web/test_organise_desk.py", "web/test_slow_database.py",
    "browser/test_languages.py", "publishing/test_change.py", "web/test_organise_review.py", "web/test_signing_in.py",
    "web/test_organise_upload.py", "web/test_upkeep.py", "storage/test_geocode_cache.py", "test_siege.py",
)  # fmt: skip
"""Those that take a minute or more, the longest first."""

hypothesis.settings.register_profile(
    "patient", deadline=None
)  # how fast the machine is, is not what is tested
hypothesis.settings.load_profile("patient")
make_cheaper()

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts the tests in the background has Ctrl-C ignored, and every program that they start would too.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what `make quick` leaves out, and puts the longest files first: the quick ones fill the gaps at the end."""
    for item in items:
        params = getattr(getattr(item, "callspec", None), "params", {})
        asks = "postgresql" in {params.get("url"), params.get("empty_url")}
        needs = {"browser", "postgresql"} & set(getattr(item, "fixturenames", ()))
        if (
            asks
            or needs
            or _starts_a_server(item)
            or item.path.name in _SLOW
            or item.path.parent.name == "browser"
        ):
            item.add_marker(pytest.mark.slow)
    turns = {_TESTS / name: turn for turn, name in enumerate(_LONGEST)}
    for item in items:
        if item.get_closest_marker("slow"):
            turns.setdefault(item.path, len(_LONGEST))
    items.sort(key=lambda item: turns.get(item.path, len(_LONGEST) + 1))


def pytest_collection_finish() -> None:
    """What all tests have in common stays: Python need not look through it for what nobody holds, and seldom at all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_000, 200)


def _starts_a_server(item: pytest.Item) -> bool:
    """Whether the test or one of its fixtures does."""
    known = getattr(item, "_fixtureinfo", None)
    fixtures = [one.func for several in known.name2fixturedefs.values() for one in several] if known else []
    functions = [*fixtures, getattr(item, "function", None)]
    return any("serving" in one.__code__.co_names for one in functions if hasattr(one, "__code__"))


class Sums:
    """Each test runs once, however many processes share them; a run in which one is lost or comes twice has failed."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.ran: Counter[str] = Counter()

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        self.found.update(ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.ran[report.nodeid] += report.when == "setup"

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        ended_early = (
            session.shouldstop or session.shouldfail or session.exitstatus > pytest.ExitCode.TESTS_FAILED
        )
        if self.found and not ended_early and self.ran != Counter(self.found):
            session.exitstatus = pytest.ExitCode.INTERNAL_ERROR

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.INTERNAL_ERROR:
            wrong = self.ran.keys() ^ self.found | {test for test, times in self.ran.items() if times != 1}
            terminalreporter.section("lost, or run twice")
            terminalreporter.write_line("\n".join(sorted(wrong)))


def pytest_configure(config: pytest.Config) -> None:
    """Counts the tests where several processes share them."""
    if config.getoption("numprocesses", None):
        config.pluginmanager.register(Sums())


@event.listens_for(Engine, "connect")
def _never_wait_for_the_disk(connection: object, _record: object) -> None:
    """What a test keeps need not outlast the machine."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(autouse=True, scope="module")
def memory_given_back() -> Iterator[None]:
    """What a file of tests left in cycles goes: Python looks for that seldom once an index is open."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """All places."""
    return index.opened()


@pytest.fixture(scope="session")
def gazetteer_dir(gazetteer: Gazetteer) -> Path:
    """The folder of their index."""
    return index.FOLDER


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
    """The URL of a real PostgreSQL server."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables of this version and nothing in them, to be copied: all migrations take a while."""
    file = tmp_path_factory.mktemp("tables") / "actions.sqlite"
    _make_tables(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_tables(postgresql: str) -> str:
    """The name of a database like that, on the server of PostgreSQL."""
    _make_tables(create(postgresql, "tables"))
    return "tables"


@pytest.fixture(scope="session")
def postgresql_actions(postgresql: str, postgresql_tables: str) -> Reused:
    """The database there that tests take one after the other."""
    return Reused(postgresql, postgresql_tables)


def _make_tables(url: str) -> None:
    engine = connect(url)
    migrate(engine)
    engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path, tables: Path) -> str:
    """The URL of a SQLite file in the folder of the test, with all tables and nothing in them."""
    shutil.copyfile(tables, tmp_path / "actions.sqlite")
    return f"sqlite:///{tmp_path / 'actions.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'actions.sqlite'}"
    else:
        yield create(request.getfixturevalue("postgresql"), "empty")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database with all tables and nothing in them."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
    else:
        with request.getfixturevalue("postgresql_actions").emptied() as url:
            yield url
