"""What the tests of reading share: the fixtures, each bad in one way, and short forms of what is read."""

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.ingest import Limits, Reading, interpret, read_table
from dashboard.model import Submission

FIXTURES = Path(__file__).parent.parent / "fixtures"


def read_submissions(data: bytes, *, limits: Limits | None = None, **how: Any) -> Reading:
    """The submissions in a file's bytes, in this process."""
    return interpret(read_table(data, limits=limits or Limits()), **how)


def read(name: str, *, limits: Limits | None = None, campaign_day: date | None = None) -> Reading:
    data = (FIXTURES / name).read_bytes()
    return read_submissions(data, limits=limits, campaign_day=campaign_day)


def read_text(text: str, *, campaign_day: date | None = None) -> Reading:
    return read_submissions(text.encode(), campaign_day=campaign_day)


def only(reading: Reading) -> Submission:
    (submission,) = reading.submissions
    return submission


def by_city(reading: Reading) -> dict[str, Submission]:
    return {submission.place.city: submission for submission in reading.submissions}


def cities(reading: Reading) -> list[tuple[int, str]]:
    """Line and city of each submission."""
    return [(submission.line, submission.place.city) for submission in reading.submissions]


def troubles(reading: Reading) -> list[tuple[int, str, str, str]]:
    """Line, column, code and effect of each problem."""
    return [(p.line, p.column, p.code, p.effect.value) for p in reading.problems]
