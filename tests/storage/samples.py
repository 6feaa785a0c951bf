"""A small campaign to store: its places, its actions, and the uploads that bring them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from typing import Any

from dashboard.model import (
    Action,
    Campaign,
    Effect,
    Place,
    PlaceQuery,
    Precision,
    RowProblem,
    Status,
    Submission,
    Visibility,
)
from dashboard.reasons import AS_SAID, as_said
from dashboard.storage import Outcome, ReceivedRow, Upload, action_keys

CAMPAIGN = Campaign("watching", "We are watching you", day=date(2018, 4, 7), starts=time(14))

LONDON = Place(2643743, "London", "England", "GB", 51.50853, -0.12574, "Europe/London", population=8_961_989)
LEEDS = Place(2644688, "Leeds", "England", "GB", 53.79648, -1.54785, "Europe/London", population=536_280)
PARIS = Place(2988507, "Paris", "Île-de-France", "FR", 48.85341, 2.3488, "Europe/Paris", population=2_138_551)
GROZNY = Place(558418, "Grozny", "Chechnya", "RU", 43.31195, 45.68895, "Europe/Moscow", population=226_100)
BALI = Place(1650535, "Bali", "Bali", "ID", -8.5, 115.0, "Asia/Makassar", Precision.REGION)
EMBASSY = replace(LONDON, latitude=51.50932, longitude=-0.18988, precision=Precision.VENUE)


def submission(line: int = 2, *, place: PlaceQuery | None = None, **changes: Any) -> Submission:
    """A row; ``changes`` are fields of a `Submission`."""
    fields: dict[str, Any] = {
        "day": date(2018, 4, 7),
        "starts": time(14),
        "raw": {"Row": f"line {line}"},
    } | changes
    return Submission(line=line, place=place or PlaceQuery(city="London"), **fields)


def action(
    city: Place = LONDON,
    *,
    at: Place | None = None,
    visibility: Visibility = Visibility.EXACT,
    row: Submission | None = None,
    **fields: Any,
) -> Action:
    """An action in a city, at a point of it if given; ``fields`` are those of its row."""
    asked = PlaceQuery(city=city.name, venue=fields.pop("venue", ""))
    row = row or submission(fields.pop("line", 2), place=asked, **fields)
    return Action(
        key=action_keys([row])[0],
        campaign=CAMPAIGN.slug,
        submission=row,
        place=at or city,
        city=city,
        status=row.status,
        visibility=visibility,
        geocoding=(as_said("The only place of this name."),),
    )


def published(one: Action) -> ReceivedRow:
    """The row of an action that is on the map."""
    row = one.submission
    return ReceivedRow(row.line, Outcome.PUBLISHED, row.raw, action=one)


def waiting(row: Submission) -> ReceivedRow:
    """A row that waits for an answer."""
    problem = RowProblem(
        row.line, "City", "place_ambiguous", {AS_SAID: "Which Springfield?"}, Effect.QUESTION
    )
    key = action_keys([row])[0]
    return ReceivedRow(row.line, Outcome.WAITING, row.raw, (problem,), submission=row, key=key)


def rejected(line: int) -> ReceivedRow:
    """A row that cannot be used."""
    problem = RowProblem(line, "", "too_few_cells", {"n": 3, "width": 4})
    return ReceivedRow(line, Outcome.REJECTED, problems=(problem,))


def upload(actions: Iterable[Action], *others: ReceivedRow, **changes: Any) -> Upload:
    """A file with these actions, one a line, and other rows after them."""
    numbered = [
        replace(one, submission=replace(one.submission, line=line)) for line, one in enumerate(actions, 2)
    ]
    rows = (*map(published, numbered), *others)
    fields: dict[str, Any] = {"campaign": CAMPAIGN, "file_name": "actions.csv", "encoding": "UTF-8"} | changes
    fields.setdefault("sha256", hashlib.sha256(repr(rows).encode()).hexdigest())
    return Upload(rows=rows, **fields)


KEY = "a key of more than 32 random letters"
SIX = (
    action(LONDON, at=EMBASSY, title="Vigil", venue="Russian Embassy", status=Status.CONFIRMED),
    action(LONDON, title="Second vigil", day=date(2018, 4, 8)),
    action(LONDON, title="Called off", status=Status.CANCELLED),
    action(LEEDS, title="Called off too", status=Status.CANCELLED),
    action(PARIS, title="Veillée", starts=time(9)),
    action(BALI, title="Somewhere on Bali"),
)
