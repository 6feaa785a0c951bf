"""What several pages draw: the masthead, figures, tables and lists, as HTML in which every text is escaped.

``st.html`` is used rather than Markdown, which would fetch images that a file names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial
from html import escape
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from dashboard.bundled import bundled
from dashboard.exports.wording import why_withheld
from dashboard.i18n import Speech
from dashboard.i18n.formats import zone
from dashboard.model import Campaign, CampaignState, CityCount, Precision, PublicAction, Status, Totals
from dashboard.safety import is_web_address
from dashboard.schedule import Agenda, Coming, is_over, is_under_way, start_of
from dashboard.web import language, resources
from dashboard.web.public.links import ABOUT, DASHBOARD, PublicRequest
from dashboard.web.public.search import Suggestion, warning_from
from dashboard.web.serving import last_known
from dashboard.web.serving.responses import how_old

MARK = bundled("mark.svg")
_MOST_OF_A_CITY: Final = 50


def masthead(speech: Speech, campaign: Campaign) -> str:
    """The campaign's name, what it is about and asks people to do; and how old that is, where it has to be said."""
    last_known.shown(resources.store, campaign.slug)  # what nobody has looked at for a while is not old yet
    age = how_old(speech, last_known.seconds_behind(campaign.slug))
    told = notice(speech, campaign)
    example = f'<p class="example">{escape(told)}</p>' if told else ""
    summary = f'<p dir="auto">{escape(campaign.summary)}</p>' if campaign.summary else ""
    summary += "" if is_past(campaign) else _call(speech, campaign)
    return (
        f'<header class="mast"><span class="mark"></span><div>{age}'
        f'<h1 dir="auto">{escape(campaign.title)}</h1>{summary}{example}</div></header>'
    )


def notice(speech: Speech, campaign: Campaign) -> str:
    """That this is the example, or a draft, whose secret link nobody should take for a public one; else nothing."""
    if campaign.state is CampaignState.DRAFT:
        who = speech.text(
            "Its people alone, and whoever has the secret link. Nobody else learns that it is there."
        )
        return speech.titled(speech.text("Draft"), who)
    return speech.text("This is example data.") if campaign.is_example else ""


def _call(speech: Speech, campaign: Campaign) -> str:
    call, past = escape(campaign.call_to_action), " is-past" if is_past(campaign) else ""
    return f'<p class="call{past}" dir="auto">{call_of(speech, campaign, call)}</p>' if call else ""


def is_past(campaign: Campaign) -> bool:
    """Whether the day of the campaign is over everywhere: then its pages look back."""
    return campaign.day is not None and datetime.now(UTC) > datetime.combine(
        campaign.day + timedelta(days=2), time(), UTC
    )


def call_of(speech: Speech, campaign: Campaign, call: str) -> str:
    """What the campaign asks people to do; afterwards, what it asked."""
    return speech.text("The call was: {call}", call=call) if is_past(campaign) else call


def figures(speech: Speech, totals: Totals, campaign: Campaign, agenda: Agenda) -> str:
    """The numbers, what is happening now and what comes next; once the day is over, what was asked for comes after."""
    said = now_and_next(speech, totals, campaign, agenda, partial(_next, speech))
    sentences = "".join(f"<span>{sentence}</span>" for sentence in said)
    said_next = f'<div class="next">{sentences}</div>' if sentences else ""
    called = _call(speech, campaign) if is_past(campaign) else ""
    return f'<div class="figures">{_numbers(speech, totals)}{said_next}</div>{called}'


def _numbers(speech: Speech, totals: Totals) -> str:
    """The numbers of the campaign."""
    entries = [
        (totals.actions, speech.count("action", "actions", totals.actions)),
        (totals.cities, speech.count("city", "cities", totals.cities)),
        (totals.countries, speech.count("country", "countries", totals.countries)),
    ]
    shown = "".join(f"<div><dt>{noun}</dt><dd>{speech.number(n)}</dd></div>" for n, noun in entries)
    if totals.cancelled:
        noun = speech.count("cancelled", "cancelled", totals.cancelled)
        shown += f'<div class="aside"><dt>{noun}</dt><dd>{speech.number(totals.cancelled)}</dd></div>'
    return f"<dl>{shown}</dl>"


def now_and_next(
    speech: Speech, totals: Totals, campaign: Campaign, agenda: Agenda, say_next: Callable[[Coming], str]
) -> Iterator[str]:
    """How many actions are under way, and which comes next; once the campaign is over, that it was."""
    now = datetime.now(UTC)
    if under_way := agenda.under_way(now):
        yield speech.count("Happening now: {n} action", "Happening now: {n} actions", under_way)
    if coming := agenda.next(now):
        yield say_next(coming)
    elif not under_way and totals.actions and campaign.day and campaign.day < now.date():
        yield speech.text("It happened on {day}.", day=speech.day(campaign.day))
        if came := totals.reported_people:
            yield speech.count(
                "{n} person came, as organisers say", "{n} people came, as organisers say", came
            )


def _next(speech: Speech, coming: Coming) -> str:
    """How long until the next action, in the two largest units: "in 3 days", "in 2 h 14 min"."""
    city = f'<strong dir="auto">{escape(speech.named(coming.action))}</strong>'
    minutes = max(1, int(coming.left.total_seconds() // 60))
    if minutes >= 2 * 24 * 60:
        days = minutes // (24 * 60)
        return speech.count("Next: {city}, in {n} day", "Next: {city}, in {n} days", days, city=city)
    if minutes >= 60:
        hours, rest = divmod(minutes, 60)
        return speech.text("Next: {city}, in {hours} h {minutes} min", city=city, hours=hours, minutes=rest)
    return speech.text("Next: {city}, in {minutes} min", city=city, minutes=minutes)


def heading(text: str, note: str = "") -> None:
    """A section's heading, with a line below it."""
    st.html(
        f'<h2 class="counts-title">{escape(text)}</h2>'
        + (f'<p class="note">{escape(note)}</p>' if note else "")
    )


def city(
    speech: Speech,
    campaign: Campaign,
    actions: Sequence[PublicAction],
    nearest: Sequence[Suggestion],
    timezone: str | None,
) -> None:
    """The chosen city: its actions with their times, its files, and the cities nearest to it."""
    first, more = actions[0], len(actions) - _MOST_OF_A_CITY
    name = place_of(speech, first)
    words = speech.count(
        "{n} more is in the list below the map.", "{n} more are in the list below the map.", more
    )
    rest = f'<p class="note">{escape(words)}</p>' if more > 0 else ""
    here = link(speech, campaign.slug).to(city_id=first.city_id)
    ways_on = links(
        {
            here.file("ics"): speech.text("Calendar"),
            here: speech.text("Page to print or send"),
            here.here("poster"): speech.text("Poster"),
        }
    )
    listed = "".join(_item(speech, action, timezone, here=True) for action in actions[:_MOST_OF_A_CITY])
    around = _nearest(speech, campaign, first.country_code, nearest)
    st.html(
        f'<section class="city"><h2 class="counts-title" dir="auto">{escape(name)}</h2>'
        f'<ul class="actions">{listed}</ul>{rest}{ways_on}{around}</section>'
    )


def city_name(speech: Speech, slug: str, one: CityCount | PublicAction) -> str:
    """A city as readers call it, with its region where the campaign has another of this name in its country."""
    is_namesake = one.city_id in resources.listing(slug).namesakes
    return speech.listed(
        speech.named(one), speech.region(one.region, one.country_code) if is_namesake else ""
    )


def city_of(speech: Speech, action: PublicAction) -> str:
    """`city_name` of where an action is; empty where no more than its country is known."""
    return "" if action.precision is Precision.COUNTRY else city_name(speech, action.campaign, action)


def place_name(speech: Speech, city: CityCount) -> str:
    """A city with its region and country, so that namesakes are told apart."""
    region = speech.region(city.region, city.country_code) if city.region != city.city else ""
    return speech.listed(speech.named(city), region, speech.country(city.country_code))


def distance(speech: Speech, here: str, one: Suggestion) -> str:
    """How far a city is from one in the country ``here``, and that taking part can be dangerous there but not here."""
    kilometres = speech.number(round(one.kilometres))
    away = speech.text("({kilometres} km)", kilometres=kilometres)
    if one.instead_of:
        away = speech.text(
            "{kilometres} km from {place}, where there is no action yet",
            kilometres=kilometres,
            place=one.meant(speech),
        )
    return " · ".join(filter(None, (away, warning_from(here, one.city.country_code, speech))))


def _nearest(speech: Speech, campaign: Campaign, here: str, nearest: Sequence[Suggestion]) -> str:
    dashboard = link(speech, campaign.slug)
    links = (
        f'<a href="{escape(str(dashboard.to(DASHBOARD, city_id=one.city.city_id)))}" target="_self">'
        f"<bdi>{escape(city_name(speech, campaign.slug, one.city))}</bdi></a> "
        + escape(distance(speech, here, one))
        for one in nearest
    )
    words = speech.text("Nearest other cities: {cities}", cities=speech.text(", ").join(links))
    return f'<p class="note">{words}</p>' if nearest else ""


def action_list(speech: Speech, actions: Iterable[PublicAction], timezone: str | None) -> None:
    """Actions one below the other, with everything that the map's cards show; ``timezone`` is the viewer's."""
    st.html(f'<ul class="actions">{"".join(_item(speech, action, timezone) for action in actions)}</ul>')


def _item(speech: Speech, action: PublicAction, timezone: str | None, *, here: bool = False) -> str:
    """One action of a list; ``here`` below a heading that says where it is."""
    where = "" if here else place_of(speech, action)
    title = action.title or speech.text("Solidarity action")
    lines = [f'<span class="title" dir="auto">{escape(title)}</span>']
    chips = [speech.status(action.status)] if action.status is not Status.PLANNED else []
    chips += [speech.text("Happening now")] if is_under_way(action, datetime.now(UTC)) else []
    lines += [f'<span class="chip">{escape(chip)}</span>' for chip in chips]
    lines += [
        f'<span dir="auto">{escape(text)}</span>' for text in (where, action.venue, action.organiser) if text
    ]
    if why := why_withheld(action, speech):
        lines.append(f'<span class="why">{escape(why)}</span>')
    lines += [outward_link(action.link), _calendar_link(speech, action)]
    yours = your_time(speech, action, timezone)
    also = [yours, speech.text("Over") if is_over(action, datetime.now(UTC)) else ""]
    below = "".join(f'<span class="yours">{escape(line)}</span>' for line in also if line)
    when = f'<span class="when">{escape(speech.when(action))}{below}</span>'
    return f'<li class="is-{action.status}">{when}<div class="what">{"".join(lines)}</div></li>'


def place_of(speech: Speech, action: PublicAction) -> str:
    """The city and country of an action as readers call them: "London, Royaume-Uni"; its country alone if no more."""
    names = (city_of(speech, action), speech.country(action.country_code))
    return speech.text(", ").join(dict.fromkeys(filter(None, names))) or action.city


def _calendar_link(speech: Speech, action: PublicAction) -> str:
    """The action as a calendar file; nothing while its day is not known."""
    if action.day is None:
        return ""
    address = escape(str(link(speech, action.campaign).file("ics", action.uid)))
    return f'<a class="calendar" href="{address}">{escape(speech.text("Calendar"))}</a>'


def your_time(speech: Speech, action: PublicAction, timezone: str | None) -> str:
    """The start on the viewer's clock, where that differs from the clock of the place."""
    start, theirs = start_of(action), zone(timezone or "")
    if start is None or theirs is None:
        return ""
    there, here = start.astimezone(zone(action.timezone)), start.astimezone(theirs)
    if there.utcoffset() == here.utcoffset():
        return ""
    day = "" if there.date() == here.date() else f"{speech.day(here.date())}, "
    return speech.text("{time} your time", time=f"{day}{speech.time(here.time())}")


def outward_link(address: str) -> str:
    """A link to another site that passes nothing on; empty unless the address is a web address."""
    if not is_web_address(address):
        return ""
    name = escape((urlsplit(address).hostname or "").removeprefix("www."))
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow ugc">{name}</a>'


def footer(speech: Speech, campaign: Campaign, totals: Totals) -> None:
    """Where the data is from, how old it is, and where to read more."""
    sentences = [
        speech.text("Places: GeoNames (CC BY 4.0). Land and borders: Natural Earth (public domain)."),
        speech.text("This page loads nothing from any other site."),
    ]
    if credit := ", ".join(resources.listing(campaign.slug).credits_due):
        sentences.insert(1, escape(speech.text("Some places: {credit}.", credit=credit)))
    if totals.updated_at:
        sentences.append(speech.text("Last changed on {day}.", day=speech.day(totals.updated_at.date())))
    here = link(speech, campaign.slug)
    ways_on = links(
        {
            here.to(ABOUT): speech.text("What this map shows, what it withholds, and why"),
            here.to("feeds"): speech.text("Calendars, feeds and files"),
            here.to(): speech.text("This page without scripts"),
            here.to("share"): speech.text("Share or embed this map"),
            here.to("submit"): speech.text("Submit an action"),
            here.to("report"): speech.text("Report a wrong or dangerous pin"),
        }
    )
    st.html(f'<footer class="foot">{ways_on}{" ".join(sentences)}</footer>')


def campaign_links(speech: Speech, campaigns: Iterable[Campaign]) -> None:
    """The campaigns there are, each as a link."""
    items = (
        f'<li><a href="{escape(str(link(speech, one.slug)))}" target="_self" dir="auto">{escape(one.title)}</a></li>'
        for one in campaigns
    )
    st.html(f'<ul class="campaigns">{"".join(items)}</ul>')


def link(speech: Speech, slug: str) -> PublicRequest:
    """The page of a campaign that moves, for links from one that is being drawn: they go on in the link's language."""
    spoken = language.linked()
    base_path = resources.settings().base_path
    return PublicRequest(slug, DASHBOARD, language=spoken, base_path=base_path, reader=speech.language)


def links(named: Mapping[PublicRequest, str] | Mapping[str, str]) -> str:
    """Links that stand side by side, each large enough for a thumb."""
    items = (f'<a href="{escape(str(to))}" target="_self">{escape(words)}</a>' for to, words in named.items())
    return f'<p class="links">{"".join(items)}</p>'


def empty(title: str, sentence: str) -> None:
    """A page without actions, and what to do about it."""
    st.html(f'<section class="empty"><h2>{escape(title)}</h2><p>{escape(sentence)}</p></section>')


def away(speech: Speech) -> None:
    """The page while the data cannot be read."""
    words = speech.text("The data cannot be reached just now. Please try again in a minute.")
    empty(speech.text("Please come back in a minute"), words)
