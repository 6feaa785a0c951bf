"""What the tests of geocoding share."""

from __future__ import annotations

import pytest

from dashboard.geocoding import Gazetteer, Resolver


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer) -> Resolver:
    """A resolver over all places."""
    return Resolver(gazetteer)
