"""What all processes of an installation share about an online geocoder, as the code here needs it.

The database keeps it (`dashboard.storage.GeocoderLedger`); this room may not import that one and is given it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dashboard.reasons import Reason


class Ledger(Protocol):
    """Turns, standing and answers. Each call takes effect for all processes at once, or not at all."""

    def take_turn(self, holder: str, seconds: float) -> float:
        """Claims the one turn for at most so many seconds: 0.0 if it is ours, else how long to wait."""

    def end_turn(self, holder: str, pause: float) -> None:
        """Ends the holder's turn; the next is free after the pause."""

    def closed(self, service: str) -> tuple[float, tuple[Reason, ...]]:
        """For how many seconds a service must not be asked, and why; infinity until `resume`."""

    def succeeded(self, service: str) -> None:
        """Counts failures from nought again."""

    def failed(self, service: str, reason: Reason, *, most: int, seconds: float) -> int:
        """Counts a failure; ``most`` in a row close the service for so many seconds."""

    def pause(self, service: str, reason: Reason, *, seconds: float) -> None:
        """Closes the service for so many seconds."""

    def stop(self, service: str, reason: Reason) -> None:
        """Closes the service until `resume`."""

    def resume(self, service: str) -> None:
        """Opens the service again."""

    def recall(self, service: str, query: str) -> list[dict[str, Any]] | None:
        """The answer to a query (its digest); ``None`` if none is known or it is out of date."""

    def remember(
        self, service: str, query: str, places: Sequence[Mapping[str, Any]], *, seconds: float
    ) -> None:
        """Keeps an answer for so many seconds."""
