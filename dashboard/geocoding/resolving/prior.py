"""A file knows more than its rows: the country in which most of them lie is a prior for those that name none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from dashboard.geocoding.answer import Answer, GeoStatus
from dashboard.geocoding.resolving.explain import either
from dashboard.model import Place, PlaceQuery
from dashboard.reasons import PlaceName, Reason

_LEAST_ROWS, _MOST_OF = 5, 0.6
"""From how many different rows, and which share of them, on a country is that of the file."""
_SURE = 0.9
_UNKNOWN = 5_000
"""What a place counts for of which nobody says how many people live there."""
_FAR_BETTER_KNOWN = 10
"""So many times the people make a place abroad worth a question beside its namesake at home."""
Resolve = Callable[[PlaceQuery], Answer]


def home_of(rows: Iterable[tuple[PlaceQuery, Answer]]) -> str:
    """The code of the country that most rows of a file name or can only mean; empty if there is no such country.

    ``rows`` are the different rows with their answers. One counts only if it is placed for sure: by a country that it
    names, or because no other place of the name is in question.
    """
    sure = [
        answer.place.country_code
        for query, answer in rows
        if answer.place is not None and (answer.confidence >= _SURE or query.country.strip())
    ]
    if len(sure) < _LEAST_ROWS:
        return ""
    code, most = Counter(sure).most_common(1)[0]
    return code if most >= _MOST_OF * len(sure) else ""


def at_home(query: PlaceQuery, answer: Answer, home: str, resolve: Resolve) -> Answer:
    """The answer to a row once more, knowing that the file is about a country, by its code.

    A row that names no country and could lie there is taken to, which is said in ``assumed``. It is asked about if
    what it would mean by itself is far better known, or is what another word of it says. All other answers stay.
    """
    abroad = answer.place
    if query.country.strip() or answer.several or answer.status is GeoStatus.NOT_FOUND:
        return answer
    if query.latitude is not None or (abroad is not None and abroad.country_code == home):
        return answer
    there = resolve(replace(query, country=home))
    own = [place for place in (there.place, *there.candidates) if place and place.country_code == home]
    if not own or (there.place is None and abroad is None):
        return answer
    if there.place is None or (abroad is not None and _is_rather_abroad(answer, abroad, own[0])):
        places = tuple(dict.fromkeys((*own, *((abroad,) if abroad else ()), *answer.candidates)))
        text = query.city or query.text or query.address or query.venue
        return Answer(GeoStatus.AMBIGUOUS, either(places, text), candidates=places)
    taken = Reason("home_of_file_taken", {"where": PlaceName(country_code=home)})
    return there._replace(assumed=(*there.assumed, taken))


def _is_rather_abroad(answer: Answer, abroad: Place, own: Place) -> bool:
    """Whether what a row means by itself is far better known than the place at home, or other words speak for it."""
    if abroad.population > _FAR_BETTER_KNOWN * max(own.population, _UNKNOWN):
        return True
    return (
        not any(reason.code == "best_known_taken" for reason in answer.assumed) and answer.confidence >= _SURE
    )
