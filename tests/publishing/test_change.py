"""One way to change an action: the same questions on every way, a difference against what was seen, all or nothing."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from dashboard import publishing, web
from dashboard.accounts import OPERATOR, Role
from dashboard.campaign_words import change_campaign
from dashboard.errors import ChangedMeanwhile
from dashboard.exposure import decide_exposure, withdraw_exposure
from dashboard.geocoding import Resolver
from dashboard.model import Action, CampaignState, Exposure, PlaceQuery, Precision, Submission, Visibility
from dashboard.publishing import RowAnswer
from dashboard.publishing.checks import problems_of_clock
from dashboard.reasons import as_said
from dashboard.storage import Store
from tests.publishing.conftest import ANNA, BEN, CAMPAIGN, MODERATOR, NEW, SLUG, Try, person, titles
from tests.storage.failing import everything, holds_or_is_as_before
from tests.storage.samples import LONDON

GAP = "2027-03-28"
"""In Berlin the clocks go from two to three on this day."""
BERLIN, TOKYO = 2950159, 1850147
PHONE = "Call me on +34 612 345 678"


@pytest.fixture
def uid(store: Store, look: Try) -> str:
    """An action at half past two at night, on a day on which its city has that hour."""
    publishing.publish_upload(
        store, ANNA, look("id,city,country,date,time,title\n1,Berlin,Germany,2027-03-27,02:30,Vigil\n")
    )
    return store.public_actions(SLUG)[0].uid


def standing(store: Store, uid: str) -> Action:
    found = store.desk.action(SLUG, uid)
    assert found is not None
    return found


def proposal(store: Store, look: Try, text: str) -> int:
    sent = publishing.publish_upload(store, NEW, look(text, by=NEW)).import_id
    assert sent is not None
    return sent


def in_the_gap(store: Store, resolver: Resolver, look: Try, uid: str) -> Iterator[tuple[str, list[str]]]:
    """Every way to the hour that the clocks skip, with what is said of it."""
    fields = {"city": "Berlin", "country": "Germany", "day": GAP, "starts": "02:30", "title": "New"}
    yield "added", codes(publishing.add_action(store, ANNA, resolver, SLUG, fields))
    yield "edited", codes(publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"day": GAP}))
    yield "postponed", codes(publishing.postpone_action(store, ANNA, SLUG, uid, day=GAP))
    text = f"id,city,country,date,time,title\n7,Tokyo,Japan,{GAP},02:30,Far\n8,Springfield,US,{GAP},02:30,Where\n"
    previewed = look(text.replace("Tokyo,Japan", "Berlin,Germany"))
    yield "file", [one.code for one in previewed.upload.rows[0].problems]
    number = publishing.publish_upload(store, ANNA, look(text)).import_id
    far = next(name for name, one in store.desk.actions(SLUG).items() if one.submission.title == "Far")
    yield "moved", codes(publishing.move_action(store, ANNA, resolver, SLUG, far, BERLIN))
    settled = publishing.resolve_waiting(store, ANNA, resolver, SLUG, f"{number}-3", RowAnswer(place=BERLIN))
    yield "answered", [one.code for one in settled.problems]
    sent = proposal(store, look, "city,country,date,time,title\nBerlin,Germany,2027-03-27,02:30,Theirs\n")
    edited = publishing.edit_proposed(store, MODERATOR, resolver, SLUG, sent, 2, {"day": GAP})
    yield "proposed", codes(edited)


def codes(edited: publishing.Edited) -> list[str]:
    assert not edited.done
    return [one.code for one in edited.problems]


def test_a_time_that_the_clocks_skip_is_asked_about_on_every_way(
    store: Store, resolver: Resolver, look: Try, uid: str
) -> None:
    found = dict(in_the_gap(store, resolver, look, uid))
    assert {way: said[-1:] for way, said in found.items()} == {way: ["time_skipped"] for way in found}
    assert {str(one.day) for one in store.public_actions(SLUG) if one.city == "Berlin"} == {"2027-03-27"}


def test_an_hour_that_stands_is_not_asked_about_again(store: Store, resolver: Resolver, uid: str) -> None:
    assert publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"title": "Night vigil"}).problems == ()
    assert publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"starts": "03:30", "day": GAP}).done


def test_an_hour_that_moves_to_an_earlier_one_is_asked_about_too(
    store: Store, resolver: Resolver, uid: str
) -> None:
    assert publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"starts": "03:30", "day": GAP}).done
    asked = codes(publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"starts": "02:30"}))
    assert asked[-1] == "time_skipped"


def test_what_was_told_of_texts_that_stay_is_not_told_again(
    store: Store, resolver: Resolver, uid: str
) -> None:
    assert publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"description": PHONE}).problems
    assert publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"title": "Other"}).problems == ()
    assert standing(store, uid).submission.description == PHONE


@pytest.mark.parametrize("day", ["2027-03-20", "2027-04-20"])
def test_what_lasts_for_days_lasts_as_long_on_another_day(
    store: Store, resolver: Resolver, uid: str, day: str
) -> None:
    days = {"last_day": "2027-03-30"}
    assert publishing.edit_action(store, ANNA, resolver, SLUG, uid, days).done
    assert publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"day": day}).done
    said = standing(store, uid).submission
    assert said.day is not None
    assert said.last_day is not None
    assert (said.day.isoformat(), (said.last_day - said.day).days) == (day, 3)


def test_an_hour_that_comes_twice_is_asked_about_in_an_edit(
    store: Store, resolver: Resolver, uid: str
) -> None:
    twice = publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"day": "2027-10-31"})
    assert codes(twice)[-1] == "time_twice"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts": "01:30", "ends": "02:30", "day": GAP}, ["time_skipped"]),
        ({"day": "2027-03-27", "starts": "01:30", "ends": "02:30", "last_day": GAP}, ["time_skipped"]),
        ({"day": "2027-03-27", "starts": "01:30", "ends": "02:30"}, []),
    ],
    ids=["of its day", "of its last day", "of another day"],
)
def test_the_hour_at_which_it_ends_is_asked_about_on_the_day_on_which_it_ends(
    store: Store, resolver: Resolver, uid: str, fields: dict[str, str], said: list[str]
) -> None:
    edited = publishing.edit_action(store, ANNA, resolver, SLUG, uid, fields)
    assert [one.code for one in edited.problems if one.code.startswith("time_")] == said


@pytest.mark.parametrize(
    ("clock", "starts", "said"),
    [("EST", time(14), ["time_zone"]), ("Mars", time(14), []), ("EST", None, []), ("", time(14), [])],
)
def test_a_clock_is_asked_about_where_it_is_one_and_there_is_an_hour(
    clock: str, starts: time | None, said: list[str]
) -> None:
    row = Submission(2, {}, PlaceQuery(), date(2027, 4, 7), starts, clock=clock)
    assert [one.code for one in problems_of_clock(row, LONDON)] == said


def test_an_hour_shown_twice_may_be_meant_as_it_is_and_one_that_is_skipped_may_not(
    store: Store, resolver: Resolver, look: Try
) -> None:
    text = f"city,country,date,time,title\nBerlin,Germany,2027-10-31,02:30,Twice\nBerlin,Germany,{GAP},02:30,Never\n"
    number = publishing.publish_upload(store, ANNA, look(text)).import_id
    for line in (2, 3):
        publishing.resolve_waiting(store, ANNA, resolver, SLUG, f"{number}-{line}", RowAnswer(as_it_is=True))
    [public] = store.public_actions(SLUG)
    assert public.title == "Twice"
    edited = publishing.edit_action(store, ANNA, resolver, SLUG, public.uid, {"title": "Meant so"})
    assert (edited.done, edited.problems) == (True, ())


def test_what_is_private_is_told_on_every_way(store: Store, resolver: Resolver, look: Try, uid: str) -> None:
    told = {
        "added": publishing.add_action(
            store, ANNA, resolver, SLUG, {"city": "Oslo", "country": "Norway", "title": PHONE}
        ).problems,
        "edited": publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"title": PHONE}).problems,
        "file": look(f"city,country,title\nOslo,Norway,{PHONE}\n").upload.rows[0].problems,
    }
    sent = proposal(store, look, "city,title\nOslo,Theirs\n")
    told["proposed"] = publishing.edit_proposed(
        store, MODERATOR, resolver, SLUG, sent, 2, {"title": PHONE}
    ).problems
    number = publishing.publish_upload(store, ANNA, look("city,country\nSpringfield,US\n")).import_id
    answer = RowAnswer(place=BERLIN, edits={"title": PHONE})
    told["answered"] = publishing.resolve_waiting(store, ANNA, resolver, SLUG, f"{number}-2", answer).problems
    found = {way: [(one.column, one.code) for one in said] for way, said in told.items()}
    assert found == {way: [("title", "private_telephone")] for way in told}


def test_whoever_edits_what_somebody_else_has_changed_writes_nothing_and_sees_both(
    store: Store, resolver: Resolver, uid: str
) -> None:
    seen = standing(store, uid)
    publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"title": "Anna's title"})
    stale = publishing.edit_action(
        store, MODERATOR, resolver, SLUG, uid, {"description": "Bring candles"}, seen=seen
    )
    assert (stale.done, stale.standing) == (False, standing(store, uid))
    assert standing(store, uid).submission.description == ""
    chosen = publishing.edit_action(
        store, MODERATOR, resolver, SLUG, uid, {"description": "Bring candles"}, seen=stale.standing
    )
    said = standing(store, uid).submission
    assert (chosen.done, said.title, said.description) == (True, "Anna's title", "Bring candles")


UseCase = Callable[[Store, Resolver, str, Try], object]
Stale = Callable[[Store, Resolver, str, Action], publishing.Edited]
OVER: dict[str, Stale] = {
    "edit_action": lambda s, r, u, seen: publishing.edit_action(
        s, ANNA, r, SLUG, u, {"title": "Vigil at noon"}, seen=seen
    ),
    "move_action": lambda s, r, u, seen: publishing.move_action(s, ANNA, r, SLUG, u, TOKYO, seen=seen),
    "cancel_action": lambda s, r, u, seen: publishing.cancel_action(s, ANNA, SLUG, u, seen=seen),
    "postpone_action": lambda s, r, u, seen: publishing.postpone_action(s, ANNA, SLUG, u, seen=seen),
}
"""What changes an action that stands, over what somebody saw of it. A proposal is no such action."""


@pytest.mark.parametrize("other", OVER)
@pytest.mark.parametrize("name", OVER)
def test_nobody_writes_over_what_another_did_since_they_looked(
    store: Store, resolver: Resolver, uid: str, name: str, other: str
) -> None:
    seen = standing(store, uid)
    assert OVER[other](store, resolver, uid, seen).done
    since, told = standing(store, uid), len(store.history(uid))
    edited = OVER[name](store, resolver, uid, seen)
    assert (edited.done, edited.standing) == (False, since)
    assert (standing(store, uid), len(store.history(uid))) == (since, told)
    assert OVER[name](store, resolver, uid, since).done


Seen = Any
Decision = tuple[Callable[[Store, Resolver], Seen], UseCase, Callable[[Store, Resolver, Seen], object]]
"""What somebody looks at, what another does to it, and what the first decides then."""


def _pending(store: Store, _: Resolver) -> publishing.Pending:
    return publishing.review_page(store, MODERATOR, SLUG)[1][0]


def _pair(store: Store, _: Resolver) -> publishing.Pair:
    return publishing.duplicate_pairs(store, MODERATOR, SLUG)[1][0]


def _open(store: Store, resolver: Resolver) -> publishing.Open:
    return next(one for one in publishing.open_page(store, ANNA, resolver, SLUG)[1] if not one.is_placed)


def _proposed(store: Store, resolver: Resolver) -> publishing.Open:
    return publishing.open_proposed(store, MODERATOR, resolver, SLUG, _pending(store, resolver).about.id)[0]


def _doubted(store: Store, resolver: Resolver) -> publishing.Open:
    return next(one for one in publishing.open_page(store, ANNA, resolver, SLUG)[1] if one.is_placed)


def _ask_about(store: Store, uid: str, *points: float) -> None:
    action = standing(store, uid)
    halls = tuple(replace(action.place, latitude=one, precision=Precision.VENUE) for one in points)
    store.ask_about_places(SLUG, {action.key}, {action.key: (as_said("Which hall?"), halls)})


SAYS_MORE = RowAnswer(edits={"title": "Corrected"})
DECISIONS: dict[str, Decision] = {
    "approve_imports": (
        _pending,
        lambda s, r, u, _: publishing.edit_proposed(
            s, MODERATOR, r, SLUG, _pending(s, r).about.id, 2, {"title": "Corrected"}
        ),
        lambda s, _, one: publishing.approve_imports(
            s, MODERATOR, SLUG, [one.about.id], seen={one.about.id: one.version}
        ),
    ),
    "reject_imports": (
        _pending,
        lambda s, r, u, _: publishing.answer_proposed(
            s, MODERATOR, r, SLUG, _pending(s, r).about.id, 3, RowAnswer(place=BERLIN)
        ),
        lambda s, _, one: publishing.reject_imports(
            s, MODERATOR, SLUG, [one.about.id], reason="No.", seen={one.about.id: one.version}
        ),
    ),
    "merge_duplicates": (
        _pair,
        lambda s, r, u, _: publishing.edit_action(s, ANNA, r, SLUG, u, {"title": "Corrected"}),
        lambda s, _, one: publishing.merge_duplicates(
            s, MODERATOR, SLUG, one.first_uid, one.second_uid, seen=one
        ),
    ),
    "tell_apart": (
        _pair,
        lambda s, r, u, _: publishing.edit_action(s, ANNA, r, SLUG, u, {"title": "Corrected"}),
        lambda s, _, one: publishing.tell_apart(s, MODERATOR, SLUG, one.first_uid, one.second_uid, seen=one),
    ),
    "mean_passages": (
        lambda s, r: publishing.open_passages(s, MODERATOR, SLUG)[1][0],
        lambda s, r, u, _: publishing.edit_action(s, ANNA, r, SLUG, u, {"title": "Corrected"}),
        lambda s, _, one: publishing.mean_passages(s, MODERATOR, SLUG, one.public.uid, seen=one.action),
    ),
    "resolve_waiting": (
        _open,
        lambda s, r, u, _: publishing.resolve_waiting(s, MODERATOR, r, SLUG, _open(s, r).id, SAYS_MORE),
        lambda s, r, one: publishing.resolve_waiting(
            s, ANNA, r, SLUG, one.id, RowAnswer(place=BERLIN), seen=one
        ),
    ),
    "resolve_waiting of a doubt": (
        _doubted,
        lambda s, r, u, _: publishing.edit_action(s, MODERATOR, r, SLUG, u, {"venue": "Other hall"}),
        lambda s, r, one: publishing.resolve_waiting(
            s, ANNA, r, SLUG, one.id, RowAnswer(as_it_is=True), seen=one
        ),
    ),
    "resolve_waiting of other places": (
        _doubted,
        lambda s, r, u, _: _ask_about(s, u, 52.5, 52.6, 52.7),
        lambda s, r, one: publishing.resolve_waiting(
            s, ANNA, r, SLUG, one.id, RowAnswer(as_it_is=True), seen=one
        ),
    ),
    "answer_proposed": (
        _proposed,
        lambda s, r, u, _: publishing.answer_proposed(
            s, MODERATOR, r, SLUG, _proposed(s, r).row.import_id, 3, SAYS_MORE
        ),
        lambda s, r, one: publishing.answer_proposed(
            s, MODERATOR, r, SLUG, one.row.import_id, 3, RowAnswer(place=BERLIN), seen=one
        ),
    ),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_nobody_decides_about_what_is_another_by_now(
    store: Store, resolver: Resolver, look: Try, uid: str, name: str
) -> None:
    publishing.publish_upload(store, ANNA, look("city,country,title\nSpringfield,US,One\n"))
    beside = "city,country,date,time,title\nBerlin,Germany,2027-03-27,02:30,Theirs\n"
    publishing.publish_upload(store, BEN, look(beside, by=BEN))
    proposal(store, look, "city,country,title\nOslo,Norway,Theirs\nSpringfield,US,Asked\n")
    _ask_about(store, uid, 52.5, 52.6)
    publishing.edit_action(store, ANNA, resolver, SLUG, uid, {"description": PHONE})
    look_at, other, decide = DECISIONS[name]
    seen = look_at(store, resolver)
    other(store, resolver, uid, look)
    before = everything(store)
    with pytest.raises(ChangedMeanwhile):
        decide(store, resolver, seen)
    assert everything(store) == before
    decide(store, resolver, look_at(store, resolver))
    assert everything(store) != before


def test_every_page_gives_each_change_the_version_that_it_showed() -> None:
    takes = {
        name
        for name, use_case in vars(publishing).items()
        if "seen" in getattr(use_case, "__annotations__", {})
    }
    assert takes == {*OVER, "edit_proposed", "set_state", *(name.partition(" ")[0] for name in DECISIONS)}
    calls = [
        (
            path.name,
            node.func.attr,
            {one.arg for one in node.keywords if isinstance(one.value, ast.Attribute | ast.Name)},
        )
        for path in Path(web.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in takes
    ]
    assert {name for _, name, _ in calls} == takes
    assert [(file, name) for file, name, given in calls if "seen" not in given] == []


def test_a_difference_is_written_over_nothing_but_what_it_was_made_from(store: Store, uid: str) -> None:
    before = standing(store, uid)
    publishing.cancel_action(store, MODERATOR, SLUG, uid)
    with pytest.raises(ChangedMeanwhile):
        store.desk.amend(SLUG, uid, before, before, who=ANNA.id)
    assert titles(store) == {"Vigil": ("Berlin", "cancelled")}


HEAD = person("Head", Role.ADMINISTRATOR)
ASKED = (
    "city,country,date,title\n"
    "Springfield,US,,One\nSpringfield,US,,Two\nBern,Switzerland,07.04.18,Run\nBern,Switzerland,08.04.18,Walk\n"
)


def _waiting(store: Store) -> str:
    return store.waiting(SLUG)[0].id


def _other(store: Store, uid: str) -> str:
    return next(other for other in store.desk.actions(SLUG) if other != uid)


USE_CASES: dict[str, UseCase] = {
    "add": lambda s, r, u, _: publishing.add_action(s, ANNA, r, SLUG, {"city": "Rome"}),
    "add untrusted": lambda s, r, u, _: publishing.add_action(s, NEW, r, SLUG, {"city": "Rome"}),
    "edit": lambda s, r, u, _: publishing.edit_action(s, ANNA, r, SLUG, u, {"title": "Other"}),
    "move": lambda s, r, u, _: publishing.move_action(s, ANNA, r, SLUG, u, TOKYO),
    "cancel": lambda s, r, u, _: publishing.cancel_action(s, ANNA, SLUG, u),
    "postpone": lambda s, r, u, _: publishing.postpone_action(s, ANNA, SLUG, u, day="2027-04-01"),
    "answer": lambda s, r, u, _: publishing.resolve_waiting(
        s, ANNA, r, SLUG, _waiting(s), RowAnswer(place=BERLIN)
    ),
    "drop": lambda s, r, u, _: publishing.resolve_waiting(
        s, ANNA, r, SLUG, _waiting(s), RowAnswer(drop=True)
    ),
    "alike": lambda s, r, u, _: publishing.resolve_alike(s, ANNA, r, SLUG, "Springfield, US", BERLIN),
    "alike, of a file": lambda s, r, u, _: publishing.answer_alike(
        s, ANNA, r, SLUG, publishing.open_page(s, ANNA, r, SLUG, folds=True).alike[0], 0
    ),
    "a doubt": lambda s, r, u, _: publishing.resolve_waiting(
        s, ANNA, r, SLUG, f"action-{u}", RowAnswer(place=TOKYO)
    ),
    "meant so": lambda s, r, u, _: publishing.mean_passages(s, ANNA, SLUG, _other(s, u)),
    "take back": lambda s, r, u, _: publishing.roll_back_import(s, ANNA, SLUG, 1),
    "publish": lambda s, r, u, look: publishing.publish_upload(s, ANNA, look("city,title\nRome,Walk\n")),
    "approve": lambda s, r, u, _: publishing.approve_imports(s, MODERATOR, SLUG, [3]),
    "reject": lambda s, r, u, _: publishing.reject_imports(s, MODERATOR, SLUG, [3], reason="No."),
    "correct": lambda s, r, u, _: publishing.edit_proposed(
        s, MODERATOR, r, SLUG, 3, 2, {"title": "Corrected"}
    ),
    "show less": lambda s, r, u, _: decide_exposure(
        s, ANNA, standing(s, u), Visibility.COUNTRY, Exposure(withhold_time=True)
    ),
    "no more approved": lambda s, r, u, _: withdraw_exposure(s, ANNA, standing(s, u)),
    "approve and trust": lambda s, r, u, _: publishing.approve_imports(s, MODERATOR, SLUG, [3], trust=True),
    "answer a proposal": lambda s, r, u, _: publishing.answer_proposed(
        s, MODERATOR, r, SLUG, 3, 3, RowAnswer(place=BERLIN)
    ),
    "merge": lambda s, r, u, _: publishing.merge_duplicates(s, MODERATOR, SLUG, u, _other(s, u)),
    "tell apart": lambda s, r, u, _: publishing.tell_apart(s, MODERATOR, SLUG, u, _other(s, u)),
    "settle a report": lambda s, r, u, _: publishing.close_report(
        s, MODERATOR, SLUG, s.desk.reports(SLUG)[0].id
    ),
    "words": lambda s, r, u, _: change_campaign(s, HEAD, replace(CAMPAIGN, title="Other")),
    "state": lambda s, r, u, _: publishing.set_state(s, HEAD, SLUG, CampaignState.DRAFT),
    "secret link": lambda s, r, u, _: publishing.make_preview(s, HEAD, SLUG),
    "no secret link": lambda s, r, u, _: publishing.withdraw_preview(s, HEAD, SLUG),
    "start": lambda s, r, u, _: publishing.start_campaign(s, OPERATOR, "Spring"),
}


@pytest.mark.parametrize("name", USE_CASES)
def test_what_fails_anywhere_leaves_everything_as_it_was(
    store: Store, resolver: Resolver, look: Try, uid: str, name: str
) -> None:
    publishing.publish_upload(store, ANNA, look(f"{ASKED}Oslo,Norway,,{PHONE}\n"))
    proposal(store, look, "city,country,title\nOslo,Norway,Theirs\nSpringfield,US,Asked\n")
    _ask_about(store, uid, 52.5, 52.6)
    store.desk.add_report(SLUG, about="Berlin", wrong="It is elsewhere.")
    holds_or_is_as_before(store, lambda: USE_CASES[name](store, resolver, uid, look))


def test_every_use_case_that_writes_is_tried_with_a_database_that_fails() -> None:
    writes = {
        name
        for name, one in vars(publishing).items()
        if inspect.isfunction(one) and re.search(r"store\.transaction\(|_changed\(", inspect.getsource(one))
    }
    tried = {name for use_case in USE_CASES.values() for name in use_case.__code__.co_names}
    assert writes
    assert writes - tried == set()


def test_a_text_for_readers_is_no_ban_where_an_organiser_types_it_in(
    store: Store, resolver: Resolver, uid: str
) -> None:
    text = {"description": "Please don't share photos of faces."}
    assert publishing.edit_action(store, ANNA, resolver, SLUG, uid, text).done
    added = {"city": "Lyon", "title": "Vigil", "day": "2027-04-07"}
    assert publishing.add_action(store, ANNA, resolver, SLUG, added | text).done
    asked = publishing.add_action(store, ANNA, resolver, SLUG, added | {"title": "[Private] Vigil"})
    assert (asked.done, codes(asked)[0]) == (False, "not_public_beside")


@pytest.mark.parametrize("place", [{"city": "Lyon"}, {"latitude": "45.76", "longitude": "4.84"}])
def test_what_is_online_is_no_question_where_an_organiser_types_it_in(
    store: Store, resolver: Resolver, place: dict[str, str]
) -> None:
    added = {"title": "Vigil", "day": "2027-04-07", "description": "Moved online"}
    assert publishing.add_action(store, ANNA, resolver, SLUG, added | place).done
