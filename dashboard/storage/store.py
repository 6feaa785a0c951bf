"""The store: one object that all sessions and threads share; each call is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import UTC, date, datetime
from operator import add
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, select

from dashboard.errors import StorageUnavailable
from dashboard.model import ImportReport
from dashboard.storage import (
    backup,
    deciding,
    forgetting,
    open_rows,
    placing,
    private,
    public,
    public_write,
    resealing,
    rollback,
)
from dashboard.storage import history as past
from dashboard.storage.accounts import Accounts
from dashboard.storage.backup import Backup
from dashboard.storage.calls import OfDatabase, reads, writes, writes_now
from dashboard.storage.desk import Desk
from dashboard.storage.drafts import Drafts
from dashboard.storage.engine import (
    choose_journal,
    compact,
    connect,
    failures,
    look_for_damage,
    one_reading,
    one_transaction,
    reading,
    writing,
)
from dashboard.storage.forgetting import Forgotten
from dashboard.storage.geocode_cache import GeocoderLedger
from dashboard.storage.migrate import migrate
from dashboard.storage.schema import campaigns as _campaigns
from dashboard.storage.sealing import KEY_FILE, Vault, read_keys, use_vault, would_make_key
from dashboard.storage.turns import Turns
from dashboard.storage.values import Upload


class Store(OfDatabase):
    """Campaigns, imports and actions in one database.

    Every method may raise `dashboard.errors.StorageUnavailable`.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.accounts: Final = Accounts(engine)
        """People, their roles and sessions; `dashboard.accounts` decides who may do what with them."""
        self.desk: Final = Desk(engine)
        """What organisers and moderators do; `dashboard.publishing` decides who may."""
        self.drafts: Final = Drafts(engine)
        """What organisers are preparing."""

    # Public reads: `dashboard.storage.public` touches public actions and campaigns alone.

    campaigns = reads(public.campaigns)
    campaign = reads(public.campaign)
    preview_of = reads(public.preview_of)
    previewed = reads(public.previewed)
    version = reads(public.version)
    public_actions = reads(public.public_actions)
    credits_due = reads(public.credits_due)
    only_counted = reads(public.only_counted)
    totals = reads(public.totals)

    # Private reads, for publishing.

    actions = reads(private.actions_by_key)
    find_action = reads(private.find_action)
    imports = reads(past.past_imports)
    history = reads(past.history)
    waiting = reads(open_rows.waiting_rows)

    # Writes.

    save_campaign = writes_now(public_write.save_campaign)
    set_preview = writes(public_write.set_preview)
    roll_back = writes_now(rollback.roll_back)

    # What people decide about how an action is shown. Who may is decided by `dashboard.exposure`.

    decide_exposure = writes(deciding.decide)
    ask_approval = writes_now(deciding.ask)
    approve = writes_now(deciding.approve)
    withdraw_approval = writes_now(deciding.withdraw)

    # What an online geocoder finds after an import.

    unplaced = reads(placing.unplaced_rows)
    place_finer = writes_now(placing.place_finer)
    publish_row = writes_now(placing.publish_row)
    ask_about_places = writes_now(placing.ask)
    settle_place = writes_now(placing.settle)
    place_questions = reads(placing.questions)

    reseal = writes(resealing.reseal)

    @classmethod
    def open(cls, url: str, *, key: str = "", key_file: Path | None = None) -> Store:
        """Opens the database of an SQLAlchemy URL, with the tables of this version: made or migrated.

        What is private is sealed with ``key``, or with that of ``key_file``, which is made if it is missing.
        Without either, a SQLite database has its key in a file beside it; another cannot keep anything.

        Raises:
            StorageUnavailable: it cannot be reached, was written by a later version, or is sealed with a key
                that we do not have.
        """
        engine = connect(url)
        try:
            with failures(engine):
                if engine.dialect.name == "sqlite":
                    choose_journal(engine)
                file = key_file or _key_beside(engine)
                if would_make_key(key, file) and resealing.is_sealed(engine):
                    raise StorageUnavailable("key_file_missing", file=str(file))
                use_vault(engine.dialect, Vault(read_keys(key, file)))
                if migrate(engine):
                    compact(engine)
                resealing.check_key(engine)
                resealing.keep_check(engine)
        except StorageUnavailable:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Closes the connections. The store opens new ones if it is used again."""
        self._engine.dispose()

    def back_up(self, folder: Path) -> Backup:
        """Writes all of it as it is at one moment into a new folder, without the key: see `backup.back_up`."""
        return backup.back_up(self._engine, folder)

    def restore(self, folder: Path) -> Backup:
        """Writes a backup into this database, which must be empty: see `backup.restore`."""
        return backup.restore(self._engine, folder)

    def check(self) -> None:
        """Really asks the database.

        Raises:
            StorageUnavailable: it does not answer, or its tables are gone.
        """
        with reading(self._engine) as connection:
            if not self._engine.dialect.has_table(connection, _campaigns.name):
                raise StorageUnavailable("database_without_tables")
            connection.execute(select(_campaigns.c.slug).limit(1))

    def look_for_damage(self) -> None:
        """Reads all of a SQLite file, which takes a moment for each hundred megabytes.

        Raises:
            StorageUnavailable: it is damaged.
        """
        look_for_damage(self._engine)

    @contextmanager
    def view(self) -> Iterator[None]:
        """Makes all that is read within the block one reading: of one moment, and by one connection."""
        with one_reading(self._engine):
            yield

    @contextmanager
    def transaction(self, slug: str = "") -> Iterator[None]:
        """Makes a use case one transaction: all that it does within the block stands, or nothing of it.

        Nobody else writes in the campaign ``slug`` meanwhile, so what was read of it still holds when it is written.
        """
        with one_transaction(self._engine) as connection:
            if slug:
                public_write.lock_campaign(connection, slug)
            yield

    def record_import(self, upload: Upload) -> ImportReport:
        """Writes a whole import in one transaction: all of it, or nothing.

        The numbers of the report are of the moment of writing: what others published since a preview is
        seen. The same file again changes nothing and leaves no trace (``created == changed == 0``).
        """
        report, _ = self.desk.record(upload)
        return report

    def refresh_public(self, slug: str, *, now: datetime | None = None) -> bool:
        """Asks `dashboard.safety` again where time or an edited list of countries may change its answer.

        Returns:
            Whether anything public changed.
        """
        now = now or datetime.now(UTC)
        with reading(self._engine) as connection:
            if not private.unsettled_actions(connection, slug, now=now):
                return False
        with writing(self._engine) as connection:
            public_write.lock_campaign(connection, slug)
            unsettled = private.unsettled_actions(connection, slug, now=now)
            return public_write.show(connection, slug, unsettled.items(), now=now)

    def forget(self, *, received_before: datetime, acted_before: date, audited_before: datetime) -> Forgotten:
        """Deletes rows as received, contacts of past actions and old entries of the audit log, for good."""
        forgotten, portion = Forgotten(0, 0, 0), None
        while portion is None or portion.anything:
            with writing(self._engine) as connection:
                portion = forgetting.forget(
                    connection,
                    received_before=received_before,
                    acted_before=acted_before,
                    audited_before=audited_before,
                )
            forgotten = Forgotten(*map(add, astuple(forgotten), astuple(portion)))
        if forgotten.anything:
            with failures(self._engine):
                compact(self._engine)
        return forgotten

    def geocoder_ledger(self, *, clock: Callable[[], float] | None = None) -> GeocoderLedger:
        """Turns, standing and answers of online geocoders, shared by all processes of this database."""
        return GeocoderLedger(self._engine, clock)

    def turns(self, work: str) -> Turns:
        """The turns of a piece of work that one process of this database does for all."""
        return Turns(self._engine, work)


def _key_beside(engine: Engine) -> Path | None:
    """The file of the key of a SQLite database, in its own folder."""
    is_file = engine.dialect.name == "sqlite" and engine.url.database not in {None, "", ":memory:"}
    return Path(str(engine.url.database)).with_name(KEY_FILE) if is_file else None
