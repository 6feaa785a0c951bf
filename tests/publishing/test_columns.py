"""Columns that nobody has explained, rows that are there twice in one file, and what stands in for neither."""

from __future__ import annotations

import pytest

from dashboard import publishing
from dashboard.errors import NoPlaceColumn
from dashboard.model import Effect, RowProblem
from dashboard.publishing import Preview
from dashboard.publishing.columns import held_back
from dashboard.publishing.preview import SAME_AS
from dashboard.storage import Store
from tests.publishing.conftest import ANNA, BEN, SLUG, Try


def outcomes(previewed: Preview) -> list[tuple[int, str, list[str]]]:
    return [
        (row.line, row.outcome.value, [one.code for one in row.problems if one.effect == "question"])
        for row in previewed.upload.rows
    ]


def test_a_column_of_days_that_nobody_explained_is_asked_about_and_no_default_stands_in_for_it(
    look: Try,
) -> None:
    text = "city,Wibble,title\nOslo,8 April 2018,A\nBern,9 April 2018,B\nParis,,C\n"
    previewed = look(text)
    assert previewed.suspects == {"Wibble": "day"}
    assert outcomes(previewed) == [
        (2, "waiting", ["column_unread"]),
        (3, "waiting", ["column_unread"]),
        (4, "published", []),
    ]
    chosen = look(text, columns={"Wibble": "day"})
    days = [str(row.action.submission.day) for row in chosen.upload.rows if row.action]
    assert days == ["2018-04-08", "2018-04-09", "2018-04-07"]
    assert look(text, columns={"Wibble": ""}).report.published == 3
    [row, *_] = look(text, as_they_are=frozenset({2})).upload.rows
    assert row.action is not None
    assert row.action.submission.day is None


def test_hours_and_points_are_recognised_by_what_is_in_their_column(look: Try) -> None:
    text = 'country,Foo,Bar,title\nNorway,3 pm,"59.91, 10.75",A\nNorway,16:00,"60.39, 5.32",B\n'
    assert look(text).suspects == {"Foo": "starts", "Bar": "coordinates"}


def test_when_a_form_was_sent_in_is_no_day_of_an_action(look: Try) -> None:
    text = "Timestamp,city,Deadline\n2018-03-01,Oslo,2018-03-02\n"
    assert (look(text).suspects, look(text).report.published) == ({}, 1)


def test_a_country_is_no_place_while_a_column_plainly_holds_towns(look: Try) -> None:
    text = "country,Zone A,title\nFrance,Lyon,A\nNorway,Bergen,B\n"
    previewed = look(text)
    assert (previewed.suspects, previewed.report.published) == ({"Zone A": "city"}, 0)


def test_long_texts_among_names_of_towns_are_not_looked_up(look: Try) -> None:
    text = f"country,Zone A,title\nFrance,Lyon,A\nNorway,Bergen,B\nNorway,{'Long ' * 20},C\nFrance,{'More ' * 20},D\n"
    assert look(text).suspects == {"Zone A": "city"}


def test_rows_that_the_file_holds_back_are_those_that_wait(look: Try) -> None:
    def problem(line: int, code: str, effect: Effect) -> RowProblem:
        return RowProblem(line, "", code, effect=effect)

    found = [
        problem(2, "not_public", Effect.QUESTION),
        problem(2, "consent_missing", Effect.QUESTION),
        problem(3, "consent_missing", Effect.QUESTION),
        problem(4, "privacy_unclear", Effect.QUESTION),
        problem(4, "left_out", Effect.REFUSAL),
        problem(5, "place_ambiguous", Effect.QUESTION),
        problem(6, "not_public", Effect.NOTE),
        problem(7, "left_out", Effect.REFUSAL),
    ]
    assert held_back(found) == 2


def test_titles_that_are_names_of_towns_are_titles(look: Try) -> None:
    assert look("country,title\nFrance,Lyon\nNorway,Bergen\n").suspects == {}


def test_answers_of_yes_and_no_that_nobody_explained_hold_their_rows_back(look: Try) -> None:
    text = "city,Q9,title\nOslo,yes,A\nBern,No thanks,B\nParis,,C\n"
    previewed = look(text)
    assert previewed.suspects == {"Q9": "consent"}
    assert outcomes(previewed) == [
        (2, "waiting", ["column_unread_public"]),
        (3, "waiting", ["column_unread_public"]),
        (4, "published", []),
    ]
    assert look(text, columns={"Q9": "consent"}).report.published == 1
    assert look(text, columns={"Q9": ""}).report.published == 3


def test_answers_to_a_question_that_nobody_knows_hold_their_rows_back(look: Try) -> None:
    assert look("city,Blah blah?,title\nOslo,Yes,A\nBern,No,B\n").report.published == 0


def test_answers_under_a_name_of_their_own_are_proposed_and_hold_nothing_back(look: Try) -> None:
    previewed = look("city,mini_grant_winner,title\nOslo,Yes,A\nBern,No,B\n")
    assert (previewed.suspects, previewed.report.published) == ({"mini_grant_winner": "consent"}, 2)


@pytest.mark.parametrize(
    "text",
    [
        "city,Wheelchair access,Stewards needed\nOslo,yes,no\nBern,no,yes\n",
        "city,is_private,sticky\nOslo,false,true\nBern,false,false\n",
        "city,How many\nOslo,1\nBern,1\n",
    ],
)
def test_answers_about_something_else_hold_nothing_back(look: Try, text: str) -> None:
    assert (look(text).suspects, look(text).report.published) == ({}, 2)


def test_words_for_drafts_are_recognised_by_what_is_in_their_column(look: Try) -> None:
    previewed = look("city,Workflow,title\nOslo,Published,A\nBern,Draft,B\n")
    assert (previewed.suspects, previewed.report.published) == ({"Workflow": "publicity"}, 0)


def test_addresses_of_e_mail_are_proposed_as_the_contact_and_hold_nothing_back(look: Try) -> None:
    previewed = look("city,Q2,title\nOslo,a@example.org,A\nBern,b@example.org,B\n")
    assert (previewed.suspects, previewed.report.published) == ({"Q2": "contact"}, 2)


def test_where_no_column_says_where_those_that_look_like_it_are_proposed(look: Try) -> None:
    text = "Q1,Q2,Q3,Q4\nLyon,France,14/04/2018,14:00\nBergen,Norway,20/04/2018,15:00\n"
    with pytest.raises(NoPlaceColumn) as raised:
        look(text)
    assert raised.value.suspects == {"Q1": "city", "Q2": "country", "Q3": "day", "Q4": "starts"}


def test_a_row_that_says_the_same_as_one_above_waits_until_somebody_says_that_they_are_two(look: Try) -> None:
    text = (
        "city,date,time,title\nRome,2018-04-07,14:00,Vigil\nRome,2018-04-07,14:00,Vigil\n"
        '"roma, italia",2018-04-07,14:00,\nRome,2018-04-07,14:00,Concert\nRome,2018-04-08,14:00,Vigil\n'
    )
    assert outcomes(look(text)) == [
        (2, "published", []),
        (3, "waiting", ["same_in_file"]),
        (4, "waiting", ["same_in_file"]),
        (5, "published", []),
        (6, "published", []),
    ]
    assert look(text, as_they_are=frozenset({3})).report.published == 4
    assert look(text, left_out=frozenset({3, 4})).report.waiting == 0


def test_rows_with_numbers_of_their_own_are_two_actions(look: Try) -> None:
    assert look("id,city,title\n1,Rome,Vigil\n2,Rome,Vigil\n").report.published == 2


def test_a_row_whose_day_or_place_changed_can_be_said_to_be_the_same_action(store: Store, look: Try) -> None:
    head = "city,date,time,title,venue\n"
    publishing.publish_upload(store, ANNA, look(f"{head}Rome,2018-04-07,14:00,Vigil,Square\n"))
    [uid] = [one.uid for one in store.public_actions(SLUG)]
    moved = f"{head}Rome,2018-04-08,16:00,Vigil,Bridge\n"
    [pair] = publishing.details(store, look(moved)).duplicates
    assert (pair.line, pair.may_update) == (2, True)
    publishing.publish_upload(store, ANNA, look(moved, edits={2: {SAME_AS: pair.other.key}}))
    [action] = store.public_actions(SLUG)
    assert (action.uid, str(action.day), action.venue) == (uid, "2018-04-08", "Bridge")
    again = look(moved).report
    assert (again.created, again.changed, again.unchanged) == (0, 0, 1)
    [others] = publishing.details(
        store, look(f"{head}Rome,2018-04-08,16:00,March,Bridge\n", by=BEN)
    ).duplicates
    assert not others.may_update


def test_the_country_of_a_file_is_one_answer_that_can_be_changed(look: Try) -> None:
    towns = ("London", "Manchester", "Leeds", "Liverpool", "Bristol", "Glasgow")
    text = "city,country,title\n" + "".join(f"{town},UK,{town}\n" for town in towns) + "Tamworth,,T\n"
    previewed = look(text)
    assert previewed.home == "GB"
    countries = [row.action.place.country_code for row in previewed.upload.rows if row.action]
    assert countries == ["GB"] * 7
    alone = look(text, home="")
    codes = [row.action.place.country_code for row in alone.upload.rows if row.action]
    assert (alone.home, codes[:6], codes[6:] == ["GB"]) == ("", ["GB"] * 6, False)


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_what_may_be_called_off_is_settled_by_either_answer(look: Try, status: str) -> None:
    text = "city,Wibble,title\nOslo,Abgesagt,A\nBern,sunny,B\n"
    assert outcomes(look(text)) == [(2, "waiting", ["may_be_off"]), (3, "published", [])]
    [row, _] = look(text, edits={2: {"status": status}}).upload.rows
    assert row.action is not None
    assert row.action.status.value == status
    assert look(text, as_they_are=frozenset({2})).report.waiting == 1


@pytest.mark.parametrize(
    "header", ["Do you mind if we show it on the map?", "Any objection to being listed online"]
)
def test_where_a_yes_may_mean_either_nothing_is_shown_until_somebody_says_what_it_means(
    look: Try, header: str
) -> None:
    previewed = look(f"city,country,{header}\nOslo,Norway,yes\nBern,Switzerland,no\n")
    assert (previewed.suspects, previewed.report.published) == ({header: "consent"}, 0)
