"""The use case of a backup: all that is kept goes to one place, and the key to what is private in it to another."""

from __future__ import annotations

from pathlib import Path

from dashboard.errors import BackupUnusable
from dashboard.reasons import Reason, Value, why
from dashboard.storage import Backup, Store
from dashboard.storage.backup import read_backup, try_keys
from dashboard.storage.sealing import make_key_file, read_keys


def back_up(store: Store, folder: Path, *, key_file: Path | None, key_copy: Path | None) -> list[Reason]:
    """Writes a backup into a new folder, and says what is in it and where its key is.

    ``key_file`` has the key, if the environment has not; ``key_copy`` is where it is to be written too.

    Raises:
        BackupUnusable: the folder or the file for the key cannot be used.
    """
    if key_copy and key_copy.resolve().is_relative_to(folder.resolve()):
        raise BackupUnusable("backup_key_inside", folder=str(folder))
    made = store.back_up(folder)
    in_it = Reason("backup_made", {"folder": str(folder), **_counts(made)})
    if key_file is None:
        return [in_it, Reason("backup_opens_with_setting")]
    if key_copy is None:
        return [in_it, Reason("backup_opens_with_file", {"file": str(key_file)})]
    _write_key(key_copy, key_file.read_text("ascii").split())
    return [in_it, Reason("backup_key_apart", {"file": str(key_copy)})]


def take_keys(folder: Path, *, setting: str, key_file: Path, key_copy: Path | None) -> None:
    """Tries the keys of a backup, and only then puts them where the program looks for them.

    They are those of the setting, else those of ``key_copy``, else those of ``key_file``, where they are put.

    Raises:
        BackupUnusable: they are nowhere or cannot be read, others are there, or there is no whole backup.
        StorageUnavailable: it was made by a later version, or with another key.
    """
    read_backup(folder)
    try:
        here = key_file.read_text("ascii").split() if key_file.exists() and not setting else []
        known = read_keys(setting, None) if setting else here
        keys = key_copy.read_text("ascii").split() if key_copy and not setting else known
    except (OSError, ValueError) as error:
        raise BackupUnusable("backup_key_unreadable", file=str(key_copy or key_file)) from error
    if not keys:
        raise BackupUnusable("backup_needs_key")
    if known and known != keys:
        raise BackupUnusable("backup_other_key", file=str(key_file))
    try_keys(folder, keys)
    if not known:
        _write_key(key_file, keys)


def restore(store: Store, folder: Path) -> Reason:
    """Brings a backup into an empty database, and says what is back.

    Raises:
        BackupUnusable: there is no whole backup, or the database is not empty.
        StorageUnavailable: it was made by a later version, or its key is not ours.
    """
    made = store.restore(folder)
    return Reason("backup_restored", {"then": made.made_at, **_counts(made)})


def _counts(made: Backup) -> dict[str, Value]:
    return {
        "campaigns": Reason("campaigns_counted", {"n": made.campaigns}),
        "actions": Reason("actions_counted", {"n": made.actions}),
    }


def _write_key(file: Path, keys: list[str]) -> None:
    try:
        make_key_file(file, keys, replace=True)
    except OSError as error:
        raise BackupUnusable("backup_key_unwritable", file=str(file), why=why(error)) from error
