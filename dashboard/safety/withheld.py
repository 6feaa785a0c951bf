"""Why the world is told less of an action than a map could tell, without a word about what that would be."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from dashboard.model import PublicAction, Visibility
from dashboard.safety.risk import risks


class Withheld(StrEnum):
    """Why something is missing: a rule about the country, which anybody can look up, or a choice of people."""

    COUNTRY_RISK = "country_risk"
    BY_CHOICE = "by_choice"


def withheld(action: PublicAction) -> Withheld | None:
    """Why no exact place is told; ``None`` where everything that is known is told.

    It is read off the public side alone, so it cannot tell more than that does.
    """
    if action.visibility is Visibility.EXACT:
        return None
    return Withheld.COUNTRY_RISK if action.country_code in risks() else Withheld.BY_CHOICE


def told_at(moment: datetime, *seen: Visibility) -> datetime:
    """When something changed, as the world may know it: the day in UTC, unless all that changed is shown exactly.

    A moment tells when somebody acted, and whoever watched them could put both together. ``seen`` is how much was and
    is shown of each action that changed; nothing where the words of a campaign did.
    """
    if seen and all(one is Visibility.EXACT for one in seen):
        return moment
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
