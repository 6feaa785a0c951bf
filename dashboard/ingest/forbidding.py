"""What a text says against publishing its row: that it is not to be passed on, is for a few alone, or is a draft.

Words are compared as `dashboard.ingest.clean.fold` writes them. To teach a language, add its words to the lines below.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dashboard.ingest.clean import fold, plain
from dashboard.ingest.consent_headers import pattern
from dashboard.ingest.kept_off import GONE, KEPT_OFF, KEY_WORDS, TO_GO
from dashboard.ingest.publicity import PRIVATES, listed

_FORBIDDING: Final = pattern(
    r"(?<!\w)(?:"
    r"(?:not|don t|dont|never(?! \w+(?:ed|n)(?!\w)))(?: to)?(?: be)?(?: yet)? (?:publi(?!c (?:transport|toilet|"
    r"holiday|money|servant|opinion|property|domain|good)|cly fund)|"
    r"shar(?:e|ed|ing)(?!\w)|list(?:ed)?(?!\w)|show[ns]?(?!\w| up| (?:in|on) (?:cinema|tv))|distribut|circulat|"
    r"forward|advertis|disclos|put (?:it |this )?(?:on|up)(?!\w))|"
    r"not for (?:publication|sharing|the (?:general )?public)|internal (?:use )?only|internal use|off the record|"
    r"keep (?:this |it )?(?:private|secret|confidential)|keep this quiet|"
    r"(?:ne|nao|non|no(?! public(?:ity)?(?!\w)))(?: pas| se| si| rien)? (?:publi|diffus|partag|divulg|difund|compart|"
    r"condivid|diffond|pubbl)|pas publi(?:c|que|er)(?!\w)|usage interne|uso interno|"
    r"nicht (?:veröffentlich|öffentlich|teilen|geteilt|weiter(?:geb|gegeb|leit|geleit|sag|verbreit)|verbreit)|"
    r"nur intern(?!\w)|"
    r"не (?:распростран(?!я[ею]тся на )|разглаш|публик|публич|поширю|розголошу|публіку)|не для (?:публик|публік|"
    r"распростран)|"
    r"для (?:служебного|внутреннего) пользования|"
    r"nie (?:publik|udostępni|rozpowszechn|upublicz|do publik)|do użytku wewnętrznego|"
    r"(?:inte|ej) (?:delas?(?!\w)|sprid|publicer|offentlig|för publicer)|"
    r"(?:dela|del|sprid|publicera) (?:inte|ej)(?!\w)|"
    r"ikke (?:deles?|del(?! a[fv] )|publi[cs]er\w*|offentlig\w*|spre\w*)(?!\w)|"
    r"niet (?:delen|publiceren|verspreiden|openbaar)|"
    r"nu (?:distribui|publica|partaja)|μην (?:κοινοποι|δημοσι)|nem (?:nyilvános|publikus)|"
    r"ne(?:sdílet|zveřejňovat|publikovat|šířit)|ne (?:oszd|osszák|tedd közzé)|"
    r"ei (?:saa )?(?:jakaa|julkai|julkinen)|không (?:công khai|chia sẻ)|jangan (?:di)?(?:bagi|sebar|publikasi)|"
    r"(?:(?<!\w )|(?<=is )|(?<=still ))(?:under|unter|sous|bajo|sob|sotto) embargo|embargoed|"
    r"embargo (?:until|till|bis|jusqu|hasta|até|fino|до|do)(?!\w))|"
    r"(?:yay[ıi]n|payla[sş])\w{0,4}ma(?:y[ıi]n|s[ıi]n)|yaln[ıi]zca i[cç] kullan[ıi]m|"
    r"(?:لا|غير|ليس|ليست|ممنوع) ?(?:لل|ال)?نشر|لا تنشر|للاستخدام الداخلي|غير علني|(?:منتشر|پخش|بازنشر) نشود|"
    r"به اشتراک نگذار|(?:לא|אין) (?:לשתף|לפרסם|לפרסום|להפיץ)|(?:साझा|प्रकाशित|शेयर) (?:न|ना|मत) कर|"
    r"(?:勿|不要|不得|禁止)(?:对外|對外)?(?:公开|公開|发布|發布|分享|转发|轉發|传播|外传)|内部使用|社外秘|部外秘|"
    r"(?:公開|掲載|共有|転載|拡散)(?:し|を)?(?:ないで|不可|禁止)|(?:공유|게시|공개|배포) ?(?:금지|하지)|"
    r"ห้าม(?:เผยแพร่|แชร์|เปิดเผย)"
)
_FEW: Final = (
    "members?|staff|invit(?:e|ation|ees?)|committee|board|organi[sz]ers|membres|adherents|militants|miembros|soci[oae]?s?|"
    "afiliad[oa]s|membros|associad[oa]s|convidad[oa]s|invitad[oa]s|iscritt[ei]|tesserati|invitati|mitglieder|aktive|"
    "geladene|членов|членам|членів|своих|организаторов|приглашенн\\w+|сотрудников|своїх|організаторів|запрошен\\w+|członków|"
    "zaproszonych|[uü]yeler\\w*|davetliler\\w*|أعضاء|الأعضاء|للأعضاء|مدعوين|للمدعوين|اعضا|اعضای|medlemmar|medlemmer|"
    "inbjudna|leden|membri|μελη|členy|tagok\\w*|חברים|לחברים|מוזמנים|सदस्य|सदस्यों|jäsenille|anggota|thành viên"
)
_ONLY_BEFORE: Final = (
    "only for|only with|just for|exclusively for|"
    "reserve[es]* aux|reserve[es]* a nos|exclusivement|exclusivo|reservad[oa]|"
    "solo|solamente|soltanto|riservat[oaie]|somente|apenas|nur|только|лишь|тільки|лише|tylko|wyłącznie|sadece|"
    "yaln[ıi]zca|فقط|ویژه|endast|bara|kun|alleen|uitsluitend|doar|numai|μονο|pouze|jen|csak|kizárólag|केवल|vain|hanya|chỉ"
)
_ONLY_BEHIND: Final = "only|uniquement|seulement|فقط|בלבד|özel|ozel|[ea] ozel|alleen"
_FOR: Final = (
    "for|pour|les|aux|para|per|i|gli|le|los|ai|für|für unsere|для|dla|för|voor|pentru|για|pro|برای|dành cho"
)
_PAY: Final = (
    "pagan|votan|pagam|votam|pagano|votano|zahlen|bezahlen|stimmen|paient|votent|платят|голосуют|платять|голосують|"
    "płacą|głosują|öder|betalar|betaler|betalen"
)
"""What the few do, while all may come: "Solo socios pagan entrada"."""
_FOR_FEW: Final = pattern(
    rf"(?<!\w)(?:(?:{_ONLY_BEFORE}) (?:(?:{_FOR}) ){{0,2}}(?:{_FEW})(?! of the (?:general )?public| (?:{_PAY})(?!\w))|"
    rf"(?<!non )(?:{_FEW}) (?:{_ONLY_BEHIND})|"
    r"friends (?:and |family )*only|invite only|(?:by invit(?:e|ation)|sur invitation|"
    r"(?:por|con) (?:invitación|convite)|su invito|auf einladung|по приглашени\w+|за запрошенням)"
    r"(?! (?:of|de|d|du|des|del|do|da|von|vom|der|dell|della)(?!\w)))(?!\w)|"
    r"(?<![不非])(?<!不仅)(?<!不只)(?:[仅只僅]?限|[仅只僅])[对供於于]?(?:内部)?(?:会员|會員|成员|会員|受邀|内部)|"
    r"(?:会员|會員|成员)(?:专属|專屬|专享)|(?:会員|メンバー|関係者)(?:限定|のみ|専用)|招待制|"
    r"(?:회원|관계자|초대) ?전용|회원만(?!의)|เฉพาะ(?:สมาชิก|ผู้ได้รับเชิญ)"
)
_CLOSED: Final = (
    "draft|private[rsn]?|closed(?: door)?|internal|confidential|intern[oaie]?|interne[rsn]|privee?|privad[oa]|"
    "privat[oa]?|fermee?|cerrad[oa]|fechad[oa]|chius[oa]|geschlossene[rsn]?|nicht ?öffentliche[rsn]?|внутренн\\w+|"
    "закрыт\\w+|частн\\w+|внутрішн\\w+|закрит\\w+|приватн\\w+|wewnętrzn\\w+|zamknięt\\w+|prywatn\\w+|kapalı|"
    "داخلي|داخلية|مغلق|مغلقة|داخلی|خصوصی|besloten|slutet|slutna|lukket|internt|închis[aă]?|privată|internă|interní|"
    "soukrom\\w+|uzavřen\\w+|belső|zárt(?:körű)?|εσωτερικ\\w+|κλειστ\\w+|ιδιωτικ\\w+|פנימית?|סגורה?|פרטית?|निजी|आंतरिक"
)
_GATHERING: Final = (
    "events?|meetings?|session|party|gathering|function|call|briefing|assembly|dinner|rehearsal|memorial|vigil|"
    "reunion|évènement|evenement|soirée|rencontre|assemblée|séance|fête|reunião|riunione|evento|encuentro|encontro|incontro|"
    "asamblea|assembleia|assemblea|fiesta|festa|acto|veranstaltung|treffen|sitzung|besprechung|feier|plenum|versammlung|"
    "gesellschaft|встреч\\w+|собрани\\w+|мероприяти\\w+|совещани\\w+|вечеринк\\w+|зустріч|захід|нарад\\w+|подія|spotkanie|"
    "wydarzenie|zebranie|narada|toplantı|etkinlik|اجتماع|لقاء|فعالية|جلسه|bijeenkomst|vergadering|feest|möte|evenemang|"
    "møde|møte|mode|mote|arrangement|întâlnire|eveniment|ședință|schůze|schůzka|akce|setkání|megbeszélés|rendezvény|ülés|"
    "συνάντηση|εκδήλωση|συνέλευση|פגישה|אירוע|ישיבה|बैठक|कार्यक्रम|screening|projection|proyección|projeção|"
    "vorführung|proiezione|показ|pokaz|gösterim"
)
_CLOSED_GATHERING: Final = pattern(
    rf"(?<!\w)(?:(?:{_CLOSED}) (?:(?:planning|strategy|team|staff|board) )?(?:{_GATHERING})|"
    rf"(?:{_GATHERING}) (?:(?:de travail|d equipe|generale|de trabajo|de trabalho|di lavoro) )?"
    rf"(?:{_CLOSED}|(?:à )?huis clos|non publique?|not public))(?!\w)|"
    r"(?<!\w )özel (?:etkinlik|toplantı|gösterim|davet|parti|buluşma|kutlama)(?!\w)|"
    r"(?:内部|闭门|閉門|私人|非公開|プライベート)の?(?:会议|會議|讨论|活动|聚会|会合|集会|会議)|"
    r"(?:내부|비공개) ?(?:회의|모임|행사)|"
    r"ประชุมภายใน"
)
_DRAFT: Final = (
    "brouillon|borrador|rascunho|entwurf|bozza|черновик|чернетка|szkic|wersja robocza|taslak|taslağı|مسودة|utkast|"
    "kladde|luonnos|piszkozat|טיוטה|טיוטת"
)
_MARCH: Final = (
    r"march|marche|marcha|marcia|marsch|марша?|marszu?|yürüyüşü?|مسيرة|vigil|veillée|vigilia|vigília|mahnwache|veglia|"
    r"czuwani[ea]|nöbeti?|وقفة|rally|walk|mitin|concentración|rassemblement|ato|kundgebung|presidio|митинга?|мітингу?|"
    r"wiecu?|تجمع|demo\w*|manif\w*|corteo|шестви[ея]|gösterisi?|مظاهرة|protest[aeou]?|протесту?а?|احتجاج|пикета?|пікету?|"
    r"acción|ação|aktion|azione|акци[яи]|акці[яї]|akcj[ai]|eylemi?|etkinliği|toplantısı"
)
_CJK_MARCH: Final = "集会|集會|游行|遊行|活动|活動|示威|会议|會議|聚会|抗议|抗議|守夜|デモ|行進"
_DRAFTED: Final = pattern(
    rf"^(?:{_DRAFT}|draft(?= of)) (?:(?:of|the|our|de|del|du|des|do|da|di|della|dell|d|la|le|l|el|un|une|für|von|der|"
    rf"die|das|den|einer|eines|zur|zum|dla|av|til) ){{0,3}}(?:{_GATHERING}|{_MARCH})(?!\w)|"
    rf"^(?:{_GATHERING}|{_MARCH}) (?:{_DRAFT})$|"
    rf"(?:草稿|下書き)[：:]?(?:{_CJK_MARCH})|(?:{_CJK_MARCH})[的の]?(?:草稿|下書き)|"
    r"초안 ?(?:집회|행진|시위|행사)|(?:집회|행진|시위|행사) ?초안"
)
"""A draft of an action, and not of a law: "Borrador de la marcha", "Taslak yürüyüş"."""
_COPY: Final = "copy|kopie|copie|copia|cópia|копия|копія|kopia|kopya|نسخة"
_COPIED: Final = pattern(
    rf"^(?:copy(?: \d+)? of|kopie v[ao]n|copie de|copia d[ei]|cópia d[eoa]|копия|копія|kopia|نسخة من) |"
    rf"(?:\s[-–—]|[(\[])\s?(?:{_COPY})(?: \d+)?[)\]]?$|(?<=\w )kopyası$|(?:的副本|のコピー|{plain('의 사본')})$"
)
"""A title that a program gave to a copy which nobody has written anew: "Copy of Vigil", "Vigil (copy)"."""
_HAPPENING: Final = pattern(rf"(?<!\w)(?:{_GATHERING}|{_MARCH})(?!\w)")
_SPOKEN_AGAINST: Final = pattern(
    r"(?<!\w)(?:against|no|not|stop|end|lift|outside|anti|contre|pas|contra|contro|gegen|kein\w*|против|проти|"
    r"przeciw\w*|ضد|emot|mod|tegen)(?: (?:the|an?|la|le|l|el|il|lo|os?|die|den|das|der|de|het|et|en))?$|反对$"
)
"""Before words for what is closed: what an action is about, not how it is held."""
_NEGATIONS: Final = listed(
    "not|nicht|kein|keine|pas|no|non|nao|не|nie|inte|ikke|niet|nu|nem|ei|לא|ليس|ليست|नहीं"
)
_ANY_COLUMN: Final = PRIVATES - listed(
    "members|membres|friends|closed|restricted|personal|particular|locked|concept|koncept|invitees|pending|"
    "pending review|awaiting approval|awaiting moderation|in review|under review|to review|rejected|not approved|"
    "needs approval|needs review|unapproved|on hold|declined|trash|trashed|deleted|spam|archived|en attente|pendiente|"
    "pendente|ausstehend|in attesa|oczekujące|beklemede|待审核|закрыто|закрытое|закрытый|закрытая|закрите|закритий|خاص|"
    "خاصة|私人|caché|oculto|oculta|versteckt|verborgen|nascosto|nascosta|hidden|davetliler|özel|gizli"
)
"""Words that are about nothing else, whichever column they stand in."""
_NO_SPACES: Final = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]")
_OF_VISITORS: Final = pattern(
    r"(?<!\w)(?:(?:your|vos|tus?|sus?|teus|seus?|tuoi|suoi|vostri|deine|ihre|eure|ваш\w*|two[ij]\w+|wasz\w*|panstwa) "
    r"(?:personal |personliche[nr]? )?(?:e ?mails?|data|details|answers?|information|number|phone|donnees|"
    r"informations|coordonnees|datos|correos?|dados|dati|daten|angaben|данны\w+|дані|даних|адрес\w*|dan(?:e|ych))|"
    r"(?:photos?|pictures?|fotos?|foto|bilder|faces|flyers?|leaflets?|фото\w*|zdjec\w*|fotograf\w*|videos?|"
    r"e ?mails?(?! addresses of)|personal (?:data|details)|registration data|danych|"
    r"персональн\w+ данн\w+|ki[sş]isel veri\w*|veriler\w*))(?!\w)|照片|拍照|写真|사진|צילומים|תמונות|الصور|"
    r"بياناتك|您的|你的|个人信息|個人情報|개인정보"
)
"""What is done with the data of whoever comes or writes, or with pictures: "Your data will not be shared"."""
_OWN: Final = pattern(
    r"(?<!\w)(?:my|our|me|us|this|names?|mon|notre|noms?|mi|nuestr\w+|nombres?|mein\w*|unser\w*|namen|nomi?|nomes?|mio|"
    r"nostr\w+|meu|noss\w+|мо[йеяю]\w*|наш\w*|имя|имен\w*|м[оі]є|ім я|імен\w*|nasz\w*|imi\w+|nazwisk\w*|isim\w*|"
    r"ad[ıi]m\w*|bizim)(?!\w)|姓名|名字|名前|이름|اسم"
)
"""What is the organisers' own all the same: "Do not publish my name or pictures"."""
_CLAUSES: Final = re.compile(r"[.,;:!?\n()。，、；：！？،؛]|\s[-–—]\s")
_CONFIDENTIAL: Final = pattern(
    r"(?<!\w)(?:confidential|confidentiel(?:le)?|confidencial|sigilos[oa]|vertraulich|riservat[oa]|"
    r"конфиденциально|конфіденційно|poufne|gizli(?:dir)?(?! (?:de[gğ]il|tan[iı][kğg]|servis|"
    r"kamera|oy(?!\w))))(?!\w)|保密|محرمانه|חסוי|गोपनीय|非公開|대외비|비공개",
)
_IN_CONFIDENCE: Final = pattern(
    r"(?<!\w)(?:your (?:data|details|answers?|information)|calls|conversations|advice|counsell?ing|help ?line|"
    r"hotline|support|testing|vos (?:donnees|informations)|appels?|conseils?|ecoute|soutien|entretiens?|sus datos|"
    r"llamadas?|asesor\w+|consultas?|apoyo|orientacion|chamadas|ligacoes|seus dados|aconselhamento|atendimento|"
    r"conversas|(?:ihre|deine|eure) (?:daten|angaben)|anrufe?|beratung|gesprache?|chiamate|colloqui|consulenz[ae]|"
    r"ascolto|звонки|консультации|помощь|дзвінки|консультації|допомога|rozmowy|porady|wsparcie|"
    r"gorusmeler\w*|danisma\w*|destek)(?!\w)|المكالمات|مشاوره|通话|咨询|热线|相談|通話|상담|통화|שיחות|ייעוץ|परामर्श"
)
"""What is confidential without the row being so: "All calls are confidential", "Vertrauliche Beratung"."""
_OF_THE_ROW: Final = pattern(
    r"(?<!\w)(?:(?<!mail )address|location|venue|place|where|event|meeting|action|vigil|gathering|rally|listing|"
    r"adresse|lieu|evenement|rassemblement|reunion|direccion|lugar|evento|accion|concentracion|endereco|(?:o|do|"
    r"no) local|acao|reuniao|ort|treffpunkt|treffen|veranstaltung|aktion|mahnwache|indirizzo|luogo|azione|incontro|"
    r"адрес\w*|мест[оа]|место\w*|мероприяти\w*|акци\w*|встреч\w*|місц\w*|поді\w*|захід|зустріч\w*|adres\w*|"
    r"miejsc\w*|wydarzeni\w*|akcj\w*|spotkani\w*|yer\w{0,3}|etkinli\w*|toplanti\w*|eylem\w*)(?!\w)|العنوان|المكان|"
    r"الموقع|الفعالية|اللقاء|"
    r"地址|地点|活动|集会|住所|場所|会場|주소|장소|행사|آدرس|نشانی|محل|مکان|כתובת|המקום|האירוע|पता|स्थान"
)
"""What is of the row all the same: "The address is confidential and told when you call"."""
_OF_MEALS: Final = pattern(
    r"(?<!\w)(?:shar|partag|compart|condivid)\w+ (?:\w+ ){0,2}(?:food|drinks?|meals?|cups?|bottles?|comida|bebidas?|"
    r"alimentos|vasos|nourriture|repas|boissons?|gobelets|cibo|bevande|bicchieri)"
    r"(?: (?:or|and|y|o|et|ou|e) (?:food|drinks?|cups?|bottles?|bebidas?|boissons?|bevande))?$|"
    r"^(?:bitte )?(?:essen|speisen|getränke)(?!\w).* teilen$|"
    r"^(?:yiyecek|yemek)\w* payla"
)
"""What is not to be shared by those who come: "Do not share food"."""
_IN_NAMES: Final = (
    PRIVATES
    - listed(
        "friends|personal|particular|locked|rejected|declined|trash|trashed|deleted|spam|archived|özel|خاص|خاصة"
    )
) | listed(
    "embargo|test|test event|testing|please ignore|prueba|тест|测试|not public yet|not yet public|pas public"
)
"""Words that say it set apart or in capitals in a title or a venue: "Vigil [hidden]", "PRIVATE Vigil"."""
_TRIALS: Final = listed("test|testing|prueba|тест|测试")
"""Of these, what may be about illnesses: "Free HIV TESTING"."""
_HEADS: Final = re.compile(r"(?<![^\W_])[^\W_]{1,4}")
_BEGINNINGS: Final = frozenset(
    beginning
    for words in (
        "not don dont never internal off keep ne nao non no pas usage uso nicht nur не для nie użytku inte ej dela "
        "del sprid publicera ikke niet nu μην nem nesdílet nezveřejňovat nepublikovat nešířit ei không jangan embargo "
        "embargoed yayın yayin paylaş yalnızca yalniz لا غير ليس ليست ممنوع للاستخدام منتشر پخش بازنشر به לא אין "
        "साझा प्रकाशित शेयर sigiloso vertraulich riservato конфіденційно poufne gizli محرمانه חסוי "
        "गोपनीय friends by sur por con su auf по за just exclusively reserve invite",
        KEY_WORDS,
        _ONLY_BEFORE, _ONLY_BEHIND, _CLOSED, _DRAFT, _COPY, *(max(name.split(" "), key=len) for name in _IN_NAMES),
    )
    for word in re.split("[ |]", words)
    for beginning in _HEADS.findall(plain(word))[:1]
)  # fmt: skip
"""Without a word that begins so a text says nothing of it: found many times faster than the patterns are."""
_LONGEST_WORD: Final = 40
_LEAD: Final = listed(
    "for|strictly|this|is|an|a|the|event|it|please|only|pour|für|per|para|для|dla|pro|voor|solo|c|est|das|ist|dies|es|un|"
    "una|esto|это|note|nb"
)
"""What may stand before such words where a note is about them."""
_APART: Final = re.compile(r"[\[\](){}（）【】「」<>:：|*/•·,，]|\s[-–—]\s")
_BRACKETS: Final = re.compile(r"([\[【(（])\s*([^\[\]()（）【】]{1,40}?)\s*[\])】）]")
_DRAFTS: Final = listed(f"draft|{_DRAFT}|草稿|下書き|초안")
_SHOUTED: Final = re.compile(r"[^\W\d_]{4,}")


def is_strictly_private(text: str) -> bool:
    """Whether a cell of whatever column says nothing but that its row is private: not "pending", as a permit may be."""
    return len(text) < _LONGEST_WORD and fold(text) in _ANY_COLUMN


@lru_cache(maxsize=10_000)
def is_marked_private(name: str) -> bool:
    """Whether a title or a venue says so apart, aloud or of itself: "Vigil [hidden]", "DRAFT Vigil", "Members only"."""
    if not _may_forbid(name):
        return False
    if any(fold(part) in _IN_NAMES for part in _APART.split(name) if len(part) < _LONGEST_WORD):
        return True
    return (
        _is_shouted(name)
        or _is_copy(name)
        or any(
            _is_said(_CONFIDENTIAL, one) or _is_said(_FOR_FEW, one) or _is_closed(one) or _DRAFTED.search(one)
            for one in map(fold, _CLAUSES.split(name))
        )
    )


@lru_cache(maxsize=10_000)
def forbids(text: str) -> bool:
    """Whether a note of whatever kind says that its row is not to be public: "CONFIDENTIAL, do not publish".

    "All calls are confidential" says it of something else.
    """
    if not _may_forbid(text):
        return False
    first, *others = map(fold, _CLAUSES.split(text))
    if first in _ANY_COLUMN or _is_bracketed(text) or any(map(_keeps_back, (first, *others))):
        return True
    said = " ".join(one for one in (first, *others) if not _is_of_visitors(one))
    if any(what.search(one) for what, one in ((_FORBIDDING, said), (GONE, fold(text)), (TO_GO, fold(text)))):
        return True
    labelled = map(fold, _CLAUSES.split(text.replace(":", " ")))  # "Location: secret"
    return any(KEPT_OFF.search(one) and not _is_of_visitors(one) for one in (first, *others, *labelled))


def is_for_few(words: str) -> bool:
    """Whether folded words say that something is for members alone, or by invitation."""
    return _FOR_FEW.search(words) is not None


def _may_forbid(text: str) -> bool:
    """Whether a text has a word with which one of the patterns begins, or a script without spaces."""
    words = plain(text)
    return not _BEGINNINGS.isdisjoint(_HEADS.findall(words)) or _NO_SPACES.search(words) is not None


def _is_of_visitors(clause: str) -> bool:
    found = _OF_VISITORS.search(clause) or _OF_MEALS.search(clause)
    return found is not None and not _OF_THE_ROW.search(clause) and not _OWN.search(clause)


def _is_shouted(name: str) -> bool:
    """Whether a word stands out in capitals: "PRIVATE Vigil", but not "HIV TESTING" nor "End the EMBARGO"."""
    return not name.isupper() and any(
        one[0].isupper()
        and (word := fold(one[0])) in _IN_NAMES
        and (word not in _TRIALS or not one.start())
        and not _SPOKEN_AGAINST.search(fold(name[: one.start()]))
        for one in _SHOUTED.finditer(name)
    )


def _is_copy(name: str) -> bool:
    """Whether a title is that of a copy, and not "Copia de llaves": titles begin with a capital, or say what it is."""
    found = _COPIED.search(plain(name))
    if found is None or found.start():
        return found is not None
    of_what = name.strip().split(None, found[0].count(" "))[-1]
    return not of_what[0].islower() or _HAPPENING.search(fold(of_what)) is not None


def _is_bracketed(text: str) -> bool:
    """Whether a note says so between its other words: "Bring candles [draft]"; "(private)" may be of the car park."""
    return any(
        fold(word) in (_DRAFTS if sign in "(（" else _ANY_COLUMN) for sign, word in _BRACKETS.findall(text)
    )


def _is_said(what: re.Pattern[str], words: str) -> bool:
    """Whether words say it, and not as "Not only for members", "Not confidential"."""
    found = what.search(words)
    within = 1 if what is _CONFIDENTIAL else 2  # "no photos confidential"
    return found is not None and _NEGATIONS.isdisjoint(words[: found.start()].split()[-within:])


def _is_closed(words: str) -> bool:
    """Whether a title names a gathering that is not for everybody, and not one that it is against."""
    found = _CLOSED_GATHERING.search(words)
    return found is not None and not _SPOKEN_AGAINST.search(words[: found.start()].rstrip())


def _keeps_back(clause: str) -> bool:
    """Whether a clause of a note, folded, says of the row that it is confidential, for a few, or to be left out."""
    if TO_GO.search(clause):
        return True
    if _is_said(_CONFIDENTIAL, clause):
        return not _IN_CONFIDENCE.search(clause) or _OF_THE_ROW.search(clause) is not None
    found = _FOR_FEW.search(clause) or _CLOSED_GATHERING.search(clause)
    return found is not None and _LEAD.issuperset(clause[: found.start()].split())
