"""The tables of counts and the sentence for the press, with a keyboard and in any order."""

from playwright.sync_api import expect

from tests.browser.reading import figures, open_map


def _column(page, name, number):
    cells = page.locator(f"table.{name} tbody tr :is(th, td):nth-child({number})")
    return cells.evaluate_all("cells => cells.map((cell) => cell.dataset.value ?? cell.textContent)")


def test_a_table_is_sorted_from_the_keyboard_and_what_is_folded_is_its_end_in_that_order(page, site):
    open_map(page, site)
    table = page.locator("table.counts-by-country")
    expect(table.locator("tbody tr:visible")).to_have_count(15)
    heading = table.locator("thead th").nth(1)
    assert heading.get_attribute("aria-sort") == "none"
    table.get_by_role("button", name="Cities").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    cities = [int(value) for value in _column(page, "counts-by-country", 2)]
    assert cities == sorted(cities, reverse=True)
    table.get_by_role("button", name="Country").press("Space")
    expect(table.locator("thead th").first).to_have_attribute("aria-sort", "ascending")
    expect(heading).to_have_attribute("aria-sort", "none")
    expect(table.locator("tbody tr:visible").first).to_contain_text("Argentina")
    expect(table.locator("tbody tr:visible")).to_have_count(15)
    page.get_by_text("more countries").click()
    expect(table.locator("tbody tr:visible")).to_have_count(table.locator("tbody tr").count())


def test_the_sentence_for_the_press_is_copied_with_its_moment(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_map(page, site)
    page.locator(".press").get_by_role("button", name="Copy").click()
    expect(page.locator(".press [role=status]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{figures(page)['actions']} actions in ")
    assert copied.endswith(" UTC.")


def test_a_card_has_the_calendar_of_each_action(page, site):
    page.goto(f"{site}/c/chechnya-2018/map?city=2643743")
    card = page.locator(".card-action", has_text="2 pm outside the embassy")
    expect(card.get_by_text("Over", exact=True)).to_be_visible()
    address = card.get_by_role("link", name="Calendar").get_attribute("href")
    calendar = page.request.get(f"{site}{address}")
    assert (calendar.status, calendar.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "2 pm outside the embassy" in calendar.text()
