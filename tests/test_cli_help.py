"""``--help`` and what is said of arguments that are not understood: in the language of whoever asks."""

from __future__ import annotations

import argparse
import ast
import inspect

import pytest

from dashboard.cli import COMMANDS, arguments, main
from dashboard.cli.arguments import commands
from dashboard.i18n import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != "en"]
FOR_PROGRAMMERS = {
    "'required' is an invalid argument for positionals", "%r is not callable", ".__call__() not defined",
    "cannot have multiple subparser arguments", "cannot merge actions - two groups are named %r",
    "conflicting option string: %s", "conflicting option strings: %s", "conflicting subparser alias: %s",
    "conflicting subparser: %s", "dest= is required for options like %r", 'argument "-" with mode %r',
    "invalid conflict_resolution value: %r", "mutually exclusive arguments must be optional",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
}  # fmt: skip
"""What argparse says of a mistake in a program."""
OF_WHAT_WE_DO_NOT_USE = {
    "can't open '%(filename)s': %(error)s", "expected at least one argument", "expected %s argument",
    "expected %s arguments", "invalid %(type)s value: %(value)r", "not allowed with argument %s",
    "one of the arguments %s is required", "unexpected option string: %s", "subcommands",
    "unknown parser %(parser_name)r (choices: %(choices)s)", "show program's version number and exit",
    "argument '%(argument_name)s' is deprecated", "option '%(option)s' is deprecated",
    "command '%(parser_name)s' is deprecated",
}  # fmt: skip
"""Such as files that it opens itself, and groups of options of which one is wanted."""


def printed(capsys: pytest.CaptureFixture[str], *given: str) -> str:
    """What is printed, without its line breaks."""
    with pytest.raises(SystemExit):
        main(given)
    out, err = capsys.readouterr()
    return " ".join(f"{out} {err}".replace("\u2066", "").replace("\u2069", "").split())


def english() -> set[str]:
    """Every line of help, and what argparse says itself."""
    asked: set[str] = set()

    def text(sentence: str, **values: object) -> str:
        asked.add(sentence)
        return sentence

    arguments.build_parser(text)
    arguments._argparse_says(text)
    return {one for one in asked if " " in one}


@pytest.mark.parametrize("language", OTHERS)
def test_no_help_is_in_english(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = [printed(capsys, name, "--lang", language, "--help") for name in COMMANDS]
    said.append(printed(capsys, "--lang", language, "--help"))
    assert [one for page in said for one in english() if one in page] == []


def test_all_that_argparse_may_say_here_is_in_the_catalogues() -> None:
    calls = [one for one in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(one, ast.Call)]
    asked = [one for one in calls if getattr(one.func, "id", "") in {"_", "ngettext"}]
    known = {one.value for call in asked for one in call.args if isinstance(one, ast.Constant)}
    ours = set(arguments._argparse_says(str))
    assert (known - ours - FOR_PROGRAMMERS - OF_WHAT_WE_DO_NOT_USE, ours - known) == (set(), set())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["import", "--lang", "de"], "diese Argumente fehlen noch: DATEI, --campaign"),
        (["--lang=de", "import"], "diese Argumente fehlen noch: DATEI, --campaign"),
        (
            ["fly", "--lang", "de"],
            "Argument BEFEHL: 'fly' steht nicht zur Wahl (möglich sind 'run', 'import',",
        ),
        (["campaign", "x", "--day", "soon", "--lang", "fr"], "« soon » n’est pas un jour tel que 2018-04-07"),
        (["run", "--port", "x", "--lang", "ru"], "порт — это число от 0 до 65535, а указано «x»"),
        (["retain", "now", "--lang", "zh"], "我们不认识这些参数：now"),
        (["retain", "--lang"], "expected one argument"),
    ],
)
def test_what_is_not_understood_is_told_in_the_language_that_is_wanted(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in printed(capsys, *given)


def test_help_is_in_the_language_of_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "uk_UA.UTF-8")
    assert printed(capsys, "--help").startswith("використання: action-map")
    assert printed(capsys, "--help", "--lang", "en").startswith("usage: action-map")


def test_each_command_has_its_help_and_no_other_is_told_of() -> None:
    assert set(commands(lambda sentence, **values: sentence)) == set(COMMANDS)
