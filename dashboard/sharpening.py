"""The use case after publishing: what an online geocoder knows of venues, and of rows the gazetteer lacks.

Importing never waits for the network. Actions are published with their city, and this puts them at their
venue afterwards, a request a second. Nothing is sent that the world may not read: see `_may_send`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dashboard.errors import GeocoderClosed, GeocoderUnavailable
from dashboard.geocoding import Answer, GeoStatus, Resolver
from dashboard.geocoding.online.client import Online
from dashboard.geocoding.online.match import city_of, judge, names_nowhere
from dashboard.geocoding.resolving.segments import segments
from dashboard.i18n import located
from dashboard.i18n.formats import country_name
from dashboard.model import (
    OWN_POINT,
    Action,
    Campaign,
    Effect,
    Place,
    PlaceQuery,
    Precision,
    RowProblem,
    Visibility,
)
from dashboard.reasons import AS_SAID, Progress, Reason
from dashboard.safety import default_visibility, needs_approval, publish_view
from dashboard.storage import Store, WaitingRow

_AT_ONCE: Final = 25
"""How many actions are written together: what was found before a crash is found again in the cache."""


@dataclass(frozen=True, slots=True)
class Sharpened:
    """What came of it. ``sharpened + published + not_found + len(questions) + left`` is what was looked at.

    ``withheld`` counts actions with a venue that nobody may be told. ``left`` waits for another time, and
    ``trouble`` says why. ``requests`` were sent; the rest was remembered.
    """

    sharpened: int = 0
    published: int = 0
    not_found: int = 0
    withheld: int = 0
    left: int = 0
    requests: int = 0
    questions: tuple[RowProblem, ...] = ()
    trouble: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    """An action that says more than its place shows, or a rejected row as the action that it would be.

    ``texts`` are what to ask, each with what of it was wanted, the best first.
    """

    action: Action
    texts: tuple[tuple[str, str], ...]
    row: WaitingRow | None = None


@dataclass(slots=True)
class _Run:
    """How a run stands: how many requests may still be sent, and what stopped it."""

    budget: float
    requests: int = 0
    trouble: tuple[Reason, ...] = ()
    answers: list[tuple[_Task, Answer]] = field(default_factory=list)
    left: list[_Task] = field(default_factory=list)


def sharpen(
    store: Store,
    online: Online,
    campaign: Campaign,
    *,
    limit: int | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Sharpened:
    """Look up venues and rows without a place, and write what was found.

    At most ``limit`` requests are sent; what is remembered costs none. It never raises because the geocoder
    cannot be asked: the report says so, and the rest is left for another time. So is what was not looked up
    when ``stop`` says that it is time to go.
    """
    actions = store.actions(campaign.slug)
    resolver = Resolver(online.gazetteer)
    tasks, withheld = _tasks(actions.values(), store.unplaced(campaign.slug), campaign, resolver)
    run = _Run(budget=float("inf") if limit is None else limit)
    written: list[int] = []
    unwritten: list[tuple[_Task, Answer]] = []
    try:
        for done, task in enumerate(tasks, 1):
            if stop():
                run.left += tasks[done - 1 :]
                break
            unwritten += _look_up(task, online, run)
            if len(unwritten) >= _AT_ONCE:
                written.append(_write(store, online, campaign, unwritten))
                unwritten = []
            if progress:
                progress("looking_up_venues", done, len(tasks))
    finally:
        written.append(_write(store, online, campaign, unwritten))
    _ask(store, campaign, actions, run)
    return _report(run, sharpened=sum(written), withheld=withheld)


def explain(report: Sharpened) -> list[tuple[Reason, ...]]:
    """The report, line by line."""
    sent = Reason("requests_sent", {"n": report.requests})
    lines: list[tuple[Reason, ...]] = [(Reason("venues_found", {"n": report.sharpened, "requests": sent}),)]
    numbers = {
        "venues_placed": report.published,
        "venues_unknown": report.not_found,
        "venues_withheld": report.withheld,
    }
    lines += [(Reason(code, {"n": number}),) for code, number in numbers.items() if number]
    lines += [(located(question),) for question in report.questions]
    if report.left:
        lines.append((Reason("venues_left", {"n": report.left}), *report.trouble))
    return lines


def _tasks(
    actions: Iterable[Action], rows: Iterable[WaitingRow], campaign: Campaign, resolver: Resolver
) -> tuple[list[_Task], int]:
    """What to look up, and how many more there are that nobody may be told of."""
    found = [_Task(action, _texts(action, resolver)) for action in actions]
    found += [_Task(action, _row_texts(action), row) for row, action in _unplaced(rows, campaign, resolver)]
    asking = [task for task in found if task.texts]
    sent = [
        replace(task, texts=tuple(text for text in task.texts if _may_send(task, text[0]))) for task in asking
    ]
    allowed = [task for task in sent if task.texts]
    return allowed, len(asking) - len(allowed)


def _may_send(task: _Task, text: str) -> bool:
    """Whether a stranger may be told this text: only if it would stand on the public page as it is.

    Never in a country where taking part can be dangerous, or in one we do not know, whatever anybody allowed.
    """
    action = task.action
    if needs_approval(action):
        return False
    said = replace(action.submission, place=PlaceQuery(venue=text))
    view = publish_view(replace(action, submission=said), uid="")
    return view is not None and view.visibility is Visibility.EXACT and view.venue == text


def _texts(action: Action, resolver: Resolver) -> tuple[tuple[str, str], ...]:
    """What to ask about an action that stands at its city and says more than that; nothing for any other."""
    asked = action.submission.place
    if action.place.precision in OWN_POINT or asked.latitude is not None:
        return ()
    wanted = [text for text in (asked.address, asked.venue) if not names_nowhere(text)]
    if not wanted:
        wanted = [text for text in (asked.text or asked.city,) if _says_more(text, resolver)]
    return tuple((_with_place(text, action.city), text) for text in wanted)


def _says_more(text: str, resolver: Resolver) -> bool:
    """Whether a part of the text is something else than a place of the gazetteer."""
    parts = [part for part in segments(text) if not names_nowhere(part)]
    return len(parts) > 1 and any(
        resolver.resolve(PlaceQuery(text=part)).status is GeoStatus.NOT_FOUND for part in parts
    )


def _with_place(text: str, city: Place) -> str:
    """A text with the city, region and country that it does not name itself."""
    names = [city.name, city.region] if city.precision is Precision.CITY else [city.region]
    parts = [text]
    for name in (*names, country_name(city.country_code)):
        if name and name.casefold() not in ", ".join(parts).casefold():
            parts.append(name)
    return ", ".join(parts)


def _unplaced(
    rows: Iterable[WaitingRow], campaign: Campaign, resolver: Resolver
) -> Iterator[tuple[WaitingRow, Action]]:
    """Each row without a place as an action in the country that it names; without one it stays out."""
    for row in rows:
        if country := _country(row.submission.place, resolver):
            said, visibility = row.submission, default_visibility(country.country_code)
            yield row, Action(row.key, campaign.slug, said, country, country, said.status, visibility)


def _country(asked: PlaceQuery, resolver: Resolver) -> Place | None:
    written = asked.country or (segments(asked.text) or [""])[-1]
    place = resolver.resolve(PlaceQuery(country=written)).place if written else None
    return place if place and place.precision is Precision.COUNTRY else None


def _row_texts(action: Action) -> tuple[tuple[str, str], ...]:
    """The town alone: its venue is looked up once it stands there."""
    asked = action.submission.place
    wanted = asked.city or asked.text
    if names_nowhere(wanted):
        return ()
    sent = f"{wanted}, {asked.region}" if asked.region else wanted
    return ((_with_place(sent, replace(action.city, region="")), wanted),)


def _look_up(task: _Task, online: Online, run: _Run) -> list[tuple[_Task, Answer]]:
    """The task with its answer if it is to be written; what comes of any other is kept in ``run``."""
    try:
        answer = _answer(task, online, run)
    except GeocoderUnavailable as error:
        run.trouble = (Reason(error.code, error.values),)
        if isinstance(error, GeocoderClosed):
            run.budget, run.requests = 0, run.requests - 1
        answer = None
    if answer is None:
        run.left.append(task)
        return []
    run.answers.append((task, answer))
    return [(task, answer)] if answer.place else []


def _credited(answer: Answer, credit: str) -> Answer:
    """The answer with whom its points are owed to."""
    place = answer.place and replace(answer.place, credit=credit)
    candidates = tuple(replace(one, credit=credit) for one in answer.candidates)
    return answer._replace(place=place, candidates=candidates)


def _answer(task: _Task, online: Online, run: _Run) -> Answer | None:
    """What the geocoder says of the first text that it knows; ``None`` if it may not be asked any more."""
    answer = None
    for sent, wanted in task.texts:
        if not online.knows(sent):
            if run.budget <= 0:
                return None
            run.budget -= 1
            run.requests += 1
        found = online.find(sent) or ()
        answer = judge(found, wanted, task.action.city, online.gazetteer, strict=online.format.strict)
        if answer.status is not GeoStatus.NOT_FOUND:
            break
    return answer and _credited(answer, online.credit)


def _write(store: Store, online: Online, campaign: Campaign, answered: Sequence[tuple[_Task, Answer]]) -> int:
    """Writes what was found; how many actions that were on the map are finer now."""
    finer = []
    for task, answer in answered:
        action = _placed(task.action, answer, online)
        if task.row is not None:
            store.publish_row(task.row, action, action.geocoding)
        else:
            finer.append((task.action, action))
    return store.place_finer(campaign.slug, finer) if finer else 0


def _placed(action: Action, answer: Answer, online: Online) -> Action:
    place = answer.place or action.place
    owed = online.credit.lower() != online.name
    found_by = Reason(
        "venue_found_by_with_credit" if owed else "venue_found_by",
        {"service": online.name, "credit": online.credit},
    )
    return replace(
        action,
        place=place,
        city=city_of(place, action.city, online.gazetteer),
        geocoding=(answer.reason, found_by),
    )


def _ask(store: Store, campaign: Campaign, actions: Mapping[str, Action], run: _Run) -> None:
    """Keeps for the organiser what is open; what waits for another time stays as it was."""
    open_questions = {
        task.action.key: (answer.reason, answer.candidates)
        for task, answer in run.answers
        if answer.status is GeoStatus.AMBIGUOUS and task.row is None
    }
    left = {task.action.key for task in run.left}
    store.ask_about_places(campaign.slug, actions.keys() - left, open_questions)


def _report(run: _Run, *, sharpened: int, withheld: int) -> Sharpened:
    statuses = [answer.status for _, answer in run.answers]
    return Sharpened(
        sharpened=sharpened,
        published=sum(task.row is not None and answer.place is not None for task, answer in run.answers),
        not_found=statuses.count(GeoStatus.NOT_FOUND),
        withheld=withheld,
        left=len(run.left),
        requests=run.requests,
        questions=tuple(
            RowProblem(
                task.action.submission.line, "", "place_doubtful", {AS_SAID: answer.reason}, Effect.QUESTION
            )
            for task, answer in run.answers
            if answer.status is GeoStatus.AMBIGUOUS
        ),
        trouble=run.trouble,
    )
