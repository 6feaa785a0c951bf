"""A finer place changes what is public and nothing else; a row that had none joins the import it came with."""

from __future__ import annotations

from dataclasses import replace

from dashboard.model import Effect, Place, PlaceQuery, Precision, RowProblem
from dashboard.reasons import AS_SAID, as_said
from dashboard.storage import Outcome, ReceivedRow, Remembered, Store, Upload, WaitingRow, action_keys
from dashboard.storage.engine import reading
from dashboard.storage.private import known_actions
from tests.storage.samples import CAMPAIGN, EMBASSY, LEEDS, LONDON, PARIS, action, published, submission

REFUSED = RowProblem(
    3, "City", "place_not_found", {AS_SAID: "We know no place called “Tinyville”."}, Effect.REFUSAL
)
TINYVILLE = Place(None, "Tinyville", "", "FR", 46.1, 2.1, "Europe/Paris")


def upload(*rows: ReceivedRow) -> Upload:
    return Upload(CAMPAIGN, "actions.csv", "0", rows)


def unplaced() -> ReceivedRow:
    row = submission(3, place=PlaceQuery(city="Tinyville", country="France"))
    key = action_keys([row])[0]
    return ReceivedRow(3, Outcome.REJECTED, row.raw, (REFUSED,), submission=row, key=key)


def record(store: Store) -> None:
    store.record_import(upload(published(action(LONDON)), published(action(LEEDS, line=4)), unplaced()))


def fingerprints(store: Store) -> dict[str, str]:
    with reading(store._engine) as connection:
        return {key: one.fingerprint for key, one in known_actions(connection, CAMPAIGN.slug).items()}


def test_a_finer_place_is_public_and_leaves_the_import_as_it_was(store: Store) -> None:
    record(store)
    before = {one.city.name: one for one in store.actions(CAMPAIGN.slug).values()}
    prints, version = fingerprints(store), store.version(CAMPAIGN.slug)
    finer = replace(before["London"], place=EMBASSY, geocoding=(as_said("Found online."),))
    assert store.place_finer(CAMPAIGN.slug, [(before["London"], finer)]) == 1
    assert store.actions(CAMPAIGN.slug) == {one.key: one for one in (finer, before["Leeds"])}
    assert {one.city: one.precision for one in store.public_actions(CAMPAIGN.slug)} == {
        "London": Precision.VENUE, "Leeds": Precision.CITY
    }  # fmt: skip
    assert store.version(CAMPAIGN.slug) != version
    assert fingerprints(store) == prints
    assert store.roll_back(store.imports(CAMPAIGN.slug)[0].id) == 2


def test_an_action_that_is_not_what_it_was_stays_as_it_is(store: Store) -> None:
    record(store)
    standing = store.actions(CAMPAIGN.slug)
    one = next(iter(standing.values()))
    read_long_ago = replace(one, geocoding=(as_said("Something else."),))
    assert store.place_finer(CAMPAIGN.slug, [(read_long_ago, replace(one, place=EMBASSY))]) == 0
    assert store.actions(CAMPAIGN.slug) == standing


def only_unplaced(store: Store) -> WaitingRow:
    (row,) = store.unplaced(CAMPAIGN.slug)
    return row


def test_a_row_without_a_place_joins_its_import_when_one_is_found(store: Store) -> None:
    record(store)
    row = only_unplaced(store)
    assert row.submission.place == PlaceQuery(city="Tinyville", country="France")
    found = replace(action(PARIS, row=row.submission), key=row.key, place=TINYVILLE, city=TINYVILLE)
    for _ in range(2):  # the second finds nothing left to do
        store.publish_row(row, found, (as_said("“Tinyville” is Tinyville."),))
    assert store.unplaced(CAMPAIGN.slug) == []
    (past,) = store.imports(CAMPAIGN.slug)
    report = past.report
    assert (report.uploaded, report.published, report.rejected, report.created) == (3, 3, 0, 3)
    assert store.actions(CAMPAIGN.slug)[row.key].place == TINYVILLE
    assert store.roll_back(past.id) == 3
    assert store.public_actions(CAMPAIGN.slug) == []


def test_rows_that_are_refused_for_more_than_their_place_stay_out(store: Store) -> None:
    late = RowProblem(3, "Date", "date_impossible", {"text": "31 June"}, Effect.REFUSAL)
    store.record_import(upload(replace(unplaced(), problems=(REFUSED, late))))
    assert store.unplaced(CAMPAIGN.slug) == []


def test_an_import_that_was_taken_back_publishes_no_row(store: Store) -> None:
    record(store)
    row = only_unplaced(store)
    store.roll_back(store.imports(CAMPAIGN.slug)[0].id)
    assert store.unplaced(CAMPAIGN.slug) == []
    store.publish_row(row, replace(action(PARIS, row=row.submission), key=row.key), (as_said("Found."),))
    assert store.public_actions(CAMPAIGN.slug) == []


def test_a_row_that_somebody_corrects_while_it_is_looked_up_stays_as_they_say(store: Store) -> None:
    record(store)
    row = only_unplaced(store)
    said = replace(row.submission, title="Another")
    corrected = ReceivedRow(3, Outcome.REJECTED, row.raw, (REFUSED,), submission=said, key=row.key)
    store.desk.settle_many(CAMPAIGN.slug, [(row.import_id, corrected)], Remembered(), who="mo", free=True)
    before = store.public_actions(CAMPAIGN.slug)
    store.publish_row(row, replace(action(PARIS, row=row.submission), key=row.key), (as_said("Found."),))
    assert store.public_actions(CAMPAIGN.slug) == before
    assert only_unplaced(store).submission.title == "Another"


def test_questions_about_places_are_kept_replaced_and_answered(store: Store) -> None:
    record(store)
    keys = {one.city.name: one.key for one in store.actions(CAMPAIGN.slug).values()}
    asked = {
        keys["London"]: (as_said("Which embassy?"), [EMBASSY, LEEDS]),
        keys["Leeds"]: (as_said("Where?"), [PARIS]),
    }
    store.ask_about_places(CAMPAIGN.slug, set(keys.values()), asked)
    told = {one.key: (one.message[0], list(one.candidates)) for one in store.place_questions(CAMPAIGN.slug)}
    assert told == asked
    store.ask_about_places(CAMPAIGN.slug, {keys["London"]}, {})
    assert [one.key for one in store.place_questions(CAMPAIGN.slug)] == [keys["Leeds"]]
    store.ask_about_places(CAMPAIGN.slug, set(keys.values()), {"gone": (as_said("Where?"), [])})
    assert store.place_questions(CAMPAIGN.slug) == []
