"""A copy of everything public as files: whole in itself, nothing else in it, and with a signature to check."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from itertools import count
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from dashboard.cli import main
from dashboard.i18n import LANGUAGES
from dashboard.model import Campaign, CampaignState, PublicAction
from dashboard.storage import Store
from dashboard.web import resources
from dashboard.web.serving import last_known, patience
from tests.web.actions import CANARY, LONDON
from tests.web.serving import fill

SITE = "https://map.example.org/map"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copied")
    fill(folder)
    store = Store.open(f"sqlite:///{folder / 'actions.sqlite'}", key_file=folder / "secret.key")
    store.save_campaign(Campaign("secret-plan", "Plan", state=CampaignState.DRAFT))
    store.close()
    return folder


@pytest.fixture(autouse=True)
def _own_settings(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ACTION_MAP_DATA_DIR", str(data_dir))
    yield
    resources.forget()


def copy(folder: Path, *options: str, campaign: str = "watching") -> int:
    return main(["export", "--campaign", campaign, "--format", "site", "--output", str(folder), *options])


def links(folder: Path) -> Iterator[tuple[str, str]]:
    """Every address that a page or a style names, with the file that names it."""
    for file in folder.rglob("*"):
        name, kind = file.relative_to(folder).as_posix(), file.suffix
        text = file.read_text("utf-8") if kind in {".html", ".css"} else ""
        found = re.findall(r"""(?:\b(?:href|src|action)="|\burl\(["']?)([^"')]+)""", text)
        found += re.findall(r'"(?:world|detail|near|labels)": "([^"]+)"', text)
        for address in found:
            yield name, unescape(address)


def resolved(name: str, address: str) -> str:
    return normpath(f"{name}/../{unquote(urlsplit(address).path)}")


@pytest.mark.parametrize(("base_path", "public_url"), [("", ""), ("/map", SITE)])
def test_every_link_of_a_copy_is_to_a_file_in_it_or_to_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base_path: str, public_url: str
) -> None:
    monkeypatch.setenv("ACTION_MAP_BASE_PATH", base_path)
    monkeypatch.setenv("ACTION_MAP_PUBLIC_URL", public_url)
    assert copy(tmp_path / "copy") == 0
    files = {file.relative_to(tmp_path / "copy").as_posix() for file in (tmp_path / "copy").rglob("*")}
    own = [
        (name, address) for name, address in links(tmp_path / "copy")
        if not urlsplit(address).scheme and not address.startswith("#")
    ]  # fmt: skip
    assert len(own) > 1000
    assert [(name, address) for name, address in own if address.startswith("/")] == []
    assert {(name, address) for name, address in own if resolved(name, address) not in files} == set()
    ours = f"{public_url}/" if public_url else "https://nowhere.example/"
    live = {urlsplit(address).path for _, address in links(tmp_path / "copy") if address.startswith(ours)}
    assert {"/map/c/watching/submit", "/map/c/watching/report"} <= live if public_url else live == set()
    assert {f"{code}/index.html" for code in LANGUAGES} <= files
    below = (
        "map.html",
        "about.html",
        "actions.ics",
        "card.png",
        "data/map.json",
        f"city/{LONDON.geonameid}/index.html",
    )
    assert {f"de/{one}" for one in below} <= files
    assert {f"de/{one}.html" in files for one in ("feeds", "share")} == {bool(public_url)}


def test_nothing_that_is_not_public_is_in_a_copy_and_a_draft_has_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert copy(tmp_path / "copy", "--languages", "en,ru") == 0
    data = {file: file.read_bytes() for file in (tmp_path / "copy").rglob("*") if file.is_file()}
    assert [file for file, said in data.items() if CANARY.encode() in said or b"secret-plan" in said] == []
    capsys.readouterr()
    assert copy(tmp_path / "draft", campaign="secret-plan") == 1
    of_a_draft = capsys.readouterr().err.replace("secret-plan", "nowhere")
    assert copy(tmp_path / "draft", campaign="nowhere") == 1
    assert of_a_draft == capsys.readouterr().err
    assert not (tmp_path / "draft").exists()


def test_a_second_copy_touches_what_changed_alone_and_removes_what_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "copy"
    assert copy(folder, "--languages", "en,de") == 0
    for file in folder.rglob("*"):
        os.utime(file, (1, 1))
    (folder / "en" / "map.html").write_text("other")
    capsys.readouterr()
    assert copy(folder, "--languages", "en,de") == 0
    assert ", 1 of them new or changed." in capsys.readouterr().out
    touched = [file for file in folder.rglob("*") if file.is_file() and file.stat().st_mtime > 1]
    assert touched == [folder / "en" / "map.html"]
    assert copy(folder, "--languages", "en") == 0
    assert not [file for file in (folder / "de").rglob("*") if file.is_file()]


def test_the_time_of_a_file_tells_its_day_alone_and_still_says_that_it_is_another_one(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    assert copy(folder, "--languages", "en") == 0
    times = {file: file.stat().st_mtime for file in folder.rglob("*") if file.is_file()}
    assert {time % timedelta(days=1).total_seconds() for time in times.values()} == {0}
    (changed := folder / "en" / "map.html").write_text("other")
    os.utime(changed, (times[changed], times[changed]))
    assert copy(folder, "--languages", "en") == 0
    after = {file: file.stat().st_mtime for file in folder.rglob("*") if file.is_file()}
    assert {file: after[file] - times[file] for file in times if after[file] != times[file]} == {changed: 1}


def test_a_signed_copy_is_verified_and_each_difference_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, other, folder = tmp_path / "site.key", tmp_path / "other.key", tmp_path / "copy"
    assert [main(["keygen", str(one)]) for one in (key, other, key)] == [0, 0, 1]
    assert key.stat().st_mode & 0o777 == 0o600
    assert copy(folder, "--languages", "en", "--sign", str(key)) == 0
    verify = ["verify", str(folder), "--key", f"{key}.pub"]
    assert main(verify) == 0
    assert main(["verify", str(folder), "--key", f"{other}.pub"]) == 1
    assert main(["verify", str(tmp_path)]) == 1
    (folder / "en" / "map.html").write_text("other")
    (folder / "en" / "actions.csv").unlink()
    (folder / "en" / "more.html").write_text("more")
    capsys.readouterr()
    assert main(verify) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == ["missing: en/actions.csv", "changed: en/map.html", "added: en/more.html"]
    assert told.err == f"The copy in {folder} is not as it was made: 3 files differ.\n"
    listed = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(listed | {"campaign": "other"}))
    assert main(verify) == 1
    assert "was not signed with the key" in capsys.readouterr().err


@pytest.mark.parametrize("there", ["site.key", "site.key.pub"])
def test_a_key_that_cannot_be_made_leaves_no_half_of_it(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine")
    assert main(["keygen", str(tmp_path / "site.key")]) == 1
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [(there, "mine")]


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert copy(tmp_path) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def broken_off(monkeypatch: pytest.MonkeyPatch, where: object, what: str, after: int, folder: Path) -> None:
    """A copy in whose making the disk is full after so many files."""
    real, calls = getattr(where, what), count()

    def until_full(*args: Any) -> Any:
        if next(calls) == after:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args)

    with monkeypatch.context() as full:
        full.setattr(where, what, until_full)
        assert copy(folder, "--languages", "en") == 1


def test_a_full_disk_leaves_the_copy_that_there_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "copy"
    broken_off(monkeypatch, Path, "write_bytes", 5, folder)
    assert "no space left on device" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
    assert copy(folder, "--languages", "en,de") == 0
    broken_off(monkeypatch, Path, "write_bytes", 0, folder)
    assert main(["verify", str(folder)]) == 0


def test_what_was_half_moved_into_a_copy_is_not_left_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "copy"
    broken_off(monkeypatch, Path, "replace", 20, folder)
    assert len([file for file in folder.rglob("*") if file.is_file()]) == 20
    assert main(["verify", str(folder)]) == 1
    assert copy(folder, "--languages", "de") == 0
    assert main(["verify", str(folder)]) == 0


def test_each_page_of_a_copy_leads_to_the_same_page_in_each_language(tmp_path: Path) -> None:
    assert copy(tmp_path / "copy", "--languages", "en,de,ar") == 0
    for below in ("index.html", f"city/{LONDON.geonameid}/index.html"):
        page = (tmp_path / "copy" / "de" / below).read_text("utf-8")
        led = re.findall(r'<a href="([^"]*)"[^>]* hreflang="(\w+)"', page)
        assert {code: resolved(f"de/{below}", to) for to, code in led} == {
            code: f"{code}/{below}" for code in ("en", "de", "ar")
        }


def test_a_copy_waits_for_a_busy_database_and_reads_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "FIRST_SECONDS", 0.0)  # no visitor would wait
    monkeypatch.setattr(last_known, "_FRESH_SECONDS", 0.0)
    read: list[str] = []
    actions = Store.public_actions

    def reading(store: Store, slug: str) -> list[PublicAction]:
        read.append(slug)
        return actions(store, slug)

    monkeypatch.setattr(Store, "public_actions", reading)
    assert copy(tmp_path / "copy", "--languages", "en") == 0
    assert read == ["watching"]
    assert not [
        file for file in (tmp_path / "copy").rglob("*.html") if "cannot be reached" in file.read_text("utf-8")
    ]
