"""What takes a test much work and proves nothing again, done once or with less."""

from __future__ import annotations

from functools import cache
from typing import Final

import pytest
from argon2 import PasswordHasher
from streamlit.components.v2 import manifest_scanner

from dashboard.accounts import passwords

HASHER: Final = passwords._hasher
"""The real one, each of whose passwords takes 64 MiB and a tenth of a second."""


def make_cheaper() -> None:
    """For this process: passwords cost next to nothing, and packages are searched for components once.

    Streamlit reads the metadata of all that is installed for each server and each page under test anew, half of what
    such a page costs.
    """
    changed = pytest.MonkeyPatch()
    changed.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    scan = cache(manifest_scanner.scan_component_manifests)
    changed.setattr(manifest_scanner, "scan_component_manifests", scan)
