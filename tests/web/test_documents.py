"""The pages without scripts, from the real server: read by people, link previews and other people's sites."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from itertools import chain
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
import zxingcpp
from PIL import Image

from dashboard.i18n import LANGUAGES, speech
from dashboard.model import Filters, Precision, PublicAction, Status, Visibility, Words
from dashboard.storage import Store
from dashboard.web import resources
from dashboard.web.public import links
from dashboard.web.public.documents.campaign import campaign_page
from dashboard.web.public.documents.listing import grouped, in_order, pages
from dashboard.web.public.documents.sharing import mastodon_link, poster_page
from dashboard.web.public.links import PublicRequest
from tests.waiting import until
from tests.web.actions import ACTIONS, AUCKLAND, CAMPAIGN, CANARY, HOSTILE, LONDON, MOSCOW, PARIS, action
from tests.web.serving import Site, fill, serving

PAGE = "/c/watching"
CITY = f"{PAGE}/city/{LONDON.geonameid}"
PAGES = [
    PAGE,
    CITY,
    f"{PAGE}/city/{PARIS.geonameid}",
    f"{PAGE}/city/{MOSCOW.geonameid}",
    f"{PAGE}/share",
    f"{CITY}/share",
    f"{CITY}/poster",
    f"{PAGE}/embed",
    f"{PAGE}/embed?look=map",
]
PICTURES = [f"{at}/{name}.png" for at in (PAGE, CITY) for name in ("card", "map", "qr")]
READER = {"Accept": "text/html", "Accept-Language": "en"}


class _Reader(HTMLParser):
    """What a browser would make of a page: its tags with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += " " if tag == "br" else ""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def links(self) -> list[str]:
        return [one["href"] for one in self.all("a")]

    def told(self) -> dict[str, str]:
        """The tags that link previews read."""
        return {one["property"]: one["content"] for one in self.all("meta") if "property" in one}


def _read(server: Site, path: str, **headers: str) -> _Reader:
    answer = server.http.get(path, headers=READER | headers)
    assert answer.status_code == 200, path
    return _Reader(answer.text)


def _image(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    assert picture.format == "PNG"
    return picture


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_or_asks_another_host(server: Site, path: str) -> None:
    page = _read(server, path)
    assert page.all("script") == []
    assert [name for _, tag in page.tags for name in tag if name.startswith("on")] == []
    loaded = [
        one.get("src") or one.get("srcset") or ""
        for name, one in page.tags
        if name in {"img", "source", "iframe"}
    ]
    loaded += [one["href"] for one in page.all("link") if one["rel"] in {"stylesheet", "icon", "preload"}]
    assert [address for address in loaded if not address.startswith(("/c/", "data:"))] == []


@pytest.mark.parametrize("path", PAGES)
def test_what_people_wrote_is_text_on_every_page(server: Site, path: str) -> None:
    answer = server.http.get(path, headers=READER)
    assert HOSTILE not in answer.text
    assert "We are watching <you>" not in answer.text
    assert "1337" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_hostile_text_is_shown_as_it_was_written(server: Site) -> None:
    assert HOSTILE in _read(server, PAGE).text
    assert "We are watching <you>" in _read(server, PAGE).text


@pytest.mark.parametrize("path", [*PAGES, *PICTURES])
def test_what_is_hidden_is_in_no_page(server: Site, path: str) -> None:
    answer = server.http.get(path, headers=READER)
    assert answer.status_code == 200
    assert CANARY.encode() not in answer.content


def test_there_was_something_to_hide() -> None:
    assert sum(CANARY in (one.submission.title, one.submission.organiser) for one in ACTIONS) == 2


def test_the_page_has_the_facts_of_the_map(server: Site) -> None:
    text = " ".join(_read(server, PAGE).text.split())
    assert "4 actions in 4 cities in 4 countries." in text
    assert "1 action is cancelled and stays listed." in text
    assert "This is example data." in text
    assert "It happened on Sat 7 Apr 2018." in text
    assert "Outside the embassy Sat 7 Apr 2018, 14:00 BST · Over Russian Embassy" in text
    assert text.count("· Over") == 4, "all but the cancelled one"
    assert "Vigil Cancelled" in text
    order = [
        text.index(country)
        for country in ("France Paris", "New Zealand Auckland", "Russia Moscow", "United Kingdom London")
    ]
    assert order == sorted(order)


def test_the_form_filters_by_country_and_status(server: Site) -> None:
    form = _read(server, PAGE)
    assert [one["name"] for one in form.all("select")] == ["country", "status", "by"]
    assert {one["value"] for one in form.all("option")} == {
        "",
        "FR",
        "NZ",
        "RU",
        "GB",
        "planned",
        "confirmed",
        "cancelled",
        "country",
        "day",
    }
    text = " ".join(_read(server, f"{PAGE}?country=GB&status=").text.split())
    assert "1 action in 1 city in 1 country." in text
    assert "Auckland" not in text
    assert "No action matches" in _read(server, f"{PAGE}?country=NZ&status=cancelled").text


def test_filters_go_on_into_files_and_the_interactive_map(server: Site) -> None:
    links = _read(server, f"{PAGE}?country=GB&lang=fr").links()
    assert "/?campaign=watching&country=GB&lang=fr" in links
    assert f"{PAGE}/actions.ics?country=GB&lang=fr" in links
    assert f"{PAGE}/feeds?country=GB&lang=fr" in links


@pytest.mark.parametrize("path", [PAGE, CITY, f"{CITY}/poster", f"{PAGE}/share"])
def test_no_link_of_ours_leads_nowhere(server: Site, path: str) -> None:
    ours = {link.partition("#")[0] for link in _read(server, path).links() if link.startswith("/")}
    assert len(ours) >= 1
    assert {server.http.get(link, headers=READER).status_code for link in ours} == {200}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_speaks_every_language(server: Site, code: str) -> None:
    words = speech(code)
    for page in (_read(server, f"{PAGE}?lang={code}"), _read(server, PAGE, **{"Accept-Language": code})):
        (root,) = page.all("html")
        assert (root["lang"], root["dir"]) == (code, words.direction)
        assert words.text("All actions") in page.text
        assert words.country("GB") in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/c",
        "/about",
        PAGE,
        CITY,
        *(f"{PAGE}/{part}" for part in ("share", "feeds", "search", "submit", "report")),
        f"{CITY}/share",
        "/sign-in",
        "/people",
        "/invitation/none",
        "/c/nothing",
    ],
)
def test_another_language_keeps_all_that_the_page_reads(server: Site, path: str) -> None:
    given = (
        "country=GB&status=planned&status=cancelled&since=2018-04-07&until=2018-04-08&page=2&q=x%26y&by=day"
    )
    address = f"{path}?{given}&instance=social.example&campaign=watching&action=x%2Fy&next=%2Forganise"
    answer = server.http.get(address, headers=READER, follow_redirects=True)
    asked, now = links.read(address), str(answer.request.url.raw_path, "ascii")
    languages = {one["hreflang"]: one["href"] for one in _Reader(answer.text).all("a") if "hreflang" in one}
    assert languages.keys() == LANGUAGES.keys()
    for code, href in languages.items():
        if href.startswith("?"):
            assert parse_qs(href[1:]) == parse_qs(urlsplit(now).query) | {"lang": [code]}
        else:
            assert asked is not None
            assert links.read(href) == replace(asked, language=code)


def test_of_two_places_of_one_name_the_less_known_is_told_by_its_region(server: Site) -> None:
    said = _read(server, f"{PAGE}/search?q=Melbourne").text
    assert "km from Melbourne, where there is no action yet" in said
    assert "km from Melbourne, Florida, where there is no action yet" in said
    assert (
        "km from Bristol, where there is no action yet" in _read(server, f"{PAGE}/search?q=Bristol, UK").text
    )


def test_a_browser_or_cache_keeps_one_page_for_each_language(server: Site) -> None:
    answer = server.http.get(PAGE, headers=READER)
    assert "Accept-Language" in answer.headers["vary"]
    assert server.http.get(PAGE, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    german = server.http.get(PAGE, headers=READER | {"Accept-Language": "de"})
    assert german.headers["etag"] != answer.headers["etag"]


def test_link_previews_get_whole_addresses_that_work(server: Site) -> None:
    for path, own in ((PAGE, PAGE), (CITY, CITY), ("/?campaign=watching", PAGE)):
        told = _read(server, path).told()
        assert told["og:url"] == f"{server.url}{own}"
        assert told["og:image"] == f"{server.url}{own}/card.png?lang=en"
        assert told["og:title"].endswith("We are watching <you>")
        image = server.http.get(told["og:image"])
        assert _image(image.content).size == (1200, 630)
        assert (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)
    assert _read(server, f"{PAGE}?lang=pt").told()["og:locale"] == "pt_BR"


def test_search_engines_learn_the_one_address_and_those_of_other_languages(server: Site) -> None:
    links = _read(server, f"{PAGE}?country=GB&utm_source=x").all("link")
    canonical = [one["href"] for one in links if one["rel"] == "canonical"]
    assert canonical == [f"{server.url}{PAGE}"]
    others = {one["hreflang"]: one["href"] for one in links if "hreflang" in one}
    assert set(others) == {*LANGUAGES, "x-default"}
    assert others["ar"] == f"{server.url}{PAGE}?lang=ar"


@pytest.mark.parametrize(
    ("path", "below", "query"),
    [
        (f"{PAGE}?country=GB", f"{PAGE}/actions", "?country=GB"),
        (f"{PAGE}?lang=fr", f"{PAGE}/actions", "?lang=fr"),
        (CITY, CITY, ""),
        ("/?campaign=watching&status=planned", f"{PAGE}/actions", "?status=planned"),
    ],
)
def test_feed_readers_find_the_files_of_what_is_shown(
    server: Site, path: str, below: str, query: str
) -> None:
    links = [one for one in _read(server, path).all("link") if one["rel"] == "alternate" and "type" in one]
    assert {one["type"]: one["href"] for one in links} == {
        "text/calendar": f"{server.url}{below}.ics{query}",
        "application/atom+xml": f"{server.url}{below}.atom{query}",
        "text/csv": f"{server.url}{below}.csv{query}",
        "application/geo+json": f"{server.url}{below}.geojson{query}",
    }
    for one in links:
        answer = server.http.get(one["href"])
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, one["type"])
        assert one["title"]


def test_a_calendar_can_be_followed_from_a_page(server: Site) -> None:
    for path, file in ((PAGE, f"{PAGE}/actions.ics"), (CITY, f"{CITY}.ics")):
        links = [one["href"] for one in _read(server, path).all("a")]
        assert f"webcal://{server.host}{file}" in links


def test_organisers_words_are_read_without_scripts(tmp_path: Path, gazetteer_dir: Path) -> None:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path)
    store = Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")
    story = "Why we **act** <b>.\n\n![x](https://evil.example/x.png)" + "\n\n" + '"' * 9_000
    told = replace(
        CAMPAIGN, story=story, call_to_action="Come <along>.", translations=(Words("fr", title="Regardons"),)
    )
    store.save_campaign(told)
    store.close()
    with serving(tmp_path) as site:
        page = _read(site, PAGE)
        assert "Come <along>." in page.text
        assert "Why we act <b>." in page.text
        assert [one["src"] for one in page.all("iframe")] == [f"{PAGE}/map"]
        assert len(site.http.get(PAGE, headers=READER).content) < 100_000
        assert _read(site, f"{PAGE}?lang=fr").told()["og:title"] == "Regardons"
        assert _read(site, "/?campaign=watching&lang=fr").told()["og:title"] == "Regardons"


@pytest.mark.parametrize("host", ["evil.example/x?", "two words.example", '"><script>', "x@y"])
def test_a_strange_host_is_not_believed(server: Site, host: str) -> None:
    page = server.http.get(PAGE, headers=READER | {"Host": host})
    if page.status_code == 200:
        assert _Reader(page.text).told().get("og:url") is None
        assert host not in page.text


def test_a_city_has_its_actions_files_and_neighbours(server: Site) -> None:
    page = _read(server, CITY)
    text = " ".join(page.text.split())
    assert "London, United Kingdom" in text
    assert "1 action, 1 cancelled" in text
    assert "Outside the embassy Sat 7 Apr 2018, 14:00 BST · Over Russian Embassy example.org" in text
    to_moscow = r"Moscow \(2,5\d\d km\) · Taking part can be dangerous in Russia"
    assert re.search(rf"Paris \(34\d km\) {to_moscow} Auckland \(18,3\d\d km\)", text)
    assert f"{CITY}.ics" in page.links()
    assert f"{CITY}/poster" in page.links()


@pytest.mark.parametrize(
    "path",
    [
        "/c/nobody",
        f"{PAGE}/city/1",
        f"{PAGE}/city/x",
        f"{PAGE}/city/{'9' * 40}",
        "/c/nobody/card.png",
        f"{PAGE}/city/1/card.png",
        f"{PAGE}/city/1/qr.png",
        f"{PAGE}/city/1/poster",
        f"{PAGE}/nothing/here",
        "/c/%3Cscript%3E",
    ],
)
def test_what_is_not_there_is_a_page_with_a_way_on(server: Site, path: str) -> None:
    answer = server.http.get(path, headers=READER)
    assert answer.status_code == 404
    page = _Reader(answer.text)
    assert "/?campaign=watching&lang=en" in page.links()
    assert page.all("script") == []


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=99999999999",
        "page=x",
        "country=<script>",
        "lang=xx",
        "since=0000-00-00",
        "%00=%ff",
        "a" * 5000,
    ],
)
def test_absurd_questions_get_the_page(server: Site, query: str) -> None:
    assert "Outside the embassy" in _read(server, f"{PAGE}?{query}").text


def test_a_page_is_only_read(server: Site) -> None:
    assert server.http.post(PAGE, headers=READER).status_code == 405


@pytest.mark.parametrize("path", PICTURES)
def test_pictures_are_small_and_may_be_shown_by_others(server: Site, path: str) -> None:
    answer = server.http.get(path)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert len(answer.content) < 150_000
    assert server.http.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    _image(answer.content).load()


def test_cards_and_maps_follow_language_city_and_filters(server: Site) -> None:
    cards = [f"{PAGE}/card.png", f"{PAGE}/card.png?lang=ar", f"{PAGE}/card.png?lang=zh", f"{CITY}/card.png"]
    maps = [f"{PAGE}/map.png", f"{PAGE}/map.png?look=dark", f"{PAGE}/map.png?country=GB", f"{CITY}/map.png"]
    assert len({server.http.get(path).content for path in (*cards, *maps)}) == 8
    # Whoever fetches a card for others has no language of their own.
    german = server.http.get(f"{PAGE}/card.png", headers={"Accept-Language": "de"})
    assert german.content == server.http.get(f"{PAGE}/card.png").content


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("", (1280, 720)),
        ("view=51.5,-0.1,7&size=640x400", (640, 400)),
        ("view=51.5,-0.1,7&size=99999x99999", (2000, 1500)),
        ("view=nan,inf,7&size=1x1", (200, 150)),
        ("view=<svg>&size=0x-1", (1280, 720)),
    ],
)
def test_any_view_can_be_had_for_the_press_at_a_bounded_size(
    server: Site, query: str, size: tuple[int, int]
) -> None:
    assert _image(server.http.get(f"{PAGE}/view.png?{query}").content).size == size
    answer = server.http.get(f"{PAGE}/view.svg?{query}")
    assert answer.headers["content-type"] == "image/svg+xml"
    drawn = ElementTree.fromstring(answer.text)  # noqa: S314  # our own
    assert (drawn.get("width"), drawn.get("height")) == tuple(map(str, size))
    words = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "Places: GeoNames (CC BY 4.0) · Land: Natural Earth" in words


def test_a_view_for_the_press_names_its_cities_in_the_language_of_its_link(server: Site) -> None:
    for language, name in {"en": "London", "ru": "Лондон", "ar": "لندن"}.items():
        assert f">{name}</text>" in server.http.get(f"{PAGE}/view.svg?view=51.5,-0.1,8&lang={language}").text
    whole, french = (server.http.get(f"{PAGE}/view.svg?{query}").text for query in ("", "country=FR"))
    assert whole.count("<circle") > french.count("<circle")


def test_without_a_view_the_picture_shows_what_the_map_shows_first(server: Site) -> None:
    """All actions, as near as they allow; the world where there are none."""

    def drawn(query: str, name: str = "view.svg") -> bytes:
        return server.http.get(f"{PAGE}/{name}?{query}").content

    for name in ("view.svg", "view.png"):
        assert drawn("status=postponed", name) == drawn("status=postponed&view=25,10,2.25", name)
        for query in ("", "country=FR"):
            assert drawn(query, name) != drawn(f"{query}&view=25,10,2.25", name)
    assert b">Paris</text>" in drawn("country=FR")


def test_views_that_hardly_differ_are_one_picture(server: Site) -> None:
    one, other = (
        server.http.get(f"{PAGE}/view.png?view={view}") for view in ("51.501,0,7", "51.5,0.001,7.1")
    )
    assert one.headers["etag"] == other.headers["etag"]


def test_wherever_less_is_told_it_is_said_why(server: Site) -> None:
    why, city = "In this country taking part can be dangerous. We show the city only.", MOSCOW.geonameid
    card = server.http.get(f"/api/v1/campaigns/watching/cities/{city}.json").json()["actions"]
    assert [one["why_withheld"] for one in card] == [why]
    for path in (PAGE, f"{PAGE}/embed", f"{PAGE}/city/{city}", f"{PAGE}/city/{city}/poster"):
        assert why in _read(server, path).text
    for path in (f"{PAGE}/actions.ics", f"{PAGE}/actions.atom"):
        assert why in server.http.get(path).text.replace("\r\n ", "")
    open_card = server.http.get(f"/api/v1/campaigns/watching/cities/{LONDON.geonameid}.json").json()[
        "actions"
    ]
    assert ["why_withheld" in one for one in open_card] == [False] * len(open_card)


@pytest.mark.parametrize("path", [PAGE, CITY, f"{PAGE}?country=GB&lang=fr", f"{CITY}?lang=de"])
def test_whatever_is_shared_is_the_light_page_with_its_own_title_and_picture(server: Site, path: str) -> None:
    at, _, query = path.partition("?")
    query = f"?{query}" if query else ""
    address = f"{server.url}{path}"
    codes = [server.http.get(f"{at}/qr.png{query}").content]
    if at == CITY:
        sheet = _read(server, f"{at}/poster{query}")
        assert address.partition("://")[2] in sheet.text
        codes += [base64.b64decode(one["src"].partition(",")[2]) for one in sheet.all("img")]
    for drawn in codes:
        (code,) = zxingcpp.read_barcodes(_image(drawn).convert("L"))
        assert code.text == address
    share = _read(server, f"{at}/share{query}")
    assert [one["value"] for one in share.all("input") if "readonly" in one] == [address]
    sent = [parse_qs(urlsplit(link).query) for link in share.links() if not link.startswith("/")]
    assert len(sent) == 6
    assert all(address in " ".join(chain.from_iterable(values.values())) for values in sent)
    told = _read(server, path).told()
    own = re.search("<title>(.*?)</title>", server.http.get(path, headers=READER).text)
    assert own is not None
    assert told["og:title"] == unescape(own[1])
    assert ("London" in told["og:title"] or "Londres" in told["og:title"]) == (at == CITY)
    assert (
        server.http.get(told["og:image"]).content
        == server.http.get(f"{at}/card.png?lang={told['og:locale'][:2]}").content
    )
    assert urlsplit(told["og:url"]).path == at


def test_a_link_that_no_code_can_hold_is_shared_without_its_filters(server: Site) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    many = "&".join(f"country={one}{other}" for one in letters for other in letters[:10])
    (code,) = zxingcpp.read_barcodes(_image(server.http.get(f"{PAGE}/qr.png?{many}").content).convert("L"))
    assert code.text == f"{server.url}{PAGE}"


def test_share_links_carry_the_address_and_nothing_foreign_is_loaded(server: Site) -> None:
    links = [link for link in _read(server, f"{PAGE}/share").links() if not link.startswith("/")]
    address = f"{server.url}{PAGE}"
    assert [urlsplit(link).netloc or urlsplit(link).scheme for link in links] == [
        "mailto",
        "wa.me",
        "t.me",
        "send",
        "x.com",
        "www.facebook.com",
    ]
    for link in links:
        values = [one for many in parse_qs(urlsplit(link).query).values() for one in many]
        assert any(address in value for value in values)


def test_mastodon_is_reached_at_the_server_of_the_visitor(server: Site) -> None:
    links = _read(server, f"{PAGE}/share?instance=Mastodon.Social").links()
    (link,) = [one for one in links if "mastodon" in one]
    assert urlsplit(link).netloc == "mastodon.social"
    assert f"{server.url}{PAGE}" in parse_qs(urlsplit(link).query)["text"][0]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "localhost",
        "10.0.0.1",
        "a/b.example",
        "javascript:alert(1)",
        "x y.example",
        "-.example",
        "a" * 300,
    ],
)
def test_what_is_no_server_is_no_link(name: str) -> None:
    assert mastodon_link(name, "https://map.example", "words") == ""


def test_an_account_names_its_server() -> None:
    assert (
        urlsplit(mastodon_link("@somebody@chaos.social", "https://map.example", "")).netloc == "chaos.social"
    )


def test_the_embed_code_makes_a_frame_that_may_be_framed_anywhere(server: Site) -> None:
    codes = re.findall(
        r"<textarea[^>]*>(.*?)</textarea>", server.http.get(f"{PAGE}/share?country=GB", headers=READER).text
    )
    own = "allow-scripts allow-same-origin "
    for code, may_run in zip(codes, (own, ""), strict=True):
        (frame,) = _Reader(unescape(code)).all("iframe")
        assert frame["title"] == "We are watching <you>"
        assert frame["sandbox"] == f"{may_run}allow-popups allow-popups-to-escape-sandbox"
        assert frame["loading"] == "lazy"
        framed = server.http.get(frame["src"])
        assert "frame-ancestors *" in framed.headers["content-security-policy"]
        assert "x-frame-options" not in framed.headers
        assert "set-cookie" not in framed.headers
        assert ("country=GB" if may_run else "1 action in 1 city in 1 country.") in framed.text
        assert "Auckland" not in framed.text
    for path in (PAGE, CITY):
        assert server.http.get(path, headers=READER).headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", [f"{CITY}/poster", f"{PAGE}/feeds", f"{PAGE}/feeds?city=2643743"])
def test_a_city_is_called_what_readers_call_it(server: Site, path: str) -> None:
    page = _read(server, f"{path}{'&' if '?' in path else '?'}lang=ru").text
    assert "Лондон" in page
    assert "London" not in page


def test_a_poster_says_what_is_public_and_where_to_read_more(server: Site) -> None:
    page = _read(server, f"{CITY}/poster")
    text = " ".join(page.text.split())
    assert "London" in text
    assert "Sat 7 Apr 2018, 14:00 BST Russian Embassy" in text
    assert "Vigil" not in text
    assert f"{server.host}{CITY}" in text
    (image,) = page.all("img")
    assert image["src"].startswith("data:image/png;base64,")


def test_a_poster_counts_as_more_what_takes_place_and_has_no_room(data_dir: Path) -> None:
    off = [action(number, LONDON, status="cancelled") for number in (11, 12)]
    standing = [action(number, LONDON, title=f"Vigil {number}") for number in range(1, 6)]
    asked = PublicRequest("watching", "poster", LONDON.geonameid)
    fill(data_dir, (*off, *standing[:4]))
    assert "more action" not in poster_page(asked, "").raw.decode()
    fill(data_dir, standing[4:], name="one-more.csv")
    resources.refresh()
    assert "And 1 more action." in poster_page(asked, "").raw.decode()


def test_without_scripts_the_interactive_page_leads_here(server: Site) -> None:
    page = server.http.get("/?campaign=watching&country=GB&lang=de", headers=READER).text
    (words,) = re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    (refresh,) = [one["content"] for one in _Reader(words).all("meta")]
    assert refresh == "0; url=/c/watching?country=GB&lang=de"
    assert "London" in _read(server, refresh.partition("url=")[2]).text


@pytest.fixture
def own(tmp_path: Path, gazetteer_dir: Path) -> Iterator[Site]:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    fill(tmp_path, ACTIONS[:1])
    with serving(tmp_path, base_path="/map", public_url="https://actions.example.org/map/") as site:
        yield site


def test_a_base_path_and_a_public_address_are_in_every_link_and_a_publication_is_seen_at_once(
    own: Site,
) -> None:
    page = _read(own, PAGE)
    assert page.told()["og:image"] == "https://actions.example.org/map/c/watching/card.png?lang=en"
    ours = [link for link in page.links() if link.startswith("/")]
    assert [link for link in ours if not link.startswith("/map/")] == []
    (code,) = zxingcpp.read_barcodes(_image(own.http.get(f"{PAGE}/qr.png").content).convert("L"))
    assert code.text == "https://actions.example.org/map/c/watching"
    before = own.http.get(f"{PAGE}/card.png").content
    assert "Auckland" not in page.text
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    fill(own.data_dir, [action(7, AUCKLAND, title="Coming", day=tomorrow)], name="more.csv")
    _until(own.http, PAGE, "Coming")
    assert re.search(r"Next: Auckland, \w+ \d+ \w+ \d+, 14:00 NZ", _read(own, PAGE).text)
    assert own.http.get(f"{PAGE}/card.png").content != before


def _until(http: httpx.Client, path: str, words: str) -> None:
    """What is public is out of date for a second at most."""
    until(lambda: words in http.get(path, headers=READER).text, seconds=10)


def _public(number: int, text: str) -> PublicAction:
    country = ("GB", "FR", "RU", "BR")[number % 4]
    return PublicAction(
        f"u{number}", "watching", text, "", text, text, "", "", date(2018, 4, 7), time(14), None, "Europe/London",
        Status.PLANNED, None, Visibility.EXACT, Precision.CITY, number % 2500, f"City {number % 2500}", "", country,
        0.0, 0.0, 0.0, 0.0,
    )  # fmt: skip


@pytest.mark.parametrize("by", ["country", "day"])
@pytest.mark.parametrize("text", ["", "Outside the embassy", "Мы смотрим на вас " * 200, "<&>" * 2000])
def test_ten_thousand_actions_are_cut_into_light_pages_and_none_is_lost(text: str, by: str) -> None:
    now = datetime(2018, 4, 7, 14, tzinfo=UTC)
    actions = in_order([_public(number, text) for number in range(10_000)], speech("fr"), by, now)
    cut = pages(actions)
    assert [one for page in cut for one in page] == actions
    assert max(len(page) for page in cut) <= 200
    listed = [
        one
        for page in cut
        for group in grouped(page, speech("fr"), by, now, lambda action: action.city)
        for city in group.cities
        for one in city.actions
    ]
    assert listed == actions


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path) -> Iterator[Site]:
    """A campaign of 2,500 actions in as many cities, with long words: over forty pages."""
    data_dir = tmp_path_factory.mktemp("large")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    cities = [
        replace(LONDON, geonameid=10_000_000 + n, name=f"Велике місто {n}", country_code=_code(n))
        for n in range(2_500)
    ]
    fill(
        data_dir,
        [
            action(n, city, title="Ми дивимося на вас & " * 20, venue="Площа <1> " * 30)
            for n, city in enumerate(cities)
        ],
    )
    with serving(data_dir) as site:
        yield site


def _code(number: int) -> str:
    return ("GB", "FR", "DE", "ES", "IT", "PL", "UA", "BR", "US", "ZA")[number % 10]


def test_a_large_list_is_read_by_the_numbers_of_its_pages_and_by_its_countries(large: Site) -> None:
    page = _Reader(large.http.get(f"{PAGE}?page=4", headers=READER).text)
    numbers = [link for link in page.links() if re.search(r"[?]page=\d+$", link) or link == PAGE]
    last = max(int(link.partition("page=")[2] or 1) for link in numbers)
    assert last > 40
    wanted = {PAGE, *(f"{PAGE}?page={number}" for number in (2, 3, 5, 6, last))}
    assert wanted <= set(numbers)
    jumps = [link for link in page.links() if re.search("#[A-Z]{2}$", link)]
    assert len(jumps) == 10
    for link in jumps:
        address, _, country = link.partition("#")
        there = large.http.get(address, headers=READER)
        assert f'<h3 id="{country}">' in there.text
        assert len(there.content) < 100_000
    found = large.http.get(f"{PAGE}?q=2477", headers=READER).text
    assert re.findall("Велике місто [0-9]+", found) == ["Велике місто 2477"]


def test_the_index_lists_the_campaigns_for_everybody(server: Site) -> None:
    page = _read(server, "/c?lang=de")
    assert f"{PAGE}?lang=de" in page.links()
    assert "Das sind Beispieldaten." in page.text
    assert server.http.get("/c/", headers=READER).status_code == 200
    assert '<html lang="fr"' in server.http.get("/c", headers=READER | {"Accept-Language": "fr"}).text


def test_a_page_of_a_large_campaign_is_below_100_kb_and_leads_to_the_others(large: Site) -> None:
    page = large.http.get(PAGE, headers=READER)
    assert len(page.content) < 100_000
    (following,) = [one["href"] for one in _Reader(page.text).all("a") if one.get("rel") == "next"]
    second = large.http.get(following, headers=READER)
    assert len(second.content) < 100_000
    assert [one["href"] for one in _Reader(second.text).all("a") if one.get("rel") == "prev"] == [PAGE]
    assert json.dumps(_Reader(page.text).text) != json.dumps(_Reader(second.text).text)
    assert len(large.http.get(f"{PAGE}/embed").content) < 100_000
    assert len(large.http.get(f"{PAGE}/card.png").content) < 150_000


@pytest.mark.parametrize(
    ("typed", "leads_to", "says"),
    [
        ("lond", CITY, ""),
        ("Limoges", "", "No action in Limoges yet."),
        ("qwxzptlk", "", "We know no place of this name."),
    ],
)
def test_a_city_is_found_without_scripts(server: Site, typed: str, leads_to: str, says: str) -> None:
    answer = server.http.get(f"{PAGE}/search", params={"q": typed}, headers=READER)
    assert answer.headers.get("location", "") == leads_to
    assert says in answer.text


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/search"])
def test_the_search_without_scripts_keeps_the_filters(server: Site, path: str) -> None:
    asked = {"q": "Limoges", "country": "FR", "lang": "de"}
    answer = server.http.get(path, params=asked, headers=READER)
    (form,) = re.findall('<form[^>]*role="search".*?</form>', answer.text, re.DOTALL)
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [
        ("country", "FR"),
        ("lang", "de"),
    ]


def test_in_a_country_with_many_cities_one_jumps_to_a_letter(data_dir: Path) -> None:
    names = [f"{letter}{n}ville" for letter in "AÉZ" for n in range(80)]
    cities = [replace(PARIS, geonameid=10_000 + n, name=name) for n, name in enumerate(names)]
    fill(data_dir, [action(n, city) for n, city in enumerate(cities, 1)])
    asked = PublicRequest("watching", filters=Filters(countries=("FR",)))
    shown = [campaign_page(replace(asked, page=n), "").raw.decode() for n in (1, 2)]
    ways = re.findall(r'<a href="[^"]*?((?:page=\d)?#)(FR-\w)">(\w)</a>', shown[0])
    assert [(letter, name) for _, letter, name in ways] == [("FR-A", "A"), ("FR-E", "E"), ("FR-Z", "Z")]
    for page, letter, _ in ways:
        assert shown["page=2" in page].count(f'id="{letter}"') == 1
    whole = campaign_page(PublicRequest("watching"), "").raw.decode()
    assert 'id="FR"' in whole
    assert "#FR-A" not in whole
