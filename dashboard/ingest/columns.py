"""Header names -> fields. To teach the map a name that organisers write, add it to its field's line below.

What is long stands in `dashboard.ingest.column_names`: the names in languages that came later.
Names are compared by their words alone: case, accents, punctuation, underscores and spaces do not matter, and
neither do words such as "event", "please" or "your". Within a line the better name stands first: if two
columns claim one field, it wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from dashboard.ingest.clean import fold
from dashboard.ingest.column_names import MORE_NAMES
from dashboard.ingest.doubt import cut
from dashboard.ingest.questions import field_asked_for, is_of_other_times
from dashboard.ingest.values import is_status
from dashboard.reasons import Reason

_NAMES: Mapping[str, str] = {
    "place": "place, place name, location, event location, city country, city and country, ville et pays, "
    "ciudad y país, "
    "cidade e país, stadt und land, città e paese, город и страна, town or city, where, lieu, "
    "emplacement, endroit, où, lugar, ubicación, localización, dónde, local, localização, onde, ort, "
    "platz, standort, wo, luogo, posizione, dove, место, место проведения, местоположение, где, plek, "
    "locatie, miejsce, yer, 地点, 場所, 장소, المكان, مكان, स्थान",
    "city": "city, town, city name, locality,  city town, municipality, ville, commune, ville ou commune, ciudad, "
    "localidad, población, municipio, cidade, município, localidade, stadt, gemeinde, città, comune, "
    "город, населенный пункт, village, stad, miasto, місто, şehir, 城市, 市, 都市, 都市名, 도시, "
    "المدينة, مدينة, शहर",
    "region": "region, state, province, state province, state region, state or province, région, "
    "département, estado, provincia, región, comunidad autónoma, província, região, uf, bundesland, land "
    "region, kanton, canton, regione, регион, область, край, штат, admin1, prefecture, county, oblast, "
    "województwo",
    "country": "country, country name, nation, pays, país, land, staat, paese, nazione, страна, country "
    "code, cc, iso country, iso2, code pays, código país, ländercode, código de país, kraj, країна, ülke, "
    "国家, 國家, 国, 국가, البلد, بلد, الدولة, देश",
    "venue": "venue, venue name, location name, location venue,  meeting point, meeting place, building, "
    "place of meeting, lieu de rendez "
    "vous, point de rendez vous, rendez vous, salle, lugar de encuentro, punto de encuentro, sede, "
    "recinto, ponto de encontro, local de encontro, veranstaltungsort, treffpunkt, punto di ritrovo, "
    "punto di incontro, luogo di ritrovo, ritrovo, место встречи, место сбора, площадка, exact location, "
    "spot",
    "address": "address, street address, address line 1, address 1, address1, address lines,  full "
    "address, venue address, street, "
    "adresse, adresse postale, rue, dirección, calle, domicilio, endereço, morada, rua, anschrift, "
    "straße, strasse, indirizzo, via, адрес, улица, adres, адреса",
    "postcode": "postcode, post code, postal code, zip, "
    "zipcode, zip code, zip postal code, code postal, codice postale, cap, código postal, cep, plz, "
    "postleitzahl, почтовый индекс, індекс, kod pocztowy, posta kodu, 邮编, 郵便番号, الرمز البريدي",
    "latitude": "latitude, lat, latitud, breite, breitengrad, geografische breite, latitudine, широта, y "
    "coordinate, geo lat, gps lat, gps latitude",
    "longitude": "longitude, lon, lng, long, longitud, länge, längengrad, geografische länge, "
    "longitudine, долгота, x coordinate, geo lon, geo lng, geo long, gps lon, gps lng, gps long, gps "
    "longitude",
    "coordinates": "coordinates, lat lon, lat lng, lat long, latitude longitude, latlng, latlon, gps, gps "
    "coordinates, coordonnées, coordonnées gps, coordenadas, coordenadas gps, koordinaten, gps "
    "koordinaten, coordinate, coordinate gps, координаты, geo",
    "day": "date, day, start date, start date time, start date and time, start datetime, startdate, date "
    "and time, datetime, date time, when, jour, date et heure, date de "
    "début, quand, fecha, día, fecha y hora, fecha de inicio, cuándo, data, dia, data e hora, data de "
    "início, quando, datum, tag, datum und uhrzeit, startdatum, wann, giorno, data e ora, data inizio, "
    "data di inizio, дата, день, дата и время, дата начала, когда, dato, tarih, 日期, 日付, 날짜, التاريخ, "
    "تاريخ, तारीख",
    "starts": "start time, time, starts at, starts, start, begin, begins, time start, local time, from, "
    "hour, heure, horaire, heure de début, début, hora, hora de inicio, horario, inicio, comienza, "
    "horário, hora de início, início, uhrzeit, zeit, beginn, startzeit, anfang, ab, ora, orario, ora "
    "inizio, ora di inizio, inizio, время, начало, время начала, час, tijd, godzina, saat, 时间, 時間, 時刻, "
    "시간, الوقت, वक़्त",
    "ends": "end time, ends at, ends, end, end date time, end date and time, end datetime,  time end, "
    "finish, until, heure de fin, fin, hora de fin, hora "
    "final, termina, hora de término, hora do fim, fim, término, ende, endzeit, bis, ora fine, ora di "
    "fine, fine, конец, окончание, время окончания",
    "title": "title, event name, subject, summary title,  name of event, action name, event title, action "
    "title, headline, "
    "program, programme, programa, programm, programma, программа, titre, nom événement, título, nombre "
    "evento, nombre acción, título evento, nome evento, nome ação, titel, name der veranstaltung, name "
    "veranstaltung, name aktion, titolo, nome azione, название, название мероприятия, название акции, "
    "заголовок, event, action, activity, événement, action, evento, acción, ação, veranstaltung, aktion, "
    "azione, акция, мероприятие, событие, what, quoi, qué, o que, was, cosa, что, tytuł, назва, 标题, 標題, "
    "名称, タイトル, 제목, العنوان, शीर्षक",
    "description": "description, public description, event description, details, about, summary, info, "
    "information, purpose, event purpose, "
    "descriptif, détails, descripción, detalles, descrição, detalhes, beschreibung, details, "
    "informationen, descrizione, dettagli, описание, подробности, program, programme, programa, programm, "
    "programma, программа, opis",
    "organiser": "organiser, organisers, organizer, organizers, organised by, organized by, organisation, "
    "organization, organisations, organizations, host, hosts, hosted by, host organisation, host "
    "organization, group, chapter, group name, organisateur, organisateurs, organisatrice, organisé par, "
    "collectif, association, organizador, organizadores, organiza, organización, organizado por, "
    "colectivo, organização, coletivo, veranstalter, veranstalterin, organisator, gruppe, verein, "
    "organizzatore, organizzatori, organizzazione, organizzato da, организатор, организаторы, "
    "организация, группа, who, wer, qui, quién, quem, chi, кто, organizator, 组织者, 主催, 主催者, "
    "주최, المنظم, आयोजक",
    "contact": "contact, contact email, email, e mail, mail, email address, e mail address, contact "
    "details, contact person, contact name, contact info, phone, phone number, telephone, mobile, "
    "whatsapp, telegram, signal, organiser email, organizer email, courriel, adresse mail, adresse e "
    "mail, téléphone, contacto, correo, correo electrónico, dirección de correo electrónico, endereço de "
    "e mail, teléfono, móvil, contato, correio eletrónico, correio eletrônico, telefone, celular, "
    "kontakt, ansprechpartner, ansprechperson, e mail adresse, telefon, telefonnummer, handy, contatto, "
    "contatti, posta elettronica, telefono, cellulare, контакт, контакты, почта, электронная почта, эл "
    "почта, телефон",
    "link": "link, url, website, web, web page, webpage, site, event url, event link, event page, "
    "facebook event, facebook, lien, site web, site internet, enlace, sitio web, página web, web, página, "
    "página do evento, ligação, webseite, webadresse, internetseite, sito, sito web, collegamento, browser "
    "url, public url, permalink, "
    "ссылка, сайт, веб сайт, registration link, rsvp, 链接, リンク, 링크, الرابط",
    "status": "status, event status, state of planning, statut, état, estado, situação, stand, stato, "
    "статус, состояние",
    "expected_people": "expected people, expected participants, number of participants, num participants, "
    "participants, expected attendance, attendance, expected, people, expected number, number of people, "
    "attendees, estimated attendance, how many people, how many people do you expect, size, participants "
    "attendus, nombre de participants, nombre de personnes, participantes, número de participantes, "
    "asistentes, asistencia, participantes esperados, número de pessoas, público esperado, teilnehmer, "
    "teilnehmende, teilnehmerzahl, anzahl teilnehmer, erwartete teilnehmer, erwartete personen, personen, "
    "partecipanti, numero di partecipanti, partecipanti previsti, участники, количество участников, "
    "ожидаемое количество участников, число участников, сколько человек",
    "reported_people": "reported people, people reported, people who came, number who came, how many came, how "
    "many people came, actual attendance, actual participants, actual number of participants, turnout, "
    "participants présents, personnes présentes, combien sont venus, asistencia real, asistentes reales, "
    "cuántas personas vinieron, participantes reais, público presente, quantas pessoas vieram, tatsächliche "
    "teilnehmer, tatsächlich gekommen, gekommen, wie viele kamen, partecipanti effettivi, presenze, quanti sono "
    "venuti, сколько пришло, фактическое количество участников, пришло",
    "language": "language, lang, event language, languages, langue, idioma, lengua, língua, sprache, "
    "lingua, язык",
    "own_id": "id, own id, event id, action id, submission id, response id, uid, uuid, reference, ref, "
    "key, slug, no, nr, nummer, number, numéro, número, numero, identifiant, identificador, kennung, "
    "identificativo, il suo numero, номер, №",
    "online": "online, is online, virtual, is virtual, online event, online only, digital, en ligne, en "
    "línea, virtuel, on line, онлайн",
    "last_day": "end date, event end date, end day, last day, date end, enddate, date de fin, fecha de "
    "fin, fecha fin, fecha "
    "final, fecha de finalización, data de término, data final, data fim, enddatum, bis datum, data fine, "
    "data di fine, дата "
    "окончания, дата завершения, дата закінчення, data zakończenia, bitiş tarihi, 结束日期, تاريخ الانتهاء",
    "all_day": "all day, all day event, allday, is all day, whole day, ganztägig, journée entière, todo el "
    "día, dia inteiro, "
    "tutto il giorno, весь день, cały dzień, tüm gün, 全天",
    "private": "private, is private, private event, privé, privado, privat, privato, hidden, is hidden, "
    "hide, draft, is "
    "draft, unlisted, hide from event listings, hide from listings, confidential, secret, vertraulich, "
    "entwurf, brouillon, "
    "borrador, rascunho, bozza, приватно, частное, черновик, prywatne, özel, خاص, 私密",
    "consent": "consent, consent to publish, may be published, publish, published, is published, public, "
    "is public, listed, is "
    "listed, approved, is approved, share publicly, show on map, show publicly, öffentlich, veröffentlichen, "
    "einwilligung, publier, public ou non, consentement, publicar, público, consentimiento, consentimento, "
    "pubblico, "
    "pubblicare, consenso, публиковать, публично, согласие, публічно, згода, publiczne, zgoda, "
    "yayınlansın, onay, herkese "
    "açık, 公开, 是否公开, 同意, موافقة, نشر, darf veröffentlicht werden, peut être publié, se puede publicar, "
    "si può pubblicare, pode ser publicado, wolno publikować, można publikować, можно публиковать, "
    "можна публікувати, yayımlanabilir, يجوز نشره, 可公开",
    "publicity": "visibility, privacy, event privacy, privacy setting, privacy settings, access, audience, "
    "sichtbarkeit, "
    "visibilité, confidentialité, visibilidad, privacidad, visibilidade, privacidade, visibilità, "
    "privatsphäre, видимость, "
    "доступ, видимість, widoczność, prywatność, görünürlük, gizlilik, 可见性, 隐私, الخصوصية",
    "zone": "time zone, timezone, tz, utc offset, fuseau horaire, zona horaria, fuso horário, zeitzone, "
    "fuso orario, часовой пояс",
}

FIELDS = tuple(_NAMES)
"""Every field that a column can hold."""

PLACE_FIELDS = (
    "place",
    "city",
    "region",
    "country",
    "venue",
    "address",
    "postcode",
    "coordinates",
    "latitude",
    "longitude",
)
"""Fields of which at least one must be there."""

_FILLER_WORDS = (
    "a the of for in at is are your you our please enter what which event events action actions "
    "activity protest required optional full name le la les l de du des d un une en dans à votre vos "
    "quelle quel quelles quels est sont nom obligatoire facultatif el los las del su tu cuál cuáles es "
    "nombre obligatorio opcional evento acción actividad protesta o os as do da dos das em no na seu "
    "sua qual é nome obrigatório ação ato der die das des dem den ein eine einer ihre ihr eure euer "
    "welche welcher welchem welches ist findet statt aktion veranstaltung kundgebung erforderlich il "
    "lo gli dello della dei delle nel nella tua tuo vostra quale è azione в на ваш ваша ваше какой "
    "какая каком это акция акции мероприятия мероприятие события обязательно"
)
_FILLER = frozenset(fold(_FILLER_WORDS).split())

_PREFIX = re.compile(
    r"^(?:(?:event|action|location|venue|place|timeslot|schedule|geo|meeting|campaign|activity|session"
    r"|lieu|evento|ort|"
    r"veranstaltung|luogo|lugar|local)s? )+(?=.)"
)
_PERSONAL_NAMES = (
    "name, nom, nombre, nome, имя, full name, your name, фио, ім'я, піб, imię, imię i nazwisko, isim, adınız, "
    "ad soyad, الاسم, اسمك, 姓名"
)
_PERSONAL = frozenset(map(fold, _PERSONAL_NAMES.split(",")))
_BARE_NAMES = frozenset(map(fold, ("name", "nom", "nombre", "nome", "имя", "ім'я", "isim", "الاسم")))
_LIKE_A_PERSON = re.compile(r"[^\W\d_a-zа-я][\w'’.-]*(?:\s+[^\W\d_a-zа-я][\w'’.-]*){0,3}")
_EITHER_STATE_OR_STATUS = frozenset(map(fold, ("estado", "stato", "état")))

_RANKS: Mapping[str, Mapping[str, int]] = {
    field_name: {
        fold(name): rank
        for rank, name in reversed(list(enumerate(f"{names},{MORE_NAMES[field_name]}".split(","))))
    }
    for field_name, names in _NAMES.items()
}
_LOOSELY = 1_000  # worse than the rank of any name that is written out above


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds which field."""

    indices: Mapping[str, int]
    """Field -> index of its column."""
    unknown: tuple[str, ...]
    """Headers of the columns that are kept with each row and never shown."""
    notes: tuple[Reason, ...] = field(default=())


def recognise(
    header: Sequence[str],
    rows: Sequence[Sequence[str]] = (),
    chosen: Mapping[str, str] = MappingProxyType({}),
    *,
    by_words: bool = False,
) -> Columns:
    """Find each field's column. ``rows`` decide where a name alone does not: "Estado" may be a status.

    ``chosen`` is header -> field, or ``""`` for a column that is to be no field; it overrules what we would find.
    ``by_words`` also takes headers that are questions by the words in them.
    """
    indices: dict[str, int] = {}
    for index, written in enumerate(header):
        if chosen.get(written) in FIELDS:
            indices.setdefault(chosen[written], index)
    claims = sorted(
        (rank, index, name)
        for index, written in enumerate(header)
        if written not in chosen
        for name, rank in _claims(written, [cells[index] for cells in rows[:1_000]]).items()
    )
    for _, index, name in claims:
        if name not in indices and index not in indices.values():
            indices[name] = index
    if by_words:
        indices |= _asked(header, indices, chosen)
    if (named := _names_of_actions(header, rows, indices, chosen)) is not None:
        indices["title"] = named
    unknown = [index for index in range(len(header)) if index not in indices.values()]
    lost = {index: name for _, index, name in reversed(claims) if index in unknown}
    notes = [_second(header, index, indices[name]) for index, name in sorted(lost.items())]
    notes += [
        _person(header[index])
        for index in unknown
        if fold(header[index]) in _PERSONAL and header[index] not in chosen
    ]
    return Columns(indices, tuple(header[index] for index in unknown), tuple(notes))


def _names_of_actions(
    header: Sequence[str], rows: Sequence[Sequence[str]], known: Mapping[str, int], chosen: Mapping[str, str]
) -> int | None:
    """The column "Name" of a table of actions, as tools export it; where it may be one of people, there is none.

    Only beside a day and a place, without a column of titles, contacts or of when a form was sent in, and where its
    texts are not such as "Jane Doe".
    """
    is_of_actions = ("day" in known or "starts" in known) and any(name in known for name in PLACE_FIELDS)
    if not is_of_actions or "title" in known or "contact" in known or any(map(is_of_other_times, header)):
        return None
    bare = [index for index, written in enumerate(header) if fold(written) in _BARE_NAMES]
    if len(bare) != 1 or header[bare[0]] in chosen or bare[0] in known.values():
        return None
    texts = [text for cells in rows[:1_000] if (text := cells[bare[0]].strip())]
    people = sum(_LIKE_A_PERSON.fullmatch(text) is not None for text in texts)
    return bare[0] if texts and people * 5 <= len(texts) else None


def _asked(header: Sequence[str], known: Mapping[str, int], chosen: Mapping[str, str]) -> dict[str, int]:
    """Columns for fields that have none, by the words of their headers; the first of several."""
    found: dict[str, int] = {}
    taken = set(known.values())
    for index, written in enumerate(header):
        if index in taken or written in chosen or fold(written) in _PERSONAL:
            continue
        name = field_asked_for(written)
        if name and name not in known and not (name == "place" and _says_where(known, found)):
            found.setdefault(name, index)
    return found


def _says_where(*known: Mapping[str, int]) -> bool:
    return any("city" in one or "place" in one for one in known)


def name_of(field_name: str) -> str:
    """What a column of this field is best called."""
    return _NAMES[field_name].partition(",")[0]


def _claims(written: str, cells: Sequence[str]) -> dict[str, int]:
    """The fields that a header may mean, each with a rank: lower is better."""
    name = fold(written)
    if name in _PERSONAL:
        return {}
    if name in _EITHER_STATE_OR_STATUS:
        return {_state_or_status(cells): 0}
    claims: dict[str, int] = {}
    for looseness, variant in enumerate(_variants(written)):
        for known, ranks in _RANKS.items():
            if variant in ranks:
                claims.setdefault(known, ranks[variant] + looseness * _LOOSELY)
    return claims


def _variants(written: str) -> Iterator[str]:
    """What a header may boil down to, the safest first: "Ville / City (required)" ends as "ville", "city"."""
    yield fold(written)
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", written)
    yield fold(bare)
    yield _PREFIX.sub("", fold(written))
    if is_of_other_times(written):
        return  # "Carimbo de data/hora" is neither the day nor the hour of an action
    for part in (bare, *re.split(r"[/|\n–—:]", bare)):
        yield " ".join(word for word in fold(part).split() if word not in _FILLER and not word.isdigit())


def _state_or_status(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell.strip()]
    known = sum(is_status(cell) for cell in filled)
    return "status" if filled and 2 * known >= len(filled) else "region"


def _second(header: Sequence[str], index: int, winner: int) -> Reason:
    return Reason("column_of_same_field", {"kept": cut(header[index]), "used": cut(header[winner])})


def _person(written: str) -> Reason:
    return Reason("column_of_persons", {"column": cut(written)})
