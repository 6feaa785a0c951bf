"""What the server does by itself, in a real server: venues are found, old things are forgotten, nobody waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.model import Action, Precision
from dashboard.storage import Outcome, ReceivedRow, Store, Upload
from dashboard.storage.turns import Turns
from dashboard.web import resources
from dashboard.web.serving import background, log
from dashboard.web.serving.sharpening import Sharpening
from tests.geocoding.fake_geocoder import USER_AGENT, FakeGeocoder, Known, running
from tests.storage.samples import CAMPAIGN, action
from tests.waiting import until
from tests.web.serving import Site, serving

EMBASSY = Known("Russian Embassy", 51.50932, -0.18988, kind=("office", "diplomatic"))
VIGIL = action(venue="Russian Embassy", title="Vigil", contact="ana@example.org", day=date(2018, 4, 7))
CREDIT = "Some places: © OpenStreetMap contributors."


@pytest.fixture
def fake() -> Iterator[FakeGeocoder]:
    with running() as fake:
        fake.places = {"Russian Embassy": [EMBASSY]}
        yield fake


@pytest.fixture
def data_dir(tmp_path: Path, gazetteer_dir: Path) -> Path:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path, "actions.csv")
    return tmp_path


def fill(data_dir: Path, name: str, **changes: Any) -> None:
    one = replace(VIGIL, **changes)
    row = ReceivedRow(one.submission.line, Outcome.PUBLISHED, one.submission.raw, action=one)
    with closing(Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")) as store:
        store.record_import(Upload(CAMPAIGN, name, name.ljust(64, "0"), (row,)))


def settings(fake: FakeGeocoder) -> dict[str, str]:
    return {
        "geocoder": "nominatim",
        "geocoder_url": fake.url,
        "geocoder_user_agent": USER_AGENT,
        "keep_contacts_days": "36500",
    }


def precisions(site: Site) -> list[str]:
    found = site.http.get(f"/api/v1/campaigns/{CAMPAIGN.slug}/actions.geojson").json()["features"]
    return [one["properties"]["precision"] for one in found]


def test_a_venue_is_found_while_the_server_runs_and_its_source_is_named(
    data_dir: Path, fake: FakeGeocoder
) -> None:
    with serving(data_dir, **settings(fake)) as site:
        until(lambda: precisions(site) == ["venue"], "The venue is not on the map.")
        [feature] = site.http.get(f"/api/v1/campaigns/{CAMPAIGN.slug}/actions.geojson").json()["features"]
        assert feature["geometry"]["coordinates"] == [-0.18988, 51.50932]
        assert feature["properties"]["credit"] == "© OpenStreetMap contributors"
        for path in (f"/c/{CAMPAIGN.slug}", f"/c/{CAMPAIGN.slug}/embed"):
            assert CREDIT in site.http.get(path).text
    assert len(fake.asked) == 1


def test_nobody_is_credited_for_what_nobody_found(data_dir: Path, fake: FakeGeocoder) -> None:
    with serving(data_dir, geocoder_url=fake.url, geocoder_user_agent=USER_AGENT) as site:
        assert "Some places:" not in site.http.get(f"/c/{CAMPAIGN.slug}").text
        assert precisions(site) == ["city"]
    assert fake.asked == []


def test_a_geocoder_that_hangs_delays_no_visitor_no_import_and_not_the_end(
    data_dir: Path, fake: FakeGeocoder
) -> None:
    fake.hangs()
    with serving(data_dir, **settings(fake)) as site:
        until(lambda: bool(fake.asked), "The geocoder was not asked.")
        fill(data_dir, "more.csv", key="id:more")
        until(lambda: precisions(site) == ["city", "city"], "The import is not public.")
        assert site.http.get("/healthz").status_code == 200
    assert len(fake.asked) == 1
    assert "Traceback" not in site.log.read_text()


def test_what_is_old_is_deleted_when_the_server_starts(data_dir: Path) -> None:
    with closing(Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")) as store:
        assert [one.submission.contact for one in store.actions(CAMPAIGN.slug).values()] == [
            "ana@example.org"
        ]
        with serving(data_dir):
            until(
                lambda: [one.submission.contact for one in store.actions(CAMPAIGN.slug).values()] == [""],
                "The contact is still there.",
            )


# Round by round


@pytest.fixture
def here(
    data_dir: Path, fake: FakeGeocoder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, str], None]]:
    """The data of the server in this process; sets a setting."""

    def choose(name: str, value: str) -> None:
        monkeypatch.setenv(f"ACTION_MAP_{name.upper()}", value)
        resources.forget()

    choose("data_dir", str(data_dir))
    for name, value in settings(fake).items():
        choose(name, value)
    yield choose
    resources.store().close()
    resources.forget()
    log.well("sharpening")


def test_a_round_asks_only_where_something_may_be_new(
    here: Callable[[str, str], None], data_dir: Path, fake: FakeGeocoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, real = Sharpening(), Store.actions
    reads: list[str] = []

    def counted(self: Store, slug: str) -> dict[str, Action]:
        reads.append(slug)
        return real(self, slug)

    monkeypatch.setattr(Store, "actions", counted)
    for _round in range(4):
        assert one.round() == ""
    assert (len(fake.asked), len(reads)) == (1, 2)  # once more after its own change, and then not again
    fill(data_dir, "more.csv", key="id:more", submission=replace(VIGIL.submission, title="Another"))
    assert one.round() == ""
    assert len(fake.asked) == 1
    assert [one.precision for one in resources.listing(CAMPAIGN.slug).actions()] == [Precision.VENUE] * 2


def test_off_by_default(here: Callable[[str, str], None], fake: FakeGeocoder) -> None:
    here("geocoder", "")
    one = Sharpening()
    one.start()
    one.stop()
    assert fake.asked == []
    assert one._thread.ident is None


def test_when_the_server_stops_nobody_is_asked_any_more(
    here: Callable[[str, str], None], fake: FakeGeocoder
) -> None:
    one = Sharpening()
    one._stopping.set()
    assert one.round() == ""
    assert fake.asked == []


def test_what_is_in_the_way_is_logged_once_and_the_next_round_goes_on(
    here: Callable[[str, str], None], fake: FakeGeocoder, caplog: pytest.LogCaptureFixture
) -> None:
    fake.says(403, b"Blocked")
    one = Sharpening()
    assert one.round() == "The geocoder could not be asked: it does not let us in (HTTP 403)."
    assert "--resume" in one.round()
    assert "--resume" in one.round()
    assert len(fake.asked) == 1
    resources.store().geocoder_ledger().resume(f"nominatim {fake.url}")
    assert one.round() == ""
    assert [message.partition(".")[0] for message in caplog.messages] == [
        "sharpening: The geocoder could not be asked: it does not let us in (HTTP 403)",
        "sharpening: The geocoder refused us and is not asked again until you act: it does not let us in (HTTP 403)",
        "sharpening: works again",
    ]
    assert [place.precision for place in resources.listing(CAMPAIGN.slug).actions()] == [Precision.VENUE]


def test_a_clock_that_jumps_ahead_deletes_nothing_before_somebody_can_set_it(
    here: Callable[[str, str], None], caplog: pytest.LogCaptureFixture
) -> None:
    here("keep_contacts_days", "30")
    store = resources.store()
    month_ago = Turns(store._engine, "forgetting", clock=lambda: time.time() - 31 * 86_400)
    assert month_ago.take_turn("before", 0.0) == 0.0

    def contacts() -> list[str]:
        background._forget_in_turn()
        return [one.submission.contact for one in store.actions(CAMPAIGN.slug).values()]

    assert [contacts(), contacts()] == [["ana@example.org"]] * 2
    background._leave_to_others()  # as at a restart
    assert contacts() == ["ana@example.org"]
    store.turns("forgetting").end_turn(background._HOLDER, 0.0)
    assert contacts() == [""]
    assert [message.partition(".")[0] for message in caplog.messages] == [
        "forgetting: By the clock nothing was deleted for 31 days",
        "forgetting: works again",
    ]


def test_of_several_servers_one_does_what_is_the_same_whoever_does_it(
    here: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def comes(server: str) -> None:
        monkeypatch.setattr(background, "_HOLDER", server)
        background._for_all("upkeep", lambda: done.append(server))

    for server in ("one", "other", "one"):
        comes(server)
    assert done == ["one"]
    background._leave_to_others()
    comes("other")
    assert done == ["one", "other"]


def test_what_another_server_looks_up_just_now_is_left_to_it(
    here: Callable[[str, str], None], fake: FakeGeocoder
) -> None:
    turns = resources.store().turns("sharpening")
    turns.take_turn("another", 900.0)
    one = Sharpening()
    assert (one.round(), fake.asked) == ("", [])
    turns.end_turn("another", 0.0)
    assert (one.round(), len(fake.asked)) == ("", 1)
