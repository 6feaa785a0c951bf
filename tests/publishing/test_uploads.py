"""An organiser's file: previewed with choices, corrected, published, uploaded again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import time

import pytest
from sqlalchemy import event

from dashboard import publishing
from dashboard.accounts import Person
from dashboard.errors import NotAllowed, UnreadableFile
from dashboard.geocoding import Resolver
from dashboard.i18n import ENGLISH
from dashboard.ingest import Limits
from dashboard.model import Exposure, ImportReport, Visibility
from dashboard.publishing import FieldChange, RowState
from dashboard.publishing.report import with_news
from dashboard.reasons import Reason
from dashboard.storage import Outcome, Remembered, Store
from tests.publishing.conftest import ANNA, BEN, CAMPAIGN, MODERATOR, NEW, SLUG, STRANGER, Try, titles
from tests.saying import said

FILE = """\
id,place,country,date,time,title
1,London,United Kingdom,2018-04-07,18:30,Vigil
2,Springfield,United States,2018-04-07,14:00,Two pm
3,Qwxzyplugh,,,,Nowhere
"""
ILLINOIS = 4250542


def states(store: Store, previewed: publishing.Preview) -> list[tuple[int, RowState]]:
    return [(row.line, row.state) for row in publishing.details(store, previewed).rows]


def counts(report: publishing.Preview) -> tuple[int, int, int, int]:
    numbers = report.report
    return numbers.uploaded, numbers.published, numbers.waiting, numbers.rejected


def test_each_row_is_shown_with_what_would_become_of_it(store: Store, look: Try) -> None:
    publishing.publish_upload(
        store, ANNA, look("id,place,country,title\n1,London,United Kingdom,Vigil\n4,Oslo,,Same\n")
    )
    previewed = look(FILE + "4,Oslo,,,,Same\n")
    assert states(store, previewed) == [
        (2, RowState.CHANGED),
        (3, RowState.ASKED),
        (4, RowState.REFUSED),
        (5, RowState.UNCHANGED),
    ]
    changed, asked, refused, _ = publishing.details(store, previewed).rows
    assert changed.changes == (FieldChange("starts", "14:00", "18:30"), FieldChange("ends", "15:00", ""))
    assert asked.asked is not None
    assert asked.asked.text == "Springfield, United States"
    assert {place.region for place in asked.asked.candidates} >= {"Illinois", "Missouri"}
    assert refused.raw == {
        "id": "3",
        "place": "Qwxzyplugh",
        "country": "",
        "date": "",
        "time": "",
        "title": "Nowhere",
    }
    assert [problem.column for problem in refused.problems] == ["place"]


def test_nothing_is_written_by_a_preview(store: Store, look: Try) -> None:
    look(FILE, places={3: ILLINOIS}, edits={4: {"place": "Oslo"}}, columns={"title": "title"})
    assert store.imports(SLUG) == []
    assert store.desk.remembered(SLUG).places == {}


def test_a_chosen_place_is_used_and_remembered_and_the_file_s_words_stay(store: Store, look: Try) -> None:
    again = FILE + "5,springfield ,United States,,,Another\n"
    previewed = look(again, places={3: ILLINOIS})
    assert counts(previewed) == (4, 3, 0, 1)
    publishing.publish_upload(store, ANNA, previewed)
    action = next(one for one in store.desk.actions(SLUG).values() if one.submission.title == "Two pm")
    assert (action.city.geonameid, action.submission.place.text) == (ILLINOIS, "Springfield")
    assert " ".join(map(said, action.geocoding)) == (
        "The file says “Springfield, United States”; an organiser chose Springfield, Illinois, United States."
    )
    later = look("place,country,title\nSPRINGFIELD,United States,From Ben\n", by=BEN, name="ben.csv")
    assert counts(later) == (1, 1, 0, 0)


def test_a_point_can_be_chosen(store: Store, look: Try) -> None:
    publishing.publish_upload(store, ANNA, look(FILE, places={4: (48.8583, 2.2945)}))
    [action] = [one for one in store.public_actions(SLUG) if one.title == "Nowhere"]
    assert (action.latitude, action.longitude, action.precision.value) == (48.8583, 2.2945, "venue")
    assert action.country_code == "FR"


def test_the_same_file_again_changes_nothing_also_after_choices_and_corrections(
    store: Store, look: Try
) -> None:
    previewed = look(FILE, places={3: ILLINOIS}, edits={4: {"place": "Oslo"}, 2: {"starts": "19:00"}})
    assert counts(previewed) == (3, 3, 0, 0)
    first = publishing.publish_upload(store, ANNA, previewed)
    before = (store.version(SLUG), titles(store))
    again = publishing.publish_upload(store, ANNA, look(FILE))
    assert (again.report.created, again.report.changed, again.report.unchanged) == (0, 0, 3)
    assert (store.version(SLUG), titles(store)) == before
    assert first.import_id is not None
    assert again.import_id is None
    assert len(store.imports(SLUG)) == 1


def test_what_was_corrected_is_said_and_the_cells_as_received_are_kept(store: Store, look: Try) -> None:
    published = publishing.publish_upload(store, ANNA, look(FILE, edits={4: {"place": "Oslo"}}))
    assert published.import_id is not None
    row = store.desk.rows(published.import_id)[2]
    assert (row.outcome, row.raw["place"]) == (Outcome.PUBLISHED, "Qwxzyplugh")
    assert "Corrected by hand to “Oslo”; the file says “Qwxzyplugh”." in [said(one) for one in row.problems]


def test_columns_can_be_chosen_and_the_choice_holds_for_the_next_file(store: Store, look: Try) -> None:
    text = "A,B\nOslo,Vigil\n"
    with pytest.raises(UnreadableFile):
        look(text)
    previewed = look(text, columns={"A": "city", "B": "title"})
    assert (previewed.columns, previewed.samples) == (
        {"A": "city", "B": "title"},
        {"A": ("Oslo",), "B": ("Vigil",)},
    )
    publishing.publish_upload(store, ANNA, previewed)
    publishing.publish_upload(store, BEN, look("B,A\nSpeech,Bern\n", by=BEN, name="next.csv"))
    assert titles(store) == {"Vigil": ("Oslo", "planned"), "Speech": ("Bern", "planned")}


def test_questions_can_be_answered_by_just_as_it_says(store: Store, look: Try) -> None:
    text = "city,place,date,title\nOslo,online,2018-04-07,Vigil\nOslo,Oslo,soon,Vigil two\n"
    assert counts(look(text)) == (2, 0, 2, 0)
    previewed = look(text, as_they_are=frozenset({2, 3}))  # what could not be read is no answer
    assert counts(previewed) == (2, 1, 1, 0)
    publishing.publish_upload(store, ANNA, previewed)
    assert counts(look(text)) == (2, 1, 1, 0)


def test_a_time_with_an_offset_is_published_where_that_is_the_place_s_own_clock(look: Try) -> None:
    head = "city,country,date,title\n"
    rows = (
        "Buenos Aires,Argentina,2025-03-01T14:00:00-03:00,A\n"
        'New York,USA,"June 14 2025, 2:00 PM EDT",B\nJakarta,Indonesia,2025-06-14 14.00 WIB,C\n'
        "London,United Kingdom,2025-07-05T13:00:00Z,D\n"
    )
    previewed = look(head + rows)
    starts = [row.action.submission.starts for row in previewed.upload.rows if row.action]
    assert (counts(previewed), starts) == ((4, 3, 1, 0), [time(14)] * 3)
    sloppy = look("city,date,time,timezone\nTallinn,2021-03-08,15:00,EEST\nSalvador,2021-03-08,15:00,COT\n")
    assert counts(sloppy) == (
        2,
        1,
        1,
        0,
    )  # the season of a column is often wrong, a clock of elsewhere is not
    [asked] = [one for one in previewed.report.problems if one.code == "time_zone"]
    assert (asked.line, asked.offers) == (5, ("2025-07-05 14:00", "2025-07-05 13:00"))
    assert asked.values["clock"] == "Z"


@pytest.mark.parametrize("date", ["tbc", "wird noch bekannt", "2018-04-07 all day", "2018-04-07, tbc"])
def test_the_campaign_s_hour_stands_in_for_no_cell_that_says_something(look: Try, date: str) -> None:
    [row] = look(f'city,date,title\nOslo,"{date}",Vigil\n').upload.rows
    assert row.action is not None
    assert row.action.submission.starts is None


def test_the_campaign_s_day_and_hour_fill_an_empty_cell(look: Try) -> None:
    [row] = look("city,date,title\nOslo,,Vigil\n").upload.rows
    assert row.action is not None
    assert (row.action.submission.day, row.action.submission.starts) == (CAMPAIGN.day, CAMPAIGN.starts)


def test_a_row_can_be_left_out(look: Try) -> None:
    assert counts(look(FILE, left_out=frozenset({2}))) == (3, 0, 1, 2)


def test_what_vanished_is_offered_and_cancelled_only_if_somebody_says_so(store: Store, look: Try) -> None:
    first = look("id,city,title\n1,Oslo,Stays\n2,Bern,Goes\n3,Rome,Waits\n")
    number = publishing.publish_upload(store, ANNA, first).import_id
    publishing.publish_upload(store, BEN, look("id,city,title\n9,Paris,Ben's\n", by=BEN))
    shorter = "id,city,title\n1,Oslo,Stays\n3,Springfield,Waits\n"
    assert publishing.details(store, look(shorter)).vanished == ()
    [vanished] = publishing.details(store, look(shorter, corrects=number)).vanished
    assert vanished.submission.title == "Goes"
    publishing.publish_upload(store, ANNA, look(shorter, cancelled=frozenset()))
    assert titles(store)["Goes"] == ("Bern", "planned")
    publishing.publish_upload(
        store, ANNA, look(shorter + "4,Lyon,New\n", cancelled=frozenset({vanished.key}))
    )
    assert titles(store)["Goes"] == ("Bern", "cancelled")
    assert titles(store)["Ben's"] == ("Paris", "planned")


def test_the_same_city_day_and_hour_from_another_organiser_is_shown_beside(store: Store, look: Try) -> None:
    publishing.publish_upload(
        store, BEN, look("city,time,title\nOslo,14:20,Ben's\nBern,14:20,Other\n", by=BEN)
    )
    previewed = look("city,time,title\nOslo,14:45,Anna's\nBern,16:00,Later\n", name="anna.csv")
    [pair] = publishing.details(store, previewed).duplicates
    assert (pair.line, pair.action.submission.title, pair.other.submission.title) == (2, "Anna's", "Ben's")
    publishing.publish_upload(store, ANNA, previewed)
    assert (
        publishing.details(store, look("city,time,title\nOslo,14:45,Anna's\n", name="anna.csv")).duplicates
        == ()
    )


@pytest.mark.parametrize(
    ("visibility", "exposure", "shown"),
    [
        (Visibility.EXACT, Exposure(), ("Ben's", "Lantern house", "Neighbours", (14, 20))),
        (Visibility.EXACT, Exposure(withhold_organiser=True), ("Ben's", "Lantern house", "", (14, 20))),
        (Visibility.CITY, Exposure(), ("", "", "", (14, 20))),
        (Visibility.EXACT, Exposure(withhold_time=True), None),
        (Visibility.COUNTRY, Exposure(), None),
        (Visibility.COUNT_ONLY, Exposure(), None),
        (Visibility.HIDDEN, Exposure(), None),
    ],
)
def test_an_organiser_learns_no_more_of_what_is_another_s_than_everybody_sees(
    store: Store,
    look: Try,
    visibility: Visibility,
    exposure: Exposure,
    shown: tuple[str, str, str, tuple[int, int]] | None,
) -> None:
    theirs = "city,time,title,venue,organiser,description\nOslo,14:20,Ben's,Lantern house,Neighbours,More\n"
    publishing.publish_upload(store, BEN, look(theirs, by=BEN))
    [public] = store.public_actions(SLUG)
    store.decide_exposure(SLUG, public.uid, visibility, exposure, who="ben")
    mine = "city,time,title\nOslo,14:45,Mine\n"

    def beside(by: Person) -> list[tuple[str, str, str, tuple[int, int]]]:
        pairs = publishing.details(store, look(mine, by=by, name="mine.csv")).duplicates
        rows = [pair.other.submission for pair in pairs]
        times = [(one.starts.hour, one.starts.minute) for one in rows if one.starts]
        assert [one.description for one in rows] == ["More" if by in {BEN, MODERATOR} else ""] * len(rows)
        return [(one.title, one.place.venue, one.organiser, at) for one, at in zip(rows, times, strict=True)]

    everything = [("Ben's", "Lantern house", "Neighbours", (14, 20))]
    assert [beside(by) for by in (ANNA, NEW)] == [[shown] if shown else []] * 2
    assert [beside(by) for by in (BEN, MODERATOR)] == [everything] * 2


@pytest.mark.parametrize(("visibility", "is_exact"), [(Visibility.EXACT, True), (Visibility.CITY, False)])
def test_beside_an_organiser_s_row_stands_no_point_that_is_not_public(
    store: Store, look: Try, visibility: Visibility, is_exact: bool
) -> None:
    theirs = "city,time,title,latitude,longitude\nOslo,14:20,Ben's,59.93,10.71\n"
    publishing.publish_upload(store, BEN, look(theirs, by=BEN))
    [public] = store.public_actions(SLUG)
    store.decide_exposure(SLUG, public.uid, visibility, Exposure(), who="ben")
    [pair] = publishing.details(store, look("city,time,title\nOslo,14:45,Mine\n", name="mine.csv")).duplicates
    assert ((pair.other.place.latitude, pair.other.place.longitude) == (59.93, 10.71)) is is_exact


def test_whoever_has_the_database_may_update_what_anybody_brought(
    store: Store, look: Try, resolver: Resolver
) -> None:
    publishing.publish_upload(store, BEN, look("city,time,title\nOslo,14:20,Ben's\n", by=BEN))
    data = b"city,time,title\nOslo,14:45,Mine\n"
    previewed = publishing.preview(store, resolver, CAMPAIGN, "mine.csv", data, limits=Limits())
    assert [pair.may_update for pair in publishing.details(store, previewed).duplicates] == [True]


def test_the_error_report_is_the_rows_as_received_after_their_reasons(store: Store, look: Try) -> None:
    text = 'city,title,lon\nOslo,Good,\nQwxzyplugh,=1+1,-0.5\nLyon,Too many,"1",more\nBern,"open,\n'
    previewed = look(text)
    data = publishing.error_report(previewed.columns, previewed.upload.rows, ENGLISH)
    header, *rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert header == ["What to correct", "city", "title", "lon"]
    assert [row[1:] for row in rows] == [
        ["Qwxzyplugh", "'=1+1", "-0.5"],
        ["Lyon", "Too many", "1", "more"],
        ["Bern", "open,\n"],
    ]
    assert rows[0][0].startswith("Line 3, city: We know no place called “Qwxzyplugh”.")
    published = publishing.publish_upload(store, ANNA, previewed)
    assert published.import_id is not None
    assert publishing.error_report_of(store, ANNA, SLUG, published.import_id, ENGLISH) == data
    mended = look(data.decode("utf-8-sig").replace("Qwxzyplugh", "Bergen"), name="to correct.csv")
    assert [row.action.submission.title for row in mended.upload.rows if row.action] == ["=1+1"]
    assert counts(mended) == (3, 1, 0, 2)


@pytest.mark.parametrize("by", [None, STRANGER])
def test_a_file_of_somebody_who_may_not_is_not_looked_at(
    store: Store, resolver: Resolver, by: None, look: Try
) -> None:
    with pytest.raises(NotAllowed):
        publishing.preview_upload(store, by, resolver, SLUG, "a.csv", b"%PDF", limits=Limits())
    with pytest.raises(NotAllowed):
        publishing.publish_upload(store, by, look(FILE))
    assert store.imports(SLUG) == []


def test_imports_are_listed_and_taken_back_as_a_whole(store: Store, look: Try) -> None:
    publishing.publish_upload(store, ANNA, look(FILE))
    second = publishing.publish_upload(store, ANNA, look(FILE.replace("18:30", "19:30") + "7,Oslo,,,,New\n"))
    publishing.publish_upload(store, BEN, look("city,title\nBern,Ben's\n", by=BEN))
    assert second.import_id is not None
    assert [one.about.report.published for one in publishing.list_imports(store, ANNA, SLUG)] == [2, 1]
    with pytest.raises(NotAllowed):
        publishing.roll_back_import(store, BEN, SLUG, second.import_id)
    assert publishing.roll_back_import(store, ANNA, SLUG, second.import_id) == 2
    assert titles(store) == {"Vigil": ("London", "planned"), "Ben's": ("Bern", "planned")}
    assert [one.can_roll_back for one in publishing.list_imports(store, ANNA, SLUG)] == [False, True]
    log = [(entry.who, entry.what) for entry in store.accounts.audit_log(SLUG)]
    assert log == [
        ("anna", "rolled back"),
        ("ben", "published"),
        ("anna", "published"),
        ("anna", "published"),
    ]


class Broken(Exception):
    """The database failed."""


@pytest.mark.parametrize(
    "table",
    ["imports", "submissions", "actions", "changes", "public_actions", "place_choices", "row_corrections"],
)
def test_publishing_that_fails_on_its_way_leaves_nothing(store: Store, look: Try, table: str) -> None:
    previewed = look(FILE, places={3: ILLINOIS}, edits={4: {"place": "Oslo", "country": ""}})

    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(f"INSERT INTO {table} "):
            raise Broken

    event.listen(store._engine, "after_cursor_execute", fail)
    with pytest.raises(Broken):
        publishing.publish_upload(store, ANNA, previewed)
    event.remove(store._engine, "after_cursor_execute", fail)
    assert titles(store) == {}
    assert (store.imports(SLUG), store.actions(SLUG), store.desk.open_rows(SLUG)[1]) == ([], {}, [])
    assert store.desk.remembered(SLUG) == Remembered()
    assert publishing.publish_upload(store, ANNA, previewed).report.created == 3


def test_two_who_publish_at_once_lose_nothing(store: Store, look: Callable[..., publishing.Preview]) -> None:
    mine, theirs = look("city,title\nOslo,A\n"), look("city,title\nOslo,A\nBern,B\n", by=BEN, name="b.csv")
    publishing.publish_upload(store, BEN, theirs)
    published = publishing.publish_upload(store, ANNA, mine)
    assert (published.report.created, published.report.unchanged) == (0, 1)
    assert set(titles(store)) == {"A", "B"}


def test_an_organiser_is_told_of_what_would_let_somebody_be_found(look: Try) -> None:
    preview = look("city,country,title,description\nOslo,Norway,Vigil,Write to kari@example.org\n")
    told = [(one.line, one.column, one.code) for one in preview.report.problems]
    assert told[-1] == (2, "description", "private_email")
    assert preview.report.published == 1


def test_a_time_that_the_clocks_skip_or_show_twice_is_asked_about(look: Try) -> None:
    preview = look(
        "city,country,date,time\nLondon,UK,2018-03-25,01:30\nLondon,UK,2018-10-28,01:30\nLondon,UK,2018-10-28,14:00\n"
    )
    asked = [(one.line, said(one)) for one in preview.report.problems if one.code.startswith("time_")]
    assert asked == [
        (2, "On 2018-03-25 the clocks in London skip this time (01:30). Which time is meant?"),
        (3, "On 2018-10-28 the clocks in London show this time twice (01:30). Which time is meant?"),
    ]
    assert (preview.report.published, preview.report.waiting) == (1, 2)


def test_what_taking_a_file_back_would_do_is_told_before_it_does_it(store: Store, look: Try) -> None:
    first = publishing.publish_upload(store, ANNA, look("id,city,title\n1,Oslo,A\n2,Bern,B\n")).import_id
    assert first is not None
    assert publishing.taking_back(store, ANNA, SLUG, first) == publishing.TakingBack(2, 0, 0, 0)
    text = "id,city,title\n1,Oslo,More\n2,Bern,More\n4,Paris,D\n5,Lyon,E\n6,Springfield,Where\n"
    text += "7,Qwxzyplugh,F\n8,Qwxzyplugh,G\n9,Qwxzyplugh,H\n"
    second = publishing.publish_upload(store, ANNA, look(text)).import_id
    publishing.publish_upload(store, ANNA, look("id,city,title\n2,Bern,Most\n"))
    assert second is not None
    assert publishing.taking_back(store, ANNA, SLUG, second) == publishing.TakingBack(2, 1, 1, 4)
    assert publishing.roll_back_import(store, ANNA, SLUG, second) == 3
    assert titles(store) == {"A": ("Oslo", "planned"), "Most": ("Bern", "planned")}


def test_taking_back_what_waits_for_a_moderator_undoes_nothing_and_asks_about_no_row(
    store: Store, look: Try
) -> None:
    sent = publishing.publish_upload(store, NEW, look(FILE, by=NEW)).import_id
    assert sent is not None
    assert publishing.taking_back(store, NEW, SLUG, sent) == publishing.TakingBack(0, 0, 0, 3)


def test_rows_are_held_for_what_is_private_where_nobody_looks_at_the_preview(
    store: Store, resolver: Resolver
) -> None:
    text = (
        "city,country,title,description\nOslo,Norway,A,Write to kari@example.org or call +47 22 12 34 56\n"
        "Bern,Switzerland,B,Write to uli@example.org\nRome,Italy,C,Ask for Anna Rossi\n"
    )
    given = store, resolver, CAMPAIGN, "a.csv", text.encode()
    held = publishing.preview(*given, limits=Limits(), holds_private=True).report
    assert (held.waiting, held.published) == (2, 1)
    assert publishing.explain_held(held) == [(Reason("rows_held", {"n": 2}),)]
    assert publishing.explain_held(publishing.preview(*given, limits=Limits()).report) == []


def test_how_far_it_is_is_told_at_the_first_row_and_not_at_each(store: Store, resolver: Resolver) -> None:
    told: list[tuple[str, int, int]] = []
    data = b"city,title\nOslo,A\nBern,B\nRome,C\n"
    publishing.preview(
        store, resolver, CAMPAIGN, "a.csv", data, limits=Limits(), progress=lambda *one: told.append(one)
    )
    assert (told[0], told[-1]) == (("reading_file", 0, 1), ("checking_rows", 0, 3))
    assert sum(what == "checking_rows" for what, *_ in told) == 1


def test_a_file_that_came_back_after_it_was_taken_back_is_taken_back_once_more(
    store: Store, look: Try
) -> None:
    for _ in range(3):
        number = publishing.publish_upload(store, ANNA, look(FILE)).import_id
        assert number is not None
        assert titles(store) == {"Vigil": ("London", "planned")}
        assert publishing.roll_back_import(store, ANNA, SLUG, number) == 1
        assert titles(store) == {}


@pytest.mark.parametrize(("created", "changed", "notes"), [(0, 0, 1), (1, 0, 0), (0, 1, 0)])
def test_that_nothing_is_new_is_said_where_nothing_was_written(
    created: int, changed: int, notes: int
) -> None:
    report = ImportReport(
        uploaded=1,
        published=1,
        waiting=0,
        rejected=0,
        created=created,
        changed=changed,
        unchanged=1 - created - changed,
    )
    assert len(with_news(report).notes) == notes


def test_of_many_actions_in_one_place_and_hour_three_stand_beside_a_row(store: Store, look: Try) -> None:
    theirs = "id,city,title\n" + "".join(f"{number},Oslo,{number}\n" for number in range(5))
    publishing.publish_upload(store, BEN, look(theirs, by=BEN))
    for mine in ("id,city,title\n1,Oslo,Mine\n", "id,city,title\n1,Oslo,Mine\n2,Oslo,Too\n"):
        found = publishing.details(store, look(mine)).duplicates
        assert [one.line for one in found] == [
            line for line in (2, 3)[: mine.count("Oslo")] for _ in range(3)
        ]


def test_all_of_a_new_file_is_new(store: Store, look: Try) -> None:
    [row] = publishing.details(store, look("city,title\nOslo,Vigil\n")).rows
    assert row.state is RowState.NEW
