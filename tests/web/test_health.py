"""``/healthz`` fails when a part that the dashboard needs fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event
from starlette.applications import Starlette
from starlette.routing import Route

from dashboard import __version__
from dashboard.errors import GazetteerUnavailable
from dashboard.web import resources
from dashboard.web.serving import damage
from dashboard.web.serving.health import health
from tests.web.actions import CAMPAIGN
from tests.web.asking import ask
from tests.web.serving import Site, fill, serving


@pytest.fixture
def app(data_dir: Path) -> Starlette:
    fill(data_dir)
    return Starlette(routes=[Route("/healthz", health)])


def state(app: Starlette) -> tuple[int, str, str, str]:
    answer = ask(app, "/healthz")
    said = answer.json()
    return answer.status_code, said["status"], said["database"], said["gazetteer"]


def test_the_real_server_is_healthy(server: Site) -> None:
    answer = server.http.get("/healthz")
    parts = {"database": "ok", "gazetteer": "ok", "writing": "ok"}
    assert answer.json() == {"status": "ok", **parts, "version": __version__}
    assert answer.headers["cache-control"] == "no-store"


def test_a_server_that_cannot_note_its_port_is_one(tmp_path: Path, gazetteer_dir: Path) -> None:
    """Whoever starts it again on a full disk has a map still."""
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    (tmp_path / "port").mkdir()
    fill(tmp_path)
    with serving(tmp_path) as site:
        assert site.http.get(f"/c/{CAMPAIGN.slug}").status_code == 200


def test_a_database_that_is_gone_is_noticed_and_its_return_as_well(app: Starlette, tmp_path: Path) -> None:
    assert state(app) == (200, "ok", "ok", "ok")
    database = tmp_path / "actions.sqlite"
    resources.store().close()
    database.rename(tmp_path / "away")
    database.write_bytes(b"This is no database." * 100)
    assert state(app) == (503, "unavailable", "unavailable", "ok")
    resources.store().close()
    (tmp_path / "away").rename(database)
    assert state(app) == (200, "ok", "ok", "ok")


def test_a_database_with_noise_in_its_middle_is_noticed_and_its_mending_as_well(
    app: Starlette, tmp_path: Path
) -> None:
    database = tmp_path / "actions.sqlite"
    resources.store().close()
    whole = database.read_bytes()
    middle = len(whole) // 2
    database.write_bytes(whole[:middle] + b"\xff" * 20_000 + whole[middle + 20_000 :])
    damage.look()
    assert state(app) == (503, "unavailable", "unavailable", "ok")
    resources.store().close()
    database.write_bytes(whole)
    damage.look()
    assert state(app) == (200, "ok", "ok", "ok")


def test_a_database_that_takes_nothing_is_noticed_and_keeps_nobody_from_the_map(app: Starlette) -> None:
    resources.store().close()
    full = resources.store()._engine, "connect", lambda driver, _: driver.execute("PRAGMA query_only=ON")
    event.listen(*full)
    damage.look(["writing"])
    assert state(app) == (200, "degraded", "ok", "ok")
    assert ask(app, "/healthz").json()["writing"] == "unavailable"
    event.remove(*full)
    resources.store().close()
    damage.look(["writing"])
    assert state(app) == (200, "ok", "ok", "ok")


def test_what_is_not_open_yet_when_damage_is_looked_for_is_not_damaged(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    def being_built() -> None:
        raise GazetteerUnavailable("index_being_built")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(resources, "gazetteer", being_built)
        damage.look()
    assert state(app) == (200, "ok", "ok", "ok")


def test_an_index_of_places_that_cannot_be_read_is_noticed(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> None:
        raise GazetteerUnavailable("secret-path is damaged")

    monkeypatch.setattr(resources, "gazetteer", damaged)
    assert state(app) == (503, "unavailable", "ok", "unavailable")
    assert "secret-path" not in ask(app, "/healthz").text
