"""Nothing that is withheld is in any byte that leaves us: at each step of the ladder, through every door.

Each step has a campaign with one action whose every private field holds a word of its own, at a venue that
we know. What the real server answers, sends to a page, logs and keeps beside its database is searched for
these words, and for coordinates that are nearer to the venue than the step allows.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

import httpx
import pytest

from dashboard.cli import main
from dashboard.exports import EXPORTERS
from dashboard.model import (
    Action,
    Campaign,
    Effect,
    Exposure,
    Place,
    PlaceQuery,
    Precision,
    RowProblem,
    Status,
    Submission,
    Visibility,
)
from dashboard.reasons import AS_SAID, as_said
from dashboard.safety import country_points
from dashboard.storage import Outcome, ReceivedRow, Source, Store, Upload
from dashboard.web import resources
from dashboard.web.organise import SECTIONS
from dashboard.web.server import create_app
from tests.waiting import until
from tests.web.pages import Opened, opened
from tests.web.serving import Site, serving

LONDON = Place(2643743, "London", "England", "GB", 51.50853, -0.12574, "Europe/London", population=8961989)
MOSCOW = Place(524901, "Moscow", "Moscow", "RU", 55.75222, 37.61556, "Europe/Moscow", population=10381222)
PARIS = Place(2988507, "Paris", "Île-de-France", "FR", 48.85341, 2.3488, "Europe/Paris", population=2138551)
IN_LONDON = replace(LONDON, latitude=51.461327, longitude=-0.303719, precision=Precision.VENUE)
IN_MOSCOW = replace(MOSCOW, latitude=55.802931, longitude=37.408213, precision=Precision.VENUE)
AS_IT_IS = Exposure()
FAR_AHEAD = datetime(2900, 1, 1, tzinfo=UTC)
CLOCK = "17:43"
KEPT = {"keep_rows_days": "36500", "keep_contacts_days": "36500"}
"""So that there are contacts to leak."""
NEAR_DEGREES = 0.03
"""What is within this of the venue's latitude and of its longitude is nearer than its city."""

WRITTEN = ("title", "description", "organiser", "link", "language")
ASKED = ("venue", "address")
NEVER = (
    "contact",
    "own_id",
    "city",
    "region",
    "text",
    "postcode",
    "raw",
    "header",
    "geocoding",
    "place",
    "file",
    "person",
    # What waits for organisers and moderators, and what the public tells them.
    "waiting",
    "asked",
    "proposed",
    "proposer",
    "reported",
    "reporter",
    "posted",
)
OF_THE_POINT = ("neighbourhood", "credit")


@dataclass(frozen=True)
class Step:
    """One step: what is shown, and which of the private words may be."""

    name: str
    visibility: Visibility
    may_say: tuple[str, ...] = ()
    city: Place = LONDON
    exposure: Exposure = AS_IT_IS
    time_is_shown: bool = False
    point_is_shown: bool = False

    @property
    def slug(self) -> str:
        return f"step-{self.name}"

    def word(self, field: str) -> str:
        """What the field holds; only letters, so that no escaping hides it."""
        return f"zq{self.name}{field.replace('_', '')}qz"

    def allows(self, latitude: float, longitude: float) -> bool:
        """Whether this point may be told although it is close to the venue."""
        rounded = (round(self.venue.latitude, 2), round(self.venue.longitude, 2))
        is_area = self.visibility is Visibility.AREA and (latitude, longitude) == rounded
        return self.point_is_shown or is_area

    @property
    def venue(self) -> Place:
        return IN_LONDON if self.city is LONDON else IN_MOSCOW


EXACT = Step("exact", Visibility.EXACT, (*WRITTEN, *ASKED, "credit"), time_is_shown=True, point_is_shown=True)
WITHHELD = (
    Step("city", Visibility.CITY, time_is_shown=True),
    Step("country", Visibility.COUNTRY),
    Step("counted", Visibility.COUNT_ONLY),
    Step("hidden", Visibility.HIDDEN),
    Step("unrevealed", Visibility.EXACT, exposure=Exposure(reveal_at=FAR_AHEAD)),
    Step("coarsened", Visibility.EXACT, exposure=Exposure(coarsen_after=0, coarsen_to=Visibility.COUNTRY)),
    Step("dangerous", Visibility.EXACT, city=MOSCOW, time_is_shown=True),  # its day is over
)
POSTED = (EXACT, WITHHELD[3])
STEPS = (
    EXACT,
    Step(
        "discreet",
        Visibility.EXACT,
        ("title", "description", "language", "credit", *ASKED),
        exposure=Exposure(withhold_organiser=True, withhold_link=True, withhold_time=True),
        point_is_shown=True,
    ),
    Step("area", Visibility.AREA, OF_THE_POINT, time_is_shown=True),
    *WITHHELD,
)


def _action(step: Step, *, mark: str = "", venue: Place | None = None) -> Action:
    """The action of a step; ``mark`` makes all its private words different ones."""
    said = {field: step.word(field) + mark for field in (*WRITTEN, *ASKED, *OF_THE_POINT, *NEVER)}
    asked = PlaceQuery(said["text"], said["venue"], said["address"], said["city"], said["region"], "GB",
                       said["postcode"])  # fmt: skip
    row = Submission(
        2, {said["header"]: said["raw"]}, asked, date(2018, 4, 7), time(17, 43), title=said["title"],
        description=said["description"], organiser=said["organiser"], language=said["language"],
        link=f"https://example.org/{said['link']}", contact=f"{said['contact']}@example.org",
        own_id=said["own_id"],
    )  # fmt: skip
    place = replace(venue or step.venue, name=said["place"], credit=said["credit"])
    return Action(
        f"id:{step.name}",
        step.slug,
        row,
        place,
        step.city,
        Status.CONFIRMED,
        step.visibility,
        (as_said(said["geocoding"]),),
    )


def _other(step: Step) -> Action:
    """An action in the same campaign that is public, so that there is something to see."""
    row = Submission(3, {}, PlaceQuery(city="Paris"), date(2018, 4, 8), time(12), title="Veillée")
    return Action("id:other", step.slug, row, PARIS, PARIS, Status.CONFIRMED, Visibility.EXACT)


def _publish(
    data_dir: Path, steps: Iterable[Step], *, mark: str = "", venue: Mapping[str, Place] = {}
) -> None:
    with closing(Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")) as store:
        for step in steps:
            action = _action(step, mark=mark, venue=venue.get(step.name))
            campaign = Campaign(step.slug, f"Campaign of {step.name}", day=date(2018, 4, 7))
            # One file after the other, so that each action has a moment of its own to tell.
            for n, one in enumerate((_other(step), action)):
                row = ReceivedRow(one.submission.line, Outcome.PUBLISHED, one.submission.raw, action=one)
                name, sha = step.word("file") + mark, f"{mark or '0'}{n}".ljust(64, "0")
                store.record_import(Upload(campaign, name, sha, (row,), imported_by=step.word("person")))
            uid, action = _found(store, step)
            exposure = replace(step.exposure, neighbourhood=step.word("neighbourhood") + mark)
            store.decide_exposure(step.slug, uid, step.visibility, exposure, who="x")
            _tell_organisers(store, step, action, mark)


def _tell_organisers(store: Store, step: Step, action: Action, mark: str) -> None:
    """What they alone may read: a row that waits, a question, a proposal, and a report of the public."""
    said = {field: step.word(field) + mark for field in NEVER}
    problem = RowProblem(9, "", "place_doubtful", {AS_SAID: said["asked"]}, Effect.QUESTION)
    row = replace(action.submission, line=9, title=said["waiting"], contact=said["waiting"], own_id="9")
    waiting = ReceivedRow(
        9, Outcome.WAITING, {"Waiting": said["waiting"]}, (problem,), submission=row, key="id:9"
    )
    campaign = store.campaign(step.slug)
    store.record_import(Upload(campaign, "waiting.csv", f"w{mark}".ljust(64, "0"), (waiting,)))
    place = replace(action.place, name=said["asked"])
    store.ask_about_places(step.slug, {action.key}, {action.key: (as_said(said["asked"]), (place,))})
    sent = replace(action.submission, title=said["proposed"], contact=said["proposer"], own_id="")
    form = replace(action, key=f"row:{step.name}{mark}", submission=sent, visibility=Visibility.EXACT)
    proposal = ReceivedRow(2, Outcome.PUBLISHED, {"Contact": said["proposer"]}, action=form)
    store.desk.propose(
        Upload(
            campaign, f"Form {step.name}{mark}", f"f{mark}".ljust(64, "0"), (proposal,), source=Source.FORM
        )
    )
    store.desk.add_report(step.slug, about=said["reported"], wrong=said["reported"], contact=said["reporter"])


def _found(store: Store, step: Step) -> tuple[str, Action]:
    found = store.find_action(step.slug, f"id:{step.name}")
    assert found is not None
    return found


def _templates() -> list[str]:
    """The path of every route of the application."""
    resources.forget()
    routes = create_app()._user_routes  # what was given to the framework; it has no public name for it
    resources.forget()
    return [str(getattr(route, "path", "")) for route in routes]


def _paths(step: Step, uid: str) -> list[str]:
    """The address of everything that is public of a campaign."""
    values = {
        "slug": [step.slug],
        "uid": [uid, "a0000"],
        "city_id": [str(step.city.geonameid), str(country_points()[step.city.country_code].geonameid), "0"],
        "extension": [*(one.extension for one in EXPORTERS.values()), "txt"],
        "rest:path": [f"{step.slug}/nothing", step.word("title")],
        "path:path": [f"v1/campaigns/{step.slug}/nothing.json"],
        "name:page": ["map", "organise", "nothing"],
        "token": ["nothing"],
        "number:number": ["1", "2", "999"],
    }
    paths = [path for template in _templates() for path in _filled(template, values)]
    campaign = f"/?campaign={step.slug}"
    searched = [
        f"{address}?q={q}"
        for address in (f"/api/v1/campaigns/{step.slug}/search.json", f"/c/{step.slug}/search")
        for q in ("Lon", "Ric", step.word("city"))
    ]
    queries = [f"/c/{step.slug}{suffix}" for suffix in ("?lang=ru", "?embed=true", "?city=1&since=x")]
    return [*paths, campaign, *searched, *queries]


def _filled(template: str, values: Mapping[str, list[str]]) -> Iterator[str]:
    parameter = re.search(r"{([^}]+)}", template)
    if parameter is None:
        yield template
        return
    for value in values[parameter.group(1)]:  # a new parameter of a route belongs in here
        yield from _filled(template.replace(parameter.group(0), value, 1), values)


_OF_THE_MOMENT = frozenset({"date", "set-cookie", "age"})
"""Headers that differ between two visits; the last says that a busy machine's database has not answered in a second."""


def _answers(site: Site, step: Step, uid: str) -> dict[str, bytes]:
    """What everybody can fetch, headers included, by address."""
    answers = {}
    for path in _paths(step, uid):
        answer = site.http.get(path, follow_redirects=False)
        kept = {name: value for name, value in answer.headers.items() if name not in _OF_THE_MOMENT}
        answers[path] = f"{answer.status_code} {sorted(kept.items())}\n".encode() + answer.content
    return answers


def _frames(site: Site, step: Step) -> dict[str, Opened]:
    """What pages are sent when somebody who is not signed in opens them, by what was asked for."""
    campaign = f"campaign={step.slug}"
    asked = [
        ("", f"{campaign}{more}") for more in ("", "&show=list", "&show=counts", f"&city={_city_id(step)}")
    ]
    asked += [("organise", f"{campaign}&section={section}") for section in SECTIONS]
    frames = {}
    for name, query in asked:
        with opened(site, query, page=name) as page:
            frames[f"{name}?{query}"] = page
    return frames


def _city_id(step: Step) -> int | None:
    return step.city.geonameid


def _exported(data_dir: Path, step: Step, folder: Path) -> Iterator[tuple[str, bytes]]:
    """What the command line writes."""
    for name in EXPORTERS:
        file = folder / f"{step.slug}.{name}"
        options = ["--campaign", step.slug, "--format", name, "--output", str(file)]
        assert main(["export", "--data-dir", str(data_dir), *options]) == 0
        yield f"export {name}", file.read_bytes()


def _copied(data_dir: Path, step: Step, folder: Path) -> dict[str, bytes]:
    """Every file of a static copy, under the address at which a plain server gives it."""
    options = ["--campaign", step.slug, "--format", "site", "--languages", "en,ru", "--output", str(folder)]
    assert main(["export", "--data-dir", str(data_dir), *options]) == 0
    resources.forget()
    files = (file for file in folder.rglob("*") if file.is_file() and "assets" not in file.parts)
    return {f"/{step.slug}/{file.relative_to(folder)}": file.read_bytes() for file in files}


def _beside(data_dir: Path) -> dict[str, bytes]:
    """What lies beside the database: the log, and whatever is cached."""
    files = (file for file in data_dir.rglob("*") if file.is_file() and "gazetteer" not in file.parts)
    return {str(file): file.read_bytes() for file in files if not file.name.startswith("actions.sqlite")}


def _leaks(step: Step, found: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Where something is said that must not be, and what."""
    private = (*WRITTEN, *ASKED, *OF_THE_POINT, *NEVER)
    forbidden = [step.word(field) for field in private if field not in step.may_say]
    clock = [] if step.time_is_shown else [CLOCK]
    leaks = []
    for where, data in found.items():
        # What was asked for may be repeated to whoever asked.
        text = data.lower().replace(where.lower().encode(), b"")
        asked = [word for word in forbidden if word not in where]
        leaks += [(where, word) for word in (*asked, *clock) if word.encode() in text]
        leaks += [(where, f"{latitude}, {longitude}") for latitude, longitude in _near(step, data)]
    return leaks


def _told_times(data_dir: Path, step: Step, found: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Where it is said at which time of its day something changed of which less is told than is known."""
    # What came with the same file and is shown exactly may tell its own.
    clocks = _clocks(data_dir, step, is_exact=False) - _clocks(data_dir, step, is_exact=True)
    return [(where, clock) for where, data in found.items() for clock in clocks if clock.encode() in data]


def _clocks(data_dir: Path, step: Step, *, is_exact: bool) -> set[str]:
    """The times at which the actions of a step were changed that are shown exactly, or those that are not."""
    with closing(sqlite3.connect(data_dir / "actions.sqlite")) as database:
        rows = database.execute(
            "SELECT changed_at FROM public_actions WHERE campaign = ? AND (visibility = ?) = ?",
            (step.slug, Visibility.EXACT, is_exact),
        ).fetchall()
    return {changed_at.partition(" ")[2] for (changed_at,) in rows}


def _near(step: Step, data: bytes) -> list[tuple[float, float]]:
    """The points in the data, as text or as binary numbers, that are nearer to the venue than allowed."""
    degrees = re.sub(rb'<path d="[^"]*"', b"", data)  # the outlines of a drawing are pixels
    written = {float(number) for number in re.findall(rb"-?\d{1,3}\.\d+", degrees)}
    venue = step.venue
    latitudes = {one for one in written if abs(one - venue.latitude) < NEAR_DEGREES}
    longitudes = {one for one in written if abs(one - venue.longitude) < NEAR_DEGREES}
    near = [(one, other) for one in latitudes for other in longitudes if not step.allows(one, other)]
    binary = struct.pack("<d", venue.latitude) in data or struct.pack("<f", venue.latitude) in data
    return near + ([(venue.latitude, venue.longitude)] if binary and not step.point_is_shown else [])


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path) -> Path:
    folder = tmp_path_factory.mktemp("leaks")
    (folder / "gazetteer").symlink_to(gazetteer_dir)
    _publish(folder, STEPS)
    return folder


@dataclass(frozen=True)
class Seen:
    """What was public of each step, and what lay beside the database then."""

    answers: dict[str, dict[str, bytes]]
    frames: dict[str, dict[str, bytes]]
    drawn: dict[str, dict[str, tuple[bytes, ...]]]
    beside: dict[str, bytes]
    versions: dict[str, str]
    port: int


def _look(data_dir: Path, steps: Sequence[Step] = STEPS, port: int = 0) -> Seen:
    """Everything public of these steps; at the same port again, as links name it."""
    with closing(Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")) as store:
        uids = {step.name: _found(store, step)[0] for step in steps}
        versions = {step.name: store.version(step.slug) for step in steps}
    shutil.rmtree(data_dir / "somewhere", ignore_errors=True)
    with serving(data_dir, port=str(port), **KEPT) as site:
        _send(site)
        answers = {step.name: _answers(site, step, uids[step.name]) for step in steps}
        pages = {step.name: _frames(site, step) for step in steps}
        at = int(site.host.rpartition(":")[2])
    frames = {
        name: {query: _untimed(page.received) for query, page in some.items()} for name, some in pages.items()
    }
    drawn = {
        name: {query: tuple(map(_untimed, page.drawn)) for query, page in some.items()}
        for name, some in pages.items()
    }
    return Seen(answers, frames, drawn, _beside(data_dir), versions, at)


def _untimed(data: bytes) -> bytes:
    """What was sent, without the moment of the visit that the sentence for the press gives."""
    return re.sub(rb"As of [^.<]{,60}\.", b"As of now.", data)


def _send(site: Site) -> None:
    """What somebody sends by the public forms; nothing of it is public. The sixth form is refused."""
    for step in POSTED:
        said = step.word("posted")
        action = {"title": said, "city": "Oslo", "country": "Norway", "contact": f"{said}@example.org"}
        report = {"about": said, "wrong": said, "contact": said}
        for form, fields in (("submit", action), ("report", report)):
            answer = site.http.post(
                f"/c/{step.slug}/{form}", data=fields, headers={"Origin": site.url}, follow_redirects=False
            )
            assert answer.status_code in {303, 429}


@pytest.fixture(scope="module")
def seen(data_dir: Path) -> Seen:
    return _look(data_dir)


def test_there_is_something_to_leak(seen: Seen, data_dir: Path, tmp_path: Path) -> None:
    everything = b"".join(seen.answers["exact"].values())
    assert [field for field in EXACT.may_say if EXACT.word(field).encode() not in everything] == []
    actions = seen.answers["exact"]["/api/v1/campaigns/step-exact/actions.geojson"]
    assert b"51.461327" in actions
    assert b"-0.303719" in actions
    assert CLOCK.encode() in actions
    assert dict(_exported(data_dir, EXACT, tmp_path))["export csv"].count(b"51.461327") == 1
    strict = replace(EXACT, may_say=(), point_is_shown=False)
    told = {where for where, _ in _leaks(strict, seen.answers["exact"])}
    assert {"/api/v1/campaigns/step-exact/actions.geojson", "/c/step-exact/actions.csv"} <= told


def test_a_page_is_sent_something_of_every_campaign(seen: Seen) -> None:
    assert [
        step.name
        for step in STEPS
        if f"Campaign of {step.name}".encode() not in seen.frames[step.name][f"?campaign={step.slug}"]
    ] == []


def test_a_page_is_sent_what_is_public_as_elements(seen: Seen) -> None:
    drawn = b"".join(seen.drawn["exact"]["?campaign=step-exact&show=list"])
    assert EXACT.word("title").encode() in drawn


def test_there_is_something_for_organisers_alone(seen: Seen, data_dir: Path) -> None:
    with closing(Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")) as store:
        with store._engine.connect() as connection:
            kept = connection.exec_driver_sql("SELECT message FROM place_questions").scalars().all()
        asked = [str(reason["values"]["said"]) for message in kept for reason in json.loads(message)]
        assert sorted(asked) == sorted(step.word("asked") for step in STEPS)
        for step in STEPS:
            reports = [one.contact for one in store.desk.reports(step.slug)]
            said = [step.word("reporter"), *([step.word("posted")] if step in POSTED else [])]
            assert reports == said
            assert [one.submission.title for one in store.waiting(step.slug)] == [step.word("waiting")]
            states = [one.source for one in store.imports(step.slug) if one.state == "pending"]
            assert states == [Source.FORM] * (2 if step in POSTED else 1)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_nothing_that_is_withheld_is_in_any_answer(seen: Seen, step: Step) -> None:
    assert _leaks(step, seen.answers[step.name]) == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_nothing_that_is_withheld_is_sent_to_a_page(seen: Seen, step: Step) -> None:
    assert _leaks(step, seen.frames[step.name]) == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_nothing_that_is_withheld_is_exported_logged_or_cached(
    seen: Seen, data_dir: Path, step: Step, tmp_path: Path
) -> None:
    assert _leaks(step, dict(_exported(data_dir, step, tmp_path))) == []
    assert _leaks(replace(step, may_say=(), time_is_shown=False, point_is_shown=False), seen.beside) == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_nothing_that_is_withheld_is_in_a_static_copy(
    data_dir: Path, step: Step, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTION_MAP_DATA_DIR", str(data_dir))
    copied = _copied(data_dir, step, tmp_path / "copy")
    assert f"/{step.slug}/en/data/map.json" in copied
    assert _leaks(step, copied) == []
    assert _told_times(data_dir, step, copied) == []


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_nobody_learns_when_somebody_changed_what_is_not_shown_exactly(
    seen: Seen, data_dir: Path, step: Step, tmp_path: Path
) -> None:
    everything = (seen.answers[step.name], seen.frames[step.name], dict(_exported(data_dir, step, tmp_path)))
    assert [_told_times(data_dir, step, found) for found in everything] == [[], [], []]
    exact = seen.answers["exact"]["/api/v1/campaigns/step-exact/actions.geojson"]
    assert {clock.encode() in exact for clock in _clocks(data_dir, EXACT, is_exact=True)} == {True}
    assert _clocks(data_dir, WITHHELD[1], is_exact=False) - _clocks(data_dir, WITHHELD[1], is_exact=True)


def _asked(site: Site, paths: Iterable[str], encoding: str) -> dict[str, httpx.Response]:
    return {path: site.http.get(path, headers={"Accept-Encoding": encoding}) for path in paths}


def _asked_again(site: Site, before: Mapping[str, httpx.Response]) -> dict[str, httpx.Response]:
    """What a cache is told that kept these answers and asks whether they are still so."""
    answers = {}
    for path, kept in before.items():
        asks = {
            "If-None-Match": kept.headers.get("etag", '"none"'),
            "If-Modified-Since": kept.headers["date"],
        }
        encoding = kept.request.headers["accept-encoding"]
        answers[path] = site.http.get(path, headers={**asks, "Accept-Encoding": encoding})
    return answers


def _none_is_told_or_confirmed(site: Site, lowered: Step, before: Mapping[str, httpx.Response]) -> set[str]:
    """Checks what a visitor and a cache learn now that asked before; gives the addresses that told too much then."""
    told = {path for path, one in before.items() if _leaks(lowered, {path: one.content})}
    again = _asked_again(site, before)
    encoding = next(iter(before.values())).request.headers["accept-encoding"]
    now = {path: one.content for path, one in _asked(site, before, encoding).items()}
    assert _leaks(lowered, now) == []
    assert _leaks(lowered, {path: one.content for path, one in again.items()}) == []
    changed = {path for path, one in before.items() if one.content != now[path]}
    assert [path for path in told | changed if again[path].status_code == 304] == []
    assert 304 in {one.status_code for one in again.values()}
    return told


def test_what_was_public_and_is_no_more_is_in_no_answer_and_confirmed_to_no_cache(
    tmp_path: Path, gazetteer_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTION_MAP_DATA_DIR", str(tmp_path))
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    _publish(tmp_path, [EXACT])
    with (
        closing(Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")) as store,
        serving(tmp_path, **KEPT) as site,
    ):
        uid, _ = _found(store, EXACT)
        _copied(tmp_path, EXACT, tmp_path / "copy")
        data = f"/api/v1/campaigns/{EXACT.slug}/actions.geojson"
        for visibility in (Visibility.COUNTRY, Visibility.HIDDEN):
            paths = _paths(EXACT, uid)
            texts = [path for path in paths if not path.endswith(".png")]  # a picture is sent as it is
            asked = [_asked(site, paths, "gzip"), _asked(site, texts, "identity")]
            store.decide_exposure(EXACT.slug, uid, visibility, AS_IT_IS, who="x")
            until(partial(_is_other, site, data, asked[0][data].content))
            lowered = replace(WITHHELD[1], name=EXACT.name, visibility=visibility)
            for before in asked:
                told = _none_is_told_or_confirmed(site, lowered, before)
                assert data in told or visibility is Visibility.HIDDEN
            assert _leaks(lowered, _copied(tmp_path, EXACT, tmp_path / "copy")) == []


def _is_other(site: Site, path: str, content: bytes) -> bool:
    return site.http.get(path).content != content


EMPTY_PLACE = b"\x1a\x02\x12\x00"
"""How the framework sends `st.empty()`."""


def _sets(drawn: Mapping[str, tuple[bytes, ...]]) -> dict[str, frozenset[bytes]]:
    """The elements of pages: a place kept empty for a moment is sent or not, as the queue of the framework empties."""
    return {query: frozenset(elements) - {EMPTY_PLACE} for query, elements in drawn.items()}


def test_changing_everything_about_what_is_withheld_leaves_every_public_byte_as_it_was(
    seen: Seen, data_dir: Path
) -> None:
    moved = {
        step.name: replace(
            step.venue, latitude=step.city.latitude + 0.21, longitude=step.city.longitude + 0.17
        )
        for step in WITHHELD
    }
    _publish(data_dir, WITHHELD, mark="changed", venue=moved)
    with closing(Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")) as store:
        now = {step.name: _found(store, step)[1] for step in WITHHELD}
    assert all(now[step.name].place.latitude == moved[step.name].latitude for step in WITHHELD)
    after = _look(data_dir, WITHHELD, seen.port)
    for step in WITHHELD:
        assert after.versions[step.name] == seen.versions[step.name]
        differing = {
            path: (data, after.answers[step.name][path])
            for path, data in seen.answers[step.name].items()
            if after.answers[step.name][path] != data
        }
        assert differing == {}
        assert _sets(after.drawn[step.name]) == _sets(seen.drawn[step.name])
