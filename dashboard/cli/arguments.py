"""The commands and options of the command line, with a line of help for each, in the language that is wanted."""

from __future__ import annotations

import argparse
import os
import re
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any

from dashboard import __version__

Text = Callable[..., str]
"""A sentence in the reader's language, as `Speech.text` says it."""


Option = tuple[str, Mapping[str, Any]]
"""An argument of a command: its flag or name, and what argparse is told of it."""


def _option(name: str, help: str, **told: Any) -> Option:
    return name, {"help": help, **told}


def _flag(name: str, help: str) -> Option:
    return _option(name, help, action="store_true")


def _english(sentence: str, **values: object) -> str:
    """As `Speech` says it, without loading Babel, so that ``--help`` answers at once."""
    return sentence.format_map(values) if values else sentence


def _day(text: Text, given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise ArgumentTypeError(text("“{text}” is not a day such as 2018-04-07", text=given)) from error


def _time(text: Text, given: str) -> time:
    try:
        return time.fromisoformat(given)
    except ValueError as error:
        raise ArgumentTypeError(text("“{text}” is not a time such as 14:00", text=given)) from error


def _count(text: Text, given: str) -> int:
    if not re.fullmatch("[0-9]{1,18}", given):
        raise ArgumentTypeError(text("this must be a whole number, and is “{text}”", text=given))
    return int(given)


def _port(text: Text, given: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", given) or int(given) > 65535:
        raise ArgumentTypeError(text("a port is a number from 0 to 65535, and this is “{text}”", text=given))
    return int(given)


def _everywhere(text: Text) -> tuple[Option, ...]:
    """The options that stand before a command or behind it."""
    return (
        _option(
            "--data-dir",
            text("where the database and the index of places are kept (or set ACTION_MAP_DATA_DIR)"),
            type=Path,
            metavar=text("DIR"),
        ),
        _option(
            "--lang", text("the language of what is said, such as fr (default: yours)"), metavar=text("CODE")
        ),
    )


def commands(text: Text) -> Mapping[str, tuple[str, tuple[Option, ...]]]:
    """What each command does, and its options beside those that all have."""
    csv_file = text("a CSV file; - reads from standard input")
    campaign = partial(_option, "--campaign", required=True, metavar="SLUG")
    state = partial(_option, "--state", metavar=text("STATE"))
    output = partial(_option, "--output", text("where to write (default: standard output)"), default="-")
    folder = partial(_option, "folder", type=Path, metavar=text("DIR"))
    key = partial(_option, "--key", type=Path)
    json = _flag("--json", text("print codes, values and sentences for a program to read"))
    return {
        "run": (
            text("Start the dashboard."),
            (
                _option(
                    "--port",
                    text("the port to listen on (default 8501; 0 takes a free one)"),
                    type=partial(_port, text),
                    metavar="N",
                ),
                _flag("--no-example", text("start without the example campaign")),
            ),
        ),
        "import": (
            text("Put the actions of a CSV file on the map of a campaign."),
            (
                _option("file", csv_file, metavar=text("FILE")),
                campaign(text("the campaign that the actions belong to")),
                _flag("--create", text("start the campaign if there is none of this name")),
                _option(
                    "--corrects",
                    text(
                        "this is the corrected file of the import of this number, whose open questions it settles; "
                        "without a number, of the last file of this name that was imported here"
                    ),
                    type=partial(_count, text),
                    nargs="?",
                    const=0,
                    metavar=text("NUMBER"),
                ),
                state(
                    text("who sees a campaign that is started: draft, unlisted or public (default)"),
                    choices=["draft", "unlisted", "public"],
                ),
                _option(
                    "--column",
                    text(
                        "what a column of the file is, such as “Where to go=city”; without a field it is not used. "
                        "May be repeated"
                    ),
                    action="append",
                    default=[],
                    metavar=text("HEADER=FIELD"),
                ),
                _flag(
                    "--accept-private",
                    text(
                        "publish rows with an address, a number or a home in their texts, which wait otherwise"
                    ),
                ),
                _flag("--dry-run", text("say what would happen, and publish nothing")),
                json,
            ),
        ),
        "geocode": (
            text("Add the place of each row to a CSV file, as geo_ columns."),
            (
                _option("file", csv_file, metavar="IN.csv"),
                output(metavar="OUT.csv"),
                _flag("--offline", text("ask no online geocoder; this is the default")),
            ),
        ),
        "export": (
            text("Write the public actions of a campaign to a file."),
            (
                campaign(text("the campaign to export")),
                _option(
                    "--format",
                    text("csv (default), geojson, ics, atom, or site: a folder for any web server"),
                    default="csv",
                    metavar=text("FORMAT"),
                ),
                output(metavar=text("FILE")),
                _option(
                    "--sign",
                    text("with --format site: the key to sign it with"),
                    type=Path,
                    metavar=text("KEY"),
                ),
                _option(
                    "--languages",
                    text("with --format site: the languages of its pages, such as en,de (default: all)"),
                    default="",
                    metavar=text("CODES"),
                ),
            ),
        ),
        "keygen": (
            text("Make a key to sign static copies with, and its public key."),
            (
                _option(
                    "file", text("the new file; the public key is KEY.pub"), type=Path, metavar=text("KEY")
                ),
            ),
        ),
        "verify": (
            text("Say what of a static copy was changed, is missing or was added."),
            (
                folder(text("the folder of the copy")),
                key(text("the public key that it must be signed with"), metavar=text("KEY") + ".pub"),
            ),
        ),
        "campaign": (
            text("Start a campaign, or change what its page says."),
            (
                _option("slug", text("the campaign's name in links, such as our-campaign"), metavar="SLUG"),
                _option("--title", text("the heading of its page"), metavar=text("TEXT")),
                _option("--summary", text("one sentence: what, why, when"), metavar=text("TEXT")),
                _option(
                    "--call", text("what people are asked to do"), metavar=text("TEXT"), dest="call_to_action"
                ),
                _option(
                    "--words",
                    text("its title, summary, call, story, safety note and partners, in several languages"),
                    metavar="WORDS.toml",
                ),
                state(
                    text(
                        "who sees it: draft, unlisted, public (default of a new one), or closed, which takes no "
                        "submissions"
                    ),
                    choices=["draft", "unlisted", "public", "closed"],
                ),
                _option(
                    "--day",
                    text("the day of an action whose row names none"),
                    type=partial(_day, text),
                    metavar=text("YYYY-MM-DD"),
                ),
                _option(
                    "--starts",
                    text("the local time of an action whose row names none"),
                    type=partial(_time, text),
                    metavar="HH:MM",
                ),
            ),
        ),
        "sharpen": (
            text("Ask the online geocoder where the venues of a campaign are."),
            (
                campaign(text("the campaign to look up")),
                _option(
                    "--limit",
                    text("send at most N requests (default: all)"),
                    type=partial(_count, text),
                    metavar="N",
                ),
                _flag("--resume", text("ask again a geocoder that refused us or wanted a pause")),
                json,
            ),
        ),
        "organiser": (
            text("Invite somebody to a campaign: prints a link for them."),
            (
                _option(
                    "deed",
                    text("make a link that works once, for a day"),
                    choices=["invite"],
                    metavar="invite",
                ),
                _option("email", text("whom it is for"), metavar=text("EMAIL")),
                campaign(text("their campaign (default: all of them)"), required=False, default=""),
                _option(
                    "--role",
                    text("organiser (default), moderator or administrator"),
                    default="organiser",
                    choices=["organiser", "moderator", "administrator"],
                    metavar=text("ROLE"),
                ),
                _flag("--new-password", text("let the owner of an account choose a new password instead")),
            ),
        ),
        "retain": (text("Delete rows and contacts that have been kept long enough."), (json,)),
        "rekey": (text("Seal contacts and uploaded rows with a new key. Stop the server first."), ()),
        "backup": (
            text("Write all that is kept into a folder, while the map is in use."),
            (
                folder(text("a new folder, which holds no key")),
                key(
                    text("write the key to this file too, which belongs somewhere else"), metavar=text("FILE")
                ),
            ),
        ),
        "restore": (
            text("Bring a backup into an empty database of either kind."),
            (
                folder(text("the folder that the backup was written to")),
                key(text("the file with the key that was kept apart"), metavar=text("FILE")),
            ),
        ),
    }


def _argparse_says(text: Text) -> tuple[str, ...]:
    """The words of argparse itself, which asks for their translation by the name of ``_``."""
    return (
        text("usage: "),
        text("options"),
        text("positional arguments"),
        text("show this help message and exit"),
        text("%(prog)s: error: %(message)s\n"),
        text("argument %(argument_name)s: %(message)s"),
        text("the following arguments are required: %s"),
        text("expected one argument"),
        text("expected at most one argument"),
        text("unrecognized arguments: %s"),
        text("ignored explicit argument %r"),
        text("ambiguous option: %(option)s could match %(matches)s"),
        text("invalid choice: %(value)r (choose from %(choices)s)"),
    )


def build_parser(text: Text = _english) -> ArgumentParser:
    """The commands and their options. What is parsed has the command's name as ``command``."""
    parser = ArgumentParser(
        prog="action-map",
        description=text("From an organiser's spreadsheet to a public world map of actions."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"%(prog)s {__version__}",
        help=text("show the program's version and exit"),
    )
    parser.set_defaults(json=False)
    everywhere = _everywhere(text)
    _add(parser, everywhere, default=None)
    several = parser.add_subparsers(
        title=text("commands"), required=True, dest="command", metavar=text("COMMAND")
    )
    for name, (about, options) in commands(text).items():
        command = several.add_parser(name, help=about, description=about)
        _add(command, everywhere, default=SUPPRESS)
        _add(command, options)
    return parser


def _add(parser: ArgumentParser, options: Iterable[Option], **told: Any) -> None:
    for name, option in options:
        parser.add_argument(name, **option, **told)


def understood(arguments: Sequence[str]) -> Namespace:
    """What is asked for. What is not understood is said in the language that is wanted, with exit code 2."""
    early = ArgumentParser(add_help=False)
    early.add_argument("--lang", nargs="?")
    wanted = language_wanted(early.parse_known_args(arguments)[0].lang)
    text = _english
    if wanted and not wanted.startswith(("en", "C", "POSIX")):
        from dashboard.i18n import speech

        text = speech(wanted).text
    with _argparse_in(text):
        return build_parser(text).parse_args(arguments)


def language_wanted(named: str | None) -> str:
    """The language that was asked for with ``--lang``, else that of the environment, as gettext looks for it."""
    environment = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return named or next(filter(None, environment), "")


@contextmanager
def _argparse_in(text: Text) -> Iterator[None]:
    """Argparse speaks the language; by itself it would look for catalogues of its own, which hardly anybody has."""
    words = dict(zip(_argparse_says(_english), _argparse_says(text), strict=True))
    before = vars(argparse)["_"]
    vars(argparse)["_"] = lambda said: words.get(said, said)
    try:
        yield
    finally:
        vars(argparse)["_"] = before
