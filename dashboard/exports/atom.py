"""Atom (RFC 4287) for feed readers: what is new on the map, the latest change first.

Written with the standard library. The one well-known library for it has had no release for years and needs lxml, to
write what are a dozen elements; it also stamps each feed with the time of writing, so that no ETag would hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from dashboard.exports.edition import LONG_AGO, PLAIN, Edition, Told, changed_at
from dashboard.exports.wording import heading, lines, link_of, one_line, where
from dashboard.i18n import Speech, speech
from dashboard.model import Campaign, PublicAction

MOST_ENTRIES: Final = 1000
"""Readers ask for the whole feed again and again, so it holds the latest changes; the other formats hold all."""

_ATOM: Final = "http://www.w3.org/2005/Atom"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FEED: Final = "application/atom+xml"


def told(spoken: Speech) -> Told:
    """The name of the format, and what it is good for."""
    return Told(
        spoken.text("Atom, for feed readers"),
        spoken.text("Your feed reader tells you what is new on the map, the latest change first."),
    )


def write_atom(campaign: Campaign, actions: Iterable[PublicAction], edition: Edition = PLAIN) -> bytes:
    """One entry for each action, at most `MOST_ENTRIES`."""
    ElementTree.register_namespace("", _ATOM)
    spoken = speech(edition.language)
    latest = sorted(actions, key=changed_at, reverse=True)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: spoken.language})
    _describe(feed, campaign, edition, spoken, latest)
    for action in latest[:MOST_ENTRIES]:
        _entry(feed, campaign, action, edition, spoken)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _describe(
    feed: ElementTree.Element,
    campaign: Campaign,
    edition: Edition,
    spoken: Speech,
    latest: list[PublicAction],
) -> None:
    changed = changed_at(latest[0]) if latest else edition.changed_at or LONG_AGO
    _add(feed, "id", _name("feed", campaign.slug, edition.path))
    _add(feed, "title", one_line(edition.title(campaign)))
    _add(feed, "subtitle", _about(campaign, spoken, len(latest)))
    _add(feed, "updated", _moment(changed))
    _add(_add(feed, "author"), "name", one_line(campaign.title))
    _add(feed, "generator", "Solidarity Action Map")
    if edition.address:
        _add(feed, "link", rel="self", type=_FEED, href=edition.address)
        _add(feed, "link", rel="alternate", type="text/html", href=edition.home)


def _about(campaign: Campaign, spoken: Speech, many: int) -> str:
    example = spoken.text("This is example data.") if campaign.is_example else ""
    cut = spoken.text(
        "These are the latest {shown} of {all} actions.",
        shown=spoken.number(MOST_ENTRIES), all=spoken.number(many),
    ) if many > MOST_ENTRIES else ""  # fmt: skip
    return " ".join(part for part in (example, one_line(campaign.summary), cut) if part)


def _entry(
    feed: ElementTree.Element, campaign: Campaign, action: PublicAction, edition: Edition, spoken: Speech
) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _name("action", campaign.slug, action.uid))
    _add(entry, "title", heading(campaign, action, spoken))
    _add(entry, "updated", _moment(changed_at(action)))
    if action.organiser:
        _add(_add(entry, "author"), "name", one_line(action.organiser))
    _add(entry, "category", term=action.status.value, label=spoken.status(action.status))
    _add(
        entry,
        "content",
        "\n".join((where(action, spoken), *lines(campaign, action, edition, spoken))),
        type="text",
    )
    if link := link_of(action) or edition.page(action):
        _add(entry, "link", rel="alternate", href=link)


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    element.text = text or None
    return element


def _name(*parts: str) -> str:
    """A name that is the same on every host."""
    return uuid5(NAMESPACE_URL, "|".join(("solidarity-action-map", *parts))).urn


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
