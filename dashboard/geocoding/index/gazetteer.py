"""The offline gazetteer: every city of more than 500 people, with its names in all scripts."""

from __future__ import annotations

import fcntl
import gc
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.errors import GazetteerUnavailable
from dashboard.geocoding.index.layout import PREFIX_PLACES, SHORT_PREFIX, Feature, Kind, Level, search_rank
from dashboard.geocoding.index.reading import AreaRecord, Index
from dashboard.geocoding.text.fold import fold
from dashboard.geocoding.text.geometry import kilometres_between
from dashboard.model import Place, Precision
from dashboard.reasons import Progress, Reason, why

_PRECISION = {
    Level.COUNTRY: Precision.COUNTRY, Level.REGION: Precision.REGION,
    Level.COUNTY: Precision.REGION, Level.ISLAND: Precision.REGION,
}  # fmt: skip
_MANY_KEYS = 4_000
_COLLECT_AFTER = (1_000, 200)
"""Often, while new objects are still in the caches of the processor, and the older ones as seldom as before."""
_CITY_KM, _DEGREE_KM = 50.0, 110.0
_ROOT = Path(__file__).parents[3]
_NOT_THERE = (OSError, ValueError, KeyError, GazetteerUnavailable)


def open_gazetteer(directory: Path, *, progress: Progress | None = None) -> Gazetteer:
    """Open the index in a folder, building it first if it is missing or of another version.

    ``progress`` is told (what is being done, steps done, steps in all) while the index is being built.

    Raises:
        GazetteerUnavailable: the index can neither be read nor built, say because the disk is full.
    """
    with suppress(*_NOT_THERE):
        return _opened(directory)
    try:
        with _turn(directory):
            with suppress(*_NOT_THERE):  # another process may have built it meanwhile
                return _opened(directory)
            _build(directory, progress or (lambda stage, done, total: None))
        return _opened(directory)
    except (OSError, ValueError, KeyError) as error:
        raise GazetteerUnavailable("index_unreadable", directory=str(directory), why=why(error)) from error


@contextmanager
def _turn(directory: Path) -> Iterator[None]:
    """One process builds the index of a folder, and the others wait for it."""
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        file = directory.with_name(f".{directory.name}.lock").open("w")
    except OSError as error:
        raise GazetteerUnavailable("index_unwritable", directory=str(directory), why=why(error)) from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _opened(directory: Path) -> Gazetteer:
    """The index, which stays for as long as the program: Python need not look through it again for what is unused.

    Answers are many small objects, none in a cycle. To look for cycles as often as Python does by itself takes a good
    part of the time of a long file.
    """
    gazetteer = Gazetteer(Index(directory))
    if not gc.get_freeze_count():  # another one, open for a while in the same process, may go again
        gc.freeze()
        gc.set_threshold(*_COLLECT_AFTER)
    return gazetteer


def _build(directory: Path, progress: Progress) -> None:
    """Build the index in a process of its own, whose memory, twice that of all else, is given back at the end."""
    directory = directory.absolute()
    place = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in (str(_ROOT), *sys.path) if path)}
    command = [sys.executable, "-m", "dashboard.geocoding.index.build", str(directory)]
    with subprocess.Popen(  # noqa: S603  our own interpreter and our own module
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=place
    ) as process:
        stdout, stderr = process.stdout, process.stderr
        if stdout is None or stderr is None:
            raise GazetteerUnavailable("index_not_built")
        for line in stdout:
            stage, done, total = line.rstrip("\n").split("\t")
            progress(stage, int(done), int(total))
        problem = stderr.read().strip()
    if process.returncode:
        ended = Reason("process_ended", {"status": str(process.returncode)})
        last = problem.splitlines()[-1] if problem else ended
        raise GazetteerUnavailable("index_unwritable", directory=str(directory), why=last)


class Gazetteer:
    """Cities and areas by name, by id, by the beginning of a name, and by point.

    It is read only and may be used by any number of threads at once.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.place_of = lru_cache(maxsize=50_000)(self._place_of)
        self.area_place = lru_cache(maxsize=20_000)(self._area_place)

    def place(self, geonameid: int) -> Place | None:
        """The city, region or country with this GeoNames id (negative: an area whose id is made up).

        ``None`` too for an area of which we do not know where it is.
        """
        number = self.index.number_of(geonameid)
        if number is not None:
            return self.place_of(number)
        area = self.index.area_by_id.get(geonameid)
        return None if area is None or not self.index.areas[area].is_placed else self.area_place(area)

    def _place_of(self, number: int) -> Place:
        index = self.index
        region = index.region[number]
        return Place(
            index.geonameid[number], index.name(number), index.areas[region].name if region >= 0 else "",
            index.areas[index.country[number]].code, index.latitude[number], index.longitude[number],
            index.timezone(number), Precision.CITY, index.population[number],
        )  # fmt: skip

    def _area_place(self, number: int) -> Place:
        area = self.index.areas[number]
        return Place(
            area.geonameid, area.name, self.region_of(area), area.country_code, area.latitude, area.longitude,
            area.timezone, _PRECISION[area.level], area.population,
        )  # fmt: skip

    def region_of(self, area: AreaRecord) -> str:
        """The name of the first-level region that an area is, or lies in."""
        parent = self.index.area_by_code.get(".".join(area.code.split(".")[:2]))
        return self.index.areas[parent].name if parent is not None and area.level is not Level.COUNTRY else ""

    def search(self, prefix: str, *, limit: int = 8, country: str = "") -> list[Place]:
        """The largest places one of whose names, in any script, begins so; within a country if its code is given."""
        key = fold(prefix)
        if not key:
            return []
        numbers = self._search_country(key, country.upper()) if country else self._search_world(key, limit)
        return [self.place_of(number) for number in numbers[:limit]]

    def _search_world(self, key: str, limit: int) -> list[int]:
        if len(key) <= SHORT_PREFIX and limit <= PREFIX_PLACES:
            return self.index.largest(key)
        return self._numbers(islice(self.index.names.trie.iterkeys(key), _MANY_KEYS))

    def _search_country(self, key: str, country: str) -> list[int]:
        keys = [k for k in self.index.spellings.keys(country, key[0]) if k.startswith(key)][:_MANY_KEYS]
        code = self.index.area_by_code.get(country)
        return [number for number in self._numbers(keys) if self.index.country[number] == code]

    def _numbers(self, keys: Iterable[str]) -> list[int]:
        """What the keys mean, the largest place first; another than the main name counts a tenth."""
        ranks: dict[int, float] = {}
        for key in keys:
            for number, kind in self.index.names.find(key)[0]:
                if kind <= Kind.ALIAS:
                    rank = self.index.population[number] * search_rank(key, kind)
                    ranks[number] = max(rank, ranks.get(number, -1.0))
        return sorted(ranks, key=lambda number: (-ranks[number], number))

    def nearest(self, latitude: float, longitude: float) -> Place:
        """The city that a point is in or near: London for a point in Soho, not the nearest of its quarters.

        A larger city counts from farther away. Far from any city it is simply the nearest place.
        """
        numbers, distances = self._around(latitude, longitude)
        closest = int(np.argmin(distances))
        if distances[closest] < _CITY_KM:
            feature, people = (np.asarray(c)[numbers] for c in (self.index.feature, self.index.population))
            pull = (people + 1.0) / (distances + 1.5) ** 3
            pull[(feature <= Feature.DISTRICT) | (distances > _CITY_KM)] = 0
            if pull.max() > 0:
                closest = int(np.argmax(pull))
        return self.place_of(int(numbers[closest]))

    def nearest_numbers(self, latitude: float, longitude: float, *, limit: int = 1) -> list[int]:
        """The numbers of the nearest places, nearest first."""
        numbers, distances = self._around(latitude, longitude)
        return [int(numbers[i]) for i in np.argsort(distances)[:limit]]

    def _around(self, latitude: float, longitude: float) -> tuple[Any, Any]:
        """Places near a point and their distances: at least one, the nearest of all among them."""
        for reach in (1, 3):
            numbers = self._in_cells(latitude, longitude, reach)
            distances = self._distances(numbers, latitude, longitude)
            if len(numbers) and distances.min() < _DEGREE_KM * reach * max(
                0.02, np.cos(np.radians(latitude))
            ):
                return numbers, distances
        numbers = np.arange(len(self.index.points[0]))
        return numbers, self._distances(numbers, latitude, longitude)

    def _distances(self, numbers: Any, latitude: float, longitude: float) -> Any:
        latitudes, longitudes = (column[numbers] for column in self.index.points)
        return kilometres_between(latitudes, longitudes, latitude, longitude)

    def _in_cells(self, latitude: float, longitude: float, reach: int) -> Any:
        row, column = int(np.clip(np.floor(latitude + 90), 0, 179)), int(np.floor(longitude + 180)) % 360
        found = []
        for y in range(max(0, row - reach), min(179, row + reach) + 1):
            for x in range(column - min(reach, 179), column + min(reach, 180) + 1):
                cell = y * 360 + x % 360
                found.append(self.index.by_cell[self.index.cell_at[cell] : self.index.cell_at[cell + 1]])
        return np.unique(np.concatenate(found))
