"""What an organiser is preparing and has not published, kept for them so that a reload or another process goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from dashboard.accounts import Person, Role, require
from dashboard.errors import ActionMapError
from dashboard.geocoding import Resolver
from dashboard.i18n import Speech
from dashboard.ingest import Limits
from dashboard.publishing.preview import Choices
from dashboard.publishing.publish import preview_upload
from dashboard.publishing.report import error_report
from dashboard.storage import Store
from dashboard.storage.drafts import StoredDraft

_STEPS: Final = 20
"""How many choices can be taken back by whoever goes on elsewhere."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A file, what was chosen for it, and the choices before that; ``is_done`` once it was published."""

    number: int
    file_name: str
    data: bytes
    choices: Choices
    earlier: tuple[Choices, ...]
    is_done: bool


def kept_drafts(store: Store, by: Person | None, slug: str) -> list[KeptDraft]:
    """The files that somebody is preparing in a campaign, the oldest first."""
    return [_kept(one) for one in store.drafts.of(require(by, slug, Role.ORGANISER).id, slug)]


def keep_draft(store: Store, by: Person | None, slug: str, draft: KeptDraft) -> None:
    """Keep a file with its choices, for two hours from now."""
    person = require(by, slug, Role.ORGANISER)
    history = [_json(one) for one in (*draft.earlier[-_STEPS:], draft.choices)]
    stored = StoredDraft(draft.number, draft.file_name, draft.data, history, draft.is_done)
    store.drafts.keep(person.id, slug, stored)


def drop_draft(store: Store, by: Person | None, slug: str, number: int) -> None:
    """Let go of a file."""
    store.drafts.drop(require(by, slug, Role.ORGANISER).id, slug, number)


def rows_to_correct(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    number: int,
    speech: Speech,
    *,
    limits: Limits,
) -> bytes:
    """The rows of a kept file that wait or cannot be used, as CSV.

    Raises:
        NotAllowed: they are no organiser of the campaign.
        ActionMapError: no such file of theirs is kept, or it cannot be read.
    """
    for one in store.drafts.of(require(by, slug, Role.ORGANISER).id, slug, number):
        kept = _kept(one)
        found = preview_upload(
            store, by, resolver, slug, kept.file_name, kept.data, limits=limits, choices=kept.choices
        )
        return error_report(found.columns, found.upload.rows, speech)
    raise ActionMapError("no_such_file")


def _kept(stored: StoredDraft) -> KeptDraft:
    *earlier, last = map(_choices, stored.history)
    return KeptDraft(stored.number, stored.file_name, stored.content, last, tuple(earlier), stored.is_done)


def _json(choices: Choices) -> dict[str, Any]:
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in asdict(choices).items()
    }


def _choices(said: Mapping[str, Any]) -> Choices:
    """The choices, with the lines as numbers and a point as a pair: JSON knows neither."""
    sets = {name: frozenset(said[name]) for name in ("as_they_are", "left_out", "cancelled")}
    places = {int(line): tuple(one) if isinstance(one, list) else one for line, one in said["places"].items()}
    edits = {int(line): fields for line, fields in said["edits"].items()}
    return Choices(**{**said, **sets, "places": places, "edits": edits})
