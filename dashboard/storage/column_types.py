"""What columns hold that the databases have no type of their own for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from sqlalchemy import DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from dashboard.reasons import Reason, to_reasons, value_json

W = TypeVar("W", bound=StrEnum)
_BEGINS: Final = '[{"code":'


class Word(TypeDecorator[W]):
    """One word of a `StrEnum`, stored as its value."""

    impl = String(20)
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: W | None, dialect: Dialect) -> str | None:
        """The word's value, refusing what is no such word."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> W | None:
        """The word."""
        return None if value is None else self.words(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets the zone, so that it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Reasoned(TypeDecorator[tuple[Reason, ...]]):
    """Several reasons as JSON; none is an empty text. A sentence of before they were data stays what it was."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Reason, ...] | None, dialect: Dialect) -> str | None:
        """The reasons as JSON."""
        return json.dumps(value_json(value), separators=(",", ":")) if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Reason, ...] | None:
        """The reasons."""
        kept = json.loads(value) if value and value.startswith(_BEGINS) else value
        return None if value is None else to_reasons(kept)
