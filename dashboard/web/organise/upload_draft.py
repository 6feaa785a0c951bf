"""Files that somebody is preparing in their tab: their bytes, what they chose so far, and what that would do.

File and choices are kept in the database too, sealed, for the same person and two hours: a reload loses no answer,
nor does the end of this process. A file is read again only after a choice.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import streamlit as st

from dashboard import publishing
from dashboard.errors import NoPlaceColumn, UnreadableFile
from dashboard.i18n import Speech, say
from dashboard.publishing import Choices, Details, KeptDraft, Preview, Published, RowAnswer
from dashboard.publishing.preview import NO_CHOICES
from dashboard.reasons import Progress, Reason
from dashboard.web import resources
from dashboard.web.organise.desk import Desk

_STILL_AT_IT_SECONDS: Final = 600
LARGE: Final = 5_000
"""From so many rows on, answers are gathered first and looked at together: that takes seconds then."""


@dataclass(slots=True)
class Draft:
    """One file on its way. ``preview`` is of the choices ``seen``, which those of now may be ahead of."""

    number: int
    file_name: str
    data: bytes
    choices: Choices = field(default_factory=Choices)
    earlier: list[Choices] = field(default_factory=list)
    seen: Choices | None = None
    preview: Preview | None = None
    details: Details | None = None
    trouble: UnreadableFile | None = None
    no_place: NoPlaceColumn | None = None
    published: Published | None = None
    is_due: bool = True
    """Whether the file is to be looked at again before it is shown."""

    is_to_be_published: bool = False
    """Whether somebody clicked on publishing it; kept until that is done, should the page be drawn anew meanwhile."""

    typed: dict[int, Mapping[str, str]] = field(default_factory=dict)
    """Line -> field -> text of what was typed into a table of rows, and is no correction yet."""
    typed_before: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """The same when the table that is shown was first drawn."""

    @property
    def is_stored(self) -> bool:
        """Whether its rows can be had from the database: of a file that changed nothing, none were written."""
        return self.published is not None and self.published.import_id is not None

    def publish_when_drawn(self) -> None:
        """Publish it as soon as the page is drawn, with the choices of this moment."""
        self.is_to_be_published = True

    def key(self, name: str) -> str:
        """A widget's key: another one after each choice, so that no widget shows what was before it."""
        return f"upload-{self.number}-{len(self.earlier)}-{name}"

    def choose(self, *, at_once: bool = False, **changes: Any) -> None:
        """Another choice; the one before can be taken up again."""
        self.earlier.append(self.choices)
        self.choices = replace(self.choices, **changes)
        self.is_due = at_once or self.rows <= LARGE

    def undo(self) -> None:
        """Takes the last choice back."""
        self.choices = self.earlier.pop()
        self.is_due = self.is_due or self.rows <= LARGE

    def edit(self, edits: Mapping[int, Mapping[str, str]]) -> None:
        """Corrections of cells, beside those that were made before."""
        known = self.choices.edits
        self.choose(
            edits={**known, **{line: {**known.get(line, {}), **fields} for line, fields in edits.items()}}
        )

    def use_typed(self, typed: Mapping[int, Mapping[str, str]]) -> None:
        """Makes corrections of what was typed into a table."""
        self.edit(typed)
        self.typed = {line: fields for line, fields in self.typed.items() if line not in typed}

    def answer(self, line: int, answer: RowAnswer) -> None:
        """What somebody says of one row."""
        now = self.choices
        if answer.place is not None:
            self.choose(places={**now.places, line: answer.place})
        elif answer.edits:
            self.edit({line: answer.edits})
        elif answer.as_it_is:
            self.choose(as_they_are=now.as_they_are | {line})
        else:
            self.choose(left_out=now.left_out | {line})

    def is_answered(self, line: int) -> bool:
        """Whether something was said of a row since the file was looked at."""
        now, seen = self.choices, self.seen or self.choices
        return now is not seen and (
            now.places.get(line) != seen.places.get(line)
            or now.edits.get(line) != seen.edits.get(line)
            or line in now.as_they_are ^ seen.as_they_are
            or line in now.left_out ^ seen.left_out
        )

    @property
    def is_behind(self) -> bool:
        """Whether there are choices that the preview does not know yet."""
        return self.seen != self.choices

    @property
    def rows(self) -> int:
        """How many rows the file has, as far as that is known."""
        return self.preview.report.uploaded if self.preview else 0


def drafts_of(desk: Desk) -> list[Draft]:
    """The files of this tab, for this person in this campaign.

    A tab that is new, or was reloaded, takes over what this person was preparing and has not published, whichever
    process it was prepared in.
    """
    name = f"drafts-{desk.by.id}-{desk.slug}"
    if name not in st.session_state:
        left = publishing.kept_drafts(*desk.here)
        st.session_state[name] = [
            Draft(one.number, one.file_name, one.data, one.choices, list(one.earlier))
            for one in left
            if not one.is_done
        ]
    kept: list[Draft] = st.session_state[name]
    return kept


def keep(desk: Desk) -> None:
    """Write what has changed since the page was last drawn; now and then, that somebody is still at it."""
    written = st.session_state.setdefault(f"drafts-kept-{desk.by.id}-{desk.slug}", {})
    present = {one.number: one for one in drafts_of(desk) if not one.is_stored}
    for number in [one for one in written if one not in present]:
        publishing.drop_draft(*desk.here, number)
        del written[number]
    for number, one in present.items():
        state = one.choices, one.published is not None, int(time.monotonic() // _STILL_AT_IT_SECONDS)
        if written.get(number) != state:
            done = one.published is not None
            kept = KeptDraft(number, one.file_name, one.data, one.choices, tuple(one.earlier), done)
            publishing.keep_draft(*desk.here, kept)
            written[number] = state


def add(desk: Desk, file_name: str, data: bytes, *, choices: Choices = NO_CHOICES) -> None:
    """One more file. The very same bytes are there once; two files of one name are two."""
    kept = drafts_of(desk)
    kept[:] = [one for one in kept if one.data != data]
    kept.append(Draft(secrets.randbits(48), file_name, data, choices))
    st.session_state["drafts-so-far"] = st.session_state.get("drafts-so-far", 0) + 1


def look(desk: Desk, draft: Draft) -> None:
    """Read the file and look its places up, if that is to be done; a bar shows how far it is."""
    if not draft.is_behind:
        draft.is_due = False
        return
    choices = draft.choices
    bar = st.progress(0.0, say(desk.speech, Reason("reading_file")))
    draft.preview = draft.details = draft.no_place = None
    draft.trouble = None
    try:
        draft.preview = publishing.preview_upload(
            *desk.with_resolver,
            draft.file_name,
            draft.data,
            limits=resources.limits(),
            choices=choices,
            progress=_shown_in(bar, desk.speech),
        )
        draft.details = publishing.details(desk.store, draft.preview)
    except NoPlaceColumn as error:
        draft.trouble, draft.no_place = error, error
    except UnreadableFile as error:
        draft.trouble = error
    draft.seen, draft.is_due = choices, False
    bar.empty()


def _shown_in(bar: Any, speech: Speech) -> Progress:
    parts = {"reading_file": (0.0, 0.1), "looking_up_places": (0.1, 0.6), "checking_rows": (0.6, 1.0)}

    def show(step: str, done: int, total: int) -> None:
        begin, end = parts[step]
        bar.progress(begin + (end - begin) * done / max(total, 1), say(speech, Reason(step)))

    return show
