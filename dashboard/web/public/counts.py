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
from dashboard.web.serving.listing import CountryCount

ROWS_AT_FIRST: Final = 15
"""How many rows are open at first; style.css folds the others."""


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: what it is called, whether it holds numbers, and which way the rows stand by it at first."""

    name: str
    is_number: bool = True
    order: str = "none"


_Row = tuple[CityCount | CountryCount, str, str]
"""What is counted; its name, and the cell beside it, as HTML."""


def press_sentence(speech: Speech, totals: Totals, now: datetime) -> None:
    """The numbers of the chosen actions as one sentence with its moment (UTC), to be copied; and how many people."""
    when = speech.text("As of {day}, {time} UTC.", day=speech.day(now.date()), time=speech.time(now.time()))
    sentence = f"{sentence_of(speech, totals)} {when}"
    copy, copied = escape(speech.text("Copy")), escape(speech.text("Copied"))
    people = "".join(f"<p>{escape(one)}</p>" for one in _all_people(speech, totals))
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


def of_city(speech: Speech, one: CityCount) -> str:
    """What a city has: "2 actions", "2 actions, 1 cancelled", or "1 cancelled" where nothing takes place."""
    standing = speech.count("{n} action", "{n} actions", one.actions)
    cancelled = speech.count("{n} cancelled", "{n} cancelled", one.cancelled)
    parts = standing if one.actions or not one.cancelled else "", cancelled if one.cancelled else ""
    return speech.listed(*parts)


def country_table(speech: Speech, countries: Sequence[CountryCount]) -> None:
    """Counts per country, in the given order: most actions first."""
    head = [_Column(speech.text("Country"), is_number=False), _Column(speech.text("Cities"))]
    unnamed = speech.text("Country not named")
    rows = [
        (row, escape(speech.country(row.country_code) or unnamed), _number(speech, row.cities))
        for row in countries
    ]
    more = speech.count("Show {n} more country", "Show {n} more countries", len(rows) - ROWS_AT_FIRST)
    _table(speech, "counts-by-country", speech.text("By country"), head, rows, more)


def city_table(speech: Speech, slug: str, cities: Sequence[CityCount]) -> None:
    """Counts per city, most actions first."""
    head = [_Column(speech.text("City"), is_number=False), _Column(speech.text("Country"), is_number=False)]
    rows = [
        (city, _city_name(speech, slug, city), f"<td>{escape(speech.country(city.country_code))}</td>")
        for city in sorted(cities, key=lambda city: (-city.actions, city.city, city.city_id))
    ]
    more = speech.count("Show {n} more city", "Show {n} more cities", len(rows) - ROWS_AT_FIRST)
    _table(speech, "counts-by-city", speech.text("By city"), head, rows, more)


def _all_people(speech: Speech, totals: Totals) -> Iterator[str]:
    if totals.expected_people:
        yield speech.titled(speech.text("People expected"), speech.number(totals.expected_people))
    if totals.reported_people:
        yield speech.titled(speech.text("People who came"), speech.number(totals.reported_people))


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


def _people(speech: Speech, people: int) -> str:
    return _number(speech, people) if people else '<td class="n" data-value="0">–</td>'


def _number(speech: Speech, value: int) -> str:
    return f'<td class="n" data-value="{value}">{speech.number(value)}</td>'


def _bar(value: int, largest: int) -> str:
    return f'<span class="bar" style="width:{max(2, round(100 * value / largest))}%"></span>' if value else ""


def _table(
    speech: Speech, name: str, caption: str, columns: Sequence[_Column], counts: Sequence[_Row], more: str
) -> None:
    """A table of which the first rows are open, and the others one click away, without asking the server.

    How many people were expected and came has a column where anybody has said so.
    """
    people = {
        speech.text("People expected"): [one.expected_people for one, _, _ in counts],
        speech.text("People who came"): [one.reported_people for one, _, _ in counts],
    }
    given = {words: numbers for words, numbers in people.items() if any(numbers)}
    columns = [*columns, _Column(speech.text("Actions"), order="descending"), *map(_Column, given)]
    largest = max((one.actions for one, _, _ in counts), default=1) or 1
    rows = [
        [
            f'<th scope="row">{first}{_bar(one.actions, largest)}</th>{second}{_actions(speech, one)}',
            *(_people(speech, numbers[n]) for numbers in given.values()),
        ]
        for n, (one, first, second) in enumerate(counts)
    ]
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
