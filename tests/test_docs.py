"""What the documents say is true: settings, commands, columns, links and paths."""

from __future__ import annotations

import argparse
import re
import shlex
from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote

import pytest

from dashboard.cli.arguments import build_parser
from dashboard.config import Settings, read_settings
from dashboard.geocoding import Gazetteer
from dashboard.ingest.columns import recognise

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/*.md"), *ROOT.glob("data/*/*.md")]
)
DEFAULTS_IN_WORDS = {
    "data_dir": "the user's data folder",
    "database_url": "a SQLite file there",
    "secret_key": "a file there",
    "base_path": "none",
    "default_campaign": "the one changed last",
    "allowed_origins": "none",
    "behind_tls": "`no`",
    "public_url": "none",
    "allowed_hosts": "that of the public URL",
    "oidc_issuer": "none",
    "oidc_client_id": "none",
    "oidc_client_secret": "none",
    "geocoder": "none",
    "geocoder_url": "the service's own",
    "geocoder_attribution": "the provider's",
    "geocoder_user_agent": "none",
    "geocoder_key": "none",
}


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its own header."""
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def subcommands() -> dict[str, argparse.ArgumentParser]:
    actions = build_parser()._actions
    chosen = next(action for action in actions if isinstance(action, argparse._SubParsersAction))
    return dict(chosen.choices)


def test_the_settings_table_lists_every_setting_with_its_default() -> None:
    settings = Settings()
    expected = [
        (
            f"`ACTION_MAP_{one.name.upper()}`",
            DEFAULTS_IN_WORDS.get(one.name, f"`{getattr(settings, one.name)}`"),
        )
        for one in fields(Settings)
    ]
    assert [(name, default) for name, default, _ in rows(read("docs/operator.md"), "Settings")] == expected


def test_defaults_that_are_told_in_words_are_these() -> None:
    settings = read_settings({})
    assert (settings.database_url, settings.base_path, settings.default_campaign) == ("", "", "")
    assert (settings.allowed_origins, settings.behind_tls) == ((), False)
    assert (settings.public_url, settings.oidc_issuer) == ("", "")
    assert (settings.oidc_client_id, settings.oidc_client_secret) == ("", "")
    assert (settings.geocoder, settings.geocoder_url) == ("", "")
    assert (settings.geocoder_user_agent, settings.geocoder_key) == ("", "")
    assert (settings.secret_key, settings.key_file) == ("", settings.data_dir / "secret.key")
    assert settings.database == f"sqlite:///{settings.data_dir / 'actions.sqlite'}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_setting_that_is_named_exists(document: Path) -> None:
    named = set(re.findall(r"\bACTION_MAP_[A-Z_]+\b", document.read_text("utf-8")))
    assert named <= {f"ACTION_MAP_{one.name.upper()}" for one in fields(Settings)}


def test_the_command_table_lists_every_command_and_option() -> None:
    told = {
        re.findall(r"`action-map (\w+)", command)[0]: set(re.findall(r"--[a-z-]+", options))
        for command, _, options in rows(read("README.md"), "Commands")
    }
    common = {"--help", "--data-dir", "--lang"}
    assert told == {
        name: {option for action in parser._actions for option in action.option_strings if option[:2] == "--"}
        - common
        for name, parser in subcommands().items()
    }


def commands(text: str) -> list[str]:
    """Every call of the command line in a document, in blocks of code and in sentences."""
    called = re.findall(r"(?:bin/|`|^)(?:action-map|python -m dashboard) ([a-z][^`\n]*)", text, re.MULTILINE)
    return [call for call in called if not re.fullmatch(r"import FILE|geocode IN\.csv|[a-z]+", call)]


@pytest.mark.parametrize(
    ("document", "command"),
    [(path.name, command) for path in DOCUMENTS for command in commands(path.read_text("utf-8"))],
)
def test_every_command_that_is_shown_is_understood(document: str, command: str) -> None:
    options = build_parser().parse_args(shlex.split(command))
    assert options.command == command.split()[0], document


def test_commands_are_shown_at_all() -> None:
    assert {command.split()[0] for command in commands(read("README.md"))} == set(subcommands())


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*##", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    text = document.read_text("utf-8")
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= make_targets()


def test_contributors_are_told_every_make_target() -> None:
    told = {
        re.findall(r"make ([a-z]+)", command)[0] for command, _ in rows(read("CONTRIBUTING.md"), "Set up")
    }
    assert told == make_targets()


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_the_project_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", document.read_text("utf-8"))
    broken = []
    for link in links:
        path, _, anchor = unquote(link).partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_is_named_exists(document: Path) -> None:
    text = document.read_text("utf-8")
    named = re.findall(r"`((?:dashboard|data|docs|tests|tools|bench)/[\w./-]*)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "docs/architecture.md"])
def test_as_many_places_are_told_as_the_index_has(name: str, gazetteer: Gazetteer) -> None:
    [told] = re.findall(r"\b([1-9]\d\d,000) (?:places|cities)", read(name))
    assert told == f"{round(len(gazetteer.index.feature), -3):,}"


def test_the_tree_of_the_architecture_is_the_tree_there_is() -> None:
    tree = read("docs/architecture.md").split("```")[1]
    named: list[Path] = []
    for line in tree.strip().splitlines():
        folder = ROOT / "dashboard" if line.startswith("  ") else ROOT
        named += [folder / name for name in re.findall(r"[\w]+(?:/|\.py)", line[:22])]
    assert len(named) > 15
    assert [str(path) for path in named if not path.exists()] == []


def told_columns() -> list[tuple[str, str]]:
    return [
        (field.strip("`"), header)
        for field, headers, _ in rows(read("docs/organiser.md"), "Columns")
        for header in headers.split(", ")
    ]


@pytest.mark.parametrize(("field", "header"), told_columns())
def test_a_column_called_as_organisers_are_told_is_understood(field: str, header: str) -> None:
    assert dict(recognise([header]).indices) == {field: 0}
