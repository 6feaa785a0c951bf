"""Headers that are questions, exports of other tools, and what a row says against being published."""

import pytest

from dashboard.ingest.columns import recognise
from dashboard.ingest.forbidding import forbids
from dashboard.ingest.publicity import doubt_of
from dashboard.ingest.questions import fields_asked_for
from tests.ingest.reading import only, read_text, troubles

QUESTIONS = {
    "city": "In which city will your action take place?|Your town|Dans quelle ville aura lieu votre action ?|"
    "¿En qué ciudad será la acción?|Em que cidade será a ação?|In welcher Stadt findet die Aktion statt?|"
    "In quale città si svolge?|В каком городе?|У якому місті?|W jakim mieście?|Eylem hangi şehirde olacak?|"
    "في أي مدينة؟|您的行动在哪个城市？",
    "day": "What date will your event be on?|À quelle date ?|¿En qué fecha?|"
    "Qual é a data?|Wann findet eure Aktion statt?|"
    "In che data?|На какую дату?|Якого числа?|Kiedy odbędzie się akcja?|Hangi tarihte?|متى؟|什么时候？",
    "starts": "What time does it start? (local time)|À quelle heure ?|¿A qué hora empieza?|A que horas começa?|"
    "Um wie viel Uhr beginnt es?|A che ora inizia?|Во сколько начало?|О котрій годині?|O której godzinie?|"
    "Saat kaçta başlıyor?|في أي ساعة؟|几点开始？",
    "venue": "Where exactly will you meet?|Wo trefft ihr euch genau?|Где вы встречаетесь?",
    "description": "Tell us a bit about your event!|What will happen?",
    "expected_people": "Roughly how many people do you expect?|Сколько человек придет?",
    "ends": "When does it end?|¿Cuándo termina?",
    "title": "Name of your event|Comment s'appelle votre action ?",
    "organiser": "What is your group called?|Who is organising it?",
    "contact": "Your email address|Contact person",
    "consent": "Do you agree to us sharing these details publicly?|May we show your action on the public map?|"
    "Acceptez-vous que ces informations soient publiées ?|¿Podemos publicar estos datos?|"
    "Dürfen wir die Angaben veröffentlichen?|Можно ли публиковать эти данные?|Чи можна публікувати ці дані?|"
    "Czy możemy opublikować te dane?|Bu bilgileri yayınlayabilir miyiz?|"
    "我们可以公开这些信息吗？|هل يمكننا نشر هذه المعلومات؟|Einverstanden|I agree|D'accord|De acuerdo|Согласен|"
    "Zgadzam się|Kabul ediyorum|أوافق|同意",
    "private": "Is this a private event?",
    "": "Timestamp|Horodateur|Отметка времени|Your name|Subscribe to our newsletter?|May we take photos of you?|"
    "event_photo_url|Venue accessibility|Notes",
}

EXPORTS = {
    "Google Calendar": (
        "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private",
        "title,day,starts,last_day,ends,all_day,description,place,private",
    ),
    "Google Calendar in German": (
        "Betreff,Beginnt am,Beginnt um,Endet am,Endet um,Ganztägiges Ereignis,Beschreibung,Ort,Privat",
        "title,day,starts,last_day,ends,all_day,description,place,private",
    ),
    "Google Calendar in French": (
        "Objet,Date de début,Heure de début,Date de fin,Heure de fin,Journée entière,Description,Emplacement,Privé",
        "title,day,starts,last_day,ends,all_day,description,place,private",
    ),
    "Outlook": (
        "Subject,Start Date,Start Time,End Date,End Time,All day event,Location,Private,Sensitivity",
        "title,day,starts,last_day,ends,all_day,place,private,publicity",
    ),
    "iCalendar": (
        "Summary,Description,Start,End,Location,Status",
        "title,description,starts,ends,place,status",
    ),
    "Meetup by its interface": (
        "local_date,local_time,venue_city,venue_country,visibility,is_online_event",
        "day,starts,city,country,publicity,online",
    ),
    "Google Forms": (
        "Timestamp,In which city will your action take place?,Which country?,"
        "On which date?,At what time does it start?,"
        "Where will you meet?",
        ",city,country,day,starts,venue",
    ),
    "Action Network": (
        "event_title,event_start_date,location_venue,location_locality,"
        "location_region,location_country,location_latitude,"
        "location_longitude,browser_url,description",
        "title,day,venue,city,region,country,latitude,longitude,link,description",
    ),
    "Mobilize": (
        "Event title,Timeslot start,Timeslot end,Timezone,Venue,Address line 1,"
        "City,State,Zipcode,Country,Is virtual,Visibility",
        "title,starts,ends,zone,venue,address,city,region,postcode,country,online,publicity",
    ),
    "Eventbrite": (
        "Event Name,Event ID,Start Date,Start Time,End Date,End Time,Timezone,"
        "Venue Name,Address 1,City,State,Postal Code,"
        "Country,Event Status,Listed",
        "title,own_id,day,starts,last_day,ends,zone,venue,address,city,region,postcode,country,status,consent",
    ),
    "Meetup": (
        "Event Title,Event URL,Start Time,End Time,Venue Name,Venue Address,"
        "Venue City,Venue State,Venue Country,Status,RSVPs",
        "title,link,starts,ends,venue,address,city,region,country,status,",
    ),
    "The Events Calendar": (
        "EVENT NAME,EVENT VENUE NAME,EVENT ORGANIZER NAME,EVENT START DATE,"
        "EVENT START TIME,EVENT END DATE,EVENT END TIME,"
        "ALL DAY EVENT,HIDE FROM EVENT LISTINGS,VENUE CITY,VENUE COUNTRY,EVENT WEBSITE,EVENT DESCRIPTION",
        "title,venue,organiser,day,starts,last_day,ends,all_day,private,city,country,link,description",
    ),
    "ActionKit": (
        "id,title,starts_at,ends_at,venue,address1,city,state,zip,country,public_description,is_private,status",
        "own_id,title,starts,ends,venue,address,city,region,postcode,country,description,private,status",
    ),
    "Airtable": (
        "Event name,Date,City,Country,Organizer,Status,Created time,Last modified",
        "title,day,city,country,organiser,status,,",
    ),
}


@pytest.mark.parametrize(
    ("header", "field"),
    [(header, field) for field, headers in QUESTIONS.items() for header in headers.split("|")],
)
def test_the_words_of_a_question_say_which_field_it_asks_for(header: str, field: str) -> None:
    assert next(iter(fields_asked_for(header)), "") == field


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        ("タイトル,都市,国,会場,日時,開始時間,終了時間", "title city country venue day starts ends"),
        ("행사명,도시,국가,장소,날짜,시간", "title city country place day starts"),
        ("ชื่อกิจกรรม,เมือง,จังหวัด,ประเทศ,สถานที่,วันที่,เวลา", "title city region country place day starts"),
        ("Tên sự kiện,Thành phố,Quốc gia,Địa điểm,Ngày,Giờ", "title city country place day starts"),
        ("Τίτλος,Πόλη,Χώρα,Τοποθεσία,Ημερομηνία,Ώρα", "title city country place day starts"),
        ("כותרת,עיר,מדינה,מקום,תאריך,שעה", "title city country place day starts"),
        ("نام رویداد,شهر,کشور,مکان,تاریخ,ساعت", "title city country place day starts"),
        ("शीर्षक,शहर,देश,स्थान,तारीख,समय", "title city country place day starts"),
        ("Rubrik,Stad,Land,Plats,Datum,Tid", "title city country place day starts"),
        ("Titel,Stad,Land,Plaats,Datum,Tijd", "title city country place day starts"),
        ("Název,Město,Země,Místo,Datum,Čas", "title city country place day starts"),
        ("Esemény,Város,Ország,Helyszín,Dátum,Kezdés", "title city country place day starts"),
        ("Titlu,Oraș,Țară,Loc,Data,Ora", "title city country place day starts"),
        (
            "どの都市ですか？,いつ開催されますか？,何時に始まりますか？|"
            "어느 도시입니까?,언제입니까?,몇 시에 시작합니까?|"
            "จัดที่เมืองไหน,วันที่เท่าไร,เริ่มเวลากี่โมง|"
            "Ở thành phố nào?,Ngày nào?,Mấy giờ bắt đầu?|"
            "किस शहर में?,किस तारीख को?,कितने बजे?|"
            "באיזו עיר?,באיזה תאריך?,באיזו שעה?|I vilken stad?,När?,Vilken tid?|"
            "In welke stad?,Wanneer?,Hoe laat begint het?",
            "city day starts",
        ),
    ],
)
def test_plain_headers_of_further_languages_are_recognised(names: str, fields: str) -> None:
    for header in names.split("|"):
        found = {index: name for name, index in recognise(header.split(",")).indices.items()}
        assert [found.get(index, "") for index in range(len(fields.split()))] == fields.split(), header


@pytest.mark.parametrize("tool", EXPORTS)
def test_the_exports_of_other_tools_are_recognised(tool: str) -> None:
    header, fields = EXPORTS[tool]
    names = header.split(",")
    cells = ["Oslo" if field in {"city", "place"} else "" for field in fields.split(",")]
    found = read_text(f"{header}\n{','.join(cells)}\n").columns
    assert [found.get(name, "") for name in names] == fields.split(",")


@pytest.mark.parametrize(
    ("field", "cells"),
    {
        "private": "1|True|yes|oui|sí|ja|да|так|tak|evet|نعم|是|private|draft",
        "consent": "no|No, rather not|non|nein|não|нет|ні|nie|hayır|لا|否|false|0|private",
        "publicity": "private|PRIVATE|draft|unlisted|Members only|privé|borrador|Entwurf|"
        "bozza|черновик|чернетка|szkic|taslak|草稿",
        "status": "draft|private|pending|trash|brouillon|Entwurf|черновик|草稿",
    }.items(),
)  # fmt: skip
def test_what_a_file_marks_as_private_or_as_not_to_be_shared_waits(field: str, cells: str) -> None:
    found = {cell: doubt_of(field, cell) for cell in cells.split("|")}
    assert {cell: doubt and doubt.code for cell, doubt in found.items()} == dict.fromkeys(found, "not_public")


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("private", "|0|False|no|nein|нет|hayır|否|public"),
        ("consent", "yes|Yes, of course|I agree|oui|ja|да|evet|نعم|同意|1|public"),
        ("publicity", "|public|Published|öffentlich|публично|公开"),
        ("status", "|planned|confirmed|live|whatever"),
    ],
)
def test_what_may_be_public_is_not_asked_about(field: str, cells: str) -> None:
    assert [doubt_of(field, cell) for cell in cells.split("|")] == [None] * len(cells.split("|"))


def test_an_answer_of_which_nobody_can_tell_whether_it_is_yes_is_asked_about() -> None:
    codes = [
        doubt and doubt.code
        for doubt in map(doubt_of, ("consent", "consent", "private"), ("", "maybe", "maybe"))
    ]
    assert codes == ["consent_missing", "privacy_unclear", "privacy_unclear"]


def test_a_private_row_is_asked_about_in_its_column() -> None:
    assert troubles(read_text("City,is_private\nOslo,1\nBern,0\n")) == [
        (2, "is_private", "not_public", "question")
    ]
    assert troubles(read_text("City,Status\nOslo,Draft\n")) == [(2, "Status", "not_public", "question")]


def test_what_happens_online_is_no_pin_for_its_country() -> None:
    reading = read_text("Event title,City,Country,Is virtual\nCall,,US,TRUE\n")
    assert (reading.submissions, troubles(reading)) == ((), [(2, "Is virtual", "online_only", "refusal")])


def test_an_end_date_of_its_own_column_is_the_last_day_with_its_hour() -> None:
    reading = read_text(
        "City,Start Date,Start Time,End Date,End Time\nLyon,2025-06-14,14:00,2025-06-16,12:00\n"
    )
    said = only(reading)
    assert (str(said.last_day), str(said.ends), troubles(reading)) == ("2025-06-16", "12:00:00", [])


def test_what_a_calendar_marks_as_all_day_has_no_hour() -> None:
    reading = read_text(
        "Subject,Start Date,Start Time,All Day Event,Location\nVigil,06/15/2025,9:00 AM,True,Oslo\n"
    )
    assert (only(reading).title, only(reading).starts, only(reading).no_default) == (
        "Vigil",
        None,
        ("starts",),
    )


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        (
            "Do you want your event to appear on the public map?|Publish (yes/no)|Publish or not|isPublic|Freigabe|"
            "Souhaitez-vous que votre action apparaisse sur la carte ?|Afficher sur la carte ?|Publier (oui/non)|"
            "¿Mostrar en el mapa?|Publicar (sí/no)|Mostrar no mapa?|Autoriza a divulgação?|Auf der Karte anzeigen?|"
            "Soll die Aktion öffentlich sichtbar sein?|Mostrare sulla mappa?|Публиковать? (да/нет)|"
            "Показывать на карте?|Чи можемо показати подію на мапі?|Публікувати? (так/ні)|Pokazać na mapie?|"
            "Publikować? (tak/nie)|Haritada gösterilsin mi?|Herkese açık mı?|"
            "هل يمكننا عرضها على الخريطة؟|在地图上显示？|是否公开",
            "consent",
        ),
        (
            "Do not publish|Don't show on map|Hide from map|Internal only?|Ne pas publier|No publicar|Não publicar|"
            "Nicht veröffentlichen|Nicht öffentlich|Non pubblicare|Не публиковать|Не публікувати|Nie publikować|"
            "Yayınlanmasın|لا تنشر|不要公开",
            "private",
        ),
        ("Do you mind if we publish it?|Wheelchair accessible?|Newsletter?|May we publish photos?", ""),
        (
            "I agree that my event is shown on the map and can have it removed at any time|"
            "Können wir die Aktion zeigen? (Sie können sie jederzeit entfernen lassen)|"
            "May we show this (excluding your name)?|Show on the map (removed on request)|"
            "Публиковать на карте (можно убрать позже)?|Auf der Karte zeigen (später entfernbar)",
            "consent",
        ),
        (
            "Can we list this? contact details removed|May we show this on our website (without your contact details)?|"
            "May we publish the event? Phone numbers are not shown.|Can we list this? Your e-mail stays private.|"
            "Pouvons-nous afficher ceci ? (coordonnées retirées)|¿Podemos publicarlo? Sin correo ni contacto|"
            "Podemos publicar isto? (sem contacto)|Dürfen wir das zeigen? Kontaktdaten werden entfernt|"
            "Possiamo pubblicarla? (contatti esclusi)|Можно опубликовать? (контакты удалим)|"
            "Чи можна оприлюднити? (без контактів)|Czy możemy opublikować? (bez kontaktu)|"
            "Yayınlayabilir miyiz? (iletişim bilgileri hariç)|هل يمكننا نشر "
            "الفعالية؟ بدون التواصل|可以公开吗？（不含联系方式）",
            "consent",
        ),
        ("May we leave it off the map?|Von der Karte entfernen|Remove from the map at any time", "private"),
    ],
)
def test_a_column_of_yes_and_no_may_say_by_its_words_what_may_be_public(headers: str, field: str) -> None:
    for header in headers.split("|"):
        found = recognise(["City", header], [["Oslo", "yes"], ["Bern", "no"]])
        assert {name for name, index in found.indices.items() if index} == ({field} if field else set()), (
            header
        )


@pytest.mark.parametrize(
    ("headers", "is_asked"),
    [
        (
            "May we list this without the address?|May we show this (excluding your name)?|"
            "Pouvons-nous l’afficher, sans le lieu exact ?|¿Podemos publicarlo sin la dirección?|"
            "Dürfen wir das zeigen, ohne den genauen Ort?|Possiamo pubblicarla senza indirizzo?|"
            "Можно опубликовать без адреса?|Yayınlayabilir miyiz? (adres hariç)|可以公开吗？（不含地址）",
            True,
        ),
        (
            "May we list this without your e-mail address?|"
            "May we show this on our website (without your contact details)?|"
            "¿Podemos publicarlo? Sin correo ni contacto|Dürfen wir das zeigen? Kontaktdaten werden entfernt|"
            "May we show the address on the map?|Pouvons-nous l’afficher sans adresse e-mail ?",
            False,
        ),
    ],
)
def test_a_yes_to_being_shown_without_a_part_of_the_row_is_asked_about(headers: str, is_asked: bool) -> None:
    for header in headers.split("|"):
        reading = read_text(f'City,Address,"{header}"\nOslo,Street 1,Yes\nRome,Street 2,No\n')
        codes = [(line, code) for line, _, code, *_ in troubles(reading)]
        assert ((2, "privacy_unclear") in codes, (3, "not_public") in codes) == (is_asked, True), header


def test_the_answer_to_a_yes_in_part_settles_it() -> None:
    header = "City,Address,May we list this without the address?\n"
    problems = read_text(f"{header}Oslo,Street 1,Yes\nRome,Street 2,\n").problems
    assert {one.offers for one in problems if one.code in ("privacy_unclear", "consent_missing")} == {
        ("public",)
    }
    assert troubles(read_text(f"{header}Oslo,Street 1,public\n")) == []


@pytest.mark.parametrize(
    ("header", "yes"),
    [
        ("非公開", "はい"), ("비공개", "예"), ("غير علني", "نعم"), ("خصوصی", "بله"), ("פרטי", "כן"),
        ("निजी", "हाँ"), ("下書き", "はい"),
        ("Invite Only", "TRUE"), ("Password Protected", "yes"), ("is_deleted", "1"), ("Anonymous", "yes"),
        ("匿名", "是"),
        ("Sensitivity", "Private"), ("privacy_setting", "locked"), ("Embargo until", "2018-05-01"),
        ("deleted_at", "2018-03-01"),
    ],
)  # fmt: skip
def test_a_yes_below_what_hides_a_row_in_any_language_keeps_it_back(header: str, yes: str) -> None:
    reading = read_text(f"City,{header}\nOslo,{yes}\nBern,\nRome,\n")
    assert {(line, column) for line, column, *_ in troubles(reading)} == {(2, header)}


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("is_active", "1", "0"), ("host_is_confirmed", "1", "0"), ("Får vi visa detta på kartan?", "Ja", "Nej"),
        ("Mogen we dit op de kaart tonen?", "Ja", "Nee"), ("이 정보를 공개해도 됩니까?", "예", "아니요"),
        ("公開してもよいですか？", "はい", "いいえ"), ("האם אפשר לפרסם את הפרטים?", "כן", "לא"),
        ("آیا می‌توانیم این اطلاعات را منتشر کنیم؟", "بله", "خیر"),
        ("क्या हम यह जानकारी प्रकाशित कर सकते हैं?", "हाँ", "नहीं"), ("Må vi vise begivenheden på kortet?", "Ja", "Nej"),
        ("Saammeko julkaista tapahtuman kartalla?", "Kyllä", "Ei"), ("อนุญาตให้เผยแพร่บนแผนที่หรือไม่", "ใช่", "ไม่"),
        ("Bolehkah acara ini ditampilkan di peta?", "Ya", "Tidak"),
    ],
)  # fmt: skip
def test_a_no_to_being_shown_in_further_languages_keeps_a_row_back(header: str, yes: str, no: str) -> None:
    reading = read_text(f"City,{header}\nOslo,{yes}\nBern,{no}\nRome,{yes}\n")
    assert troubles(reading) == [(3, header, "not_public", "question")]


@pytest.mark.parametrize(
    ("header", "no", "yes"),
    [
        ("Please keep this listing off the website", "No", "Yes"), ("Leave my event out of the list", "no", "yes"),
        ("Exclude from public listing", "No", "Yes"), ("Masquer l'événement ?", "Non", "Oui"),
        ("Retirer de la carte publique ?", "Non", "Oui"), ("Ocultar en el mapa", "No", "Sí"),
        ("Excluir do mapa", "Não", "Sim"), ("Auf der Karte ausblenden", "nein", "ja"),
        ("Nascondere dalla mappa", "No", "Sì"), ("Убрать с карты", "нет", "да"), ("Приховати з мапи", "ні", "так"),
        ("Ukryj na mapie", "nie", "tak"), ("Haritada gizle", "hayır", "evet"), ("إخفاء من الخريطة", "لا", "نعم"),
        ("在地图上隐藏", "否", "是"),
    ],
)  # fmt: skip
def test_a_yes_to_being_left_out_keeps_a_row_back(header: str, no: str, yes: str) -> None:
    reading = read_text(f"City,{header}\nOslo,{no}\nBern,{yes}\nRome,{no}\n")
    assert troubles(reading) == [(3, header, "not_public", "question")]


@pytest.mark.parametrize(
    "note",
    [
        "internal use only", "ne pas diffuser", "confidencial", "sigiloso", "nur intern", "uso interno",
        "не для публикации",
        "не для публікації", "do użytku wewnętrznego", "gizlidir", "للاستخدام الداخلي", "内部使用", "محرمانه",
        "לא לפרסום",
        "गोपनीय", "社外秘", "대외비",
    ],
)  # fmt: skip
def test_a_note_that_something_is_not_to_be_shared_holds_its_row_back(note: str) -> None:
    reading = read_text(f"City,Foo\nOslo,{note}\nBern,sunny\n")
    assert troubles(reading) == [(2, "Foo", "not_public_beside", "question")]


@pytest.mark.parametrize("header", ["Title", "Venue", "Location"])
@pytest.mark.parametrize(
    "text",
    [
        "Private", "DRAFT: Vigil", "[Entwurf] Mahnwache", "Dinner (private)",
        "Veillée – brouillon", "Vigil, do not publish",
        "Confidential support group", "Reunión (no publicar)", "Черновик: пикет", "集会（非公开）", "مسودة: وقفة",
    ],
)  # fmt: skip
def test_a_title_or_venue_that_says_it_is_not_public_holds_its_row_back(header: str, text: str) -> None:
    reading = read_text(f'City,{header}\nOslo,"{text}"\nBern,Park\n')
    assert troubles(reading) == [(2, header, "not_public_beside", "question")]


@pytest.mark.parametrize("header", ["Notes", "Description", "Organiser"])
@pytest.mark.parametrize(
    "text", ["private", "INTERNAL", "do not publish", "nicht öffentlich", "confidencial"]
)
def test_a_text_that_says_nothing_else_holds_its_row_back(header: str, text: str) -> None:
    reading = read_text(f'City,{header}\nOslo,"{text}"\nBern,Park is open\n')
    assert troubles(reading) == [(2, header, "not_public_beside", "question")]


def test_a_state_of_something_else_holds_no_row_back() -> None:
    assert (
        troubles(read_text("City,Permit,Venue\nOslo,pending,Private home\nBern,rejected,Closed Loop Club\n"))
        == []
    )


@pytest.mark.parametrize(
    "note",
    [
        "All calls are confidential", "Free, confidential advice", "Confidential helpline",
        "We do not share e-mails",
        "Your details are kept confidential", "Appels anonymes, écoute confidentielle", "Asesoría confidencial",
        "Alle Gespräche sind vertraulich", "Consulenza riservata", "Rozmowy poufne", "Görüşmeler gizlidir",
        "所有通话均保密",
        "Not public transport; parking behind the hall",
    ],
)  # fmt: skip
def test_what_is_confidential_beside_the_row_does_not_hold_it_back(note: str) -> None:
    assert troubles(read_text(f'City,Foo\nOslo,"{note}"\nBern,sunny\n')) == []


@pytest.mark.parametrize(
    "note",
    [
        "Confidential. All calls welcome", "Not to be published", "The place is confidential",
        "The address is confidential, call the hotline",
        "Die Adresse ist vertraulich und wird bei einem Anruf genannt",
        "地址保密，请打热线", "L'adresse est confidentielle et donnée par appel", "Адрес конфиденциально, звонки",
        "We do not publish the address", "We don't share the location online",
        "We do not publish this event anywhere",
        "We do not share e-mail addresses of the place", "Do not publish my name", "Confidential, advice at the door",
    ],
)  # fmt: skip
def test_what_is_confidential_of_the_row_itself_holds_it_back(note: str) -> None:
    reading = read_text(f'City,Foo\nOslo,"{note}"\nBern,sunny\n')
    assert troubles(reading) == [(2, "Foo", "not_public_beside", "question")]


def test_days_below_a_header_of_hours_leave_the_hours_to_another_column() -> None:
    text = "Ort,Beginnt,Zeit,Endet,Endet um\nJena,14.04.2018,15:30,15.04.2018,12:00\n"
    said = only(read_text(text))
    assert (str(said.day), str(said.starts)) == ("2018-04-14", "15:30:00")
    assert (str(said.last_day), str(said.ends)) == ("2018-04-15", "12:00:00")


@pytest.mark.parametrize(
    "header", ["Address (not public)", "Adresse (nicht öffentlich)", "Indirizzo privato"]
)
def test_what_a_header_says_is_not_to_be_shown_is_not(header: str) -> None:
    assert recognise(["City", header]).unknown == (header,)


@pytest.mark.parametrize(
    "text",
    [
        "Yes, but only internally", "Oui, mais pas publiquement", "Ja, aber nicht so", "No", "Of course not",
        "Конечно, нет", "Com certeza não", "Tabii ki hayır", "بالتأكيد لا", "Звичайно, ні", "OK (internal)",
    ],
)  # fmt: skip
def test_a_yes_that_takes_itself_back_is_none(text: str) -> None:
    assert doubt_of("consent", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Yes (anonymous)", "Yes, anonymously", "Yes, without our address", "Yes, after April 20", "Only if anonymous",
        "Oui, anonymement", "Sí, de forma anónima", "Apenas anonimamente", "Ja, anonym", "Ja nach Rücksprache",
        "Sì, senza nome", "Да, анонимно", "Так, анонімно", "Tak, anonimowo", "Evet, isimsiz", "نعم بدون اسم",
        "可以，但匿名",
        "はい、匿名で", "예, 익명으로", "כן, בעילום שם", "بله، ناشناس", "हाँ, गुमनाम", "Ja, auf der Karte, anonym",
    ],
)  # fmt: skip
def test_a_yes_with_something_behind_it_is_asked_about(text: str) -> None:
    assert doubt_of("consent", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Yes, please", "Yes, of course!", "Yes, you may share it publicly", "I agree to the publication",
        "Oui, merci",
        "Ja, gerne", "Ja, auf der Karte zeigen", "Sí, por favor", "Да, пожалуйста", "是的，谢谢",
        "はい、お願いします", "x",
    ],
)  # fmt: skip
def test_a_yes_with_thanks_or_with_the_question_behind_it_is_one(text: str) -> None:
    assert doubt_of("consent", text) is None


@pytest.mark.parametrize("text", ["No, but keep it internal", "Nein, nur intern", "Нет, но только для своих"])
def test_a_no_that_takes_itself_back_makes_nothing_public(text: str) -> None:
    assert doubt_of("private", text) is not None
    assert doubt_of("private", text.split(",")[0]) is None


def test_a_cross_ticks_a_box() -> None:
    assert troubles(read_text("City,is_private\nOslo,x\nBern,\n")) == [
        (2, "is_private", "not_public", "question")
    ]
    assert troubles(read_text("City,May we share it publicly?\nOslo,x\nBern,\n")) == [
        (3, "May we share it publicly?", "consent_missing", "question")
    ]


def test_the_hours_of_what_goes_on_all_day_are_not_asked_about() -> None:
    reading = read_text(
        "Subject,Start Date,Start Time,All Day Event,Location\nCamp,6/15/2025,12:00 AM,TRUE,Oslo\n"
    )
    assert (only(reading).starts, troubles(reading)) == (None, [])


def test_questions_are_found_below_a_title() -> None:
    text = "Actions for peace,,\nIn which city will you be?,Which country?,On what date?\nLyon,France,2018-04-14\n"
    assert only(read_text(text)).place.city == "Lyon"


def test_several_columns_may_hold_a_row_back() -> None:
    text = "City,Private,Draft,Notes\nOslo,no,yes,\nBern,no,no,PRIVATE: do not publish!\nRome,no,,sunny\n"
    assert troubles(read_text(text)) == [
        (2, "Draft", "not_public_beside", "question"),
        (3, "Notes", "not_public_beside", "question"),
    ]


def test_no_alternative_of_what_forbids_lacks_the_stem_by_which_it_is_looked_for() -> None:
    notes = (
        "not for publication|not public|do not publish|don't share|dont list|don’t list|"
        "do not show|not to be shown|internal only|"
        "internal use|off the record|ne pas publier|ne pas diffuser|usage interne|"
        "uso interno|nur intern|nicht öffentlich|"
        "не для публикации|для служебного пользования|для внутреннего пользования|не для публікації|"
        "do użytku wewnętrznego|yalnızca iç kullanım|no publicar|não publicar|não divulgar|nicht veröffentlichen|"
        "non pubblicare|не публиковать|не публікувати|nie publikować|nie "
        "udostępniać|yayınlamayın|لا تنشر|للاستخدام الداخلي|"
        "غير علني|ليس للنشر|不要公开|请勿公开|请勿发布|内部使用|منتشر نشود|לא לפרסום|"
        "社外秘|部外秘|confidential|confidentielle|"
        "confidencial|sigilosa|vertraulich|riservata|конфиденциально|конфіденційно|poufne|gizlidir|保密|محرمانه|חסוי|"
        "गोपनीय|非公開|대외비|비공개"
    )
    texts = [
        one
        for note in notes.split("|")
        for one in (note, note.upper(), note.replace("i", "İ").replace("s", "ſ"))
    ]
    assert [text for text in texts if not forbids(text)] == []


@pytest.mark.parametrize(
    "title",
    [
        "DRAFT Vigil", "Draft Vigil", "Vigil [hidden]", "Vigil **HIDDEN**", "ENTWURF Mahnwache", "Members only: talk",
        "Plenum nur für Mitglieder", "Réunion réservée aux adhérents", "Asamblea (solo socios)", "Apenas associados",
        "Riservato ai soci: assemblea", "Только для членов: собрание", "Тільки для членів", "Tylko dla członków",
        "Sadece üyeler", "للأعضاء فقط: اجتماع", "仅限会员：讨论", "会員限定：勉強会", "회원 전용: 모임",
        "Endast medlemmar: möte",
        "Kun for medlemmer", "Alleen voor leden", "Doar pentru membri", "Μόνο για μέλη", "Pouze pro členy",
        "Csak tagoknak",
        "فقط اعضا: جلسه", "חברים בלבד", "केवल सदस्य", "เฉพาะสมาชิก", "Internal planning meeting", "Événement privé",
        "Interne Sitzung", "Закрытое собрание", "Spotkanie wewnętrzne", "内部会议", "TEST - please ignore",
        "Invite-only vigil", "Vigil (embargo until 5 April)", "No Borders private meeting",
        "Vigil against hate PRIVATE",
        "Copy of Vigil", "Copy 2 of Vigil", "Vigil (copy)", "Mahnwache - Kopie", "Копия пикета", "集会的副本",
        "Kopia Listy obecności", "Copia de vigilia", "Copy of candlelight vigil",
        "Borrador de la marcha", "Brouillon de la marche", "Entwurf für die Mahnwache", "Bozza del corteo",
        "Rascunho do ato", "Черновик марша", "Чернетка мітингу", "Szkic akcji", "Taslak yürüyüş", "Yürüyüş taslağı",
        "مسودة مسيرة", "草稿集会", "집회 초안", "Draft of the vigil", "Özel etkinlik", "Özel gösterim: belgesel",
        "Закрытый показ", "Private screening",
        "Assemblée générale interne", "Réunion de travail interne", "仅会员", "仅供内部", "会员专属活动", "회원만 참석",
    ],
)  # fmt: skip
def test_a_title_that_says_it_is_for_a_few_holds_its_row_back(title: str) -> None:
    reading = read_text(f'City,Title\nOslo,"{title}"\nBern,Vigil\n')
    assert troubles(reading) == [(2, "Title", "not_public_beside", "question")]


@pytest.mark.parametrize(
    "text",
    [
        "Do not distribute", "Keep this quiet", "Not for sharing", "Nicht weitergeben", "Ne partagez pas",
        "No difundir",
        "Não compartilhar", "Non condividere", "Не распространять", "Не поширювати", "Nie rozpowszechniać",
        "Paylaşmayın",
        "لا للنشر", "请勿转发", "公開しないでください", "공유 금지", "Del inte vidare", "Ikke del",
        "Niet delen", "Nu distribuiți",
        "Μην κοινοποιήσετε", "Nesdílet", "Ne oszd meg", "به اشتراک نگذارید", "לא לשתף", "साझा न करें", "ห้ามเผยแพร่",
        "Members only, please", "This is a private event", "Draft - waiting for Ben", "Under embargo until Friday",
        "Please do not publish our names or photos", "Do not share your photos of the place",
        "Photos welcome, do not share", "Bring candles [draft] and water", "Wir treffen uns (Entwurf) am Tor",
        "Bring water [internal]", "Do not share free food locations", "Gizli tutulacak", "Adres gizli",
        "Adres gizli olacak", "Bu adres gizli olsun", "Tamamen gizli ve kapalı", "Gizli yürüyüş", "gizli lütfen",
        "Do not share meals or addresses", "Do not share food or details",
        "No photos confidential",
        "Nicht auf die Karte setzen", "Ne pas mettre sur la carte", "No poner en el mapa", "Não colocar no mapa",
        "Non mettere sulla mappa", "Не ставить на карту", "Не додавати на мапу", "Nie umieszczać na mapie",
        "Haritaya koymayın", "不要放在地图上", "لا تضعوه على الخريطة", "Keep it off the website, please",
        "Wait for my OK before publishing", "Erst nach Rücksprache veröffentlichen", "Avant de publier, appeler Anna",
        "Перед публикацией спросить", "Only publish the city", "Please publish without my name", "Location secret",
        "Lieu tenu secret", "Секретное место", "Please delete", "bitte löschen", "à supprimer", "Удалить", "删除",
        "duplicate of line 4",
        "Not on the map", "Please don't put this on the map", "Do not put the address on the website",
        "Ask before publishing",
        "location secret", "Location: secret", "duplicate of row 12", "Call us. Please delete!",
        "Bitte ohne meinen Namen", "Unseren Treffpunkt zeigen, ohne unseren Namen veröffentlichen",
        "Niet op de kaart zetten", "Sätt oss inte på kartan", "Vis det ikke på kortet", "Не показывайте нас на карте",
        "Ne mettez pas cela sur la carte", "不要在地图上显示", "不要发到网站", "Nur die Stadt zeigen",
        "Vor der Veröffentlichung fragen", "Publicar solo después de confirmar", "Publiez sans notre nom",
        "Por favor eliminar", "请删除", "No poner nada en el mapa", "Не ставьте на карту",
        "Дізнайтесь перед публікацією", "Duplicate", "Nie zaznaczać na mapie", "Publish this without our address",
        "地図に載せないでください", "지도에 표시하지 마세요", "No lo pongan en el mapa",
    ],
)  # fmt: skip
def test_a_note_that_it_is_not_to_be_passed_on_holds_its_row_back(text: str) -> None:
    reading = read_text(f'City,Foo\nOslo,"{text}"\nBern,sunny\n')
    assert troubles(reading) == [(2, "Foo", "not_public_beside", "question")]


@pytest.mark.parametrize("header", ["Title", "Foo"])
@pytest.mark.parametrize(
    "text",
    [
        "Draft beer night", "Hidden Figures screening", "Private Members' Bill protest",
        "Open to members and non-members",
        "Open to the public, no private cars", "Ministry of Internal Affairs picket", "Against the draft law",
        "Protest against the closed meeting of lobbyists", "Manif des internes", "Reunión internacional",
        "Women only",
        "Please share widely!", "By invitation of the mayor", "Auf Einladung von Pax Christi", "End the arms embargo",
        "Entrée par la cour intérieure", "Registration data are not published", "请勿吸烟", "撮影禁止",
        "No public toilets",
        "Özel okul öğretmenleri eylemi", "Do not park in front of the hall",
        "Not only for members", "Nicht nur für Mitglieder", "Не только для членов", "Nie tylko dla członków",
        "No solo para socios", "Pas réservé aux membres", "不仅限会员", "Only for members of the public",
        "Not confidential", "Nicht vertraulich", "Gizli tanık", "Gizli servis değil", "Solo socios pagan entrada",
        "Nur Mitglieder zahlen Eintritt", "Do not share food", "Do not share food or drinks", "No compartir comida",
        "Essen bitte nicht teilen", "Ne partagez pas vos gobelets",
        "Borrador de ley: protesta", "Taslak yasaya hayır", "Entwurf eines Gesetzes stoppen", "Szkic o wolności",
        "Copyright march", "Copy that", "Copia de llaves", "Kopia listu otwartego", "Copy of the open letter",
        "Kadınlara özel etkinlik", "Показ фильма",
        "Free HIV TESTING", "End the EMBARGO", "No DRAFT", "Cuba under embargo", "Leben unter Embargo",
        "Please keep quiet during the minute of silence", "Freiheit, die nicht für alle gilt",
        "Photos never shown before",
        "Скидка не распространяется на группы", "Ikke del af kampagnen", "Please do not distribute flyers inside",
        "Please don't publish photos of children", "Bitte keine Fotos teilen", "No publiques fotos de niños",
        "Не публикуйте фотографии", "请勿发布照片", "Your email address will not be shared", "We never share your data",
        "Deine Daten werden nicht weitergegeben", "Nous ne partageons pas vos données", "No compartimos sus datos",
        "Não compartilhamos seus dados", "Non condividiamo i tuoi dati", "Nie udostępniamy Twoich danych",
        "Мы не публикуем ваши данные", "Ми не розголошуємо ваші дані",
        "Nicht auf die Straße laufen", "Die Stadt ist nicht auf der Karte", "No hay nada en el mapa", "Delete Facebook",
        "Remove the statue", "Duplicate keys at the desk", "Secret Santa walk", "Only published authors read",
        "Put the map on the wall before the walk", "Не забудьте поставить лайк на сайте", "Sans nom, sans voix",
        "Don't let them take Palestine off the map", "We will not let them leave Chechnya off the map",
        "Keep dogs off the public map", "Wij staan niet alleen op de kaart", "Vi är ikke bare på kortet",
        "Hitta oss, det är inte svårt på kartan", "Место не показано на картах Google", "Не указано на карте",
        "Концерт перед публикой", "Vor der Veröffentlichung des Berichts", "avant publication du rapport",
        "Antes de la publicación del informe", "The report was published only after years of pressure",
        "Before publishing photos ask us", "Nicht nur die Stadt zeigt Solidarität", "Pas de guerre sans notre nom",
        "Rien sans notre nom", "Show solidarity without the address of anyone", "Address: Secret Garden",
        "location: secret garden", "Bar Local Secreto", "Секретные места города: прогулка", "别忘了在地图上找",
        "不要忘记看地图",
        "不要错过，详见网站", "Hate? Delete!", "Racism: delete", "Odio: eliminar", "Remove. Replace. Resist.",
        "Duplicate of the Berlin wall is shown", "Duplicate row of candles", "Duplicate? no",
        "No ponen Palestina en el mapa", "Non mettono Gaza sulla mappa", "Nie zaznaczono na mapie",
        "Нас не показали на карте", "On ne peut pas montrer Gaza sur la carte", "Publier après Charlie",
        "Przed publikacją raportu", "Перед публикацией отчёта", "지도에 표시하지 않은 길",
    ],
)  # fmt: skip
def test_words_that_only_sound_like_it_hold_no_row_back(header: str, text: str) -> None:
    assert troubles(read_text(f'City,{header}\nOslo,"{text}"\nBern,Vigil\n')) == []


@pytest.mark.parametrize(
    "header", ["Members only", "Nur für Mitglieder", "Réservé aux membres", "Solo socios", "Только для своих"]
)
def test_a_yes_below_a_header_that_says_it_is_for_a_few_holds_its_row_back(header: str) -> None:
    reading = read_text(f"City,{header}\nOslo,yes\nBern,no\n")
    assert troubles(reading) == [(2, header, "not_public", "question")]


@pytest.mark.parametrize(
    "header", ["Release date", "Publish from", "Published on", "Date de publication", "公開日"]
)
def test_what_is_to_be_shown_from_a_later_day_on_waits(header: str) -> None:
    reading = read_text(
        f"City,Date,{header}\nOslo,2018-04-07,2095-04-01\nBern,2018-04-07,01/04/2018\nRome,2018-04-07,\n"
    )
    assert troubles(reading) == [(2, header, "not_public_yet", "question")]


@pytest.mark.parametrize(
    "cell", ["1 May", "1.5.", "May 2095", "next week", "when ready", "54000", "2090000000"]
)
def test_a_day_to_be_shown_from_that_is_not_read_waits_too(cell: str) -> None:
    rows = "".join(
        f"Bern,2018-04-07,{one}\n" for one in ("43191", "1522576801", "2018-04-01T10:00:00Z", "yes", "-")
    )
    reading = read_text(f"City,Date,Publish from\nOslo,2018-04-07,{cell}\n{rows}")
    assert troubles(reading) == [(2, "Publish from", "not_public_yet", "question")]


@pytest.mark.parametrize("header", ["Title", "Foo"])
@pytest.mark.parametrize(
    "text",
    [
        "Moved online", "Will be held online", "Online vigil", "Findet online statt", "Aura lieu en visio",
        "Solo online",
        "Só online", "Si terrà online", "Будет онлайн", "Відбудеться онлайн", "Tylko online", "Sadece çevrimiçi",
        "عبر الإنترنت فقط", "改为线上", "オンライン開催",
        "Moved online: register at example.org", "Findet online statt, Anmeldung per Mail",
        "Будет онлайн, регистрация по ссылке", "Online only. More info: example.org",
        "Vigil moved online. Photos welcome", "Moved online, performance follows",
        "Moved online instead of in person", "Held online. Streamed on YouTube", "Vigil for Ukraine (online only)",
        "Se hará en línea",
    ],
)  # fmt: skip
def test_what_is_held_online_in_spite_of_its_place_is_asked_about(header: str, text: str) -> None:
    reading = read_text(f'City,{header}\nOslo,"{text}"\nBern,sunny\n')
    assert troubles(reading) == [(2, header, "online_or_there", "question")]


@pytest.mark.parametrize(
    "text",
    [
        "Registration will be online", "Held online and in person", "Petition now online", "Anmeldung nur online",
        "Inscription en ligne uniquement", "Регистрация только онлайн", "Stop online hate", "Also via Zoom",
        "The video will be online later", "Our website is now online", "Programme now online at example.org",
        "Demo-Aufruf ist jetzt online", "будет онлайн-трансляция", "Speaker from Kyiv via Zoom",
        "Planning via Zoom on Friday", "Online meeting for planning", "Last year's vigil was held online",
        "Spenden nur online", "Donations online only", "Donations: online only", "T-shirts: online only",
        "Tickets for the vigil: online only", "Билеты только онлайн", "Billets en ligne uniquement",
        "Réservation en ligne uniquement", "Entradas solo online", "Book online only", "RSVP online only",
        "Bilety tylko online", "Biletler sadece online",
    ],
)  # fmt: skip
@pytest.mark.parametrize("header", ["Title", "Foo"])
def test_what_else_is_online_moves_no_action(header: str, text: str) -> None:
    assert troubles(read_text(f'City,{header}\nOslo,"{text}"\nBern,sunny\n')) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nicht nur online, wir gehen auf die Straße", "не только онлайн", "no solo online",
        "no sólo online: a la calle", "non solo online", "nie tylko online", "sadece online değil",
        "pas en ligne uniquement", "Not online only", "This is not an online event", "No longer virtual only",
        "不是线上举行", "オンライン開催ではありません", "If it rains, moved online",
    ],
)  # fmt: skip
@pytest.mark.parametrize("header", ["Title", "Foo"])
def test_what_is_not_online_is_not_asked_about(header: str, text: str) -> None:
    assert troubles(read_text(f'City,{header}\nOslo,"{text}"\nBern,sunny\n')) == []


def test_other_columns_tell_what_is_online() -> None:
    assert len(troubles(read_text("City,Online,Info\nOslo,,Moved online\nBern,no,Moved online\n"))) == 1
    assert troubles(read_text("City,Online,Foo\nOslo,no,Moved online\nBern,no,sunny\n")) == []
    assert troubles(read_text("City,Registration\nOslo,Online only\nBern,by mail\n")) == []


def test_what_is_not_promoted_yet_is_no_answer() -> None:
    assert troubles(read_text("City,Promoted\nOslo,no\nBern,yes\n")) == []


@pytest.mark.parametrize(
    ("header", "held", "shown"), [("DNP", "x", ""), ("Promote", "No", "Yes"), ("OK to promote?", "no", "yes")]
)
def test_a_short_header_about_being_shown_holds_back_who_says_no(header: str, held: str, shown: str) -> None:
    reading = read_text(f"City,{header}\nOslo,{held}\nBern,{shown}\nRome,{shown}\n")
    assert troubles(reading) == [(2, header, "not_public", "question")]


def test_where_an_action_is_promoted_is_no_answer() -> None:
    assert troubles(read_text("City,Promote\nOslo,Facebook\nBern,Flyers\n")) == []


def test_forms_in_danish_and_norwegian_are_read() -> None:
    reading = read_text("Hvor?,Hvornår?,Hvad tid?,Må vi vise det?\nAarhus,2018-04-07,18:00,Ja\n")
    assert (only(reading).place.text, str(only(reading).day), str(only(reading).starts)) == (
        "Aarhus", "2018-04-07", "18:00:00",
    )  # fmt: skip
