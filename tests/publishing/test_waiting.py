"""Rows that wait stay on a list until somebody answers; the numbers always add up."""

from __future__ import annotations

import pytest

from dashboard import publishing
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.geocoding import Resolver
from dashboard.publishing import RowAnswer
from dashboard.storage import Outcome, Store
from tests.publishing.conftest import ANNA, BEN, MODERATOR, NEW, SLUG, Try, titles
from tests.saying import refusing

FILE = """\
city,country,date,title
Oslo,Norway,2018-04-07,Ready
Springfield,United States,2018-04-07,Where
Springfield,United States,soon,Where and when
Qwxzyplugh,,2018-04-07,Nowhere
"""
ILLINOIS = 4250542


@pytest.fixture
def published(store: Store, look: Try) -> int:
    import_id = publishing.publish_upload(store, ANNA, look(FILE)).import_id
    assert import_id is not None
    return import_id


def numbers(store: Store) -> tuple[int, int, int, int]:
    report = store.imports(SLUG)[0].report
    assert report.uploaded == report.published + report.waiting + report.rejected
    assert report.published == report.created + report.changed + report.unchanged
    return report.uploaded, report.published, report.waiting, report.rejected


def test_open_rows_are_listed_with_candidates(store: Store, resolver: Resolver, published: int) -> None:
    rows = publishing.open_page(store, ANNA, resolver, SLUG)[1]
    assert [(one.id, one.row.submission.title, one.row.is_rejected) for one in rows] == [
        (f"{published}-3", "Where", False),
        (f"{published}-4", "Where and when", False),
        (f"{published}-5", "Nowhere", True),
    ]
    assert rows[0].asked.text == "Springfield, United States"
    assert ILLINOIS in {place.geonameid for place in rows[0].asked.candidates}
    assert publishing.open_page(store, BEN, resolver, SLUG)[1] == []
    assert len(publishing.open_page(store, MODERATOR, resolver, SLUG)[1]) == 3


def test_candidates_of_a_row_do_not_depend_on_what_else_waits(
    store: Store, resolver: Resolver, look: Try
) -> None:
    towns = ("Sheffield", "Leeds", "Wolverhampton", "Norwich", "Nottingham", "Stoke-on-Trent", "Springfield")
    file = "city,date,title\n" + "".join(f"{town},soon,{town}\n" for town in towns)
    publishing.publish_upload(store, ANNA, look(file))
    page = publishing.open_page(store, ANNA, resolver, SLUG).rows
    alone = publishing.open_page(store, ANNA, resolver, SLUG, first=len(towns) - 1, most=1).rows
    assert page[-1].asked == alone[0].asked
    assert page[-1].asked.text == "Springfield"


def test_choosing_a_place_puts_the_row_on_the_map(store: Store, resolver: Resolver, published: int) -> None:
    assert numbers(store) == (4, 1, 2, 1)
    resolved = publishing.resolve_waiting(
        store, ANNA, resolver, SLUG, f"{published}-3", RowAnswer(place=ILLINOIS)
    )
    assert resolved.outcome is Outcome.PUBLISHED
    assert numbers(store) == (4, 2, 1, 1)
    assert titles(store)["Where"] == ("Springfield", "planned")


@pytest.mark.parametrize(
    ("edits", "said"), [({"title": "Here"}, ["link_dropped"]), ({"link": "https://example.org"}, [])]
)
def test_what_was_noted_of_a_text_goes_with_it(
    store: Store, resolver: Resolver, look: Try, edits: dict[str, str], said: list[str]
) -> None:
    file = "city,title,link\nSpringfield,Where,see our page\n"
    number = publishing.publish_upload(store, ANNA, look(file)).import_id
    answer = RowAnswer(place=ILLINOIS, edits=edits)
    resolved = publishing.resolve_waiting(store, ANNA, resolver, SLUG, f"{number}-2", answer)
    assert (resolved.outcome, [one.code for one in resolved.problems]) == (Outcome.PUBLISHED, said)


def test_a_row_waits_on_while_anything_is_open(store: Store, resolver: Resolver, published: int) -> None:
    row = f"{published}-4"
    resolved = publishing.resolve_waiting(store, ANNA, resolver, SLUG, row, RowAnswer(place=ILLINOIS))
    assert (resolved.outcome, [p.code for p in resolved.problems]) == (Outcome.WAITING, ["date_unreadable"])
    assert numbers(store) == (4, 1, 2, 1)
    day = RowAnswer(edits={"day": "8 April 2018"})
    assert publishing.resolve_waiting(store, ANNA, resolver, SLUG, row, day).outcome is Outcome.PUBLISHED
    [action] = [one for one in store.public_actions(SLUG) if one.title == "Where and when"]
    assert (str(action.day), action.region) == ("2018-04-08", "Illinois")
    assert numbers(store) == (4, 2, 1, 1)


def test_a_rejected_row_can_be_corrected(store: Store, resolver: Resolver, published: int) -> None:
    answer = RowAnswer(edits={"city": "Bergen", "country": "Norway"})
    publishing.resolve_waiting(store, ANNA, resolver, SLUG, f"{published}-5", answer)
    assert titles(store)["Nowhere"] == ("Bergen", "planned")
    assert numbers(store) == (4, 2, 2, 0)


def test_a_row_that_is_dropped_is_gone_from_the_list(
    store: Store, resolver: Resolver, published: int
) -> None:
    publishing.resolve_waiting(store, ANNA, resolver, SLUG, f"{published}-3", RowAnswer(drop=True))
    assert numbers(store) == (4, 1, 1, 2)
    assert [one.id for one in publishing.open_page(store, ANNA, resolver, SLUG)[1]] == [
        f"{published}-4",
        f"{published}-5",
    ]


def test_an_answer_is_remembered_for_the_same_file(
    store: Store, resolver: Resolver, published: int, look: Try
) -> None:
    publishing.resolve_waiting(
        store, ANNA, resolver, SLUG, f"{published}-4", RowAnswer(ILLINOIS, {"day": "8 April 2018"})
    )
    publishing.resolve_waiting(
        store, ANNA, resolver, SLUG, f"{published}-5", RowAnswer(edits={"city": "Bergen"})
    )
    again = look(FILE).report
    assert (again.published, again.waiting, again.rejected) == (4, 0, 0)
    assert (again.created, again.changed, again.unchanged) == (
        1,
        0,
        3,
    )  # the other Springfield is known by now


def test_nobody_else_and_nobody_twice(store: Store, resolver: Resolver, published: int) -> None:
    row = f"{published}-3"
    with pytest.raises(NotAllowed):
        publishing.resolve_waiting(store, BEN, resolver, SLUG, row, RowAnswer(place=ILLINOIS))
    publishing.resolve_waiting(store, MODERATOR, resolver, SLUG, row, RowAnswer(place=ILLINOIS))
    with refusing(ActionMapError, "settled already"):
        publishing.resolve_waiting(store, ANNA, resolver, SLUG, row, RowAnswer(place=ILLINOIS))


def test_rows_with_the_same_words_get_the_same_answer(
    store: Store, resolver: Resolver, published: int, look: Try
) -> None:
    publishing.publish_upload(store, BEN, look(FILE, by=BEN, name="bens.csv"))
    assert publishing.resolve_alike(store, ANNA, resolver, SLUG, "Springfield, United States", ILLINOIS) == 2
    assert titles(store)["Where"] == ("Springfield", "planned")
    left = {one.id: one.row.problems for one in publishing.open_page(store, ANNA, resolver, SLUG)[1]}
    assert [problem.code for problem in left[f"{published}-4"]] == ["date_unreadable"]
    assert publishing.resolve_alike(store, NEW, resolver, SLUG, "Springfield, United States", ILLINOIS) == 0


def test_corrected_rows_are_the_same_actions_in_the_corrected_file(
    store: Store, resolver: Resolver, look: Try
) -> None:
    text = "city,title\n" + "".join(f"Qwxzyplugh,Vigil {number}\n" for number in range(8))
    publishing.publish_upload(store, ANNA, look(text))
    for one in publishing.open_page(store, ANNA, resolver, SLUG)[1]:
        publishing.resolve_waiting(store, ANNA, resolver, SLUG, one.id, RowAnswer(edits={"city": "Oslo"}))
    again = look(text.replace("Qwxzyplugh", "Oslo"), name="corrected.csv").report
    assert (again.created, again.changed, again.unchanged) == (0, 0, 8)
