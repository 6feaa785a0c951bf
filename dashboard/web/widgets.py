"""What several pages draw: the masthead, figures, tables and lists, as HTML in which every text is escaped.

``st.html`` is used rather than Markdown, which would fetch images that a file names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

import streamlit as st

from dashboard.bundled import bundled
from dashboard.i18n.formats import counted, country_name, day_text, number, when_text
from dashboard.model import Campaign, CityCount, Precision, PublicAction, Status, Totals
from dashboard.web.resources import CountryCount

ROWS_AT_FIRST = 15
STYLE = Path(__file__).with_name("style.css")
MARK = bundled("mark.svg")
STATUS_WORDS = {
    Status.PLANNED: "Planned",
    Status.CONFIRMED: "Confirmed",
    Status.HAPPENED: "It happened",
    Status.CANCELLED: "Cancelled",
    Status.POSTPONED: "Postponed",
}


def status_text(status: Status) -> str:
    """A status as a person says it."""
    return STATUS_WORDS[status]


def masthead(campaign: Campaign) -> None:
    """The campaign's name, what it is about, and whether it is an example."""
    example = '<p class="example">This is example data.</p>' if campaign.is_example else ""
    summary = f'<p dir="auto">{escape(campaign.summary)}</p>' if campaign.summary else ""
    st.html(
        f'<header class="mast"><span class="mark"></span><div>'
        f'<h1 dir="auto">{escape(campaign.title)}</h1>{summary}{example}</div></header>'
    )


def figures(totals: Totals, campaign: Campaign, coming: tuple[str, timedelta] | None) -> None:
    """The numbers of the campaign, and what comes next."""
    entries = [
        (totals.actions, "action", "actions"),
        (totals.cities, "city", "cities"),
        (totals.countries, "country", "countries"),
    ]
    shown = "".join(f"<div><dt>{one if n == 1 else many}</dt><dd>{number(n)}</dd></div>" for n, one, many in entries)
    if totals.cancelled:
        shown += f'<div class="aside"><dt>cancelled</dt><dd>{number(totals.cancelled)}</dd></div>'
    st.html(f'<dl class="figures">{shown}{_coming(totals, campaign, coming)}</dl>')


def _coming(totals: Totals, campaign: Campaign, coming: tuple[str, timedelta] | None) -> str:
    if coming:
        city, left = coming
        return f'<div class="next"><span>Next: <strong>{escape(city)}</strong>, in {duration(left)}</span></div>'
    if totals.actions and campaign.day:
        return f'<div class="next"><span>It happened on {day_text(campaign.day)}.</span></div>'
    return ""


def duration(left: timedelta) -> str:
    """A span of time in its two largest units: "3 days", "2 h 14 min"."""
    minutes = max(1, int(left.total_seconds() // 60))
    if minutes >= 2 * 24 * 60:
        return f"{minutes // (24 * 60)} days"
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def found(sentence: str) -> None:
    """What became of a search, heard by screen readers as well."""
    st.html(f'<p class="found" role="status" dir="auto">{escape(sentence)}</p>')


def fold(label: str) -> None:
    """On a narrow screen, a button that unfolds what follows in its container (see style.css); else nothing."""
    st.html(f'<details class="fold"><summary>{escape(label)}</summary></details>')


def heading(text: str, note: str = "") -> None:
    """A section's heading, with a line below it."""
    st.html(f'<h2 class="counts-title">{escape(text)}</h2>' + (f'<p class="note">{escape(note)}</p>' if note else ""))


def country_table(countries: Sequence[CountryCount]) -> None:
    """Counts per country, in the given order."""
    largest = max((country.actions for country in countries), default=1) or 1
    rows = [
        f'<tr><th scope="row">{escape(country_name(row.country_code) or "Country not named")}'
        f'{_bar(row.actions, largest)}</th><td class="n">{number(row.cities)}</td>'
        f'<td class="n">{_count(row.actions, row.cancelled)}</td></tr>'
        for row in countries
    ]
    _table("counts-by-country", "By country", ("Country", "Cities", "Actions"), rows, "countries")


def city_table(cities: Sequence[CityCount]) -> None:
    """Counts per city, most actions first."""
    ordered = sorted(cities, key=lambda city: (-city.actions, city.city, city.city_id))
    largest = max((city.actions for city in ordered), default=1) or 1
    rows = [
        f'<tr><th scope="row" dir="auto">{escape(_city_name(city))}{_bar(city.actions, largest)}</th>'
        f"<td>{escape(country_name(city.country_code))}</td>"
        f'<td class="n">{_count(city.actions, city.cancelled)}</td></tr>'
        for city in ordered
    ]
    _table("counts-by-city", "By city", ("City", "Country", "Actions"), rows, "cities")


def _city_name(city: CityCount) -> str:
    """A centroid of a country is no city, and does not pass for one."""
    return "City not named" if city.precision is Precision.COUNTRY else city.city


def _count(actions: int, cancelled: int) -> str:
    return number(actions) + (f' <s title="cancelled">{number(cancelled)}</s>' if cancelled else "")


def _bar(value: int, largest: int) -> str:
    return f'<span class="bar" style="width:{max(2, round(100 * value / largest))}%"></span>' if value else ""


def _table(name: str, caption: str, columns: Sequence[str], rows: Sequence[str], noun: str) -> None:
    """A table of which the first rows are open, and the others one click away, without asking the server."""
    classes = ['class="n"' if column in {"Cities", "Actions"} else "" for column in columns]
    head = "".join(f'<th scope="col" {css}>{column}</th>' for column, css in zip(columns, classes, strict=True))
    opened, folded = rows[:ROWS_AT_FIRST], rows[ROWS_AT_FIRST:]
    more = f"<details><summary>Show {number(len(folded))} more {noun}</summary>{_rows(name, head, folded)}</details>"
    st.html(_rows(name, head, opened, f"<caption>{caption}</caption>") + (more if folded else ""))


def _rows(name: str, head: str, rows: Sequence[str], caption: str = "") -> str:
    return (
        f'<table class="counts {name}">{caption}<thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def action_list(actions: Iterable[PublicAction]) -> None:
    """Actions one below the other, with everything that the map's cards show."""
    st.html(f'<ul class="actions">{"".join(map(_item, actions))}</ul>')


def _item(action: PublicAction) -> str:
    when = when_text(action.day, action.starts, action.ends, action.timezone)
    where = ", ".join(dict.fromkeys(part for part in (action.city, country_name(action.country_code)) if part))
    lines = [f'<span class="title" dir="auto">{escape(action.title or "Solidarity action")}</span>']
    lines += [f'<span dir="auto">{escape(text)}</span>' for text in (where, action.venue, action.organiser) if text]
    lines.append(outward_link(action.link))
    if action.status is not Status.PLANNED:
        lines.append(f'<span class="chip">{status_text(action.status)}</span>')
    return f'<li class="is-{action.status}"><span class="when">{escape(when)}</span><div class="what">{"".join(lines)}</div></li>'


def outward_link(address: str) -> str:
    """A link to another site that passes nothing on; empty unless the address is a web address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    name = escape(parts.hostname.removeprefix("www."))
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow ugc">{name}</a>'


def footer(campaign: Campaign, totals: Totals) -> None:
    """Where the data is from, how old it is, and where to read more."""
    updated = f" Last changed on {day_text(totals.updated_at.date())}." if totals.updated_at else ""
    st.html(
        f'<footer class="foot"><a href="about?campaign={quote(campaign.slug)}">What this map shows, what it withholds, and why</a><br>'
        "Places: GeoNames (CC BY 4.0). Land and borders: Natural Earth (public domain). "
        f"This page loads nothing from any other site.{updated}</footer>"
    )


def campaign_links(campaigns: Iterable[Campaign]) -> None:
    """The campaigns there are, each as a link."""
    items = (f'<li><a href="?campaign={quote(one.slug)}" target="_self">{escape(one.title)}</a></li>' for one in campaigns)
    st.html(f'<ul class="campaigns">{"".join(items)}</ul>')


def empty(title: str, sentence: str) -> None:
    """A page without actions, and what to do about it."""
    st.html(f'<section class="empty"><h2>{escape(title)}</h2><p>{escape(sentence)}</p></section>')


def sentence_of(totals: Totals) -> str:
    """The campaign in one sentence, for the press and for screen readers."""
    return (
        f"{counted(totals.actions, 'action', 'actions')} in {counted(totals.cities, 'city', 'cities')} "
        f"in {counted(totals.countries, 'country', 'countries')}"
    )
