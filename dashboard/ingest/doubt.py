"""What is wrong with the text of one cell, before it is known in which row and column it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.model import Effect
from dashboard.reasons import Reason, Value, Values


@dataclass(frozen=True, slots=True)
class Doubt:
    """A code, the values that its sentence names, and what it does to the row.

    ``offers`` are texts for the cell that would answer it, the likeliest first.
    """

    code: str
    values: Values = field(default_factory=dict)
    effect: Effect = Effect.QUESTION
    offers: tuple[str, ...] = ()


def note(code: str, **values: Value) -> Doubt:
    """A doubt that the organiser is told of while the row is used."""
    return Doubt(code, values, Effect.NOTE)


def question(code: str, *, offers: tuple[str, ...] = (), **values: Value) -> Doubt:
    """A doubt that the organiser is asked about."""
    return Doubt(code, values, Effect.QUESTION, offers)


def cut(text: str, *, longest: int = 60) -> str:
    """A cell's text for a sentence, of bearable length."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def listed(names: tuple[str, ...], *, most: int = 20) -> Value:
    """Names for a sentence; of many the first, and how many more there are."""
    some = tuple(map(cut, names[:most]))
    return Reason("and_more", {"names": some, "n": len(names) - most}) if len(names) > most else some
