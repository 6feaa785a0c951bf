"""Rows of a table that are no actions: sums, the names of the columns once more, and notes below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dashboard.ingest.clean import fold

_SUMS: Final = re.compile(
    r"(?:grand |sub ?)?totals?|sums?|total (?:general|geral|generale|général|general)|sous total|somme|suma|soma|"
    r"somma|gesamt\w*|summe|insgesamt|totale|итого|всего|сумма|разом|усього|всього|razem|suma|łącznie|lacznie|toplam|"
    r"المجموع|الإجمالي|الاجمالي|总计|總計|合计|合計|小计|共计|합계|कुल|جمع|סך הכל|totalt|i alt|yhteensa|totaal|celkem|"
    r"osszesen|συνολο"
)
_NOTES: Final = re.compile(
    r"[*†‡#]|\(?\d\)\s|(?:(?:note|notes|nb|n\.b\.|source|sources|legend|key|last updated|updated|all times|please|"
    r"remarque|légende|mis à jour|nota|notas|fuente|fonte|leyenda|actualizado|hinweis|anmerkung|quelle|stand|legende|"
    r"aggiornato|uwaga|źródło|not|kaynak)(?![^\W\d_])|примечани|источник|обновлено|примітк|джерел|ملاحظ|المصدر|注|"
    r"备注|来源|更新)(?=.*(?::|：|\s\S+\s))",
    re.IGNORECASE,
)
"""How a note begins; one in words has a colon, or three of them."""
_MAY_BE: Final = re.compile(rf"(?:{_SUMS.pattern})|{_NOTES.pattern}", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[\d\s.,'+%~-]+")


def odd_row(cells: Sequence[str], header: Sequence[str]) -> str:
    """The code of what a row is if it is no action; ``""`` if it may be one."""
    index = next((index for index, cell in enumerate(cells) if cell and not cell.isspace()), None)
    if index is None or len(header) < 2:
        return ""
    first = cells[index].strip()
    if index < len(header) and first.casefold() == header[index].casefold():
        named = [(cell, name) for cell, name in zip(cells, header, strict=False) if cell.strip()]
        return (
            "header_again" if len(named) > 1 and all(fold(cell) == fold(name) for cell, name in named) else ""
        )
    if not _MAY_BE.match(first):
        return ""
    others = [cell.strip() for cell in cells[index + 1 :] if cell.strip()]
    words, _, tail = re.sub(r"\([^()]*\)", "", first).partition(":")
    if _SUMS.fullmatch(fold(words)) and all(_NUMBER.fullmatch(cell) for cell in (*others, tail or "0")):
        return "total_row"
    return "note_row" if not others and len(header) > 2 and _NOTES.match(first) else ""
