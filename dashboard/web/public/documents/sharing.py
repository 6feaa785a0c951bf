"""Ways to pass a page on without anybody's script: links, a QR code, a frame for other sites, a poster to print."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from html import escape
from typing import Final
from urllib.parse import quote, urlencode

from markupsafe import Markup

from dashboard.exports.wording import why_withheld
from dashboard.model import Status
from dashboard.pictures.qr import qr_code
from dashboard.schedule import CALLED_OFF
from dashboard.web import resources
from dashboard.web.markdown import prose
from dashboard.web.public import counts
from dashboard.web.public.documents.campaign import about_city, common
from dashboard.web.public.documents.listing import short
from dashboard.web.public.links import PublicRequest
from dashboard.web.serving.responses import Body, make_body
from dashboard.web.templates import document

MOST_ON_A_POSTER: Final = 4
_LONGEST: Final = 1000
_INSTANCE = re.compile(r"(?=.{4,253}$)([a-z0-9](-*[a-z0-9])*\.)+[a-z][a-z0-9-]*[a-z0-9]")


def share_links(address: str, words: str) -> Iterator[tuple[str, str]]:
    """Name and address of each way to send a link with a sentence. Nothing is loaded from there."""
    both = f"{words} {address}"
    yield "WhatsApp", f"https://wa.me/?{_query(text=both)}"
    yield "Telegram", f"https://t.me/share/url?{_query(url=address, text=words)}"
    yield "Signal", f"sgnl://send?{_query(text=both)}"
    yield "X", f"https://x.com/intent/post?{_query(text=words, url=address)}"
    yield "Facebook", f"https://www.facebook.com/sharer/sharer.php?{_query(u=address)}"


def mail_link(address: str, subject: str, words: str) -> str:
    """A link that begins an e-mail."""
    body = f"{words}\n\n{address}"
    return f"mailto:?{_query(subject=subject, body=body)}"


def mastodon_link(instance: str, address: str, words: str) -> str:
    """The page of a Mastodon server on which its user can post this; empty for what is no server's name."""
    name = instance.strip().lower().removeprefix("https://").rstrip("/")
    name = name.rpartition("@")[2]
    return f"https://{name}/share?{_query(text=f'{words} {address}')}" if _INSTANCE.fullmatch(name) else ""


def share_page(asked: PublicRequest, version: str) -> Body:
    """All ways to pass on the campaign, or one city of it."""
    values = about_city(asked, version) if asked.city_id is not None else common(asked, version)
    campaign, address = values["campaign"], _address(asked)
    is_city = asked.city_id is not None
    subject = asked.speech.titled(values["place"], campaign.title) if is_city else campaign.title
    sentence = counts.sentence_of(asked.speech, resources.totals(asked.slug, asked.filters))
    words = short(subject) if is_city else f"{short(subject)} – {sentence}"
    values |= {
        "subject": subject,
        "address": address,
        "links": list(share_links(address, words)),
        "mail": mail_link(address, short(subject), words),
        "mastodon": mastodon_link(asked.instance, address, words),
        "frames": [] if is_city else list(_frames(asked)),
        "kept_on": asked.here().pairs,
    }
    return document("share.html", **values)


def poster_page(asked: PublicRequest, version: str) -> Body:
    """A sheet of A4 for one city."""
    values = about_city(asked, version)
    address = _address(asked)
    here = values["everything"]
    standing = [one for one in here if one.status not in CALLED_OFF]
    values |= {
        "standing": standing[:MOST_ON_A_POSTER],
        "off": Status.POSTPONED if any(one.status is Status.POSTPONED for one in here) else Status.CANCELLED,
        "more": max(0, len(standing) - MOST_ON_A_POSTER),
        "whys": list(dict.fromkeys(filter(None, (why_withheld(one, asked.speech) for one in standing)))),
        "safety": Markup(prose(values["campaign"].safety_note)),  # noqa: S704  # cleaned there
        "address": address.partition("://")[2] or address,
        "qr": base64.b64encode(qr_code(address)).decode(),
    }
    return document("poster.html", **values)


def qr_picture(asked: PublicRequest, version: str) -> Body:
    """The QR code of the page's address.

    Raises:
        Missing: no action of the campaign is in this city.
    """
    if asked.city_id is not None:
        about_city(asked, version)
    return make_body(qr_code(_address(asked)), "image/png")


def _address(asked: PublicRequest) -> str:
    """The light page of what is shown here, with its filters as far as a QR code holds them."""
    address = asked.here().whole
    return address if len(address) <= _LONGEST else asked.to(city_id=asked.city_id).whole


def frame_code(address: str, title: str, height: int, *, scripts: bool) -> str:
    """The HTML that others put into their pages. The frame and the page around it learn nothing of each other."""
    own = "allow-scripts allow-same-origin " if scripts else ""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" loading="lazy" '
        f'sandbox="{own}allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" '
        f'style="width:100%;height:{height}px;border:0"></iframe>'
    )


def _frames(asked: PublicRequest) -> Iterator[tuple[str, str]]:
    """A frame for each view, with the filters of the link: the map that moves, and the list."""
    title = resources.campaign(asked.slug).spoken(asked.speech.language).title
    for look, page, height in (("map", "map", 620), ("", "embed", 640)):
        yield look, frame_code(asked.here(page).named().whole, short(title), height, scripts=look == "map")


def _query(**values: str) -> str:
    return urlencode(values, quote_via=quote)
