"""Filters in a query string come back as they were; anything else is ignored."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import Filters, Status
from dashboard.web.public.filters import read_filters, write_filters

COUNTRIES = st.sets(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2), max_size=4)
FILTERS = st.builds(
    Filters,
    countries=COUNTRIES.map(lambda codes: tuple(sorted(codes))),
    statuses=st.sets(st.sampled_from(Status)).map(lambda found: tuple(sorted(found))),
    city_id=st.none() | st.integers(-(10**10), 10**10),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
)


@given(FILTERS)
def test_what_is_written_is_read_again(filters: Filters) -> None:
    assert read_filters(write_filters(filters)) == filters


@given(st.text())
def test_no_query_is_an_error(query: str) -> None:
    filters = read_filters(query)
    assert read_filters(write_filters(filters)) == filters


def test_the_first_valid_value_counts_where_only_one_can() -> None:
    query = "city=x&city=5&city=6&since=2018-02-30&since=2018-04-07&since=2019-01-01"
    assert read_filters(query) == Filters(city_id=5, since=date(2018, 4, 7))


def test_no_filter_is_an_empty_query() -> None:
    assert write_filters(Filters()) == ""
