"""What the public reads: actions, counts and totals that agree, and nothing that is hidden."""

from __future__ import annotations

import ast
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dashboard.errors import UnknownCampaign
from dashboard.model import Action, Campaign, CityCount, Precision, Status, Visibility
from dashboard.reasons import as_said
from dashboard.safety import risk
from dashboard.storage import Store, public
from dashboard.storage.schema import campaigns, public_actions
from dashboard.web.serving.listing import Listing
from tests.saying import refusing
from tests.storage.samples import BALI, EMBASSY, GROZNY, LONDON, PARIS, SIX, action, upload

CANARY = "canary-5b1f"


def _titles(store: Store) -> list[str]:
    return [one.title for one in store.public_actions("watching")]


def _cities(store: Store) -> tuple[CityCount, ...]:
    """The counts of the cities, as the pages have them."""
    shown = Listing(store.public_actions("watching"), (), store.totals("watching"), {})
    return shown.cities()


def test_actions_come_by_day_time_and_city(store: Store) -> None:
    undated = action(PARIS, title="To be announced", day=None, starts=None)
    store.record_import(upload([*SIX[:2], SIX[4], undated]))
    assert _titles(store) == ["Veillée", "Vigil", "Second vigil", "To be announced"]


def test_each_city_has_its_counts_with_cancelled_ones_apart(store: Store) -> None:
    store.record_import(upload(SIX))
    counts = [(one.city, one.actions, one.cancelled, one.precision) for one in _cities(store)]
    assert counts == [
        ("London", 2, 1, Precision.CITY),
        ("Bali", 1, 0, Precision.REGION),
        ("Paris", 1, 0, Precision.CITY),
        ("Leeds", 0, 1, Precision.CITY),
    ]
    london = _cities(store)[0]
    assert (london.latitude, london.longitude) == (LONDON.latitude, LONDON.longitude)
    assert (london.region, london.country_code) == ("England", "GB")


def test_totals_count_no_region_as_a_city_and_no_cancelled_action(store: Store) -> None:
    store.record_import(upload(SIX))
    totals = store.totals("watching")
    assert (totals.actions, totals.cities, totals.countries, totals.cancelled) == (4, 2, 3, 2)
    assert totals.updated_at is not None
    assert totals.updated_at.tzinfo is UTC


def test_people_are_those_of_actions_that_are_not_cancelled_and_say_how_many(store: Store) -> None:
    said = [
        action(LONDON, title="A", expected_people=80, reported_people=120),
        action(LONDON, title="B", expected_people=20),
        action(LONDON, title="C", expected_people=900, reported_people=900, status=Status.CANCELLED),
        action(PARIS, title="D"),
    ]
    store.record_import(upload(said))
    totals = store.totals("watching")
    assert (totals.expected_people, totals.reported_people) == (100, 120)
    assert {one.city: (one.expected_people, one.reported_people) for one in _cities(store)} == {
        "London": (100, 120),
        "Paris": (0, 0),
    }


def test_actions_and_totals_agree(store: Store) -> None:
    store.record_import(upload(SIX))
    actions = store.public_actions("watching")
    going_on = [one for one in actions if one.status is not Status.CANCELLED]
    totals = store.totals("watching")
    assert (totals.actions, totals.cancelled) == (len(going_on), len(actions) - len(going_on))
    assert totals.countries == len({one.country_code for one in going_on})


def test_an_action_that_is_only_counted_is_in_the_totals_and_nowhere_else(store: Store) -> None:
    called_off = action(PARIS, visibility=Visibility.COUNT_ONLY, title="Off", status=Status.CANCELLED)
    counted = action(PARIS, visibility=Visibility.COUNT_ONLY, title="Counted")
    store.record_import(upload([*SIX, counted, called_off]))
    assert store.totals("watching").actions == 5
    assert store.only_counted("watching") == {counted.status: 1, Status.CANCELLED: 1}
    assert sum(one.actions for one in _cities(store)) == 4
    assert len(store.public_actions("watching")) == len(SIX)


def test_an_action_shown_at_its_country_stands_at_the_countrys_point(store: Store) -> None:
    store.record_import(upload([action(LONDON, visibility=Visibility.COUNTRY)]))
    (count,) = _cities(store)
    assert (count.city, count.precision, count.actions) == ("United Kingdom", Precision.COUNTRY, 1)
    assert (count.latitude, count.longitude) != (LONDON.latitude, LONDON.longitude)
    assert store.totals("watching").cities == 0


def test_campaigns_are_listed_with_examples_last_and_the_latest_change_first(store: Store) -> None:
    for slug, example in (("old", False), ("example", True), ("new", False)):
        store.save_campaign(Campaign(slug, slug.title(), is_example=example))
    assert [one.slug for one in store.campaigns()] == ["new", "old", "example"]


def test_an_unknown_campaign_has_no_actions_and_no_numbers(store: Store) -> None:
    assert store.public_actions("nobody") == []
    for ask in (store.campaign, store.version, store.totals):
        with refusing(UnknownCampaign, "There is no campaign “nobody”"):
            ask("nobody")


def test_public_reads_name_no_private_table() -> None:
    tree = ast.parse(Path(public.__file__).read_text(encoding="utf-8"))
    imported = {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dashboard.storage")
        for name in node.names
    }
    assert imported == {
        "public_actions",
        "campaigns",
        "columns",
        "PUBLIC_COLUMNS",
        "to_campaign",
        "to_public_action",
    }


def _secret(visibility: Visibility, city: Any) -> Action:
    """An action with a canary in every field that a person wrote, at a point that can be recognised."""
    latitude, longitude = city.latitude + 0.0123456, city.longitude + 0.0123456
    venue = replace(city, latitude=latitude, longitude=longitude, precision=Precision.VENUE)
    texts = ("venue", "title", "description", "organiser", "contact", "language", "own_id")
    written: dict[str, Any] = dict.fromkeys(texts, CANARY)
    written |= {"link": f"https://{CANARY}.example", "raw": {CANARY: CANARY}, "starts": time(13, 37)}
    return action(city, at=venue, visibility=visibility, expected_people=4711, **written)


def _everything_public(store: Store) -> str:
    """Every cell of the tables that public reads touch."""
    with store._engine.connect() as connection:
        return repr([connection.execute(select(table)).all() for table in (public_actions, campaigns)])


@pytest.mark.parametrize("city", [LONDON, GROZNY], ids=["London", "Grozny"])
@pytest.mark.parametrize("visibility", [one for one in Visibility if one is not Visibility.EXACT])
def test_nothing_withheld_reaches_the_public_tables(store: Store, visibility: Visibility, city: Any) -> None:
    secret = _secret(visibility, city)
    store.record_import(upload([secret]))
    (kept,) = store.actions("watching").values()
    told = {
        field.name
        for field in fields(kept.submission)
        if CANARY in repr(getattr(kept.submission, field.name))
    }
    assert told == {
        "title", "description", "organiser", "contact", "link", "language", "own_id", "raw", "place",
    }, "there is something to leak"  # fmt: skip
    public_text = _everything_public(store)
    assert CANARY not in public_text
    assert f"{secret.place.latitude:.3f}" not in public_text
    assert f"{secret.place.longitude:.3f}" not in public_text


def test_where_it_is_dangerous_time_and_numbers_are_public_only_once_it_is_over(
    store: Store,
) -> None:
    secret = _secret(Visibility.EXACT, GROZNY)
    day = date(2999, 4, 7)
    store.record_import(upload([replace(secret, submission=replace(secret.submission, day=day))]))
    (shown,) = store.public_actions("watching")
    assert (shown.visibility, shown.starts, shown.expected_people) == (Visibility.CITY, None, None)
    assert CANARY not in _everything_public(store)
    assert not store.refresh_public("watching", now=datetime(2999, 4, 7, 20, tzinfo=UTC))
    assert store.refresh_public("watching", now=datetime(2999, 4, 7, 21, tzinfo=UTC))
    (shown,) = store.public_actions("watching")
    assert (shown.starts, shown.expected_people, shown.title) == (time(13, 37), 4711, "")


@pytest.mark.parametrize("visibility", list(Visibility)[2:])
def test_moving_a_venue_that_is_withheld_leaves_no_public_trace(store: Store, visibility: Visibility) -> None:
    secret = replace(_secret(visibility, LONDON), key="id:1")
    store.record_import(upload([secret]))
    before = _everything_public(store)
    moved = replace(secret, place=EMBASSY, geocoding=(as_said("Elsewhere"),))
    assert store.record_import(upload([moved])).changed == 1
    assert _everything_public(store) == before


def test_an_action_that_becomes_hidden_is_gone_from_everything_public(store: Store) -> None:
    store.record_import(upload([*SIX, action(BALI, title=CANARY, visibility=Visibility.CITY)]))
    shown = action(LONDON, title=CANARY, venue="Somewhere")
    store.record_import(upload([shown], file_name="more.csv"))
    assert CANARY in _everything_public(store)
    store.record_import(upload([replace(shown, visibility=Visibility.HIDDEN)], file_name="more.csv"))
    assert CANARY not in _everything_public(store)
    assert shown.key in store.actions("watching")


def test_a_country_that_joins_or_leaves_the_list_is_followed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.record_import(upload([SIX[0], SIX[4]]))
    assert not store.refresh_public("watching")
    listed = {**risk.risks(), "GB": risk.risks()["RU"]}
    with monkeypatch.context() as patch:
        patch.setattr(risk, "risks", lambda: listed)
        assert store.refresh_public("watching")
        assert _titles(store) == ["Veillée", ""]
        assert not store.refresh_public("watching")
    assert store.refresh_public("watching")
    assert _titles(store) == ["Veillée", "Vigil"]
