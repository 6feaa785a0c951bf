"""What an online geocoder is in doubt about stands among the open questions, with its places to click on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dashboard.model import Precision
from dashboard.reasons import as_said
from dashboard.storage import Store
from tests.web.test_organise_desk import SLUG, Come, click, come, said, store, upload  # noqa: F401  # fixtures
from tests.web.visits import html

QUESTION = "The online geocoder knows 2 places in Oslo that may be “<b>Town Hall”. Which one?"


@pytest.fixture
def asked(store: Store, upload: Callable[..., int]) -> None:  # noqa: F811
    """Anna has an action in Oslo, and two halls of the name were found."""
    upload("id,city,country,title,venue\n1,Oslo,Norway,Vigil,<b>Town Hall\n")
    [action] = store.actions(SLUG).values()
    halls = tuple(
        replace(
            action.place,
            name=f"Town Hall {number}",
            latitude=latitude,
            precision=Precision.VENUE,
            credit="© OpenStreetMap contributors",
        )
        for number, latitude in enumerate((59.91, 59.95), 1)
    )
    store.ask_about_places(SLUG, {action.key}, {action.key: (as_said(QUESTION), halls)})


def place(store: Store) -> tuple[float, Precision, str]:  # noqa: F811
    [one] = store.public_actions(SLUG)
    return round(one.latitude, 2), one.precision, one.credit


@pytest.mark.usefixtures("asked")
def test_one_click_puts_the_action_where_it_is(come: Come, store: Store) -> None:  # noqa: F811
    visit = come("waiting")
    assert "may be “&lt;b&gt;Town Hall”. Which one?" in html(visit)
    visit = click(visit, "2. Town Hall 2")
    assert place(store) == (59.95, Precision.VENUE, "© OpenStreetMap contributors")
    assert said(visit) == ["Settled. The action stands where you said."]


@pytest.mark.usefixtures("asked")
def test_it_can_stay_at_its_city_and_is_not_left_out(come: Come, store: Store) -> None:  # noqa: F811
    visit = come("waiting")
    labels = [button.label for button in visit.button]
    assert "Leave this row out" not in labels
    before = place(store)
    visit = click(visit, "Leave it at its city")
    assert place(store) == before
    assert said(visit) == ["Settled. The action stands where you said."]
    assert store.place_questions(SLUG) == []
