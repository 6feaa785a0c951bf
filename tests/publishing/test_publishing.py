"""From a file to the public: every row is accounted for, and publishing twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import publishing
from dashboard.errors import UnreadableFile
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.ingest import Limits
from dashboard.model import Campaign, Effect, ImportReport, PublicAction, Status, Visibility
from dashboard.storage import Store
from tests.ingest.reading import read_submissions
from tests.saying import explained

CAMPAIGN = Campaign("watching", "We are watching", day=date(2018, 4, 7), starts=time(14), ends=time(15))
LIMITS = Limits()
MIXED = """\
place,country,date,time,title,status
London,United Kingdom,2018-04-07,18:30,Evening vigil,confirmed
Springfield,United States,,,Two pm,
Online,,,,From home,
Qwxzyplugh,,,,Nowhere,
Paris,France,,,At the embassy,cancelled
Lyon,France,,,Too many cells,planned,7
"""


@pytest.fixture(scope="module")
def resolver(gazetteer: Gazetteer) -> Resolver:
    return Resolver(gazetteer)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")
    yield store
    store.close()


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'actions.sqlite'}")
    yield store
    store.close()


def preview(store: Store, resolver: Resolver, text: str | bytes) -> publishing.Preview:
    data = text.encode() if isinstance(text, str) else text
    return publishing.preview(store, resolver, CAMPAIGN, "actions.csv", data, limits=LIMITS)


def publish(store: Store, resolver: Resolver, text: str | bytes) -> ImportReport:
    return publishing.publish(store, preview(store, resolver, text))


def shown(store: Store) -> dict[str, PublicAction]:
    return {action.title or action.city: action for action in store.public_actions(CAMPAIGN.slug)}


def numbers(report: ImportReport) -> tuple[int, int, int, int]:
    return report.uploaded, report.published, report.waiting, report.rejected


def test_every_row_is_published_or_waits_or_is_rejected_with_its_line(
    store: Store, resolver: Resolver
) -> None:
    report = publish(store, resolver, MIXED)
    assert numbers(report) == (6, 2, 1, 3)
    assert (report.created, report.changed, report.unchanged) == (2, 0, 0)
    assert [(p.line, p.column, p.code, p.effect) for p in report.problems] == [
        (3, "place", "place_ambiguous", Effect.QUESTION),
        (4, "place", "online_only", Effect.REFUSAL),
        (5, "place", "place_not_found", Effect.REFUSAL),
        (7, "", "too_many_cells", Effect.REFUSAL),
    ]
    assert {action.city for action in store.public_actions(CAMPAIGN.slug)} == {"London", "Paris"}


def test_the_report_reads_as_sentences(store: Store, resolver: Resolver) -> None:
    lines = explained(publish(store, resolver, MIXED))
    assert lines[:2] == [
        "2 actions are on the map, 1 needs an answer, 3 cannot be used.",
        "2 new, 0 changed, 0 unchanged.",
    ]
    assert [line.split(":")[0] for line in lines[2:6]] == [
        "Line 3, place", "Line 4, place", "Line 5, place", "Line 7",
    ]  # fmt: skip
    assert lines[4] == (
        "Line 5, place: We know no place called “Qwxzyplugh”. Check the spelling, or add a city."
    )
    assert lines[6] == "Worth knowing:"


def test_a_preview_tells_the_same_and_writes_nothing(store: Store, resolver: Resolver) -> None:
    previewed = preview(store, resolver, MIXED)
    assert store.campaigns() == []
    assert publishing.publish(store, previewed) == previewed.report
    assert explained(previewed.report, dry_run=True)[:2] == [
        "2 actions are ready, 1 needs an answer, 3 cannot be used.",
        "2 new, 0 changed, 0 unchanged. This was a dry run: nothing was published.",
    ]


def test_the_same_file_again_changes_nothing_and_says_so(store: Store, resolver: Resolver) -> None:
    publish(store, resolver, MIXED)
    before, version = shown(store), store.version(CAMPAIGN.slug)
    report = publish(store, resolver, MIXED)
    assert numbers(report) == (6, 2, 1, 3)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)
    assert explained(report)[:2] == [
        "2 actions are on the map, 1 needs an answer, 3 cannot be used.",
        "Nothing changed: all 2 actions of this file were already on the map.",
    ]
    assert (shown(store), store.version(CAMPAIGN.slug)) == (before, version)
    assert len(store.imports(CAMPAIGN.slug)) == 1


def test_a_corrected_row_changes_that_action_alone(store: Store, resolver: Resolver) -> None:
    publish(store, resolver, MIXED)
    before = shown(store)
    previewed = preview(store, resolver, MIXED.replace("18:30", "19:00"))
    assert (len(previewed.created), len(previewed.changed), previewed.report.unchanged) == (0, 1, 1)
    publishing.publish(store, previewed)
    after = shown(store)
    assert after["At the embassy"] == before["At the embassy"]
    assert (before["Evening vigil"].starts, after["Evening vigil"].starts) == (time(18, 30), time(19))
    assert after["Evening vigil"].uid == before["Evening vigil"].uid


def test_a_missing_day_or_time_is_the_campaigns(store: Store, resolver: Resolver) -> None:
    publish(store, resolver, MIXED)
    own, taken = shown(store)["Evening vigil"], shown(store)["At the embassy"]
    assert (own.day, own.starts, own.ends) == (date(2018, 4, 7), time(18, 30), None)
    assert (taken.day, taken.starts, taken.ends) == (date(2018, 4, 7), time(14), time(15))
    assert (own.status, taken.status) == (Status.CONFIRMED, Status.CANCELLED)


def test_an_action_at_a_point_counts_for_its_city(store: Store, resolver: Resolver) -> None:
    publish(
        store,
        resolver,
        "city,country,latitude,longitude,title\nLondon,GB,51.50901,-0.19045,Embassy\nLondon,GB,,,Square\n",
    )
    cities = [(one.city_id, one.city) for one in store.public_actions(CAMPAIGN.slug)]
    assert cities == [(2643743, "London")] * 2
    assert (shown(store)["Embassy"].latitude, shown(store)["Embassy"].longitude) == (51.50901, -0.19045)


def test_careful_by_default_where_taking_part_is_dangerous(store: Store, resolver: Resolver) -> None:
    publish(
        store,
        resolver,
        "city,country,venue,organiser,title\nMoscow,Russia,Our flat,Canary group,Canary title\n",
    )
    [action] = store.public_actions(CAMPAIGN.slug)
    assert (action.city, action.visibility) == ("Moscow", Visibility.CITY)
    assert (action.venue, action.organiser, action.title) == ("", "", "")


def test_rows_that_share_an_id_are_all_published(store: Store, resolver: Resolver) -> None:
    report = publish(
        store, resolver, "place,id,title\nLondon,a,\nParis,a,\nBerlin,a#2,One\nBerlin,,Two\nBerlin,,Three\n"
    )
    assert (report.published, report.created) == (5, 5)
    assert store.totals(CAMPAIGN.slug).actions == 5


def test_a_row_that_waits_is_kept_as_it_was_written(store: Store, resolver: Resolver) -> None:
    publish(store, resolver, MIXED)
    [row] = store.waiting(CAMPAIGN.slug)
    assert (row.submission.line, row.submission.title) == (3, "Two pm")
    assert row.submission.raw["place"] == "Springfield"
    assert [problem.code for problem in row.problems] == ["place_ambiguous"]


@pytest.mark.parametrize(
    "text",
    [
        "{{7*191}}",
        "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
        "${alert(1)}",
        "<script>alert(1)</script>",
        "</script><img src=x onerror=alert(1)>",
        "=HYPERLINK(1)",
        "`\\x3c\\u003c",
        "'; DROP TABLE actions; --",
        "مسيرة 🏳️‍🌈 मार्च",
    ],
)
def test_what_people_write_stays_text(store: Store, resolver: Resolver, text: str) -> None:
    cell = '"' + text.replace('"', '""') + '"'
    publish(store, resolver, f"place,title,description,organiser,venue\nBerlin,{cell},{cell},{cell},{cell}\n")
    [action] = store.public_actions(CAMPAIGN.slug)
    assert (action.title, action.description, action.organiser, action.venue) == (text, text, text, text)


def test_the_example_is_published_whole_and_marked(store: Store, resolver: Resolver) -> None:
    report = publishing.publish_example(store, resolver, limits=LIMITS)
    assert report.uploaded == report.published >= 120
    [campaign] = store.campaigns()
    totals = store.totals(campaign.slug)
    assert campaign.is_example
    assert totals.actions + totals.cancelled == report.published
    assert totals.countries >= 40


_PLACES = [
    "London",
    "Springfield",
    "Paris, France",
    "Online",
    "東京",
    "NA",
    "Qwxzyplugh",
    "51.5",
    "-0,12",
    "999",
]
_OTHERS = ["2018-04-07", "07/04", "2pm", "25:99", "TBA", "cancelled", "a", "a#2", "{{x}}", "=1+1", ""]
_NASTY = ['"', 'a "b" c', "\n", "\x00", "\u202e"]
_CELLS = st.sampled_from(_PLACES + _OTHERS + _NASTY)
_HEADERS = st.lists(
    st.sampled_from(
        ["place", "city", "country", "lat", "lon", "date", "time", "title", "status", "id", "", "Ort"]
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def _files(draw: st.DrawFn) -> bytes:
    """A file that is nearly a table: the right header, and rows of any length with any quoting."""
    delimiter = draw(st.sampled_from(",;\t"))
    rows = draw(st.lists(st.lists(_CELLS, max_size=7), max_size=6))
    text = "\n".join(delimiter.join(row) for row in [draw(_HEADERS), *rows])
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])))


@pytest.mark.slow
@settings(max_examples=150)
@given(data=st.one_of(st.binary(max_size=200), _files()))
def test_no_row_is_ever_lost(shared_store: Store, resolver: Resolver, data: bytes) -> None:
    try:
        report = publish(shared_store, resolver, data)
    except UnreadableFile:
        return
    rows = read_submissions(data, limits=LIMITS, campaign_day=CAMPAIGN.day).rows
    assert rows == report.uploaded == report.published + report.waiting + report.rejected
    assert report.published == report.created + report.changed + report.unchanged
    serious = {problem.line for problem in report.problems if problem.effect is not Effect.NOTE}
    assert len(serious) == report.waiting + report.rejected
