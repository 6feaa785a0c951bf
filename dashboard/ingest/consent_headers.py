"""What a header asks about being public: whether a row is private, whether it may be shown, and who is against it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dashboard.ingest.clean import fold, plain


def pattern(words: str) -> re.Pattern[str]:
    """The pattern that finds these words in folded text."""
    return re.compile(plain(words))


ANONYMOUS: Final = pattern("anonym|anonim|anoniem|аноним|анонім|匿名|익명|مجهول|ناشناس|אנונימי|गुमनाम")
AGREEING: Final = pattern(
    r"consent|agree|permission|permit|may we|can we|could we|ok to|okay to|allow|authori[sz]|happy for us|d accord|"
    r"acceptez|autoris|pouvons nous|peut on|accord|acuerdo|acepta|autoriza|podemos|permiso|concorda|aceita|permite|"
    r"permissao|einverstanden|einwilligung|zustimm|erlaub|durfen wir|konnen wir|accett|acconsent|consens|possiamo|"
    r"permess|соглас|разреш|можем ли|можно ли|згод|дозвол|погодж|чи можна|чи можемо|zgod|zgadza|czy możemy|pozwol|"
    r"onay|izin|kabul|riza|bilir|موافق|توافق|نشر|هل يمكننا|同意|允许|授权|可以.*(?:公开|发布|显示)|동의|"
    r"सहमत|अनुमति|far vi|mogen we|می توانیم|اجازه|رضایت|אפשר|מסכים|מאשר|해도|괜찮|許可|よい|よろしい|허용|허락|"
    r"(?<!\w)(?:(?:ma|kan) vi|cho phép|có thể|đồng ý)(?!\w)|samtykk|saammeko|saako|voimmeko|boleh|setuju|อนุญาต|ยินยอม"
)
SHARING: Final = pattern(
    r"publi|share|sharing|show|display|list|map|website|online|visible|post(?!c|al|nummer)|appear|open to|everyone|"
    r"herkese açık|partag|affich|carte|diffus|apparai|difus|compart|mostrar|mapa|aparec|aparez|divulg|veroffentlich|"
    r"offentlich|teilen|zeigen|karte|anzeigen|sichtbar|erschein|pubblic|condivi|mostra|mappa|compai|visibil|диффуз|"
    r"публик|показ|карт|делить|размест|публік|оприлюдн|мапі|udostępn|opublikow|publiczn|pokaz|mapie|widoczn|yayın|yayin|paylas|"
    r"göster|görün|harita|علن|عرض|نشر|خريطة|公开|发布|分享|地图|显示|公開|掲載|공개|게시|공유|zveřejn|közzé|δημοσι|"
    r"פרסם|פרסום|להציג|לשתף|منتشر|انتشار|نمایش|اشتراک|प्रकाशित|साझा|सार्वजनिक|दिखा|publicer|kartan|tonen|delen|kaart|"
    r"(?<!\w)(?:vise|peta)(?!\w)|kortet|kartet|offentligg|julkais|kartal|tampil|công khai|bản đồ|hiển thị|เผยแพร่|แสดง|"
    r"แผนที่"
)
_NOT: Final = pattern(
    r"(?<!\w)(?:not|don t|dont|never|ne pas|nicht|nao|не|nie|no(?= (?:publi|mostr|difund|compart))|non(?= (?:publi|"
    r"pubbl|mostr|condiv|diff|affich)))(?!\w)|(?:yayın|yayım|paylaş|göster)\w{0,9}m[ae]s[ıi]n(?!\w)|لا تنشر|"
    r"غير|غیر|(?<!\w)לא(?!\w)|नहीं|अप्रका|不要|不公开|不发布|勿|非|未公|しない|비공|미공|하지"
)
_LEAVING_OUT: Final = pattern(
    r"(?:keep|leave) .{0,40}(?:off|out of)|exclud|withh[eo]ld|remov|omit|exclu[ir]|retir[ae]r|quitar|ausschliess|"
    r"entfern|weglassen|esclud|rimuov|toglier|исключ|убрать|виключ|прибрати|wyklucz|usun|pomin|kaldır|hariç|استبعاد|"
    r"排除|除外|제외"
)
"""Words that ask to leave a row out, unless it is agreed before that it is shown, "and can be removed"."""
_LATER: Final = pattern(
    r"(?<!\w)(?:later|any ?time|on request|afterwards|jederzeit|spater|auf (?:wunsch|anfrage)|plus tard|sur demande|"
    r"mas tarde|despues|a peticion|mais tarde|depois|a pedido|piu tardi|su richiesta|позже|потом|по запросу|пізніше|"
    r"на запит|pozniej|na zadanie|daha sonra|istek uzerine)(?!\w)|لاحق|عند الطلب|之后|以后|随时"
)
_OR_NOT: Final = pattern(
    r"(?<!\w)(?:or not|ou non|ou nao|oder nicht|o no|или нет|чи ні|czy nie|yes no|tak nie|да нет|так ні)(?!\w)"
)
"""The other answer, as a header names it: "Publish or not", "Publikować? (tak/nie)"."""
_OBJECTING: Final = pattern(
    r"(?<!\w)(?:mind|object|oppos|against|contre|en contra|opoe|widersp|dagegen|einwand|contrari|возраж|против|"
    r"запереч|проти|sprzeciw|itiraz)|اعترض|اعتراض|反对|介意"
)
"""Words that turn a yes into a no: "Do you mind if we publish it?" Such a column is asked about."""
_OTHER_CONSENT: Final = pattern(
    r"newsletter|mailing|e ?mail|contact|photo|picture|image|film|video|record|sms|phone|text message|updates|"
    r"infolettre|boletin|rundbrief|рассылк|розсилк|biulety|bulten|照片|foto|zdjec|show map|comments"
)
_BARE_CONSENT: Final = pattern(
    r"^(?:i agree|agreed?|einverstanden|zustimmung|erlaubnis|freigabe|d accord|autorisation|de acuerdo|acepto|"
    r"autorizacion|concordo|aceito|autorizacao|accetto|autorizzazione|согласен|согласна|разрешение|погоджуюся|дозвіл|"
    r"zgadzam się|wyrażam zgodę|kabul ediyorum|onaylıyorum|izin|اوافق|موافق|允许|授权|consent|consent given|gdpr|"
    r"gdpr consent|data protection|einwilligung|einverstandnis|consentement|consentimiento|consentimento|consenso|"
    r"согласие|згода|zgoda|onay|riza|الموافقة|موافقة|同意|公开|是否公开|可否公开|공개 여부)$"
)
_PROMOTING: Final = pattern(
    r"^(?:ok to |please |can )?(?:promote|advertise|publici[sz]e|promouvoir|promocionar|promover|promuovere|"
    r"bewerben|продвигать|рекламировать|просувати|promować|tanıt)$"
)
"""Headers of which a no may say it: "Promote", but not "Promoted", which may be still to come."""
_PRIVATE_HEADER: Final = pattern(
    r"(?:^| )(?:is )?(?:private|secret|unlisted|confidential|internal|hidden|hide|draft|privee?|brouillon|privad[oa]|"
    r"borrador|oculto|rascunho|privat[aeo]?|entwurf|vertraulich|bozza|riservat[oa]|prywatn[eya]|szkic|poufne|özel|"
    r"taslak|gizli)(?: |$)|приватн|частн[ыо]|закрыт|черновик|чернетк|скрыт|خاص|سري|مسودة|私人|私密|草稿|"
    r"不公开|保密|非公|下書|社外秘|비공개|비밀|초안|محرمانه|خصوصی|פרטי|חסוי|טיוטה|निजी|गोपनीय|मसौदा|embargo|"
    r"masquer|cacher|ocultar|esconder|ausblenden|verbergen|verstecken|nascond|спрятать|прихова|сховати|ukry|gizle|"
    r"إخفاء|隐藏|隱藏|숨기"
)
_RELEASING: Final = pattern(
    r"^(?:released?|go live)$|(?:^| )(?:release (?:date|time|on|at|day)|publish(?:ed|ing)? (?:from|on|at|after|date)|"
    r"publication (?:date|day)|go live (?:on|at|date)|(?:public|visible|show) (?:from|after)|"
    r"veröffentlich\w* (?:am|ab)|veröffentlichungsdatum|date de publication|publier (?:le|à partir)|"
    r"fecha de publicación|publicar (?:el|desde|a partir)|data de publicação|data di pubblicazione|"
    r"pubblicare (?:il|dal)|дата публикации|публиковать с|дата публікації|публікувати з|data publikacji|"
    r"opublikować (?:od|dnia)|"
    r"yayın(?:lanma)? tarihi)(?: |$)|تاريخ النشر|发布日期|發布日期|公開日"
)
_ABOUT_SOMETHING_ELSE: Final = pattern(
    r"address|street|contact|phone|e?mail|note|comment|message|adresse|telefon|notiz|nota|token|url|link|адрес|замет|"
    r"direccion|endereco|indirizzo|adres|عنوان|地址"
)


_EXCEPT: Final = (
    r"(?<!\w)(?:without|excluding|except|minus|but|sans|sauf|sin|salvo|sem|exceto|ohne|außer|senza|tranne|без|кроме|крім|"
    r"bez|oprócz|بدون|باستثناء)(?!\w)|不含|不包括"
)
_PROMISE: Final = re.compile(rf"[?？؟.。!;:(（\[\n]|{_EXCEPT}|,", re.IGNORECASE)
"""What ends the question itself: behind it stands what is left out when the row is shown."""


_MAIL_ADDRESS: Final = re.compile(
    r"e-?mail[\s-]*add?ress\w*|adress\w* (?:e-?)?mail|(?:direcc|endere|indirizz)\w* (?:di |de )?(?:e-?mail|correo)",
    re.IGNORECASE,
)
_SHOWN_PART: Final = (
    r"(?:address|street|venue|location|place|exact|precise|\bnames?\b|adres|lieu|\bnoms?\b|\bort\b|genau|straße|direcci|"
    r"lugar|nombre|endere|local|\bnome|indirizz|luogo|адрес|мест|\bим(?:я|ени|ён)|місц|\bім|ulic|miejsc|nazwisk|imi|"
    r"isim|العنوان|المكان|الاسم|地址|地点|姓名)"
)
_WITHOUT_PART: Final = re.compile(
    rf"(?:{_EXCEPT}).*{_SHOWN_PART}|{_SHOWN_PART}\w*\s+(?:hariç|olmadan)", re.IGNORECASE
)


@lru_cache(maxsize=1_000)
def says_from_when(header: str) -> bool:
    """Whether a column tells from when on its rows may be shown: "Publish from"."""
    return _RELEASING.search(fold(header)) is not None


def is_never_shown(words: str) -> bool:
    """Whether a header, folded, says of something beside the row that it is not to be shown: "Address (not public)"."""
    hides = len(words) < 300 and (
        _PRIVATE_HEADER.search(words) or (_NOT.search(words) and SHARING.search(words))
    )
    return bool(hides and _ABOUT_SOMETHING_ELSE.search(words))


def asks_who_objects(words: str) -> bool:
    """Whether a header, folded, asks who is against being shown, so that nobody can tell what a yes says."""
    return bool(SHARING.search(words) and _OBJECTING.search(words))


def asks_for_consent(header: str) -> bool:
    """Whether a header asks by itself whether the row may be shown, whatever it promises behind or in brackets.

    "Can we list this? Contact details are removed".
    """
    words = fold(_PROMISE.split(header.strip(), maxsplit=1)[0])
    agrees = SHARING.search(words) and AGREEING.search(words) and not _NOT.search(words)
    return bool(agrees and header_claims(words, answered=False) == "consent")


def leaves_out_a_part(header: str) -> bool:
    """Whether a header asks for consent to show the row without something that is shown: "… without the address?".

    Contacts never are, so that a promise about them changes nothing.
    """
    return _WITHOUT_PART.search(_MAIL_ADDRESS.sub(" ", header)) is not None


def header_claims(words: str, *, answered: bool) -> str:
    """Of a header's words, folded, the field of privacy or consent that they ask about; ``""`` if they ask of none.

    ``answered`` if the column holds answers of yes and no: "Show on map" is a question then.
    """
    words = _OR_NOT.sub(" ", words)
    shares = SHARING.search(words)
    if _BARE_CONSENT.match(words):
        return "consent"
    if _OTHER_CONSENT.search(words) or asks_who_objects(words) or is_never_shown(words):
        return ""
    agrees, leaves_out = AGREEING.search(words), _LEAVING_OUT.search(words)
    hides = leaves_out and not (agrees or _LATER.search(words))
    hides = hides or (leaves_out and shares and leaves_out.start() < shares.start())
    if shares and answered and (_NOT.search(words) or hides):
        return "private"
    if shares and agrees:
        return "consent"
    if _PRIVATE_HEADER.search(words) or (answered and ANONYMOUS.search(words)):
        return "private"
    return "consent" if answered and (shares or _PROMOTING.search(words)) else ""
