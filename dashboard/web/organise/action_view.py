"""One action: its fields, its place on the map, whether it takes place, and what happened to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Final, NoReturn

import streamlit as st

from dashboard import publishing
from dashboard.accounts import is_trusted
from dashboard.i18n import Speech, say_all
from dashboard.model import Action, Status
from dashboard.publishing import Edited, Event, PlaceChoice
from dashboard.web.organise import action_form, flash, place_choice, typed
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import day_input, head, note
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.words import change_line, moment

_WAYS: Final = ("edit", "place", "move", "cancelled", "standing", "postponed", "restored")
_NOT_RESTORED: Final = frozenset({"place", "visibility"})  # what has a page of its own

Way = Callable[[Mapping[str, str], PlaceChoice | None], NoReturn]
"""Changes the action to these texts and this place, unless it is another one by now than the page showed."""


def draw(desk: Desk, uid: str, action: Action) -> None:
    """Draw the action of this public name, as its parts are chosen."""
    speech = desk.speech
    if pressed(speech.text("Back to all actions"), key="back"):
        close()
    head(speech, action, speech.status(action.status))
    parts = {
        "details": speech.text("Details"),
        "place": speech.text("Place"),
        "cancel": speech.text("Cancel or postpone"),
        "history": speech.text("History"),
    }
    if not is_trusted(desk.by, desk.slug):
        parts = {name: parts[name] for name in ("cancel", "history")}
    part = st.segmented_control(
        speech.text("Section"),
        list(parts),
        default=next(iter(parts)),
        required=True,
        format_func=parts.__getitem__,
        key=f"part-{uid}",
        persist_state=KEPT,
        label_visibility="collapsed",
    )
    match part:
        case "details":
            _details(desk, uid, action)
        case "place":
            _place(desk, uid, action)
        case "cancel":
            _cancel(desk, uid, action)
        case "history":
            _history(desk, uid, action)


def close() -> NoReturn:
    """Go back to the list."""
    st.query_params.pop("action", None)
    st.rerun()


def _details(desk: Desk, uid: str, action: Action) -> None:
    if action_form.edit(desk, f"edit-{uid}", action, _editing(desk, uid)):
        _saved(desk, uid, desk.speech.text("Saved. The map shows it now."))


def _editing(desk: Desk, uid: str) -> action_form.Over:
    return lambda seen, fields, place: publishing.edit_action(
        *desk.with_resolver, uid, fields, place=place, seen=seen
    )


def _saved(desk: Desk, uid: str, sentence: str) -> NoReturn:
    """Draw the forms anew, from what the action is now."""
    typed.begin_anew(*(f"{what}-{uid}" for what in _WAYS))
    flash.done(sentence)


def _way(desk: Desk, uid: str, what: str, action: Action, write: action_form.Over, done: str) -> Way:
    """A way to change the action as the page showed it, with what stands in its way."""
    form = f"{what}-{uid}"
    key = typed.begun(form)
    seen = action_form.seen(key, action)

    def over_seen(fields: Mapping[str, str], place: PlaceChoice | None) -> Edited:
        return write(seen, fields, place)

    def go(fields: Mapping[str, str], place: PlaceChoice | None) -> NoReturn:
        action_form.put(key, fields, place, over_seen)
        _saved(desk, uid, done)

    if action_form.draw_both(desk, form, seen, write) or action_form.ask(desk, key, over_seen):
        _saved(desk, uid, done)
    return go


def _place(desk: Desk, uid: str, action: Action) -> None:
    def write(seen: Action, _fields: Mapping[str, str], place: PlaceChoice | None) -> Edited:
        if place is None:
            return Edited(done=True)
        return publishing.move_action(*desk.with_resolver, uid, place, seen=seen)

    move = _way(desk, uid, "place", action, write, desk.speech.text("The action was moved."))
    note(say_all(desk.speech, *action.geocoding))
    chosen = place_choice.anywhere(desk, typed.begun(f"move-{uid}"), action.place)
    if chosen is not None:
        move({}, chosen)


def _cancel(desk: Desk, uid: str, action: Action) -> None:
    speech = desk.speech
    if action.status is not Status.CANCELLED:
        cancel = _way(
            desk,
            uid,
            "cancelled",
            action,
            lambda seen, _fields, _place: publishing.cancel_action(*desk.here, uid, seen=seen),
            speech.text("The action is cancelled."),
        )
        note(speech.text("A cancelled action stays on the map and is marked, so that nobody goes in vain."))
        if pressed(speech.text("Cancel this action"), key=f"cancel-{uid}"):
            cancel({}, None)
    elif is_trusted(desk.by, desk.slug):
        done = speech.text("The action takes place again.")
        stand = _way(desk, uid, "standing", action, _editing(desk, uid), done)
        if pressed(speech.text("It is not cancelled after all"), key=f"stands-{uid}"):
            stand({"status": Status.PLANNED.value}, None)
    if action.status is not Status.CANCELLED or is_trusted(desk.by, desk.slug):
        _postpone(desk, uid, action)


def _postpone(desk: Desk, uid: str, action: Action) -> None:
    speech = desk.speech

    def write(seen: Action, fields: Mapping[str, str], _place: PlaceChoice | None) -> Edited:
        day = fields.get("day", "")
        return publishing.postpone_action(*desk.here, uid, day=day, seen=seen)

    postpone = _way(desk, uid, "postponed", action, write, speech.text("The action is postponed."))
    with st.container(border=True):
        # Who is not trusted yet says that it is off, and writes nothing new into the map.
        day, key = None, f"{typed.begun(f'postponed-{uid}')}-day"
        if is_trusted(desk.by, desk.slug):
            day = day_input(speech.text("New day, if it is known"), None, key)
        if pressed(speech.text("Postpone this action"), key=f"postpone-{uid}"):
            postpone({"day": day.isoformat()} if day else {}, None)


def _history(desk: Desk, uid: str, action: Action) -> None:
    done = desk.speech.text("It says again what it said before.")
    events = publishing.action_history(*desk.here, uid)
    may_restore = is_trusted(desk.by, desk.slug)
    restore = _way(desk, uid, "restored", action, _editing(desk, uid), done) if may_restore else None
    for number, event in enumerate(events):
        st.html(f'<ol class="history">{_event(desk.speech, event)}</ol>')
        before = _restorable(event)
        # Counted from the first: what others do meanwhile gives no event the button of another.
        key = f"restore-{uid}-{len(events) - number}"
        if restore and before and pressed(desk.speech.text("Put this back"), key=key):
            restore(before, None)


def _restorable(event: Event) -> dict[str, str]:
    """The texts that a change replaced, of fields that a form has; a place is put back on the map."""
    return {
        one.field: one.before
        for one in event.changes
        if one.field not in _NOT_RESTORED and isinstance(one.before, str) and not event.undone
    }


def _event(speech: Speech, event: Event) -> str:
    if event.is_new:
        what = speech.text("Added")
    elif event.import_id is not None:
        what = speech.text("Changed by an upload")
    else:
        what = speech.text("Changed by hand")
    undone = f' <span class="chip">{speech.text("taken back since")}</span>' if event.undone else ""
    who = event.who or speech.text("Without an account")
    changes = "".join(change_line(speech, change) for change in event.changes)
    return (
        f'<li><span class="title">{what}</span>{undone}'
        f'<span class="note">{escape(moment(speech, event.at))} · <bdi>{escape(who)}</bdi></span>'
        f"{f'<ul>{changes}</ul>' if changes else ''}</li>"
    )
