"""A visitor reads the page in one language: the one in the link, or the one that the browser asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from gettext import NullTranslations
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from google.protobuf.json_format import MessageToDict
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from dashboard.errors import StorageUnavailable
from dashboard.i18n import LANGUAGES, catalogues, spoken
from dashboard.i18n.formats import country_name
from dashboard.i18n.place_names import city_name
from dashboard.storage import Store
from dashboard.web import resources
from dashboard.web.public.documents import document_routes
from dashboard.web.public.documents.pages import open_routes
from dashboard.web.public.feeds import feed_routes
from dashboard.web.templates import SOURCES
from tests.web.actions import ACTIONS, CAMPAIGN, LONDON
from tests.web.asking import ask
from tests.web.serving import Site

WORD = re.compile(r"[^\W\d_]{2,}")
BRANDS = "WhatsApp Telegram Signal Mastodon Facebook PNG SVG"
SPOKEN = ("label", "placeholder", "options", "content", "body", "help")
"""The fields of an element of the page that a visitor reads."""


class Marked(NullTranslations):
    """A language in which every sentence of ours stands in marks."""

    def gettext(self, sentence: str) -> str:
        return f"⟦{sentence}⟧"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return f"⟦{one if n == 1 else many}⟧"


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """French is spoken in marks."""
    monkeypatch.setattr(catalogues, "catalogue", lambda language: Marked())
    monkeypatch.setattr(spoken, "_speech", cache(spoken._speech.__wrapped__))


def elements(block: Any) -> Iterator[dict[str, Any]]:
    """All that the page consists of, as plain values."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from elements(child)
        elif hasattr(child, "proto"):
            yield MessageToDict(child.proto)


def shown(page: AppTest) -> str:
    """Everything on the page that a visitor reads or hears."""
    assert not page.exception
    read = (element.get(field, "") for element in elements(page.main) for field in SPOKEN)
    return "\n".join(str(one) for one in read if "<style>" not in str(one))


def words_of(html: str) -> set[str]:
    """The words of a text, those in attributes included that a visitor reads or hears; without what is marked."""
    heard = re.findall(r"(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"", html)
    # What stands in a textarea is code to copy.
    plain = re.sub(r"<(style|textarea).*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    text = unescape(" ".join((*heard, plain)))
    while text != (text := re.sub("⟦[^⟦⟧]*⟧", " ", text)):
        pass
    return set(WORD.findall(re.sub(r"\b(?:https?://|localhost)\S*", " ", text)))


def words_of_the_data() -> set[str]:
    """What organisers wrote, names of places, the names of languages, and days in French."""
    places = [country_name(one.city.country_code, "fr") for one in ACTIONS]
    places += [city_name(one.city.name, one.city.country_code, "fr") for one in ACTIONS]
    names = f"{list(LANGUAGES.values())} {BRANDS} {SOURCES}"
    return set(WORD.findall(f"{ACTIONS} {CAMPAIGN} {places} {names} sam dim avr content Antarctique"))


def in_french(page: AppTest, **link: str) -> AppTest:
    for name, value in {"lang": "fr", **link}.items():
        page.query_params[name] = value
    return page.run()


@pytest.mark.parametrize(
    "link",
    [
        {},
        {"show": "list"},
        {"show": "counts"},
        {"city": str(LONDON.geonameid)},
        {"country": "AQ"},
        {"since": "2018-04-08"},
        {"campaign": "no-such-campaign"},
    ],
)
def test_no_text_of_the_page_stays_untranslated(visit: AppTest, marked: None, link: dict[str, str]) -> None:
    html = shown(in_french(visit, **link))
    assert html.count("⟦") > 3
    assert words_of(html) - words_of_the_data() == set()


def test_the_page_says_in_its_language_that_its_data_is_away(
    visit: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: object) -> None:
        raise StorageUnavailable("The database cannot be reached.")

    monkeypatch.setattr(Store, "campaigns", away)
    html = shown(in_french(visit))
    assert "Les données ne sont pas accessibles pour le moment." in html


def test_the_page_speaks_the_language_of_the_link(visit: AppTest) -> None:
    html = shown(in_french(visit))
    assert "<dt>villes</dt><dd>4</dd>" in html
    assert "4 actions dans 4 villes de 4 pays." in html
    assert "Nouvelle-Zélande" in html
    assert "sam. 7 avr. 2018, 14:00 NZST" in html
    assert '<div class="speech" lang="fr" dir="ltr"' in html


def test_arabic_is_read_from_the_right(visit: AppTest) -> None:
    visit.query_params["lang"] = "ar"
    assert '<div class="speech" lang="ar" dir="rtl"' in shown(visit.run())


def test_a_language_that_is_none_is_ignored(visit: AppTest) -> None:
    visit.query_params["lang"] = "<script>"
    assert "4 actions in 4 cities in 4 countries." in shown(visit.run())


def test_a_choice_goes_into_the_link_and_stays_there_with_filters_and_campaign(visit: AppTest) -> None:
    visit.query_params["campaign"] = "watching"
    visit.run()
    visit.selectbox(key="lang").select("de").run()
    visit.multiselect(key="where").select("FR").run()
    assert {name: visit.query_params[name] for name in ("campaign", "lang", "country")} == {
        "campaign": "watching",
        "lang": "de",
        "country": "FR",
    }
    html = shown(visit)
    assert "1 Aktion, 1 Stadt, 1 Land." in html
    assert 'href="/about?campaign=watching&amp;lang=de"' in html


def test_filters_survive_a_change_of_language(visit: AppTest) -> None:
    visit.run()
    visit.multiselect(key="where").select("FR").run()
    visit.selectbox(key="lang").select("zh").run()
    assert visit.multiselect(key="where").value == ["FR"]
    assert "1 个国家和地区、1 座城市，共 1 场行动。" in shown(visit)


def test_countries_are_listed_in_the_order_of_their_names(visit: AppTest) -> None:
    assert visit.run().multiselect(key="where").options == [
        "France",
        "New Zealand",
        "Russia",
        "United Kingdom",
    ]
    assert in_french(visit).multiselect(key="where").options == [
        "France",
        "Nouvelle-Zélande",
        "Royaume-Uni",
        "Russie",
    ]


CITY = f"/c/watching/city/{LONDON.geonameid}"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/about", 200),
        ("/about?campaign=watching", 200),
        ("/c/watching", 200),
        ("/c/watching?country=GB&status=planned", 200),
        ("/c/nowhere", 404),
        (CITY, 200),
        (f"{CITY}/poster", 200),
        ("/c/watching/city/1", 404),
        ("/c/watching/embed", 200),
        ("/c/watching/embed?show=list", 200),
        ("/c/watching/share", 200),
        ("/c/watching/share?server=x", 200),
        ("/c/watching/feeds", 200),
        (f"/c/watching/feeds?country=GB&since=2018-04-07&city={LONDON.geonameid}", 200),
    ],
)
def test_no_text_of_a_document_stays_untranslated(
    visit: AppTest, marked: None, path: str, status: int
) -> None:
    settings = resources.settings()
    app = Starlette(routes=[*feed_routes(settings), *open_routes(settings), *document_routes(settings)])
    answer = ask(app, f"{path}{'&' if '?' in path else '?'}lang=fr", accept="text/html")
    assert answer.status_code == status
    assert words_of(answer.text) - words_of_the_data() == set()


def test_a_document_speaks_the_language_of_the_browser(server: Site) -> None:
    page = server.http.get("/about", headers={"Accept-Language": "tr-TR,tr;q=0.9,en;q=0.5"})
    assert page.headers["vary"].count("Accept-Language") == 1
    assert '<html lang="tr" dir="ltr">' in page.text
    assert "<h1>Bu harita hakkında</h1>" in page.text


def test_the_link_counts_more_than_the_browser(server: Site) -> None:
    page = server.http.get("/about?campaign=watching&lang=ar", headers={"Accept-Language": "tr"}).text
    assert '<html lang="ar" dir="rtl">' in page
    assert 'href="/?campaign=watching&amp;lang=ar"' in page


def test_the_first_page_speaks_the_language_too(server: Site) -> None:
    page = server.http.get("/", headers={"Accept-Language": "ru"})
    assert '<html lang="ru" dir="ltr">' in page.text
    assert "<p>4 акции, 4 города, 4 страны.</p>" in page.text
    assert {one.strip() for one in page.headers["vary"].split(",")} == {"Accept-Encoding", "Accept-Language"}


def test_data_names_countries_and_times_in_the_language_that_is_asked_for(server: Site) -> None:
    address = f"/api/v1/campaigns/watching/cities/{LONDON.geonameid}.json"
    said = {
        lang: (city["country"], city["actions"][0]["when"])
        for lang in ("", "en", "pl")
        if (city := server.http.get(address, params={"lang": lang}).json())
    }
    english = ("United Kingdom", "Sat 7 Apr 2018, 14:00 BST")
    polish = ("Wielka Brytania", "sob., 7 kwi 2018, 14:00 BST")
    assert said == {"": english, "en": english, "pl": polish}
    assert server.http.get(address, params={"lang": "xx"}).status_code == 400


def test_data_without_words_is_kept_once_for_all_languages(server: Site) -> None:
    tags = {
        server.http.get("/api/v1/campaigns/watching/times.json", params={"lang": lang}).headers["etag"]
        for lang in LANGUAGES
    }
    assert len(tags) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sign-in?next=%2Forganise", 200),
        ("/c/watching/submit", 200),
        ("/c/watching/report?about=London+%26+more", 200),
        ("/c/watching/feeds?country=GB", 200),
        ("/about?campaign=watching", 200),
        ("/nothing-here", 404),
        ("/?campaign=nobody", 404),
        ("/c//elsewhere.example/nobody", 404),
        (f"/c/nobody?x={'y' * 2000}", 404),
    ],
)
def test_every_page_leads_to_itself_in_each_language(server: Site, path: str, status: int) -> None:
    html = {"Accept": "text/html"}
    page = server.http.get(server.url + path, headers=html)
    listed = re.findall(r'<li><a href="([^"]*)" lang="([a-z]+)"', page.text)
    assert [code for _, code in listed] == list(LANGUAGES)
    for link, code in listed:
        there = urljoin(str(page.url), unescape(link))
        assert urlsplit(there)[:3] == urlsplit(str(page.url))[:3]
        if code in {"ar", "zh"}:
            read = server.http.get(there, headers=html)
            assert (read.status_code, f'<html lang="{code}"' in read.text) == (status, True)
    kept = [pair for pair in parse_qsl(urlsplit(path).query) if len(pair[1]) < 100]
    assert parse_qsl(urlsplit(unescape(listed[0][0])).query) == [*kept, ("lang", next(iter(LANGUAGES)))]


def test_the_answer_to_a_form_leads_to_no_other_language_and_loses_nothing(server: Site) -> None:
    html = {"Accept": "text/html", "Origin": server.url}
    page = server.http.post("/c/watching/submit", data={"city": "Qwxzyplugh"}, headers=html)
    assert page.status_code == 400
    assert 'value="Qwxzyplugh"' in page.text
    assert "hreflang=" not in page.text
