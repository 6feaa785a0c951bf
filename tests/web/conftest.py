"""What tests of the website share: the data of one installation in this process, and its pages without a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import accounts
from dashboard.accounts import Person
from dashboard.storage import Store
from dashboard.web import organise, resources
from tests.web.serving import REPOSITORY, fill
from tests.web.visits import Enter


@pytest.fixture
def data_dir(
    tmp_path: Path, gazetteer_dir: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The folder of an installation without any data yet."""
    shutil.copyfile(tables, tmp_path / "actions.sqlite")
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    monkeypatch.setenv("ACTION_MAP_DATA_DIR", str(tmp_path))
    resources.forget()
    yield tmp_path
    resources.store().close()
    resources.forget()


@pytest.fixture
def store(data_dir: Path) -> Store:
    """The installation's store, as its pages use it."""
    return resources.store()


@pytest.fixture
def visit(data_dir: Path) -> AppTest:
    """The public page over the actions of `tests.web.actions`, about to be opened."""
    fill(data_dir)
    return AppTest.from_file(str(REPOSITORY / "dashboard" / "web" / "app.py"), default_timeout=60)


def _organise_alone() -> None:
    """The page alone, without the others that the app has."""
    from dashboard.web import organise

    organise.page()


@pytest.fixture
def enter(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """The organisers' page as somebody who is signed in sees it, about to be opened with this query."""

    def enter(person: Person, **query: str) -> AppTest:
        monkeypatch.setattr(accounts, "who", lambda *_args, **_options: person)
        monkeypatch.setattr(organise, "_token", lambda: "token")
        visit = AppTest.from_function(_organise_alone, default_timeout=60)
        for name, value in query.items():
            visit.query_params[name] = value
        return visit

    return enter
