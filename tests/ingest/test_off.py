"""What is called off is not published as planned, wherever a file says it."""

import pytest

from dashboard.ingest.off import calls_off, is_marked_off
from dashboard.model import Status
from tests.ingest.reading import only, read_submissions, read_text, troubles

CANCELLED = {
    "en": "Cancelled", "fr": "Annulée", "es": "Cancelado", "pt": "Cancelada", "de": "Abgesagt", "it": "Annullato",
    "ru": "Отменено", "uk": "Скасовано", "pl": "Odwołane", "tr": "İptal edildi", "ar": "ملغاة", "zh": "已取消",
    "ja": "中止", "ko": "취소", "fa": "لغو شد", "he": "בוטל", "hi": "रद्द", "th": "ยกเลิก", "vi": "Đã hủy",
}  # fmt: skip
POSTPONED = {
    "en": "Postponed", "fr": "Reportée", "es": "Aplazado", "pt": "Adiada", "de": "Verschoben", "it": "Rinviata",
    "ru": "Перенесено", "uk": "Відкладено", "pl": "Przełożone", "tr": "Ertelendi", "ar": "مؤجلة", "zh": "已推迟",
    "ja": "延期", "ko": "연기", "he": "נדחה", "hi": "स्थगित",
}  # fmt: skip
HEADERS = {
    Status.CANCELLED: "cancelled|is_cancelled|isCanceled|Event cancelled?|Annulé|Action annulée ?|¿Cancelada?|"
    "Cancelado|Abgesagt|Abgesagt?|Fällt aus|Annullato|Отменено|Скасовано|Odwołane|Czy odwołane?|İptal|İptal edildi mi?|"
    "ملغاة|هل ألغيت؟|已取消|取消|中止|취소|रद्द|בוטל|ยกเลิก|Cancellation date",
    Status.POSTPONED: "postponed|is_postponed|Reporté|Aplazada|Adiado|Verschoben?|Rinviato|Перенесено|Відкладено|"
    "Przełożone|Ertelendi|مؤجلة|推迟|延期|연기",
}


@pytest.mark.parametrize("status", HEADERS)
@pytest.mark.parametrize("cell", ["yes", "TRUE", "1", "x", "✓", "2018-04-01 10:00"])
def test_a_yes_below_a_header_that_says_so_calls_its_row_off(status: Status, cell: str) -> None:
    for header in HEADERS[status].split("|"):
        reading = read_text(f"City,{header}\nOslo,{cell}\nBern,\nRome,\n")
        assert [one.status for one in reading.submissions] == [status, Status.PLANNED, Status.PLANNED], header
        assert troubles(reading) == [], header


@pytest.mark.parametrize("cell", ["no", "0", "False", "нет", "нет.", "n/a"])
def test_a_no_below_such_a_header_does_not(cell: str) -> None:
    reading = read_text(f"City,is_cancelled\nOslo,{cell}\nBern,yes\n")
    assert [one.status for one in reading.submissions] == [Status.PLANNED, Status.CANCELLED]
    assert troubles(reading) == []


def test_it_goes_before_what_a_column_of_status_says() -> None:
    text = "City,Status,Cancelled,Postponed\nOslo,confirmed,1,0\nBern,live,0,1\nRome,confirmed,0,0\n"
    statuses = [one.status for one in read_text(text).submissions]
    assert statuses == [Status.CANCELLED, Status.POSTPONED, Status.CONFIRMED]
    assert only(read_text("City,Status,Event status\nOslo,live,cancelled\n")).status == Status.CANCELLED


@pytest.mark.parametrize("words", [*CANCELLED.values(), *POSTPONED.values()])
def test_a_word_for_it_in_a_column_that_nobody_knows_is_asked_about(words: str) -> None:
    question = (2, "status", "may_be_off", "question")
    assert troubles(read_text(f"City,Wibble\nOslo,{words}\nBern,sunny\nRome,lovely\n")) == [question]
    assert troubles(read_text(f"City,Wibble\nOslo,{words.upper()}!\nBern,sunny\nRome,lovely\n")) == [question]
    status = Status.CANCELLED if words in CANCELLED.values() else Status.POSTPONED
    assert only(read_text(f"City,Status\nOslo,{words}\n")).status == status


@pytest.mark.parametrize(
    "note",
    [
        "Cancelled, do not come", "CANCELLED - no permit", "Отменено, не приходите", "Annulé, ne pas venir",
        "已取消，请勿前往", "Abgesagt, Treffen bei Anna",
        "The event has been cancelled because of threats against us all in the city.",
        "Cancelled due to rain", "This event has been cancelled.", "wurde leider abgesagt", "Die Demo fällt aus",
        "L'action est annulée", "Мероприятие отменено", "etkinlik iptal edildi", "因雨取消", "تم إلغاء الفعالية",
    ],
)  # fmt: skip
def test_a_note_says_that_it_is_called_off(note: str) -> None:
    assert calls_off(note)


@pytest.mark.parametrize(
    "note",
    [
        "Not cancelled", "nicht abgesagt", "雨天中止", "キャンセル料なし", "우천시 취소", "Bei Regen abgesagt",
        "annulé en cas de pluie", "cancelled when it rains", "לא בוטל", "Gặp ở hồ Hoàn Kiếm", "Charges dropped",
        "연길시", "연기자 모임", "If it rains the vigil will be cancelled.", "The vigil is not cancelled.",
        "Cancelled only if it rains hard", "We moved here in 2010", "sunny", "",
        "They called on the mayor, and then on the others, before all was cancelled by nobody in particular",
    ],
)  # fmt: skip
def test_a_note_about_something_else_does_not(note: str) -> None:
    assert not calls_off(note)


@pytest.mark.parametrize(
    "title",
    [
        "CANCELLED: Vigil",
        "[Abgesagt] Mahnwache",
        "Vigil (cancelled)",
        "Marche – ANNULÉE",
        "ABGESAGT Mahnwache",
        "Vigil CANCELLED",
        "CANCELLED VIGIL",
        "VIGIL CANCELLED DUE TO RAIN",
        "Vigil (cancelled due to rain)",
        "Vigil (postponed to 5 May)",
        "Vigil - CANCELLED due to weather",
        "Vigil, cancelled",
        "❌ Vigil cancelled",
        "No a la guerra (cancelado)",
        "【取消】游行",
        "Vigil won't happen",
        "The march is not happening!",
        "Vigil is off",
        "Vigil RESCHEDULED",
        "Marche reportée",
        "Vigil, date tbc",
    ],
)
def test_a_title_that_is_marked_as_called_off_is_asked_about(title: str) -> None:
    assert is_marked_off(title)
    assert troubles(read_text(f'City,Title\nOslo,"{title}"\n')) == [(2, "status", "may_be_off", "question")]
    assert troubles(read_text(f'City,Title,Status\nOslo,"{title}",cancelled\n')) == []


@pytest.mark.parametrize(
    "title",
    [
        "Vigil (not cancelled)",
        "Vigil, moved by love",
        "Hàng Bài, Hoàn Kiếm",
        "MOVED by love",
        "DELAYED Justice March",
        "HOÀN KIẾM LAKE",
        "March against cancelled contracts",
        "Vigil",
        "Annulé-Bouchard street",
        "Walk off the beaten track",
        "The light is off",
        "Rescheduled lives",
        "Data to be shared",
        "МИР",
    ],
)
def test_other_titles_are_not(title: str) -> None:
    assert not is_marked_off(title)


def test_columns_about_how_to_cancel_say_nothing() -> None:
    text = "City,Cancellation policy,Cancel until\nOslo,Free of charge,2018-04-01\nBern,yes,2018-04-02\n"
    assert troubles(read_text(text)) == []
    assert {one.status for one in read_text(text).submissions} == {Status.PLANNED}


def test_why_it_was_called_off_is_asked_about() -> None:
    text = "City,Reason for cancellation\nOslo,storm\nBern,\n"
    assert troubles(read_text(text)) == [(2, "status", "may_be_off", "question")]


@pytest.mark.parametrize(
    "header",
    [
        "Installation?", "Art installation", "Reporte enviado", "Verschönerung", "Huy", "Not cancelled",
        "Can be cancelled",
        "Absage möglich", "Cancellation email sent", "キャンセル待ち", "Postponement possible?", "Rescheduled from",
    ],
)  # fmt: skip
def test_a_header_that_asks_for_something_else_calls_nothing_off(header: str) -> None:
    reading = read_text(f"City,{header}\nOslo,yes\nBern,no\n")
    assert {one.status for one in reading.submissions} == {Status.PLANNED}


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Cancelled?", "maybe"), ("Cancelled?", "No, postponed to May"), ("Cancelled?", "nein, verschoben"),
        ("Cancelled", "No - moved, postponed to 2019"), ("Cancellation reason", "+49 170 1234567"),
        ("Cancelled due to rain?", "yes"), ("Postponed", "to 5 May"), ("Cancelled due to rain (yes/no)", "yes"),
        ("If cancelled: why?", "police ban"), ("Falls abgesagt: Grund", "Polizeiverbot"),
        ("Rescheduled to", "2018-05-05"), ("Postponed until", "2018-05-05"), ("Cancelled?", "No, moved to Saturday"),
        ("Cancelled?", "No longer taking place"), ("Cancelled?", "2018-04-01 not cancelled"),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_plain_is_asked_about(header: str, cell: str) -> None:
    for status in ("", "Status,"):
        confirmed, live = ("confirmed,", "live,") if status else ("", "")
        text = f'City,{status}{header}\nOslo,{confirmed}"{cell}"\nBern,{live}\n'
        asked = [row for row in troubles(read_text(text)) if row[0] == 2 and row[3] == "question"]
        assert asked, text


@pytest.mark.parametrize(
    "header",
    [
        "Has your event been cancelled? (yes/no)",
        "Votre action est-elle annulée ? (oui/non)",
        "¿Tu evento ha sido cancelado? (sí/no)",
    ],
)
def test_a_question_that_names_its_answers_is_a_question(header: str) -> None:
    reading = read_text(f"City,{header}\nOslo,yes\nBern,no\n")
    asked = [row for row in troubles(reading) if row[0] == 2 and row[3] == "question"]
    assert reading.submissions[0].status is Status.CANCELLED or asked


def test_what_a_person_answers_goes_before_a_column_beside() -> None:
    table = "City,Status,Postponed?\nOslo,qqq,yes\nBern,confirmed,no\n"
    for answer in ("cancelled", "confirmed"):
        reading = read_submissions(table.encode(), edits={2: {"status": answer}})
        assert str(reading.submissions[0].status) == answer
    both = read_text("City,Status,Postponed?\nOslo,cancelled,yes\nBern,confirmed,no\n")
    assert both.submissions[0].status is Status.CANCELLED


def test_a_draft_that_is_called_off_stays_so_once_it_may_be_shown() -> None:
    table = "City,Status,Cancelled?\nOslo,draft,yes\nBern,confirmed,no\n"
    reading = read_submissions(table.encode(), edits={2: {"status": "planned"}})
    assert [one.status for one in reading.submissions] == [Status.CANCELLED, Status.CONFIRMED]


@pytest.mark.parametrize(
    "text",
    [
        "Event cancelled due to rain",
        "Mahnwache fällt aus",
        "Bring candles.\nCANCELLED",
        "This event has been cancelled.",
        "Event has been cancelled. See you in May at the same place, with more people.",
    ],
)
def test_a_description_that_says_so_in_one_of_its_lines_is_asked_about(text: str) -> None:
    assert troubles(read_text(f'City,Description\nOslo,"{text}"\n')) == [
        (2, "status", "may_be_off", "question")
    ]


@pytest.mark.parametrize(
    "words", ["Sí, sin problema", "Oui, sans problème", "да, без проблем", "Yes, without restrictions"]
)
def test_a_yes_without_trouble_is_a_yes(words: str) -> None:
    assert troubles(read_text(f'City,May we publish this?\nOslo,"{words}"\nBern,yes\n')) == []


@pytest.mark.parametrize(
    "text",
    [
        "We moved it to 12 April", "Moved to Sunday", "New date: 12 April", "Neuer Termin: 12.4.", "Nueva fecha",
        "改期", "date tbc", "Bring candles. Date still to be confirmed", "Termin noch offen", "date à confirmer",
        "fecha por confirmar", "data a confirmar", "data da confermare", "дата уточняется", "дата уточнюється",
        "data do potwierdzenia", "tarih netleşmedi", "الموعد غير مؤكد", "日期待定", "날짜 미정",
        "won't happen", "no se hace", "gaat niet door", "fällt leider aus", "開催しません", "열리지 않습니다",
    ],
)  # fmt: skip
def test_a_note_that_it_is_another_day_or_not_at_all_is_asked_about(text: str) -> None:
    reading = read_text(f'City,Notes\nOslo,"{text}"\nBern,sunny\n')
    assert troubles(reading) == [(2, "status", "may_be_off", "question")]


@pytest.mark.parametrize(
    "title", ["Moved by music", "Full moon vigil", "Cancel the debt march", "Postponed justice vigil"]
)
def test_a_title_with_such_a_word_of_something_else_is_none(title: str) -> None:
    assert troubles(read_text(f"City,Title\nOslo,{title}\n")) == []


@pytest.mark.parametrize("title", ["Vigil moved to Sunday", "集会は延期になりました"])
def test_a_title_that_it_is_another_day_is_asked_about(title: str) -> None:
    assert [code for _, _, code, _ in troubles(read_text(f"City,Title\nOslo,{title}\n"))] == ["may_be_off"]
