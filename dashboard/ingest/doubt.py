"""What is wrong with the text of one cell, before it is known in which row and column it stands."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.model import Effect


@dataclass(frozen=True, slots=True)
class Doubt:
    """A code for programs, a sentence for the organiser, and what it does to the row.

    ``offers`` are texts for the cell that would answer it, the likeliest first.
    """

    code: str
    message: str
    effect: Effect = Effect.QUESTION
    offers: tuple[str, ...] = ()


def note(code: str, message: str) -> Doubt:
    """A doubt that the organiser is told of while the row is used."""
    return Doubt(code, message, Effect.NOTE)


def quoted(text: str, *, longest: int = 60) -> str:
    """A cell's text for a sentence, in quotation marks and of bearable length."""
    return f"“{text if len(text) <= longest else text[: longest - 1] + '…'}”"
