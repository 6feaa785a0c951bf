"""Whether a row may be public at all: columns of privacy and consent, and drafts, in many languages.

What a file marks as private, as a draft or as not to be shared waits until somebody says that it may be published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from dashboard.ingest.clean import fold
from dashboard.ingest.doubt import Doubt, cut, question

_YES: Final = (
    "true|yes|y|1|x|✓|✔|checked|on|ok|okay|sure|oui|vrai|si|sí|verdadero|sim|verdadeiro|ja|wahr|vero|да|истина|так|"
    "tak|prawda|evet|"
    "doğru|نعم|是|是的|可以|はい|예|네|हाँ|हां|بله|כן|ναι|ano|igen|da|kyllä|agree|i agree|agreed|i consent|"
    "j'accepte|d'accord|"
    "acepto|de acuerdo|autorizo|aceito|concordo|einverstanden|ich stimme zu|zugestimmt|accetto|acconsento|"
    "согласен|согласна|"
    "согласны|погоджуюсь|згоден|згодна|zgadzam się|wyrażam zgodę|kabul ediyorum|onaylıyorum|أوافق|موافق|同意|授权"
)
_NO: Final = (
    "false|no|n|0|off|never|nope|non|faux|falso|não|nao|nunca|nein|falsch|нет|ложь|ні|нi|nie|fałsz|hayır|"
    "hayir|yanlış|لا|否|不|"
    "不是|不可以|不同意|いいえ|아니요|아니오|नहीं|خیر|نه|לא|οχι|όχι|ne|nem|ei|nej|nei|nee|nu|i do not|i "
    "don't|do not|don't|"
    "please don't|disagree|not agreed|je refuse|refusé|rechazo|recuso|nicht einverstanden|ablehnen|"
    "abgelehnt|rifiuto|"
    "не согласен|не согласна|против|не погоджуюсь|nie zgadzam się|kabul etmiyorum|أرفض|غير موافق|拒绝"
)
_PRIVATE: Final = (
    "private|is private|draft|drafts|unlisted|hidden|secret|unpublished|not published|not public|non "
    "public|nonpublic|"
    "confidential|internal|internal only|members|members only|member only|invite only|invitation only|by "
    "invitation|"
    "restricted|closed|pending|pending review|awaiting approval|awaiting moderation|in review|under review|"
    "to review|"
    "rejected|not approved|trash|trashed|deleted|spam|archived|auto draft|do not share|do not publish|not "
    "for publication|"
    "off the record|staff only|friends|friends only|only me|privé|privée|brouillon|non publié|non publiée|"
    "masqué|caché|"
    "confidentiel|interne|sur invitation|membres|ne pas publier|en attente|privado|privada|borrador|oculto|oculta|"
    "confidencial|interno|interna|no publicar|no público|no publicado|pendiente|por invitación|rascunho|"
    "não publicar|"
    "não público|pendente|particular|privat|entwurf|versteckt|verborgen|vertraulich|intern|nicht öffentlich|"
    "nicht veröffentlichen|unveröffentlicht|geheim|nur mitglieder|nur für mitglieder|auf einladung|"
    "ausstehend|privato|"
    "privata|bozza|nascosto|nascosta|riservato|riservata|non pubblico|non pubblicare|non pubblicato|in "
    "attesa|su invito|"
    "приватно|приватное|приватный|приватная|частное|частный|закрыто|закрытое|закрытый|закрытая|черновик|"
    "скрыто|скрытое|"
    "не публиковать|не публично|внутреннее|по приглашению|приватний|приватна|приватне|чернетка|приховано|"
    "не публікувати|"
    "закрите|закритий|prywatne|prywatny|prywatna|szkic|wersja robocza|ukryte|ukryty|niepubliczne|nie "
    "publikować|poufne|"
    "wewnętrzne|tylko dla członków|na zaproszenie|oczekujące|özel|taslak|gizli|yayınlanmamış|yayınlamayın|"
    "davetliler|beklemede|"
    "خاص|خاصة|مسودة|مخفي|سري|غير منشور|غير معلن|لا تنشر|私人|私密|私有|草稿|隐藏|不公开|非公开|未公开|"
    "未发布|内部|保密|待审核|"
    "非公開|下書き|비공개|초안|निजी|خصوصی|פרטי|טיוטה|privat|utkast|kladde|luonnos|yksityinen|soukromé|"
    "koncept|privát|piszkozat|"
    "ιδιωτικο|προχειρο|besloten|concept"
)
_PUBLIC: Final = (
    "public|is public|published|publish|open|visible|listed|live|everyone|everybody|anyone|all|shared|"
    "approved|active|"
    "publique|publié|publiée|tous|tout le monde|ouvert|público|pública|publicado|publicada|abierto|todos|"
    "aberto|öffentlich|"
    "veröffentlicht|sichtbar|offen|alle|pubblico|pubblica|pubblicato|aperto|tutti|публично|публичное|"
    "публичный|открыто|"
    "открытое|открытый|опубликовано|для всех|публічний|публічна|публічне|відкрите|опубліковано|publiczne|"
    "publiczny|otwarte|"
    "opublikowane|wszyscy|herkese açık|açık|yayında|yayınlandı|عام|عامة|منشور|علني|公开|公開|已发布|所有人|"
    "공개|सार्वजनिक|عمومی|"
    "ציבורי|offentlig|offentligt|julkinen|veřejné|nyilvános|δημοσιο|openbaar"
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(fold(word) or word for word in words.split("|"))


_YESES, _NOES, _PRIVATES, _PUBLICS = map(_listed, (_YES, _NO, _PRIVATE, _PUBLIC))

_ANSWERS: Final = {"private": "no", "consent": "yes", "publicity": "public", "status": "planned"}
"""What a cell of each of these columns says where the row may be published."""


def says_no(text: str) -> bool:
    """Whether an answer is no, or begins with it: "No, rather not"."""
    return _begins(fold(text), _NOES) and fold(text) not in _YESES


def says_yes(text: str) -> bool:
    """Whether an answer is yes, or begins with it: "Yes, of course"."""
    words = fold(text) or text.strip()
    return words in _YESES or (not says_no(text) and _begins(words, _YESES))


def is_private(text: str) -> bool:
    """Whether a word is one for what is not public (yet): "private", "draft", "unlisted"."""
    return fold(text) in _PRIVATES


@lru_cache(maxsize=1_000)
def doubt_of(field: str, text: str) -> Doubt | None:
    """What a cell of such a column says against publishing its row; ``None`` if nothing.

    ``field`` is private (yes hides), consent (no hides, and so does nothing), publicity (a word), or status.
    """
    hides = _hides(field, text)
    if hides is False:
        return None
    code = "privacy_unclear" if hides is None else "not_public" if text.strip() else "consent_missing"
    return question(code, text=cut(text.strip()), offers=(_ANSWERS[field],))


def _hides(field: str, text: str) -> bool | None:
    """Whether the cell says that the row is not to be public; ``None`` if nobody can tell."""
    if field == "status":
        return is_private(text)
    if not text.strip():
        return field == "consent"
    if is_private(text):
        return True
    if fold(text) in _PUBLICS:
        return False
    yes = True if says_yes(text) else False if says_no(text) else None
    return yes if field == "private" or yes is None else not yes


def _begins(words: str, known: frozenset[str]) -> bool:
    """Whether words begin with one of these, at the end of a word; a script without spaces needs none."""
    return words in known or any(words.startswith(f"{one} ") for one in known if len(one) > 1)


@cache
def _agreeing() -> re.Pattern[str]:
    return re.compile(
        r"consent|agree|permission|permit|may we|can we|could we|ok to|okay to|allow|authori[sz]|happy for us|"
        r"d accord|acceptez|autoris|pouvons nous|consentement|consent|accord|"
        r"acuerdo|acepta|autoriza|podemos|consentimiento|permiso|"
        r"concorda|aceita|permite|consentimento|permissao|"
        r"einverstanden|einwilligung|zustimm|erlaub|durfen wir|konnen wir|"
        r"accett|acconsent|consens|possiamo|permess|"
        r"соглас|разреш|можем ли|можно ли|згод|дозвол|погодж|чи можна|чи можемо|"
        r"zgod|zgadza|czy mozemy|pozwol|onay|izin|kabul|riza|bilir|"
        r"موافق|توافق|نشر|هل يمكننا|同意|允许|授权|可以.*(?:公开|发布)|同意|동의|सहमत"
    )


@cache
def _sharing() -> re.Pattern[str]:
    return re.compile(
        r"publi|share|sharing|show|display|list|map|website|online|visible|post|"
        r"partag|affich|carte|difus|compart|mostrar|mapa|divulg|veroffentlich|offentlich|teilen|zeigen|"
        r"karte|anzeigen|"
        r"pubblic|condivi|mostra|mappa|диффуз|публик|публич|показ|карт|делить|размест|публік|показув|"
        r"udostepn|opublikow|publiczn|pokaz|mapie|yayin|yayın|paylas|goster|harita|علن|عرض|نشر|خريطة|公开|发布|"
        r"分享|地图|显示"
    )


_OTHER_CONSENT: Final = re.compile(
    r"newsletter|mailing|e ?mail|contact|photo|picture|image|film|video|record|sms|phone|text message|"
    r"updates|infolettre|"
    r"boletin|rundbrief|рассылк|розсилк|biulety|bulten|照片|foto|zdjec"
)
_BARE_CONSENT: Final = re.compile(
    r"^(?:i agree|agreed?|einverstanden|zustimmung|erlaubnis|d accord|autorisation|de acuerdo|acepto|autorizacion|"
    r"concordo|aceito|autorizacao|accetto|autorizzazione|согласен|согласна|разрешение|погоджуюся|дозвіл|"
    r"zgadzam sie|wyrazam zgode|kabul ediyorum|onayliyorum|izin|اوافق|موافق|允许|授权|"
    r"consent|consent given|gdpr|gdpr consent|data protection|einwilligung|einverstandnis|consentement|"
    r"consentimiento|consentimento|consenso|согласие|згода|zgoda|onay|riza|الموافقة|موافقة|同意|公开|"
    r"是否公开|可否公开)$"
)
_PRIVATE_HEADER: Final = re.compile(
    r"(?:^| )(?:is )?(?:private|secret|unlisted|confidential|hidden|hide|draft|privee?|brouillon"
    r"|privad[oa]|borrador|oculto|"
    r"rascunho|privat|entwurf|vertraulich|privat[oa]|bozza|riservat[oa]|prywatn[eya]|szkic|poufne|ozel|"
    r"taslak|gizli)(?: |$)|"
    r"приватн|частн[ыо]|закрыт|черновик|чернетк|скрыт|خاص|سري|مسودة|私人|私密|草稿|非公开|不公开|保密"
)
_ABOUT_SOMETHING_ELSE: Final = re.compile(
    r"address|street|contact|phone|e?mail|note|comment|message|adresse|telefon|notiz|nota|token|url|link|"
    r"адрес|замет"
)


def header_claims(words: str) -> Iterator[str]:
    """Of a header's words, folded, the field of privacy or consent that they ask about."""
    if _BARE_CONSENT.match(words):
        yield "consent"
    elif _OTHER_CONSENT.search(words):
        return
    elif _agreeing().search(words) and _sharing().search(words):
        yield "consent"
    elif _PRIVATE_HEADER.search(words) and not _ABOUT_SOMETHING_ELSE.search(words):
        yield "private"
