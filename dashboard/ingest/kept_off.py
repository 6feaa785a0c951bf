"""Words that ask to keep a row off the map, to wait with it, or to leave it out.

Compared as `dashboard.ingest.forbidding` compares its own, which looks for them.
"""

from __future__ import annotations

from typing import Final

from dashboard.ingest.consent_headers import pattern

_PLEASE: Final = "(?:please|pls|bitte|merci de|por favor|пожалуйста|будь ласка|proszę|lütfen|يرجى|请|請)"
_ROW: Final = r"(?:it|this|us|me|(?:the |this |my |our )(?:event|row|address|entry))"
_PLACE: Final = "(?:på (?:kartan|kartet|kortet)|op de (?:kaart|website))"
_PUT: Final = "(?:zet|plaats|toon|sätt|lägg|visa|sett|legg|vis|sæt|læg)"
_OFF_THE_MAP: Final = (
    rf"^(?:(?:please|pls|do|and|but|can you|could you) )*(?:(?:keep|leave|take) (?:{_ROW} )?(?:off|out of)|"
    rf"(?:not|don t|dont) (?:put|add|mark|place) {_ROW} (?:on|to)) (?:the |our |your |this )?(?:public )?"
    r"(?:map|web ?site|internet|listings?)(?!\w)|"
    rf"^(?:{_PLEASE} )?not on (?:the|your|this) (?:public )?(?:map|web ?site)(?: {_PLEASE})?$|"
    r"nicht (?:auf|in) (?:die|eure|ihre|deine) (?:karte|website|webseite|homepage|liste)|"
    r"(?:(?:^|ne )pas (?:mettre|afficher|montrer|placer|indiquer|ajouter)|(?:mettez|affichez|montrez|placez|indiquez|"
    r"ajoutez) pas)(?: \w+){0,2} sur (?:la |le |votre )(?:carte|site)|"
    r"no (?:l[oa]s? )?(?:poner|pong|colocar|coloque|mostrar|muestre|incluir|incluya)\w*(?: \w+){0,2} (?:en|al) "
    r"(?:el |la )?(?:mapa|web|sitio)|"
    r"nao (?:o |a )?(?:por|ponha|colocar|coloque|mostrar|mostre|incluir|inclua)m?(?: \w+){0,2} n[oa] (?:mapa|site)|"
    r"non (?:mett|inser|mostr|aggiung)\w*(?:[rt]e|l[oa])(?: \w+){0,2} (?:sulla|sul|nella|nel) (?:mappa|sito)|"
    r"не (?:став|нанос|добавл|размещ|показ|указ|отмеч|додава|розміщ|познач)\w*(?:т[иь]|[аяую]й(?:те)?|[сь]и?те|ь)"
    r"(?: \w+){0,2} на (?:карт|мап|сайт)|"
    r"nie (?:umieszcz|dodaw|pokazyw|wstawi|zaznacz)\w*(?:ć|j|cie)(?: \w+){0,2} na (?:mapie|mapę|stronie)|"
    r"haritaya (?:koyma(?:yın)?|ekleme(?:yin)?|eklenmesin)(?!\w)|haritada (?:göster(?:il)?me(?:yin|sin)|görünmesin)|"
    rf"^(?:inte|ikke|niet) {_PLACE}(?: (?:zetten|plaatsen|tonen|aub|tack|takk|tak))?$|"
    rf"{_PUT}(?: \w+){{0,2}} (?:inte|ikke|niet) (?:\w+ )?{_PLACE}|(?:inte|ikke) {_PUT}\w*(?: \w+)? {_PLACE}|"
    rf"niet {_PLACE} (?:zetten|plaatsen|tonen)|"
    r"لا (?:تضع|تضيف|تعرض|تظهر)\w* (?:\w+ )?(?:على|في) الخريطة"
)
_OF_WHAT: Final = (
    r"(?!\w)(?! (?:des|der|von|eine[rs]|d[aeou]s?|del|di|l[aeo]s?|une?|el|il|gli|[oa]s?|foto)(?!\w))"
)
"""Not before what others publish: "Vor der Veröffentlichung des Berichts"."""
_FIRST: Final = (
    r"before (?:you )?(?:publish(?:ing)?|list(?:ing)? (?:it|this)|post(?:ing)? (?:it|this))"
    rf"(?=$| (?:{_ROW}|my|our|ask|call|check|contact|please)(?!\w))|"
    r"(?:^(?:please )?(?:publish|list|post)|(?:to|should|must|can|may) be (?:published|listed|posted)) (?:it |this )?"
    r"only (?:after|once|when|if)|^(?:please )?only publish(?!\w)|"
    r"nach (?:\w+ ){0,2}(?:rücksprache|freigabe|absprache|genehmigung|zustimmung) (?:veröffentlich|publizier|zeigen)|"
    rf"(?:vor (?:der |dem )?veröffentlich\w+|avant (?:de )?publi(?:er|cation)|antes d[ea] (?:la )?publica"
    rf"(?:r|ción|ção)|prima di pubblicare){_OF_WHAT}|publier (?:seulement|uniquement) après|"
    r"publicar (?:solo|só|apenas|somente) (?:después|tras|depois|após)|pubblicare solo dopo|"
    r"перед публ[иі]кац\w+(?= \w*(?:т[иье]|сь)(?!\w)|$)|публиковать только после|публікувати (?:лише|тільки) після|"
    r"przed publikacją(?= \w*(?:ć|cie|j)(?!\w)| pros|$)|publikować (?:dopiero|tylko) po|"
    r"^(?:lütfen |bize |bana )?yayı(?:n|m)lamadan önce"
)
"""What is to come before: "Wait for my OK before publishing"."""
_NAMELESS: Final = (
    r"(?:without (?:my|our|the) (?:names?|address|venue|street|contact)|ohne (?:meinen|unseren) namen|"
    r"sans (?:mon|notre) nom|sin (?:mi|nuestro) nombre|sem (?:o )?(?:meu|nosso) nome|senza il (?:mio|nostro) nome|"
    r"без моего имени|без мого імені)(?!\w)"
)
_PUBLISH: Final = (
    r"(?:publi(?!c(?!\w))|show|list|share|veröffentlich|"
    r"(?:an)?zeig|affich|mostr|muestr|pubblic|публ[иі]к|показ)\w*"
)
_WITHOUT: Final = (
    rf"{_PUBLISH} (?:(?:{_ROW}|es|das|dies|l[aeo]s?|его|це) )?{_NAMELESS}(?! of)|{_NAMELESS} {_PUBLISH}|"
    rf"{_PLEASE} {_NAMELESS}|(?<!nicht )(?:nur|bloß) (?:die )?stadt (?:veröffentlich\w*|(?:an)?zeigen?)(?!\w)"
)
"""What is to be left out: "Publish it without my name"."""
_UNTOLD: Final = (
    r"(?:^(?:the |exact )*(?:location|venue|place|address)|(?:location|venue|place|address)"
    r"(?: is| will be| stays| kept)+) secret|(?:^|at )(?:an? |the )?secret (?:location|venue|address)|"
    r"^geheimer (?:ort|treffpunkt)|"
    r"^(?:der |die )?(?:ort|treffpunkt|adresse)(?: ist| bleibt| wird)? geheim|^(?:lieu|endroit) (?:tenu )?secret|"
    r"^adresse secrète|^(?:lugar|ubicación|dirección|local|endereço) secret[oa]|^(?:luogo|indirizzo) segreto|"
    r"^(?:место|адрес) (?:держится в секрете|секретн\w+)|^секретн\w+ (?:место|місце|адреса?)|"
    r"^(?:tajne|sekretne) miejsce"
)
_NOT: Final = "(?:不要|请勿|請勿|勿|(?<!特)[别別])(?![忘错錯])"
_SHOW: Final = "(?:[加显顯标標列发發登]|放(?![弃棄心]))"
_SITE: Final = "(?:地图|地圖|网站|網站)"
KEPT_OFF: Final = pattern(
    rf"(?<!\w)(?:{_OFF_THE_MAP}|{_FIRST}|{_WITHOUT}|(?:{_UNTOLD})"
    r"(?=$| (?:until|till|bis|jusqu|hasta|até|fino|до)(?!\w)))|"
    rf"{_NOT}\w{{0,4}}(?:{_SHOW}\w{{0,6}}{_SITE}|{_SITE}上?{_SHOW})|地図に(?:載せ|表示し|掲載し)ない(?:で|$)|"
    r"지도에 (?:표시|게시|올리)(?:하)?지 ?(?:마|말)|^(?:请|請)?在?(?:发布|發布|公开|公開|掲載)前(?:に|请|請|$)|"
    r"^(?:게시|공개) ?전에|قبل النشر|^秘密地点$|地点保密"
)
"""What a clause says by itself, so that "不要错过，详见网站" does not."""
_GO: Final = (
    r"(?:(?:remove|delete)(?: (?:this|it|me|us|the))?(?: (?:row|entry|event|line|one))?|löschen|entfernen|(?:à )?"
    r"(?:supprimer|retirer|enlever)|borrar|eliminar|apagar|remover|(?:da )?(?:eliminare|rimuovere)|удалить|"
    r"удалите|уберите|видалити|видаліть|приберіть|usunąć|do usunięcia|silin|kaldırın|删除|刪除|削除|"
    r"삭제|الحذف|حذف|احذف)"
)
TO_GO: Final = pattern(
    rf"^(?:{_PLEASE} ?{_GO}|{_GO} {_PLEASE}|削除してください|삭제해 주세요|"
    r"(?:this is a |possible )?duplicate (?:of )?(?:(?:the )?(?:line|row|entry|no|nr|number) )*\d+)$"
)
"""A clause that asks for its row to be left out: "Please delete", "duplicate of line 4"."""
GONE: Final = pattern(
    rf"^(?:{_GO}|(?:this is a |possible )?duplicate(?: (?:entry|row))?|dublette|duplikat|doublon|duplicado|"
    r"duplicato|дубль|дубликат|дублікат|mükerrer|مكرر|重复|重複|중복)$"
)
"""What asks for it where nothing else is said: "à supprimer", but not "Racism: delete"."""
KEY_WORDS: Final = (
    "without map website web internet listing listings karte webseite homepage liste carte site mapa sitio mappa sito "
    "карту карте мапу мапі сайт mapie mapę stronie haritaya haritada kartan kartet kortet kaart الخريطة publish "
    "publishing list post posting show veröffentlichen publizieren zeigen publier publication publicar pubblicare "
    "публиковать публікувати publikacją publikować yayınlamadan yayımlamadan stadt namen nom nombre nome имени "
    "імені secret geheim geheimer secreto segreto секрете секретное tajne sekretne النشر remove delete löschen "
    "entfernen supprimer retirer enlever borrar eliminar apagar remover eliminare rimuovere удалить уберите "
    "видалити приберіть usunąć silin kaldırın الحذف حذف احذف duplicate dublette duplikat doublon дубль дубликат "
    "дублікат mükerrer مكرر"
)
"""Of each phrase above a word, so that a text without one is not searched."""
