"""The words that everybody shares."""

from __future__ import annotations

from dashboard.model import Campaign, Words

CAMPAIGN = Campaign(
    "watching",
    "We are watching",
    summary="At 2 pm.",
    translations=(Words("fr", title="Nous vous regardons"), Words("de", summary="Um 14 Uhr.")),
)


def test_a_campaign_speaks_each_language_as_far_as_it_was_translated() -> None:
    spoken = {
        code: (one.title, one.summary) for code in ["fr", "de", "tr"] for one in [CAMPAIGN.spoken(code)]
    }
    assert spoken == {
        "fr": ("Nous vous regardons", "At 2 pm."),
        "de": ("We are watching", "Um 14 Uhr."),
        "tr": ("We are watching", "At 2 pm."),
    }
