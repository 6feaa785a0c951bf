"""What a reason says in English, for tests of what people read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dashboard import publishing
from dashboard.errors import ActionMapError
from dashboard.i18n import ENGLISH, say, say_all
from dashboard.i18n.problems import Coded
from dashboard.model import ImportReport


def said(reason: Coded) -> str:
    """The English sentence."""
    return say(ENGLISH, reason)


def explained(report: ImportReport, *, dry_run: bool = False) -> list[str]:
    """The lines of a report."""
    return [say_all(ENGLISH, *line) for line in publishing.explain(report, dry_run=dry_run)]


@contextmanager
def refusing(error: type[ActionMapError], match: str) -> Iterator[None]:
    """What happens within is refused, and the sentence has these words."""
    with pytest.raises(error) as caught:
        yield
    assert re.search(match, said(caught.value))
