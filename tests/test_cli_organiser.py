"""Inviting people on the command line."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from dashboard import accounts
from dashboard.accounts import Role
from dashboard.cli import main
from dashboard.model import Campaign
from dashboard.storage import Store


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACTION_MAP_PUBLIC_URL", "https://map.example.org/map/")
    with closing(open_store(tmp_path)) as store:
        store.save_campaign(Campaign("watching", "We are watching"))
    return tmp_path


def open_store(data_dir: Path) -> Store:
    return Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")


def invite(data_dir: Path, *options: str) -> int:
    return main(["organiser", "invite", "ada@example.org", "--data-dir", str(data_dir), *options])


@pytest.mark.parametrize(
    ("options", "campaign", "role"),
    [
        (["--campaign", "watching"], "watching", Role.ORGANISER),
        (["--campaign", "watching", "--role", "moderator"], "watching", Role.MODERATOR),
        (["--role", "administrator"], "", Role.ADMINISTRATOR),
    ],
)
def test_it_prints_a_link_and_nothing_else(
    data_dir: Path, capsys: pytest.CaptureFixture[str], options: list[str], campaign: str, role: Role
) -> None:
    assert invite(data_dir, *options) == 0
    output = capsys.readouterr()
    site, _, token = output.out.strip().rpartition("/invitation/")
    assert site == "https://map.example.org/map"
    assert output.err == "Send this link to ada@example.org. It works once, within 24 hours:\n"
    with closing(open_store(data_dir)) as store:
        found = accounts.look_up(store, token)
    assert (found.email, found.campaign, found.role) == ("ada@example.org", campaign, role)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--campaign", "nowhere"], "There is no campaign “nowhere”: check the spelling."),
        ([], "Say which campaign with --campaign SLUG. Only administrators can have all of them."),
        (
            ["--new-password"],
            "Nobody has an account with the address ada@example.org. Invite them without --new-password.",
        ),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    data_dir: Path, capsys: pytest.CaptureFixture[str], options: list[str], sentence: str
) -> None:
    assert invite(data_dir, *options) == 1
    assert capsys.readouterr() == ("", f"{sentence}\n")
