"""Bring the catalogues of `dashboard/i18n/locales/` up to date with the sentences in the code: ``make messages``.

A sentence that is new, or whose English has changed, is left empty for translators and stays English until then.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from dashboard.i18n import LANGUAGES
from dashboard.i18n.catalogues import DOMAIN, LOCALES, catalogue_file
from dashboard.maps.words import KEYWORDS, OPTIONS

CODE = Path(__file__).parents[1] / "dashboard"
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
PROJECT = "Solidarity Action Map"
CREATED = datetime(2026, 11, 22, tzinfo=UTC)
"""A fixed date, so that a catalogue changes only when a sentence does."""
_SILENT = ("storage", "geocoding", "ingest", "accounts")
"""Rooms that say nothing to visitors; their ``text(…)`` is SQL."""
_METHODS = [
    ("**.py", "tools.messages:sentences"),
    ("**.js", "javascript"),
    ("**.html", "tools.messages:templates"),
    ("**.svg", "tools.messages:templates"),
    ("**.txt", "tools.messages:templates"),
]
_VARIANTS = {"pt": "pt_BR"}
"""What Babel's dates and CLDR's plurals understand by a language that is written in several ways."""
_HEADER = """\
# {project}: {name}.
#
# THIS TRANSLATION WAS NOT MADE BY A NATIVE SPEAKER AND AWAITS REVIEW.
# If you are one: please correct whatever a careful newspaper would not print, and then replace this paragraph
# with your name, or with "Reviewed by a native speaker" if you would rather not be named.
#
# Leave what stands in {{braces}} as it is; it may stand anywhere in the sentence. No HTML. "{{n}}" is a number.
# After an edit, `python -m pytest tests/i18n` says whether something was lost."""


def templates(
    source: IO[bytes], keywords: Collection[str], comment_tags: object, options: object
) -> Iterator[tuple[int, str, object, list[str]]]:
    """For Babel: the sentences of a Jinja template, which writes ``speech.text("…")``."""
    for call in Environment(autoescape=True).parse(source.read().decode()).find_all(nodes.Call):
        if isinstance(call.node, nodes.Getattr) and call.node.attr in keywords:
            words = [one.value if isinstance(one, nodes.Const) else None for one in call.args]
            yield call.lineno, call.node.attr, words[0] if len(words) == 1 else tuple(words), []


def sentences(
    source: IO[bytes], keywords: Collection[str], comment_tags: object, options: object
) -> Iterator[tuple[int, str, object, list[str]]]:
    """For Babel: the sentences of a module, those inside f-strings too, which its own reader may pass over."""
    calls = [call for call in ast.walk(ast.parse(source.read())) if isinstance(call, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name in keywords:
            words = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
            yield call.lineno, name, words[0] if len(words) == 1 else tuple(words), []


def extracted() -> Catalog:
    """Every sentence in the code, without a translation."""
    comment = f"# Sentences of the {PROJECT}."
    catalogue = Catalog(
        project=PROJECT, version="1", charset="utf-8", header_comment=comment, creation_date=CREATED
    )
    found = extract_from_dir(CODE, _METHODS, dict.fromkeys(("**.js",), OPTIONS), KEYWORDS)
    for name, _, message, _, _ in sorted(found, key=lambda one: (one[0], one[1])):
        if Path(name).parts[0] not in _SILENT:
            # Without line numbers, so that a catalogue changes only when a sentence does.
            catalogue.add(message, locations=[(f"dashboard/{Path(name).as_posix()}", 0)])
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one for a language that has none yet."""
    file = catalogue_file(language)
    if not file.is_file():
        return Catalog(locale=language, project=PROJECT)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def updated(language: str, sentences: Catalog) -> Catalog:
    """The catalogue of a language with exactly these sentences, and the translations that it has of them."""
    before = read(language)
    is_new = not catalogue_file(language).is_file()
    after = Catalog(
        _VARIANTS.get(language, language),
        project=PROJECT,
        version="1",
        header_comment=_header(language) if is_new else before.header_comment,
        last_translator="awaits review",
        language_team=LANGUAGES[language],
        msgid_bugs_address="see CONTRIBUTING.md",
        creation_date=CREATED,
        revision_date=CREATED if is_new else before.revision_date,
        charset="utf-8",
        fuzzy=False,
    )
    for message in sentences:
        if message.id:
            known = before.get(message.id) or Message(message.id)
            comments = known.user_comments
            after.add(message.id, known.string, message.locations, known.flags, user_comments=comments)
    return after


def _header(language: str) -> str:
    return _HEADER.format(name=LANGUAGES[language], project=PROJECT)


def write(file: Path, catalogue: Catalog) -> None:
    """Write a catalogue as translators' tools do."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as target:
        write_po(target, catalogue, width=110, sort_output=False, include_lineno=False)


def missing(catalogue: Catalog) -> list[str]:
    """The sentences that have no translation, or not in every form of their number."""
    return [str(one.id) for one in catalogue if one.id and not _complete(one.string)]


def _complete(string: str | Iterable[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def main() -> None:
    """Write the template and every catalogue, and say what awaits translation."""
    sentences = extracted()
    write(TEMPLATE, sentences)
    for language in LANGUAGES:
        if language != "en":
            catalogue = updated(language, sentences)
            write(catalogue_file(language), catalogue)
            print(f"{language}: {len(catalogue)} sentences, {len(missing(catalogue))} await translation")


if __name__ == "__main__":
    main()
