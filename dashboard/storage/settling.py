"""What becomes of rows that wait for an answer: many at once cost as many statements as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select, tuple_, update

from dashboard.model import Action
from dashboard.storage import private, recording, reviewing, rows
from dashboard.storage.bulk import execute_all, rows_with, update_all
from dashboard.storage.choices import Remembered, remember
from dashboard.storage.history import COUNTS
from dashboard.storage.owning import both_keys, own_action
from dashboard.storage.private import Known
from dashboard.storage.public_write import lock_campaign
from dashboard.storage.schema import Outcome, imports, submissions
from dashboard.storage.values import PastImport, ReceivedRow

_COUNTS: Final = COUNTS[1:]  # how many were uploaded stays

Settled = Sequence[tuple[int, ReceivedRow]]
"""Rows with the import of each."""


def settle_many(
    connection: Connection,
    now: datetime,
    slug: str,
    settled: Settled,
    chosen: Remembered,
    *,
    who: str | None,
    free: bool,
) -> set[tuple[int, int]]:
    """Replaces what became of rows that wait or were rejected; the numbers of their imports follow.

    They change no action of anybody but whoever uploaded them, unless that is ``who`` and they are ``free`` to.

    Returns:
        The import and line of those that were still open, in imports that stand.
    """
    lock_campaign(connection, slug)
    about = reviewing.find_imports(connection, {number for number, _ in settled})
    outcomes = _outcomes(connection, [(number, row.line) for number, row in settled])
    still = [
        (number, row)
        for number, row in settled
        if (number, row.line) in outcomes and about[number].campaign == slug and about[number].stands
    ]
    known = _known(connection, slug, still, about)
    owned = _owned(still, about, known, who if free else None)
    _replace(connection, owned)
    accepted: defaultdict[int, list[tuple[Action, str]]] = defaultdict(list)
    counts = {number: Counter[str]() for number, _ in owned}
    taken: set[str] = set()
    for number, row in owned:
        for action in row.actions:
            if action.key in taken:
                counts[number]["unchanged"] += 1
            else:
                taken.add(action.key)
                accepted[number].append((action, rows.fingerprint(action)))
    if accepted:
        done = recording.accept(connection, slug, known, accepted, who=who, now=now)
        for number, added in done.items():
            counts[number].update(added)
    for number, row in owned:
        counts[number][outcomes[number, row.line].value] -= 1
        counts[number][row.outcome.value] += 1
    _count(connection, counts)
    remember(connection, slug, chosen, who=who or "", now=now)
    return {(number, row.line) for number, row in owned}


def answer_proposed(connection: Connection, import_id: int, row: ReceivedRow) -> bool:
    """Replaces what would become of a row that waits in an import that waits for a moderator; whether it did."""
    about = reviewing.find_import(connection, import_id)
    if about is None or not about.is_pending:
        return False
    lock_campaign(connection, about.campaign)
    same = (submissions.c.import_id == import_id) & (submissions.c.line == row.line)
    waits = update(submissions).where(same, submissions.c.outcome == Outcome.WAITING)
    if connection.execute(waits.values(recording.received_values(row, proposed=True))).rowcount != 1:
        return False
    counts = Counter[str]({row.outcome.value: 1})
    counts[Outcome.WAITING.value] -= 1
    _count(connection, {import_id: counts})
    return True


def _outcomes(connection: Connection, ids: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Outcome]:
    """What came of these rows so far, of those that are open."""
    table = submissions.c
    is_open = table.outcome.in_([Outcome.WAITING, Outcome.REJECTED])
    known = select(table.import_id, table.line, table.outcome).where(is_open)
    found = rows_with(connection, known, tuple_(table.import_id, table.line), ids)
    return {(number, line): outcome for number, line, outcome in found}


def _known(
    connection: Connection, slug: str, settled: Settled, about: Mapping[int, PastImport]
) -> dict[str, Known]:
    keys: set[str] = set()
    for number, row in settled:
        keys |= both_keys((one.key for one in row.actions), about[number].imported_by or "")
    return private.known_actions(connection, slug, keys)


def _owned(
    settled: Settled, about: Mapping[int, PastImport], known: Mapping[str, Known], free_of: str | None
) -> list[tuple[int, ReceivedRow]]:
    """The rows with their actions under keys that are their owners'.

    Of two with one key that do not say the same, the second stays open.
    """
    owned: list[tuple[int, ReceivedRow]] = []
    seen, taken = dict(known), dict[str, str]()
    for number, row in settled:
        who = about[number].imported_by
        if row.action and who is not None and who != free_of:
            row = row.with_actions([own_action(one, seen, who) for one in row.actions])
        said = {one.key: rows.fingerprint(one) for one in row.actions}
        if any(taken.get(key, digest) != digest for key, digest in said.items()):
            continue
        taken |= said
        for key, digest in said.items():
            seen.setdefault(key, Known("", digest, removed=False, imported_by=who))
        owned.append((number, row))
    return owned


def _replace(connection: Connection, settled: Settled) -> None:
    received = ({"import_id": number} | recording.received_values(row) for number, row in settled)
    update_all(connection, submissions, received)


def _count(connection: Connection, counts: Mapping[int, Counter[str]]) -> None:
    added = {name: imports.c[name] + bindparam(f"more_{name}") for name in _COUNTS}
    values = [
        {"of": number, **{f"more_{name}": one[name] for name in _COUNTS}} for number, one in counts.items()
    ]
    execute_all(connection, update(imports).where(imports.c.id == bindparam("of")).values(added), values)
