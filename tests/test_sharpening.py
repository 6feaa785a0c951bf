"""Venues are found after an import: nobody waits, no pin is wrong, and no secret is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from dashboard import publishing
from dashboard.cli import main
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.geocoding.online.client import Online
from dashboard.geocoding.online.services import make_service
from dashboard.i18n import ENGLISH, say_all
from dashboard.ingest import Limits
from dashboard.model import Campaign, Effect, ImportReport, Precision, PublicAction, Visibility
from dashboard.reasons import Reason
from dashboard.safety import default_visibility
from dashboard.sharpening import Sharpened, explain, sharpen
from dashboard.storage import Store, Upload
from tests.geocoding.fake_geocoder import USER_AGENT, Clock, FakeGeocoder, Known, running
from tests.saying import said
from tests.storage.samples import action, published

CAMPAIGN = Campaign("watching", "We are watching", day=date(2018, 4, 7), starts=time(14), ends=time(15))
EMBASSY = Known("Russian Embassy", 51.50932, -0.18988, kind=("office", "diplomatic"))
RATHAUS = Known("Rathausmarkt", 53.5508, 9.9934, "de", "Hamburg, Deutschland", ("place", "square"), 25)
FILE = """\
id,city,country,venue,address,title,contact
1,London,United Kingdom,Russian Embassy,,At the embassy,
2,Hamburg,Germany,,Rathausmarkt,At the town hall,
3,Paris,France,,,In Paris,
"""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fake(clock: Clock) -> Iterator[FakeGeocoder]:
    with running(clock) as fake:
        fake.places = {"Russian Embassy": [EMBASSY], "Rathausmarkt": [RATHAUS]}
        yield fake


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")
    yield store
    store.close()


@pytest.fixture
def online(fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer) -> Online:
    service = make_service("nominatim", url=fake.url, user_agent=USER_AGENT, key="", seconds=10)
    return Online(service, store.geocoder_ledger(clock=clock), gazetteer, sleep=clock.sleep)


def publish(store: Store, gazetteer: Gazetteer, text: str) -> ImportReport:
    previewed = publishing.preview(
        store, Resolver(gazetteer), CAMPAIGN, "actions.csv", text.encode(), limits=Limits()
    )
    return publishing.publish(store, previewed)


def shown(store: Store) -> dict[str, PublicAction]:
    return {action.title: action for action in store.public_actions(CAMPAIGN.slug)}


def points(store: Store) -> dict[str, tuple[float, float, Precision]]:
    return {title: (one.latitude, one.longitude, one.precision) for title, one in shown(store).items()}


def test_an_import_asks_nobody_and_sharpening_moves_actions_to_their_venues(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, FILE)
    before = shown(store)
    assert fake.questions == []
    assert {one.precision for one in before.values()} == {Precision.CITY}
    version = store.version(CAMPAIGN.slug)

    assert sharpen(store, online, CAMPAIGN) == Sharpened(sharpened=2, requests=2)
    assert fake.questions == [
        "Russian Embassy, London, England, United Kingdom", "Rathausmarkt, Hamburg, Germany"
    ]  # fmt: skip
    assert points(store) == {
        "At the embassy": (51.50932, -0.18988, Precision.VENUE),
        "At the town hall": (53.5508, 9.9934, Precision.VENUE),
        "In Paris": (before["In Paris"].latitude, before["In Paris"].longitude, Precision.CITY),
    }
    assert store.version(CAMPAIGN.slug) != version
    for title, one in shown(store).items():
        assert (one.city_id, one.city, one.city_latitude, one.city_longitude, one.timezone) == (
            before[title].city_id, before[title].city, before[title].city_latitude,
            before[title].city_longitude, before[title].timezone,
        )  # fmt: skip
    reasons = {
        one.submission.title: " ".join(map(said, one.geocoding))
        for one in store.actions(CAMPAIGN.slug).values()
    }
    assert reasons["At the embassy"].endswith("Found by nominatim, © OpenStreetMap contributors.")


def test_sharpening_again_asks_nothing_and_changes_nothing(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, FILE + "4,Leeds,United Kingdom,Kirkgate Hall,,In Leeds,\n")
    assert sharpen(store, online, CAMPAIGN) == Sharpened(sharpened=2, not_found=1, requests=3)
    version, asked = store.version(CAMPAIGN.slug), len(fake.asked)
    assert sharpen(store, online, CAMPAIGN) == Sharpened(not_found=1)
    assert (store.version(CAMPAIGN.slug), len(fake.asked)) == (version, asked)


def test_importing_the_same_file_again_keeps_the_venues(
    store: Store, online: Online, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, FILE)
    sharpen(store, online, CAMPAIGN)
    sharp = shown(store)
    report = publish(store, gazetteer, FILE)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 3)
    assert shown(store) == sharp


def test_a_row_that_moved_is_placed_anew_without_asking_twice(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, FILE)
    sharpen(store, online, CAMPAIGN)
    asked = len(fake.asked)
    assert publish(store, gazetteer, FILE.replace("At the embassy", "Outside the embassy")).changed == 1
    assert points(store)["Outside the embassy"][2] is Precision.CITY
    assert sharpen(store, online, CAMPAIGN) == Sharpened(sharpened=1)
    assert points(store)["Outside the embassy"] == (51.50932, -0.18988, Precision.VENUE)
    assert len(fake.asked) == asked


def test_an_import_can_be_taken_back_after_it_was_sharpened(
    store: Store, online: Online, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, FILE)
    sharpen(store, online, CAMPAIGN)
    assert store.roll_back(store.imports(CAMPAIGN.slug)[0].id) == 3
    assert shown(store) == {}


def test_a_venue_written_into_the_place_is_looked_up_and_a_bare_place_is_not(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    text = 'id,place,title\n1,"Russian Embassy, 6/7 Kensington Palace Gardens, London W8",At the embassy\n'
    publish(store, gazetteer, text + '2,"Leeds, England",In Leeds\n3,München,In Munich\n')
    sharpen(store, online, CAMPAIGN)
    assert fake.questions == [
        "Russian Embassy, 6/7 Kensington Palace Gardens, London W8, England, United Kingdom"
    ]
    assert points(store)["At the embassy"] == (51.50932, -0.18988, Precision.VENUE)


def test_an_address_is_tried_before_the_venue_and_the_venue_after_it(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, FILE.replace("Russian Embassy,,", "Russian Embassy,1 Lost Lane,"))
    sharpen(store, online, CAMPAIGN)
    assert fake.questions[:2] == [
        "1 Lost Lane, London, England, United Kingdom", "Russian Embassy, London, England, United Kingdom"
    ]  # fmt: skip
    assert points(store)["At the embassy"] == (51.50932, -0.18988, Precision.VENUE)


# What nobody is told

SECRETS = """\
id,city,country,venue,address,title,contact
1,London,United Kingdom,Russian Embassy,,In London,
2,Moscow,Russia,Cafe Sunrise,Tverskaya 7,In Moscow,
3,Kampala,Uganda,House of Anna,,In Kampala,
4,Berlin,Germany,Ring Olga +49 30 1234567,,In Berlin,+49 30 1234567
5,Hamburg,Germany,Rathausmarkt,,In Hamburg,olga@lanterns.net
6,Atlantisville,Nowhereland,Poseidon's Hall,,In Atlantis,
7,,,,"Secret Bar, Back Street 9",Who knows,
"""


def test_only_venues_that_the_public_page_shows_are_sent(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, SECRETS)
    venues = {one.submission.place.venue for one in store.actions(CAMPAIGN.slug).values()}
    assert {
        "Cafe Sunrise",
        "House of Anna",
        "Ring Olga +49 30 1234567",
    } <= venues  # there is something to tell
    report = sharpen(store, online, CAMPAIGN)
    assert fake.questions == [
        "Russian Embassy, London, England, United Kingdom", "Rathausmarkt, Hamburg, Germany"
    ]  # fmt: skip
    assert (report.sharpened, report.withheld) == (2, 3)


@pytest.mark.parametrize(
    ("visibility", "told"),
    [(one, one is Visibility.EXACT) for one in Visibility],
)
def test_an_action_that_is_not_shown_exactly_is_not_told(
    visibility: Visibility, told: bool, store: Store, online: Online, fake: FakeGeocoder
) -> None:
    one = action(venue="Russian Embassy", visibility=visibility)
    store.record_import(Upload(CAMPAIGN, "actions.csv", "0", (published(one),)))
    sharpen(store, online, CAMPAIGN)
    assert bool(fake.asked) is told


@pytest.mark.parametrize("code", ["RU", "UG", "AE", "PL", "ZZ", ""])
def test_a_country_of_risk_and_an_unknown_one_are_never_asked_about_whatever_was_allowed(
    code: str, store: Store, online: Online, fake: FakeGeocoder
) -> None:
    one = action(venue="Russian Embassy", visibility=Visibility.EXACT)
    risky = replace(one, place=replace(one.place, country_code=code))
    store.record_import(Upload(CAMPAIGN, "actions.csv", "0", (published(risky),)))
    sharpen(store, online, CAMPAIGN)
    assert bool(fake.asked) is (default_visibility(code) is Visibility.EXACT)
    assert (code == "PL") is bool(fake.asked)


# What cannot be placed


def test_a_venue_abroad_is_asked_about_and_the_action_stays_at_its_city(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    fake.places["Russian Embassy"] = [replace(EMBASSY, latitude=55.75, longitude=37.61, country_code="ru")]
    publish(store, gazetteer, FILE)
    city = points(store)["At the embassy"]
    report = sharpen(store, online, CAMPAIGN)
    assert points(store)["At the embassy"] == city
    (problem,) = report.questions
    assert (problem.line, problem.effect) == (2, Effect.QUESTION)
    (question,) = store.place_questions(CAMPAIGN.slug)
    assert (question.key, said(*question.message)) == ("id:1", said(problem))
    assert [(place.latitude, place.country_code) for place in question.candidates] == [(55.75, "RU")]
    assert said(problem) == (
        "The online geocoder found “Russian Embassy, London, England, United Kingdom” in Russia, "
        "and this action is in United Kingdom. We left it where it was. Which is right?"
    )


def test_a_question_is_gone_when_its_row_says_something_else(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    fake.places["Russian Embassy"] = [replace(EMBASSY, latitude=53.8, longitude=-1.55)]
    publish(store, gazetteer, FILE)
    sharpen(store, online, CAMPAIGN)
    assert len(store.place_questions(CAMPAIGN.slug)) == 1
    publish(store, gazetteer, FILE.replace("Russian Embassy", ""))
    sharpen(store, online, CAMPAIGN)
    assert store.place_questions(CAMPAIGN.slug) == []


def test_a_town_that_the_gazetteer_lacks_is_put_on_the_map(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    town = Known("Qwxzyplugh", 46.1, 2.1, "fr", "Creuse, France", ("place", "village"), 19, size=0.02)
    fake.places["Qwxzyplugh"] = [town]
    text = "id,city,country,title\n1,Qwxzyplugh,France,In the village\n2,Qwxzyplugh,Russia,In danger\n"
    report = publish(store, gazetteer, text)
    assert (report.uploaded, report.published, report.rejected) == (2, 0, 2)

    assert sharpen(store, online, CAMPAIGN) == Sharpened(published=1, withheld=1, requests=1)
    assert fake.questions == ["Qwxzyplugh, France"]
    one = shown(store)["In the village"]
    assert (one.city, one.country_code, one.latitude, one.day, one.starts) == (
        "Qwxzyplugh", "FR", 46.1, CAMPAIGN.day, CAMPAIGN.starts
    )  # fmt: skip
    (upload,) = store.imports(CAMPAIGN.slug)
    assert (upload.report.uploaded, upload.report.published, upload.report.rejected) == (2, 1, 1)

    again = publish(store, gazetteer, text)
    assert (again.created, again.changed) == (0, 0)
    assert sharpen(store, online, CAMPAIGN).requests == 0
    assert list(shown(store)) == ["In the village"]


# When the geocoder cannot be asked


def test_an_outage_leaves_the_rest_for_another_time(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, FILE)
    fake.says(403, b"Blocked")
    report = sharpen(store, online, CAMPAIGN)
    assert (report.sharpened, report.left, report.requests) == (0, 2, 1)
    assert "--resume" in said(*report.trouble)
    assert sharpen(store, online, CAMPAIGN).requests == 0
    online.resume()
    assert sharpen(store, online, CAMPAIGN) == Sharpened(sharpened=2, requests=2)


def test_one_failure_does_not_stop_the_others(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, FILE)
    fake.says(500)
    report = sharpen(store, online, CAMPAIGN)
    assert (report.sharpened, report.left) == (1, 1)
    assert said(*report.trouble) == "The geocoder could not be asked: it answered (HTTP 500)."


def test_a_limit_sends_no_more_requests_than_that(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, FILE)
    assert sharpen(store, online, CAMPAIGN, limit=1) == Sharpened(sharpened=1, left=1, requests=1)
    assert sharpen(store, online, CAMPAIGN, limit=1) == Sharpened(sharpened=1, requests=1)
    assert len(fake.asked) == 2


def test_an_action_that_changed_meanwhile_is_not_moved(
    store: Store, online: Online, fake: FakeGeocoder, gazetteer: Gazetteer
) -> None:
    publish(store, gazetteer, FILE)

    def moved() -> tuple[int, dict[str, str], bytes]:
        publish(store, gazetteer, FILE.replace("1,London,United Kingdom", "1,Leeds,United Kingdom"))
        return 200, {}, json.dumps([EMBASSY.as_nominatim()]).encode()

    fake.next.append(moved)
    report = sharpen(store, online, CAMPAIGN)
    assert report.sharpened == 1
    assert shown(store)["At the embassy"].city == "Leeds"
    assert points(store)["At the embassy"][2] is Precision.CITY


# The command line


def test_the_command_says_what_it_found(
    fake: FakeGeocoder,
    gazetteer_dir: Path,
    gazetteer: Gazetteer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    store = Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")
    publish(store, gazetteer, FILE.replace(",Rathausmarkt", ","))
    store.close()
    command = ["sharpen", "--campaign", "watching", "--data-dir", str(tmp_path)]
    assert main(command) == 1
    assert "Set ACTION_MAP_GEOCODER" in capsys.readouterr().err
    monkeypatch.setenv("ACTION_MAP_GEOCODER", "nominatim")
    monkeypatch.setenv("ACTION_MAP_GEOCODER_URL", fake.url)
    assert main(command) == 1
    assert capsys.readouterr().err.startswith("ACTION_MAP_GEOCODER_USER_AGENT is not set")
    monkeypatch.setenv("ACTION_MAP_GEOCODER_USER_AGENT", USER_AGENT)
    monkeypatch.setenv("ACTION_MAP_GEOCODER_ATTRIBUTION", "© Our Maps")
    assert main([*command, "--limit", "5"]) == 0
    assert capsys.readouterr().out == "1 action moved to the venue, with 1 request.\n"
    with closing(Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")) as store:
        assert store.credits_due("watching") == ["© Our Maps"]
    assert main([*command, "--resume", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["sharpened"], told["requests"], told["left"]) == (0, 0, 0)


def test_a_report_says_what_is_left_and_why() -> None:
    report = Sharpened(
        1, 2, 3, 4, 5, 6, trouble=(Reason("geocoder_pause_seconds", {"n": 60, "why": "HTTP 429"}),)
    )
    assert [say_all(ENGLISH, *line) for line in explain(report)] == [
        "1 action moved to the venue, with 6 requests.",
        "2 actions put on the map that had no place before.",
        "3 actions left with the city: the geocoder knows no such venue.",
        "4 actions left with the city: for safety, nobody is told the venue.",
        "5 actions still to be looked up. The geocoder is left alone for another 60 seconds: HTTP 429.",
    ]
