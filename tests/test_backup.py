"""The drill of an operator: back up, lose the machine, restore on another; each mistake is told in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.storage import Store
from dashboard.storage.sealing import new_key
from tests.storage.samples import SIX, action, upload


@pytest.fixture(autouse=True)
def _without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ACTION_MAP_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The data directory of a machine that has a campaign."""
    folder = tmp_path / "machine"
    store = Store.open(f"sqlite:///{folder / 'actions.sqlite'}")
    store.record_import(upload([action(title="Vigil", contact="ana@example.org"), *SIX[1:]]))
    store.close()
    return folder


def run(command: str, *arguments: Path | str, data_dir: Path) -> int:
    return main([command, *map(str, arguments), "--data-dir", str(data_dir)])


def contacts(data_dir: Path) -> list[str]:
    store = Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")
    found = [one.submission.contact for one in store.actions("watching").values() if one.submission.contact]
    store.close()
    return found


def test_all_of_it_is_back_on_another_machine(
    machine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup, key = tmp_path / "backup", tmp_path / "elsewhere" / "key"
    key.parent.mkdir()
    assert run("backup", backup, "--key", key, data_dir=machine) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"In {backup}: 1 campaign, 6 actions.",
        f"The key to what is private in it is in {key}. Keep the two apart.",
    ]
    assert run("restore", backup, "--key", key, data_dir=tmp_path / "new") == 0
    assert capsys.readouterr().out.startswith("Back, as of 20")
    assert contacts(tmp_path / "new") == ["ana@example.org"]


def test_it_is_said_where_the_key_is_if_it_is_not_copied(
    machine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", tmp_path / "backup", data_dir=machine) == 0
    assert f"opens with {machine / 'secret.key'} alone" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["backup", "retain", "rekey"])
def test_what_is_kept_is_not_looked_for_in_a_new_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Whoever mistypes the folder would have an empty backup each night."""
    arguments = [tmp_path / "backup"] if command == "backup" else []
    assert run(command, *arguments, data_dir=tmp_path / "typo") == 1
    file = tmp_path / "typo" / "actions.sqlite"
    assert f"There is no database at {file}. Is this the right --data-dir?" in capsys.readouterr().err
    assert [*(tmp_path / "typo").iterdir()] == []


@pytest.mark.parametrize("mistake", ["no key", "another key", "key in the backup", "no backup", "not empty"])
def test_a_mistake_is_told_in_a_sentence_and_nothing_is_made_worse(
    machine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], mistake: str
) -> None:
    backup, key, new = tmp_path / "backup", tmp_path / "key", tmp_path / "new"
    assert run("backup", backup, "--key", key, data_dir=machine) == 0
    capsys.readouterr()
    match mistake:
        case "no key":
            assert run("restore", backup, data_dir=new) == 1
            assert not (new / "secret.key").exists()
            said = "The backup needs its key: name its file with --key, or set ACTION_MAP_SECRET_KEY."
        case "another key":
            key.write_text(new_key())
            assert run("restore", backup, "--key", key, data_dir=new) == 1
            said = "What is private in the database was sealed with a key that we do not have."
        case "key in the backup":
            assert run("backup", tmp_path / "both", "--key", tmp_path / "both" / "key", data_dir=machine) == 1
            assert not (tmp_path / "both").exists()
            said = "The key must not be in"
        case "no backup":
            assert run("restore", tmp_path, data_dir=new) == 1
            said = f"There is no whole backup in {tmp_path}"
        case _:
            assert run("restore", backup, data_dir=machine) == 1
            assert contacts(machine) == ["ana@example.org"]
            said = "The database holds campaigns already."
    assert capsys.readouterr().err.startswith(said)


def test_a_key_is_written_over_nothing_but_itself(
    machine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Backups that were made before `rekey` open with the key of before alone."""
    key, other = tmp_path / "key", tmp_path / "other"
    other.write_text(before := new_key())
    (tmp_path / "loop").symlink_to("loop")
    for name in ("first", "second"):
        assert run("backup", tmp_path / name, "--key", key, data_dir=machine) == 0
    for there in (other, tmp_path):
        capsys.readouterr()
        assert run("backup", tmp_path / "third", "--key", there, data_dir=machine) == 1
        assert capsys.readouterr().err == f"The key cannot be written to {there}: file exists.\n"
        assert not (tmp_path / "third").exists()
    assert other.read_text() == before
    assert run("backup", tmp_path / "first", "--key", tmp_path / "left", data_dir=machine) == 1
    assert not (tmp_path / "left").exists()
    assert run("backup", tmp_path / "third", "--key", tmp_path / "loop" / "key", data_dir=machine) == 1


@pytest.mark.parametrize("way", ["file", "setting"])
def test_after_a_wrong_key_the_right_one_still_restores(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    backup, right, wrong, new = (tmp_path / name for name in ("backup", "right", "wrong", "new"))
    assert run("backup", backup, "--key", right, data_dir=machine) == 0
    wrong.write_text(new_key())
    for key, code in ((wrong, 1), (right, 0)):
        if way == "setting":
            monkeypatch.setenv("ACTION_MAP_SECRET_KEY", key.read_text())
            assert run("restore", backup, data_dir=new) == code
        else:
            assert run("restore", backup, "--key", key, data_dir=new) == code
        assert not code or list(new.iterdir()) == []
    monkeypatch.delenv("ACTION_MAP_SECRET_KEY", raising=False)
    (new / "secret.key").write_text(right.read_text())
    assert contacts(new) == ["ana@example.org"]


def test_a_key_is_not_put_in_the_place_of_another(
    machine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key"
    key.write_text(new_key())
    before = (machine / "secret.key").read_text()
    assert run("backup", tmp_path / "backup", data_dir=machine) == 0
    assert run("restore", tmp_path / "backup", "--key", key, data_dir=machine) == 1
    assert capsys.readouterr().err.startswith("There is another key in")
    assert (machine / "secret.key").read_text() == before
