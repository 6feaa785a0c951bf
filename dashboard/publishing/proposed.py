"""An action that waits for a moderator, corrected by them before anybody sees it."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.accounts import Person, Role, record, require
from dashboard.errors import ActionMapError
from dashboard.geocoding import Resolver
from dashboard.model import Action
from dashboard.publishing.change import Edited, Wish, plan, unwritten
from dashboard.publishing.differences import is_stale
from dashboard.publishing.places import PlaceChoice
from dashboard.storage import Outcome, Store


def edit_proposed(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    import_id: int,
    line: int,
    fields: Mapping[str, str],
    *,
    key: str = "",
    place: PlaceChoice | None = None,
    seen: Action | None = None,
) -> Edited:
    """Change fields of an action that waits, each as a text, and perhaps where it is. It goes on waiting.

    ``key`` is that of the action, where the row of the line names several places.
    ``seen`` is the action that the moderator was shown: if it is another one by now, nothing is written.

    Raises:
        ActionMapError: it does not wait any more.
    """
    person = require(by, slug, Role.MODERATOR)
    with store.transaction(slug):
        action, campaign = _proposed(store, slug, import_id, line, key), store.campaign(slug)
        planned = plan(store, resolver, campaign, action, Wish(fields, place))
        if planned.after is None or is_stale(seen, action):
            return unwritten(planned, seen)
        if not store.desk.revise(import_id, line, planned.after):
            raise ActionMapError("decided_already")
        record(store, person, "edited a proposal", "import", str(import_id), campaign=slug)
        return Edited(done=True, problems=planned.problems, pending=True)


def _proposed(store: Store, slug: str, import_id: int, line: int, key: str) -> Action:
    about = store.desk.find_import(import_id)
    row = store.desk.row(import_id, line) if about and about.campaign == slug else None
    proposed = row.actions if row and row.outcome is Outcome.PUBLISHED else ()
    found = next((one for one in proposed if key in {"", one.key}), None)
    if found is None:
        raise ActionMapError("decided_already")
    return found
