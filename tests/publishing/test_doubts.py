"""What an online geocoder found and is in doubt is asked among the open questions, until somebody answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard import publishing
from dashboard.accounts import Person
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.geocoding.online.client import Online
from dashboard.geocoding.online.services import make_service
from dashboard.model import Place, Precision
from dashboard.publishing import RowAnswer
from dashboard.reasons import as_said
from dashboard.sharpening import sharpen
from dashboard.storage import OpenNumbers, Outcome, Store
from tests.geocoding.fake_geocoder import USER_AGENT, Clock, FakeGeocoder, Known, running
from tests.publishing.conftest import ANNA, BEN, CAMPAIGN, MODERATOR, NEW, SLUG, Try
from tests.saying import refusing, said

FILE = "id,city,country,venue,title\n1,London,United Kingdom,Town Hall,At the hall\n"
NEAR, FAR = Known("Town Hall", 51.51, -0.12), Known("Town Hall", 51.55, -0.05)


@pytest.fixture
def fake() -> Iterator[FakeGeocoder]:
    with running(Clock()) as fake:
        fake.places = {"Town Hall": [NEAR, FAR]}
        yield fake


@pytest.fixture
def online(fake: FakeGeocoder, store: Store, gazetteer: Gazetteer) -> Online:
    clock = Clock()
    service = make_service("nominatim", url=fake.url, user_agent=USER_AGENT, key="", seconds=10)
    return Online(service, store.geocoder_ledger(clock=clock), gazetteer, sleep=clock.sleep)


@pytest.fixture
def asked(store: Store, look: Try, online: Online, resolver: Resolver) -> str:
    """Anna's action, about which there is a question now; the question's name."""
    publishing.publish_upload(store, ANNA, look(FILE))
    sharpen(store, online, CAMPAIGN)
    [question] = publishing.open_page(store, ANNA, resolver, SLUG)[1]
    return question.id


def standing(store: Store) -> Place:
    [action] = store.actions(SLUG).values()
    return action.place


def credit(store: Store) -> list[str]:
    return [one.credit for one in store.public_actions(SLUG)]


def answer(store: Store, resolver: Resolver, name: str, said: RowAnswer) -> Outcome:
    return publishing.resolve_waiting(store, ANNA, resolver, SLUG, name, said).outcome


def test_it_is_listed_with_its_sentence_and_the_places_found(
    store: Store, resolver: Resolver, asked: str
) -> None:
    [one] = publishing.open_page(store, ANNA, resolver, SLUG)[1]
    assert (one.is_placed, one.row.is_rejected) == (True, False)
    assert [said(problem) for problem in one.row.problems] == [
        "The online geocoder knows 2 places in London that may be “Town Hall”. Which one?"
    ]
    assert [(place.latitude, place.longitude) for place in one.asked.candidates] == [
        (51.51, -0.12),
        (51.55, -0.05),
    ]
    assert (one.asked.text, one.asked.several) == ("London, United Kingdom", False)
    assert one.row.submission.raw["venue"] == "Town Hall"
    assert publishing.open_page(store, BEN, resolver, SLUG)[1] == []
    assert [row.id for row in publishing.open_page(store, MODERATOR, resolver, SLUG)[1]] == [asked]


def test_it_counts_among_the_open_rows_page_by_page(
    store: Store, resolver: Resolver, asked: str, look: Try
) -> None:
    publishing.publish_upload(store, ANNA, look("city,country\nSpringfield,United States\n", name="b.csv"))
    pages = [publishing.open_page(store, ANNA, resolver, SLUG, first=first, most=1) for first in range(3)]
    both = OpenNumbers(asked=2, refused=0)
    assert [(page.numbers, [row.is_placed for row in page.rows]) for page in pages] == [
        (both, [False]), (both, [True]), (both, []),
    ]  # fmt: skip


def test_beside_rows_that_ask_alike_it_stands_on_its_page_too(
    store: Store, resolver: Resolver, asked: str, look: Try
) -> None:
    text = "city,date,title\n" + "".join(f"Oslo,{day:02}.04.18,Vigil {day}\n" for day in range(1, 5))
    publishing.publish_upload(store, ANNA, look(f"{text}Springfield,2018-04-07,Where\n", name="b.csv"))
    pages = [
        publishing.open_page(store, ANNA, resolver, SLUG, first=first, most=1, folds=True)
        for first in range(4)
    ]
    assert [(len(page.alike), [row.is_placed for row in page.rows]) for page in pages] == [
        (1, []), (0, [False]), (0, [True]), (0, []),
    ]  # fmt: skip
    assert {page.numbers for page in pages} == {OpenNumbers(asked=6, refused=0)}


def test_choosing_one_puts_the_action_there_and_says_whom_the_point_is_owed_to(
    store: Store, resolver: Resolver, asked: str, online: Online
) -> None:
    assert credit(store) == [""]
    assert answer(store, resolver, asked, RowAnswer(place=(51.55, -0.05))) is Outcome.PUBLISHED
    there = standing(store)
    assert (there.latitude, there.longitude, there.precision) == (51.55, -0.05, Precision.VENUE)
    assert credit(store) == ["© OpenStreetMap contributors"]
    sharpen(store, online, CAMPAIGN)
    assert publishing.open_page(store, ANNA, resolver, SLUG)[1] == []
    assert standing(store) == there


def test_a_point_of_ones_own_is_owed_to_nobody(store: Store, resolver: Resolver, asked: str) -> None:
    answer(store, resolver, asked, RowAnswer(place=(51.5, -0.1)))
    assert (standing(store).latitude, credit(store)) == (51.5, [""])


def test_what_is_left_at_its_city_is_not_asked_about_again(
    store: Store, resolver: Resolver, asked: str, online: Online
) -> None:
    before = standing(store)
    assert answer(store, resolver, asked, RowAnswer(as_it_is=True)) is Outcome.PUBLISHED
    sharpen(store, online, CAMPAIGN)
    assert publishing.open_page(store, ANNA, resolver, SLUG)[1] == []
    assert standing(store) == before
    with refusing(ActionMapError, "settled already"):
        answer(store, resolver, asked, RowAnswer(as_it_is=True))


def test_another_question_about_the_same_action_is_asked(
    store: Store, resolver: Resolver, asked: str, online: Online, look: Try
) -> None:
    answer(store, resolver, asked, RowAnswer(as_it_is=True))
    publishing.publish_upload(store, ANNA, look(FILE.replace("Town Hall", "Old Town Hall")))
    sharpen(store, online, CAMPAIGN)
    assert [one.id for one in publishing.open_page(store, ANNA, resolver, SLUG)[1]] == [asked]


def test_a_venue_that_is_corrected_settles_it(store: Store, resolver: Resolver, asked: str) -> None:
    assert answer(store, resolver, asked, RowAnswer(edits={"venue": "New Hall"})) is Outcome.PUBLISHED
    assert [one.venue for one in store.public_actions(SLUG)] == ["New Hall"]
    assert publishing.open_page(store, ANNA, resolver, SLUG)[1] == []


def test_an_action_that_is_on_the_map_is_not_left_out(store: Store, resolver: Resolver, asked: str) -> None:
    with refusing(ActionMapError, "on the map already"):
        answer(store, resolver, asked, RowAnswer(drop=True))
    assert len(store.actions(SLUG)) == 1


@pytest.mark.parametrize("by", [BEN, NEW])
def test_nobody_else_settles_it(store: Store, resolver: Resolver, asked: str, by: Person) -> None:
    with pytest.raises(NotAllowed):
        publishing.resolve_waiting(store, by, resolver, SLUG, asked, RowAnswer(as_it_is=True))
    assert len(publishing.open_page(store, ANNA, resolver, SLUG)[1]) == 1


def test_pages_go_on_from_the_rows_to_what_is_asked_of_actions(
    store: Store, resolver: Resolver, look: Try
) -> None:
    rows = ("Springfield,US,,A", "Oslo,NO,07.04.18,B", "Oslo,NO,08.04.18,C", "Oslo,NO,,D", "Bern,CH,,E")
    publishing.publish_upload(store, ANNA, look("city,country,date,title\n" + "\n".join(rows) + "\n"))
    places = {one.key: one.place for one in store.desk.actions(SLUG).values()}
    store.ask_about_places(
        SLUG, set(places), {key: (as_said("Which?"), (place, place)) for key, place in places.items()}
    )
    whole = publishing.open_page(store, ANNA, resolver, SLUG, folds=True)
    assert ([one.is_placed for one in whole.rows], whole.cards) == ([False, True, True], 4)
    pages = [
        publishing.open_page(store, ANNA, resolver, SLUG, first=first, most=1, folds=True)
        for first in range(5)
    ]
    assert [(page.rows, page.alike) for page in pages] == [
        ([], whole.alike),
        *(([one], []) for one in whole.rows),
        ([], []),
    ]


def test_each_card_stands_on_one_page_alone(store: Store, look: Try, asked: str, resolver: Resolver) -> None:
    rows = (
        "".join(f"Oslo,{day:02}.04.18,Vigil {day}\n" for day in (7, 8))
        + "Springfield,07.04.2018,A\nQwxzyplugh,,B\n"
    )
    publishing.publish_upload(store, ANNA, look(f"city,date,title\n{rows}", name="more.csv"))
    pages = [
        publishing.open_page(store, ANNA, resolver, SLUG, first=first, most=1, folds=True)
        for first in range(6)
    ]
    assert {page.cards for page in pages} == {4}
    assert [len(page.alike) for page in pages] == [1, 0, 0, 0, 0, 0]
    assert [[one.is_placed for one in page[1]] for page in pages] == [[], [False], [False], [True], [], []]
