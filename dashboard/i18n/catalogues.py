"""The catalogues of translations: gettext's, which translators edit with their own tools."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "dashboard"


def catalogue_file(language: str) -> Path:
    """The catalogue of a language, which translators edit; it is read as it is, nothing needs compiling."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue(language: str) -> NullTranslations:
    """Sentences that a tool marks as fuzzy, as it does after a change of the English, stay English until reviewed."""
    file = catalogue_file(language)
    if not file.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
