"""Headers that are whole questions: the field that their words ask about, in the languages of the page.

A header that is a name of a field is known by `dashboard.ingest.columns`; this is for the others, such as "In which
city will your action take place?". The first rule whose words are in it decides, so what is more special stands first.
To teach a language, add its words to the lines below; they are searched in folded text, and from the start of a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from dashboard.ingest.clean import fold, plain
from dashboard.ingest.consent_headers import (
    asks_for_consent,
    header_claims,
    is_never_shown,
    says_from_when,
)
from dashboard.ingest.forbidding import is_for_few

_NO_PLACES: Final = (
    "takes? place|taking place|took place|aura lieu|a lieu|auront lieu|ont lieu|tendra lugar|tiene lugar|"
    "tendran lugar|tera lugar|tem lugar|avra luogo|ha luogo|hat stattgefunden|en lugar de|in place of|"
    "at the same time|each time|на месте|for the day"
)
"""Words such as "take place", in which "place" is none."""

_NONE: Final = (
    "timestamp|time stamp|submitted|submission date|submission time|created|updated|deleted|archived|expir|"
    "modified|last edited|registered|registration|deadline|rsvp by|birth|age|horodateur|horodatage|"
    "date de creation|inscription|naissance|marca temporal|fecha de creacion|fecha de registro|nacimiento|carimbo|"
    "data de criacao|nascimento|zeitstempel|erstellt|geandert|anmeld|geburt|informazioni cronologiche|"
    "data di creazione|nascita|отметка времени|создан|измен|рожден|позначка часу|створен|народжен|"
    "sygnatura czasowa|utworzon|urodzen|zaman damgasi|olusturul|dogum|时间戳|提交时间|创建|生日|出生|طابع زمني|"
    "تاريخ الانشاء|الميلاد|first name|last name|surname|your name|full name|prenom|nom de famille|votre nom|"
    "apellido|tu nombre|su nombre|sobrenome|seu nome|vorname|nachname|dein name|ihr name|euer name|cognome|"
    "tuo nome|фамил|ваше имя|прізвищ|ваше ім|nazwisk|twoje imie|soyad|adiniz|姓名|اسمك|anything else|autre chose|"
    "algo mas|sonst noch|altro da|что нибудь еще|щось ще|cos jeszcze|baska bir|其他|photo|image|picture|logo|"
    "banner|video|tweet|report|budget|password|tags|hashtag|captcha|world|max|ticket|price|preis|prix|precio|"
    "prezzo|цена|language|accessib|barrier|t shirt|newsletter|how did you hear|comment avez vous connu|woher kennst"
)
"""Words of columns that are none of ours, whatever else stands in them."""

_RULES: Final[Mapping[str, str]] = {
    "publicity": "visibil|sichtbarkeit|privacy|who can see|confidentialit|privacidad|видимост|widocznos|görünürlük|"
    "可见",
    "latitude": ("latitud|geografische breite|широт|szerokosc|enlem|纬度|خط العرض"),
    "longitude": ("longitud|geografische lange|долгот|довгот|dlugosc|boylam|经度|خط الطول"),
    "coordinates": ("coordinat|coordonn|coordenad|koordinat|координат|gps|wspolrzedn|坐标|احداثيات"),
    "all_day": (
        "all day|whole day|ganztag|toute la journee|journee entiere|todo el dia|dia inteiro|o dia todo|"
        "tutto il giorno|весь день|увесь день|caly dzien|calodniow|tum gun|全天|终日|طوال اليوم"
    ),
    "zone": (
        "time ?zone|fuseau|zona horaria|fuso|zeitzone|часовой пояс|часовий пояс|strefa czasowa|saat dilimi|时区|"
        "المنطقة الزمنية"
    ),
    "reported_people": (
        "how many (?:people )?(?:came|attended|showed|were there)|turned out|sont venus|vinieron|vieram|kamen|"
        "sono venut|пришл|прийшл|przyszl|geldi|来了|حضر"
    ),
    "expected_people": (
        "how many|number of|roughly how|combien de|nombre de (?:person|partic|gens|manif|presen)|cuant[oa]s|"
        "numero de (?:personas|asist)|quant[oa]s|numero de (?:pessoas|part)|wie viele|anzahl|quante persone|quanti|"
        "numero di (?:person|partec)|(?<!во )сколько|количеств|число участ|скільки|кількіст|ile osob|liczba|"
        "kac kisi|katilimci sayisi|多少人|人数|عدد"
    ),
    "contact": (
        "e ?mail|phone|telephone|mobile number|whatsapp|telegram|signal|reach you|contact|courriel|joindre|correo|"
        "movil|celular|telefon|handy|erreich|kontakt|cellulare|recapit|почт|телефон|связаться|контакт|пошт|зв язат|"
        "poczt|komork|eposta|e posta|iletisim|ulas|邮箱|电话|联系|بريد|هاتف|تواصل"
    ),
    "link": (
        "link|url|website|web site|web page|webpage|facebook|webseite|internetseite|site web|site internet|"
        "sitio web|pagina web|enlace|lien|sito|ссылк|сайт|посилан|strona internetowa|odnosnik|baglanti|"
        "internet sitesi|链接|网址|网站|رابط|موقع الكتروني"
    ),
    "last_day": (
        "(?:end|ends|ending|last|final|finish) (?:date|day)|date of (?:the )?end|(?:date|jour) (?:de )?fin|"
        "dernier jour|fecha (?:de fin|final|de termino|de cierre)|ultimo dia|"
        "data (?:de termino|final|do fim|de fim)|enddatum|letzter tag|bis zu welchem tag|data (?:di )?fine|"
        "ultimo giorno|дата (?:окончани|завершени|конца)|последний день|дата (?:закінченн|завершенн)|останній день|"
        "data zakoncz|ostatni dzien|bitis tarihi|son gun|结束日期|截止日期|تاريخ (?:الانتهاء|النهاية)"
    ),
    "ends": (
        "end|ends|ending|finish|until|termine|finit|fin|hora final|termin[ae]|finaliza|acaba|endet|ende|endzeit|"
        "finisce|fine|заканчив|окончани|завершени|конец|закінч|завершенн|кінець|konczy|zakonczeni|koniec|bitis|"
        "biter|bitecek|sona er|结束|انتهاء|ينتهي|نهاية"
    ),
    "starts": (
        r"start|starts|begin|begins|time|hour|debut|inicio|inizio|beginn|heure|horaire|hora|horario|horas|uhrzeit|"
        r"uhr|zeit|orario|ora|во сколько|врем|час|котр|godzin|o ktorej|saat\w*|kacta|几点|时间|時間|时刻|何时开始|"
        r"ساعة|وقت|توقيت|ساعت|tid|starttid|tidpunkt|klokkeslæt|klokkeslett|klokka|klokken|hvad tid|"
        r"alkamisaika|čas|začátek|időpont|kezdés|"
        r"aanvang|ωρα|שעה|שעת|時刻|開始|시간|시작|เวลา|gio|thoi gian|hoe laat|समय|बजे|何時|始ま|몇 시"
    ),
    "day": (
        r"date|day|when|jour|quand|fecha|dia|cuando|data|quando|datum|tag|wann|giorno|дат|день|дня|когда|числ|коли|"
        r"dzien|dnia|dniu|kiedy|tarih\w*|gun|päivämäärä|ημερομηνια|תאריך|تاریخ|開催日|날짜|วันที่|ne zaman|日期|"
        r"wanneer|nar|hvornar|kdy|mikor|cand|ποτε|khi nao|ngay|เมื่อไร|कब|तारीख|दिनांक|מתי|いつ|언제|哪天|哪一天|几号|"
        r"什么时候|日子|تاريخ|يوم|متى"
    ),
    "country": (
        r"country|countries|pays|pais|land|staat|paese|nazione|стран|країн|kraj\w*|ulke\w*|国家|國家|哪国|بلد|دولة|"
        r"země|ország|țara|χωρα|ארץ|מדינה|کشور|国名|국가|나라|ประเทศ|quoc gia|देश"
    ),
    "city": (
        r"city|town|cities|village|municipality|ville|commune|ciudad|localidad|municipio|pueblo|cidade|stadt|"
        r"gemeinde|citta|comune|город|населенн|місті|місто|міста|miasto|miescie|miasta|miejscowosc|şehi?r\w*|"
        r"kent\w*|城市|哪个市|市镇|مدينة|stad|kaupunki|město|obec|város|település|oraș|πολη|עיר|شهر|都市|도시|"
        r"เมือง|thanh pho|शहर|नगर"
    ),
    "region": (
        "state|province|region|county|departement|provincia|comunidad|estado|bundesland|kanton|област|регион|район|"
        "регіон|wojewodztw|eyalet|il hangisi|省|محافظة|ولاية|منطقة"
    ),
    "venue": (
        "where exactly|exact (?:location|place|spot)|meeting (?:point|place|spot)|will you meet|do you meet|"
        "we meet|gather|assembl|venue|rendez vous|rassembl|retrouv|point de rencontre|punto de encuentro|encontra|"
        "reunir|quedamos|sede|ponto de encontro|treffpunkt|trefft|treffen|wo genau|veranstaltungsort|ritrovo|"
        "ci si trova|vi trovate|incontr|место сбора|встреч|собира|зустріч|збира|zbiork|spotkan|bulusma|toplan|集合|"
        "会合|聚集|التجمع|اللقاء"
    ),
    "address": (
        r"address|street|adresse|rue|direccion|calle|endereco|rua|anschrift|strasse|indirizzo|адрес|улиц|вулиц|"
        r"adres\w*|العنوان الكامل|عنوان المكان|ulic|cadde|sokak|地址|街道|شارع"
    ),
    "place": (
        r"where|location|place|ou|lieu|endroit|donde|lugar|ubicacion|onde|local|wo|ort|dove|luogo|где|мест|де|місц|"
        r"gdzie|miejsc|nerede|yer\w{0,3}|konum|plats|plaats|locatie|místo|helyszín|locul|τοποθεσια|τοπος|מיקום|"
        r"מקום|مکان|محل|場所|장소|哪里|地点|位置|在哪|اين|مكان|موقع|waar|hvor|kde|hol|unde|o dau|dia diem|สถานที่|ที่ไหน|"
        r"कहाँ|स्थान|איפה|היכן|کجا|どこ|어디"
    ),
    "organiser": (
        "organi[sz]ation|organi[sz]er|organi[sz]ing|group|chapter|association|collecti[fv]|organisat|groupe|"
        "organiza|grupo|asociacion|coletivo|veranstalter|gruppe|verein|organizza|gruppo|associazion|организ|групп|"
        "організ|група|grup|stowarzysz|orgut|dernek|duzenle|组织|团体|主办|منظم|مجموعة"
    ),
    "title": (
        "name of|called|appelle|heet|heter|se llama|se chama|si chiama|nazywa|title|headline|nom de l|nom du|titre|"
        "nombre d|titulo|nome d|titel|wie heisst|heißt die|name d|titolo|назв|nazw|tytuł|tytul|adı|adi|başlığı|"
        "baslik|名称|标题|题目|اسم"
    ),
    "description": (
        "tell us|about|details|what will|what happens|what do you plan|decri|parlez nous|cuentanos|descri|"
        "conte nos|beschreib|erzahl|worum|racconta|опиш|расскаж|опис|розкаж|opis|opowiedz|acikla|anlat|描述|介绍|"
        "说明|内容|صف|تفاصيل"
    ),
}


_FILLER: Final = frozenset(
    fold(
        "a the of for in at is are your you our please enter what which event events action actions activity protest "
        "required optional full name le la les l de du des d un une en dans à votre vos quelle quel quelles quels est "
        "sont nom obligatoire facultatif el los las del su tu cuál cuáles es nombre obligatorio opcional evento "
        "acción actividad protesta o os as do da dos das em no na seu sua qual é nome obrigatório ação ato der die "
        "das des dem den ein eine einer ihre ihr eure euer welche welcher welchem welches ist findet statt aktion "
        "veranstaltung kundgebung erforderlich il lo gli dello della dei delle nel nella tua tuo vostra quale è "
        "azione в на ваш ваша ваше какой какая каком это акция акции мероприятия мероприятие события обязательно"
    ).split()
)
"""Words of a header that say nothing of which column it is."""


@cache
def _words(words: str) -> re.Pattern[str]:
    """A pattern of words, each from the start of one, short ones whole; in Chinese and Arabic, anywhere."""
    parts = []
    for word in _split(plain(words)):
        if re.search(r"[\u0590-\u06ff\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]", word):
            parts.append(word)
        else:
            parts.append(rf"(?<![^\W_]){word}" + (r"(?![^\W_])" if len(word) < 6 and word.isascii() else ""))
    return re.compile("|".join(parts))


def _split(words: str) -> list[str]:
    """The alternatives of a pattern, those in brackets left together."""
    parts, depth, part = [], 0, ""
    for character in words:
        depth += (character == "(") - (character == ")")
        if character == "|" and not depth:
            parts.append(part)
            part = ""
        else:
            part += character
    return [*parts, part]


@cache
def fields_asked_for(header: str, *, answered: bool = False) -> Mapping[str, int]:
    """The fields that the words of a header may ask about, with how many of its words say something else.

    ``answered`` if its column holds answers of yes and no. What asks for a day and an hour may be either's.
    """
    words = fold(header)
    if len(words) > 300:
        return {}
    claimed = header_claims(words, answered=answered)
    if not claimed and asks_for_consent(header):
        claimed = "consent"
    if not claimed and answered and is_for_few(words):
        claimed = "private"
    if claimed:
        return {claimed: 0}
    if is_never_shown(words):
        return {"contact": 0} if _words(_RULES["contact"]).search(words) else {}
    if _words(_NONE).search(words) or says_from_when(header):
        return {}
    words = re.sub(_NO_PLACES, " ", words)
    name = next((name for name, asked in _RULES.items() if _words(asked).search(words)), "")
    names = (
        ["day", "starts"]
        if name == "starts" and _words(_RULES["day"]).search(words)
        else [name]
        if name
        else []
    )
    return {name: _count_others(header, name) for name in names}


def _count_others(header: str, name: str) -> int:
    words = re.sub(_NO_PLACES, " ", fold(re.sub(r"\(.*?\)|\[.*?\]", " ", header)))
    left = re.sub(rf"(?:{_words(_RULES[name]).pattern})[^\W_]*", " ", words).split()
    return sum(word not in _FILLER and not any(map(str.isdigit, word)) for word in left)


def is_of_other_times(header: str) -> bool:
    """Whether a column is by its name none of ours, such as when a form was sent in."""
    return _words(_NONE).search(fold(header)) is not None
