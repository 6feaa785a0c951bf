"""The page that browsers load first says what this is, before and without scripts."""

from __future__ import annotations

import re

import pytest

from tests.web.serving import Site


def test_the_page_is_named_after_its_campaign(server: Site) -> None:
    page = server.http.get("/?campaign=watching").text
    assert "<title>We are watching &lt;you&gt;</title>" in page
    assert '<meta name="description" content="2 pm, outside the embassy.">' in page


def test_without_scripts_the_page_still_gives_the_numbers_and_the_data(server: Site) -> None:
    page = server.http.get("/").text
    (words,) = re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert "<p>4 actions in 4 cities in 4 countries.</p>" in words
    data, page = re.findall(r'href="([^"]+)"', words)
    assert len(server.http.get(data).json()["features"]) == 5
    assert "Outside the embassy" in server.http.get(page).text


def test_the_framework_does_not_introduce_itself(server: Site) -> None:
    page = server.http.get("/").text
    visible = re.sub(r"<!--.*?-->|<script>.*?</script>|<[^>]*/static/[^>]*>", "", page, flags=re.DOTALL)
    assert re.findall("streamlit|agent", visible, re.IGNORECASE) == []
    assert "favicon.png" not in visible
    assert 'href="data:image/svg+xml;base64,' in visible


def test_the_head_of_the_page_can_be_read_before_its_scripts_run(server: Site) -> None:
    first = server.http.get("/").text.partition('<div class="head">')[2].partition('<div id="root">')[0]
    assert '<h1 dir="auto">We are watching &lt;you&gt;</h1>' in first
    assert "<dt>actions</dt><dd>4</dd>" in first


def test_the_numbers_above_a_filtered_map_are_those_of_the_filter(server: Site) -> None:
    page = server.http.get("/?country=GB").text
    assert '<h1 dir="auto">We are watching' in page.partition('<div class="head">')[2]
    numbers = dict(re.findall(r"<dt>(\w+)</dt><dd>(\d+)</dd>", page))
    assert numbers == {"action": "1", "city": "1", "country": "1", "cancelled": "1"}


def test_the_start_page_has_one_other_name(server: Site) -> None:
    start = server.http.get("/")
    assert (start.status_code, start.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert server.http.get("/index.html").text == start.text


def test_organisers_find_no_campaign_above_their_desk_before_it_is_drawn(server: Site) -> None:
    desk = server.http.get("/organise")
    assert desk.status_code == 200
    assert 'class="first"' not in desk.text


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/?campaign=%3Cscript%3E", "There is no campaign of this name."),
        ("/?campaign=watching&campaign=nowhere", "There is no campaign of this name."),
        ("/nowhere", "There is no page at this address."),
    ],
)
def test_what_there_is_not_is_said_with_a_way_on(server: Site, path: str, why: str) -> None:
    answer = server.http.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert f"<p>{why}</p>" in answer.text
    assert '/?campaign=watching&amp;lang=en">We are watching &lt;you&gt;</a>' in answer.text


def test_a_preview_of_a_link_to_a_city_shows_the_page_of_the_city(server: Site) -> None:
    page = server.http.get("/?campaign=watching&city=2643743").text
    assert re.search(r'og:url" content="[^"]+/c/watching/city/2643743"', page)
    assert re.search(r'og:title" content="London, [^"]*United Kingdom: We are watching', page)
