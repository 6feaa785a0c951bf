"""What tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.geocoding import Gazetteer, open_gazetteer
from tests.web.serving import Site, fill, serving


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
