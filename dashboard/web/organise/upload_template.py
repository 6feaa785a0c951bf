"""The empty table to fill in, with its columns and its example row in the organiser's language."""

from __future__ import annotations

from typing import Literal

from dashboard.i18n import Speech
from dashboard.ingest import write_template
from dashboard.model import Status
from dashboard.web.organise.words import field_names


def template(kind: Literal["csv", "xlsx"], speech: Speech) -> bytes:
    """The template; each of its columns is understood when it comes back, whoever filled it in."""
    example = {
        "title": speech.text("Example: this row shows how, and is left out"),
        "venue": speech.text("In front of the town hall"),
        "country": speech.country("FR"),
        "organiser": speech.text("Name of the group"),
        "description": speech.text("What people should know and bring."),
        "status": speech.status(Status.PLANNED),
    }
    return write_template(kind, field_names(speech), example)
