"""What organisers and moderators wait for: what each thing they do asks of database and processor.

A campaign of many actions, with thousands of rows that wait for the same answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from datetime import time as clock
from pathlib import Path
from typing import Final

from sqlalchemy import event

from dashboard import publishing
from dashboard.accounts import Membership, Person, Role
from dashboard.exposure import asked_to_show
from dashboard.geocoding import Resolver, open_gazetteer
from dashboard.ingest import Limits, read_fields
from dashboard.model import (
    Action,
    Campaign,
    Effect,
    Place,
    PlaceQuery,
    RowProblem,
    Status,
    Submission,
    Visibility,
)
from dashboard.publishing import RowAnswer
from dashboard.storage import Outcome, ReceivedRow, Search, Source, Store, Upload, action_keys
from dashboard.storage.sealing import Vault, use_vault, vault_of

SLUG: Final = "measured"
CAMPAIGN: Final = Campaign(SLUG, "Measured", day=date(2027, 4, 7), starts=clock(14))
OSLO: Final = Place(3143244, "Oslo", "Oslo", "NO", 59.91273, 10.74609, "Europe/Oslo", population=580_000)
SPRINGFIELD: Final = 4250542
ASKED: Final = "Springfield, United States"
MODERATOR: Final = Person("mo", "mo@example.org", "Mo", (Membership(SLUG, Role.MODERATOR, True),))


@dataclass(slots=True)
class Work:
    """What a use case asked of the database, and of the processor."""

    statements: int = 0
    transactions: int = 0
    decryptions: int = 0
    cpu: float = 0.0


class _Watched(Vault):
    """Opens what another vault opens, and counts it."""

    def __init__(self, vault: Vault, work: Work) -> None:
        self.__dict__.update(vars(vault))
        self._work = work

    def open_bytes(self, sealed: str) -> bytes:
        """The bytes that were sealed."""
        self._work.decryptions += 1
        return super().open_bytes(sealed)


@contextmanager
def watched(store: Store) -> Iterator[Work]:
    """Counts what is done within the block. The database's own BEGIN and COMMIT are transactions, no statements."""
    work = Work()

    def statement(_c: object, _cursor: object, text: str, *_rest: object) -> None:
        work.statements += not text.startswith("BEGIN")

    def transaction(_connection: object) -> None:
        work.transactions += 1

    engine = store._engine
    vault = vault_of(engine.dialect)
    use_vault(engine.dialect, _Watched(vault, work))
    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "begin", transaction)
    begun = time.process_time()
    try:
        yield work
    finally:
        work.cpu = time.process_time() - begun
        use_vault(engine.dialect, vault)
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "begin", transaction)


def fill(
    store: Store, *, actions: int, alike: int, rejected: int = 0, pending: int = 0, twins: int = 0
) -> None:
    """A campaign with so many actions, rows that ask about the same place, rejected rows and pending imports.

    ``twins`` are as many further actions, of another file, in the hour of the first ones.
    """
    store.save_campaign(CAMPAIGN)
    _record(store, "actions.csv", [_published(line) for line in range(2, actions + 2)])
    _record(store, "twins.csv", [_published(line, title=f"Twin {line}") for line in range(2, twins + 2)])
    _record(store, "asked.csv", [_asked(line) for line in range(2, alike + 2)])
    _record(store, "rejected.csv", [_rejected(line) for line in range(2, rejected + 2)])
    for number in range(pending):
        row = _published(2, title=f"Proposed {number}")
        store.desk.propose(_upload(f"form-{number}", [row], source=Source.FORM))


def bench_desk(work: Path) -> None:
    """What each thing costs in a campaign of 5,000 actions, 2,500 alike open rows and 1,000 that were rejected."""
    gazetteer = open_gazetteer(work / "gazetteer")
    resolver = Resolver(gazetteer)
    resolver.resolve(PlaceQuery(city="Springfield", country="United States"))
    read_fields(
        {"city": "Oslo", "day": "2027-05-01"}
    )  # what is opened once for all is not part of any of these
    with closing(Store.open(f"sqlite:///{work / 'desk.sqlite'}")) as store:
        fill(store, actions=5_000, alike=2_500, rejected=1_000, pending=101)
        _show(
            "a page of 20 open rows",
            store,
            lambda: publishing.open_page(store, MODERATOR, resolver, SLUG, most=20),
        )
        _show(
            "a review page of 10 out of 101",
            store,
            lambda: publishing.review_page(store, MODERATOR, SLUG, most=10),
        )
        _show(
            "500 alike answers in one click",
            store,
            lambda: publishing.resolve_alike(store, MODERATOR, resolver, SLUG, ASKED, SPRINGFIELD),
        )
    with closing(Store.open(f"sqlite:///{work / 'large.sqlite'}")) as store:
        fill(store, actions=10_000, alike=40, twins=100)
        for name, use_case in (one_row_each(store, resolver) | of_all_actions(store, resolver)).items():
            _show(f"10,000 actions: {name}", store, use_case)


def one_row_each(store: Store, resolver: Resolver) -> dict[str, Callable[[], object]]:
    """The use cases that are about one action or row."""
    first, second, third, fourth, *_ = store.desk.actions(SLUG)
    row = store.waiting(SLUG)[0].id
    fields = {"city": "Oslo", "country": "Norway", "title": "One more"}
    return {
        "add": lambda: publishing.add_action(store, MODERATOR, resolver, SLUG, fields, is_another=True),
        "add what may be there": lambda: publishing.add_action(store, MODERATOR, resolver, SLUG, fields),
        "edit": lambda: publishing.edit_action(store, MODERATOR, resolver, SLUG, first, {"title": "Other"}),
        "move": lambda: publishing.move_action(store, MODERATOR, resolver, SLUG, second, SPRINGFIELD),
        "postpone": lambda: publishing.postpone_action(store, MODERATOR, SLUG, third, day="2027-05-01"),
        "cancel": lambda: publishing.cancel_action(store, MODERATOR, SLUG, third),
        "history": lambda: publishing.action_history(store, MODERATOR, SLUG, third),
        "answer": lambda: publishing.resolve_waiting(
            store, MODERATOR, resolver, SLUG, row, RowAnswer(place=SPRINGFIELD)
        ),
        "tell apart": lambda: publishing.tell_apart(store, MODERATOR, SLUG, first, second),
        "merge": lambda: publishing.merge_duplicates(store, MODERATOR, SLUG, first, fourth),
    }


def of_all_actions(store: Store, resolver: Resolver) -> dict[str, Callable[[], object]]:
    """The use cases that look for a few of all actions."""
    limits, file = Limits(), b"city,country,title\nOslo,Norway,One more\n"
    previewed = publishing.preview_upload(store, MODERATOR, resolver, SLUG, "one.csv", file, limits=limits)
    given, one = (store, MODERATOR, SLUG), next(iter(store.desk.actions(SLUG)))
    return {
        "list": lambda: publishing.my_actions(*given, most=20),
        "search": lambda: publishing.my_actions(*given, Search((("vigil", frozenset()),)), most=20),
        "what is shown": lambda: publishing.shown_of_mine(*given),
        "asked to show": lambda: asked_to_show(*given),
        "there twice?": lambda: publishing.duplicate_pairs(*given, most=10),
        "file": lambda: publishing.details(store, previewed),
        "history": lambda: publishing.action_history(*given, one),
    }


def _show(name: str, store: Store, use_case: Callable[[], object]) -> None:
    with watched(store) as work:
        use_case()
    print(
        f"{name}: {work.statements:,} statements, {work.transactions:,} transactions,"
        f" {work.decryptions:,} decryptions, {work.cpu * 1000:,.0f} ms of CPU"
    )


def _record(store: Store, name: str, rows: list[ReceivedRow]) -> None:
    if rows:
        store.record_import(_upload(name, rows))


def _upload(name: str, rows: list[ReceivedRow], source: Source = Source.FILE) -> Upload:
    return Upload(CAMPAIGN, name, name, tuple(rows), "UTF-8", source=source)


def _submission(line: int, title: str, city: str, country: str) -> Submission:
    place, raw = PlaceQuery(city=city, country=country), {"title": title, "city": city, "country": country}
    return Submission(line, raw, place, day=date(2027, 4, 7), starts=clock(14), title=title)


def _published(line: int, *, title: str = "") -> ReceivedRow:
    row = _submission(line, title or f"Vigil {line}", "Oslo", "Norway")
    [key] = action_keys([row])
    action = Action(key, SLUG, row, OSLO, OSLO, Status.PLANNED, Visibility.EXACT)
    return ReceivedRow(line, Outcome.PUBLISHED, row.raw, action=action)


def _asked(line: int) -> ReceivedRow:
    row = _submission(line, f"Walk {line}", "Springfield", "United States")
    problem = RowProblem(line, "city", "place_ambiguous", {}, Effect.QUESTION)
    return ReceivedRow(line, Outcome.WAITING, row.raw, (problem,), submission=row, key=action_keys([row])[0])


def _rejected(line: int) -> ReceivedRow:
    row = _submission(line, f"Nowhere {line}", "Qwxzyplugh", "")
    problem = RowProblem(line, "city", "place_not_found", {}, Effect.REFUSAL)
    received = replace(_asked(line), problems=(problem,), submission=row, key=action_keys([row])[0])
    return replace(received, outcome=Outcome.REJECTED, raw=row.raw)
