"""The table of what the public reports about the map: for moderators alone, and not for long."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table

from dashboard.storage.schema import Moment, metadata
from dashboard.storage.sealing import Sealed

reports = Table(
    "reports",
    metadata,
    Column("id", String(40), primary_key=True),
    Column(
        "campaign",
        ForeignKey("campaigns.slug", onupdate="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("about", Sealed, nullable=False),  # which action or city, in their words
    Column("wrong", Sealed, nullable=False),
    Column("contact", Sealed, nullable=False),
    Column("received_at", Moment, nullable=False, index=True),
)
