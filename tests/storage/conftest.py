"""Every test of the store runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.storage import Store
from tests.storage.samples import KEY


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store.open(url, key=KEY)
    yield store
    store.close()
