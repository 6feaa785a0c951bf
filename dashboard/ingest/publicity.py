"""Whether a row may be public at all: columns of privacy and consent, and drafts, in many languages.

What a file marks as private, as a draft or as not to be shared waits until somebody says that it may be published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from dashboard.ingest.clean import fold, plain
from dashboard.ingest.consent_headers import AGREEING, ANONYMOUS, SHARING, pattern
from dashboard.ingest.doubt import Doubt, cut, question

_YES: Final = (
    "true|yes|y|1|x|✓|✔|checked|on|ok|okay|sure|oui|vrai|si|verdadero|sim|verdadeiro|ja|wahr|vero|да|истина|так|tak|"
    "prawda|evet|doğru|نعم|是|是的|可以|はい|예|네|हाँ|हां|بله|כן|ναι|ano|igen|da|kyllä|agree|i agree|agreed|i "
    "consent|yep|yeah|of course|absolutely|definitely|certainly|bien sûr|volontiers|claro|por supuesto|com certeza|"
    "gerne|natürlich|certo|certamente|volentieri|конечно|можно|звичайно|можна|oczywiście|jasne|tabii|elbette|olur|"
    "بالتأكيد|好|好的|可以的|我同意|我愿意|j'accepte|d'accord|acepto|de acuerdo|autorizo|aceito|concordo|"
    "einverstanden|ich stimme zu|zugestimmt|accetto|acconsento|согласен|согласна|согласны|погоджуюсь|згоден|згодна|ya|"
    "ใช่|zgadzam się|wyrażam zgodę|kabul ediyorum|onaylıyorum|أوافق|موافق|同意|授权"
)
_NO: Final = (
    "false|no|n|0|off|never|nope|non|faux|falso|não|nunca|nein|falsch|нет|ложь|ні|нi|nie|fałsz|hayır|hayir|yanlış|لا|"
    "否|不|不是|不可以|不同意|いいえ|아니요|아니오|नहीं|خیر|نه|לא|οχι|ne|nem|ei|nej|nei|nee|nu|tidak|không|ไม่|i do "
    "not|i don't|do not|don't|please don't|disagree|not agreed|je refuse|refusé|rechazo|recuso|nicht einverstanden|"
    "ablehnen|abgelehnt|rifiuto|не согласен|не согласна|против|не погоджуюсь|nie zgadzam się|kabul etmiyorum|أرفض|غير "
    "موافق|拒绝"
)
_PRIVATE: Final = (
    "private|is private|draft|drafts|unlisted|hidden|secret|unpublished|not published|not public|non public|nonpublic|"
    "confidential|internal|internal only|members|members only|member only|invite only|invitation only|by invitation|"
    "restricted|closed|pending|pending review|awaiting approval|awaiting moderation|in review|under review|to review|"
    "rejected|not approved|needs approval|needs review|unapproved|on hold|declined|trash|trashed|deleted|spam|"
    "archived|auto draft|do not share|do not publish|not for publication|off the record|staff only|friends|friends "
    "only|only me|privé|privée|brouillon|non publié|non publiée|masqué|caché|confidentiel|interne|sur invitation|"
    "membres|ne pas publier|en attente|privado|privada|borrador|oculto|oculta|confidencial|interno|interna|no "
    "publicar|no público|no publicado|pendiente|por invitación|rascunho|não publicar|não público|pendente|particular|"
    "privat|entwurf|versteckt|verborgen|vertraulich|intern|nicht öffentlich|nicht veröffentlichen|unveröffentlicht|"
    "geheim|nur mitglieder|nur für mitglieder|auf einladung|ausstehend|privato|privata|bozza|nascosto|nascosta|"
    "riservato|riservata|non pubblico|non pubblicare|non pubblicato|in attesa|su invito|приватно|приватное|приватный|"
    "приватная|частное|частный|закрыто|закрытое|закрытый|закрытая|черновик|скрыто|скрытое|не публиковать|не публично|"
    "внутреннее|по приглашению|приватний|приватна|приватне|чернетка|приховано|не публікувати|закрите|закритий|"
    "prywatne|prywatny|prywatna|szkic|wersja robocza|ukryte|ukryty|niepubliczne|nie publikować|poufne|wewnętrzne|"
    "tylko dla członków|na zaproszenie|oczekujące|özel|taslak|gizli|yayınlanmamış|yayınlamayın|davetliler|beklemede|"
    "خاص|خاصة|مسودة|مخفي|سري|غير منشور|غير معلن|لا تنشر|私人|私密|私有|草稿|隐藏|不公开|非公开|未公开|未发布|内部|"
    "保密|待审核|非公開|下書き|비공개|초안|निजी|خصوصی|פרטי|טיוטה|utkast|kladde|luonnos|yksityinen|soukromé|koncept|"
    "piszkozat|ιδιωτικο|προχειρο|besloten|concept|locked|invitees|personal|داخلي|غير عام|غير علني|پیش نویس|محرمانه|"
    "غیرعلنی|منتشر نشده|לא ציבורי|חסוי|סודי|פנימי|मसौदा|गोपनीय|अप्रकाशित|限定公開|未公開|社外秘|内部用|임시저장|임시 "
    "저장|미공개|대외비|비밀|내부용"
)
_PUBLIC: Final = (
    "public|public event|open to all|open to everyone|open to the public|öffentliche veranstaltung|відкрита|对外公开|"
    "is public|published|publish|open|visible|listed|live|everyone|everybody|anyone|all|shared|approved|active|"
    "publique|publié|publiée|tous|tout le monde|ouvert|público|pública|publicado|publicada|abierto|todos|aberto|"
    "öffentlich|veröffentlicht|sichtbar|offen|alle|pubblico|pubblica|pubblicato|aperto|tutti|публично|публичное|"
    "публичный|открыто|открытое|открытый|опубликовано|для всех|публічний|публічна|публічне|відкрите|опубліковано|"
    "publiczne|publiczny|otwarte|opublikowane|wszyscy|herkese açık|açık|yayında|yayınlandı|عام|عامة|منشور|علني|公开|"
    "公開|已发布|所有人|공개|सार्वजनिक|عمومی|ציבורי|offentlig|offentligt|unlocked|normal|julkinen|veřejné|nyilvános|"
    "δημοσιο|openbaar"
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(fold(word) or word for word in words.split("|"))


_YESES, _NOES, _PRIVATES, _PUBLICS = map(_listed, (_YES, _NO, _PRIVATE, _PUBLIC))

_THANKS: Final = (
    "please thanks thank you very much that is fine go ahead feel free happy to bitte danke klar selbstverständlich "
    "merci avec plaisir s'il vous plaît por favor gracias adelante obrigado obrigada com prazer per grazie prego "
    "пожалуйста спасибо будь ласка дякую proszę dziękuję lütfen teşekkürler tabii ki من فضلك شكرا 请 谢谢 "
    "お願いします ください 부탁합니다 tack dank je"
)
_POLITE: Final = frozenset(fold(" ".join((*_YESES, _THANKS))).split(" "))
"""Words behind a yes that say nothing more."""

_ANSWERS: Final = {"private": "no", "consent": "yes", "publicity": "public", "status": "planned"}
"""What a cell of each of these columns says where the row may be published."""


PRIVACY_FIELDS: Final = tuple(_ANSWERS)
"""Fields by which a row may say that it is not to be published."""


def says_no(text: str) -> bool:
    """Whether an answer is no, or begins with it: "No, rather not"."""
    return _begins(_words(text), _NOES) and _words(text) not in _YESES


def says_yes(text: str) -> bool:
    """Whether an answer is yes, or begins with it and takes nothing back: "Yes, of course", not "Yes, but …"."""
    words = text and _words(text)
    return bool(words) and (
        words in _YESES or (_begins(words, _YESES) and not says_no(text) and not _is_taken_back(words))
    )


def is_private(text: str) -> bool:
    """Whether a word is one for what is not public (yet): "private", "draft", "unlisted"."""
    return fold(text) in _PRIVATES


def are_answers(cells: Iterable[str]) -> bool:
    """Whether most texts are answers of yes or no; of numbers, both 0 and 1."""
    said = Counter(_words(cell) for cell in cells if cell.strip())
    votes = sum(times for words, times in said.items() if _may_answer(words))
    return bool(said) and votes >= _MOST * said.total() and not said.keys() < {"0", "1"}


def _may_answer(words: str) -> bool:
    """Whether an answer is one of yes or no, or of less than that: "Ja, anonym", "Only if anonymous"."""
    return _begins(words, _YESES | _NOES) or words in _PRIVATES or ANONYMOUS.search(words) is not None


def are_kinds(cells: Iterable[str]) -> bool:
    """Whether texts are words such as "public" and "draft", one for what is private among them."""
    said = Counter(fold(cell) for cell in cells if cell.strip())
    votes = sum(times for words, times in said.items() if words in _PRIVATES | _PUBLICS)
    return votes >= _MOST * said.total() and not said.keys().isdisjoint(_PRIVATES)


@lru_cache(maxsize=1_000)
def doubt_of(field: str, text: str, *, in_part: bool = False) -> Doubt | None:
    """What a cell of such a column says against publishing its row; ``None`` if nothing.

    ``field`` is private (yes hides), consent (no hides, and so does nothing), publicity (a word), or status;
    ``in_part`` if a yes is one to showing a part of the row alone; that all of it may be shown is said by "public".
    """
    hides = _hides(field, text)
    if hides is False and in_part and fold(text) not in _PUBLICS:
        hides = None
    if hides is False:
        return None
    code = "privacy_unclear" if hides is None else "not_public" if text.strip() else "consent_missing"
    return question(code, text=cut(text.strip()), offers=("public" if in_part else _ANSWERS[field],))


def _hides(field: str, text: str) -> bool | None:
    """Whether the cell says that the row is not to be public; ``None`` if nobody can tell."""
    if not field:
        return False
    if field == "status":
        return is_private(text)
    if not text.strip():
        return field == "consent"
    if is_private(text):
        return True
    if fold(text) in _PUBLICS:
        return False
    yes, no = says_yes(text), says_no(text)
    if field != "private":
        return None if yes and not _is_plain_yes(_words(text)) else no if yes or no else None
    return yes if yes or (no and not _is_taken_back(_words(text))) else None


def is_strictly_private(text: str) -> bool:
    """Whether a cell of whatever column says nothing but that its row is private: not "pending", as a permit may be."""
    return len(text) < _LONGEST_WORD and fold(text) in _STRICTLY_PRIVATE


def is_marked_private(name: str) -> bool:
    """Whether a title or a venue says so apart, or of itself: "DRAFT: Vigil", "Confidential group"."""
    return any(map(is_strictly_private, _APART.split(name))) or _CONFIDENTIAL.search(name) is not None


def forbids(text: str) -> bool:
    """Whether a note of whatever kind says that its row is not to be public: "CONFIDENTIAL, do not publish".

    "All calls are confidential" says it of something else.
    """
    lower = text.casefold().replace("\u0307", "").replace("ı", "i")  # GİZLİ is gizli to the patterns
    if not any(stem in lower for stem in _STEMS):
        return False
    if _FORBIDDING.search(_MANNERS.sub("", text)):
        return True
    clauses = [plain(clause) for clause in _CLAUSES.split(text) if _CONFIDENTIAL.search(clause)]
    return any(not _IN_CONFIDENCE.search(one) or _OF_THE_ROW.search(one) for one in clauses)


def _is_taken_back(words: str) -> bool:
    """Whether an answer goes on with less than it begins with: "Конечно, нет", "OK (internal)", "No, only for us"."""
    rest = words.partition(" ")[2]
    if words in _YESES | _NOES:
        return False
    return bool(_LIMITS.search(rest) or ANONYMOUS.search(rest)) or not (_NOES | _PRIVATES).isdisjoint(
        rest.split(" ")
    )


def _is_plain_yes(words: str) -> bool:
    """Whether nothing goes on behind a yes that may limit it: "Yes, of course", not "Ja, anonym"."""
    said = words.split(" ")
    if words in _YESES or {*said[1:]} <= _POLITE:
        return True
    return bool(SHARING.search(words) or AGREEING.search(" ".join(said[1:])))


def _words(text: str) -> str:
    return _NO_TROUBLE.sub("", fold(text)).strip() or text.strip()


def _begins(words: str, known: frozenset[str]) -> bool:
    """Whether words begin with one of these, at the end of a word."""
    first = words.split(" ")[:5]
    beginnings = (" ".join(first[:number]) for number in range(1, len(first) + 1))
    return words in known or any(len(one) > 1 and one in known for one in beginnings)


_MOST: Final = 0.6
"""The others are such as "Not yet"."""
_LIMITS: Final = pattern(
    r"(?<!\w)(?:but|only|except|unless|not|mais|seulement|uniquement|sauf|pas|pero|solo|salvo|no|mas|apenas|exceto|"
    r"aber|nur|nicht|außer|ma|soltanto|tranne|non|но|только|кроме|не|але|лише|тільки|крім|ale|tylko|oprócz|nie|ama|"
    r"fakat|sadece|yalnızca|hariç|without|sans|sin|sem|ohne|senza|без|bez|zonder|utan|after|until|nach|"
    r"apres|privat\w*|internally)(?!\w)|لكن|فقط|但|只|仅|不"
)
"""What takes back a yes: "Yes, but not the address"."""
_NO_TROUBLE: Final = pattern(
    r"(?<!\w)(?:without|sans|sin|sem|ohne|senza|без|bez) (?:any )?(?:problem|restri|einschr|проблем|ogranicz|limit)\w*"
)
_FORBIDDING: Final = re.compile(
    r"(?<!\w)(?:not (?:for publication|public(?! (?:transport|toilet|holiday|money|servant|opinion)))|(?:do not|"
    r"don['’]?t) (?:publish|share|list|shown?)|not to be (?:published|shared|listed|shown?)|internal (?:use )?only|"
    r"internal use|off the record|ne pas (?:publier|diffuser)|usage interne|uso interno|nur intern|nicht öffentlich|"
    r"не для публикации|для (?:служебного|внутреннего) пользования|не для публікації|do użytku wewnętrznego|yalnızca "
    r"iç kullanım|no publicar|não (?:publicar|divulgar)|nicht veröffentlichen|non pubblicare|не (?:публиковать|"
    r"публікувати)|nie (?:publikować|udostępniać)|yayınlamayın)(?!\w)|لا تنشر|للاستخدام الداخلي|غير علني|ليس للنشر|"
    r"不要公开|请勿公开|请勿发布|内部使用|منتشر نشود|לא לפרסום|社外秘|部外秘",
    re.IGNORECASE,
)
_STRICTLY_PRIVATE: Final = _PRIVATES - _listed(
    "members|membres|friends|closed|restricted|personal|particular|locked|concept|"
    "koncept|invitees|pending|pending review|"
    "awaiting approval|awaiting moderation|in review|under review|to review|rejected|not approved|needs approval|"
    "needs review|unapproved|on hold|declined|trash|trashed|deleted|spam|archived|en attente|pendiente|pendente|"
    "ausstehend|in attesa|oczekujące|beklemede|待审核|закрыто|закрытое|закрытый|"
    "закрытая|закрите|закритий|خاص|خاصة|私人|"
    "caché|oculto|oculta|versteckt|verborgen|nascosto|nascosta|hidden|davetliler|özel|gizli"
)
"""Words that are about nothing else, whichever column they stand in."""
_LONGEST_WORD: Final = 40
_APART: Final = re.compile(r"[\[\](){}（）【】:：|]|\s[-–—]\s")
_MANNERS: Final = re.compile(
    r"(?<!\w)we (?:do not|don['’]?t) (?:publish|share) (?:(?:your|any|personal) )*(?:e-?mails?|data|details)(?!\w)"
    r"(?! address)",
    re.IGNORECASE,
)
"""What is done with the data of whoever writes to the organisers."""
_CLAUSES: Final = re.compile(r"[.,;:!?\n()。，、；：！？،؛]|\s[-–—]\s")
_CONFIDENTIAL: Final = re.compile(
    r"(?<!\w)(?:confidential|confidentiel(?:le)?|confidencial|sigilos[oa]|vertraulich|riservat[oa]|"
    r"конфиденциально|конфіденційно|poufne|gizli(?:dir)?)(?!\w)|保密|محرمانه|חסוי|गोपनीय|非公開|대외비|비공개",
    re.IGNORECASE,
)
_STEMS: Final = (
    "not ", "don't", "don’t", "dont ", "intern", "record", "ne pas", "nicht ", "не ", "для ", "użytku", "yalnizca",
    "no publ", "não ", "non ", "nie ", "yayinlam", "تنشر", "للاستخدام", "غير", "ليس", "公开", "请勿",
    "内部", "منتشر", "לפרסום", "外秘", "confiden", "sigilos", "vertraulich", "riservat", "конфиденц", "конфіденц",
    "poufne", "gizli", "保密", "محرمانه", "חסוי", "गोपनीय", "非公開", "대외비", "비공개",
)  # fmt: skip
"""Without one of these a text matches neither pattern: found many times faster than they are."""
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
    r"(?<!\w)(?:address|location|venue|place|where|event|meeting|action|vigil|gathering|rally|listing|adresse|lieu|"
    r"evenement|rassemblement|reunion|direccion|lugar|evento|accion|concentracion|endereco|(?:o|do|no) local|acao|"
    r"reuniao|ort|treffpunkt|treffen|veranstaltung|aktion|mahnwache|indirizzo|luogo|azione|incontro|адрес\w*|мест[оа]|"
    r"место\w*|мероприяти\w*|акци\w*|встреч\w*|місц\w*|поді\w*|захід|зустріч\w*|adres\w*|miejsc\w*|wydarzeni\w*|"
    r"akcj\w*|spotkani\w*|yer\w{0,3}|etkinli\w*|toplanti\w*|eylem\w*)(?!\w)|العنوان|المكان|الموقع|الفعالية|اللقاء|"
    r"地址|地点|活动|集会|住所|場所|会場|주소|장소|행사|آدرس|نشانی|محل|مکان|כתובת|המקום|האירוע|पता|स्थान"
)
"""What is of the row all the same: "The address is confidential and told when you call"."""
