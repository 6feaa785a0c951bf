"""Whatever people do in whatever order: the sums hold, no row is lost, and nothing is shown above its step."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from dashboard import publishing
from dashboard.accounts import Person
from dashboard.errors import ActionMapError
from dashboard.exposure import decide_exposure
from dashboard.geocoding import Resolver
from dashboard.ingest import Limits
from dashboard.model import Exposure, Visibility
from dashboard.publishing import Choices, RowAnswer
from dashboard.safety import needs_approval, publish_view
from dashboard.storage import ImportState, Store
from dashboard.storage.rows import city_hour
from dashboard.storage.schema import actions, imports
from tests.publishing.conftest import ANNA, BEN, CAMPAIGN, MODERATOR, NEW, SLUG

FILES = (
    "city,country,title\nSpringfield,US,Vigil\nOslo,Norway,Walk\n",
    "city,country,title\nSpringfield,US,Concert\nQwxzyplugh,,Nowhere\nBern,Switzerland,Run\n",
    "id,city,country,title\n1,Moscow,Russia,Quiet\n2,Springfield,US,Where\n",
    "id,city,country,title\n1,Rome,Italy,Loud\n2,Berlin,Germany,There\n",
)
PEOPLE = st.sampled_from([ANNA, BEN, NEW, MODERATOR])
TITLES = st.sampled_from(["One", "Two", "Three"])
ANY = st.integers(0, 7)
"""Which of those that are there, counted round."""


class Sequences(RuleBasedStateMachine):
    """One campaign, and everything that people do to it."""

    resolver: Resolver

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.open(f"sqlite:///{Path(self.folder.name, 'actions.sqlite')}")
        self.store.save_campaign(CAMPAIGN)
        self.received: Counter[str] = Counter()
        self.approved: set[int] = set()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def attempt(self, use_case: Callable[[], object], *, may: bool = True) -> bool:
        """Does it, if it is still there; and it was not done by whoever may not."""
        try:
            use_case()
        except ActionMapError:
            return False
        assert may
        return True

    def _may(self, by: Person, uid: str, *, trusted: bool = True) -> bool:
        """Whether somebody may change an action: their own once they are trusted, or any as a moderator."""
        own = self.store.desk.owner_of(SLUG, uid) == by.id and not (trusted and by is NEW)
        return by is MODERATOR or own

    @rule(by=PEOPLE, text=st.sampled_from(FILES), corrects=st.booleans(), which=ANY)
    def upload(self, by: Person, text: str, corrects: bool, which: int) -> None:
        earlier = [one.about.id for one in publishing.earlier_files(self.store, by, SLUG)]
        choices = Choices(corrects=earlier[which % len(earlier)] if corrects and earlier else None)

        def publish() -> None:
            previewed = publishing.preview_upload(
                self.store, by, self.resolver, SLUG, "Form responses 1.csv", text.encode(),
                limits=Limits(), choices=choices,
            )  # fmt: skip
            if publishing.publish_upload(self.store, by, previewed).import_id is not None:
                self.received.update(row.raw.get("title", "") for row in previewed.upload.rows)

        self.attempt(publish)

    @rule(by=PEOPLE, title=TITLES, another=st.booleans())
    def add(self, by: Person, title: str, another: bool) -> None:
        fields = {"city": "Oslo", "country": "Norway", "title": title}
        added = publishing.add_action(self.store, by, self.resolver, SLUG, fields, is_another=another)
        assert added.done is not bool(added.twins)
        if added.done:
            self.received[title] += 1

    @rule(by=PEOPLE, which=ANY, title=TITLES)
    def edit(self, by: Person, which: int, title: str) -> None:
        if uid := self._action(which):
            fields = {"title": title}
            self.attempt(
                lambda: publishing.edit_action(self.store, by, self.resolver, SLUG, uid, fields),
                may=self._may(by, uid),
            )

    @rule(by=PEOPLE, which=ANY)
    def cancel(self, by: Person, which: int) -> None:
        if uid := self._action(which):
            may = self._may(by, uid, trusted=False)
            self.attempt(lambda: publishing.cancel_action(self.store, by, SLUG, uid), may=may)

    @rule(by=PEOPLE, which=ANY)
    def move(self, by: Person, which: int) -> None:
        if uid := self._action(which):
            self.attempt(
                lambda: publishing.move_action(self.store, by, self.resolver, SLUG, uid, 2950159),
                may=self._may(by, uid),
            )

    @rule(by=PEOPLE, which=ANY, shown=st.sampled_from(list(Visibility)))
    def show(self, by: Person, which: int, shown: Visibility) -> None:
        action = self.store.desk.action(SLUG, self._action(which))
        if action:
            self.attempt(lambda: decide_exposure(self.store, by, action, shown, Exposure()))

    @rule(by=PEOPLE, which=ANY, drop=st.booleans())
    def answer(self, by: Person, which: int, drop: bool) -> None:
        rows = publishing.open_page(self.store, by, self.resolver, SLUG)[1]
        if rows:
            row, answer = rows[which % len(rows)].id, RowAnswer(place=None if drop else 4250542, drop=drop)
            self.attempt(
                lambda: publishing.resolve_waiting(self.store, by, self.resolver, SLUG, row, answer),
                may=drop or by is not NEW,
            )

    @rule(by=PEOPLE)
    def answer_alike(self, by: Person) -> None:
        publishing.resolve_alike(self.store, by, self.resolver, SLUG, "Springfield, US", 4250542)

    @rule(by=PEOPLE, which=ANY, refused=st.booleans())
    def review(self, by: Person, which: int, refused: bool) -> None:
        _, waiting = self.store.desk.pending(SLUG)
        if waiting:
            number, may = waiting[which % len(waiting)].id, by is MODERATOR
            if refused:
                refuse = partial(publishing.reject_imports, self.store, by, SLUG, [number], reason="No.")
                self.attempt(refuse, may=may)
            elif self.attempt(lambda: publishing.approve_imports(self.store, by, SLUG, [number]), may=may):
                self.approved.add(number)

    @rule(by=PEOPLE, which=ANY)
    def take_back(self, by: Person, which: int) -> None:
        made = self.store.imports(SLUG)
        if made:
            one = made[which % len(made)]
            self.attempt(
                lambda: publishing.roll_back_import(self.store, by, SLUG, one.id),
                may=by is MODERATOR or one.imported_by == by.id,
            )

    @rule(by=PEOPLE, which=ANY, other=ANY)
    def merge(self, by: Person, which: int, other: int) -> None:
        kept, dropped = self._action(which), self._action(other)
        merge = partial(publishing.merge_duplicates, self.store, by, SLUG, kept, dropped)
        self.attempt(merge, may=by is MODERATOR)

    def _action(self, which: int) -> str:
        standing = sorted(self.store.desk.actions(SLUG))
        return standing[which % len(standing)] if standing else ""

    @invariant()
    def the_sums_hold(self) -> None:
        for one in self.store.imports(SLUG):
            report, outcomes = one.report, Counter(row.outcome.value for row in self.store.desk.rows(one.id))
            assert report.uploaded == report.published + report.waiting + report.rejected == outcomes.total()
            assert outcomes == +Counter(
                {name: getattr(report, name) for name in ("published", "waiting", "rejected")}
            )

    @invariant()
    def no_row_is_lost(self) -> None:
        made = self.store.imports(SLUG)
        kept = Counter(row.raw.get("title", "") for one in made for row in self.store.desk.rows(one.id))
        assert kept == self.received
        for one in made:
            if one.state is ImportState.REPLACED:
                assert any(later.corrects == one.id for later in made)

    @invariant()
    def nothing_of_a_newcomer_stands_before_a_moderator_has_agreed(self) -> None:
        for one in self.store.imports(SLUG):
            unseen = one.imported_by == NEW.id and one.id not in self.approved
            assert not unseen or one.state is not ImportState.PUBLISHED or one.rolled_back_at
        theirs = select(actions.c.import_id).join(imports).where(imports.c.imported_by == NEW.id)
        with self.store._engine.connect() as connection:
            standing = connection.scalars(theirs.where(actions.c.removed_at.is_(None)))
            assert set(standing) <= self.approved

    @invariant()
    def what_may_be_there_twice_is_looked_for_where_it_stands(self) -> None:
        with self.store._engine.connect() as connection:
            kept = {row.uid: row.city_hour for row in connection.execute(select(actions))}
        for uid, action in self.store.desk.actions(SLUG).items():
            assert kept[uid] == city_hour(action)

    @invariant()
    def nothing_is_shown_above_its_step(self) -> None:
        shown = {one.uid: one for one in self.store.public_actions(SLUG)}
        now = datetime.now(UTC)
        for uid, action in self.store.desk.actions(SLUG).items():
            view = publish_view(action, uid=uid, now=now)
            drawn = view if view and view.visibility is not Visibility.COUNT_ONLY else None
            assert shown.pop(uid, None) == drawn
            if drawn is None:
                continue
            highest = Visibility.CITY if needs_approval(action) else Visibility.EXACT
            steps = list(Visibility)
            assert steps.index(drawn.visibility) >= max(map(steps.index, (action.visibility, highest)))
        assert shown == {}


def test_any_sequence_keeps_the_sums_loses_no_row_and_shows_nothing_above_its_step(
    resolver: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sequences, "resolver", resolver, raising=False)
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=20,
            stateful_step_count=15,
            suppress_health_check=list(HealthCheck),
        ),
    )
