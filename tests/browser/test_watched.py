"""The pages that tests are lent."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import watched

OWN: dict[str, Any] = {"locale": "de-CH"}


def test_a_page_that_is_lent_again_knows_nothing_of_before_and_is_watched_as_closely(
    browser: Browser, site: str
) -> None:
    with watched(browser, **OWN) as before:
        before.goto(f"{site}/about")
        before.evaluate("document.cookie = 'who=before', localStorage.who = sessionStorage.who = 'before'")
        before.route("**/about*", lambda route: route.abort())
    again = watched(browser, **OWN)
    page = again.__enter__()
    assert page is before
    page.goto(f"{site}/about")
    kept = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
    assert (kept, page.context.cookies()) == (["", 0, 0], [])
    with watched(browser, **OWN) as other:
        assert other is not page
    page.evaluate("console.error('on purpose')")
    with pytest.raises(AssertionError, match="on purpose"):
        again.__exit__(None, None, None)
