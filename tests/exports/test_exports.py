"""The registry of formats: what a page, the command line and the API offer."""

from __future__ import annotations

import pytest

from dashboard.exports import EXPORTERS
from dashboard.exports.edition import PLAIN, Edition
from dashboard.i18n import ENGLISH
from tests.exports.actions import CAMPAIGN, EMBASSY, GROZNY


def test_each_format_has_its_extension_and_media_type() -> None:
    assert {name: (one.extension, one.media_type) for name, one in EXPORTERS.items()} == {
        "ics": ("ics", "text/calendar; charset=utf-8"),
        "atom": ("atom", "application/atom+xml; charset=utf-8"),
        "csv": ("csv", "text/csv; charset=utf-8"),
        "geojson": ("geojson", "application/geo+json"),
    }


def test_programs_follow_calendars_and_feeds_and_people_keep_the_rest() -> None:
    assert {name: (one.is_followed, one.scheme) for name, one in EXPORTERS.items()} == {
        "ics": (True, "webcal"),
        "atom": (True, ""),
        "csv": (False, ""),
        "geojson": (False, ""),
    }


@pytest.mark.parametrize("name", EXPORTERS)
def test_people_are_told_what_a_format_is_good_for(name: str) -> None:
    told = EXPORTERS[name].told(ENGLISH)
    assert told.name
    assert told.use.endswith(".")


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_takes_a_campaign_with_and_without_actions(name: str) -> None:
    with_one, without = (EXPORTERS[name].function(CAMPAIGN, actions, PLAIN) for actions in ([EMBASSY], []))
    assert b"London" in with_one
    assert b"London" not in without
    assert without


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_actions_and_edition_are_the_same_bytes(name: str) -> None:
    edition = Edition("fr", "Londres", "https://map.example/c/watching/actions", "/c/watching/actions")
    first, again = (EXPORTERS[name].function(CAMPAIGN, iter([EMBASSY, GROZNY]), edition) for _ in range(2))
    assert first == again
