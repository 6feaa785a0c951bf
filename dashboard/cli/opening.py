"""What commands open: settings, the store, the index of places, and files."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.config import Settings, read_settings
from dashboard.errors import ActionMapError, SettingError, UnreadableFile
from dashboard.reasons import Progress, why

if TYPE_CHECKING:
    from dashboard.geocoding import Resolver
    from dashboard.ingest import Limits
    from dashboard.storage import Store

_MOST_BYTES: Final = 1_000_000
"""Of a file of words, of which a campaign has some ten thousand in each language at most."""


def open_settings(options: Namespace, *, port: int | None = None) -> Settings:
    """The settings, with a data directory that exists and can be written to."""
    settings = read_settings(data_dir=options.data_dir, port=port)
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError("folder_not_usable", folder=str(folder), why=why(error)) from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise SettingError("folder_not_writable", folder=str(folder))
    return settings


def limits(settings: Settings) -> Limits:
    """How large a file may be."""
    from dashboard.ingest import Limits

    return Limits(
        settings.max_file_bytes, settings.max_rows, settings.max_columns, settings.max_cell_characters
    )


def open_store(settings: Settings, *, may_be_new: bool = True) -> closing[Store]:
    """The store, for a ``with``; where it may not be new, a folder without one is taken for a slip of the pen.

    Raises:
        ActionMapError: there is no database, and none is made.
    """
    from dashboard.storage import Store

    file = Path(settings.database.removeprefix("sqlite:///"))
    if not may_be_new and settings.database.startswith("sqlite:///") and not file.exists():
        raise ActionMapError("no_database_there", file=str(file))
    return closing(Store.open(settings.database, key=settings.secret_key, key_file=settings.key_file))


def open_resolver(settings: Settings, progress: Progress | None) -> Resolver:
    """What looks places up."""
    from dashboard.geocoding import Resolver, open_gazetteer

    return Resolver(open_gazetteer(settings.gazetteer_dir, progress=progress))


def read(name: str, most: int = _MOST_BYTES) -> bytes:
    """What is in a file; of ``-``, what comes from standard input. Of what is too long or never ends, a byte more."""
    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as opened:
            return opened.read(most + 1)
    except OSError as error:
        raise UnreadableFile("file_unreadable", name=name, why=why(error)) from error


def read_text(name: str) -> str:
    """The text of a file in UTF-8."""
    try:
        return read(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("file_not_utf_8", name=name) from error


def write(name: str, data: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then moved there. ``-`` is standard output."""
    if name == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(name)
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)  # a pipe or a device: a file in its place would be none
            return
        target = target.resolve()  # of a link, such as /dev/stdout, the file that it leads to
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            beside.write_bytes(data)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise ActionMapError("file_unwritable", name=name, why=why(error)) from error
