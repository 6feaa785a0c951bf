"""Hostile text goes the whole way, file → import → page, and stays text."""

import csv
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import REPOSITORY, dashboard
from tests.browser.reading import open_map

HOSTILE = [
    "{{ 7*191 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{ oops",
    "${alert(1)}`;alert(1);//",
    "<script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "![pixel](https://evil.example/pixel.png)",
    "[click](javascript:alert(1))",
    "</script><svg onload=window.hacked=1>",
    "\\x3cscript\\x3ewindow.hacked=1\\x3c/script\\x3e",
    "map_div2 map_div",
    "'\"><iframe src=javascript:window.parent.hacked=1>",
]
LONDON = 2643743


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory, gazetteer_dir):
    data_dir = tmp_path_factory.mktemp("hostile")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    file = data_dir / "hostile.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["city", "country", "title", "venue", "organiser", "link"])
        writer.writerows(
            ["London", "United Kingdom", text, text, text, f"https://example.org/?{text}"] for text in HOSTILE
        )
    command = [sys.executable, "-m", "dashboard", "import", str(file), "--campaign", "hostile", "--create"]
    subprocess.run(
        [*command, "--data-dir", str(data_dir)], cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL
    )
    with dashboard(data_dir, "--no-example") as url:
        yield url


def test_cards_show_hostile_text_word_for_word_run_none_of_it_and_link_to_web_addresses_alone(
    page, hostile_site
):
    frame = open_map(page, f"{hostile_site}/?campaign=hostile&city={LONDON}")
    titles = frame.locator(".card-title")
    expect(titles).to_have_count(len(HOSTILE))
    assert sorted(titles.all_inner_texts()) == sorted(HOSTILE)
    assert sorted(frame.locator(".card-venue").all_inner_texts()) == sorted(HOSTILE)
    assert [one.evaluate("window.hacked") for one in page.frames] == [None] * len(page.frames)
    schemes = frame.locator(".card-link").evaluate_all(
        "links => [...new Set(links.map(link => link.protocol))]"
    )
    assert schemes == ["https:"]


def test_the_list_shows_hostile_text_word_for_word(page, hostile_site):
    open_map(page, f"{hostile_site}/?campaign=hostile")
    titles = page.locator("ul.actions .title")
    expect(titles).to_have_count(len(HOSTILE))
    assert sorted(titles.all_inner_texts()) == sorted(HOSTILE)
    assert page.evaluate("window.hacked") is None
