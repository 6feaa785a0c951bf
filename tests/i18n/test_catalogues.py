"""Every sentence of every page in every language, with nothing lost on the way and nothing slipped in."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache
from gettext import c2py
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.jslexer import tokenize
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from dashboard.i18n import LANGUAGES, speech
from dashboard.i18n.catalogues import catalogue_file
from dashboard.i18n.formats import locale_of
from tools import messages

CODE = messages.CODE
OTHERS = [language for language in LANGUAGES if language != "en"]
SAMPLES = (*range(201), 1_000)
QUOTED = re.compile("“([A-Z][^”]*)”")
PLACEHOLDER = re.compile(r"{([\w:]*)}|(%\(\w+\)[rs]|%[rs])")
ROLES = re.compile("oderator|dministrator")
TANWIN = re.compile("ًا|اً")
BRANDS = re.compile(
    r"\b(Solidarity Action Map|WhatsApp|Telegram|Signal|Mastodon|Facebook|GeoNames|mastodon\.social)\b|\bX\b"
)


@pytest.fixture(scope="module")
def sentences() -> Catalog:
    return messages.extracted()


def forms_of(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, tuple | list) else (str(string),)


def test_a_sentence_inside_an_f_string_is_found() -> None:
    code = BytesIO(b"f'<p>{escape(speech.text(\"Fill in this one:\"))}</p>'")
    assert list(messages.sentences(code, {"text"}, (), {})) == [(1, "text", "Fill in this one:", [])]


def test_there_are_sentences_from_code_templates_and_scripts(sentences: Catalog) -> None:
    kinds = {Path(name).suffix for message in sentences for name, _ in message.locations}
    assert {".py", ".html", ".js"} <= kinds


@pytest.mark.parametrize("language", OTHERS)
def test_each_sentence_has_a_translation(language: str, sentences: Catalog) -> None:
    """After a change of a sentence: `make messages`, then translate what it lists."""
    assert messages.missing(messages.updated(language, sentences)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_part_of_a_page_is_called_as_it_is_called_there(language: str) -> None:
    """A sentence that sends somebody to “Open questions” says the words that stand there."""
    called = {message.id: str(message.string) for message in messages.read(language)}
    pointing = [
        (called[name], form)
        for message in messages.read(language)
        for name in set(QUOTED.findall(forms_of(message.id)[0])) & called.keys()
        for form in forms_of(message.string)
    ]
    assert pointing
    assert [(name, form) for name, form in pointing if name not in form] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_is_up_to_date_with_the_code(language: str, sentences: Catalog) -> None:
    """After a change of a sentence: `make messages`."""
    assert {message.id for message in messages.read(language)} == {message.id for message in sentences}


def test_the_template_for_new_languages_is_up_to_date(sentences: Catalog) -> None:
    with messages.TEMPLATE.open("rb") as source:
        kept = read_po(source)
    assert {message.id for message in kept} == {message.id for message in sentences}


def placeholders(said: str) -> set[str]:
    """Ours in braces, and those of argparse after a percent sign."""
    return {name or percent for name, percent in PLACEHOLDER.findall(said)}


@pytest.mark.parametrize("language", OTHERS)
def test_no_placeholder_is_lost_or_invented(language: str) -> None:
    """A form for one single number may say it in words: "two cities" without the digit."""
    catalogue = messages.read(language)
    wrong = []
    for message in catalogue:
        given = placeholders(" ".join(forms_of(message.id)))
        for index, form in enumerate(forms_of(message.string)):
            said = placeholders(form)
            spelt_out = {"n"} if len(numbers_of(language, index)) == 1 else set()
            if message.id and not given - spelt_out <= said <= given:
                wrong.append((message.id, form))
    assert wrong == []


@cache
def numbers_of(language: str, index: int) -> list[int]:
    """The numbers that are said with this form."""
    rule = rule_of(messages.read(language))
    return [n for n in SAMPLES if rule(n) == index]


def rule_of(catalogue: Catalog) -> Callable[[int], int]:
    """Which form a number takes, by the header of the catalogue."""
    rule: Callable[[int], int] = c2py(catalogue.plural_expr)
    return rule


@pytest.mark.parametrize("language", OTHERS)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    """All numbers of one plural category of CLDR are said with one form, and each form has numbers to say."""
    catalogue, category = messages.read(language), locale_of(language).plural_form
    rule = rule_of(catalogue)
    pairs = {(category(n), rule(n)) for n in SAMPLES}
    assert len(pairs) == len({name for name, _ in pairs})
    assert {form for _, form in pairs} == set(range(catalogue.num_plurals))
    assert {len(forms_of(one.string)) for one in catalogue if isinstance(one.id, tuple)} == {
        catalogue.num_plurals
    }


@pytest.mark.parametrize("language", OTHERS)
def test_what_moderators_do_is_not_said_of_administrators(language: str) -> None:
    """Whoever reports a danger reads who sees the report."""
    catalogue = messages.read(language)
    administrator = str(speech(language).text("Administrator")).casefold()
    of_moderators = [one for one in catalogue if {"oderator"} == set(ROLES.findall(str(one.id)))]
    assert len(of_moderators) > 15
    assert [one.string for one in of_moderators if administrator in str(one.string).casefold()] == []


def test_what_arabic_counts_from_eleven_to_ninety_nine_stands_in_the_accusative() -> None:
    """ "12 صفًا", and "100 صف": the header gives both their form, and translators had taken one for the other."""
    catalogue = messages.read("ar")
    eleven, hundred = map(rule_of(catalogue), (11, 100))
    counted = [forms_of(one.string) for one in catalogue if isinstance(one.id, tuple)]
    ends = [(len(TANWIN.findall(said[eleven])), len(TANWIN.findall(said[hundred])), said) for said in counted]
    assert any(many > one for many, one, _ in ends)
    assert [said[eleven] for many, one, said in ends if many < one] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_text_and_nothing_that_runs(language: str) -> None:
    marks = re.compile(r"[<>&`\\\"]|{{|{%|{#|\${")
    strings = [form for message in messages.read(language) if message.id for form in forms_of(message.string)]
    assert [one for one in strings if marks.search(one)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_hides_behind_a_mark_for_doubt(language: str) -> None:
    """Tools mark a sentence as fuzzy when its English has changed: then it is shown in English."""
    assert [message.id for message in messages.read(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_says_whether_a_native_speaker_has_read_it(language: str) -> None:
    header = catalogue_file(language).read_text(encoding="utf-8").partition("msgid")[0]
    assert "AWAITS REVIEW" in header or "eviewed by" in header


def test_sentences_are_written_where_translators_find_them() -> None:
    """``text(variable)`` would be found by nobody; a module may mark sentences with a function ``text`` of its own."""
    hidden = []
    for file in sorted(CODE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        marks_itself = any(isinstance(one, ast.FunctionDef) and one.name == "text" for one in tree.body)
        if "Speech" in file.read_text(encoding="utf-8") and not marks_itself and file.parent.name != "i18n":
            hidden += [f"{file.name}: {ast.unparse(call)}" for call in ast.walk(tree) if is_hidden(call)]
    assert [one for one in hidden if not one.startswith("words.py")] == []


def is_hidden(call: ast.AST) -> bool:
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    needed = {"text": 1, "forms": 2, "count": 2 if len(call.args) > 2 else 0}.get(call.func.attr, 0)
    named = isinstance(call.func.value, ast.Name) and call.func.value.id == "draw"
    return not named and not all(isinstance(one, ast.Constant) for one in call.args[:needed])


@pytest.mark.parametrize("file", sorted(CODE.rglob("*.html")), ids=lambda file: file.name)
def test_a_template_has_no_words_of_its_own(file: Path) -> None:
    tree = Environment(autoescape=True).parse(file.read_text(encoding="utf-8"))
    source = "\0".join(part.data for part in tree.find_all(nodes.TemplateData))
    said = re.findall(r"(?:aria-label|title|alt|placeholder)=\"([^\"\0]*)", source)
    shown = re.sub(
        r"<style.*?</style>|<script.*?</script>|<!--.*?-->|<[^>]*>|&\w+;", " ", source, flags=re.DOTALL
    )
    words = [BRANDS.sub("", text) for text in (*said, shown)]
    assert re.findall(r"[^\W\d_]{2,}", " ".join(words)) == []


@pytest.mark.parametrize("file", sorted(CODE.rglob("*.js")), ids=lambda file: file.name)
def test_a_script_has_no_words_of_its_own(file: Path) -> None:
    """Whatever looks like the beginning of a sentence stands in ``text(…)`` or ``count(…)``."""
    calls, before, bare = [""], "", []
    for token in tokenize(file.read_text(encoding="utf-8")):
        if token.value == "(":
            calls.append(before)
        elif token.value == ")":
            calls.pop()
        elif token.type in {"string", "template_string"} and not {"text", "count"} & set(calls):
            bare.append(re.sub(r"\${.*}", "", token.value[1:-1]))
        before = token.value
    names = {"Enter", "Escape", "ArrowDown", "ArrowUp"}
    assert [one for one in bare if re.match("[A-Z][a-z]{2}", BRANDS.sub("", one)) and one not in names] == []


@pytest.mark.parametrize("file", sorted(CODE.rglob("*.js")), ids=lambda file: file.name)
def test_each_sentence_of_a_script_reaches_the_translators(file: Path, sentences: Catalog) -> None:
    """The reader of scripts overlooks what stands in braces within a template string."""
    code = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    said = re.findall(r'\b(?:text|count)\(\s*"([^"]+)"', code)
    assert [one for one in said if one not in sentences] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_said_in_the_form_of_the_language(language: str) -> None:
    said = speech(language)
    assert "{" not in "".join(said.count("{n} city", "{n} cities", n) for n in SAMPLES)
    assert set(said.forms("{n} city", "{n} cities")) == {
        locale_of(language).plural_form(n) for n in (*SAMPLES, 10**6)
    }
