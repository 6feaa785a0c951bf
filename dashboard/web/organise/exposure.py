"""What the public may see of an action, step by step, and approval by a second person where it is dangerous."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from html import escape

import streamlit as st

from dashboard import publishing
from dashboard.exposure import LONGEST_WAIT_DAYS, ask_exposure, decide_exposure
from dashboard.i18n.formats import zone
from dashboard.model import Action, Exposure, Visibility
from dashboard.safety import needs_approval
from dashboard.storage import Search
from dashboard.web import widgets
from dashboard.web.organise import clicks, exposure_agreeing, flash, typed
from dashboard.web.organise.clicks import pressed
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.exposure_agreeing import agreed
from dashboard.web.organise.exposure_view import public_side, steps
from dashboard.web.organise.parts import day_input, head, note
from dashboard.web.organise.typed import KEPT
from dashboard.web.organise.words import in_one_line, looked_for, moment, plain, titled, when, where

_MOST_LISTED = 1_000
_FINE = (Visibility.EXACT, Visibility.AREA)


def draw(desk: Desk) -> None:
    """Draw what waits for a second person, the list to choose from, and the action that was chosen."""
    speech = desk.speech
    flash.draw()
    number, listed = publishing.my_actions(*desk.here, most=_MOST_LISTED)
    if not number:
        widgets.empty(
            speech.text("No actions yet"), speech.text("Upload a file, or add the first one by hand.")
        )
        return
    exposure_agreeing.awaiting(desk)
    uid = _chosen(desk, listed, is_all=number == len(listed))
    action = publishing.my_action(*desk.here, uid) if uid else None
    if action:
        with clicks.showing(f"one-{uid}", action) as seen:
            _one(desk, uid, action, seen)
    else:
        note(speech.text("Choose an action to see what the public sees of it, and to change that."))
        _overview(desk)


def _overview(desk: Desk) -> None:
    """What the public sees of all at a glance: how many on each step, and those of which less is shown."""
    speech, names = desk.speech, steps(desk.speech)
    counted, less = publishing.shown_of_mine(*desk.here)
    figures = "".join(
        f"<div><dt>{escape(names[step].name)}</dt><dd>{speech.number(counted[step])}</dd></div>"
        for step in Visibility
        if step in counted
    )
    st.html(f'<div class="figures"><dl>{figures}</dl></div>')
    if not less:
        note(speech.text("All of it is shown exactly."))
        return
    rows = [
        {
            speech.text("Title"): titled(speech, action),
            speech.text("When"): when(speech, action),
            speech.text("Where"): where(speech, action.city),
            speech.text("What is shown"): names[step].name,
        }
        for step, action in less
    ]
    st.dataframe(rows, hide_index=True, row_height=44)


# Which action.


def _chosen(desk: Desk, listed: Mapping[str, Action], *, is_all: bool) -> str:
    """The public name of the action that was chosen from the list, or that the link names."""
    speech = desk.speech
    if not is_all and (
        text := st.text_input(speech.text("Search"), key=f"search-shown-{desk.slug}", persist_state=KEPT)
    ):
        search = Search(looked_for(speech, text))
        _, listed = publishing.my_actions(*desk.here, search, most=_MOST_LISTED)
    names = {uid: in_one_line(speech, action) for uid, action in listed.items()}
    linked = st.query_params.get("action", "")
    if linked and linked not in names:
        action = publishing.my_action(*desk.here, linked)
        names |= {linked: in_one_line(speech, action)} if action else {}
    st.session_state["shown-action"] = linked if linked in names else None
    chosen = st.selectbox(
        speech.text("Action"),
        sorted(names, key=names.__getitem__),
        format_func=names.__getitem__,
        placeholder=speech.text("Title, place or organiser"),
        key="shown-action",
        on_change=_link,
    )
    return chosen or ""


def _link() -> None:
    if uid := st.session_state["shown-action"]:
        st.query_params["action"] = uid
    else:
        st.query_params.pop("action", None)


# What was decided about it, and what is to be.


def _one(desk: Desk, uid: str, action: Action, seen: Action) -> None:
    speech = desk.speech
    risky = needs_approval(action)
    head(speech, action)
    if risky:
        st.warning(
            speech.text(
                "Taking part can be dangerous there, or we do not know. The city alone is shown, without a time before"
                " the action, unless two people agree to show more."
            )
        )
        exposure_agreeing.standing(desk, uid, action, key="one")
    left, right = st.columns([3, 2])
    with left:
        # The inputs begin anew from what was decided, whoever decided it; who agreed is not among them.
        decided = action.visibility, replace(action.exposure, approval=None)
        level, exposure = _inputs(desk, f"{typed.begun(_form(uid))}-{hash(decided)}", action)
    wanted = replace(action, visibility=level, exposure=replace(exposure, approval=action.exposure.approval))
    with right:
        _compare(desk, uid, action, wanted, asks=risky and level in _FINE)
    _decide(desk, uid, seen, wanted, asks=risky and level in _FINE)


def _form(uid: str) -> str:
    return f"shown-{uid}"


def _inputs(desk: Desk, key: str, action: Action) -> tuple[Visibility, Exposure]:
    speech, now = desk.speech, action.exposure
    ladder = steps(speech)
    levels = list(Visibility)
    level = st.radio(
        speech.text("How much is shown"),
        levels,
        levels.index(action.visibility),
        format_func=lambda one: ladder[one].name,
        captions=[ladder[one].what for one in levels],
        key=f"level-{key}",
        persist_state=KEPT,
    )
    named = now.neighbourhood
    if level is Visibility.AREA:
        named = st.text_input(
            speech.text("What the area is called"),
            named,
            key=f"area-{key}",
            max_chars=100,
            persist_state=KEPT,
        )
    reveal_at, until = _reveal(desk, key, action)
    after, to = _coarsen(desk, key, now)
    part = speech.text("Withhold")
    st.html(f'<p class="part">{escape(part)}</p>')
    withheld = {
        name: st.checkbox(
            label, bool(getattr(now, f"withhold_{name}")), key=f"withhold-{name}-{key}", persist_state=KEPT
        )
        for name, label in {
            "organiser": speech.text("The organiser"),
            "link": speech.text("The link"),
            "time": speech.text("The time"),
        }.items()
    }
    exposure = Exposure(
        reveal_at=reveal_at,
        until_revealed=until,
        coarsen_after=after,
        coarsen_to=to,
        neighbourhood=named.strip(),
        withhold_organiser=withheld["organiser"],
        withhold_link=withheld["link"],
        withhold_time=withheld["time"],
    )
    return level, exposure


def _reveal(desk: Desk, key: str, action: Action) -> tuple[datetime | None, Visibility]:
    """From when it is shown as chosen, on the clock of its place; and how much until then."""
    speech, now = desk.speech, action.exposure
    if not st.checkbox(
        speech.text("Only from a certain moment on"),
        now.reveal_at is not None,
        key=f"later-{key}",
        persist_state=KEPT,
    ):
        return None, now.until_revealed
    there = zone(action.place.timezone or action.city.timezone) or UTC
    at = now.reveal_at.astimezone(there) if now.reveal_at else _soon(action, there)
    columns = st.columns(2)
    with columns[0]:
        day = day_input(speech.text("Day"), at.date(), f"reveal-day-{key}")
    clock = columns[1].time_input(
        speech.text("Time ({zone})", zone=plain(str(there))),
        at.time().replace(second=0, microsecond=0),
        key=f"reveal-time-{key}",
        persist_state=KEPT,
    )
    until = _level(desk, speech.text("Until then"), now.until_revealed, f"until-{key}")
    chosen = datetime.combine(day or at.date(), clock or time(), there)
    return chosen.astimezone(UTC), until


def _soon(action: Action, there: tzinfo) -> datetime:
    """The beginning of its day, or of tomorrow if that has come already."""
    tomorrow = datetime.now(there).date() + timedelta(days=1)
    return datetime.combine(max(action.submission.day or tomorrow, tomorrow), time(), there)


def _coarsen(desk: Desk, key: str, now: Exposure) -> tuple[int | None, Visibility]:
    speech = desk.speech
    if not st.checkbox(
        speech.text("Less once it is over"),
        now.coarsen_after is not None,
        key=f"less-{key}",
        persist_state=KEPT,
    ):
        return None, now.coarsen_to
    columns = st.columns(2)
    days = columns[0].number_input(
        speech.text("Days after its day"),
        0,
        LONGEST_WAIT_DAYS,
        now.coarsen_after or 0,
        key=f"days-{key}",
        persist_state=KEPT,
    )
    with columns[1]:
        to = _level(desk, speech.text("From then on"), now.coarsen_to, f"to-{key}")
    return int(days), to


def _level(desk: Desk, label: str, now: Visibility, key: str) -> Visibility:
    ladder, levels = steps(desk.speech), list(Visibility)
    return Visibility(
        st.selectbox(
            label,
            levels,
            levels.index(now),
            format_func=lambda one: ladder[one].name,
            key=key,
            persist_state=KEPT,
        )
    )


def _compare(desk: Desk, uid: str, action: Action, wanted: Action, *, asks: bool) -> None:
    """What the public sees now, and would see: both exactly as they are published."""
    speech = desk.speech
    now = datetime.now(UTC)
    before = public_side(speech, action, uid, now)
    heading = speech.text("The public sees now")
    st.html(f'<div class="seen"><h3>{escape(heading)}</h3>{before}</div>')
    then = agreed(wanted) if asks else wanted
    after, revealed = public_side(speech, then, uid, now), then.exposure.reveal_at
    if after != before:
        heading = speech.text("It would see, once two people agree") if asks else speech.text("It would see")
        st.html(f'<div class="seen is-next"><h3>{escape(heading)}</h3>{after}</div>')
    if revealed and revealed > now:
        heading = speech.text("From {when} on", when=moment(speech, revealed))
        later = public_side(speech, then, uid, revealed)
        st.html(f'<div class="seen is-next"><h3>{escape(heading)}</h3>{later}</div>')


def _decide(desk: Desk, uid: str, seen: Action, wanted: Action, *, asks: bool) -> None:
    """Write it for the action as it was ``seen``, or ask for somebody who agrees."""
    speech = desk.speech
    if not asks:
        if pressed(speech.text("Save"), type="primary", key=f"decide-{uid}"):
            with flash.trying():
                changed = decide_exposure(desk.store, desk.by, seen, wanted.visibility, wanted.exposure)
            typed.begin_anew(_form(uid))
            flash.done(
                speech.text("Saved. The map shows it now.")
                if changed
                else speech.text("Saved. Nothing changes in public for now.")
            )
        return
    sure = st.checkbox(
        speech.text("I confirm: the people on the spot know what will be shown, and agree."),
        key=f"sure-{uid}",
    )
    if pressed(
        speech.text("Ask for a second person’s approval"), type="primary", disabled=not sure, key=f"ask-{uid}"
    ):
        with flash.trying():
            ask_exposure(desk.store, desk.by, seen, wanted.visibility, wanted.exposure)
        flash.done(speech.text("Asked. Nothing more is shown until a moderator who is somebody else agrees."))
