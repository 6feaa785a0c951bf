"""Column names in Ukrainian, Polish, Turkish, Arabic and Chinese, and those of the template in every language.

They go on where the lines of `dashboard.ingest.columns` end: a name that stands there already wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MORE_NAMES: Final[Mapping[str, str]] = {
    "place": "місце проведення, місце, де, розташування, локація, miejsce wydarzenia, lokalizacja, gdzie, konum, "
    "yeri, mekân, nerede, الموقع, أين, موقع, 活动地点, 位置, 地方, 哪里",
    "city": "населений пункт, громада, село, miejscowość, gmina, kent, il, ilçe, البلدة, اسم المدينة, 城镇, 所在城市",
    "region": "регіон, провінція, województwo, prowincja, bölge, eyalet, المنطقة, المحافظة, "
    "الولاية, الإقليم, 省, 州, 省 州, 省份, 地区, 省／州, area, regione provincia",
    "country": "держава, państwo, ülke adı, 国家或地区, 国家 地区, 所在国家",
    "venue": "місце зустрічі, місце збору, майданчик, miejsce spotkania, miejsce zbiórki, punkt zbiórki, "
    "buluşma noktası, buluşma yeri, toplanma yeri, نقطة اللقاء, نقطة التجمع, مكان اللقاء, مكان التجمع, 集合地点, "
    "集合地, 会场, 场地, 集合點",
    "address": "вулиця, поштова адреса, ulica, adres pocztowy, açık adres, sokak, عنوان المكان, الشارع, "
    "العنوان البريدي, عنوان الموقع, 地址, 详细地址, 街道, 住址",
    "postcode": "zip postcode, postnummer, psč, irányítószám, почтовый код, "
    "поштовий індекс, 邮政编码, 郵遞區號, 우편번호",
    "latitude": "географічна широта, szerokość geograficzna, szerokość, enlem, خط العرض, دائرة العرض, 纬度",
    "longitude": "довгота, географічна довгота, długość geograficzna, długość, boylam, خط الطول, 经度",
    "coordinates": "координати, координати gps, współrzędne, współrzędne gps, koordinatlar, الإحداثيات, إحداثيات, "
    "坐标, gps坐标, 经纬度",
    "day": "дата початку, дата і час, дата й час, дата та час, коли, data rozpoczęcia, dzień, data i godzina, "
    "kiedy, gün, başlangıç tarihi, tarih ve saat, ne zaman, اليوم, يوم, تاريخ البدء, التاريخ والوقت, متى, 日, "
    "活动日期, 开始日期, 日期和时间, 日期时间, 什么时候",
    "starts": "початок, час початку, починається, начинается, początek, godzina rozpoczęcia, rozpoczęcie, czas, "
    "başlangıç, başlangıç saati, başlar, البداية, وقت البدء, وقت البداية, الساعة, بداية, 开始, 开始时间, 始",
    "ends": "кінець, час закінчення, закінчення, завершення, заканчивается, koniec, godzina zakończenia, "
    "zakończenie, bitiş, bitiş saati, biter, النهاية, وقت الانتهاء, وقت النهاية, نهاية, 结束, 结束时间",
    "title": "заголовок події, назва події, назва акції, назва заходу, подія, акція, захід, nazwa, "
    "nazwa wydarzenia, nazwa akcji, wydarzenie, akcja, başlık, etkinlik adı, eylem adı, etkinlik, eylem, "
    "عنوان الفعالية, اسم الفعالية, الفعالية, اسم الحدث, الحدث, 活动名称, 行动名称, 活动标题, 活动, 行动",
    "description": "опис, детальніше, подробиці, szczegóły, opis wydarzenia, informacje, açıklama, ayrıntılar, "
    "detaylar, الوصف, وصف, التفاصيل, 说明, 描述, 详情, 介绍, 活动说明, 简介",
    "organiser": "організатор, організатори, організаторка, організація, група, хто, організовує, "
    "организаторка, organizatorka, organizatorzy, organizacja, grupa, kto, düzenleyen, düzenleyenler, "
    "organizatör, düzenleyici, örgüt, grup, kim, منظِّم, منظم, الجهة المنظمة, المنظمون, المنظمة, الجمعية, من, "
    "主办, 主办方, 主办者, 组织方, 组织, 团体",
    "contact": "contact never public, contact jamais public, contacto nunca público, contato nunca público, "
    "kontakt nie öffentlich, contatto mai pubblico, контакт никогда не публикуется, "
    "контакт ніколи не публікується, kontakt nigdy publiczny, iletişim asla yayımlanmaz, "
    "جهة الاتصال لا تُنشر أبداً, 联系方式（从不公开）, контакти, пошта, електронна пошта, мобільний, "
    "adres e mail, e-mail, komórka, numer telefonu, iletişim, e posta, eposta, cep telefonu, "
    "جهة الاتصال, الاتصال, البريد الإلكتروني, الهاتف, رقم الهاتف, 联系方式, 联系人, 电子邮件, 邮箱, 电话, 手机",
    "link": "посилання, вебсайт, сайт події, strona internetowa, strona, odnośnik, bağlantı, web sitesi, "
    "internet sitesi, رابط, موقع إلكتروني, الموقع الإلكتروني, 网址, 网站, 网页, 活动链接",
    "status": "стан, статус події, stan, durum, durumu, الحالة, حالة, 状态, 活动状态",
    "expected_people": "people expected, personnes attendues, personas esperadas, pessoas esperadas, erwartete, "
    "persone attese, ожидается людей, очікується людей, кількість учасників, очікувана кількість учасників, "
    "учасники, spodziewane osoby, liczba uczestników, uczestnicy, oczekiwana liczba osób, beklenenler, "
    "katılımcı sayısı, beklenen katılımcı sayısı, katılımcılar, العدد المتوقع, عدد المشاركين, "
    "عدد الحضور المتوقع, المشاركون, 预计人数, 预期人数, 参加人数, 人数",
    "reported_people": "personnes venues, personas que vinieron, pessoas que vieram, gekommene, persone venute, "
    "пришло людей, прийшло людей, прийшло, скільки прийшло, osoby które przyszły, ile osób przyszło, przyszło, "
    "gelenler, gelen sayısı, kaç kişi geldi, عدد الحاضرين, عدد الذين حضروا, 到场人数, 实到人数, 实际人数",
    "language": "мова, język, dil, etkinlik dili, اللغة, لغة, 语言",
    "own_id": "your own number, votre propre numéro, su propio número, seu próprio número, ihre eigene nummer, "
    "vostro numero, il suo numero, ваш собственный номер, ваш власний номер, twój własny numer, kendi numaranız, "
    "رقمك الخاص, 您自己的编号, ідентифікатор, идентификатор, numer, identyfikator, numara, kimlik, الرقم, المعرف, رقم, "
    "编号, 序号",
    "online": "в сети, у мережі, zdalnie, çevrimiçi, عبر الإنترنت, 线上, 在线",
    "last_day": "останній день, последний день, dernier jour, último día, último dia, letzter tag, "
    "ultimo giorno, ostatni dzień, son gün, آخر يوم, اليوم الأخير, 最后一天",
    "all_day": "увесь день, цілий день, całodniowe, gün boyu, طوال اليوم, يوم كامل, 整天",
    "private": "приватна, приватна подія, чернетка, prywatny, szkic, gizli, taslak, مسودة, 私人, 草稿",
    "consent": "опублікувати, публікувати, publikować, opublikować, yayınla, yayımlansın, 公开吗, 发布",
    "publicity": "приватність, доступ до події, dostęp, الظهور, 隐私设置",
    "zone": "часовий пояс, strefa czasowa, saat dilimi, المنطقة الزمنية, 时区",
}
"""Field -> its names, as in `dashboard.ingest.columns`."""

REASONS: Final = frozenset(
    {
        "What to correct",
        "À corriger",
        "Qué corregir",
        "O que corrigir",
        "Was zu berichtigen ist",
        "Che cosa correggere",
        "Что исправить",
        "Що виправити",
        "Co poprawić",
        "Neyin düzeltileceği",
        "ما ينبغي تصحيحه",
        "需更正的内容",
    }
)
"""What the first column of a report of rows is called in each language; an older heading stays here for good."""
