"""Guards that stand behind another guard, and what two do at once: each with the test that fails without it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from dashboard import publishing
from dashboard.geocoding import Answer, GeoStatus, Resolver
from dashboard.model import Visibility
from dashboard.publishing import Preview, change
from dashboard.reasons import as_said
from dashboard.storage import Store
from tests.publishing.conftest import ANNA, MODERATOR, NEW, SLUG, Try, titles
from tests.storage.samples import GROZNY, LONDON, action

ILLINOIS = 4250542
ASKED = "id,city,country,title\n1,Springfield,United States,Where\n"


def test_whoever_is_not_trusted_answers_none_of_their_own_rows_at_once(
    store: Store, resolver: Resolver, look: Try
) -> None:
    sent = publishing.publish_upload(store, NEW, look(ASKED, by=NEW)).import_id
    assert sent is not None
    publishing.approve_imports(store, MODERATOR, SLUG, [sent])
    assert publishing.resolve_alike(store, NEW, resolver, SLUG, "Springfield, United States", ILLINOIS) == 0
    assert titles(store) == {}
    assert (
        publishing.resolve_alike(store, MODERATOR, resolver, SLUG, "Springfield, United States", ILLINOIS)
        == 1
    )


def test_an_action_that_moves_to_where_it_is_dangerous_shows_no_more_than_is_shown_there(
    resolver: Resolver,
) -> None:
    moved = change.placed(action(LONDON), Answer(GeoStatus.PLACED, as_said("chosen")), GROZNY, resolver)
    assert moved.visibility is Visibility.CITY
    back = change.placed(moved, Answer(GeoStatus.PLACED, as_said("chosen")), LONDON, resolver)
    assert back.visibility is Visibility.CITY


def test_a_merged_twin_does_not_come_back_when_a_later_file_is_taken_back(store: Store, look: Try) -> None:
    text = "id,city,title\n1,Oslo,Kept\n2,Oslo,Twin\n"
    publishing.publish_upload(store, ANNA, look(text))
    later = publishing.publish_upload(store, ANNA, look(text.replace("Twin", "Twin later"))).import_id
    uid = {one.title: one.uid for one in store.public_actions(SLUG)}
    publishing.merge_duplicates(store, MODERATOR, SLUG, uid["Kept"], uid["Twin later"])
    assert later is not None
    publishing.roll_back_import(store, ANNA, SLUG, later)
    publishing.publish_upload(store, ANNA, look(text.replace("Twin", "Twin again"), name="again.csv"))
    assert set(titles(store)) == {"Kept"}


def test_two_moderators_who_approve_the_same_at_once_publish_it_once(store: Store, look: Try) -> None:
    text = "id,city,title\n" + "".join(f"{n},Oslo,Vigil {n}\n" for n in range(20))
    sent = [
        publishing.publish_upload(store, NEW, look(text, by=NEW, name=name)).import_id or 0
        for name in ("one.csv", "two.csv")
    ]
    other = replace(MODERATOR, id="mia")
    with ThreadPoolExecutor(2) as together:
        approved = list(
            together.map(
                lambda pair: publishing.approve_imports(store, pair[0], SLUG, pair[1]),
                [(MODERATOR, sent), (other, sent[::-1])],
            )
        )
    assert sorted(approved) == [0, 2]
    assert store.totals(SLUG).actions == 20


@pytest.mark.parametrize("is_first", [True, False])
def test_a_row_of_an_operator_s_file_and_an_organiser_s_are_one_question(
    store: Store, resolver: Resolver, look: Try, is_first: bool
) -> None:
    def by_operator(previewed: Preview) -> None:
        upload = replace(previewed.upload, imported_by=None, keeps_to_own=False)
        publishing.publish(store, replace(previewed, upload=upload))

    if is_first:
        by_operator(look(ASKED))
    publishing.publish_upload(store, ANNA, look(ASKED.replace("Where", "Where?"), name="hers.csv"))
    if not is_first:
        by_operator(look(ASKED))
    assert len(publishing.open_page(store, MODERATOR, resolver, SLUG)[1]) == 1
