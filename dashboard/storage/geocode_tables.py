"""The tables of the online geocoder, which all processes of an installation share.

Moments are seconds since 1970, as they are compared with the database's own clock.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Integer, String, Table

from dashboard.storage.reasoned import Reasoned
from dashboard.storage.schema import Moment, metadata

geocoder_standing = Table(  # how we stand with each service
    "geocoder_standing",
    metadata,
    Column("service", String(400), primary_key=True),
    Column("failures", Integer, nullable=False),  # in a row
    Column("closed_until", Float(53), nullable=False),
    Column("stopped", Boolean, nullable=False),  # until an operator resumes
    Column("reason", Reasoned, nullable=False),
)

geocoder_answers = Table(  # what a service answered; what was asked is kept as a digest alone
    "geocoder_answers",
    metadata,
    Column("service", String(400), primary_key=True),
    Column("query", String(64), primary_key=True),
    Column("places", JSON, nullable=False),  # empty: the service knows no such place
    Column("expires_at", Float(53), nullable=False, index=True),
)

place_questions = Table(  # what an organiser is asked about the place of an action that is on the map
    "place_questions",
    metadata,
    Column("uid", ForeignKey("actions.uid", ondelete="CASCADE"), primary_key=True),
    Column("message", Reasoned, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("settled_at", Moment),  # when somebody said that the action stands rightly where it stands
)
