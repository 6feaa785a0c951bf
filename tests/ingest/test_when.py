"""Dates and times are read as people write them, and asked about where they could mean two things."""

from datetime import date, time

import pytest

from dashboard.ingest.clean import is_left_open
from dashboard.ingest.clock import Times, plain_dashes, read_times
from dashboard.ingest.doubt import Doubt
from dashboard.ingest.file_calendar import Calendar, decide
from dashboard.ingest.when import Moment, read_moment
from dashboard.model import Effect
from tests.ingest.reading import by_city, only, read, read_submissions, read_text, troubles
from tests.saying import said

APRIL_7 = date(2018, 4, 7)
TWO_O_CLOCK = (
    "2pm|2 PM|2 p.m.|2:00 p.m.|14h|14H00|14 h 00|14:00|14.00|14:00:00|14 Uhr|14:00 Uhr|14.00 Uhr|um 14 Uhr|"
    "à 14h|a las 14:00|a las 2 de la tarde|às 14h|alle 14|ore 14|ore 14:00|в 14:00|14 ч|14 часов|14 heures|"
    "14 hs.|14u00|1400|1400h|from 2pm|ab 14 Uhr|a partir de las 14h|approx. 2 pm|14|2pm.|２PM|14：00|"
    "14:00 local time|2 pm (local)|14 o'clock|2p|2:00p|doors 2pm|doors open at 14:00|Einlass: 14 Uhr"
)
TWO_TO_FOUR = (
    "14:00–16:00|14:00 - 16:00|14-16h|14-16|2-4pm|2pm to 4pm|2:00-4:00 p.m.|de 14h à 16h|von 14 bis 16 Uhr|"
    "с 14:00 до 16:00|desde las 14:00 hasta las 16:00|14 Uhr bis 16 Uhr"
)
NOT_KNOWN_YET = (
    "date to follow|Datum folgt|fecha por confirmar|data a definir|data da definire|date à confirmer|дата уточняется|"
    "дата буде оголошена|data do ustalenia|tarih belirlenecek|سيعلن لاحقا|日期待定|後日発表|추후 결정|bude oznámeno|"
    "később jelentjük|se va anunța|التاريخ يحدد لاحقا|time: tbc|heure ?"
)
OTHER_CLOCKS = (
    "14:00 UTC|14:00 BST|2pm GMT|14:00 CEST|14:00+02:00|14:00 (UTC+2)|14:00Z|14:00 Europe/London|14:00 МСК"
)
SEVENTH_OF_APRIL = (
    "2018-04-07|2018/4/7|2018.04.07|20180407|07.04.2018|7.4.2018|7 April 2018|7 Apr 2018|7th of April 2018|"
    "April 7, 2018|Apr 7th 2018|Saturday 7 April 2018|07-Apr-2018|samedi 7 avril 2018|7 avr. 2018|"
    "sábado, 7 de abril de 2018|7 de abril de 2018|7. April 2018|Sa., 7. April 2018|am 7. April 2018|"
    "sabato 7 aprile 2018|суббота, 7 апреля 2018 г.|7 апреля 2018 года|7-го апреля 2018|7 kwietnia 2018|"
    "7 квітня 2018|7 Nisan 2018|7 april 2018|2018年4月7日|2018-04-07 00:00:00|2018-04-07 (Saturday)"
)
SEVENTH_AT_TWO = (
    "2018-04-07 14:00|2018-04-07T14:00:00|20180407T140000|Sat, 7 April 2018, 2pm|2pm, 7 April 2018|"
    "7 avril 2018 à 14h|7 de abril de 2018 a las 14:00|7. April 2018 um 14 Uhr|7 aprile 2018 ore 14|"
    "7 апреля 2018 года в 14:00|07.04.2018 14:00|14:00 07.04.2018|7 April 2018 - 14:00"
)
MIDNIGHT = (
    "all day|ganztägig|toute la journée|todo el día|o dia todo|tutto il giorno|весь день|cały dzień|"
    "tüm gün|全天|終日|하루 종일|طوال اليوم|heldag|hele dagen"
)
ALL_DAY = (
    "tbc|TBA|t.b.d.|time to be confirmed|wird noch bekannt|wird noch bekanntgegeben|à confirmer|"
    "por confirmar|a definir|da definire|уточняется|do ustalenia|待定|미정|سيتم الإعلان عنه|"
    "nog niet bekend|-"
)
OPEN = (
    "下午2点|14時|午後2時|오후 2시|kl. 14|kl. 14.00|klo 14|ora 14|στις 14:00|2 μ.μ.|14 óra|du. 2|"
    "בשעה 14:00|ساعت ۲ بعد از ظهر|الساعة 2 مساءً|दोपहर 2 बजे|godz. 14|2 po południu|saat 14:00|"
    "öğleden sonra 2|14 hodin|14 uur|2 uur 's middags|2 часа дня|о 14 годині|2 da tarde|PM 2:00|下午二点|十四点|十四时|"
    "14 giờ|2 giờ chiều|lúc 14h|14.00 น.|เวลา 14.00 น.|14 นาฬิกา|บ่าย 2 โมง|บ่ายสองโมง"
)
FOURTEEN = (
    "2025‑06‑14|2025年6月14日|2025/6/14(土)|2025년 6월 14일|14 juni 2025|14. juni 2025|"
    "14 iunie 2025|14 Ιουνίου 2025|2025. június 14.|14. června 2025|14. kesäkuuta 2025|"
    "14 ביוני 2025|14 يونيو 2025|14 जून 2025|14 czerwca 2025|14 czerwca 2025 r.|"
    "14.06.2025 r.|14 червня 2025 р.|14 червня 2025 року|令和7年6月14日|民國114年6月14日|"
    "24 خرداد 1404|18 ذو الحجة 1446|14 มิถุนายน 2568|วันที่ 14 มิถุนายน พ.ศ. 2568|วันเสาร์ที่ 14 มิถุนายน 2568|"
    "14 มิ.ย. 2568|"
    "二〇二五年六月十四日|二零二五年六月十四日|ngày 14 tháng 6 năm 2025|14 tháng sáu, 2025|"
    "Thứ bảy, ngày 14 tháng 6 năm 2025"
)


def times(text: str) -> tuple[time | None, time | None]:
    found = read_times(text)
    assert isinstance(found, Times)
    return found.starts, found.ends


@pytest.mark.parametrize("text", TWO_O_CLOCK.split("|"))
def test_two_in_the_afternoon_is_understood_however_it_is_written(text: str) -> None:
    assert times(text) == (time(14), None)


@pytest.mark.parametrize(
    "text", ["noon", "12 noon", "midi", "mediodía", "mittags", "mezzogiorno", "полдень", "12pm"]
)
def test_noon_is_twelve(text: str) -> None:
    assert times(text) == (time(12), None)


@pytest.mark.parametrize("text", TWO_TO_FOUR.split("|"))
def test_a_range_has_a_start_and_an_end(text: str) -> None:
    assert times(text) == (time(14), time(16))


def test_a_range_over_noon_or_midnight_is_understood() -> None:
    assert times("11-1pm") == (time(11), time(13))
    assert times("22:00-02:00") == (time(22), time(2))
    assert times("20:00-24:00") == (time(20), time(0))


@pytest.mark.parametrize(
    "text", ["25:00", "14:60", "13am", "9-5", "9:00-5:00", "lunch", "14:00 - late", "0.5833", "-5:00", ""]
)
def test_what_is_no_clear_time_is_asked_about(text: str) -> None:
    found = read_times(text)
    assert isinstance(found, Doubt)
    assert (found.code.startswith("time_unreadable"), found.effect) == (True, "question")


@pytest.mark.parametrize("text", OTHER_CLOCKS.split("|"))
def test_the_clock_of_a_time_is_kept_until_the_place_is_known(text: str) -> None:
    found = read_times(text)
    assert isinstance(found, Times)
    assert (found.starts, found.ends, found.zone != "") == (time(14), None, True)


@pytest.mark.parametrize(
    "text", ["2", "2:00", "at 2", "2 o'clock", "2 Uhr", "kl. 2", "2h", "2時", "doors 2:00", "Doors open 2"]
)
def test_an_hour_that_may_be_in_the_morning_or_the_afternoon_is_asked_about_with_both(text: str) -> None:
    found = read_times(text)
    assert isinstance(found, Doubt)
    assert (found.code, found.effect, found.offers) == ("time_half", "question", ("14:00", "02:00"))


@pytest.mark.parametrize(
    "text", ["midnight", "Mitternacht", "minuit", "24:00", "полночь", "12 de la noche", "منتصف الليل"]
)
def test_midnight_is_asked_about_since_it_may_be_either_night(text: str) -> None:
    found = read_times(text)
    assert isinstance(found, Doubt)
    assert (found.code, found.effect) == ("midnight", "question")


@pytest.mark.parametrize("text", MIDNIGHT.split("|"))
def test_what_goes_on_all_day_has_no_hour_and_not_the_campaign_s(text: str) -> None:
    reading = read_text(f"City,Date,Time\nParis,2018-04-07,{text}\n")
    assert (only(reading).starts, only(reading).no_default, reading.problems) == (None, ("starts",), ())


@pytest.mark.parametrize("text", ALL_DAY.split("|"))
def test_what_is_to_be_announced_takes_neither_the_campaign_s_day_nor_its_hour(text: str) -> None:
    reading = read_text(f"City,Date,Time\nParis,{text},{text}\n")
    assert (only(reading).day, only(reading).starts, only(reading).no_default) == (
        None,
        None,
        ("day", "starts"),
    )
    assert reading.problems == ()


def test_what_a_program_writes_into_an_empty_cell_is_empty() -> None:
    assert only(read_text("City,Date,Time\nParis,NaN,null\n")).no_default == ()


def test_what_could_not_be_read_is_not_replaced_by_the_campaign_s() -> None:
    reading = read_text("City,Date,Time\nParis,soon,afternoon\nLyon,2018-04-07,afternoon\n")
    assert [one.no_default for one in reading.submissions] == [("day", "starts"), ("starts",)]


@pytest.mark.parametrize("text", OPEN.split("|"))
def test_hours_are_understood_in_the_words_of_many_languages(text: str) -> None:
    assert times(text) == (time(14), None)


def test_the_half_of_the_day_of_an_end_is_that_of_its_start() -> None:
    assert times("3-3:30pm") == (time(15), time(15, 30))
    assert times("上午10点-下午2点") == (time(10), time(14))
    assert times("20 Uhr bis Mitternacht") == (time(20), time(0))


def test_an_hour_of_the_night_is_taken_and_told() -> None:
    reading = read_text("City,Time\nParis,02:00\n")
    assert only(reading).starts == time(2)
    assert [(p.code, p.effect, said(p)) for p in reading.problems] == [
        ("early_hour", "note", "Read as 02:00, in the night. If the afternoon is meant, write 14:00.")
    ]


@pytest.mark.parametrize("text", SEVENTH_OF_APRIL.split("|"))
def test_a_day_is_understood_however_it_is_written(text: str) -> None:
    assert read_moment(text, Calendar()) == Moment(APRIL_7)


@pytest.mark.parametrize("text", SEVENTH_AT_TWO.split("|"))
def test_a_day_with_its_time_in_one_cell_is_understood(text: str) -> None:
    assert read_moment(text, Calendar()) == Moment(APRIL_7, time(14))


def test_the_first_of_a_month_may_be_written_as_an_ordinal() -> None:
    for text in ("1er avril 2018", "le 1er avril 2018", "1º de abril de 2018", "1st April 2018"):
        assert read_moment(text, Calendar()).day == date(2018, 4, 1)


def test_a_combined_column_under_any_of_its_names_gives_day_and_time() -> None:
    for name in ("Date and time", "Start", "When", "Datum und Uhrzeit"):
        submission = only(read_text(f"City,{name}\nParis,2018-04-07 14:00\n"))
        assert (submission.day, submission.starts) == (APRIL_7, time(14))


def test_start_and_end_of_a_calendar_export_give_day_and_both_times() -> None:
    submission = only(read_text("City,Start,End\nParis,2018-04-07T14:00,2018-04-07T16:00\n"))
    assert (submission.day, submission.starts, submission.ends) == (APRIL_7, time(14), time(16))


def test_the_whole_file_decides_the_order_and_a_row_that_does_not_fit_is_asked_about() -> None:
    reading = read("day_first.csv")
    days = {city: submission.day for city, submission in by_city(reading).items()}
    assert days == {
        "Paris": APRIL_7,
        "Lyon": date(2018, 4, 13),
        "Lille": date(2018, 4, 25),
        "Nice": None,
    }
    assert troubles(reading) == [(5, "Date", "date_of_other_order", "question")]


def test_the_american_order_is_recognised_too() -> None:
    days = [submission.day for submission in read("month_first.csv").submissions]
    assert days == [APRIL_7, date(2018, 4, 13)]


def test_an_order_that_nothing_decides_is_asked_about_with_both_readings() -> None:
    reading = read("order_unknown.csv")
    assert [submission.day for submission in reading.submissions] == [None, date(2018, 5, 5)]
    assert [(p.line, p.effect, said(p)) for p in reading.problems] == [
        (2, "question", "“07/04/2018” may be 7 April or 4 July. Write it as 2018-04-07 or as 2018-07-04.")
    ]


def test_a_file_in_both_orders_decides_nothing() -> None:
    reading = read("both_orders.csv")
    assert by_city(reading)["Lyon"].day is None
    assert troubles(reading) == [(4, "Date", "date_order", "question")]


def test_a_hint_in_the_header_decides_the_order() -> None:
    assert only(read("order_in_the_header.csv")).day == APRIL_7
    for hint in ("JJ/MM/AAAA", "TT/MM/JJJJ", "дд/мм/гггг", "d/m/y"):
        assert only(read_text(f"City,Date ({hint})\nParis,07/04/2018\n")).day == APRIL_7
    assert only(read_text("City,Date (mm/dd/yyyy)\nParis,04/07/2018\n")).day == APRIL_7


def test_the_campaign_s_day_decides_where_the_file_does_not() -> None:
    assert only(read_text("City,Date\nParis,07/04/2018\n", campaign_day=APRIL_7)).day == APRIL_7
    assert only(read_text("City,Date\nParis,04/07/2018\n", campaign_day=APRIL_7)).day == APRIL_7
    assert only(read_text("City,Date\nParis,05/06/2018\n", campaign_day=APRIL_7)).day is None


def test_a_missing_year_is_the_campaign_s_or_the_file_s_and_told_and_else_asked_about() -> None:
    reading = read_text("City,Date\nParis,7 April\n", campaign_day=APRIL_7)
    assert only(reading).day == APRIL_7
    assert [(p.effect, said(p)) for p in reading.problems] == [
        ("note", "“7 April” names no year, so 2018 was taken.")
    ]
    assert by_city(read_text("City,Date\nParis,7 April\nLyon,8 April 2018\n"))["Paris"].day == APRIL_7
    assert troubles(read_text("City,Date\nParis,7 April\n")) == [(2, "Date", "no_year", "question")]


def test_days_that_there_are_not_are_asked_about_each_with_its_reason() -> None:
    reading = read("days_that_are_none.csv")
    assert [submission.day for submission in reading.submissions] == [None] * 7
    assert [(p.code, p.effect.value, said(p)) for p in reading.problems] == [
        ("date_impossible", "question", "There is no such day as “31/02/2018”. Write it such as 2018-04-07."),
        ("date_impossible", "question", "There is no such day as “2018-13-01”. Write it such as 2018-04-07."),
        (
            "two_digit_year",
            "question",
            "Which year is meant in “07/04/18”? Write it with four digits, such as 2018.",
        ),
        ("weekday", "question", "“Friday 7 April 2018”: 7 April 2018 is a Saturday. Which day is meant?"),
        ("date_unreadable", "question", "We could not read “soon” as a date. Write it such as 2018-04-07."),
        (
            "several_days",
            "question",
            "“7 and 9 April 2018” names more than one day. Write one row for each, or the first.",
        ),
        (
            "spreadsheet_number",
            "question",
            "“43197” looks like a spreadsheet's own number for 2018-04-07. Is that what is meant?",
        ),
    ]


def test_times_that_cannot_be_kept_are_asked_about_and_leave_the_time_open() -> None:
    reading = read("times_that_are_none.csv")
    assert [submission.starts for submission in reading.submissions] == [None] * 3 + [time(14)] * 2
    assert [submission.clock for submission in reading.submissions] == ["", "", "", "utc", "+02:00"]
    assert [problem.code for problem in reading.problems] == [
        "time_unreadable_none",
        "time_half",
        "time_unreadable",
    ]
    assert {problem.effect.value for problem in reading.problems} == {"question"}


def test_what_is_not_known_yet_is_left_open_without_a_word() -> None:
    reading = read("not_yet_known.csv")
    assert reading.problems == ()
    assert [(s.day, s.starts, s.expected_people, s.link) for s in reading.submissions] == [
        (None, None, None, "")
    ] * 2


@pytest.mark.parametrize("text", ["5 i 2018", "7.IIX.2018", "7.IV.18", "7.IV/2018", "3.7.IV.2018"])
def test_letters_that_are_hardly_a_month_in_roman_numerals_are_not(text: str) -> None:
    assert read_moment(text, Calendar("day first")).day in (None, date(2018, 1, 5))


@pytest.mark.parametrize(
    ("cells", "campaign_day", "read_as"),
    [
        (("1523109600", "1523113200"), None, ["2018-04-07 14:00:00 UTC", "2018-04-07 15:00:00 UTC"]),
        (("1523109600000", "tbc"), APRIL_7, ["2018-04-07 14:00:00 UTC", "None None "]),
        (("1523109600", "2018-04-07"), None, ["None None ", "2018-04-07 None "]),  # not all of the column
        (("1523109600", "1523059200"), None, ["None None "] * 2),  # midnight: a day, or the evening before
        (("1523109600", "1523113200"), date(2025, 4, 5), ["None None "] * 2),
        (("9523109600", "1523113200"), None, ["None None "] * 2),
    ],
)
def test_seconds_since_1970_are_a_moment_where_a_whole_column_counts_them(
    cells: tuple[str, str], campaign_day: date | None, read_as: list[str]
) -> None:
    reading = read_text("City,Date\nOslo,{}\nBern,{}\n".format(*cells), campaign_day=campaign_day)
    assert [f"{one.day} {one.starts} {one.clock}" for one in reading.submissions] == read_as
    asked = {line for line, _, code, _ in troubles(reading) if code == "date_unreadable"}
    unread = {line for line, one in enumerate(read_as, 2) if one == "None None " and cells[line - 2] != "tbc"}
    assert asked == unread


def test_an_answer_to_one_row_leaves_the_others_in_seconds() -> None:
    table = b"City,Date\nOslo,1523109600\nBern,1523113200\n"
    reading = read_submissions(table, edits={2: {"day": "2018-04-08"}})
    assert [str(one.starts) for one in reading.submissions] == ["None", "15:00:00"]


def test_the_clock_of_a_time_may_stand_in_a_column_of_its_own() -> None:
    reading = read_text("City,Time,Time zone\nParis,14:00,UTC\nLagos,14:00,WAT\nLyon,,UTC\n")
    assert [one.clock for one in reading.submissions] == ["≈UTC", "≈WAT", ""]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("header", "clock"),
    [
        ("Time GMT+1", "≈GMT+1"), ("Start (local time, UTC+2)", "≈UTC+2"), ("Time UTC -5", "≈UTC -5"),
        ("Start (local time, not UTC)", ""), ("Heure locale (pas UTC)", ""), ("Time UTC−5", ""),
    ],
)  # fmt: skip
def test_a_header_that_names_another_clock_than_utc_is_not_taken_for_utc(header: str, clock: str) -> None:
    assert only(read_text(f'City,"{header}"\nParis,14:00\n')).clock == clock


@pytest.mark.parametrize("header", ["starts_at_utc", "Start time (UTC)", "Time (GMT)"])
def test_the_clock_of_the_times_may_stand_in_their_header(header: str) -> None:
    assert only(read_text(f"City,{header}\nParis,14:00\n")).clock.casefold() in ("≈utc", "≈gmt")


def test_brackets_behind_a_header_of_hours_name_no_clock_unless_there_is_one() -> None:
    texts = ("Time (local)", "Start time (24h)", "Time (am)", "Uhrzeit (ca.)")
    assert {only(read_text(f"City,{text}\nParis,14:00\n")).clock for text in texts} == {""}


@pytest.mark.parametrize(
    "text",
    NOT_KNOWN_YET.split("|"),
)
def test_what_is_open_may_be_named_before_the_words_that_say_so(text: str) -> None:
    assert is_left_open(text)


@pytest.mark.parametrize(
    "text",
    [
        "bude 14:00",
        "va fi 5 decembrie",
        "sonra 14:00",
        "稍后14:00",
        "追って14時",
        "추후 14:00",
        "будет 14:00",
    ],
)
def test_a_number_beside_words_for_what_is_open_is_asked_about(text: str) -> None:
    assert [p.effect for p in read_text(f"City,Time\nOslo,{text}\n").problems] == [Effect.QUESTION]


@pytest.mark.parametrize(
    "text",
    [
        "sera annoncé le 5 décembre 2026",
        "bude oznámeno 5.12.2026",
        "будет объявлено 5 декабря 2026",
        "va fi anunțat 5.12.2026",
    ],
)
def test_the_day_of_an_announcement_is_not_the_day_of_the_action(text: str) -> None:
    reading = read_text(f"City,Day\nOslo,{text}\n")
    assert only(reading).day is None
    assert [p.code for p in reading.problems] == ["date_unreadable"]


@pytest.mark.parametrize("text", ["date", "14 h", "heure 14", "hora 14:00", "Saturday", "time 2pm", "jour 7"])
def test_what_is_known_is_not_left_open(text: str) -> None:
    assert not is_left_open(text)


@pytest.mark.parametrize("text", ["April 7, '18", "April 7, ’18", "7 April ’18", "7 avril '18"])
def test_a_year_of_two_digits_behind_an_apostrophe_is_no_hour(text: str) -> None:
    assert [doubt.code for doubt in read_moment(text, Calendar()).doubts] == ["two_digit_year"]


@pytest.mark.parametrize(
    "text", ["शनिवार, 7 अप्रैल 2018", "७ अप्रैल २०१८ शनिवार", "शनि 7 अप्रैल 2018", "วันเสาร์ 7 เมษายน 2561"]
)
def test_weekdays_written_with_vowel_signs_are_read(text: str) -> None:
    assert read_moment(text, Calendar()).day == APRIL_7


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2025-03-01T14:00:00-03:00", "-03:00"),
        ("2025-03-01T14:00-03:00", "-03:00"),
        ("2025-03-01T14:00:00.000Z", "z"),
        ("Sat Mar 1 2025 14:00:00 GMT-0300 (Argentina Standard Time)", "gmt-0300 (argentina standard time"),
        ("1 March 2025, 2 pm EDT", "edt"),
    ],
)
def test_a_day_and_time_with_an_offset_are_read_with_it(text: str, zone: str) -> None:
    assert read_moment(text, Calendar()) == Moment(date(2025, 3, 1), time(14), zone=zone)


@pytest.mark.parametrize("text", FOURTEEN.split("|"))
def test_a_day_is_understood_in_many_languages_and_calendars(text: str) -> None:
    assert read_moment(text, Calendar()) == Moment(date(2025, 6, 14))


@pytest.mark.parametrize(
    ("text", "calendar"), [("۱۴۰۴/۰۳/۲۴", "Persian"), ("18/12/1446", "Hijri"), ("2568-06-14", "Buddhist")]
)
def test_a_year_of_another_calendar_is_asked_about_by_its_name_and_converted(
    text: str, calendar: str
) -> None:
    (doubt,) = read_moment(text, Calendar()).doubts
    assert (doubt.offers, calendar in said(doubt)) == (("2025-06-14",), True)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("43197", "2018-04-07"),
        ("0.583333333", "14:00"),
        ("43197.583333", "2018-04-07 14:00"),
    ],
)
def test_a_spreadsheet_s_own_number_is_offered_as_what_it_means(text: str, meant: str) -> None:
    (doubt,) = read_moment(text, Calendar()).doubts
    assert (doubt.code, doubt.offers) == ("spreadsheet_number", (meant,))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("June 14-15, 2025", "2025-06-14", "2025-06-15"),
        ("14–16 June 2025", "2025-06-14", "2025-06-16"),
        ("14 and 15 June 2025", "2025-06-14", "2025-06-15"),
        ("June 14 - June 16, 2025", "2025-06-14", "2025-06-16"),
        ("28 June to 2 July 2025", "2025-06-28", "2025-07-02"),
        ("30 December - 2 January 2026", "2025-12-30", "2026-01-02"),
        ("Fri 13 - Sun 15 June 2025", "2025-06-13", "2025-06-15"),
        ("14.-16.06.2025", "2025-06-14", "2025-06-16"),
        ("14-16.6.2025", "2025-06-14", "2025-06-16"),
        ("2025-06-14 to 2025-06-16", "2025-06-14", "2025-06-16"),
        ("du 14 au 16 juin 2025", "2025-06-14", "2025-06-16"),
        ("vom 14. bis 16. Juni 2025", "2025-06-14", "2025-06-16"),
        ("с 14 по 16 июня 2025", "2025-06-14", "2025-06-16"),
        ("del 14 al 16 de junio de 2025", "2025-06-14", "2025-06-16"),
    ],
)
def test_several_days_in_one_cell_are_the_first_and_the_last(text: str, first: str, last: str) -> None:
    moment = read_moment(text, Calendar())
    assert (str(moment.day), str(moment.last_day), moment.doubts) == (first, last, ())


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("14-15 June 2025, 14:00", "14:00:00", "None"),
        ("14-15 June 2025, 14:00-16:00", "14:00:00", "16:00:00"),
        ("2025-06-14 14:00 - 2025-06-16 12:00", "14:00:00", "12:00:00"),
    ],
)
def test_hours_of_several_days_are_those_of_the_first_and_the_last(text: str, starts: str, ends: str) -> None:
    moment = read_moment(text, Calendar())
    assert (str(moment.starts), str(moment.ends), moment.doubts) == (starts, ends, ())
    assert moment.last_day is not None


@pytest.mark.parametrize(
    "text",
    [
        "14 and 16 June 2025",
        "16-14 June 2025",
        "Sat 14 - Mon 15 June 2025",
        "14-16-18 June 2025",
        "14-16.06.25",
    ],
)
def test_days_that_are_not_all_from_one_to_another_are_asked_about(text: str) -> None:
    moment = read_moment(text, Calendar())
    assert (moment.last_day, [doubt.effect for doubt in moment.doubts]) == (None, ["question"])


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("07.04.18", ("2018-04-07",)),
        ("07/04/18", ("2018-04-07", "2018-07-04")),
        ("25.04.18, 2 pm", ("2018-04-25 14:00",)),
        ("25 เม.ย. 61", ("2018-04-25",)),
    ],
)
def test_a_year_in_two_digits_is_asked_about_with_the_days_of_this_century(
    text: str, offers: tuple[str, ...]
) -> None:
    (doubt,) = read_moment(text, Calendar()).doubts
    assert (doubt.code, doubt.offers) == ("two_digit_year", offers)


def test_two_columns_that_contradict_each_other_are_asked_about() -> None:
    reading = read_text("City,Date,Start\nParis,2018-04-07,2018-04-08 14:00\n")
    assert troubles(reading) == [(2, "Start", "two_answers", "question")]


def test_an_action_that_ends_on_a_later_day_has_its_last_day() -> None:
    reading = read_text("City,Start,End\nParis,2018-04-07 14:00,2018-04-08 16:00\n")
    said = only(reading)
    assert (troubles(reading), said.day, said.last_day) == ([], APRIL_7, date(2018, 4, 8))
    assert (said.starts, said.ends) == (time(14), time(16))


def test_an_end_before_the_beginning_is_asked_about() -> None:
    reading = read_text("City,Start,End\nParis,2018-04-07 14:00,2018-04-06 16:00\n")
    assert troubles(reading) == [(2, "End", "ends_before", "question")]
    assert only(reading).last_day is None


def test_points_between_numbers_are_the_day_first_order_and_evidence_of_it() -> None:
    assert decide(["13.04.2018"]).order == "day first"
    assert read_moment("04.07.2018", Calendar()).day == date(2018, 7, 4)


@pytest.mark.parametrize(
    "text",
    [
        "das 14h às 16h", "з 14:00 до 16:00", "od 14:00 do 16:00", "من 14:00 إلى 16:00", "من 2 إلى 4 مساء", "下午2-4点",
        "下午2点到4点", "14:00至16:00", "午後2時〜4時", "14時から16時", "오후 2시~4시", "van 14 tot 16 uur", "2pm-4",
        "14:00-16:00 arası", "od 14 do 16 hodin",
    ],
)  # fmt: skip
def test_from_two_to_four_is_understood_in_the_languages_of_the_page(text: str) -> None:
    assert times(text) == (time(14), time(16))


@pytest.mark.parametrize(
    "text",
    [
        "下午两点",
        "vanaf 14 uur",
        "om 14 uur",
        "14:00'te",
        "saat 14.00'da",
        "14:00-kor",
        "a partir das 14h",
        "2 PM Eastern",
    ],
)
def test_further_ways_to_write_two_in_the_afternoon(text: str) -> None:
    assert times(text)[0] == time(14)


@pytest.mark.parametrize("text", ["12 am", "12:00 AM"])
def test_twelve_in_the_morning_is_midnight_and_asked_about(text: str) -> None:
    found = read_times(text)
    assert isinstance(found, Doubt)
    assert found.code == "midnight"


@pytest.mark.parametrize("text", ["10-12am", "10am/2pm"])
def test_hours_of_which_nobody_can_tell_what_they_are_make_no_range(text: str) -> None:
    assert isinstance(read_times(text), Doubt)


@pytest.mark.parametrize(
    "text",
    [
        "2018年4月7日至9日", "2018年4月7日-4月9日", "2018年4月7日～9日", "4月7日～9日", "2018년 4월 7일~9일",
        "07.04. - 09.04.2018", "2018-04-07/2018-04-09", "2018-04-07 → 2018-04-09", "od 7 do 9 kwietnia 2018",
        "з 7 по 9 квітня 2018", "من 7 إلى 9 أبريل 2018",
    ],
)  # fmt: skip
def test_several_days_are_understood_in_further_languages(text: str) -> None:
    found = read_moment(text, Calendar(year=2018))
    assert (found.day, found.last_day) == (APRIL_7, date(2018, 4, 9))
    assert "question" not in {one.effect for one in found.doubts}


@pytest.mark.parametrize(
    "text",
    [
        "7 نيسان 2018", "7 أفريل 2018", "H30.4.7", "2pm on 7 April 2018", "7.IV.2018", "7 iv 2018", "7/IV/2018 14:00",
        "7. Ⅳ. 2018",
    ],
)  # fmt: skip
def test_further_ways_to_write_the_seventh_of_april(text: str) -> None:
    assert read_moment(text, Calendar()).day == APRIL_7


@pytest.mark.parametrize(
    "text", ["四月七日", "四月七号", "ngày 7 tháng 4", "7 tháng tư", "Thứ bảy, 7 tháng 4", "วันเสาร์ที่ 7 เมษายน"]
)
def test_a_day_in_words_takes_the_year_of_the_campaign(text: str) -> None:
    assert read_moment(text, Calendar(year=2018)).day == APRIL_7


@pytest.mark.parametrize("text", ["วันอาทิตย์ที่ 7 เมษายน 2561", "Chủ nhật, ngày 7 tháng 4 năm 2018"])
def test_a_weekday_of_further_languages_that_does_not_fit_is_asked_about(text: str) -> None:
    assert [one.code for one in read_moment(text, Calendar()).doubts] == ["weekday"]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("二十点三十分", time(20, 30)), ("上午十点半", time(10, 30)), ("2 ทุ่ม", time(20)), ("สองทุ่ม", time(20)),
        ("10 โมงเช้า", time(10)), ("4 โมงเย็น", time(16)), ("เที่ยง", time(12)), ("2 giờ rưỡi chiều", time(14, 30)),
        ("2 giờ 30 phút chiều", time(14, 30)), ("7 giờ tối", time(19)), ("12 giờ trưa", time(12)),
        ("下午三点一刻", time(15, 15)), ("上午九點三刻", time(9, 45)), ("晚上8点过1刻", time(20, 15)),
    ],
)  # fmt: skip
def test_hours_are_understood_as_they_are_counted_elsewhere(text: str, starts: time) -> None:
    assert times(text) == (starts, None)


@pytest.mark.parametrize(
    ("text", "day", "starts"),
    [
        ("7/4 2018", APRIL_7, None),
        ("7.4. 2018", APRIL_7, None),
        ("7/4 2030", APRIL_7, time(20, 30)),
        ("7/4 2015", APRIL_7, time(20, 15)),
        ("7/4 2010-2200", APRIL_7, None),
    ],
)
def test_a_year_may_stand_apart_from_its_day_and_month(text: str, day: date, starts: time | None) -> None:
    moment = read_moment(text, Calendar("day first", year=2018))
    assert (moment.day, moment.starts) == (day, starts)


@pytest.mark.parametrize("text", ["noon till 2", "14:00 - 4", "12 Uhr bis 2"])
def test_an_end_that_may_be_in_the_afternoon_is_not_taken_for_the_night(text: str) -> None:
    assert isinstance(read_times(text), Doubt)


def test_an_end_after_midnight_is_taken_as_it_is_written() -> None:
    assert times("22:00-2") == (time(22), time(2))
    assert times("14:00-02:00") == (time(14), time(2))


def test_a_weekday_before_an_hour_is_no_part_of_its_number() -> None:
    assert plain_dashes("周六三点") == "周六3点"


def test_hours_of_a_thai_morning_that_may_be_counted_from_six_are_asked_about() -> None:
    assert isinstance(read_times("3 โมงเช้า"), Doubt)


def test_a_number_alone_in_a_column_of_days_is_no_hour() -> None:
    found = read_moment("14", Calendar(year=2018))
    assert (found.day, found.starts, [one.code for one in found.doubts]) == (None, None, ["date_unreadable"])


def test_two_lines_of_a_place_are_two_places() -> None:
    assert only(read_text('City\n"Roma\nMilano"\n')).place.city == "Roma, Milano"


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("half past seven", ("19:30", "07:30")),
        ("halb acht", ("19:30", "07:30")),
        ("kl. halv åtte", ("19:30", "07:30")),
        ("half acht", ("19:30", "07:30")),
        ("quarter to six", ("17:45", "05:45")),
        ("kwart over zeven", ("19:15", "07:15")),
        ("sept heures et demie", ("19:30", "07:30")),
        ("a las 7 y media", ("19:30", "07:30")),
        ("7ish", ("19:00", "07:00")),
    ],
)
def test_an_hour_that_is_told_in_words_is_asked_about_with_its_two_meanings(
    text: str, offers: tuple[str, ...]
) -> None:
    doubt = read_times(text)
    assert isinstance(doubt, Doubt)
    assert (doubt.code, doubt.offers) == ("time_half", offers)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("half past seven pm", time(19, 30)), ("viertel vor acht abends", time(19, 45)), ("halb eins", time(12, 30)),
        ("sept heures du soir", time(19)), ("alle sette di sera", time(19)), ("2 to 4pm", time(14)),
    ],
)  # fmt: skip
def test_a_part_of_the_day_beside_such_an_hour_settles_it(text: str, starts: time) -> None:
    said = read_times(text)
    assert isinstance(said, Times)
    assert said.starts == starts


@pytest.mark.parametrize("text", ["dix-sept heures", "ten to six", "half 8"])
def test_an_hour_of_which_a_word_is_not_understood_is_not_read(text: str) -> None:
    doubt = read_times(text)
    assert isinstance(doubt, Doubt)
    assert (doubt.code, doubt.offers) == ("time_unreadable", ())


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        ("2018-04-07", "Saturday 3pm", []),
        ("2018-04-07", "周六下午三点", []),
        ("2018-04-07", "Friday 3pm", ["weekday"]),
        ("", "Saturday 3pm", ["date_unreadable"]),
        ("2018", "15:00", ["date_unreadable"]),
    ],
)
def test_a_weekday_beside_an_hour_is_held_against_the_day(day: str, hour: str, expected: list[str]) -> None:
    reading = read_text(f"City,Date,Time\nOslo,{day},{hour}\nBern,2018-04-07,15:00\n")
    assert [one.code for one in reading.problems if one.effect is Effect.QUESTION] == expected
    assert reading.submissions[0].starts == (
        None if expected == ["date_unreadable"] and not day else time(15)
    )
