"""What columns are called: the names of each field in the languages of the page and some others.

To teach the map a name that organisers write, add it to its field's line. Within a line the better name stands first:
if two columns claim one field, it wins. A name whose words say the same by the rules of `dashboard.ingest.questions`,
such as "Start date", need not stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NAMES: Final[Mapping[str, str]] = {
    "place": "place, place name, location, event location, city country, city and country, ville et pays, "
    "ciudad y país, cidade e país, stadt und land, città e paese, город и страна, town or city, where, lieu, "
    "emplacement, endroit, où, lugar, ubicación, localización, dónde, local, localização, onde, ort, platz, "
    "standort, wo, luogo, posizione, dove, место, место проведения, местоположение, где, plek, locatie, miejsce, "
    "yer, 地点, 場所, 장소, المكان, مكان, स्थान, місце проведення, місце, де, розташування, локація, "
    "miejsce wydarzenia, lokalizacja, gdzie, konum, yeri, mekân, nerede, الموقع, أين, موقع, 活动地点, 位置, 地方, "
    "哪里, 開催地, 開催場所, 위치, สถานที่, ที่ไหน, địa điểm, nơi tổ chức, ở đâu, τόπος, τοποθεσία, πού, μέρος, "
    "מקום, מיקום, איפה, היכן, محل, کجا, مکان, مکان برگزاری, محل برگزاری, जगह, कहाँ, plats, var, plaats, waar, místo, "
    "místo konání, kde, helyszín, hely, hol, loc, locul, locație, locația, unde",
    "city": "city, town, locality, municipality, ville, commune, ville ou commune, ciudad, localidad, población, "
    "municipio, cidade, localidade, stadt, gemeinde, città, comune, город, населенный пункт, village, stad, "
    "miasto, місто, şehir, 城市, 市, 都市, 都市名, 도시, المدينة, مدينة, शहर, населений пункт, громада, село, "
    "miejscowość, gmina, kent, il, ilçe, البلدة, اسم المدينة, 城镇, 所在城市, 市区町村, 市町村, 町, 시, 시군구, "
    "เมือง, อำเภอ, thành phố, thị trấn, thị xã, πόλη, δήμος, עיר, יישוב, ישוב, شهر, नगर, kommun, plaatsnaam, "
    "gemeente, město, obec, város, település, oraș, orașul, localitate, localitatea",
    "region": "region, state, province, state or province, département, estado, provincia, comunidad autónoma, "
    "região, uf, bundesland, land region, kanton, canton, regione, регион, область, край, штат, admin1, "
    "prefecture, county, oblast, województwo, регіон, провінція, prowincja, bölge, eyalet, المنطقة, المحافظة, "
    "الولاية, الإقليم, 省, 州, 省 州, 省份, 地区, area, 都道府県, 県, 시도, 지역, จังหวัด, tỉnh, tỉnh thành, "
    "νομός, περιφέρεια, מחוז, استان, राज्य, प्रदेश, län, provincie, megye, județ, județul",
    "country": "country, nation, pays, país, land, staat, paese, nazione, страна, country code, cc, iso country, "
    "iso2, code pays, código país, ländercode, código de país, kraj, країна, ülke, 国家, 國家, 国, 국가, البلد, "
    "بلد, الدولة, देश, держава, państwo, ülke adı, 国家或地区, 国家 地区, 所在国家, 国名, 나라, ประเทศ, quốc gia, "
    "nước, χώρα, מדינה, ארץ, کشور, země, stát, ország, țară, țara",
    "venue": "venue, meeting place, location name, building, place of meeting, lieu de rendez vous, "
    "point de rendez vous, salle, lugar de encuentro, sede, recinto, local de encontro, veranstaltungsort, "
    "treffpunkt, punto di ritrovo, punto di incontro, luogo di ritrovo, ritrovo, площадка, spot, місце збору, "
    "майданчик, miejsce spotkania, miejsce zbiórki, punkt zbiórki, buluşma noktası, buluşma yeri, toplanma yeri, "
    "نقطة اللقاء, نقطة التجمع, مكان اللقاء, مكان التجمع, 集合地点, 集合地, 会场, 场地, 集合點, 会場, 集合場所, "
    "모임 장소, 집결지, จุดนัดพบ, điểm hẹn, nơi gặp mặt, σημείο συνάντησης, נקודת מפגש, محل تجمع, मिलने का स्थान, "
    "samlingsplats, mötesplats, verzamelpunt, ontmoetingsplek, místo setkání, místo srazu, találkozóhely, "
    "loc de întâlnire, punct de întâlnire",
    "address": "address, address line 1, address1, address lines, street, adresse, adresse postale, rue, "
    "dirección, calle, domicilio, endereço, morada, rua, anschrift, straße, indirizzo, via, адрес, улица, adres, "
    "адреса, вулиця, поштова адреса, ulica, adres pocztowy, açık adres, sokak, الشارع, العنوان البريدي, "
    "عنوان الموقع, 地址, 详细地址, 街道, 住址, 住所, 주소, ที่อยู่, địa chỉ, διεύθυνση, כתובת, آدرس, نشانی, पता, "
    "adress, gatuadress, straat, adresa, ulice, utca, adresă, strada",
    "postcode": "postcode, post code, postal code, zip, zipcode, zip code, zip postal, zip postal code, code postal, "
    "codice postale, cap, código postal, cep, plz, postleitzahl, почтовый индекс, індекс, kod pocztowy, posta kodu, "
    "邮编, 郵便番号, الرمز البريدي, zip postcode, postnummer, psč, irányítószám, почтовый код, поштовий індекс, "
    "邮政编码, 郵遞區號, 우편번호",
    "latitude": "latitude, lat, latitud, breite, breitengrad, latitudine, широта, y coordinate, gps lat, "
    "gps latitude, географічна широта, szerokość geograficzna, szerokość, enlem, دائرة العرض, 纬度",
    "longitude": "longitude, lon, lng, long, longitud, länge, längengrad, longitudine, долгота, x coordinate, "
    "gps lon, gps lng, gps long, gps longitude, довгота, географічна довгота, długość geograficzna, długość, boylam, "
    "经度",
    "coordinates": "coordinates, lat lon, lat lng, lat long, latitude longitude, latlng, latlon, gps, coordonnées, "
    "coordenadas, koordinaten, coordinate, координаты, geo, координати, współrzędne, współrzędne gps, koordinatlar, "
    "الإحداثيات, إحداثيات, 坐标, gps坐标, 经纬度",
    "day": "date, day, dtstart, start date, start date time, start date and time, start datetime, startdate, "
    "date and time, datetime, date time, when, jour, date et heure, date de début, quand, fecha, día, "
    "fecha y hora, fecha de inicio, cuándo, data, data e hora, data de início, quando, datum, tag, "
    "datum und uhrzeit, startdatum, wann, giorno, data e ora, data inizio, data di inizio, дата, день, "
    "дата и время, дата начала, когда, dato, tarih, 日期, 日付, 날짜, التاريخ, تاريخ, तारीख, дата початку, "
    "дата і час, дата й час, дата та час, коли, data rozpoczęcia, dzień, data i godzina, kiedy, gün, "
    "başlangıç tarihi, tarih ve saat, اليوم, يوم, تاريخ البدء, التاريخ والوقت, متى, 日, 活动日期, 开始日期, "
    "日期和时间, 日期时间, 什么时候, 日時, 開催日, 日にち, 일시, 일자, วันที่, วัน, เมื่อไร, ngày, ngày tháng, "
    "ngày diễn ra, khi nào, ημερομηνία, ημέρα, πότε, תאריך, יום, מתי, تاریخ, روز, कब, दिनांक, दिन, dag, när, "
    "wanneer, begindatum, den, kdy, datum konání, dátum, nap, mikor, dată, ziua, zi, când, beginnt am, anfangsdatum",
    "starts": "start time, time, starts at, starts, start, begin, begins, time start, local time, from, hour, "
    "heure, horaire, heure de début, début, hora, hora de inicio, horario, inicio, comienza, uhrzeit, zeit, beginn, "
    "startzeit, anfang, ab, ora, orario, ora inizio, ora di inizio, inizio, время, начало, время начала, час, tijd, "
    "godzina, saat, 时间, 時間, 時刻, 시간, الوقت, वक़्त, початок, час початку, починається, начинается, początek, "
    "godzina rozpoczęcia, rozpoczęcie, czas, başlangıç, başlangıç saati, başlar, البداية, وقت البدء, وقت البداية, "
    "الساعة, بداية, 开始, 开始时间, 始, 開始時間, 開始時刻, 開始, 시각, 시작, 시작 시간, เวลา, เวลาเริ่ม, giờ, thời "
    "gian, giờ bắt đầu, bắt đầu, ώρα, ώρα έναρξης, έναρξη, שעה, שעת התחלה, התחלה, ساعت, زمان, شروع, ساعت شروع, समय, "
    "प्रारंभ, tid, klockslag, starttid, börjar, begintijd, starttijd, aanvang, begint, čas, začátek, čas začátku, "
    "hodina, időpont, idő, kezdés, kezdete, oră, ora de începere, începe, început, beginnt um, beginnzeit",
    "ends": "end time, ends at, ends, end, end date time, end date and time, end datetime, time end, finish, "
    "until, heure de fin, fin, hora de fin, hora final, termina, hora de término, hora do fim, fim, término, ende, "
    "endzeit, bis, ora fine, ora di fine, fine, конец, окончание, время окончания, кінець, час закінчення, "
    "закінчення, завершення, заканчивается, koniec, godzina zakończenia, zakończenie, bitiş, bitiş saati, biter, "
    "النهاية, وقت الانتهاء, وقت النهاية, نهاية, 结束, 结束时间, 終了, 終了時間, 終了時刻, 종료, 종료 시간, เวลาสิ้นสุด, "
    "สิ้นสุด, kết thúc, giờ kết thúc, λήξη, ώρα λήξης, סיום, שעת סיום, پایان, ساعت پایان, समाप्ति, slut, sluttid, "
    "slutar, einde, eindtijd, eindigt, konec, čas konce, vége, befejezés, ora de sfârșit, se termină, endet um",
    "title": "title, event name, subject, summary title, name of event, action name, event title, action title, "
    "headline, program, programme, programa, programm, programma, программа, summary, titre, nom événement, título, "
    "nombre evento, nombre acción, título evento, nome evento, nome ação, titel, name der veranstaltung, "
    "name veranstaltung, name aktion, titolo, nome azione, название, название мероприятия, название акции, "
    "заголовок, event, action, activity, événement, evento, acción, ação, veranstaltung, aktion, azione, акция, "
    "мероприятие, событие, what, quoi, qué, o que, was, cosa, что, tytuł, назва, 标题, 標題, 名称, タイトル, 제목, "
    "العنوان, शीर्षक, заголовок події, назва події, назва акції, назва заходу, подія, акція, захід, nazwa, "
    "nazwa wydarzenia, nazwa akcji, wydarzenie, akcja, başlık, etkinlik adı, eylem adı, etkinlik, eylem, "
    "عنوان الفعالية, اسم الفعالية, الفعالية, اسم الحدث, الحدث, 活动名称, 行动名称, 活动标题, 活动, 行动, "
    "イベント名, 行事名, 件名, 행사명, 이벤트명, 행사, หัวข้อ, ชื่องาน, ชื่อกิจกรรม, กิจกรรม, tiêu đề, tên sự kiện, "
    "sự kiện, tên hoạt động, hoạt động, τίτλος, εκδήλωση, δράση, כותרת, שם האירוע, אירוע, نام رویداد, رویداد, "
    "कार्यक्रम, कार्यक्रम का नाम, rubrik, evenemang, aktivitet, naam evenement, evenement, actie, název, název akce, "
    "akce, esemény, esemény neve, rendezvény, titlu, eveniment, nume eveniment, acțiune, betreff, objet, "
    "asunto, assunto, oggetto, тема, temat, konu, الموضوع, 主题, onderwerp, ämne, name text",
    "description": "description, public description, details, about, info, information, purpose, descriptif, "
    "descripción, detalles, descrição, detalhes, beschreibung, informationen, descrizione, dettagli, описание, "
    "подробности, program, programme, programa, programm, programma, программа, opis, опис, детальніше, подробиці, "
    "szczegóły, opis wydarzenia, informacje, açıklama, ayrıntılar, detaylar, الوصف, وصف, التفاصيل, 说明, 描述, "
    "详情, 介绍, 活动说明, 简介, 説明, 詳細, 内容, 설명, 내용, คำอธิบาย, รายละเอียด, mô tả, chi tiết, περιγραφή, "
    "תיאור, פרטים, توضیحات, विवरण, beskrivning, beschrijving, popis, leírás, descriere, summary",
    "organiser": "organiser, organisers, organizer, organizers, organised by, organized by, organisation, "
    "organization, organisations, organizations, host, hosts, hosted by, host organisation, host organization, "
    "group, chapter, group name, organisateur, organisateurs, organisatrice, organisé par, collectif, association, "
    "organizador, organizadores, organiza, organización, organizado por, colectivo, organização, coletivo, "
    "veranstalter, veranstalterin, organisator, gruppe, verein, organizzatore, organizzatori, organizzazione, "
    "organizzato da, организатор, организаторы, организация, группа, who, wer, qui, quién, quem, chi, кто, "
    "organizator, 组织者, 主催, 主催者, 주최, المنظم, आयोजक, організатор, організатори, організаторка, "
    "організація, група, хто, організовує, организаторка, organizatorka, organizatorzy, organizacja, grupa, kto, "
    "düzenleyen, düzenleyenler, düzenleyici, örgüt, grup, kim, منظِّم, الجهة المنظمة, المنظمون, المنظمة, الجمعية, "
    "من, 主办, 主办方, 主办者, 组织方, 组织, 团体, 団体, 단체, 주최자, ผู้จัด, đơn vị tổ chức, ban tổ chức, "
    "διοργανωτής, διοργάνωση, מארגן, ארגון, برگزارکننده, संगठन, arrangör, organisatie, pořadatel, szervező",
    "contact": "contact, contact email, email, e mail, mail, email address, e mail address, contact details, "
    "contact person, contact name, contact info, phone, phone number, telephone, mobile, whatsapp, telegram, signal, "
    "organiser email, organizer email, courriel, adresse mail, adresse e mail, contacto, correo, correo electrónico, "
    "dirección de correo electrónico, endereço de e mail, teléfono, móvil, contato, correio eletrónico, telefone, "
    "celular, kontakt, ansprechpartner, ansprechperson, e mail adresse, telefon, telefonnummer, handy, contatto, "
    "contatti, posta elettronica, cellulare, контакт, контакты, почта, электронная почта, эл почта, телефон, contact "
    "never public, contact jamais public, contacto nunca público, contato nunca público, kontakt nie öffentlich, "
    "contatto mai pubblico, контакт никогда не публикуется, контакт ніколи не публікується, kontakt nigdy publiczny, "
    "iletişim asla yayımlanmaz, جهة الاتصال لا تُنشر أبداً, 联系方式（从不公开）, контакти, пошта, електронна пошта, "
    "мобільний, adres e mail, komórka, numer telefonu, iletişim, e posta, eposta, cep telefonu, جهة الاتصال, الاتصال, "
    "البريد الإلكتروني, الهاتف, رقم الهاتف, 联系方式, 联系人, 电子邮件, 邮箱, 电话, 手机, 連絡先, メールアドレス, "
    "メール, 電話番号, 연락처, 이메일, 전화번호, อีเมล, โทรศัพท์, liên hệ, email liên hệ, điện thoại, επικοινωνία, "
    "τηλέφωνο, איש קשר, טלפון, דואל, تماس, ایمیل, تلفن, संपर्क, ईमेल, फोन, e post, telefoon, elérhetőség",
    "link": "link, url, website, web, web page, webpage, site, event url, event link, event page, facebook event, "
    "facebook, lien, site web, site internet, enlace, sitio web, página web, página, página do evento, ligação, "
    "webseite, webadresse, internetseite, sito, sito web, collegamento, browser url, public url, permalink, ссылка, "
    "сайт, веб сайт, registration link, rsvp, 链接, リンク, 링크, الرابط, посилання, вебсайт, сайт події, "
    "strona internetowa, strona, odnośnik, bağlantı, web sitesi, internet sitesi, رابط, موقع إلكتروني, "
    "الموقع الإلكتروني, 网址, 网站, 网页, 活动链接",
    "status": "status, event status, state of planning, statut, état, estado, situação, stand, stato, статус, "
    "состояние, стан, статус події, stan, durum, durumu, الحالة, حالة, 状态, 活动状态, 状況, 상태, สถานะ, "
    "trạng thái, κατάσταση, סטטוס, وضعیت, स्थिति, tillstånd, toestand, stav, állapot, stare",
    "expected_people": "expected people, expected participants, number of participants, num participants, "
    "participants, expected attendance, attendance, expected, people, expected number, number of people, attendees, "
    "estimated attendance, how many people, how many people do you expect, size, participants attendus, "
    "participantes, asistentes, asistencia, participantes esperados, público esperado, teilnehmer, teilnehmende, "
    "teilnehmerzahl, anzahl teilnehmer, erwartete teilnehmer, erwartete personen, personen, partecipanti, "
    "partecipanti previsti, участники, количество участников, ожидаемое количество участников, сколько человек, "
    "people expected, personnes attendues, personas esperadas, pessoas esperadas, erwartete, persone attese, "
    "ожидается людей, очікується людей, кількість учасників, очікувана кількість учасників, учасники, "
    "spodziewane osoby, liczba uczestników, uczestnicy, oczekiwana liczba osób, beklenenler, katılımcı sayısı, "
    "beklenen katılımcı sayısı, katılımcılar, العدد المتوقع, عدد المشاركين, عدد الحضور المتوقع, المشاركون, 预计人数, "
    "预期人数, 参加人数, 人数",
    "reported_people": "reported people, people reported, people who came, number who came, actual attendance, "
    "actual participants, actual number of participants, turnout, participants présents, personnes présentes, "
    "combien sont venus, asistencia real, asistentes reales, cuántas personas vinieron, participantes reais, "
    "público presente, quantas pessoas vieram, tatsächliche teilnehmer, tatsächlich gekommen, gekommen, "
    "wie viele kamen, partecipanti effettivi, presenze, quanti sono venuti, сколько пришло, "
    "фактическое количество участников, personnes venues, personas que vinieron, pessoas que vieram, gekommene, "
    "persone venute, пришло людей, прийшло людей, скільки прийшло, osoby które przyszły, ile osób przyszło, "
    "przyszło, gelenler, gelen sayısı, kaç kişi geldi, عدد الحاضرين, عدد الذين حضروا, 到场人数, 实到人数, 实际人数",
    "language": "language, lang, event language, languages, langue, idioma, lengua, língua, sprache, язык, мова, "
    "język, dil, etkinlik dili, اللغة, لغة, 语言",
    "own_id": "id, own id, event id, action id, submission id, response id, uid, uuid, reference, ref, key, slug, "
    "no, nr, nummer, number, numéro, identifiant, identificador, kennung, identificativo, il suo numero, номер, "
    "your own number, votre propre numéro, su propio número, seu próprio número, ihre eigene nummer, vostro numero, "
    "ваш собственный номер, ваш власний номер, twój własny numer, kendi numaranız, رقمك الخاص, 您自己的编号, "
    "ідентифікатор, идентификатор, numer, identyfikator, numara, kimlik, الرقم, المعرف, رقم, 编号, 序号",
    "online": "online, is online, virtual, is virtual, online event, online only, digital, en ligne, en línea, "
    "virtuel, on line, онлайн, в сети, у мережі, zdalnie, çevrimiçi, عبر الإنترنت, 线上, 在线, format, mode, "
    "attendance mode, modalité, modalidad, modalidade, modalità, формат, is online event, is virtual event, "
    "virtual event, online meeting",
    "last_day": "end date, date end, enddate, fecha fin, data fim, bis datum, آخر يوم, اليوم الأخير, 最后一天, "
    "endet am",
    "all_day": "all day, allday, cały dzień, цілий день, całodniowe, gün boyu, يوم كامل, 整天",
    "private": "private, is invite only, invite only, invitation only, password protected, is password protected, "
    "dnp, post password, password, deleted, is deleted, is inactive, deleted at, "
    "deleted date, date deleted, removed, archived, "
    "is archived, is test, is spam, is duplicate, anonymous, is anonymous",
    "consent": "consent, consent to publish, may be published, publish, published, is published, public, "
    "is public, listed, is listed, approved, is approved, share publicly, show on map, show publicly, öffentlich, "
    "veröffentlichen, einwilligung, publier, public ou non, consentement, publicar, público, consentimiento, "
    "consentimento, pubblico, pubblicare, consenso, публиковать, публично, согласие, публічно, згода, publiczne, "
    "zgoda, yayınlansın, onay, herkese açık, 公开, 是否公开, 同意, موافقة, نشر, darf veröffentlicht werden, "
    "peut être publié, se puede publicar, si può pubblicare, pode ser publicado, wolno publikować, "
    "można publikować, можно публиковать, можна публікувати, yayımlanabilir, يجوز نشره, 可公开, опублікувати, "
    "публікувати, publikować, opublikować, yayınla, yayımlansın, 公开吗, 发布, active, is active, enabled, "
    "is enabled, is visible, host is confirmed",
    "publicity": "visibility, privacy setting, privacy settings, access, audience, privatsphäre, доступ, "
    "видимість, prywatność, gizlilik, 隐私, الخصوصية, приватність, доступ до події, dostęp, الظهور, 隐私设置, "
    "post status, approval status, moderation status, review status, sensitivity",
    "zone": "time zone, tz, utc offset, fuseau horaire, fuso horário, fuso orario",
}
"""Field -> its names, as they are written in a table's header."""

REASONS: Final = frozenset((
    "What to correct", "À corriger", "Qué corregir", "O que corrigir", "Was zu berichtigen ist", "Che cosa correggere",
    "Что исправить", "Що виправити", "Co poprawić", "Neyin düzeltileceği", "ما ينبغي تصحيحه", "需更正的内容",
))  # fmt: skip
"""What the first column of a report of rows is called in each language; an older heading stays here for good."""
