"""What organisers write about their campaign, as HTML: a small part of Markdown, and nothing that asks another host.

Paragraphs, lists, bold, italics and links are understood. HTML, pictures and everything else stay the text they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Final

import nh3
from markdown_it import MarkdownIt

from dashboard.i18n import Speech
from dashboard.model import Campaign, Partner

_MARKDOWN: Final = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["list", "emphasis", "link", "autolink", "newline", "escape"]
)
_TAGS: Final = {"p", "ul", "ol", "li", "strong", "em", "a", "br"}
_OUTWARD: Final = "noopener noreferrer nofollow"


@lru_cache(256)
def prose(text: str) -> str:
    """The text as HTML that can be shown as it is."""
    return nh3.clean(
        _MARKDOWN.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel=_OUTWARD,
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def about_campaign(speech: Speech, campaign: Campaign) -> str:
    """What organisers say beside their title: a note on safety, their story folded, and who stands behind it."""
    parts = "".join(_parts(speech, campaign))
    return f'<section class="about">{parts}</section>' if parts else ""


def _parts(speech: Speech, campaign: Campaign) -> Iterator[str]:
    # Sentences stand outside of f-strings, where translators' tools find them.
    stay_safe, why = escape(speech.text("Stay safe")), escape(speech.text("Why we act"))
    if campaign.safety_note:
        yield f'<div class="safety"><h2>{stay_safe}</h2>{_block(campaign.safety_note)}</div>'
    if campaign.story:
        yield f"<details><summary>{why}</summary>{_block(campaign.story)}</details>"
    if campaign.partners:
        names = speech.text(", ").join(map(_partner, campaign.partners))
        together = speech.text("Together with {names}", names=names)
        yield f'<p class="partners">{together}</p>'


def _block(text: str) -> str:
    return f'<div class="prose" dir="auto">{prose(text)}</div>'


def _partner(partner: Partner) -> str:
    name = f"<bdi>{escape(partner.name)}</bdi>"
    if not partner.link:
        return name
    return f'<a href="{escape(partner.link)}" target="_blank" rel="{_OUTWARD}">{name}</a>'
