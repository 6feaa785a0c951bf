"""The page that browsers load first says what this is, before and without scripts."""

from __future__ import annotations

import re

from tests.web.serving import Site


def test_the_page_is_named_after_its_campaign(server: Site) -> None:
    page = server.http.get("/?campaign=watching").text
    assert "<title>We are watching &lt;you&gt;</title>" in page
    assert '<meta name="description" content="2 pm, outside the embassy.">' in page


def test_without_scripts_the_page_still_gives_the_numbers_and_the_data(server: Site) -> None:
    page = server.http.get("/").text
    (words,) = re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert "<p>4 actions, 4 cities, 4 countries.</p>" in words
    data, page = re.findall(r'href="\./([^"]+)"', words)
    assert len(server.http.get(data).json()["features"]) == 5
    assert "Outside the embassy" in server.http.get(page).text


def test_the_framework_does_not_introduce_itself(server: Site) -> None:
    page = server.http.get("/").text
    visible = re.sub(r"<!--.*?-->|<[^>]*/static/[^>]*>", "", page, flags=re.DOTALL)
    assert re.findall("streamlit|agent", visible, re.IGNORECASE) == []
    assert "favicon.png" not in visible
    assert 'href="data:image/svg+xml;base64,' in visible


def test_every_page_starts_alike(server: Site) -> None:
    start = server.http.get("/")
    assert (start.status_code, start.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert server.http.get("/map").text == start.text
    assert server.http.get("/index.html").text == start.text


def test_an_unknown_campaign_in_the_link_is_no_error_here(server: Site) -> None:
    assert server.http.get("/?campaign=%3Cscript%3E").text == server.http.get("/").text
