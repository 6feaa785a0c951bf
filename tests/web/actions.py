"""A small campaign with one of each kind: exact, cancelled, careful, hidden, hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from dashboard.model import Action, Campaign, Place, PlaceQuery, Precision, Status, Submission, Visibility

CAMPAIGN = Campaign(
    slug="watching",
    title="We are watching <you>",
    summary="2 pm, outside the embassy.",
    day=date(2018, 4, 7),
    starts=time(14),
    is_example=True,
)
LONDON = Place(2643743, "London", "England", "GB", 51.50853, -0.12574, "Europe/London", population=8961989)
PARIS = Place(2988507, "Paris", "Île-de-France", "FR", 48.85341, 2.3488, "Europe/Paris", population=2138551)
AUCKLAND = Place(2193733, "Auckland", "Auckland", "NZ", -36.84853, 174.76349, "Pacific/Auckland")
MOSCOW = Place(524901, "Moscow", "Moscow", "RU", 55.75222, 37.61556, "Europe/Moscow", population=10381222)
EMBASSY = replace(LONDON, latitude=51.509012, longitude=-0.190451, precision=Precision.VENUE)

CANARY = "canary-5b1f"
"""In every field that nobody may see."""
HOSTILE = "<img src=x onerror=alert(1)> {{7*191}} ${7*191}"


def action(number: int, city: Place, *, point: Place | None = None, **changes: Any) -> Action:
    """An action in a city; ``changes`` are fields of its row, its status or its visibility."""
    status = Status(str(changes.pop("status", "planned")))
    visibility = Visibility(str(changes.pop("visibility", "exact")))
    venue = str(changes.pop("venue", ""))
    row = Submission(
        number + 1, {"note": CANARY}, PlaceQuery(city=city.name, venue=venue), date(2018, 4, 7), time(14)
    )
    row = replace(row, contact=f"{CANARY}@example.org", status=status, **changes)
    return Action(f"row:{number}", CAMPAIGN.slug, row, point or city, city, status, visibility)


ACTIONS = (
    action(
        1,
        LONDON,
        point=EMBASSY,
        title="Outside the embassy",
        venue="Russian Embassy",
        link="https://example.org/1",
    ),
    action(2, LONDON, title="Vigil", status="cancelled"),
    action(3, PARIS, title=HOSTILE, day=date(2018, 4, 8)),
    action(4, AUCKLAND, title="First of all", status="confirmed"),
    action(5, MOSCOW, title=CANARY, venue=CANARY, organiser=CANARY, link=f"https://{CANARY}.example"),
    action(6, PARIS, title=CANARY, venue=CANARY, visibility="hidden"),
)
