"""The store: one object that all sessions and threads share; each call is one transaction."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, select, update

from dashboard.errors import StorageUnavailable
from dashboard.model import (
    Action,
    Campaign,
    CityCount,
    Exposure,
    Filters,
    ImportReport,
    Place,
    PublicAction,
    Totals,
    Visibility,
)
from dashboard.reasons import Reason
from dashboard.storage import (
    backup,
    exposures,
    forgetting,
    history,
    manual_edits,
    open_rows,
    placing,
    private,
    public,
    public_write,
    resealing,
    rollback,
)
from dashboard.storage.accounts import Accounts
from dashboard.storage.backup import Backup
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
from dashboard.storage.placing import PlaceQuestion
from dashboard.storage.schema import campaigns
from dashboard.storage.sealing import KEY_FILE, Vault, read_keys, use_vault, would_make_key
from dashboard.storage.turns import Turns
from dashboard.storage.values import Change, PastImport, Upload, WaitingRow

_EVERYTHING = Filters()


class Store:
    """Campaigns, imports and actions in one database.

    Every method may raise `dashboard.errors.StorageUnavailable`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.accounts: Final = Accounts(engine)
        """People, their roles and sessions; `dashboard.accounts` decides who may do what with them."""
        self.desk: Final = Desk(engine)
        """What organisers and moderators do; `dashboard.publishing` decides who may."""
        self.drafts: Final = Drafts(engine)
        """What organisers are preparing."""

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

    def back_up(self, folder: Path) -> Backup:
        """Writes all of it as it is at one moment into a new folder, without the key: see `backup.back_up`."""
        return backup.back_up(self._engine, folder)

    def restore(self, folder: Path) -> Backup:
        """Writes a backup into this database, which must be empty: see `backup.restore`."""
        return backup.restore(self._engine, folder)

    def reseal(self) -> int:
        """Seals everything private anew, with the first of our keys; how many values there were."""
        with writing(self._engine) as connection:
            return resealing.reseal(connection)

    def close(self) -> None:
        """Closes the connections. The store opens new ones if it is used again."""
        self._engine.dispose()

    def check(self) -> None:
        """Really asks the database.

        Raises:
            StorageUnavailable: it does not answer, or its tables are gone.
        """
        with reading(self._engine) as connection:
            if not self._engine.dialect.has_table(connection, campaigns.name):
                raise StorageUnavailable("database_without_tables")
            connection.execute(select(campaigns.c.slug).limit(1))

    def look_for_damage(self) -> None:
        """Reads all of a SQLite file, which takes a moment for each hundred megabytes.

        Raises:
            StorageUnavailable: it is damaged.
        """
        look_for_damage(self._engine)

    # Public reads: `dashboard.storage.public` touches public actions and campaigns alone.

    def campaigns(self) -> list[Campaign]:
        """All campaigns: examples last, and the one that was changed last first."""
        with reading(self._engine) as connection:
            return public.campaigns(connection)

    def campaign(self, slug: str) -> Campaign:
        """The campaign of this slug, or `dashboard.errors.UnknownCampaign`."""
        with reading(self._engine) as connection:
            return public.campaign(connection, slug)

    def preview_of(self, slug: str) -> str:
        """What the secret link of a draft holds; ``""`` without one."""
        with reading(self._engine) as connection:
            return public.previews(connection).get(slug, "")

    def previewed(self, token: str) -> str | None:
        """The slug of the draft whose secret link holds this."""
        with reading(self._engine) as connection:
            links = public.previews(connection).items()
        same = (
            slug for slug, one in links if hmac.compare_digest(one.encode(), token.encode("utf-8", "replace"))
        )
        return next(same, None)

    def set_preview(self, slug: str, token: str) -> None:
        """Gives a campaign another secret link, or none (``""``). Nothing public changes."""
        with writing(self._engine) as connection:
            connection.execute(update(campaigns).where(campaigns.c.slug == slug).values(preview=token))

    def version(self, slug: str) -> str:
        """A short token that changes with every change of what is public, or `UnknownCampaign`."""
        with reading(self._engine) as connection:
            return public.version(connection, slug)

    def public_actions(self, slug: str, filters: Filters = _EVERYTHING) -> list[PublicAction]:
        """The actions that may be shown, by day, time and city."""
        with reading(self._engine) as connection:
            return public.public_actions(connection, slug, filters)

    def credits_due(self, slug: str) -> list[str]:
        """Whom the points are owed to that are shown of a campaign, each once."""
        with reading(self._engine) as connection:
            return public.credits_due(connection, slug)

    def city_counts(self, slug: str, filters: Filters = _EVERYTHING) -> list[CityCount]:
        """The counts of each place on the map, largest first."""
        with reading(self._engine) as connection:
            return public.city_counts(connection, slug, filters)

    def totals(self, slug: str, filters: Filters = _EVERYTHING) -> Totals:
        """The numbers at the top of the page, or `UnknownCampaign`."""
        with reading(self._engine) as connection:
            return public.totals(connection, slug, filters)

    # Private reads, for publishing.

    def actions(self, slug: str) -> dict[str, Action]:
        """The campaign's actions by key, contacts and all."""
        with reading(self._engine) as connection:
            found = private.actions_by_uid(connection, slug)
        return {action.key: action for action in found.values()}

    def fingerprints(self, slug: str) -> dict[str, str]:
        """The fingerprint of each action by key: enough to tell what an upload would change, and quick.

        That of an action that was merged into another is empty: no upload changes it.
        """
        with reading(self._engine) as connection:
            known = private.known_actions(connection, slug)
        merged = {key: "" for key, action in known.items() if action.merged}
        return merged | {key: action.fingerprint for key, action in known.items() if not action.removed}

    def imports(self, slug: str) -> list[PastImport]:
        """The campaign's imports, the latest first."""
        with reading(self._engine) as connection:
            return history.past_imports(connection, slug)

    def waiting(self, slug: str) -> list[WaitingRow]:
        """The rows that wait for an organiser's answer, by import and line."""
        with reading(self._engine) as connection:
            return open_rows.waiting_rows(connection, slug)

    def history(self, uid: str) -> list[Change]:
        """What happened to the action of this public name, the latest first."""
        with reading(self._engine) as connection:
            return history.history(connection, uid)

    @contextmanager
    def view(self) -> Iterator[None]:
        """Makes all that is read within the block one reading: of one moment, and by one connection."""
        with one_reading(self._engine):
            yield

    # Writes.

    @contextmanager
    def transaction(self, slug: str = "") -> Iterator[None]:
        """Makes a use case one transaction: all that it does within the block stands, or nothing of it.

        Nobody else writes in the campaign ``slug`` meanwhile, so what was read of it still holds when it is written.
        """
        with one_transaction(self._engine) as connection:
            if slug:
                public_write.lock_campaign(connection, slug)
            yield

    def save_campaign(self, campaign: Campaign) -> None:
        """Creates the campaign, or changes the one of its slug."""
        with writing(self._engine) as connection:
            public_write.save_campaign(connection, campaign, now=_now())

    def record_import(self, upload: Upload) -> ImportReport:
        """Writes a whole import in one transaction: all of it, or nothing.

        The numbers of the report are of the moment of writing: what others published since a preview is
        seen. The same file again changes nothing and leaves no trace (``created == changed == 0``).
        """
        report, _ = self.desk.record(upload)
        return report

    def roll_back(self, import_id: int, *, who: str | None = None) -> int:
        """Takes an import back; how many actions are as before. What later imports changed or list stays."""
        with writing(self._engine) as connection:
            return rollback.roll_back(connection, import_id, who=who, now=_now())

    def refresh_public(self, slug: str, *, now: datetime | None = None) -> bool:
        """Asks `dashboard.safety` again where time or an edited list of countries may change its answer.

        Returns:
            Whether anything public changed.
        """
        now = now or _now()
        with reading(self._engine) as connection:
            if not private.unsettled_actions(connection, slug, now=now):
                return False
        with writing(self._engine) as connection:
            public_write.lock_campaign(connection, slug)
            unsettled = private.unsettled_actions(connection, slug, now=now)
            return public_write.show(connection, slug, unsettled.items(), now=now)

    # What people decide about how an action is shown. Who may is decided by `dashboard.exposure`.

    def find_action(self, slug: str, key: str) -> tuple[str, Action] | None:
        """An action as people decided about it, after its public name; ``None`` if there is none."""
        with reading(self._engine) as connection:
            return private.find_action(connection, slug, key=key)

    def decide_exposure(
        self,
        slug: str,
        uid: str,
        visibility: Visibility,
        exposure: Exposure,
        *,
        who: str,
        now: datetime | None = None,
    ) -> bool:
        """Shows an action as somebody decided; whether anything public changed. Approvals are not touched."""
        now = now or _now()
        with writing(self._engine) as connection:
            public_write.lock_campaign(connection, slug)
            before = public.version(connection, slug)
            exposures.decide(connection, uid, exposure, who=who, now=now)
            if standing := private.find_action(connection, slug, uid=uid):
                changed = replace(standing[1], visibility=visibility)
                manual_edits.amend(connection, slug, uid, standing[1], changed, who=who, now=now)
            self._show_again(connection, slug, uid, now)
            return public.version(connection, slug) != before

    def ask_approval(self, slug: str, uid: str, level: Visibility, of: str, *, who: str) -> None:
        """Keeps that somebody wants this much of an action shown; ``of`` is the digest of what they saw."""
        with writing(self._engine) as connection:
            public_write.lock_campaign(connection, slug)
            exposures.ask(connection, uid, level, of, who=who, now=_now())
            self._show_again(connection, slug, uid, _now())

    def approve(self, slug: str, uid: str, level: Visibility, of: str, *, who: str) -> bool:
        """Keeps that somebody else agrees; false if just this was not asked, or they asked it themselves."""
        with writing(self._engine) as connection:
            public_write.lock_campaign(connection, slug)
            agreed = exposures.approve(connection, uid, level, of, who=who, now=_now())
            self._show_again(connection, slug, uid, _now())
        return agreed

    def withdraw_approval(self, slug: str, uid: str) -> None:
        """Takes back what was asked or approved of an action."""
        with writing(self._engine) as connection:
            public_write.lock_campaign(connection, slug)
            exposures.withdraw(connection, uid)
            self._show_again(connection, slug, uid, _now())

    def _show_again(self, connection: Connection, slug: str, uid: str, now: datetime) -> None:
        standing = private.find_action(connection, slug, uid=uid)
        public_write.show(connection, slug, [standing] if standing else [], now=now)

    # What is no longer needed.

    def forget(self, *, received_before: datetime, acted_before: date, audited_before: datetime) -> Forgotten:
        """Deletes rows as received, contacts of past actions and old entries of the audit log, for good."""
        forgotten = Forgotten(0, 0, 0)
        while True:
            with writing(self._engine) as connection:
                portion = forgetting.forget(
                    connection,
                    received_before=received_before,
                    acted_before=acted_before,
                    audited_before=audited_before,
                )
            forgotten += portion
            if not portion.anything:
                break
        if forgotten.anything:
            with failures(self._engine):
                compact(self._engine)
        return forgotten

    # What an online geocoder finds after an import.

    def geocoder_ledger(self, *, clock: Callable[[], float] | None = None) -> GeocoderLedger:
        """Turns, standing and answers of online geocoders, shared by all processes of this database."""
        return GeocoderLedger(self._engine, clock)

    def turns(self, work: str) -> Turns:
        """The turns of a piece of work that one process of this database does for all."""
        return Turns(self._engine, work)

    def unplaced(self, slug: str) -> list[WaitingRow]:
        """The rows that were rejected only because no place is known for them, by import and line."""
        with reading(self._engine) as connection:
            return placing.unplaced_rows(connection, slug)

    def place_finer(self, slug: str, finer: Iterable[tuple[Action, Action]]) -> int:
        """Gives actions, each as it was read and as it is to be, their finer place; how many were placed."""
        with writing(self._engine) as connection:
            return placing.place_finer(connection, slug, finer, now=_now())

    def publish_row(self, row: WaitingRow, action: Action, note: tuple[Reason, ...]) -> None:
        """Puts a rejected row on the map, as part of its import and with a note for the organiser."""
        with writing(self._engine) as connection:
            placing.publish_row(connection, row, action, note, now=_now())

    def ask_about_places(
        self, slug: str, answered: Set[str], questions: Mapping[str, tuple[Reason, Sequence[Place]]]
    ) -> None:
        """Replaces the questions about the actions of the keys ``answered`` by those still open, by key."""
        with writing(self._engine) as connection:
            placing.ask(connection, slug, answered, questions, now=_now())

    def settle_place(self, uid: str) -> None:
        """Keeps that the question about the place of an action is answered, and is not to be asked again."""
        with writing(self._engine) as connection:
            placing.settle(connection, uid, now=_now())

    def place_questions(self, slug: str, uid: str | None = None) -> list[PlaceQuestion]:
        """What organisers are asked about the places of actions that are on the map, by key, or of one of them."""
        with reading(self._engine) as connection:
            return placing.questions(connection, slug, uid)


def _now() -> datetime:
    return datetime.now(UTC)


def _key_beside(engine: Engine) -> Path | None:
    """The file of the key of a SQLite database, in its own folder."""
    is_file = engine.dialect.name == "sqlite" and engine.url.database not in {None, "", ":memory:"}
    return Path(str(engine.url.database)).with_name(KEY_FILE) if is_file else None
