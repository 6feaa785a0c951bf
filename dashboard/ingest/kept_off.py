"""Words that ask to keep a row off the map, to wait with it, or to leave it out.

Compared as `dashboard.ingest.forbidding` compares its own, which looks for them.
"""

from __future__ import annotations

from typing import Final

from dashboard.ingest.consent_headers import pattern

_OFF_THE_MAP: Final = (
    r"(?:keep|leave|take) (?:\w+ ){0,3}(?:off|out of) (?:the |our |your |this )?(?:public )?(?:map|web ?site|internet|"
    r"listings?)|"
    r"nicht (?:auf|in) (?:die|eure|ihre|deine) (?:karte|website|webseite|homepage|liste)|"
    r"pas (?:mettre|mettez|afficher|affichez|montrer|placer|indiquer|ajouter)(?: \w+){0,2} sur (?:la |le |votre )"
    r"(?:carte|site)|"
    r"no (?:l[oa]s? )?(?:pon|coloc|coloqu|mostr|muestr|inclu)\w*(?: \w+){0,2} (?:en|al) (?:el |la )?(?:mapa|web|sitio)|"
    r"nao (?:o |a )?(?:por|coloc\w*|coloqu\w*|mostr\w*|inclu\w*)(?: \w+){0,2} n[oa] (?:mapa|site)|"
    r"non (?:mett|inser|mostr|aggiung)\w*(?: \w+){0,2} (?:sulla|sul|nella|nel) (?:mappa|sito)|"
    r"не (?:став|нанос|добавл|размещ|показ|указ|отмеч|додава|розміщ|познач)\w*(?: \w+){0,2} на (?:карт|мап|сайт)|"
    r"nie (?:umieszcz|dodaw|pokazyw|wstawi|zaznacz)\w*(?: \w+){0,2} na (?:mapie|mapę|stronie)|"
    r"haritaya (?:koyma(?:yın)?|ekleme(?:yin)?|eklenmesin)(?!\w)|haritada (?:göster(?:il)?me(?:yin|sin)|görünmesin)|"
    r"(?:inte|ikke|niet) (?:\w+ ){0,2}(?:på (?:kartan|kartet|kortet)|op de (?:kaart|website))|"
    r"لا (?:تضع|تضيف|تعرض|تظهر)\w* (?:\w+ )?(?:على|في) الخريطة"
)
_FIRST: Final = (
    r"before (?:you )?(?:publish|list(?:ing)? (?:it|this)|post(?:ing)? (?:it|this))|"
    r"(?:publish|list|post)(?:ed)? (?:it |this )?only (?:after|once|when|if)|only publish(?!\w)|"
    r"nach (?:\w+ ){0,2}(?:rücksprache|freigabe|absprache|genehmigung|zustimmung) (?:veröffentlich|publizier|zeigen)|"
    r"vor (?:der |dem )?veröffentlich|avant (?:de )?publi(?:er|cation)|publier (?:seulement |uniquement )?après|"
    r"antes de (?:la )?publica|publicar (?:solo |só |apenas |somente )?(?:después|tras|depois|após)|"
    r"prima di pubblicare|pubblicare (?:solo )?dopo|перед публик|публиковать (?:только )?после|перед публіка|"
    r"публікувати (?:лише |тільки )?після|przed publikacją|publikować (?:dopiero |tylko )?po|yayı(?:n|m)lamadan önce"
)
"""What is to come before: "Wait for my OK before publishing"."""
_WITHOUT: Final = (
    r"(?:publish|show|list|share)(?:ed)? (?:\w+ ){0,3}without (?:my|our|the) (?:names?|address|venue|street|contact)|"
    r"(?:nur|bloß) (?:die )?stadt (?:veröffentlich|zeig|anzeig)|ohne (?:meinen|unseren) namen|sans (?:mon|notre) nom|"
    r"sin (?:mi|nuestro) nombre|sem (?:o )?(?:meu|nosso) nome|senza il (?:mio|nostro) nome|без моего имени|"
    r"без мого імені"
)
"""What is to be left out: "Publish it without my name"."""
_UNTOLD: Final = (
    r"(?:location|venue|place|address)(?: is| will be| stays| kept)* secret|secret (?:location|venue|address)|"
    r"geheimer (?:ort|treffpunkt)|(?:ort|treffpunkt|adresse)(?: ist| bleibt| wird)? geheim|(?:lieu|endroit) (?:tenu )?"
    r"secret|adresse secrète|(?:lugar|ubicación|dirección|local|endereço) secret[oa]|(?:luogo|indirizzo) segreto|"
    r"(?:место|адрес) (?:держится в секрете|секретн\w+)|секретн\w+ (?:мест|місц|адрес)\w*|(?:tajne|sekretne) miejsce"
)
KEPT_OFF: Final = pattern(
    rf"(?<!\w)(?:{_OFF_THE_MAP}|{_FIRST}|{_WITHOUT}|(?:{_UNTOLD})(?!\w))|"
    r"(?:不要|请勿|請勿|勿|别|別)[^，。]{0,8}(?:地图|地圖|网站|網站)|地図に(?:載せ|表示し|掲載し)ない|"
    r"지도에 (?:표시|게시|올리)하?지|(?:发布|發布|公开|公開|掲載)前[に，,]|(?:게시|공개) ?전에|قبل النشر|"
    r"秘密地点|地点保密"
)
TO_GO: Final = pattern(
    r"^(?:(?:please |pls )?(?:remove|delete)(?: (?:this|it|me|us|the))?(?: (?:row|entry|event|line|one))?(?: please)?|"
    r"(?:bitte )?(?:löschen|entfernen)(?: bitte)?|(?:à|merci de) (?:supprimer|retirer|enlever)|"
    r"(?:por favor )?(?:borrar|eliminar|apagar|remover)(?: por favor)?|(?:da )?(?:eliminare|rimuovere)|"
    r"(?:пожалуйста )?(?:удалить|удалите|уберите)|(?:будь ласка )?(?:видалити|видаліть|приберіть)|"
    r"(?:proszę )?(?:usunąć|do usunięcia)|(?:lütfen )?(?:silin|kaldırın)|(?:请|請)?(?:删除|刪除)|削除(?:してください)?|"
    r"삭제(?:해 주세요)?|(?:يرجى )?(?:الحذف|حذف|احذف)|(?:this is a |possible )?duplicate(?: (?:of|entry|row)(?!\w).*)?|"
    r"dublette|duplikat|doublon|duplicado|duplicato|дубль|дубликат|дублікат|mükerrer|مكرر|重复|重複|중복)$"
)
"""A clause that asks for its row to be left out: "Please delete", "à supprimer", "duplicate of line 4"."""
KEY_WORDS: Final = (
    "map website web internet listing listings karte webseite homepage liste carte site mapa sitio mappa sito "
    "карту карте мапу мапі сайт mapie mapę stronie haritaya haritada kartan kartet kortet kaart الخريطة publish "
    "publishing list post posting show veröffentlichen publizieren zeigen publier publication publicar pubblicare "
    "публиковать публікувати publikacją publikować yayınlamadan yayımlamadan stadt namen nom nombre nome имени "
    "імені secret geheim geheimer secreto segreto секрете секретное tajne sekretne النشر remove delete löschen "
    "entfernen supprimer retirer enlever borrar eliminar apagar remover eliminare rimuovere удалить уберите "
    "видалити приберіть usunąć silin kaldırın الحذف حذف احذف duplicate dublette duplikat doublon дубль дубликат "
    "дублікат mükerrer مكرر"
)
"""Of each phrase above a word, so that a text without one is not searched."""
