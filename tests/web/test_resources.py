"""What visitors share is computed once, is never old, and outlives an absence of the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from sqlalchemy import event
from starlette.datastructures import Headers

from dashboard.errors import GazetteerUnavailable, StorageUnavailable, UnknownCampaign
from dashboard.model import Campaign, CampaignState, Filters, PublicAction, Totals
from dashboard.storage import Store
from dashboard.web import resources, seeing
from dashboard.web.cookies import PREVIEW, cookie_name
from dashboard.web.serving import last_known
from dashboard.web.serving.listing import CountryCount
from tests.saying import refusing
from tests.web.actions import LONDON, PARIS, action
from tests.web.serving import fill


@pytest.fixture
def data_dir(data_dir: Path) -> Path:
    fill(data_dir)
    return data_dir


@pytest.fixture
def asked(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the campaigns whose totals the database was asked for."""
    names: list[str] = []
    real = Store.totals

    def totals(self: Store, slug: str) -> Totals:
        names.append(slug)
        return real(self, slug)

    monkeypatch.setattr(Store, "totals", totals)
    return names


def test_fifty_visitors_at_once_cost_one_question(asked: list[str]) -> None:
    together = Barrier(50)

    def visit(_visitor: int) -> Totals:
        together.wait()
        return resources.totals("watching")

    with ThreadPoolExecutor(50) as visitors:
        seen = set(visitors.map(visit, range(50)))
    assert [totals.actions for totals in seen] == [4]
    assert asked == ["watching"]


def test_a_list_that_is_read_slowly_is_kept_though_its_numbers_are_known_later(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, go_on = Counter[str](), Event()
    real = Store.public_actions

    def slowly(self: Store, slug: str) -> Sequence[PublicAction]:
        reads[slug] += 1
        assert go_on.wait(30)
        return real(self, slug)

    monkeypatch.setattr(Store, "public_actions", slowly)
    monkeypatch.setattr(last_known, "_FRESH_SECONDS", 0.0)
    with ThreadPoolExecutor(1) as visitor:
        first = visitor.submit(resources.listing, "watching")
        while not reads:
            resources.totals("watching")
        resources.totals("watching")
        go_on.set()
        read = first.result()
    assert resources.listing("watching") is read
    assert reads["watching"] == 1


def test_a_publication_is_seen_at_once_where_it_was_made(data_dir: Path) -> None:
    before = resources.totals("watching")
    fill(data_dir, [action(7, LONDON)], name="more.csv")
    resources.refresh()
    assert resources.totals("watching").actions == before.actions + 1
    assert resources.listing("watching").cities()[0].city == "London"


def test_the_countries_add_up_to_the_totals(data_dir: Path) -> None:
    countries, totals = resources.listing("watching").countries(), resources.totals("watching")
    assert countries[:2] == (
        CountryCount("GB", actions=1, cancelled=1, cities=1),
        CountryCount("FR", actions=1, cancelled=0, cities=1),
    )
    assert sum(country.actions for country in countries) == totals.actions
    assert sum(country.cancelled for country in countries) == totals.cancelled
    assert sum(country.cities for country in countries) == totals.cities


def test_a_city_has_its_own_actions(data_dir: Path) -> None:
    (only,) = resources.listing("watching").in_city(PARIS.geonameid or 0)
    assert only.city == "Paris"
    elsewhere = Filters(countries=("GB",), city_id=PARIS.geonameid)
    assert resources.listing("watching").actions(elsewhere) == ()


def test_the_public_keeps_its_map_while_the_database_is_away(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = resources.totals("watching")

    def away(*_arguments: object) -> None:
        raise StorageUnavailable("The database cannot be reached.")

    for read in ("campaigns", "version", "totals"):
        monkeypatch.setattr(Store, read, away)
    resources.refresh()
    assert resources.totals("watching") == before
    assert resources.campaign("watching").title == "We are watching <you>"
    with pytest.raises(StorageUnavailable):
        resources.totals("watching", Filters(countries=("GB",)))


def test_an_index_of_places_that_cannot_be_built_is_not_tried_for_each_visitor(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[Path] = []

    def fail(directory: Path) -> None:
        tries.append(directory)
        raise GazetteerUnavailable("The disk is full.")

    monkeypatch.setattr(resources, "open_gazetteer", fail)
    for _visitor in range(3):
        with refusing(GazetteerUnavailable, r"^The disk is full\.$"):
            resources.gazetteer()
    assert tries == [data_dir / "gazetteer"]


def test_an_unknown_campaign_is_told_apart(data_dir: Path) -> None:
    with pytest.raises(UnknownCampaign):
        resources.totals("nowhere")


def test_the_link_without_a_campaign_shows_the_latest_or_the_one_that_was_set(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resources.store().save_campaign(Campaign("newer", "Newer"))
    resources.refresh()
    assert getattr(resources.default_campaign(), "slug", None) == "newer"
    monkeypatch.setenv("ACTION_MAP_DEFAULT_CAMPAIGN", "watching")
    resources.settings.cache_clear()
    assert getattr(resources.default_campaign(), "slug", None) == "watching"


def test_without_any_campaign_there_is_none_to_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTION_MAP_DATA_DIR", str(tmp_path))
    resources.forget()
    assert resources.default_campaign() is None
    resources.store().close()
    resources.forget()


def test_a_stranger_with_made_up_cookies_costs_as_many_questions_for_a_draft_as_for_no_campaign(
    data_dir: Path,
) -> None:
    store = resources.store()
    store.save_campaign(Campaign("hidden", "Hidden", state=CampaignState.DRAFT))
    resources.refresh()
    resources.campaigns()
    asked: Counter[str] = Counter()
    looked_for = ""

    def count(*_: object) -> None:
        asked[looked_for] += 1

    event.listen(store._engine, "before_cursor_execute", count)
    cookies = f"{cookie_name(resources.settings())}=made-up; {PREVIEW}=made-up"
    with seeing.visited_by(Headers({"cookie": cookies}), resources.settings()):
        for looked_for in ("hidden", "nothing"):
            with pytest.raises(UnknownCampaign):
                resources.campaign(looked_for)
    assert asked["hidden"] == asked["nothing"] > 0
