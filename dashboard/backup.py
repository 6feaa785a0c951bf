"""The use case of a backup: all that is kept goes to one place, and the key to what is private in it to another."""

from __future__ import annotations

import os
from pathlib import Path

from dashboard.errors import BackupUnusable
from dashboard.storage import Backup, Store
from dashboard.storage.sealing import make_key_file


def back_up(store: Store, folder: Path, *, key_file: Path | None, key_copy: Path | None) -> list[str]:
    """Writes a backup into a new folder, and says what is in it and where its key is.

    ``key_file`` has the key, if the environment has not; ``key_copy`` is where it is to be written too.

    Raises:
        BackupUnusable: the folder or the file for the key cannot be used.
    """
    if key_copy and key_copy.absolute().is_relative_to(folder.absolute()):
        raise BackupUnusable("backup_key_inside", folder=str(folder))
    made = store.back_up(folder)
    lines = [f"{_what(made)} in {folder}."]
    if key_file is None:
        return [
            *lines,
            "What is private in it opens with ACTION_MAP_SECRET_KEY alone. Keep that somewhere else.",
        ]
    if key_copy is None:
        return [
            *lines,
            f"What is private in it opens with {key_file} alone. Keep a copy of that somewhere else.",
        ]
    _write_key(key_copy, key_file.read_text("ascii").split())
    return [*lines, f"The key to what is private in it is in {key_copy}. Keep the two apart."]


def take_key(key_copy: Path, key_file: Path) -> None:
    """Puts the key of a backup where the program looks for it.

    Raises:
        BackupUnusable: it cannot be read, or another key is there.
    """
    try:
        keys = key_copy.read_text("ascii").split()
        known = key_file.read_text("ascii").split() if key_file.exists() else []
    except (OSError, ValueError) as error:
        raise BackupUnusable("backup_key_unreadable", file=str(key_copy)) from error
    if known and known != keys:
        raise BackupUnusable("backup_other_key", file=str(key_file))
    if not known:
        _write_key(key_file, keys)


def restore(store: Store, folder: Path) -> list[str]:
    """Brings a backup into an empty database, and says what is back.

    Raises:
        BackupUnusable: there is no whole backup, or the database is not empty.
        StorageUnavailable: it was made by a later version, or its key is not ours.
    """
    made = store.restore(folder)
    return [f"{_what(made)} back, as of {made.made_at}."]


def _what(made: Backup) -> str:
    campaigns = "1 campaign is" if made.campaigns == 1 else f"{made.campaigns:,} campaigns are"
    noun, _, verb = campaigns.rpartition(" ")
    return f"{noun} with {made.actions:,} {'action' if made.actions == 1 else 'actions'} {verb}"


def _write_key(file: Path, keys: list[str]) -> None:
    try:
        make_key_file(file, keys, replace=True)
    except OSError as error:
        why = os.strerror(error.errno).lower() if error.errno else str(error)
        raise BackupUnusable("backup_key_unwritable", file=str(file), why=why) from error
