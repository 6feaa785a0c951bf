"""What is wrong with one row of a file, or with one of its cells."""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "ends_before": text("It would end on {day}, before it begins. Which day is right?"),
    "buddhist_calendar": text(
        "“{text}” looks like a date of the Buddhist calendar: {day}. Is that what is meant?"
    ),
    "cell_too_long": count(
        "The text has {n} character, and {allowed} are allowed. Shorten it.",
        "The text has {n} characters, and {allowed} are allowed. Shorten it.",
    ),
    "column_unread": text(
        "This column looks as if it said when or where, and nobody has said yet what it is. Choose what it is "
        "under “Columns”."
    ),
    "column_unread_public": text(
        "This column looks as if it said whether the row may be public, "
        "and nobody has said yet what it is. Choose what it is under “Columns”."
    ),
    "consent_missing": text(
        "Nobody agreed here that the row may be published. Publish it only if those behind it agree."
    ),
    "coordinates_swapped": text(
        "“{latitude}” is no latitude; perhaps latitude and longitude are swapped. Correct it, or write the "
        "place's name."
    ),
    "coordinates_swapped_beside_name": text(
        "“{latitude}” is no latitude; perhaps latitude and longitude are swapped. The place is looked up by its name."
    ),
    "coordinates_unreadable": text(
        "“{written}” cannot be read as latitude and longitude. Correct it, or write the place's name."
    ),
    "coordinates_unreadable_beside_name": text(
        "“{written}” cannot be read as latitude and longitude. The place is looked up by its name."
    ),
    "corrected": text("Corrected by hand to “{text}”; the file says “{before}”."),
    "corrected_empty": text("Corrected by hand to “{text}”; the file says nothing here."),
    "date_impossible": text("There is no such day as “{text}”. Write it such as 2018-04-07."),
    "date_of_other_order": text(
        "“{text}” is not in the order of this file's other dates, day/month/year. Write it such as 2018-04-07."
    ),
    "date_of_other_order_month_first": text(
        "“{text}” is not in the order of this file's other dates, month/day/year. Write it such as 2018-04-07."
    ),
    "date_order": text(
        "“{text}” may be {one:day_of_year} or {other:day_of_year}. Write it as {one} or as {other}."
    ),
    "date_unreadable": text("We could not read “{text}” as a date. Write it such as 2018-04-07."),
    "spreadsheet_number": text(
        "“{text}” looks like a spreadsheet's own number for {meant}. Is that what is meant?"
    ),
    "early_hour": text("Read as {at}, in the night. If the afternoon is meant, write {later}."),
    "emptied": text("Emptied by hand; the file says “{before}”."),
    "empty_row": text("The row is empty. Fill it in, or remove it."),
    "example_row": text("This is the example row of the template."),
    "field_missing": text("Please fill this in."),
    "field_too_long": count(
        "Please write at most {n} character here.", "Please write at most {n} characters here."
    ),
    "garbled_letters": text(
        "“{text}” was probably “{meant}” before it was saved in the wrong encoding. "
        "Save the original as “CSV UTF-8”."
    ),
    "header_again": text("This line has the names of the columns once more, and no action."),
    "hidden_characters": text("Characters that nobody can see were removed: {found:characters}."),
    "hijri_calendar": text("“{text}” looks like a date of the Hijri calendar: {day}. Is that what is meant?"),
    "latitude_missing": text("There is no latitude beside “{given}”. Correct it, or write the place's name."),
    "latitude_missing_beside_name": text(
        "There is no latitude beside “{given}”. The place is looked up by its name."
    ),
    "link_dropped": text("“{text}” is not a link that we can show. A link begins with https:// or www."),
    "longitude_missing": text(
        "There is no longitude beside “{given}”. Correct it, or write the place's name."
    ),
    "longitude_missing_beside_name": text(
        "There is no longitude beside “{given}”. The place is looked up by its name."
    ),
    "lost_letters": text("Letters were lost before we got the file: “{text}”."),
    "no_place": text("No place is given. Write at least a city or a country."),
    "no_year": text("Which year is meant in “{text}”? Write it too, such as 2018-04-07."),
    "note_row": text("This line is a note beside the table, and no action."),
    "not_public": text(
        "The file says “{text}” here, so the row is not published. Publish it only if those behind it agree."
    ),
    "not_public_beside": text(
        "“{text}” says that it is not meant for the public, so it is not published. "
        "If those behind it agree that it may be shown, publish it, or write it without these words."
    ),
    "not_public_yet": text(
        "“{text}” says from when on it may be shown, so it waits. Publish it once that day has come."
    ),
    "null_island": text(
        "The coordinates 0, 0 lie in the sea off Africa. Correct it, or write the place's name."
    ),
    "online_only": text("It happens online only, so there is no place on the map for it."),
    "online_or_there": text("It says “{text}”, and also {elsewhere}. Can people go there?"),
    "online_or_at_point": text("It says “{text}”, and also coordinates. Can people go there?"),
    "persian_calendar": text(
        "“{text}” looks like a date of the Persian calendar: {day}. Is that what is meant?"
    ),
    "people_unreadable": text("We could not read “{text}” as a number of people, and left it out."),
    "privacy_unclear": text("We do not know whether “{text}” means that the row may be published. May it?"),
    "private_organiser": text("An e-mail address is a contact, so it is kept and not shown."),
    "rows_in_a_text": text(
        "A text in quotation marks goes on to line {end} and holds what look like rows of their own. "
        "Is its closing quotation mark in the right place?"
    ),
    "same_in_file": text(
        "Line {line} says the same. Is it one action? If they are two, publish this row too."
    ),
    "several_days": text("“{text}” names more than one day. Write one row for each, or the first."),
    "stray_quote": text(
        "A quotation mark stands inside text in quotation marks. Write it twice, as in {example}."
    ),
    "may_be_off": text(
        "The file says “{text}”. Is the action cancelled, or postponed? Write cancelled, postponed or planned."
    ),
    "midnight": text(
        "Is “{text}” the night before that day, or the night after? Write 00:00 for its very beginning, or the "
        "next day and 00:00."
    ),
    "time_half": text("Is “{text}” in the morning or in the afternoon: {early} or {late}?"),
    "time_skipped": text("On {day} the clocks in {place:name} skip this time ({at}). Which time is meant?"),
    "time_twice": text(
        "On {day} the clocks in {place:name} show this time twice ({at}). Which time is meant?"
    ),
    "time_unreadable": text("We could not read “{text}” as a time. Write it such as 14:00 or 2 pm."),
    "time_unreadable_half": text(
        "We could not read “{text}” as a time (morning or afternoon?). Write it such as 14:00 or 2 pm."
    ),
    "time_unreadable_none": text(
        "We could not read “{text}” as a time (there is no such time). Write it such as 14:00 or 2 pm."
    ),
    "time_unreadable_numbers": text(
        "We could not read “{text}” as a time (two numbers, but are they times?). "
        "Write it such as 14:00 or 2 pm."
    ),
    "time_zone": text(
        "The time is of another clock ({clock}) than that of {place:name}. Times are shown as the local time of "
        "the place: write that alone, such as 14:00."
    ),
    "too_few_cells": count(
        "The row has {n} cell and the header {width}, so we cannot tell which belongs where. "
        "Add the cells that are missing, even if they are empty.",
        "The row has {n} cells and the header {width}, so we cannot tell which belongs where. "
        "Add the cells that are missing, even if they are empty.",
    ),
    "too_many_cells": count(
        "The row has {n} cell and the header {width}, so we cannot tell which belongs where. "
        "If a text contains the separator, put the text in quotation marks.",
        "The row has {n} cells and the header {width}, so we cannot tell which belongs where. "
        "If a text contains the separator, put the text in quotation marks.",
    ),
    "total_row": text("This line adds up the others, and is no action."),
    "two_answers": text("Is it {one} or {other}? The two columns do not agree."),
    "two_digit_year": text("Which year is meant in “{text}”? Write it with four digits, such as 2018."),
    "unclosed_quote": text(
        "A quotation mark is opened in line {opened} and not closed. Close it, or remove it; we went on "
        "reading with line {next}."
    ),
    "undecodable": text(
        "Some letters here are not in UTF-8 like the rest of the file and cannot be read. Write them again, "
        "and save the file as “CSV UTF-8”."
    ),
    "unknown_status": text(
        "We do not know the status “{text}”. Write planned, confirmed, happened, cancelled or postponed."
    ),
    "weekday": text("“{text}”: {day:day} is a {day:weekday}. Which day is meant?"),
    "year_taken": text("“{text}” names no year, so {year} was taken."),
}
