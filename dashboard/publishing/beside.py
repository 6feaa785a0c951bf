"""Actions on the map beside those that are to come: perhaps the same. And whose they are, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from dashboard.model import Action, PlaceQuery, Submission, Visibility
from dashboard.safety import publish_view
from dashboard.storage import Store
from dashboard.storage.rows import city_hour, city_of
from dashboard.storage.twins import Twin

_MOST_BESIDE: Final = 3
"""So many actions stand beside a row at most: of hundreds in one place and hour, nobody would compare each pair."""
_WITH_CITY: Final = (Visibility.EXACT, Visibility.AREA, Visibility.CITY)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A new action and one that stands in the same city, on the same day and in the same hour.

    Or one of one's own in that city that has the same title. Of many such actions, a few stand beside it.
    """

    line: int
    action: Action
    other_uid: str
    other: Action
    other_by: str
    """The name of whoever brought the other; ``""`` if it is not known, or not for whoever asks."""
    may_update: bool
    """Whether the new one may be said to be the other, so that it is changed: see `preview.SAME_AS`."""


def beside(
    store: Store,
    slug: str,
    new: Sequence[Action],
    whose: str | None,
    *,
    keeps_to_own: bool,
    but: Collection[str] = (),
) -> list[Duplicate]:
    """The actions that stand beside new ones of somebody, but for those of the keys ``but``.

    Who ``keeps_to_own`` may change none of other people's, and learns no more of them than everybody does.
    """
    found = list(_beside(new, _by_likeness(store, slug, new, whose, but)))
    standing, now = store.desk.actions_of(slug, {twin.uid for _, twin in found}), datetime.now(UTC)
    names = names_of(store, (twin.imported_by for _, twin in found))
    pairs: list[Duplicate] = []
    for action, twin in found:
        is_open = not keeps_to_own or twin.imported_by == whose
        other = standing[twin.uid] if is_open else _as_public(standing[twin.uid], twin.uid, now)
        if other is not None:
            who, line = names[twin.imported_by] if is_open else "", action.submission.line
            pairs.append(Duplicate(line, action, twin.uid, other, who, may_update=is_open))
    return pairs


def _as_public(action: Action, uid: str, now: datetime) -> Action | None:
    """Another's action as everybody sees it; ``None`` where they do not see its city and hour."""
    seen, said = publish_view(action, uid=uid, now=now), action.submission
    if seen is None or seen.visibility not in _WITH_CITY or seen.starts != said.starts:
        return None
    venue = said.place.venue if said.place.venue in seen.venue else ""  # an address stands there too
    place = PlaceQuery(venue=venue, city=seen.city)
    row = Submission(said.line, {}, place, seen.day, seen.starts, title=seen.title, organiser=seen.organiser)
    where = action.place if seen.visibility is Visibility.EXACT else action.city
    return replace(action, place=where, submission=replace(row, ends=seen.ends, last_day=seen.last_day))


def _by_likeness(
    store: Store, slug: str, new: Sequence[Action], whose: str | None, but: Collection[str]
) -> Mapping[object, Sequence[Twin]]:
    """The actions in the cities of new ones, by their hour, and one's own by their title."""
    alike: defaultdict[object, list[Twin]] = defaultdict(list)
    for twin in store.desk.beside(slug, new, whose, most=_MOST_BESIDE if len(new) == 1 and not but else None):
        if twin.key not in but:
            alike[twin.city_hour].append(twin)
            if twin.imported_by == whose:
                alike[_title(twin.city, twin.title)].append(twin)
    return alike


def _beside(new: Iterable[Action], alike: Mapping[object, Sequence[Twin]]) -> Iterator[tuple[Action, Twin]]:
    """Each new action with those in its hour, or else with one's own of its title."""
    for action in new:
        likenesses = (city_hour(action), _title(city_of(action.city), action.submission.title))
        few = next((alike[one] for one in likenesses if one and alike.get(one)), ())
        yield from ((action, twin) for twin in few[:_MOST_BESIDE])


def _title(city: str, title: str) -> tuple[str, str] | None:
    """What an action and the same one on another day have in common; nothing without a title."""
    return (city, title.casefold()) if title else None


def names_of(store: Store, person_ids: Iterable[str | None]) -> dict[str | None, str]:
    """The names of people by id, in one look; ``""`` of somebody without an account."""
    wanted = set(person_ids)
    known = store.accounts.names({one for one in wanted if one})
    return {one: known.get(one or "", "") for one in wanted}
