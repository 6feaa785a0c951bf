"""Static files: ours and the framework's, compressed, kept for a year, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.maps import assets
from dashboard.web.serving.assets import Assets
from tests.web.asking import ask
from tests.web.serving import Site

FOR_A_YEAR = "public, max-age=31536000, immutable"


@pytest.fixture
def app(tmp_path: Path) -> Starlette:
    """Assets of version ``v1`` in two folders, beside a file that nobody may read."""
    folder = tmp_path / "ours"
    for name, text in {
        "lib/map.js": "let here = 1;" * 100,
        "lib/deep/pin.svg": "<svg/>",
        "lib/code.py": "secret",
        "lib/.hidden": "secret",
        "framework/js/app.js": "let there = 2;",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (tmp_path / "private.js").write_text("secret")
    middleware = Middleware(
        Assets,
        base_path="/map",
        version="v1",
        folders={"lib": folder / "lib"},
        joined={"both.js": (folder / "lib/map.js", folder / "framework/js/app.js")},
        framework={"static": folder / "framework"},
    )
    return Starlette(middleware=[middleware])


def test_a_file_of_this_version_is_kept_for_a_year(app: Starlette) -> None:
    answer = ask(app, "/map/assets/v1/lib/map.js")
    assert (answer.status_code, answer.text) == (200, "let here = 1;" * 100)
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == FOR_A_YEAR
    assert ask(app, "/map/assets/v1/lib/deep/pin.svg").headers["content-type"] == "image/svg+xml"
    assert ask(app, "/map/static/js/app.js").headers["cache-control"] == FOR_A_YEAR


def test_a_page_of_an_older_version_still_finds_its_files_but_does_not_keep_them(app: Starlette) -> None:
    answer = ask(app, "/map/assets/v0/lib/map.js")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, no-cache")


@pytest.mark.parametrize(
    "path",
    [
        "/map/assets/v1/lib/code.py",
        "/map/assets/v1/lib/.hidden",
        "/map/assets/v1/lib/../../private.js",
        "/map/assets/v1/lib/%2e%2e/%2e%2e/private.js",
        "/map/assets/v1/lib//map.js",
        "/map/assets/v1/lib/",
        "/map/assets/v1/unknown/map.js",
        "/map/static/../lib/map.js",
    ],
)
def test_nothing_but_the_listed_files_can_be_read(app: Starlette, path: str) -> None:
    answer = ask(app, path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_files_can_only_be_read(app: Starlette) -> None:
    assert ask(app, "/map/assets/v1/lib/map.js", "POST").status_code == 405
    assert ask(app, "/map/assets/v1/lib/map.js", "HEAD").status_code == 200


def test_files_that_belong_together_arrive_as_one(app: Starlette) -> None:
    assert ask(app, "/map/assets/v1/both.js").text == "let here = 1;" * 100 + "\nlet there = 2;"


def test_every_script_style_and_font_of_the_page_is_served_and_kept(server: Site) -> None:
    page = server.http.get("/").text
    paths = [path.removeprefix("./") for path in re.findall(r'(?:src|href)="(\./static/[^"]+)"', page)]
    answers = [server.http.get(path) for path in paths]
    assert len(paths) > 10
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.headers["cache-control"] for answer in answers} == {FOR_A_YEAR}


@pytest.mark.parametrize("name", [assets.SCRIPT, assets.STYLE])
def test_everything_that_the_map_loads_is_there(server: Site, name: str) -> None:
    answer = server.http.get(assets.asset_url("", name))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, FOR_A_YEAR)
