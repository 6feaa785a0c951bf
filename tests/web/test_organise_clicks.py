"""A click is answered once, also if the page was begun anew before it came to its button."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from dashboard.web.organise import clicks

    st.session_state.setdefault("approved", 0)
    if st.session_state.pop("interrupted", False):
        st.stop()
    if st.session_state.get("is there", True) and clicks.pressed("Approve", key="approve"):
        st.session_state["approved"] += 1
    clicks.forget()


def approved(visit: AppTest) -> int:
    assert not visit.exception
    return int(visit.session_state["approved"])


def test_a_click_is_answered_once() -> None:
    visit = AppTest.from_function(_page).run()
    assert approved(visit) == 0
    visit.button(key="approve").click().run()
    assert approved(visit) == 1
    assert approved(visit.run()) == 1


def test_a_click_outlives_a_page_that_is_interrupted() -> None:
    visit = AppTest.from_function(_page).run()
    visit.session_state["interrupted"] = True
    visit.button(key="approve").click().run()
    assert approved(visit) == 0
    assert approved(visit.run()) == 1
    assert approved(visit.run()) == 1


def test_a_click_on_what_is_gone_is_forgotten() -> None:
    visit = AppTest.from_function(_page).run()
    visit.session_state["is there"] = False
    visit.button(key="approve").click().run()
    visit.session_state["is there"] = True
    assert approved(visit.run()) == 0
