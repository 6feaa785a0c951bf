"""The map: bubbles that add up, cards that tell, and a keyboard that reaches them."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, until, watched
from tests.browser.reading import bubbles, figures, frame_of, open_map

LONDON = 2643743
MAP = "/c/chechnya-2018/map"


def test_a_citys_card_lists_its_actions_with_their_local_time_and_links_that_tell_nothing(page, site):
    frame = open_map(page, f"{site}/?city={LONDON}")
    card = frame.locator(".card")
    expect(card.get_by_role("heading", level=2)).to_have_text("London")
    first = card.get_by_role("listitem").first
    expect(first.locator(".card-title")).to_have_text("2 pm outside the embassy")
    expect(first.locator(".card-when")).to_have_text("Sat 7 Apr 2018, 14:00 BST")
    expect(first.locator(".card-venue")).to_have_text(
        "Outside the Russian embassy, 6/7 Kensington Palace Gardens"
    )
    link = frame.locator(".card-link[rel~='ugc']").first
    expect(link).to_have_attribute("href", "https://example.org/actions/002")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow ugc")


def test_zooming_in_splits_clusters_and_keeps_their_sum(page, site):
    frame = open_map(page, f"{site}/?country=GB&view=25,10,2")
    total = figures(page)["actions"]
    assert sum(bubbles(frame)) == total
    before = len(bubbles(frame))
    frame.locator(".bubble-cluster").first.click()
    expect(frame.locator(".bubble-city").first).to_be_visible()
    assert len(bubbles(frame)) >= before
    assert bubbles(frame) != [total]


def test_a_bubble_opens_by_keyboard_and_closes_with_escape(page, site):
    page.goto(f"{site}{MAP}?country=IS")
    bubble = page.get_by_role("button", name="Reykjavík: 1 action")
    for key in ("Enter", " "):
        bubble.focus()
        bubble.press(key)
        heading = page.locator(".card").get_by_role("heading", level=2)
        expect(heading, f"after {key!r}").to_have_text("Reykjavík")
        page.locator(".leaflet-popup-close-button").press("Escape")
        expect(page.locator(".card")).to_have_count(0)


def test_where_all_was_called_off_nothing_is_said_of_none(page, site):
    page.goto(f"{site}{MAP}?status=cancelled")
    bubble = page.get_by_role("button", name=re.compile(r"^[^:]+: 1 cancelled$")).first
    bubble.press("Enter")
    expect(page.locator(".card-count")).to_have_text("1 cancelled")


def test_street_tiles_are_asked_for_and_appear_after_the_click_and_only_then(browser, site):
    asked: list[str] = []
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    context.route("https://tile.openstreetmap.org/**", lambda route: route.abort())
    context.on(
        "request", lambda request: asked.append(request.url) if "openstreetmap" in request.url else None
    )
    frame = open_map(page, site)
    streets = frame.get_by_role("button", name="Streets", exact=True)
    streets.click()
    expect(frame.locator(".map-panel:visible")).to_contain_text("will see your internet address")
    frame.get_by_role("button", name="Keep our map").click()
    expect(frame.locator(".map-panel:visible")).to_have_count(0)
    assert frame.locator(".leaflet-tile").count() == 0
    assert asked == []
    streets.click()
    with page.expect_request("https://tile.openstreetmap.org/**"):
        frame.get_by_role("button", name="Show streets").click()
    expect(frame.get_by_role("button", name="Hide streets")).to_be_visible()
    context.close()


def test_data_that_cannot_be_loaded_is_said_and_can_be_tried_again(browser, site):
    context = browser.new_context()
    # The pause before it is asked for again by itself is one of minutes.
    context.add_init_script("Math.random = () => 100")
    page = context.new_page()
    context.route("**/map.json*", lambda route: route.abort())
    page.goto(f"{site}{MAP}")
    expect(page.get_by_text("The actions could not be loaded.")).to_be_visible()
    context.unroute("**/map.json*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".bubble").first).to_be_visible()
    context.close()


def test_data_that_cannot_be_loaded_comes_by_itself_later_and_in_view(browser, site):
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    context.route("**/map.json*", lambda route: route.fulfill(status=503))
    page.goto(f"{site}/?country=GB&city={LONDON}")
    frame = frame_of(page)
    expect(frame.get_by_text("The actions could not be loaded.")).to_be_visible()
    context.unroute("**/map.json*")
    expect(frame.locator(".card-city")).to_have_text("London")
    expect(frame.locator("body")).to_have_attribute("data-query", "country=GB")
    expect(frame.get_by_role("button", name="Try again")).to_have_count(0)
    context.close()


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("America/New_York", ["9:00 en su hora local"]),
        ("Pacific/Gambier", ["4:00 en su hora local"]),
        ("Pacific/Auckland", ["dom 1:00 en su hora local"]),
        ("Europe/Lisbon", []),
    ],
)
def test_a_card_tells_the_time_on_the_viewers_clock_where_that_differs(browser, site, zone, said):
    with watched(browser, timezone_id=zone) as page:
        page.goto(f"{site}{MAP}?city={LONDON}&lang=es")
        first = page.locator(".card-action").first
        expect(first.locator(".card-when")).to_contain_text("14:00 BST")
        assert first.locator(".card-yours", has_text="hora local").all_inner_texts() == said


def pieces_of(page):
    """Counts the pieces of the near map that the page asks for."""
    asked = []

    def note(request):
        if "/near/" in request.url:
            asked.append(request.url)

    page.on("request", note)
    return asked


def test_the_near_map_comes_in_pieces_and_only_when_one_is_near(page, site):
    asked = pieces_of(page)
    page.goto(f"{site}{MAP}")
    expect(page.locator(".label-country").first).to_be_attached()
    assert asked == []
    with page.expect_response("**/near/20_60.json"):
        page.goto(f"{site}{MAP}?view=61,24,6")
    assert 2 <= len(asked) < 12


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Moscow"), ("ru", "Москва"), ("ar", "موسكو"), ("zh", "莫斯科")]
)
def test_a_place_is_named_when_one_is_near_in_the_readers_letters(page, site, language, name):
    page.goto(f"{site}{MAP}?lang={language}&view=55.7,37.6,7")
    expect(page.locator(".label", has_text=re.compile(f"^{name}$"))).to_have_count(1)


@pytest.mark.parametrize(("language", "london"), [("en", "London"), ("ar", "لندن")])
def test_a_city_with_a_bubble_is_named_beside_it_and_names_do_not_touch(page, site, language, london):
    page.goto(f"{site}{MAP}?lang={language}&view=51,6,5.5")
    until(page, "[...document.fonts].some(face => face.status === 'loaded')")
    expect(page.locator(".label-bubble", has_text=london)).to_have_count(1)
    expect(page.locator(".label-city", has_text=london)).to_have_count(0)
    names = [box for one in page.locator(".label").all() if (box := one.bounding_box())]
    assert not any(overlapping(a, b) for a, b in combinations(names, 2))
    circles = [box for one in page.locator(".bubble").all() if (box := one.bounding_box())]
    beside = [box for one in page.locator(".label-bubble").all() if (box := one.bounding_box())]
    assert sum(overlapping(a, b) for a in beside for b in circles) <= len(beside) / 10
    assert all(min(gap(name, circle) for circle in circles) < 10 for name in beside)


def gap(a, b):
    """Pixels between two boxes."""
    across = max(a["x"], b["x"]) - min(a["x"] + a["width"], b["x"] + b["width"])
    down = max(a["y"], b["y"]) - min(a["y"] + a["height"], b["y"] + b["height"])
    return max(across, down, 0)


def overlapping(a, b):
    """Whether two boxes share more than an edge; letters leave a pixel or two of their line free."""
    return (
        min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"]) > 2
        and min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"]) > 2
    )


@pytest.mark.parametrize("query", ["", "?lang=de", "?country=GB&country=FR&status=planned&lang=ar"])
def test_the_data_that_is_fetched_ahead_is_what_the_script_asks_for(page, site, query):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/map.json" in request.url else None)
    page.goto(f"{site}{MAP}{query}")
    expect(page.locator(".bubble").first).to_be_visible()
    assert len(asked) == 1


def test_a_pile_at_the_nearest_zoom_is_spread_by_a_click(page, site):
    crowd = {"ids": [1, 2, 3], "names": ["A", "B", "C"], "latitudes": [51.5] * 3, "longitudes": [-0.1] * 3}
    crowd |= {"actions": [1, 2, 3], "cancelled": [0] * 3, "precisions": ["c"] * 3, "span": None}
    page.route("**/map.json*", lambda route: route.fulfill(json=crowd))
    page.goto(f"{site}{MAP}?view=51.5,-0.1,12")
    # Land, names and letters have come: nothing moves under the click.
    page.wait_for_load_state("networkidle")
    page.locator(".bubble-cluster").click()
    expect(page.locator(".bubble-city")).to_have_count(3)
    spread = """[...document.querySelectorAll(".bubble-city")]
        .map((one) => one.getBoundingClientRect())
        .every((a, at, all) => all.slice(at + 1).every((b) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) <= 2
            || Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) <= 2))"""
    until(page, spread)


CLUSTERED = """() => {
  const group = new ClusterGroup({ maxClusterRadius: (zoom) => (zoom < 4 ? 60 : 30) }).addTo(map_div);
  const at = (i) => [((i * 7919) % 12000) / 100 - 60, ((i * 104729) % 34000) / 100 - 170];
  const city = { id: 1, name: "Example", actions: 1, cancelled: 0, area: false };
  group.addLayers(Array.from({ length: 2000 }, (_, i) => Object.assign(new Bubbles.City(at(i)), { city })));
  const levels = [];
  for (let zoom = 0; zoom <= group._maxZoom; zoom++) {
    const seen = [];
    const walk = (cluster) => {
      if (cluster._zoom === zoom) return seen.push([cluster._cLatLng, cluster.getChildCount()]);
      cluster._markers.forEach((marker) => seen.push([marker.getLatLng(), 1]));
      cluster._childClusters.forEach((child) => { if (child._zoom === cluster._zoom + 1) walk(child); });
    };
    walk(group._topClusterLevel);
    const points = seen.map(([place]) => map_div.project(place, zoom));
    let nearest = Infinity;
    for (const [i, one] of points.entries())
      for (const other of points.slice(0, i)) nearest = Math.min(nearest, one.distanceTo(other));
    levels.push({ total: seen.reduce((sum, [, count]) => sum + count, 0), shown: seen.length, nearest });
  }
  group.remove();
  return levels;
}"""


def test_at_each_zoom_every_city_is_shown_once_and_no_two_bubbles_begin_within_reach(page, site):
    page.goto(f"{site}{MAP}")
    page.locator("body[data-cities]").wait_for()
    levels = page.evaluate(CLUSTERED)
    assert [level["total"] for level in levels] == [2_000] * len(levels)
    assert all(level["nearest"] > (60 if zoom < 4 else 30) for zoom, level in enumerate(levels))
    shown = [level["shown"] for level in levels]
    assert shown == sorted(shown)
    assert shown[0] < 30
    assert shown[-1] > 1_900
