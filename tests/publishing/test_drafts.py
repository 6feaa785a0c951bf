"""What somebody is preparing is kept for them alone, sealed, for a while and up to a size, for every process alike."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from dashboard import publishing
from dashboard.errors import ActionMapError, NotAllowed
from dashboard.geocoding import Resolver
from dashboard.i18n import ENGLISH
from dashboard.ingest import Limits
from dashboard.publishing import Choices, KeptDraft
from dashboard.retention import forget_expired
from dashboard.storage import Store, drafts
from tests.publishing.conftest import ANNA, BEN, SLUG, STRANGER
from tests.storage.samples import KEY

FILE = b"city,country,title,contact\nLondon,United Kingdom,Vigil,ana@example.org\nQwxzyplugh,,Nowhere,\n"
CHOICES = Choices(
    columns={"city": "city", "notes": ""},
    edits={2: {"title": "Walk"}},
    places={3: (51.5, -0.19), 4: 2643743},
    as_they_are=frozenset({2, 3}),
    left_out=frozenset({5}),
    cancelled=frozenset({"id:7"}),
    sheet="Sheet 2",
    home="GB",
    corrects=12,
)


def draft(
    number: int = 1, *, data: bytes = FILE, choices: Choices = CHOICES, done: bool = False
) -> KeptDraft:
    return KeptDraft(number, f"actions {number}.csv", data, choices, (Choices(), Choices(home="")), done)


def numbers(store: Store) -> list[int]:
    return [one.number for one in publishing.kept_drafts(store, ANNA, SLUG)]


def test_another_process_finds_the_file_with_all_that_was_chosen(store: Store, url: str) -> None:
    publishing.keep_draft(store, ANNA, SLUG, draft())
    publishing.keep_draft(store, ANNA, SLUG, draft(2, data=b"\0\xff" * 1000))
    elsewhere = Store.open(url, key=KEY)
    assert publishing.kept_drafts(elsewhere, ANNA, SLUG) == [draft(), draft(2, data=b"\0\xff" * 1000)]
    changed = draft(choices=Choices(home="FR"), done=True)
    publishing.keep_draft(elsewhere, ANNA, SLUG, changed)
    publishing.drop_draft(elsewhere, ANNA, SLUG, 2)
    elsewhere.close()
    assert publishing.kept_drafts(store, ANNA, SLUG) == [changed]


def test_nobody_else_has_it(store: Store, resolver: Resolver) -> None:
    publishing.keep_draft(store, ANNA, SLUG, draft())
    assert publishing.kept_drafts(store, BEN, SLUG) == []
    publishing.drop_draft(store, BEN, SLUG, 1)
    assert numbers(store) == [1]
    for nobody in (None, STRANGER):
        with pytest.raises(NotAllowed):
            publishing.kept_drafts(store, nobody, SLUG)
        with pytest.raises(NotAllowed):
            publishing.keep_draft(store, nobody, SLUG, draft())
        with pytest.raises(NotAllowed):
            publishing.drop_draft(store, nobody, SLUG, 1)
        with pytest.raises(NotAllowed):
            publishing.rows_to_correct(store, nobody, resolver, SLUG, 1, ENGLISH, limits=Limits())


def test_nobody_reads_it_in_the_database(store: Store) -> None:
    publishing.keep_draft(store, ANNA, SLUG, draft())
    with store._engine.connect() as connection:
        written = repr(connection.execute(text("SELECT * FROM drafts")).all())
    assert SLUG in written
    assert [word for word in ("London", "actions 1", "Walk", "Sheet 2") if word in written] == []


def test_it_opens_with_another_key_once_all_is_sealed_with_that(url: str) -> None:
    first = Store.open(url, key=KEY)
    first.drafts.keep("anna", SLUG, drafts.StoredDraft(1, "a.csv", b"\0\xff", [{}], False))
    first.close()
    both = Store.open(url, key=f"{'n' * 40},{KEY}")
    assert both.reseal() == 3
    both.close()
    new = Store.open(url, key="n" * 40)
    assert [one.content for one in new.drafts.of("anna", SLUG)] == [b"\0\xff"]
    new.close()


def test_it_is_forgotten_after_two_hours_without_anybody_at_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.keep_draft(store, ANNA, SLUG, draft())
    forget_expired(store)
    assert numbers(store) == [1]
    monkeypatch.setattr(drafts, "KEPT", timedelta(microseconds=-1))
    assert numbers(store) == []
    forget_expired(store)
    monkeypatch.undo()
    assert numbers(store) == []


def test_ten_files_are_kept_and_those_touched_longest_ago_go(store: Store) -> None:
    for number in range(1, 11):
        publishing.keep_draft(store, ANNA, SLUG, draft(number))
    publishing.keep_draft(store, ANNA, SLUG, draft(1, done=True))
    publishing.keep_draft(store, BEN, SLUG, draft(20))
    publishing.keep_draft(store, ANNA, SLUG, draft(11))
    assert numbers(store) == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]


@pytest.mark.parametrize("bound", ["MOST_BYTES", "MOST_BYTES_OF_ALL"])
def test_so_many_bytes_are_kept_and_the_file_that_comes_in_any_case(
    store: Store, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(drafts, bound, 1_000)
    for number, size in ((1, 600), (2, 300), (3, 500)):
        publishing.keep_draft(store, ANNA, SLUG, draft(number, data=b"x" * size))
    assert numbers(store) == [2, 3]
    publishing.keep_draft(store, ANNA, SLUG, draft(4, data=b"x" * 5_000))
    assert numbers(store) == [4]


def test_its_rows_to_correct_are_had_from_any_process(store: Store, resolver: Resolver) -> None:
    publishing.keep_draft(store, ANNA, SLUG, draft(choices=Choices(edits={2: {"title": "Walk"}})))

    def rows(number: int) -> bytes:
        return publishing.rows_to_correct(
            store, ANNA, resolver, SLUG, number, ENGLISH, limits=Limits(max_bytes=1_000_000)
        )

    written = rows(1).decode()
    assert "Qwxzyplugh" in written
    assert "London" not in written
    with pytest.raises(ActionMapError):
        rows(2)


def test_the_last_twenty_choices_can_be_taken_back_elsewhere(store: Store) -> None:
    earlier = tuple(Choices(home=f"{number:02}") for number in range(30))
    publishing.keep_draft(store, ANNA, SLUG, KeptDraft(1, "a.csv", FILE, CHOICES, earlier, False))
    [kept] = publishing.kept_drafts(store, ANNA, SLUG)
    assert (kept.choices, kept.earlier) == (CHOICES, earlier[10:])
