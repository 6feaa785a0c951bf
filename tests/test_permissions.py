"""Every use case that is for people, against everybody: who may is let in, and who may not changes no byte.

The table names each function of ours that asks ``by`` whom it is for. One that is missing in it fails a test.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect as tables_of

import dashboard
from dashboard import accounts, campaign_words, exposure, publishing
from dashboard.accounts import EVERYWHERE, Membership, Person, Role
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.i18n import ENGLISH
from dashboard.ingest import Limits
from dashboard.model import Action, Campaign, CampaignState, Exposure, RowProblem, Visibility
from dashboard.publishing import Preview, RowAnswer
from dashboard.publishing.alike import Alike
from dashboard.publishing.doubts import settle_doubt
from dashboard.publishing.single import may_change
from dashboard.reasons import as_said
from dashboard.storage import AskingRow, Store
from dashboard.storage.likeness import likeness_of_place
from tests.saying import refusing

CAMPAIGN = Campaign("watching", "We are watching")
ELSEWHERE = Campaign("another", "Another campaign")
SLUG = CAMPAIGN.slug


def person(name: str, *memberships: Membership) -> Person:
    return Person(name, f"{name}@example.org", name, memberships)


def member(name: str, role: Role, campaign: str = SLUG, *, trusted: bool = True) -> Person:
    return person(name, Membership(campaign, role, trusted))


EVERYBODY: Mapping[str, Person | None] = {
    "nobody": None,
    "roleless": person("roleless"),
    "stranger": member("stranger", Role.ADMINISTRATOR, ELSEWHERE.slug),
    "newcomer": member("newcomer", Role.ORGANISER, trusted=False),
    "other": member("other", Role.ORGANISER),
    "owner": member("owner", Role.ORGANISER),
    "moderator": member("moderator", Role.MODERATOR),
    "administrator": member("administrator", Role.ADMINISTRATOR),
    "root": member("root", Role.ADMINISTRATOR, EVERYWHERE),
}
ROOT = {"root"}
ADMINISTRATORS = {"administrator"} | ROOT
MODERATORS = {"moderator"} | ADMINISTRATORS
OWNERS = {"owner"} | MODERATORS
ORGANISERS = {"owner", "other", "newcomer"} | MODERATORS
FILE = """\
id,city,country,date,title
1,Oslo,Norway,2018-04-07,Vigil
2,Grozny,Russia,2018-04-07,Silent vigil
3,Springfield,United States,2018-04-07,Where
"""
FORM = {"title": "Sent", "city": "Oslo", "country": "Norway", "date": "2018-04-07"}
ILLINOIS = 4250542


@dataclass(frozen=True)
class World:
    """A campaign in which the owner has a file on the map, and of whose every kind of thing there is one."""

    store: Store
    resolver: Resolver
    actions: Mapping[str, tuple[str, Action]]
    import_id: int
    pending: int
    row_id: str
    report_id: str
    previewed: Preview

    def uid(self, title: str = "Vigil") -> str:
        return self.actions[title][0]

    def action(self, title: str) -> Action:
        return self.actions[title][1]

    def fresh(self, title: str) -> Action:
        found = self.store.desk.action(SLUG, self.uid(title))
        assert found is not None
        return found


@dataclass(frozen=True)
class UseCase:
    """Whom it is for, and how it is called. ``idle`` are let in, and find nothing of their own to change."""

    who: set[str]
    call: Callable[[World, Person | None], object]
    idle: frozenset[str] = frozenset()


def _withdraw(world: World, by: Person | None) -> None:
    [invitation_id] = world.store.accounts.invitations(SLUG)
    accounts.withdraw(world.store, by, SLUG, invitation_id)


def _asked_alike(world: World) -> Alike[AskingRow]:
    alike = likeness_of_place("Springfield, United States")
    rows = world.store.desk.asking(SLUG, None, most=1, alike=alike)
    return Alike(tuple(rows), RowProblem(2, "", "place_ambiguous"), alike)


def _of_owners(name: str, *arguments: object, who: set[str] = OWNERS, **named: Any) -> UseCase:
    def call(world: World, by: Person | None) -> object:
        function = getattr(publishing, name)
        given = (world.resolver,) if "resolver" in inspect.signature(function).parameters else ()
        return function(world.store, by, *given, SLUG, world.uid(), *arguments, **named)

    return UseCase(who, call)


def _of_import(function: Callable[..., object], who: set[str] = OWNERS) -> UseCase:
    return UseCase(who, lambda w, by: function(w.store, by, SLUG, w.import_id))


def _read(function: Callable[..., object], who: set[str]) -> UseCase:
    def call(world: World, by: Person | None) -> object:
        given = (world.resolver,) if "resolver" in inspect.signature(function).parameters else ()
        return function(world.store, by, *given, SLUG)

    return UseCase(who, call)


def _members(function: Callable[..., object], who: set[str], *arguments: object, **named: Any) -> UseCase:
    return UseCase(who, lambda w, by: function(w.store, by, "m", SLUG, *arguments, **named))


USE_CASES: Mapping[str, UseCase] = {
    # Uploads
    "preview_upload": UseCase(
        ORGANISERS,
        lambda w, by: publishing.preview_upload(
            w.store, by, w.resolver, SLUG, "x.csv", b"city\nOslo\n", limits=Limits()
        ),
    ),
    "kept_drafts": _read(publishing.kept_drafts, ORGANISERS),
    "publish_upload": UseCase(ORGANISERS, lambda w, by: publishing.publish_upload(w.store, by, w.previewed)),
    "list_imports": _read(publishing.list_imports, ORGANISERS),
    "review_page": _read(publishing.review_page, MODERATORS),
    "earlier_files": _read(publishing.earlier_files, ORGANISERS),
    "taking_back": _of_import(publishing.taking_back),
    "roll_back_import": _of_import(publishing.roll_back_import),
    "error_report_of": _of_import(partial(publishing.error_report_of, speech=ENGLISH)),
    # What waits
    "open_page": _read(publishing.open_page, ORGANISERS),
    "answer_alike": UseCase(
        OWNERS,
        lambda w, by: publishing.answer_alike(w.store, by, w.resolver, SLUG, _asked_alike(w), None),
        frozenset({"other", "newcomer"}),
    ),
    "resolve_waiting": UseCase(
        OWNERS,
        lambda w, by: publishing.resolve_waiting(
            w.store, by, w.resolver, SLUG, w.row_id, RowAnswer(place=ILLINOIS)
        ),
    ),
    "resolve_alike": UseCase(
        OWNERS,
        lambda w, by: publishing.resolve_alike(
            w.store, by, w.resolver, SLUG, "Springfield, United States", ILLINOIS
        ),
        frozenset({"other", "newcomer"}),
    ),
    "settle_doubt": UseCase(
        OWNERS,
        lambda w, by: settle_doubt(
            w.store, by, w.resolver, SLUG, f"action-{w.uid()}", place=(59.9, 10.7), edits={}
        ),
    ),
    # Single actions
    "my_actions": _read(publishing.my_actions, ORGANISERS),
    "my_action": _of_owners("my_action", who=ORGANISERS),
    "add_action": UseCase(
        ORGANISERS, lambda w, by: publishing.add_action(w.store, by, w.resolver, SLUG, FORM)
    ),
    "edit_action": _of_owners("edit_action", {"title": "Other words"}),
    "move_action": _of_owners("move_action", (59.9, 10.7)),
    "cancel_action": _of_owners("cancel_action"),
    "postpone_action": _of_owners("postpone_action"),
    "action_history": _of_owners("action_history"),
    "may_change": UseCase(OWNERS, lambda w, by: may_change(w.store, by, SLUG, w.uid())),
    "open_passages": _read(publishing.open_passages, ORGANISERS),
    "mean_passages": UseCase(OWNERS, lambda w, by: publishing.mean_passages(w.store, by, SLUG, w.uid())),
    # How much of an action is shown
    "decide_exposure": UseCase(
        OWNERS,
        lambda w, by: exposure.decide_exposure(w.store, by, w.action("Vigil"), Visibility.HIDDEN, Exposure()),
    ),
    "ask_exposure": UseCase(
        OWNERS, lambda w, by: exposure.ask_exposure(w.store, by, w.action("Silent vigil"))
    ),
    "approve_exposure": UseCase(
        MODERATORS, lambda w, by: exposure.approve_exposure(w.store, by, _asked_for(w))
    ),
    "withdraw_exposure": UseCase(
        OWNERS, lambda w, by: exposure.withdraw_exposure(w.store, by, w.fresh("Silent vigil"))
    ),
    # Moderators
    "approve_imports": UseCase(
        MODERATORS, lambda w, by: publishing.approve_imports(w.store, by, SLUG, [w.pending], trust=True)
    ),
    "reject_imports": UseCase(
        MODERATORS, lambda w, by: publishing.reject_imports(w.store, by, SLUG, [w.pending], reason="Why")
    ),
    "edit_proposed": UseCase(
        MODERATORS,
        lambda w, by: publishing.edit_proposed(w.store, by, w.resolver, SLUG, w.pending, 2, {"title": "T"}),
    ),
    "duplicate_pairs": _read(publishing.duplicate_pairs, MODERATORS),
    "shown_of_mine": _read(publishing.shown_of_mine, ORGANISERS),
    "asked_to_show": _read(exposure.asked_to_show, MODERATORS),
    "merge_duplicates": UseCase(
        MODERATORS,
        lambda w, by: publishing.merge_duplicates(w.store, by, SLUG, w.uid(), w.uid("Silent vigil")),
    ),
    "tell_apart": UseCase(
        MODERATORS,
        lambda w, by: publishing.tell_apart(w.store, by, SLUG, w.uid(), w.uid("Silent vigil")),
    ),
    "open_reports": _read(publishing.open_reports, MODERATORS),
    "close_report": UseCase(
        MODERATORS, lambda w, by: publishing.close_report(w.store, by, SLUG, w.report_id)
    ),
    # People and campaigns
    "members": UseCase(MODERATORS, lambda w, by: accounts.members(w.store, by, SLUG)),
    "set_trusted": _members(accounts.set_trusted, MODERATORS, trusted=True),
    "invite": UseCase(
        ADMINISTRATORS, lambda w, by: accounts.invite(w.store, by, "n@example.org", SLUG, Role.ORGANISER)
    ),
    "set_role": _members(accounts.set_role, ADMINISTRATORS, Role.MODERATOR),
    "end_membership": _members(accounts.end_membership, ADMINISTRATORS),
    "sign_out_everywhere": _members(accounts.sign_out_everywhere, ADMINISTRATORS),
    "invited": UseCase(ADMINISTRATORS, lambda w, by: accounts.invited(w.store, by, SLUG)),
    "withdraw": UseCase(ADMINISTRATORS, _withdraw),
    "what_was_done": UseCase(ADMINISTRATORS, lambda w, by: accounts.what_was_done(w.store, by, SLUG)),
    "change_campaign": UseCase(
        ADMINISTRATORS,
        lambda w, by: campaign_words.change_campaign(w.store, by, replace(CAMPAIGN, title="Other words")),
    ),
    "open_proposed": UseCase(
        MODERATORS, lambda w, by: publishing.open_proposed(w.store, by, w.resolver, SLUG, w.pending)
    ),
    "answer_proposed": UseCase(
        MODERATORS,
        lambda w, by: publishing.answer_proposed(
            w.store, by, w.resolver, SLUG, w.pending, 4, publishing.RowAnswer(place=ILLINOIS)
        ),
    ),
    "count_to_review": UseCase(MODERATORS, lambda w, by: publishing.count_to_review(w.store, by, SLUG)),
    "set_state": UseCase(
        ADMINISTRATORS, lambda w, by: publishing.set_state(w.store, by, SLUG, CampaignState.CLOSED)
    ),
    "preview_of": UseCase(ORGANISERS, lambda w, by: publishing.preview_of(w.store, by, SLUG)),
    "make_preview": UseCase(ADMINISTRATORS, lambda w, by: publishing.make_preview(w.store, by, SLUG)),
    "withdraw_preview": UseCase(ADMINISTRATORS, lambda w, by: publishing.withdraw_preview(w.store, by, SLUG)),
    "start_campaign": UseCase(ROOT, lambda w, by: publishing.start_campaign(w.store, by, "A third one")),
}
OF_ONE_S_OWN = {
    "drop_draft",
    "keep_draft",
    "rows_to_correct",
    "accept",
    "change_password",
    "end_second_factor",
    "my_sessions",
    "record",
    "revoke",
    "use_second_factor",
    "waiting_second_factor",
}
"""About one's own account, whoever one is: see `tests.accounts`; or one's own file: see `tests.publishing.test_drafts`.
``record`` is what the others write with."""

READS = {
    "preview_upload", "list_imports", "earlier_files", "taking_back", "error_report_of",
    "open_page", "my_actions", "my_action", "action_history", "may_change", "review_page",
    "open_passages", "duplicate_pairs", "open_reports", "members", "shown_of_mine", "asked_to_show",
    "invited", "what_was_done", "preview_of", "count_to_review",
    "open_proposed", "kept_drafts",
}  # fmt: skip


def _asked_for(world: World) -> Action:
    """The action that the owner wants to show, as it is then."""
    if world.fresh("Silent vigil").exposure.approval is None:
        exposure.ask_exposure(world.store, EVERYBODY["owner"], world.fresh("Silent vigil"))
    return world.fresh("Silent vigil")


@pytest.fixture(scope="module")
def resolver(gazetteer: Gazetteer) -> Resolver:
    return Resolver(gazetteer)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, resolver: Resolver) -> tuple[Path, World]:
    """The world as it begins, and where it is kept."""
    folder = tmp_path_factory.mktemp("world")
    store = Store.open(f"sqlite:///{folder / 'actions.sqlite'}")
    store.save_campaign(CAMPAIGN)
    store.save_campaign(ELSEWHERE)
    world = _filled(store, resolver)
    store.close()
    return folder, world


@pytest.fixture
def world(tmp_path: Path, made: tuple[Path, World]) -> Iterator[World]:
    folder, world = made
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    store = Store.open(f"sqlite:///{tmp_path / 'actions.sqlite'}")
    yield replace(world, store=store)
    store.close()


def _filled(store: Store, resolver: Resolver) -> World:
    owner, newcomer = EVERYBODY["owner"], EVERYBODY["newcomer"]

    def look(by: Person | None, text: str) -> Preview:
        return publishing.preview_upload(
            store, by, resolver, SLUG, "actions.csv", text.encode(), limits=Limits()
        )

    published = publishing.publish_upload(store, owner, look(owner, FILE)).import_id
    sent = publishing.publish_upload(store, newcomer, look(newcomer, FILE.replace("Vigil", "Wake"))).import_id
    publishing.report_pin(store, SLUG, {"about": "Oslo", "wrong": "It"}, address="203.0.113.9", key=b"k")
    assert published is not None
    assert sent is not None
    actions = {one.submission.title: (uid, one) for uid, one in store.desk.actions(SLUG).items()}
    vigil = actions["Vigil"][1]
    store.ask_about_places(SLUG, {vigil.key}, {vigil.key: (as_said("Where?"), (vigil.place,))})
    _join(store, Membership(SLUG, Role.ORGANISER))
    accounts.invite(store, accounts.OPERATOR, "late@example.org", SLUG, Role.ORGANISER)
    return World(
        store,
        resolver,
        actions,
        published,
        sent,
        f"{published}-4",
        store.desk.reports(SLUG)[0].id,
        look(owner, FILE.replace("Silent", "Loud")),
    )


def _join(store: Store, membership: Membership) -> None:
    """A member with the id ``m``."""
    with store._engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO people (id, email, name, password, totp_secret, totp_used, created_at)"
            " VALUES ('m', 'm@example.org', 'M', '', '', 0, '2020-01-01 00:00:00')"
        )
    store.accounts.set_membership("m", membership)


def _everything(store: Store) -> dict[str, list[str]]:
    """Every byte of the database, by table."""
    names = tables_of(store._engine).get_table_names()
    with store._engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.exec_driver_sql(f"SELECT * FROM {name}").all()))  # noqa: S608  # names of ours
            for name in names
        }


def test_each_use_case_is_in_the_table() -> None:
    found = set()
    for module in pkgutil.walk_packages(dashboard.__path__, "dashboard."):
        if ".web" in module.name or ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        for name, function in vars(importlib.import_module(module.name)).items():
            is_ours = inspect.isfunction(function) and function.__module__ == module.name
            if is_ours and not name.startswith("_") and "by" in inspect.signature(function).parameters:
                found.add(name)
    assert found == set(USE_CASES) | OF_ONE_S_OWN


@pytest.mark.parametrize("name", USE_CASES)
def test_who_may_is_let_in_and_who_may_not_changes_nothing(world: World, name: str) -> None:
    use_case = USE_CASES[name]
    if name == "approve_exposure":
        _asked_for(world)
    before = _everything(world.store)
    for who in use_case.idle:
        use_case.call(world, EVERYBODY[who])
    for who in EVERYBODY.keys() - use_case.who - use_case.idle:
        with pytest.raises(NotAllowed):
            use_case.call(world, EVERYBODY[who])
    assert _everything(world.store) == before
    if name in READS:
        for who in use_case.who:
            use_case.call(world, EVERYBODY[who])
        assert _everything(world.store) == before


@pytest.mark.parametrize(
    ("name", "who"), [(name, who) for name in USE_CASES for who in sorted(USE_CASES[name].who) if name not in READS]
)  # fmt: skip
def test_who_may_does_it(world: World, name: str, who: str) -> None:
    before = _everything(world.store)
    USE_CASES[name].call(world, EVERYBODY[who])
    assert _everything(world.store) != before


@pytest.mark.parametrize("name", [name for name in USE_CASES if name not in READS])
def test_who_did_what_to_what_is_in_the_log_and_no_word_of_what_it_says(world: World, name: str) -> None:
    if name == "approve_exposure":
        _asked_for(world)
    who = sorted(USE_CASES[name].who)[0]
    person, before = EVERYBODY[who], _everything(world.store)["audit"]
    USE_CASES[name].call(world, person)
    written = [one for one in _everything(world.store)["audit"] if one not in before]
    assert person is not None
    assert written
    assert all(repr(person.id) in one for one in written)
    contents = ("igil", "Wake", "Oslo", "Grozny", "Springfield", "Why", "@", CAMPAIGN.title)
    assert [text for text in contents if any(text in one for one in written)] == []


@pytest.mark.parametrize("who", ["other", "newcomer"])
def test_organisers_read_of_their_own_alone(world: World, who: str) -> None:
    by, store = EVERYBODY[who], world.store
    assert publishing.my_actions(store, by, SLUG) == (0, {})
    assert publishing.shown_of_mine(store, by, SLUG) == ({}, [])
    assert publishing.my_action(store, by, SLUG, world.uid()) is None
    assert publishing.open_page(store, by, world.resolver, SLUG)[1] == []
    mine = [one.about.imported_by for one in publishing.list_imports(store, by, SLUG)]
    assert set(mine) <= {who}


MOVED_ELSEWHERE = (
    "taking_back", "roll_back_import", "error_report_of", "resolve_waiting", "settle_doubt", "edit_action",
    "move_action", "cancel_action", "postpone_action", "action_history", "may_change",
    "approve_imports", "reject_imports", "edit_proposed", "merge_duplicates", "close_report",
    "tell_apart", "mean_passages",
)  # fmt: skip


@pytest.mark.parametrize("name", MOVED_ELSEWHERE)
def test_what_is_of_one_campaign_cannot_be_reached_through_another(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who administers another campaign names that one, with ids of this one."""
    monkeypatch.setattr("tests.test_permissions.SLUG", ELSEWHERE.slug)
    before = _everything(world.store)
    with pytest.raises(ActionMapError):
        USE_CASES[name].call(world, EVERYBODY["stranger"])
    assert _everything(world.store) == before


DECIDING: Mapping[str, Callable[[Store, Person | None, Action], object]] = {
    "decide": lambda store, by, one: exposure.decide_exposure(store, by, one, Visibility.HIDDEN, Exposure()),
    "ask": exposure.ask_exposure,
    "approve": exposure.approve_exposure,
    "withdraw": exposure.withdraw_exposure,
}


@pytest.mark.parametrize("name", DECIDING)
def test_an_action_of_one_campaign_is_not_decided_on_in_another(world: World, name: str) -> None:
    there = replace(world.action("Silent vigil"), campaign=ELSEWHERE.slug)
    before = _everything(world.store)
    with refusing(ActionMapError, "no longer there"):
        DECIDING[name](world.store, EVERYBODY["stranger"], there)
    assert _everything(world.store) == before
