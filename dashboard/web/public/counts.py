"""The counts as tables that can be sorted, and as a sentence for the press. `page.js` sorts and copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final

import streamlit as st

from dashboard.i18n import Speech
from dashboard.model import CityCount, Precision, Totals
from dashboard.web import widgets
from dashboard.web.resources import CountryCount

ROWS_AT_FIRST: Final = 15
"""How many rows are open at first; style.css folds the others."""


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: what it is called, whether it holds numbers, and which way the rows stand by it at first."""

    name: str
    is_number: bool = True
    order: str = "none"


def press_sentence(speech: Speech, totals: Totals, now: datetime) -> None:
    """The numbers of the chosen actions as one sentence with its moment (UTC), to be copied; and how many people."""
    when = speech.text("As of {day}, {time} UTC.", day=speech.day(now.date()), time=speech.time(now.time()))
    sentence = f"{sentence_of(speech, totals)} {when}"
    copy, copied = escape(speech.text("Copy")), escape(speech.text("Copied"))
    people = "".join(f"<p>{escape(one)}</p>" for one in _people(speech, totals))
    st.html(
        f'<div class="press"><p>{escape(sentence)} <button type="button" data-copy="{escape(sentence)}"'
        f' data-copied="{copied}">{copy}</button> <span role="status"></span></p>{people}</div>'
    )


def sentence_of(speech: Speech, totals: Totals) -> str:
    """The campaign in one sentence, for the press and for screen readers."""
    return speech.text(
        "{actions} in {cities} in {countries}.",
        actions=speech.count("{n} action", "{n} actions", totals.actions),
        cities=speech.count("{n} city", "{n} cities", totals.cities),
        countries=speech.count("{n} country", "{n} countries", totals.countries),
    )


def country_table(speech: Speech, countries: Sequence[CountryCount]) -> None:
    """Counts per country, in the given order: most actions first."""
    largest = max((country.actions for country in countries), default=1) or 1
    shows = _given(countries)
    rows = [
        [
            f'<th scope="row">{_country_name(speech, row)}{_bar(row.actions, largest)}</th>',
            _number(speech, row.cities),
            _actions(speech, row),
            *_people_cells(speech, row, shows),
        ]
        for row in countries
    ]
    head = [
        _Column(speech.text("Country"), is_number=False),
        _Column(speech.text("Cities")),
        _Column(speech.text("Actions"), order="descending"),
        *_people_columns(speech, shows),
    ]
    more = speech.count("Show {n} more country", "Show {n} more countries", len(rows) - ROWS_AT_FIRST)
    _table("counts-by-country", speech.text("By country"), head, rows, more)


def city_table(speech: Speech, slug: str, cities: Sequence[CityCount]) -> None:
    """Counts per city, most actions first."""
    ordered = sorted(cities, key=lambda city: (-city.actions, city.city, city.city_id))
    largest = max((city.actions for city in ordered), default=1) or 1
    shows = _given(ordered)
    rows = [
        [
            f'<th scope="row">{_city_name(speech, slug, city)}{_bar(city.actions, largest)}</th>',
            f"<td>{escape(speech.country(city.country_code))}</td>",
            _actions(speech, city),
            *_people_cells(speech, city, shows),
        ]
        for city in ordered
    ]
    head = [
        _Column(speech.text("City"), is_number=False),
        _Column(speech.text("Country"), is_number=False),
        _Column(speech.text("Actions"), order="descending"),
        *_people_columns(speech, shows),
    ]
    more = speech.count("Show {n} more city", "Show {n} more cities", len(rows) - ROWS_AT_FIRST)
    _table("counts-by-city", speech.text("By city"), head, rows, more)


def _people(speech: Speech, totals: Totals) -> Iterator[str]:
    if totals.expected_people:
        yield f"{speech.text('People expected')}: {speech.number(totals.expected_people)}"
    if totals.reported_people:
        yield f"{speech.text('People who came')}: {speech.number(totals.reported_people)}"


def _given(counts: Sequence[CityCount | CountryCount]) -> tuple[bool, bool]:
    """Whether anybody said how many are expected, and how many came: else there is no column for it."""
    return any(one.expected_people for one in counts), any(one.reported_people for one in counts)


def _people_columns(speech: Speech, shows: tuple[bool, bool]) -> Iterator[_Column]:
    if shows[0]:
        yield _Column(speech.text("People expected"))
    if shows[1]:
        yield _Column(speech.text("People who came"))


def _people_cells(speech: Speech, one: CityCount | CountryCount, shows: tuple[bool, bool]) -> Iterator[str]:
    for is_shown, people in zip(shows, (one.expected_people, one.reported_people), strict=True):
        if is_shown:
            yield _number(speech, people) if people else '<td class="n" data-value="0">–</td>'


def _country_name(speech: Speech, row: CountryCount) -> str:
    return escape(speech.country(row.country_code) or speech.text("Country not named"))


def _city_name(speech: Speech, slug: str, city: CityCount) -> str:
    """What is no city does not pass for one: the middle of a country, or a region, which is named as that."""
    if city.precision is Precision.COUNTRY:
        return escape(speech.text("City not named"))
    name = f"<bdi>{escape(widgets.city_name(speech, slug, city))}</bdi>"
    return f"{escape(speech.text('City not named'))} · {name}" if city.precision is Precision.REGION else name


def _actions(speech: Speech, one: CityCount | CountryCount) -> str:
    cancelled = ""
    if one.cancelled:
        title = escape(speech.count("{n} cancelled", "{n} cancelled", one.cancelled))
        cancelled = f'<s title="{title}">{speech.number(one.cancelled)}</s> '
    return f'<td class="n" data-value="{one.actions}">{cancelled}{speech.number(one.actions)}</td>'


def _number(speech: Speech, value: int) -> str:
    return f'<td class="n" data-value="{value}">{speech.number(value)}</td>'


def _bar(value: int, largest: int) -> str:
    return f'<span class="bar" style="width:{max(2, round(100 * value / largest))}%"></span>' if value else ""


def _table(
    name: str, caption: str, columns: Sequence[_Column], rows: Sequence[Sequence[str]], more: str
) -> None:
    """A table of which the first rows are open, and the others one click away, without asking the server."""
    head = "".join(map(_heading, columns))
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    rest = f"<details><summary>{escape(more)}</summary></details>" if len(rows) > ROWS_AT_FIRST else ""
    st.html(
        f'<div class="tally"><table class="counts {name}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}</div>"
    )


def _heading(column: _Column) -> str:
    numeric = ' class="n"' if column.is_number else ""
    return (
        f'<th scope="col" aria-sort="{column.order}"{numeric}>'
        f'<button type="button">{escape(column.name)}</button></th>'
    )
