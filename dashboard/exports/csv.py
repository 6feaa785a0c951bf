"""CSV for spreadsheets, under headers that our own import recognises.

UTF-8 with a byte order mark, without which Excel takes the text for Windows-1252; commas, and CRLF at the end
of each line (RFC 4180). A text that a spreadsheet would run as a formula is kept a text by an apostrophe in
front. Numbers stay numbers, negative ones included.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from dashboard.exports.edition import PLAIN, Edition, Told
from dashboard.i18n import Speech
from dashboard.model import Campaign, PublicAction

COLUMNS: Final[Mapping[str, Callable[[PublicAction], object]]] = {
    "id": lambda action: action.uid,
    "title": lambda action: action.title,
    "date": lambda action: action.day,
    "start": lambda action: action.starts and f"{action.starts:%H:%M}",
    "end": lambda action: action.ends and f"{action.ends:%H:%M}",
    "timezone": lambda action: action.timezone,
    "venue": lambda action: action.venue,
    "city": lambda action: action.city,
    "region": lambda action: action.region,
    "country": lambda action: action.country_code,
    "latitude": lambda action: action.latitude,
    "longitude": lambda action: action.longitude,
    "precision": lambda action: action.precision.value,
    "visibility": lambda action: action.visibility.value,
    "status": lambda action: action.status.value,
    "organiser": lambda action: action.organiser,
    "link": lambda action: action.link,
    "language": lambda action: action.language,
    "expected_people": lambda action: action.expected_people,
    "description": lambda action: action.description,
    "reported_people": lambda action: action.reported_people,
    "end_date": lambda action: action.last_day,
}
"""The columns, in an order that stays: new ones are added at the end."""

_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")


def told(spoken: Speech) -> Told:
    """The name of the format, and what it is good for."""
    return Told(
        spoken.text("CSV, for spreadsheets"), spoken.text("The list as a table, to sort and to count with.")
    )


def write_csv(campaign: Campaign, actions: Iterable[PublicAction], edition: Edition = PLAIN) -> bytes:
    """One line for each action, withheld fields empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for action in actions:
        writer.writerow([_cell(read(action)) for read in COLUMNS.values()])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value is None else value
