"""What takes a test much work and proves nothing again, done once or with less."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import pytest
from argon2 import PasswordHasher
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner, require_widgets_deltas

from dashboard.accounts import passwords
from dashboard.geocoding import Gazetteer, open_gazetteer
from dashboard.web import resources
from tests import index

HASHER: Final = passwords._hasher
"""The real one, each of whose passwords takes 64 MiB and a tenth of a second."""


def make_cheaper() -> None:
    """For this process: passwords cost next to nothing; packages are searched for components, the places opened, once.

    Streamlit reads the metadata of all that is installed for each server and each page under test anew, half of what
    such a page costs.
    """
    changed = pytest.MonkeyPatch()
    changed.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    scan = cache(manifest_scanner.scan_component_manifests)
    changed.setattr(manifest_scanner, "scan_component_manifests", scan)
    changed.setattr(resources, "open_gazetteer", _open_gazetteer)
    changed.setattr(local_script_runner, "require_widgets_deltas", _wait_for_script)


def _open_gazetteer(directory: Path) -> Gazetteer:
    """The index that all tests share, which is only read, or the test's own."""
    return index.opened() if directory.resolve() == index.FOLDER else open_gazetteer(directory)


def _wait_for_script(runner: LocalScriptRunner, timeout: float) -> None:
    """Waits for the end of a page's script without looking a thousand times a second whether it is there."""
    if runner._script_thread:
        runner._script_thread.join(timeout)
    require_widgets_deltas(runner, timeout)
