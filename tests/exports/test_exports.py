"""The registry of formats: what a page, the command line and the API offer."""

from __future__ import annotations

import pytest

from dashboard.exports import EXPORTERS
from tests.exports.actions import CAMPAIGN, EMBASSY


def test_each_format_has_its_extension_and_media_type() -> None:
    offered = {name: (one.extension, one.media_type) for name, one in EXPORTERS.items()}
    assert offered["csv"] == ("csv", "text/csv; charset=utf-8")
    assert offered["geojson"] == ("geojson", "application/geo+json")


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_takes_a_campaign_with_and_without_actions(name: str) -> None:
    with_one, without = (EXPORTERS[name].function(CAMPAIGN, actions) for actions in ([EMBASSY], []))
    assert b"London" in with_one
    assert b"London" not in without
    assert without
