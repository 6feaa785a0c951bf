"""What programs ask of any site has an answer of ours, which names nothing that lists do not show."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from dashboard.model import CampaignState
from dashboard.storage import Outcome, ReceivedRow, Store, Upload
from tests.web.actions import CAMPAIGN, EMBASSY, LONDON, action
from tests.web.serving import Site, serving

SITE = "https://map.example.org/map"
LISTED = {CampaignState.PUBLIC, CampaignState.CLOSED}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path) -> Iterator[Site]:
    """A server below a path, with a campaign in each state."""
    data_dir = tmp_path_factory.mktemp("manners")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    store = Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}", key_file=data_dir / "secret.key")
    for state in CampaignState:
        one = replace(action(1, LONDON, point=EMBASSY, title="Vigil"), campaign=f"a-{state}-one")
        row = ReceivedRow(2, Outcome.PUBLISHED, {}, action=one)
        campaign = replace(CAMPAIGN, slug=one.campaign, state=state)
        store.record_import(Upload(campaign, "a.csv", state.ljust(64, "0"), (row,)))
    store.close()
    with serving(data_dir, base_path="/map", public_url=SITE, allowed_hosts="127.0.0.1") as site:
        yield site


def test_the_sitemap_names_the_pages_of_listed_campaigns_alone(site: Site) -> None:
    answer = site.http.get("/sitemap.xml")
    root = ElementTree.fromstring(answer.text)  # noqa: S314  # our own
    assert answer.headers["content-type"] == "application/xml"
    assert sorted(
        one.text or "" for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ) == [
        f"{SITE}/c",
        *(
            f"{SITE}/c/a-{state}-one{below}"
            for state in ("closed", "public")
            for below in ("", f"/city/{LONDON.geonameid}")
        ),
    ]


def test_robots_are_told_where_the_sitemap_is_and_of_no_campaign(site: Site) -> None:
    answer = site.http.get("/robots.txt")
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /map/organise",
        "Disallow: /map/people",
        "Disallow: /map/_stcore/",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


def test_the_icon_and_the_manifest_are_ours(site: Site) -> None:
    icon = site.http.get("/favicon.ico")
    with Image.open(io.BytesIO(icon.content)) as picture:
        assert (picture.format, picture.size) == ("ICO", (48, 48))
        assert picture.convert("RGBA").getpixel((24, 6)) == (0xB3, 0x12, 0x5D, 255)
    for name in ("manifest.json", "manifest.webmanifest"):
        manifest = site.http.get(f"/{name}")
        assert manifest.headers["content-type"] == "application/manifest+json"
        assert (manifest.json()["name"], manifest.json()["start_url"]) == ("Solidarity Action Map", "/map/")
        (mark,) = manifest.json()["icons"]
        drawn = site.http.get(mark["src"].removeprefix("/map"))
        assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/svg+xml")


@pytest.mark.parametrize("state", [state for state in CampaignState if state is not CampaignState.DRAFT])
def test_search_engines_are_to_list_nothing_of_a_campaign_that_our_lists_do_not_show(
    site: Site, state: CampaignState
) -> None:
    slug, city = f"a-{state}-one", f"city/{LONDON.geonameid}"
    below = (
        "",
        "/map",
        "/map.png",
        "/embed",
        "/share",
        "/feeds",
        "/submit",
        "/actions.ics",
        f"/{city}",
        f"/{city}/poster",
    )
    paths = [f"/c/{slug}{one}" for one in below]
    paths += [f"/?campaign={slug}", f"/about?campaign={slug}", f"/api/v1/campaigns/{slug}/map.json"]
    for path in paths * 2:  # the second time out of what is kept
        said = site.http.get(path, headers={"Accept": "text/html"}).headers.get("x-robots-tag")
        assert said == (None if state in LISTED else "noindex"), path
