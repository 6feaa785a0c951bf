"""A camp of several days ends on its last one: on the map, in the calendar, in files, and when it is put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest
import vobject

from dashboard import publishing
from dashboard.exports.csv import write_csv
from dashboard.exports.geojson import write_geojson
from dashboard.exports.ics import write_ics
from dashboard.geocoding import Resolver
from dashboard.i18n import speech
from dashboard.model import Filters, PublicAction
from dashboard.schedule import over_at
from dashboard.storage import Store
from dashboard.web.serving.listing import Listing
from tests.ingest.reading import read_submissions
from tests.publishing.conftest import ANNA, CAMPAIGN, SLUG, Try

FILE = "city,date,time,end date,end time,title,id\nParis,2018-04-07,14:00,2018-04-09,12:00,Camp,1\n"
LAST = date(2018, 4, 9)


@pytest.fixture
def camp(store: Store, look: Try) -> PublicAction:
    publishing.publish_upload(store, ANNA, look(FILE))
    [one] = store.public_actions(SLUG)
    return one


def test_the_world_sees_the_first_and_the_last_day(camp: PublicAction) -> None:
    assert (camp.day, camp.last_day, camp.ends) == (date(2018, 4, 7), LAST, time(12))
    assert speech("en").when(camp) == "Sat 7 Apr 2018, 14:00 – Mon 9 Apr 2018, 12:00 CEST"
    untimed = replace(camp, starts=None, ends=None)
    assert speech("en").when(untimed) == "Sat 7 Apr 2018 – Mon 9 Apr 2018, time not given"


def test_it_is_over_when_its_last_day_says_so(camp: PublicAction) -> None:
    def over(one: PublicAction) -> str:
        moment = over_at(one)
        return moment.isoformat() if moment else ""

    assert over(camp) == "2018-04-09T10:00:00+00:00"
    assert over(replace(camp, ends=None)) == "2018-04-09T22:00:00+00:00"
    assert over(replace(camp, starts=None, ends=None)) == "2018-04-09T22:00:00+00:00"


def test_the_calendar_has_it_to_its_end(camp: PublicAction) -> None:
    def spans(one: PublicAction) -> tuple[object, object]:
        event = vobject.readOne(write_ics(CAMPAIGN, [one]).decode()).vevent
        return event.dtstart.value, event.dtend.value

    starts, ends = spans(camp)
    assert isinstance(starts, datetime)
    assert isinstance(ends, datetime)
    assert (starts.isoformat(), ends.isoformat()) == (
        "2018-04-07T14:00:00+02:00",
        "2018-04-09T12:00:00+02:00",
    )
    assert spans(replace(camp, starts=None, ends=None)) == (date(2018, 4, 7), date(2018, 4, 10))
    assert str(spans(replace(camp, ends=None))[1]) == "2018-04-10 00:00:00+02:00"


def test_files_say_it_and_can_be_imported_again(camp: PublicAction) -> None:
    assert '"last_day":"2018-04-09"' in write_geojson(CAMPAIGN, [camp]).decode()
    [again] = read_submissions(write_csv(CAMPAIGN, [camp])).submissions
    assert (again.day, again.last_day, again.ends) == (camp.day, LAST, camp.ends)


def test_it_is_found_on_each_of_its_days(store: Store, camp: PublicAction) -> None:
    days = [date(2018, 4, number) for number in (6, 7, 8, 9, 10)]
    listing = Listing(store.public_actions(SLUG), (), store.totals(SLUG), {})
    found = [len(listing.actions(Filters(since=day, until=day))) for day in days]
    assert found == [0, 1, 1, 1, 0]


def test_another_last_day_is_a_change_and_the_same_file_is_none(
    store: Store, look: Try, camp: PublicAction
) -> None:
    assert look(FILE).report.unchanged == 1
    longer = look(FILE.replace("2018-04-09", "2018-04-10"))
    [row] = publishing.details(store, longer).rows
    assert [(one.field, one.after) for one in row.changes] == [("last_day", "2018-04-10")]


def test_a_camp_that_is_put_off_is_as_long_as_before(
    store: Store, resolver: Resolver, camp: PublicAction
) -> None:
    assert publishing.postpone_action(store, ANNA, SLUG, camp.uid, day="2018-04-21").done
    [later] = store.public_actions(SLUG)
    assert (later.day, later.last_day) == (date(2018, 4, 21), date(2018, 4, 23))
    publishing.edit_action(store, ANNA, resolver, SLUG, camp.uid, {"last_day": "2018-04-22"})
    publishing.edit_action(store, ANNA, resolver, SLUG, camp.uid, {"ends": "15:00"})
    [edited] = store.public_actions(SLUG)
    assert (edited.last_day, edited.ends) == (date(2018, 4, 22), time(15))
    asked = publishing.edit_action(store, ANNA, resolver, SLUG, camp.uid, {"last_day": "2018-04-20"})
    assert [one.code for one in asked.problems] == ["ends_before"]
    publishing.edit_action(store, ANNA, resolver, SLUG, camp.uid, {"last_day": ""})
    assert store.public_actions(SLUG)[0].last_day is None


def test_an_answer_may_name_several_days(store: Store, resolver: Resolver, look: Try) -> None:
    publishing.publish_upload(store, ANNA, look("city,date,title\nParis,soon,Camp\n"))
    [asked] = publishing.open_page(store, ANNA, resolver, SLUG)[1]
    answer = publishing.RowAnswer(edits={"day": "7–9 April 2018"})
    publishing.resolve_waiting(store, ANNA, resolver, SLUG, asked.id, answer)
    [camp] = store.public_actions(SLUG)
    assert (camp.day, camp.last_day) == (date(2018, 4, 7), LAST)
