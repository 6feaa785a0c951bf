"""A name that is shown is no identity: nothing takes the place of anything unless somebody says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard import publishing
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.geocoding import Resolver
from dashboard.ingest import Limits
from dashboard.model import Campaign
from dashboard.reasons import Reason
from dashboard.storage import ImportState, Store
from tests.publishing.conftest import ANNA, BEN, MODERATOR, NEW, SLUG, Try, titles
from tests.saying import refusing

NAME = "Form responses 1.csv"
FIRST = "city,country,title\nSpringfield,United States,Vigil\nOslo,Norway,Walk\n"
SECOND = "city,country,title\nSpringfield,United States,Concert\nQwxzyplugh,,Nowhere\n"
OPEN = ["Vigil", "Concert", "Nowhere"]


def add(store: Store, resolver: Resolver, title: str, city: str, **fields: str) -> None:
    added = publishing.add_action(store, NEW, resolver, SLUG, {"title": title, "city": city, **fields})
    assert (added.done, added.pending) == (True, True)


def asked(store: Store, resolver: Resolver) -> list[str]:
    rows = publishing.open_page(store, MODERATOR, resolver, SLUG)[1]
    return sorted((one.row.submission.title for one in rows), key=OPEN.index)


def test_actions_that_are_added_by_hand_all_wait_and_are_all_published(
    store: Store, resolver: Resolver
) -> None:
    for title, city in (("First", "Berlin"), ("Second", "Hamburg"), ("Third", "Bremen")):
        add(store, resolver, title, city, country="Germany")
    queue = publishing.review_page(store, MODERATOR, SLUG)[1]
    assert [one.rows[0].raw["title"] for one in queue] == ["First", "Second", "Third"]
    assert publishing.approve_imports(store, MODERATOR, SLUG, [one.about.id for one in queue]) == 3
    assert sorted(titles(store)) == ["First", "Second", "Third"]


def test_two_actions_that_differ_in_their_hour_alone_are_two(store: Store, resolver: Resolver) -> None:
    for starts in ("12:00", "18:00"):
        add(store, resolver, "Vigil", "Berlin", starts=starts)
        publishing.add_action(
            store,
            ANNA,
            resolver,
            SLUG,
            {"city": "Rome", "title": "Walk", "starts": starts},
            is_another=True,
        )
    queue = [one.about.id for one in publishing.review_page(store, MODERATOR, SLUG)[1]]
    publishing.approve_imports(store, MODERATOR, SLUG, queue)
    shown = sorted((one.title, str(one.starts)) for one in store.public_actions(SLUG))
    assert shown == [
        ("Vigil", "12:00:00"),
        ("Vigil", "18:00:00"),
        ("Walk", "12:00:00"),
        ("Walk", "18:00:00"),
    ]


def test_another_file_of_the_same_name_keeps_the_open_questions_of_the_first(
    store: Store, resolver: Resolver, look: Try
) -> None:
    publishing.publish_upload(store, ANNA, look(FIRST, name=NAME))
    second = look(SECOND, name=NAME)
    assert publishing.details(store, second).leaving == ()
    publishing.publish_upload(store, ANNA, second)
    assert asked(store, resolver) == OPEN


def test_another_file_of_the_same_name_leaves_the_first_with_the_moderator(store: Store, look: Try) -> None:
    for text in (FIRST, SECOND):
        publishing.publish_upload(store, NEW, look(text, by=NEW, name=NAME))
    queue = publishing.review_page(store, MODERATOR, SLUG)[1]
    assert [[row.raw["title"] for row in one.rows] for one in queue] == [["Vigil", "Walk"], OPEN[1:]]


def test_the_corrected_file_says_what_leaves_the_list_and_then_it_does(
    store: Store, resolver: Resolver, look: Try
) -> None:
    first = publishing.publish_upload(store, ANNA, look(FIRST, name=NAME)).import_id
    publishing.publish_upload(store, ANNA, look(SECOND, name=NAME))
    [_, offered] = publishing.earlier_files(store, ANNA, SLUG)
    assert offered.about.id == first
    corrected = look(
        FIRST.replace("Springfield,United States", "Rome,Italy"), name="corrected.csv", corrects=first
    )
    leaving = publishing.details(store, corrected).leaving
    assert [(one.import_id, one.submission.title) for one in leaving] == [(first, "Vigil")]
    assert publishing.explain_leaving(leaving) == [
        (Reason("rows_leave", {"n": 1}),),
        (Reason("row_leaves", {"file": NAME, "line": "2", "title": "Vigil"}),),
    ]
    assert publishing.explain_leaving([]) == []
    untitled = replace(leaving[0], submission=replace(leaving[0].submission, title=""))
    [_, (named,)] = publishing.explain_leaving([untitled])
    assert named.values["title"] == "Springfield, United States"
    assert asked(store, resolver) == OPEN
    publishing.publish_upload(store, ANNA, corrected)
    assert asked(store, resolver) == OPEN[1:]
    assert set(titles(store)) == {"Vigil", "Walk"}


def test_taking_the_corrected_file_back_asks_again(store: Store, resolver: Resolver, look: Try) -> None:
    first = publishing.publish_upload(store, ANNA, look(FIRST)).import_id
    later = publishing.publish_upload(store, ANNA, look("city,title\nRome,Walk\n", corrects=first)).import_id
    assert asked(store, resolver) == []
    assert later is not None
    publishing.roll_back_import(store, ANNA, SLUG, later)
    assert asked(store, resolver) == ["Vigil"]


def test_a_row_of_the_same_key_takes_the_place_of_an_open_one_and_the_preview_says_so(
    store: Store, look: Try
) -> None:
    publishing.publish_upload(store, ANNA, look("id,city,country\n1,Springfield,United States\n"))
    again = look("id,city,country\n1,Oslo,Norway\n", name="other.csv")
    [left] = publishing.details(store, again).leaving
    assert left.submission.place.city == "Springfield"
    theirs = look("id,city,country\n1,Oslo,Norway\n", by=BEN)
    assert publishing.details(store, theirs).leaving == ()


def test_a_file_that_asks_the_same_again_takes_nothing_off_the_list(
    store: Store, resolver: Resolver, look: Try
) -> None:
    first = publishing.publish_upload(store, ANNA, look(FIRST)).import_id
    for again in (look(FIRST), look(FIRST, name="other.csv"), look(FIRST, corrects=first)):
        assert publishing.details(store, again).leaving == ()
    line = next(iter(look(FIRST).asked))
    [left] = publishing.details(store, look(FIRST, left_out=frozenset({line}))).leaving
    assert left.submission.title == "Vigil"
    settled = look(FIRST, places={line: 4250542})
    [left] = publishing.details(store, settled).leaving
    assert left.submission.title == "Vigil"
    publishing.publish_upload(store, ANNA, settled)
    assert asked(store, resolver) == []


def test_nobody_corrects_what_is_not_theirs_or_not_there(store: Store, look: Try) -> None:
    first = publishing.publish_upload(store, ANNA, look(FIRST)).import_id
    assert first is not None
    with pytest.raises(NotAllowed):
        look(SECOND, by=BEN, corrects=first)
    assert look(SECOND, by=MODERATOR, corrects=first).upload.corrects == first
    previewed = look(SECOND, corrects=first)
    publishing.roll_back_import(store, ANNA, SLUG, first)
    with refusing(ActionMapError, "no longer there"):
        publishing.publish_upload(store, ANNA, previewed)
    assert [one.state for one in store.imports(SLUG)] == [ImportState.PUBLISHED]


def test_an_operator_s_file_corrects_the_last_of_its_own_name(store: Store, resolver: Resolver) -> None:
    def published(name: str, title: str) -> int:
        data = f"city,title\nOslo,{title}\n".encode()
        campaign = store.campaign(SLUG)
        publishing.publish(store, publishing.preview(store, resolver, campaign, name, data, limits=Limits()))
        return store.imports(SLUG)[0].id

    for name in ("a.csv", "c.csv"):
        published(name, f"Of {name}")
    with refusing(ActionMapError, "no such file to be corrected"):
        publishing.corrected(store, SLUG, "b.csv", 0)
    numbers = [published("b.csv", title) for title in ("First", "Second")]
    assert publishing.corrected(store, SLUG, "b.csv", 0) == numbers[1]
    assert publishing.corrected(store, SLUG, "b.csv", numbers[0]) == numbers[0]


def test_an_operator_s_file_corrects_only_one_of_its_campaign_that_stands(store: Store, look: Try) -> None:
    gone, stands = (publishing.publish_upload(store, ANNA, look(text)).import_id for text in (FIRST, SECOND))
    assert gone is not None
    publishing.roll_back_import(store, ANNA, SLUG, gone)
    store.save_campaign(Campaign("other", "Another"))
    assert publishing.corrected(store, SLUG, NAME, stands) == stands
    assert publishing.corrected(store, SLUG, NAME, None) is None
    for slug, number in ((SLUG, gone), ("other", stands), (SLUG, 0), (SLUG, 99)):
        with pytest.raises(ActionMapError):
            publishing.corrected(store, slug, NAME, number)
