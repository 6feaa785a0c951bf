"""The map's frame carries numbers and addresses of our own host, and nothing that a person typed."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from streamlit_folium import generate_leaflet_string

from dashboard.i18n import LANGUAGES
from dashboard.maps import assets
from dashboard.maps.map import StreetTiles, campaign_map, filter_note

ADDRESSES = {"map": "/map/api/v1/campaigns/spring/map.json"}
TILES = StreetTiles("https://tiles.example.org/{z}/{x}/{y}.png", "© Example", preset=False)


def script_of(frame):
    frame.get_root().render()
    return generate_leaflet_string(frame)


def html_of(frame: Any) -> str:
    return str(frame.get_root().html.render())


def test_the_frame_fetches_its_rows_from_the_campaigns_address():
    assert '"map": "/map/api/v1/campaigns/spring/map.json"' in script_of(
        campaign_map(ADDRESSES, base_path="/map")
    )


def test_everything_the_frame_loads_comes_from_our_own_host():
    frame = campaign_map(ADDRESSES, base_path="/map", street_tiles=None)
    addresses = [address for _, address in (*frame.default_js, *frame.default_css)]
    addresses += re.findall(r'"(/map/assets/[^"]+)"', script_of(frame))
    assert {urlsplit(address).netloc for address in addresses} == {""}
    assert len(addresses) == 2 + 5


def test_every_file_that_the_frame_names_exists():
    for name in (
        "typeface/faces.css",
        "basemap/world-110m.json",
        "basemap/world-50m.json",
        "basemap/near/index.json",
        *(f"basemap/labels/{language}.json" for language in LANGUAGES),
    ):
        folder, _, rest = name.partition("/")
        assert Path(assets.DIRECTORIES[folder] / rest).is_file(), name
    assert all(part.is_file() for name in (assets.SCRIPT, assets.STYLE) for part in assets.JOINED[name])


@pytest.mark.parametrize("text", ["{{ 7*191 }}", "{% raw %}", "{# x #}", "${alert(1)}"])
def test_text_that_a_template_engine_would_run_is_refused(text):
    with pytest.raises(ValueError, match="never text"):
        campaign_map(ADDRESSES, attribution=text)


def test_a_script_cannot_be_closed_from_within_an_option():
    assert "</script>" not in script_of(
        campaign_map(ADDRESSES, attribution="</script><script>alert(1)</script>")
    )


def test_new_filters_leave_the_frame_on_the_page_as_it_is():
    plain, filtered = campaign_map(ADDRESSES), campaign_map(ADDRESSES)
    filter_note(filtered, "country=GB&status=planned", 2643743)
    assert script_of(plain) == script_of(filtered)


def test_filters_reach_the_frame_as_attributes():
    frame = campaign_map(ADDRESSES)
    filter_note(frame, "country=GB&status=planned", 2643743)
    html = html_of(frame)
    assert 'data-query="country=GB&amp;status=planned" data-city="2643743"' in html


def test_filters_cannot_run_on_the_server():
    frame = campaign_map(ADDRESSES)
    filter_note(frame, "country={{7*191}}")
    html = html_of(frame)
    assert "1337" not in html
    assert "%7B%7B7*191%7D%7D" in html


def test_street_tiles_are_named_only_when_the_operator_offers_them():
    assert "tiles.example.org" in script_of(campaign_map(ADDRESSES, street_tiles=TILES))
    assert '"streetTiles": null' in script_of(campaign_map(ADDRESSES, street_tiles=None))
