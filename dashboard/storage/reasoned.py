"""Reasons in the database: JSON in a text. A sentence that was kept before reasons were data is read as it was said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from dashboard.reasons import Reason, as_said, reason_json, to_reason

_BEGINS = '[{"code":'


class Reasoned(TypeDecorator[tuple[Reason, ...]]):
    """Several reasons, one after the other; none is an empty text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Reason, ...] | None, dialect: Dialect) -> str | None:
        """The reasons as JSON."""
        return json.dumps(reasons_json(value), separators=(",", ":")) if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Reason, ...] | None:
        """The reasons."""
        kept = json.loads(value) if value and value.startswith(_BEGINS) else value
        return None if value is None else to_reasons(kept)


def reasons_json(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    """Reasons as JSON can hold them."""
    return [reason_json(one) for one in reasons]


def to_reasons(kept: Any) -> tuple[Reason, ...]:
    """The reasons that were kept as JSON, or one that is a sentence of before."""
    if isinstance(kept, str):
        return (as_said(kept),) if kept else ()
    return tuple(to_reason(one) for one in kept)
