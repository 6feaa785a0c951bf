"""Open questions that several rows raise alike: one box in place of the rows, which can be unfolded."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from dashboard.storage import Store
from tests.web.test_organise_desk import (  # noqa: F401  # fixtures
    Come,
    click,
    come,
    on_the_map,
    said,
    somebody,
    store,
    upload,
)
from tests.web.visits import html

HEADER = "city,country,date,end date,title,is_private\n"
SHORT = HEADER + "".join(f"Oslo,Norway,07.04.48,09.04.48,Row {n},\n" for n in range(25))
OTHERS = "".join(f"Springfield,United States,2048-04-07,,Other {n},\n" for n in range(21))
PRIVATE = HEADER + "Oslo,Norway,2048-04-07,,Quiet,1\n"

Upload = Callable[..., int]


def boxes(visit: AppTest) -> int:
    assert not visit.exception
    return html(visit).count('class="open-row"')


def test_rows_that_ask_alike_stand_in_one_box_for_each_question(
    come: Come,  # noqa: F811
    upload: Upload,  # noqa: F811
) -> None:
    upload(SHORT + OTHERS)
    visit = come("waiting")
    assert "Open questions · 46" in html(visit)
    assert boxes(visit) == 2 + 18
    visit.session_state["waiting-page"] = 2
    assert boxes(visit.run()) == 3
    visit.session_state["waiting-page"] = 1
    visit = click(visit.run(), "Show all")
    assert "Row 3" in html(visit)
    visit.session_state["waiting-page"] = 3
    assert boxes(visit.run()) == 6
    visit.session_state["waiting-page"] = 1
    assert "Row 3" not in html(click(visit.run(), "Close"))


def test_where_all_rows_ask_alike_no_other_is_listed_until_they_are_answered(
    come: Come,  # noqa: F811
    upload: Upload,  # noqa: F811
    store: Store,  # noqa: F811
) -> None:
    upload(SHORT)
    visit = come("waiting")
    assert boxes(visit) == 2
    visit = click(visit, "2048-04-07 is meant, and so in all of them")
    visit = click(visit, "2048-04-09 is meant, and so in all of them")
    assert "No open questions" in html(visit)
    assert len(on_the_map(store)) == 25


def test_one_row_alone_has_the_answers_that_its_question_offers(
    come: Come,  # noqa: F811
    upload: Upload,  # noqa: F811
    store: Store,  # noqa: F811
) -> None:
    upload(PRIVATE)
    assert said(click(come("waiting"), "Publish it all the same")) == ["The row is on the map."]
    assert list(on_the_map(store)) == ["Quiet"]


def test_a_newcomer_may_leave_rows_out_together_and_is_offered_no_answer(
    come: Come,  # noqa: F811
    upload: Upload,  # noqa: F811
) -> None:
    upload(SHORT)
    visit = come("waiting", somebody(trusted=False))
    labels = {button.label for button in visit.button}
    assert labels == {"Leave these 25 rows out", "Show all"}
