"""Finding places by id, by the beginning of a name, by point, and behind geopy's interface."""

from __future__ import annotations

import gc
import shutil
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from geopy.geocoders.base import Geocoder
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import GazetteerUnavailable
from dashboard.geocoding import Gazetteer, Resolver, open_gazetteer
from dashboard.geocoding.index import gazetteer as module
from dashboard.geocoding.index.reading import Index
from dashboard.geocoding.offline import OfflineGeocoder
from dashboard.model import Precision
from dashboard.reasons import Reason
from tests.saying import refusing

LONDON, RUSSIA = 2643743, 2017370


def test_a_city_has_its_name_region_country_and_time_zone(gazetteer: Gazetteer) -> None:
    london = gazetteer.place(LONDON)
    assert london is not None
    assert (london.name, london.region, london.country_code) == ("London", "England", "GB")
    assert london.timezone == "Europe/London"
    assert london.precision is Precision.CITY


def test_a_country_and_a_region_are_places_of_their_own_precision(gazetteer: Gazetteer) -> None:
    russia, england = gazetteer.place(RUSSIA), gazetteer.place(6269131)
    assert russia is not None
    assert england is not None
    assert (russia.name, russia.precision) == ("Russia", Precision.COUNTRY)
    assert (england.name, england.precision) == ("England", Precision.REGION)


def test_an_unknown_id_is_no_place(gazetteer: Gazetteer) -> None:
    assert gazetteer.place(1) is None
    assert gazetteer.place(-1) is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lon", "London"),
        ("мос", "Moscow"),
        ("東", "Tokyo"),
        ("münch", "Munich"),
        ("muench", "Munich"),
        ("san fr", "San Francisco"),
        ("القاه", "Cairo"),
        ("tel av", "Tel Aviv"),
        ("st. pet", "Saint Petersburg"),
    ],
)
def test_typing_the_beginning_of_a_name_finds_the_best_known_first(
    gazetteer: Gazetteer, typed: str, first: str
) -> None:
    assert gazetteer.search(typed)[0].name == first


def test_a_search_can_keep_to_a_country(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("par", country="us")
    assert found
    assert {place.country_code for place in found} == {"US"}


def test_a_search_gives_no_more_than_asked_for(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.search("s", limit=3)) == 3
    assert gazetteer.search("") == []
    assert gazetteer.search("¿?") == []
    assert gazetteer.search("zzzzzzzz") == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [
        (51.5129, -0.1316, "London"),
        (48.8584, 2.2945, "Paris"),
        (34.0195, -118.4912, "Santa Monica"),
        (55.7539, 37.6208, "Moscow"),
        (-36.8485, 174.7633, "Auckland"),
    ],
)
def test_a_point_is_in_its_city_not_in_a_quarter(
    gazetteer: Gazetteer, latitude: float, longitude: float, name: str
) -> None:
    assert gazetteer.nearest(latitude, longitude).name == name


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_has_a_nearest_place(latitude: float, longitude: float) -> None:
    assert _SHARED[0].nearest(latitude, longitude).name


_SHARED: list[Gazetteer] = []


@pytest.fixture(autouse=True, scope="module")
def _shared(gazetteer: Gazetteer) -> None:
    _SHARED.append(gazetteer)


def test_it_is_a_geopy_geocoder(gazetteer: Gazetteer) -> None:
    geocoder = OfflineGeocoder(Resolver(gazetteer))
    assert isinstance(geocoder, Geocoder)
    munich = geocoder.geocode("Мюнхен")
    assert munich.address == "Munich, Bavaria, Germany"
    assert geocoder.geocode("online") is None
    assert geocoder.geocode("online", exactly_one=False) is None
    springfields = geocoder.geocode("Springfield", exactly_one=False)
    assert len(springfields) > 2
    assert geocoder.reverse((51.5, -0.12)).address == "London, England, United Kingdom"


def test_threads_may_share_it(gazetteer: Gazetteer) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: gazetteer.search("ber")[0].name, range(64)))
    assert set(found) == {"Berlin"}


def test_a_folder_that_cannot_be_written_to_is_said_so(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with refusing(GazetteerUnavailable, "cannot be written to .*: file exists$"):
        open_gazetteer(blocked / "gazetteer")


def test_a_process_that_ends_without_a_word_is_said_by_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(GazetteerUnavailable) as caught:
        open_gazetteer(tmp_path / "gazetteer")
    assert caught.value.values["why"] == Reason("process_ended", {"status": "1"})


def test_a_damaged_index_is_built_again(
    tmp_path: Path, gazetteer_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "gazetteer"
    damaged.mkdir()
    (damaged / "meta.json").write_text('{"stamp": "of another version"}')

    def build(directory: Path, progress: object) -> None:
        directory.rename(tmp_path / "damaged")
        directory.symlink_to(gazetteer_dir)

    monkeypatch.setattr(module, "_build", build)
    assert open_gazetteer(damaged).search("lon")[0].name == "London"


def test_an_index_that_nobody_needs_any_more_gives_its_memory_back(
    gazetteer: Gazetteer, gazetteer_dir: Path
) -> None:
    assert gazetteer.search("lon")
    another = weakref.ref(open_gazetteer(gazetteer_dir))
    gc.collect()
    assert another() is None


def test_of_many_who_miss_the_index_one_builds_it(
    tmp_path: Path, gazetteer_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Path] = []

    def build(directory: Path, progress: object) -> None:
        built.append(directory)
        shutil.copytree(gazetteer_dir, directory)

    monkeypatch.setattr(module, "_build", build)
    with ThreadPoolExecutor(4) as threads:
        found = list(
            threads.map(lambda _: open_gazetteer(tmp_path / "index").search("lon")[0].name, range(4))
        )
    assert (found, built) == (["London"] * 4, [tmp_path / "index"])


def test_an_index_with_one_changed_byte_is_not_used(tmp_path: Path, gazetteer_dir: Path) -> None:
    copy = tmp_path / "gazetteer"
    shutil.copytree(gazetteer_dir, copy)
    Index(copy)
    points = copy / "latitude.npy"
    whole = points.read_bytes()
    points.write_bytes(whole[:100_000] + bytes([whole[100_000] ^ 1]) + whole[100_001:])
    with pytest.raises(GazetteerUnavailable, match="index_damaged"):
        Index(copy)
