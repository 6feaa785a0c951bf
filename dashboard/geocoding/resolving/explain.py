"""The sentences that say why a row stands where it stands, or what is asked about it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.index.layout import Kind
from dashboard.geocoding.resolving.scoring import Candidate
from dashboard.model import Place, Precision

_MOST_WORDS = 80
_NAMED = 3


class Explainer:
    """Writes sentences about places, with the names of their countries."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def place(self, place: Place) -> str:
        """A place as people write it: "Munich, Bavaria, Germany"."""
        name, region, country = place.name, place.region, self.country(place)
        inner = name if region in {"", name} else f"{name}, {region}"
        return inner if country in {name, region} else f"{inner}, {country}"

    def country(self, place: Place) -> str:
        """The name of a place's country."""
        index = self._gazetteer.index
        return index.areas[index.area_by_code[place.country_code]].name

    def placed(self, best: Candidate, place: Place) -> str:
        """Why a row is placed."""
        text, full = quoted(best.piece.text), self.place(place)
        if best.piece.errors:
            return f"{text} looks like a misspelling of {full}."
        if place.precision is Precision.COUNTRY:
            return f"{text} is a country, so the row is placed in {place.name} as a whole."
        if place.precision is Precision.REGION:
            return f"{text} is a region, so the row is placed in {full}, as a whole."
        if best.kind == Kind.MAIN:
            return f"{text} is {full}."
        return f"{text} is another name of {full}."

    def assumed(self, best: Candidate, unread: Sequence[str], *, namesakes: bool) -> tuple[str, ...]:
        """What was taken for granted: which namesake is meant, and that what we could not read says nothing of it."""
        sentences = []
        if namesakes and not best.supported:
            sentences.append("The row names no country, so we took the best known place of this name.")
        if unread:
            names = ", ".join([quoted(text) for text in unread[:_NAMED]])
            sentences.append(f"We could not read {names} and left it out.")
        return tuple(sentences)

    def several(self, candidates: Sequence[Candidate], places: Sequence[Place]) -> str:
        """Which of several places?"""
        text, name = candidates[0].piece.text, places[0].name
        if candidates[0].piece.errors:
            names = _list([self.place(place) for place in places[:_NAMED]], "or")
            return f"{quoted(text)} may be a misspelling of {names}. Which one?"
        if len({place.name for place in places[:_NAMED]}) > 1:
            return f"{quoted(text)} may be {_list([self.place(place) for place in places[:_NAMED]], 'or')}. Which one?"
        same_country = len({place.country_code for place in places[:_NAMED]}) == 1
        where = [
            place.region if same_country and place.region else self._where(place) for place in places[:_NAMED]
        ]
        regions = list(dict.fromkeys(where))
        if len(regions) == 1:
            return f"We know {len(places)} places called {name} in {regions[0]}. Which one?"
        return f"We know {name} in {_list(regions, 'and')}. Which one?"

    def _where(self, place: Place) -> str:
        country = self.country(place)
        return f"{place.region}, {country}" if place.region and place.region != place.name else country

    def contradiction(self, place: Place, text: str, said: Sequence[str]) -> str:
        """A place is elsewhere than the row says."""
        where = self.country(place) if place.precision is not Precision.COUNTRY else place.name
        if place.region and place.region != place.name:
            where = f"{place.region}, {where}"
        others = _list([quoted(s) for s in said], "and")
        return f"{quoted(text)} is in {where}, but the row says {others}. Which is right?"

    def unknown_in(self, place: Place, unknown: Sequence[str]) -> str:
        """The area is known, the town is not."""
        names = _list([quoted(text) for text in unknown[:_NAMED]], "and")
        return f"We know {place.name}, but no place called {names} there. Which place is meant?"

    def only_part(self, place: Place, text: str) -> str:
        """Too little of the text is understood."""
        return f"We recognise only {quoted(text)} in this row. Is {self.place(place)} meant?"

    def maybe(self, place: Place, text: str) -> str:
        """One place, not likely enough."""
        people = f", a place of {place.population:,} people" if place.population else ""
        return f"{quoted(text)} may be {self.place(place)}{people}. Is it meant?"

    def near_name(self, place: Place, text: str) -> str:
        """One place whose name is nearly what was written, not likely enough."""
        return f"We know no {quoted(text)}. Is {self.place(place)} meant?"

    def part_of_city(self, place: Place, text: str) -> str:
        """A district that shares its name with a town."""
        return (
            f"{quoted(text)} sounds like a part of a city. Which city is it in? We know {self.place(place)}."
        )


def quoted(text: str) -> str:
    """A stretch of the row in quotation marks, cut if it is long."""
    text = " ".join(text.split())
    return f"“{text[:_MOST_WORDS]}…”" if len(text) > _MOST_WORDS else f"“{text}”"


def _list(items: Sequence[str], word: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def base_confidence(best: Candidate) -> float:
    """How often a match of this sort is right when it has no rival, as measured on rows with known points."""
    if best.piece.errors:
        return 0.83 if best.supported else 0.78
    if best.kind == Kind.WEAK:
        return 0.85
    if not best.piece.whole or best.piece.part:
        return 0.9 if best.supported else 0.8
    if best.is_area:
        return 0.97
    return 0.99 if best.supported else 0.98
