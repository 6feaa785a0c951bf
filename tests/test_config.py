"""Settings that somebody has mistyped are refused in a sentence, or told; they never do half of what was meant."""

from __future__ import annotations

import pytest

from dashboard.config import read_settings, unknown_settings
from dashboard.errors import SettingError
from tests.saying import refusing


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "PUBLIC_URL",
            "map.example.org",
            "ACTION_MAP_PUBLIC_URL must be an address such as https://map.example.org",
        ),
        ("PUBLIC_URL", "https://[", "ACTION_MAP_PUBLIC_URL must be an address"),
        ("PUBLIC_URL", "https:///map", "ACTION_MAP_PUBLIC_URL must be an address"),
        ("ALLOWED_ORIGINS", "https://a.example, b.example", "ACTION_MAP_ALLOWED_ORIGINS must be an address"),
        ("PORT", "85010", "Port 85010 cannot be used"),
        ("PORT", "http", "ACTION_MAP_PORT must be a whole number"),
        ("BEHIND_TLS", "always", "ACTION_MAP_BEHIND_TLS must be yes or no"),
        ("STREET_TILES", "on", "ACTION_MAP_STREET_TILES must be offered, forbidden or preset"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(name: str, text: str, sentence: str) -> None:
    with refusing(SettingError, sentence):
        read_settings({f"ACTION_MAP_{name}": text})


def test_what_is_written_in_another_way_is_understood() -> None:
    written = {
        "ACTION_MAP_PUBLIC_URL": " https://map.example.org/map/ ",
        "ACTION_MAP_ALLOWED_ORIGINS": "https://a.example/,http://[::1]:80",
        "ACTION_MAP_BEHIND_TLS": "Yes",
        "ACTION_MAP_BASE_PATH": "map/",
    }
    read = read_settings(written)
    assert (read.public_url, read.behind_tls, read.base_path) == ("https://map.example.org/map", True, "/map")
    assert read.allowed_origins == ("https://a.example", "http://[::1]:80")
    assert unknown_settings(written) == []


def test_what_is_misspelt_is_known_to_be() -> None:
    assert unknown_settings({"ACTION_MAP_BEHIND_TSL": "yes", "PATH": "/bin"}) == ["ACTION_MAP_BEHIND_TSL"]
