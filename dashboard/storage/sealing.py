"""Sealing: what is private is encrypted before it reaches the database, with a key that is not in it.

Contacts, rows as received, files in preparation and earlier states of actions are sealed; what may become public is
not. Keys are those of the setting, or of a file beside the data. The first key seals, all of them open.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import secrets
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator

from dashboard.errors import StorageUnavailable
from dashboard.reasons import why

KEY_FILE: Final = "secret.key"
MARK: Final = "gAAAA"
"""How everything sealed begins."""

_SHORTEST_KEY: Final = 32
_KEY: Final = re.compile(rb"[!-~]+")
_EMPTY: Final[dict[str, Any]] = {"[]": [], "{}": {}, "null": None}


class _Unsealable(StorageUnavailable, DontWrapMixin):
    """Raised within a statement, and meant to leave it as it is."""


class Vault:
    """Seals texts with the first of its keys, and opens what any of them sealed."""

    def __init__(self, keys: Sequence[str]) -> None:
        if any(len(key) < _SHORTEST_KEY for key in keys):
            raise StorageUnavailable("key_too_short", file=KEY_FILE)
        self._fernet = MultiFernet([Fernet(_derived(key)) for key in keys]) if keys else None
        self._of_digests = _derived(f"digests {keys[0]}") if keys else b""

    def seal(self, text: str) -> str:
        """The text as nobody can read it; an empty one has nothing to hide and stays."""
        return self.seal_bytes(text.encode("utf-8", "surrogatepass")) if text else text

    def open(self, sealed: str) -> str:
        """The text that was sealed. One that was not is as it is.

        Raises:
            StorageUnavailable: no key of ours opens it.
        """
        if not sealed.startswith(MARK):
            return sealed
        return self.open_bytes(sealed).decode("utf-8", "surrogatepass")

    def seal_bytes(self, data: bytes) -> str:
        """The bytes as nobody can read them."""
        return self._keys().encrypt(data).decode()

    def open_bytes(self, sealed: str) -> bytes:
        """The bytes that were sealed.

        Raises:
            StorageUnavailable: no key of ours opens them.
        """
        try:
            return self._keys().decrypt(sealed.encode())
        except InvalidToken:
            raise _Unsealable("key_of_other", file=KEY_FILE) from None

    def again(self, sealed: str) -> str:
        """What is sealed, sealed anew with the first key."""
        return self.seal_bytes(self.open_bytes(sealed))

    def digest(self, text: str) -> str:
        """What tells texts that are the same; nobody without the first key can try out which text it is of."""
        self._keys()
        said = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(said, key=self._of_digests, digest_size=12).hexdigest()

    @property
    def can_seal(self) -> bool:
        """Whether there is any key."""
        return self._fernet is not None

    def _keys(self) -> MultiFernet:
        if self._fernet is None:
            raise _Unsealable("key_missing")
        return self._fernet


def read_keys(setting: str, file: Path | None) -> list[str]:
    """The keys of the setting, parted by commas; without one those of the file, which is made if missing.

    Raises:
        StorageUnavailable: the file cannot be read or made.
    """
    if keys := [key.strip() for key in setting.split(",") if key.strip()]:
        return keys
    if file is None:
        return []
    try:
        return keys_in(file if file.exists() else make_key_file(file, [new_key()]))
    except OSError as error:
        raise StorageUnavailable("key_unusable", file=str(file), why=why(error)) from None


def keys_in(file: Path) -> list[str]:
    """The keys that a file holds: at least one.

    Raises:
        OSError: it cannot be read.
        StorageUnavailable: it holds none. A crash may leave it empty or full of zeros, which seal nothing.
    """
    keys = file.read_bytes().split()
    if not keys or not all(_KEY.fullmatch(key) for key in keys):
        raise StorageUnavailable("key_damaged", file=str(file))
    return [key.decode() for key in keys]


def would_make_key(setting: str, file: Path | None) -> bool:
    """Whether `read_keys` would make a new key, as there is none."""
    return not setting.strip(", ") and file is not None and not file.exists()


def new_key() -> str:
    """A random key."""
    return secrets.token_urlsafe(32)


def make_key_file(file: Path, keys: Sequence[str], *, replace: bool = False) -> Path:
    """Writes keys to a file that its owner alone can read. Of two who make it at once, the first wins.

    Raises:
        StorageUnavailable: it cannot be written, and is as it was.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write("".join(f"{key}\n" for key in keys))
            opened.flush()
            os.fsync(opened.fileno())
        if replace:
            beside.replace(file)
        else:
            os.link(beside, file)
    except FileExistsError:
        pass
    except OSError as error:
        raise StorageUnavailable("key_unwritable", file=str(file), why=why(error)) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return file


class Sealed(TypeDecorator[str]):
    """A text that is sealed in the database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text, sealed."""
        return value and vault_of(dialect).seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text."""
        return value and vault_of(dialect).open(value)


class SealedJSON(TypeDecorator[Any]):
    """What JSON can hold, sealed in the database unless it is empty. ``None`` is no value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The value as JSON, sealed."""
        if value is None:
            return None
        text = json.dumps(value, separators=(",", ":"))
        return text if text in _EMPTY else vault_of(dialect).seal(text)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value."""
        return None if value is None else json.loads(vault_of(dialect).open(value))


class SealedBytes(TypeDecorator[bytes]):
    """A file that is sealed in the database, as small as it can be made."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> str | None:
        """The file, sealed."""
        return None if value is None else vault_of(dialect).seal_bytes(zlib.compress(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> bytes | None:
        """The file."""
        return None if value is None else zlib.decompress(vault_of(dialect).open_bytes(value))


class Digests(TypeDecorator[Sequence[str]]):
    """Texts of which only keyed digests are kept, each after the first letter of its text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        """Their digests, parted by spaces."""
        return None if value is None else " ".join(digest_in(dialect, text) for text in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sequence[str]:
        """The digests."""
        return (value or "").split()


def digest_in(dialect: Dialect, text: str) -> str:
    """The digest of a text, as a column of `Digests` has it."""
    return f"{text[0]}{vault_of(dialect).digest(text)}"


SEALED: Final = (Sealed, SealedJSON, SealedBytes, Digests)
"""The types of columns that hold what is sealed."""

_vaults: WeakKeyDictionary[Dialect, Vault] = WeakKeyDictionary()


def use_vault(dialect: Dialect, vault: Vault) -> None:
    """Has the types above use this vault in a database. A dialect belongs to one engine."""
    _vaults[dialect] = vault


def vault_of(dialect: Dialect) -> Vault:
    """The vault of a database."""
    return _vaults.get(dialect) or Vault(())


def _derived(key: str) -> bytes:
    """The key in the form that Fernet wants. It is random and long, so that a plain digest will do."""
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())
