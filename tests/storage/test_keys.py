"""Which rows count as the same action from one upload to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import PlaceQuery, Status, Submission
from dashboard.storage import action_keys
from tests.storage.samples import submission

ROW = submission(title="Vigil", organiser="Friends", place=PlaceQuery(city="São Paulo", venue="Praça"))


def test_an_id_of_the_organisers_own_is_the_key() -> None:
    assert action_keys([replace(ROW, own_id=" A-17 ")]) == ["id:A-17"]


@pytest.mark.parametrize(
    "change",
    [
        {"starts": time(15)},
        {"ends": time(16)},
        {"status": Status.CANCELLED},
        {"description": "More words"},
        {"expected_people": 50},
        {"contact": "someone@example.org"},
        {"line": 40},
        {"title": "  VIGIL "},
        {"place": PlaceQuery(city="SA\u0303O  paulo", venue="Praça")},
    ],
)
def test_a_correction_changes_an_action_and_adds_none(change: dict[str, Any]) -> None:
    assert action_keys([replace(ROW, **change)]) == action_keys([ROW])


@pytest.mark.parametrize(
    "change",
    [
        {"day": date(2018, 4, 8)},
        {"title": "March"},
        {"organiser": "Others"},
        {"link": "https://example.org"},
        {"place": PlaceQuery(city="São Paulo", venue="Elsewhere")},
        {"place": PlaceQuery(city="São Paulo Praça")},
        {"own_id": "1"},
    ],
)
def test_another_action_has_another_key(change: dict[str, Any]) -> None:
    assert action_keys([replace(ROW, **change)]) != action_keys([ROW])


def test_places_given_by_coordinates_alone_are_told_apart() -> None:
    here, there = PlaceQuery(latitude=1.0, longitude=2.0), PlaceQuery(latitude=1.0, longitude=3.0)
    keys = action_keys([replace(ROW, place=here), replace(ROW, place=there)])
    assert len(set(keys)) == 2


def test_rows_that_are_alike_are_counted_through_so_that_none_is_lost() -> None:
    first, *others = action_keys([ROW, replace(ROW, line=3), replace(ROW, line=4)])
    assert others == [f"2#{first}", f"3#{first}"]


def test_counting_through_never_meets_an_id_that_looks_like_it() -> None:
    keys = action_keys([replace(ROW, own_id=own_id) for own_id in ("7", "7", "7#2", "2#7")])
    assert len(set(keys)) == 4


texts = st.text(max_size=200)


@given(
    st.lists(st.builds(Submission, st.just(2), st.just({}), st.just(PlaceQuery()), own_id=texts, title=texts))
)
def test_every_row_has_a_key_of_its_own_that_the_database_can_hold(rows: list[Submission]) -> None:
    keys = action_keys(rows)
    assert len(keys) == len(rows)
    assert max(map(len, keys), default=0) < 200
