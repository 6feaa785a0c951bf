"""The table of turns. Moments are seconds since 1970, as they are compared with the database's own clock."""

from __future__ import annotations

from sqlalchemy import Column, Float, String, Table

from dashboard.storage.schema import metadata

turns = Table(  # of each piece of work: who does it now, and from when the next may
    "turns",
    metadata,
    Column("work", String(40), primary_key=True),
    Column("free_at", Float(53), nullable=False),
    Column("holder", String(40), nullable=False),
)
