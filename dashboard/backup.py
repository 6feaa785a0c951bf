"""The use case of a backup: all that is kept goes to one place, and the key to what is private in it to another."""

from __future__ import annotations

from errno import EEXIST
from os.path import realpath
from pathlib import Path

from dashboard.errors import ActionMapError, BackupUnusable
from dashboard.reasons import Reason, Value, why
from dashboard.storage import Backup, Store
from dashboard.storage.backup import read_backup, try_keys
from dashboard.storage.sealing import keys_in, make_key_file, read_keys


def back_up(store: Store, folder: Path, *, key_file: Path | None, key_copy: Path | None) -> list[Reason]:
    """Writes a backup into a new folder, and says what is in it and where its key is.

    ``key_file`` has the key, if the environment has not; ``key_copy`` is where it is to be written too.

    Raises:
        BackupUnusable: the folder or the file for the key cannot be used.
    """
    if key_copy and Path(realpath(key_copy)).is_relative_to(realpath(folder)):
        raise BackupUnusable("backup_key_inside", folder=str(folder))
    is_new = bool(key_file and key_copy and _write_key(key_copy, keys_in(key_file)))
    try:
        made = store.back_up(folder)
    except ActionMapError:
        if is_new and key_copy:
            key_copy.unlink()
        raise
    in_it = Reason("backup_made", {"folder": str(folder), **_counts(made)})
    if key_file is None:
        return [in_it, Reason("backup_opens_with_setting")]
    if key_copy is None:
        return [in_it, Reason("backup_opens_with_file", {"file": str(key_file)})]
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
        here = keys_in(key_file) if key_file.exists() and not setting else []
        known = read_keys(setting, None) if setting else here
        keys = keys_in(key_copy) if key_copy and not setting else known
    except OSError as error:
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


def _write_key(file: Path, keys: list[str]) -> bool:
    """Writes keys to a file, unless they are there; whether they were not. Nothing else is written over."""
    try:
        kept = file.read_bytes().split() if file.is_file() else []
        if (kept and kept != [key.encode() for key in keys]) or (file.exists() and not file.is_file()):
            raise FileExistsError(EEXIST, "")
    except OSError as error:
        raise BackupUnusable("key_unwritable", file=str(file), why=why(error)) from error
    if not kept:
        make_key_file(file, keys, replace=True)
    return not kept
