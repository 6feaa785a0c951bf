"""One answer for rows that raise the same question, wherever they wait."""

from __future__ import annotations

from typing import Any

import pytest
from alembic import command
from sqlalchemy import Text, event, func, select, text, type_coerce, update

from dashboard import publishing
from dashboard.accounts import Person
from dashboard.errors import NotAllowed
from dashboard.geocoding import Resolver
from dashboard.publishing import RowAnswer
from dashboard.publishing.alike import Alike, group_alike
from dashboard.storage import AskingRow, Store, likeness
from dashboard.storage.likeness import likeness_of_place, tell_alike
from dashboard.storage.schema import actions, submissions
from dashboard.storage.sealing import Vault, use_vault
from tests.publishing.conftest import ANNA, BEN, NEW, SLUG, Try
from tests.saying import refusing
from tests.storage.older import take_back
from tests.storage.samples import KEY

SHORT = "city,date,title\n" + "".join(f"Oslo,{day:02}.04.18,Vigil {day}\n" for day in range(1, 31))


def alike_of(store: Store, by: Person, resolver: Resolver) -> list[Alike[AskingRow]]:
    return publishing.open_page(store, by, resolver, SLUG, folds=True).alike


def days(store: Store) -> list[str]:
    return [str(one.day) for one in store.public_actions(SLUG)]


def test_years_in_two_digits_are_one_answer_under_open_questions_too(
    store: Store, resolver: Resolver, look: Try
) -> None:
    publishing.publish_upload(store, ANNA, look(SHORT))
    [group] = alike_of(store, ANNA, resolver)
    assert (group.first.code, len(group.rows)) == ("two_digit_year", 30)
    assert alike_of(store, BEN, resolver) == []
    assert publishing.answer_alike(store, ANNA, resolver, SLUG, group, 0) == 30
    assert days(store) == [f"2018-04-{day:02}" for day in range(1, 31)]
    report = store.imports(SLUG)[0].report
    assert (report.uploaded, report.published, report.waiting) == (30, 30, 0)
    again = look(SHORT)
    assert (again.report.unchanged, again.report.waiting) == (30, 0)


def test_what_most_rows_ask_comes_first_as_its_first_row_asks_it(
    store: Store, resolver: Resolver, look: Try
) -> None:
    few = "city,date,title\n" + "".join(f"Oslo,{day:02}/04/2018,Walk {day}\n" for day in range(1, 3))
    publishing.publish_upload(store, ANNA, look(few, name="few.csv"))
    publishing.publish_upload(store, ANNA, look(SHORT))
    groups = alike_of(store, ANNA, resolver)
    assert [(one.first.code, len(one.rows)) for one in groups] == [("two_digit_year", 30), ("date_order", 2)]
    [asked] = group_alike(look(SHORT).upload.rows)
    assert [group.first.line for group in (asked, groups[0])] == [2, 2]
    assert asked.first == asked.rows[0].problems[0]


def test_rows_that_ask_something_else_as_well_go_on_waiting_for_that(
    store: Store, resolver: Resolver, look: Try
) -> None:
    text = "city,date,title\nOslo,07.04.18,A\nSpringfield,08.04.18,B\n"
    publishing.publish_upload(store, ANNA, look(text))
    [group] = alike_of(store, ANNA, resolver)
    assert publishing.answer_alike(store, ANNA, resolver, SLUG, group, 0) == 2
    assert days(store) == ["2018-04-07"]
    [left] = publishing.open_page(store, ANNA, resolver, SLUG)[1]
    assert [one.code for one in left.row.problems] == ["place_ambiguous"]
    assert str(left.row.submission.day) == "2018-04-08"


def test_another_clock_is_turned_into_local_time_for_all(store: Store, resolver: Resolver, look: Try) -> None:
    text = "city,country,date,title\n" + "".join(
        f"{city},{country},2018-07-07T12:00:00Z,V\n" for city, country in (("London", "GB"), ("Paris", "FR"))
    )
    publishing.publish_upload(store, ANNA, look(text))
    [group] = alike_of(store, ANNA, resolver)
    assert publishing.answer_alike(store, ANNA, resolver, SLUG, group, 0) == 2
    hours = {one.city: one.starts and one.starts.hour for one in store.public_actions(SLUG)}
    assert hours == {"London": 13, "Paris": 14}


def test_rows_without_consent_are_published_or_left_out_together(
    store: Store, resolver: Resolver, look: Try
) -> None:
    text = "city,title,consent\nOslo,A,\nBern,B,\nParis,C,yes\n"
    publishing.publish_upload(store, ANNA, look(text))
    [group] = alike_of(store, ANNA, resolver)
    assert (group.first.code, len(group.rows)) == ("consent_missing", 2)
    assert publishing.answer_alike(store, ANNA, resolver, SLUG, group, None) == 2
    assert [one.title for one in store.public_actions(SLUG)] == ["C"]
    assert publishing.open_page(store, ANNA, resolver, SLUG)[1] == []


def test_what_somebody_has_answered_meanwhile_is_left_alone(
    store: Store, resolver: Resolver, look: Try
) -> None:
    publishing.publish_upload(store, ANNA, look(SHORT))
    [group] = alike_of(store, ANNA, resolver)
    row = publishing.open_page(store, ANNA, resolver, SLUG).rows[0].row
    publishing.resolve_waiting(store, ANNA, resolver, SLUG, row.id, RowAnswer(edits={"day": "2018-05-01"}))
    assert publishing.answer_alike(store, ANNA, resolver, SLUG, group, 0) == 29
    assert "2018-05-01" in days(store)


def test_nobody_answers_for_others_or_before_they_are_trusted(
    store: Store, resolver: Resolver, look: Try
) -> None:
    publishing.publish_upload(store, ANNA, look(SHORT))
    [group] = alike_of(store, ANNA, resolver)
    assert publishing.answer_alike(store, BEN, resolver, SLUG, group, 0) == 0
    with refusing(NotAllowed, match="moderator"):
        publishing.answer_alike(store, NEW, resolver, SLUG, group, 0)
    assert days(store) == []


def test_a_row_that_another_changed_meanwhile_is_given_no_answer_with_the_others(
    store: Store, resolver: Resolver, look: Try
) -> None:
    publishing.publish_upload(store, ANNA, look(SHORT))
    [group] = alike_of(store, ANNA, resolver)
    corrected = RowAnswer(edits={"title": "By day"})
    first = publishing.open_page(store, ANNA, resolver, SLUG)[1][0].id
    publishing.resolve_waiting(store, ANNA, resolver, SLUG, first, corrected)
    assert publishing.answer_alike(store, ANNA, resolver, SLUG, group, 0) == 29
    [left] = publishing.open_page(store, ANNA, resolver, SLUG)[1]
    assert (left.id, left.row.submission.title) == (first, "By day")


def test_what_is_alike_is_told_with_another_key_and_of_a_database_that_did_not_keep_it(
    store: Store, resolver: Resolver, look: Try
) -> None:
    publishing.publish_upload(store, ANNA, look(SHORT + "Springfield,07.04.18,A\nSpringfield,08.04.18,B\n"))
    dialect = store._engine.dialect

    def alike() -> list[int]:
        assert [len(one.rows) for one in alike_of(store, ANNA, resolver)] == [32]
        asking = store.desk.asking(SLUG, None, most=99, alike=likeness_of_place("springfield"))
        return [one.line for one in asking]

    assert alike() == [32, 33]
    with store._engine.begin() as connection:
        before = set(connection.scalars(select(type_coerce(submissions.c.alike, Text()))))
        assert not any("Springfield" in text or "day" in text for text in before)
        connection.execute(update(submissions).values(alike=None))
        tell_alike(connection)
        assert set(connection.scalars(select(type_coerce(submissions.c.alike, Text())))) == before
    use_vault(dialect, Vault(["another key of at least so many letters", KEY]))
    assert store.desk.asking(SLUG, None, most=99, alike=likeness_of_place("springfield")) == []
    assert alike() == [32, 33]  # the page that meets digests of the old key has them told anew
    use_vault(dialect, Vault(["a third key of at least so many letters", KEY]))
    store.reseal()
    assert alike() == [32, 33]


def test_a_database_of_the_version_before_that_is_told_what_is_alike_some_rows_at_a_time(
    store: Store, url: str, resolver: Resolver, look: Try, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.publish_upload(store, ANNA, look(SHORT + "Oslo,2018-05-01,Dated\nSpringfield,07.04.18,A\n"))

    def kept(store: Store) -> tuple[list[str], list[str]]:
        with store._engine.connect() as connection:
            asked = select(func.coalesce(type_coerce(submissions.c.alike, Text()), "")).order_by(
                submissions.c.line
            )
            return list(connection.scalars(asked)), list(connection.scalars(select(actions.c.city_hour)))

    told = kept(store)
    assert (len(told[0]), told[1]) == (32, ["2018-05-01 14 3143244"])
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        take_back(connection, "0021")
        connection.execute(text("SELECT uid FROM actions")).one()
    monkeypatch.setattr(likeness, "_AT_ONCE", 7)
    opened: list[str] = []
    upgrade = command.upgrade

    def watched(*given: Any) -> None:
        upgrade(*given)
        event.listen(
            given[0].attributes["connection"],
            "before_cursor_execute",
            lambda _connection, _cursor, statement, *_: opened.append(statement),
        )

    monkeypatch.setattr(command, "upgrade", watched)
    again = Store.open(url, key=KEY)
    assert kept(again) == told
    assert len([one for one in opened if one.startswith("SELECT submissions")]) == 6
    again.close()


def test_rows_that_one_answer_settles_are_one_however_they_are_written(
    store: Store, resolver: Resolver, look: Try
) -> None:
    text = "city,title\nSpringfield,A\nSPRINGFIELD,B\n springfield ,C\nGeorgetown,D\n"
    publishing.publish_upload(store, ANNA, look(text))
    assert publishing.resolve_alike(store, ANNA, resolver, SLUG, "springfield", 4250542) == 3


def test_questions_of_a_file_are_put_together_before_it_is_published(look: Try) -> None:
    [group] = group_alike(look(SHORT).upload.rows)
    assert (group.first.code, len(group.rows)) == ("two_digit_year", 30)


def test_what_calls_rows_off_in_other_words_is_not_alike(store: Store, resolver: Resolver, look: Try) -> None:
    notes = ("Cancelled!", "Cancelled!", "Postponed to May", "Postponed to May")
    rows = "".join(f"Oslo,{day:02}.04.2018,Vigil {day},{note}\n" for day, note in enumerate(notes, 13))
    publishing.publish_upload(store, ANNA, look(f"city,date,title,Wibble\n{rows}"))
    groups = alike_of(store, ANNA, resolver)
    assert [(one.first.code, len(one.rows)) for one in groups] == [("may_be_off", 2), ("may_be_off", 2)]
