"""The day of action, played through its hours."""

import re

from playwright.sync_api import expect

from tests.browser.reading import figures, open_map


def begun(frame):
    words = frame.locator(".timeline-words").inner_text()
    return int(re.sub(r".* (\d+) actions? ha.*", r"\1", words))


def test_moving_through_the_day_counts_the_actions_that_have_begun(page, site):
    frame = open_map(page, site)
    slider = frame.get_by_role("slider", name="Time of the day of action")
    slider.press("ArrowRight")
    expect(frame.locator(".timeline-words")).to_contain_text("0 actions have begun")
    slider.press("End")
    expect(frame.locator(".timeline-words")).not_to_contain_text("0 actions have begun")
    assert 100 < begun(frame) <= figures(page)["actions"]


def test_the_time_is_shown_in_utc_and_on_the_viewers_clock(page, site):
    frame = open_map(page, site)
    frame.get_by_role("slider").press("ArrowRight")
    words = frame.locator(".timeline-words")
    expect(words).to_contain_text(re.compile(r"\w{3} \d\d:\d\d UTC · \w{3} \d\d:\d\d your time"))


def test_playing_starts_pauses_and_shows_all_again(page, site):
    frame = open_map(page, site)
    frame.get_by_role("button", name="Play the day").click()
    expect(frame.locator(".timeline-words")).to_contain_text(re.compile(r"[1-9]\d* actions have begun"))
    frame.get_by_role("button", name="Pause").click()
    expect(frame.get_by_role("button", name="Play the day")).to_be_visible()
    frame.get_by_role("button", name="Show all").click()
    expect(frame.locator(".bubble").first).to_be_visible()
    expect(frame.get_by_role("button", name="Show all")).to_be_hidden()
