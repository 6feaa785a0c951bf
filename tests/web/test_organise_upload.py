"""The upload section, run without a browser: from a file to the map, with questions, corrections and second looks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pandas as pd
import pytest
import streamlit as st
import xlsxwriter
from streamlit.testing.v1 import AppTest

from dashboard import publishing
from dashboard.accounts import Membership, Person, Role
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.ingest import Limits
from dashboard.model import Campaign, CampaignState
from dashboard.storage import Store, drafts
from dashboard.web import resources
from dashboard.web.organise import upload_draft, upload_rows
from tests.web.visits import Enter, html

CAMPAIGN = Campaign("watching", "We are watching", day=date(2018, 4, 7), starts=time(14))
FILE = """\
id,place,country,date,time,title,description
1,London,United Kingdom,2018-04-07,18:30,Vigil,Bring candles
2,Springfield,United States,2018-04-07,14:00,Two pm,
3,Qwxzyplugh,,2018-04-07,14:00,Nowhere,
"""
ILLINOIS = "Springfield, Illinois, United States"


def somebody(name: str = "Anna", *, trusted: bool = True) -> Person:
    return Person(name.lower(), "a@example.org", name, (Membership(CAMPAIGN.slug, Role.ORGANISER, trusted),))


@pytest.fixture
def store(store: Store) -> Store:
    store.save_campaign(CAMPAIGN)
    return store


Come = Callable[..., AppTest]


@pytest.fixture
def come(store: Store, enter: Enter) -> Come:
    """Opens the section as somebody who is signed in."""

    def come(person: Person | None = None) -> AppTest:
        return enter(person or somebody()).run()

    return come


def give(visit: AppTest, *texts: str | bytes, name: str = "actions.csv") -> AppTest:
    """Drops files on the page."""
    files = [
        (f"{number}-{name}" if number else name, text.encode() if isinstance(text, str) else text, "text/csv")
        for number, text in enumerate(texts)
    ]
    return visit.file_uploader[0].set_value(files).run()


def numbers(visit: AppTest) -> dict[str, int]:
    """The figures of the file by what they count."""
    [shown] = [body for body in html(visit).split("\n") if "upload-figures" in body]
    shown = shown.replace("<dt>row</dt>", "<dt>rows</dt>")
    return {words: int(n) for words, n in re.findall(r"<dt>(.+?)</dt><dd>(\d+)</dd>", shown)}


def click(visit: AppTest, label: str) -> AppTest:
    buttons = [button for button in visit.button if button.label.replace("\\", "").startswith(label)]
    assert buttons, [button.label for button in visit.button]
    return buttons[0].click().run()


def see(visit: AppTest, view: str) -> AppTest:
    [chooser] = [one for one in visit.button_group if str(one.key).startswith("upload-view")]
    chooser.set_value(view)
    return visit.run()


def corrects(visit: AppTest, name: str) -> AppTest:
    """Says that the file is the corrected one of the latest of this name."""
    [chooser] = [one for one in visit.selectbox if "corrects" in str(one.key)]
    chooser.select_index(next(number for number, one in enumerate(chooser.options) if one.startswith(name)))
    return visit.run()


def on_the_map(store: Store) -> dict[str, str]:
    return {one.title: one.city for one in store.public_actions(CAMPAIGN.slug)}


def test_the_numbers_of_a_file_add_up_and_nothing_is_written(come: Come, store: Store) -> None:
    shown = numbers(give(come(), FILE))
    assert shown == {"rows": 3, "new": 1, "need an answer": 1, "cannot be used": 1}
    assert store.imports(CAMPAIGN.slug) == []


def test_whoever_publishes_in_a_draft_is_told_who_sees_it_and_where_to_change_that(
    come: Come, store: Store
) -> None:
    store.save_campaign(replace(CAMPAIGN, state=CampaignState.DRAFT))
    ada = Person("ada", "ada@example.org", "Ada", (Membership(CAMPAIGN.slug, Role.ADMINISTRATOR, True),))
    shown = html(click(give(come(ada), FILE), "Publish 1 action"))
    assert "1 action is on the map" in shown
    assert "Draft: Its people alone, and whoever has the secret link." in shown
    assert "section=campaign" in shown
    assert "/share" not in shown


def test_one_click_chooses_a_place_and_publishing_puts_it_on_the_map(come: Come, store: Store) -> None:
    visit = click(give(come(), FILE), f"1. {ILLINOIS}")
    assert numbers(visit) == {"rows": 3, "new": 2, "cannot be used": 1}
    visit = click(visit, "Publish 2 actions")
    assert "2 actions are on the map" in html(visit)
    assert f"/c/{CAMPAIGN.slug}/share" in html(visit)
    assert on_the_map(store) == {"Vigil": "London", "Two pm": "Springfield"}
    assert resources.totals(CAMPAIGN.slug).actions == 2


def test_what_is_typed_into_a_table_outlasts_answers_until_it_is_used(
    come: Come, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[pd.DataFrame] = []
    typing = {"place": "Bergen"}

    def table(frame: pd.DataFrame, *, key: str, **_: object) -> pd.DataFrame:
        st.checkbox("A table that is on the page", key=key)
        after = frame.copy()
        for header, text in typing.items():
            after.loc[4, header] = text
        shown.append(frame)
        return after

    monkeypatch.setattr(st, "data_editor", table)
    visit = see(give(come(), FILE), "refused")
    typing.clear()
    visit = see(click(see(visit, "asked"), f"1. {ILLINOIS}"), "refused")
    assert shown[-1].loc[4, "place"] == "Bergen"
    assert numbers(visit) == {"rows": 3, "new": 2, "cannot be used": 1}
    visit = click(visit, "Use these corrections")
    assert numbers(visit) == {"rows": 3, "new": 3}
    click(visit, "Publish 3 actions")
    assert on_the_map(store)["Nowhere"] == "Bergen"


def test_the_same_file_again_changes_nothing(come: Come, store: Store) -> None:
    text = FILE.rsplit("\n", 2)[0]
    click(click(give(come(), text), f"1. {ILLINOIS}"), "Publish")
    visit = give(come(), text)
    assert numbers(visit) == {"rows": 2, "unchanged": 2}
    assert "Nothing changes: all of this is on the map already." in html(visit)
    assert "Nothing has changed" in html(click(visit, "Publish"))
    assert len(store.imports(CAMPAIGN.slug)) == 1


def test_of_a_file_that_changes_nothing_the_rows_to_correct_are_offered(come: Come, store: Store) -> None:
    click(give(come(), FILE), "Publish")
    visit = click(give(come(), FILE), "Publish")
    assert "Nothing has changed" in html(visit)
    [address] = re.findall(r'href="([^"]+/to-correct.csv)"', html(visit))
    [draft] = publishing.kept_drafts(store, somebody(), CAMPAIGN.slug)
    assert address == f"/organise/{CAMPAIGN.slug}/drafts/{draft.number}/to-correct.csv"


def test_a_change_is_shown_field_by_field_before_it_is_made(come: Come, store: Store) -> None:
    text = "id,city,country,title\n1,Oslo,Norway,Vigil\n"
    click(give(come(), text), "Publish")
    visit = give(come(), text.replace("Vigil", "Walk"))
    changes = visit.dataframe[0].value
    assert changes.to_numpy().tolist() == [[2, "Walk", "Title", "Vigil", "Walk"]]
    click(visit, "Publish")
    assert on_the_map(store) == {"Walk": "Oslo"}


def test_a_reload_keeps_the_file_and_its_answers_for_the_same_person_until_it_is_published(
    come: Come, store: Store
) -> None:
    click(give(come(), FILE), f"1. {ILLINOIS}")
    again = come()
    assert numbers(again) == {"rows": 3, "new": 2, "cannot be used": 1}
    assert "2 actions are on the map" in html(click(again, "Publish 2 actions"))
    assert "upload-figures" not in html(come())
    assert set(on_the_map(store)) == {"Vigil", "Two pm"}


def test_what_one_person_prepares_no_other_sees(come: Come) -> None:
    give(come(), FILE)
    assert "upload-figures" not in html(come(somebody("Ben")))
    assert "upload-figures" in html(come())


def test_what_nobody_came_back_for_is_forgotten(come: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "KEPT", timedelta())
    give(come(), FILE)
    assert "upload-figures" not in html(come())


def test_what_vanished_is_offered_to_be_cancelled(come: Come, store: Store) -> None:
    click(give(come(), "id,city,title\n1,Oslo,Stays\n2,Bern,Goes\n"), "Publish")
    visit = give(come(), "id,city,title\n1,Oslo,Stays\n")
    assert "They stay as they are" not in html(visit)
    visit = see(corrects(visit, "actions.csv"), "vanished")
    assert "They stay as they are" in html(visit)
    click(visit, "Publish")
    assert on_the_map(store) == {"Stays": "Oslo", "Goes": "Bern"}


def test_two_files_of_one_name_keep_their_questions_unless_one_corrects_the_other(
    come: Come, store: Store
) -> None:
    click(give(come(), "city,country,title\nSpringfield,US,One\nOslo,Norway,Walk\n"), "Publish")
    other = "city,country,title\nSpringfield,US,Two\nBern,Switzerland,Run\n"
    visit = give(come(), other)
    assert "Asked no longer" not in str([one.options for one in visit.button_group])
    visit = see(corrects(visit, "actions.csv"), "leaving")
    assert "<bdi>actions.csv</bdi> · Line 2 · <bdi>One</bdi>" in html(visit)
    click(click(visit, "Take my last change back"), "Publish")
    assert [one.submission.title for one in store.waiting(CAMPAIGN.slug)] == ["One", "Two"]


def test_a_row_can_be_left_out_and_that_be_taken_back(come: Come) -> None:
    visit = click(give(come(), FILE), "Leave this row out")
    assert numbers(visit) == {"rows": 3, "new": 1, "cannot be used": 2}
    visit = click(visit, "Take my last change back")
    assert numbers(visit) == {"rows": 3, "new": 1, "need an answer": 1, "cannot be used": 1}


def test_a_doubt_is_settled_by_saying_that_it_is_meant_so(come: Come) -> None:
    visit = give(come(), "city,place,title\nOslo,online,Vigil\n")
    assert numbers(visit) == {"rows": 1, "need an answer": 1}
    assert numbers(click(visit, "It is meant just as it says")) == {"rows": 1, "new": 1}


def test_years_in_two_digits_are_answered_once_for_all_rows(come: Come) -> None:
    rows = "".join(f"{city},{day:02}.04.18,T{day}\n" for day, city in enumerate(("Oslo", "Bern", "Rome"), 7))
    visit = give(come(), f"city,date,title\n{rows}")
    assert numbers(visit) == {"rows": 3, "need an answer": 3}
    visit = click(visit, "2018-04-07 is meant, and so in all of them")
    assert numbers(visit) == {"rows": 3, "new": 3}
    assert visit.dataframe[0].value["When"].tolist() == [
        "Sat 7 Apr 2018, 14:00",
        "Sun 8 Apr 2018, 14:00",
        "Mon 9 Apr 2018, 14:00",
    ]


def test_a_word_that_is_no_status_is_answered_once_for_all_rows_with_it(come: Come) -> None:
    visit = give(come(), "city,status\nOslo,halfway\nBern,Halfway\nRome,odd\n")
    assert numbers(click(visit, "Planned")) == {"rows": 3, "new": 2, "need an answer": 1}


def test_what_is_private_waits_and_is_published_or_left_out_in_one_click(come: Come) -> None:
    file = "city,is_private\nOslo,1\nBern,1\nRome,0\n"
    visit = give(come(), file)
    assert numbers(visit) == {"rows": 3, "new": 1, "need an answer": 2}
    assert numbers(click(visit, "Leave these 2 rows out")) == {"rows": 3, "new": 1, "cannot be used": 2}
    assert numbers(click(give(come(), file), "Publish all 2 all the same")) == {"rows": 3, "new": 3}


def test_a_row_that_waits_is_counted_once_beside_the_publish_button(come: Come) -> None:
    visit = give(
        come(), "city,is_private,visibility\nOslo,1,private\nSpringfield,1,\nSpringfield,,\nRome,0,\n"
    )
    assert numbers(visit) == {"rows": 4, "new": 1, "need an answer": 3}
    said = html(visit)
    assert "2 rows are held back because of what the file says about being public." in said
    assert "1 row waits under “Open questions” until it is answered." in said


def test_times_of_another_clock_are_turned_into_local_ones_together(come: Come) -> None:
    visit = give(
        come(), "city,country,date\nLondon,UK,2018-07-05T13:00:00Z\nParis,France,2018-07-05T13:00:00Z\n"
    )
    visit = click(visit, "Turn into local time: 2018-07-05 14:00")
    assert [one.split(", ")[-1] for one in visit.dataframe[0].value["When"]] == ["14:00", "15:00"]


def test_rows_with_the_same_words_are_asked_about_once(come: Come) -> None:
    visit = give(come(), "city,title\nSpringfield,A\nspringfield,B\nOslo,C\n")
    assert "Your answer holds for 1 more row with these words." in html(visit)
    assert numbers(click(visit, f"1. {ILLINOIS}")) == {"rows": 3, "new": 3}


def test_where_no_column_says_where_the_columns_are_asked_about(come: Come, store: Store) -> None:
    visit = give(come(), "A,B\nOslo,Vigil\n")
    assert "No column says where" in visit.error[0].value
    assert '<strong dir="auto">A</strong> <bdi>Oslo</bdi>' in html(visit)
    visit.selectbox[0].set_value("city")
    visit.selectbox[1].set_value("title")
    click(click(visit, "Read the file with these columns"), "Publish")
    assert on_the_map(store) == {"Vigil": "Oslo"}
    assert numbers(give(come(), "B,A\nWalk,Bern\n", name="next.csv")) == {"rows": 1, "new": 1}


def test_a_meaning_belongs_to_one_column(come: Come) -> None:
    visit = give(come(), "city,other,title\nOslo,Bern,Vigil\n")
    visit.selectbox[1].set_value("city")
    visit = click(visit, "Read the file with these columns")
    assert [one.value for one in visit.selectbox[:3]] == ["", "city", "title"]
    assert visit.dataframe[0].value["Where"].tolist() == ["Bern, Switzerland"]


def test_what_is_private_is_taken_out_by_one_click(come: Come, store: Store) -> None:
    visit = give(come(), "city,title,description\nOslo,Vigil,Write to kari@example.org today\n")
    visit = see(visit, "private")
    assert "Write to <mark>kari@example.org</mark> today" in html(visit)
    visit = click(visit, "Take it out")
    assert "<mark>" not in html(visit)
    click(visit, "Publish")
    assert [one.description for one in store.public_actions(CAMPAIGN.slug)] == ["Write to today"]


def test_the_tab_the_publish_box_and_the_findings_agree(come: Come) -> None:
    rows = "Oslo,A,Call +47 22 12 34 56 or kari@example.org,\nBern,B,Candles,press@example.org\n"
    visit = give(come(), f"city,title,description,organiser\n{rows}")
    [chooser] = [one for one in visit.button_group if str(one.key).startswith("upload-view")]
    assert "Private? · 2" in chooser.options
    assert "2 passages may show something private." in html(visit)
    visit = click(visit, "Look at it")
    assert html(visit).count("<mark>") == 2
    visit = click(visit, "Take it out")
    assert html(visit).count("<mark>") == 1  # what one means to keep may stand in the same row
    assert "1 passage may show something private." in html(visit)
    visit = click(visit, "Take it out")
    assert "something private" not in html(visit)
    [chooser] = [one for one in visit.button_group if str(one.key).startswith("upload-view")]
    assert [one for one in chooser.options if one.startswith("Private")] == []


def test_all_that_is_surely_private_goes_at_once_and_names_stay(come: Come, store: Store) -> None:
    rows = "Oslo,A,Ring +47 22 12 34 56 or kari@example.org now\nBern,B,Write to b@example.org\n"
    visit = see(give(come(), f"city,title,description\n{rows}"), "private")
    click(click(visit, "Take all addresses and numbers out of 2 rows"), "Publish")
    assert {one.description for one in store.public_actions(CAMPAIGN.slug)} == {"Ring or now", "Write to"}


def test_what_another_organiser_has_already_stands_beside(
    come: Come, store: Store, gazetteer: Gazetteer
) -> None:
    resolver = Resolver(gazetteer)
    theirs = b"city,time,title,contact,address\nOslo,14:20,Ben's <b>,ben@example.org,Lane 7\n"
    ben = somebody("Ben")
    publishing.publish_upload(
        store,
        ben,
        publishing.preview_upload(store, ben, resolver, CAMPAIGN.slug, "b.csv", theirs, limits=Limits()),
    )
    visit = see(give(come(), "city,time,title\nOslo,14:45,Anna's\n"), "twice")
    assert '<dd dir="auto">Anna&#x27;s</dd>' in html(visit)
    assert '<dd dir="auto">Ben&#x27;s &lt;b&gt;</dd>' in html(visit)
    assert [text for text in ("ben@example.org", "Lane 7") if text in html(visit)] == []
    assert numbers(click(visit, "Leave this row out")) == {"rows": 1, "cannot be used": 1}


def test_several_files_wait_for_each_other_and_one_that_cannot_be_read_says_why(
    come: Come, store: Store
) -> None:
    visit = give(come(), "city,title\nOslo,A\n", b"%PDF-1.4", "city,title\nBern,B\n")
    assert visit.selectbox[0].options == ["actions.csv", "1-actions.csv", "2-actions.csv"]
    visit = click(visit, "Publish 1 action")
    visit = click(visit, "Next file")
    assert visit.error[0].value.startswith("This is a PDF document")
    visit = click(visit, "Remove this file")
    click(visit, "Publish 1 action")
    assert on_the_map(store) == {"A": "Oslo", "B": "Bern"}


def test_after_a_file_that_cannot_be_read_the_next_one_is_asked_for(come: Come) -> None:
    def is_asked_for(visit: AppTest) -> bool:
        [other] = [one for one in visit.expander if one.label == "Add another file"]
        return bool(other.proto.expanded)

    assert is_asked_for(give(come(), b"%PDF-1.4"))
    assert not is_asked_for(give(come(), "city,title\nOslo,A\n"))
    assert not is_asked_for(give(come(), "A,B\nOslo,Vigil\n"))


def test_columns_are_laid_open_only_where_one_is_asked_about(come: Come) -> None:
    """That a column is not shown is said above the rows; eleven lists to choose from would hide what is asked."""

    def is_open(visit: AppTest) -> bool:
        [columns] = [one for one in visit.expander if one.label == "Columns"]
        return bool(columns.proto.expanded)

    visit = give(come(), "city,title,Team notes\nOslo,A,Ask Tom\n")
    assert not is_open(visit)
    assert "never shown: “Team notes”" in html(visit)
    assert is_open(give(come(), "city,title,Zzz\nOslo,A,2018-04-08\n"))
    assert is_open(give(come(), "A,B\nOslo,Vigil\n"))


def test_a_file_that_cannot_be_read_corrects_none(come: Come) -> None:
    click(give(come(), "city,title\nOslo,A\n"), "Publish 1 action")
    assert not [one for one in give(come(), b"%PDF-1.4").selectbox if "corrects" in str(one.key)]


def test_rows_can_be_pasted_from_a_spreadsheet(come: Come, store: Store) -> None:
    visit = come()
    visit.text_area[0].set_value("city\ttitle\nOslo\tVigil\n")
    click(click(visit, "Check these rows"), "Publish 1 action")
    assert on_the_map(store) == {"Vigil": "Oslo"}


def test_the_upload_of_a_newcomer_waits_for_a_moderator(come: Come, store: Store) -> None:
    visit = give(come(somebody("New", trusted=False)), "city,title\nOslo,Vigil\n")
    assert "A moderator looks at your uploads" in visit.info[0].value
    visit = click(visit, "Send it to a moderator")
    assert "A moderator looks at it first" in html(visit)
    assert on_the_map(store) == {}
    assert [one.state.value for one in store.imports(CAMPAIGN.slug)] == ["pending"]


def test_hidden_sheets_are_said_and_not_read(come: Come) -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as file:
        shown, hidden = file.add_worksheet("Shown"), file.add_worksheet("Addresses")
        for number, row in enumerate((("city", "title"), ("Oslo", "Vigil"))):
            shown.write_row(number, 0, row)
        hidden.write(0, 0, "canary-77")
        hidden.hide()
    visit = give(come(), book.getvalue(), name="actions.xlsx")
    assert numbers(visit) == {"rows": 1, "new": 1}
    assert "Addresses" in html(visit)
    assert "canary-77" not in str(visit.main)


def test_hostile_texts_are_shown_as_they_are(come: Come) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    visit = give(come(), f'city,{hostile},title\nSpringfield,{hostile},"![a](https://evil.example/b.png)"\n')
    assert hostile not in html(visit)
    assert "&lt;img src=x" in html(visit)
    markdown = [button.label for button in visit.button] + [one.label for one in visit.selectbox]
    assert not [text for text in markdown if "![a](" in text or hostile in text]


def test_of_a_large_file_the_answers_are_gathered_and_looked_at_together(
    come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_draft, "LARGE", 2)
    visit = give(come(), FILE)
    looks: list[object] = []
    true_look = publishing.preview_upload

    def look(*given: Any, **options: Any) -> publishing.Preview:
        looks.append(1)
        return true_look(*given, **options)

    monkeypatch.setattr(publishing, "preview_upload", look)
    visit = click(visit, f"1. {ILLINOIS}")
    assert looks == []
    assert "Your answers are noted." in html(visit)
    visit = click(visit, "Check the file with them")
    assert numbers(visit) == {"rows": 3, "new": 2, "cannot be used": 1}
    assert looks == [1]


def test_a_file_is_read_once_however_often_the_page_is_drawn(
    come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = give(come(), FILE)
    monkeypatch.setattr(publishing, "preview_upload", lambda *_: pytest.fail("read again"))
    assert numbers(see(visit.run(), "refused"))["rows"] == 3


def test_whoever_has_no_table_yet_gets_one(come: Come) -> None:
    assert [button.label for button in come().download_button] == ["Excel, LibreOffice", "CSV"]


def test_a_file_larger_than_is_allowed_is_refused_with_a_sentence(
    come: Come, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTION_MAP_MAX_ROWS", "2")
    resources.settings.cache_clear()
    visit = give(come(), FILE)
    assert len(visit.error) == 1
    assert "2" in visit.error[0].value


def test_what_differs_from_the_file_is_a_correction_and_an_emptied_cell_too() -> None:
    before = pd.DataFrame({"What": ["", ""], "place": ["Oslo", "Bern"], "B": ["x", "y"]}, index=[2, 7])
    after = before.copy()
    after.loc[7, "place"] = "Basel"
    after.loc[2, "B"] = None
    found = upload_rows.edits(before, after, {"place": "city", "B": "title"})
    assert found == {2: {"title": ""}, 7: {"city": "Basel"}}


def test_the_country_of_most_rows_is_said_and_can_be_changed(come: Come) -> None:
    towns = ("London", "Manchester", "Leeds", "Liverpool", "Bristol", "Glasgow")
    rows = "".join(f"{town},United Kingdom,{town}\n" for town in towns)
    visit = give(come(), f"city,country,title\n{rows}Tamworth,,T\n")
    [country] = [one for one in visit.selectbox if one.label.startswith("Most of your rows")]
    assert country.value == "GB"
    visit = country.set_value("").run()
    assert [one.value for one in visit.selectbox if one.label.startswith("Most of your rows")] == [""]
