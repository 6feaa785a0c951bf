"""Two people who agree to show more where taking part can be dangerous: who asked, and who may agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html import escape

import streamlit as st

from dashboard.accounts import Role, allows
from dashboard.exposure import approve_exposure, asked_to_show, is_open, withdraw_exposure
from dashboard.i18n import Speech
from dashboard.model import Action, Approval
from dashboard.publishing.beside import names_of
from dashboard.safety import approval_digest, is_approval_of
from dashboard.web import widgets
from dashboard.web.organise import clicks, flash, private_findings
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.exposure_view import public_side, steps
from dashboard.web.organise.private_findings import counted, found_in
from dashboard.web.organise.words import in_one_line


def awaiting(desk: Desk) -> None:
    """What waits for somebody else, for those who may agree."""
    if not allows(desk.by, desk.slug, Role.MODERATOR):
        return
    asked = asked_to_show(*desk.here)
    if not asked:
        return
    speech = desk.speech
    words = speech.text("If you agree, the public will see:")
    widgets.heading(speech.text("Waiting for a second person"))
    for uid, action in asked.items():
        with st.container(border=True, key=f"awaiting-{uid}"), clicks.showing(f"awaiting-{uid}", action):
            seen = public_side(speech, agreed(action), uid, datetime.now(UTC))
            st.html(
                f'<div class="seen"><h3 dir="auto">{escape(in_one_line(speech, action))}</h3>'
                f"<p>{escape(words)}</p>{seen}</div>"
            )
            _private(speech, uid, action)
            standing(desk, uid, action, key="awaiting")


def _private(speech: Speech, uid: str, action: Action) -> None:
    """What the scan marks in what would be shown, for whoever is to agree, and the way to where it can be taken out."""
    found, ways = [("", one) for one in found_in(action)], {"awaiting-correct": speech.text("Correct it")}
    if found and private_findings.draw(speech, uid, counted(speech, len(found)), found, ways):
        st.query_params.update(section="actions", action=uid)
        st.rerun()


def standing(desk: Desk, uid: str, action: Action, *, key: str) -> None:
    """Who asked to show more, who agreed, and what can be done about it; ``key`` names the part that shows it."""
    speech, approval = desk.speech, action.exposure.approval
    if approval is None:
        return
    seen = clicks.shown(f"{key}-{uid}", action)
    level = steps(speech)[approval.level].name
    st.html(f"<p>{escape(_said(desk, action, approval, level))}</p>")
    buttons = st.container(horizontal=True)
    may = allows(desk.by, desk.slug, Role.MODERATOR) and approval.asked_by != desk.by.id
    if (
        may
        and is_open(action, approval)
        and pressed(
            speech.text("I agree: show it as “{level}”", level=level),
            type="primary",
            key=f"{key}-agree-{uid}",
            place=buttons,
        )
    ):
        with flash.trying():
            approve_exposure(desk.store, desk.by, seen)
        flash.done(speech.text("Two people agree now. The map shows it."))
    if pressed(speech.text("Show the city alone"), key=f"{key}-withdraw-{uid}", place=buttons):
        with flash.trying():
            withdraw_exposure(desk.store, desk.by, action)
        flash.done(speech.text("The city alone is shown."))


def _said(desk: Desk, action: Action, approval: Approval, level: str) -> str:
    speech = desk.speech
    names = names_of(desk.store, (approval.asked_by, approval.approved_by))
    nobody = speech.text("Without an account")
    asker, other = names[approval.asked_by] or nobody, names[approval.approved_by] or nobody
    if not is_approval_of(approval.of, action):
        return speech.text(
            "The action has changed since “{level}” was asked for, so the city alone is shown.", level=level
        )
    if not approval.approved_by:
        return speech.text(
            "{name} asks to show it as “{level}”. Somebody else has to agree.", name=asker, level=level
        )
    return speech.text(
        "{name} asked to show it as “{level}”, and {other} agreed.", name=asker, level=level, other=other
    )


def agreed(action: Action) -> Action:
    """The action as if two people had agreed to show it so."""
    agreed = Approval(action.visibility, approval_digest(action), asked_by="one", approved_by="another")
    return replace(action, exposure=replace(action.exposure, approval=agreed))
