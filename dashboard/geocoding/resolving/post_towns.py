"""The post town of a British postcode: near it lies what a row means, and alone it may stand for the row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.geocoding.index.containment import Containment
from dashboard.geocoding.index.gazetteer import Gazetteer
from dashboard.geocoding.resolving.context import Context
from dashboard.geocoding.resolving.explain import place_reason
from dashboard.geocoding.resolving.parse import Reader
from dashboard.geocoding.resolving.postcodes import COUNTRY, Postcode, postcode_in
from dashboard.geocoding.resolving.scoring import Candidate
from dashboard.geocoding.text.geometry import kilometres
from dashboard.model import Answer, GeoStatus, Place, PlaceQuery

_MAY_BE_POSTCODE = re.compile(r"[A-Za-z][0-9]")
_POSTAL = 0.9
_MOST_CANDIDATES = 8


class PostTowns:
    """Finds the British postcode of a row, and says what follows from it."""

    def __init__(self, gazetteer: Gazetteer, reader: Reader, lies: Containment) -> None:
        self._gazetteer, self._reader, self._lies = gazetteer, reader, lies

    def alone(self, code: Postcode, context: Context) -> Answer | None:
        """The post town of a row that names its place by nothing but a British postcode; asked about if far from it."""
        place = self._gazetteer.place(code.town)
        number = self._gazetteer.index.number_of(code.town)
        if place is None or number is None or not self._lies.fits_all(number, context.constraints):
            return None
        sure = code.is_at_town and (code.is_full or bool(context.constraints))
        reason = place_reason("postcode_of", place, code.text)
        if not sure:
            return Answer(GeoStatus.AMBIGUOUS, reason, candidates=(place,))
        return Answer(GeoStatus.PLACED, reason, place, confidence=_POSTAL)

    def read(self, query: PlaceQuery, context: Context) -> Postcode | None:
        """The British postcode in the text of a row, where the row does not say that it is in another country."""
        text = f"{query.text} {query.city} {query.address} {query.postcode}"
        if not _MAY_BE_POSTCODE.search(text) or (code := postcode_in(text)) is None:
            return None
        gb = self._gazetteer.index.area_by_code[COUNTRY]
        claimed = context.constraints
        if claimed:
            return code if any(gb in self._lies.around(areas) for areas in claimed) else None
        named = {area for p in self._reader.read(text) if p.is_country for area in p.area_set}
        if named:
            return code if gb in named else None
        return code if code.is_full or len(code.area) > 1 else None

    def near(self, heads: list[Candidate], code: Postcode) -> list[Candidate]:
        """The meanings near the post town, the nearest before farther ones."""
        town = self._gazetteer.place(code.town)
        near = []
        for candidate in heads:
            if town is None or candidate.is_area:
                continue
            point = self._lies.point(candidate.number)
            distance = kilometres(town.latitude, town.longitude, *point)
            if distance <= code.reach_km:
                bonus = 2.0 - distance / code.reach_km
                alone = candidate.piece._replace(cities=((candidate.number, candidate.kind),))
                near.append(candidate._replace(piece=alone, score=candidate.score + bonus, supported=True))
        return near

    def far_from(self, places: Sequence[Place], code: Postcode) -> Answer:
        """The question about a place far from where its postcode is."""
        town = self._gazetteer.place(code.town)
        candidates = (*places, *((town,) if town else ()))[:_MOST_CANDIDATES]
        return Answer(
            GeoStatus.AMBIGUOUS,
            place_reason("far_from_postcode", places[0], code.text),
            candidates=candidates,
        )
