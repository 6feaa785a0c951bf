"""What organisers write, as HTML: a little formatting, and nothing that asks another host or runs."""

from __future__ import annotations

import pytest

from dashboard.i18n import speech
from dashboard.model import Campaign, Partner
from dashboard.web.markdown import about_campaign, prose

OUTWARD = 'target="_blank" rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One.\n\nTwo\nlines.", "<p>One.</p>\n<p>Two<br>\nlines.</p>\n"),
        ("**bold** and *italics*", "<p><strong>bold</strong> and <em>italics</em></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("[us](https://example.org)", f'<p><a href="https://example.org" {OUTWARD}>us</a></p>\n'),
        (
            "<https://example.org>",
            f'<p><a href="https://example.org" {OUTWARD}>https://example.org</a></p>\n',
        ),
    ],
)
def test_simple_formatting_is_understood(written: str, shown: str) -> None:
    assert prose(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<img src=https://evil.example/x.png>", "<p>&lt;img src=https://evil.example/x.png&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>\n"),
        (
            "![x](https://evil.example/x.png)",
            f'<p>!<a href="https://evil.example/x.png" {OUTWARD}>x</a></p>\n',
        ),
        ("# No heading", "<p># No heading</p>\n"),
    ],
)
def test_everything_else_stays_text(written: str, shown: str) -> None:
    assert prose(written) == shown


def test_a_campaign_without_words_takes_no_room() -> None:
    assert about_campaign(speech("en"), Campaign("spring", "Spring")) == ""


def test_partners_are_named_with_their_links() -> None:
    partners = (Partner("<b>Group</b>", "https://example.org/?a&b"), Partner("Another"))
    assert about_campaign(speech("en"), Campaign("spring", "Spring", partners=partners)) == (
        '<section class="about"><p class="partners">Together with '
        '<a href="https://example.org/?a&amp;b" target="_blank" rel="noopener noreferrer nofollow">'
        "<bdi>&lt;b&gt;Group&lt;/b&gt;</bdi></a>, <bdi>Another</bdi></p></section>"
    )
