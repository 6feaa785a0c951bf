"""The list of the files of a static copy with a digest of each, its signature, and what has become of the files since.

Whoever serves a copy need not be trusted: the list is signed with Ed25519, and whoever has the public key can tell.
What is new is written beside the copy first and moved into it once all of it is there: a full disk, or an end in the
middle, leaves the copy that there was.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dashboard.errors import ActionMapError
from dashboard.reasons import Reason, why
from dashboard.safety import told_at

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.json.sig"
_OURS: Final = frozenset({MANIFEST, SIGNATURE})
_NEW: Final = ".being-written"
"""The folder of what is not in the copy yet."""


def make_key(file: Path) -> Path:
    """Writes a new private key that its owner alone can read, and returns the file of the public key beside it.

    Raises:
        ActionMapError: there is a file of either name, or they cannot be written.
    """
    key, public = Ed25519PrivateKey.generate(), file.with_name(f"{file.name}.pub")
    kept = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    told = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    made: list[Path] = []
    try:
        for at, data, mode in ((public, told, 0o644), (file, kept, 0o600)):
            at.touch(mode, exist_ok=False)
            made.append(at)
            at.write_bytes(data)
    except OSError as error:
        for half in made:
            half.unlink()
        raise ActionMapError("file_unwritable", name=str(at), why=why(error)) from error
    return public


def read_key(file: Path) -> Ed25519PrivateKey:
    """The private key in a file.

    Raises:
        ActionMapError: there is none of this kind.
    """
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ActionMapError("no_such_key", file=str(file)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ActionMapError("no_such_key", file=str(file))
    return key


def sign_copy(
    folder: Path, about: Mapping[str, str], names: Mapping[str, str], key: Ed25519PrivateKey | None
) -> None:
    """Makes what was written the copy, with the list of its files, each with its SHA-256, and the signature.

    The list comes first, so that it has whatever is there, wherever this ends.
    """
    told = json.dumps({**about, "files": dict(sorted(names.items()))}, ensure_ascii=False, indent=1).encode()
    write_if_changed(folder, MANIFEST, told)
    if key:
        write_if_changed(folder, SIGNATURE, base64.b64encode(key.sign(told)) + b"\n")
    for name in {*listed(folder), SIGNATURE} - {*names, SIGNATURE if key else ""}:
        if (folder / name).resolve().is_relative_to(folder.resolve()):
            (folder / name).unlink(missing_ok=True)
    files = [file for file in (folder / _NEW).rglob("*") if file.is_file()]
    for file in sorted(files, key=lambda file: file.name not in _OURS):
        target = folder / file.relative_to(folder / _NEW)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)


@contextmanager
def written_beside(folder: Path) -> Iterator[None]:
    """Within the block files are written that only `sign_copy` makes part of the copy.

    Raises:
        ActionMapError: the folder holds something else.
    """
    is_filled = folder.exists() and any(there.name != _NEW for there in folder.iterdir())
    if is_filled and not (folder / MANIFEST).exists():
        raise ActionMapError("copy_folder_filled", folder=str(folder))
    shutil.rmtree(folder / _NEW, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(folder / _NEW, ignore_errors=True)


def write_if_changed(folder: Path, name: str, data: bytes) -> bool:
    """Writes a file beside the copy unless that has it already: then it keeps its time, and need not be sent again.

    Its time is the beginning of the day, or a second after the one it had: servers tell it to everybody, and what
    compares copies by time still finds what is new. The moment could tell when somebody changed an action.
    """
    file, new = folder / name, folder / _NEW / name
    if not file.is_symlink() and file.is_file() and file.read_bytes() == data:
        return False
    new.parent.mkdir(parents=True, exist_ok=True)
    before = file.lstat().st_mtime if file.is_symlink() or file.exists() else 0
    new.write_bytes(data)
    told = max(told_at(datetime.now(UTC)).timestamp(), before + 1)
    os.utime(new, (told, told))
    return True


def listed(folder: Path) -> dict[str, str]:
    """The files of a copy, each with its SHA-256; none where there is no copy.

    Raises:
        ActionMapError: its list cannot be read.
    """
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ActionMapError("copy_without_list", folder=str(folder), file=MANIFEST) from error


def differences(folder: Path, public_key: Path | None) -> Iterator[Reason]:
    """What has become of the files since the copy was made: those that were changed, are missing or were added.

    Raises:
        ActionMapError: there is no list, or it was not signed with the key.
    """
    files = listed(folder)
    if not files:
        raise ActionMapError("copy_without_list", folder=str(folder), file=MANIFEST)
    if public_key:
        _check_signature(folder, public_key)
    there = {
        at.relative_to(folder).as_posix(): at
        for at in folder.rglob("*")
        if at.is_symlink() or not at.is_dir()
    }
    for name in sorted({*files, *there} - _OURS):
        if name not in there:
            yield Reason("copy_file_missing", {"name": name})
        elif name not in files:
            yield Reason("copy_file_added", {"name": name})
        elif there[name].is_symlink() or digest(there[name].read_bytes()) != files[name]:
            yield Reason("copy_file_changed", {"name": name})


def digest(data: bytes) -> str:
    """The SHA-256 of a file, as `sha256sum` writes it."""
    return hashlib.sha256(data).hexdigest()


def _check_signature(folder: Path, public_key: Path) -> None:
    try:
        key = serialization.load_pem_public_key(public_key.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise ActionMapError("no_such_key", file=str(public_key)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise ActionMapError("no_such_key", file=str(public_key))
    try:
        signature = base64.b64decode((folder / SIGNATURE).read_bytes(), validate=False)
        key.verify(signature, (folder / MANIFEST).read_bytes())
    except (OSError, ValueError, InvalidSignature) as error:
        raise ActionMapError("copy_not_signed", folder=str(folder), file=str(public_key)) from error
