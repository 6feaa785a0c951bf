"""The tables of what people decided about how an action is shown. No import writes here."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from dashboard.model import Visibility
from dashboard.storage.schema import Moment, Word, metadata

exposures = Table(
    "exposures",
    metadata,
    Column("uid", ForeignKey("actions.uid", ondelete="CASCADE"), primary_key=True),
    Column("reveal_at", Moment),
    Column("until_revealed", Word(Visibility), nullable=False),
    Column("coarsen_after", Integer),  # days after the end of the action's day
    Column("coarsen_to", Word(Visibility), nullable=False),
    Column("neighbourhood", Text, nullable=False),
    *(Column(f"withhold_{name}", Boolean, nullable=False) for name in ("organiser", "link", "time")),
    Column("decided_by", String(40), nullable=False),
    Column("decided_at", Moment, nullable=False),
)

approvals = Table(  # where it is dangerous: who asked to show more than the city, and who agreed
    "approvals",
    metadata,
    Column("uid", ForeignKey("actions.uid", ondelete="CASCADE"), primary_key=True),
    Column("level", Word(Visibility), nullable=False),
    Column("of", String(40), nullable=False),  # a digest of what they saw
    Column("asked_by", String(40), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("approved_by", String(40), nullable=False),  # empty while it is asked
    Column("approved_at", Moment),
    CheckConstraint("asked_by != '' AND approved_by != asked_by", name="two_people"),
)
