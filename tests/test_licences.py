"""Whose everything is: each file has its licence, each licence its text, and whoever asks for a link has one."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from dashboard.web.templates import SOURCES

ROOT = Path(__file__).parents[1]
REUSE = tomllib.loads((ROOT / "REUSE.toml").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TEXTS = {file.stem for file in (ROOT / "LICENSES").iterdir()}
DATA = sorted(str(file.relative_to(ROOT)) for file in (ROOT / "data").rglob("*") if file.is_file())


def licences(expression: str) -> set[str]:
    return set(expression.split(" AND "))


def of(file: str) -> tuple[str, str]:
    """The licences and the owners of a file: what the last annotation that fits it says."""
    found = ("", "")
    for one in REUSE["annotations"]:
        paths = [one["path"]] if isinstance(one["path"], str) else one["path"]
        if any(path == "**" or fnmatch(file, path) for path in paths):
            found = (one["SPDX-License-Identifier"], str(one["SPDX-FileCopyrightText"]))
    return found


def test_every_licence_that_is_named_has_its_text_and_no_other_is_there() -> None:
    named = {name for one in REUSE["annotations"] for name in licences(one["SPDX-License-Identifier"])}
    assert named == TEXTS


def test_every_path_that_is_named_exists() -> None:
    paths = [one["path"] if isinstance(one["path"], list) else [one["path"]] for one in REUSE["annotations"]]
    assert [path for some in paths for path in some if "*" not in path and not (ROOT / path).exists()] == []


def test_the_package_names_the_licences_of_all_that_is_in_it() -> None:
    within = {name for file in DATA for name in licences(of(file)[0])}
    assert licences(PROJECT["license"]) == within - {"LicenseRef-Public-Domain"}
    assert PROJECT["license-files"] == ["LICENSE", "LICENSES/*.txt"]


def test_the_page_of_the_data_and_the_list_of_licences_agree() -> None:
    """The tables of `data/` name the licence of each file in words."""
    told = (ROOT / "data" / "gazetteer" / "README.md").read_text("utf-8")
    words = {"CC-BY-4.0": "CC BY 4.0", "ODbL-1.0": "ODbL", "LGPL-2.1-only": "LGPL 2.1", "BSD-3-Clause": "BSD"}
    for name, row in re.findall(r"^\| `([\w.]+)` \|(.*)$", told, re.MULTILINE):
        expected = licences(of(f"data/gazetteer/{name}")[0])
        assert {spdx for spdx, word in words.items() if word in row} == expected & words.keys(), name


@pytest.mark.parametrize("document", ["README.md", "data/README.md"])
def test_whoever_asks_for_a_link_has_one(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    asked = {address for address, _ in SOURCES if "deutschebahn" not in address}
    assert [address for address in asked if address not in text] == []
