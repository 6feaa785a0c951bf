"""The map to choose a place on: numbers and addresses of our own host, and nothing that a person typed."""

import re
from urllib.parse import urlsplit

import pytest
from streamlit_folium import generate_leaflet_string

from dashboard.maps import assets
from dashboard.maps.map import StreetTiles, picking_map

SPRINGFIELDS = [(39.801723, -89.643711), (42.101479, -72.589811)]
TILES = StreetTiles("https://tiles.example.org/{z}/{x}/{y}.png", "© Example")


def script_of(frame):
    frame.get_root().render()
    return generate_leaflet_string(frame)


def test_the_frame_gets_its_pins_in_order_with_five_decimals():
    script = script_of(picking_map(SPRINGFIELDS))
    assert '"points": [[39.80172, -89.64371], [42.10148, -72.58981]]' in script
    assert '"anywhere": false' in script


def test_it_is_drawn_by_the_script_for_choosing():
    assert script_of(picking_map([], anywhere=True)).strip().splitlines()[-1].startswith("Picking.start(")
    assert (assets.DIRECTORIES["map"] / "picking.js") in assets.JOINED[assets.SCRIPT]


def test_everything_it_loads_comes_from_our_own_host():
    frame = picking_map(SPRINGFIELDS, base_path="/map")
    addresses = [address for _, address in (*frame.default_js, *frame.default_css)]
    addresses += re.findall(r'"(/map/assets/[^"]+)"', script_of(frame))
    assert {urlsplit(address).netloc for address in addresses} == {""}
    assert len(addresses) == 2 + 5


def test_other_pins_make_another_frame_and_the_same_ones_do_not():
    assert script_of(picking_map(SPRINGFIELDS)) == script_of(picking_map(SPRINGFIELDS))
    assert script_of(picking_map(SPRINGFIELDS)) != script_of(picking_map(SPRINGFIELDS[:1]))


def test_street_tiles_are_named_only_when_the_operator_offers_them():
    assert "tiles.example.org" in script_of(picking_map([], street_tiles=TILES))
    assert '"streetTiles": null' in script_of(picking_map([]))


def test_text_that_a_template_engine_would_run_is_refused():
    with pytest.raises(ValueError, match="never text"):
        picking_map([], attribution="{{ 7*191 }}")
