"""The commands and options of the command line, with a line of help for each."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from dashboard import __version__


@dataclass(frozen=True, slots=True)
class Option:
    """An argument of a command: its flag or name, what it is for, and what argparse is told besides."""

    name: str
    help: str
    told: Mapping[str, Any]


def _option(name: str, text: str, **told: Any) -> Option:
    return Option(name, text, told)


def _flag(name: str, text: str) -> Option:
    return Option(name, text, {"action": "store_true"})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a day such as 2018-04-07") from error


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a time such as 14:00") from error


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ArgumentTypeError(f"this must be a whole number, and is “{text}”")
    return int(text)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise ArgumentTypeError(f"a port is a number from 0 to 65535, and this is “{text}”")
    return int(text)


_CSV_FILE: Final = "a CSV file; - reads from standard input"
_OUTPUT: Final = "where to write (default: standard output)"
_JSON: Final = _flag("--json", "print codes, values and sentences for a program to read")
_EVERYWHERE: Final = (
    _option(
        "--data-dir",
        "where the database and the index of places are kept (or set ACTION_MAP_DATA_DIR)",
        type=Path,
        metavar="DIR",
    ),
    _option(
        "--lang", "the language of what is said, such as fr (default: yours)", default="", metavar="CODE"
    ),
)

COMMANDS: Final[Mapping[str, tuple[str, tuple[Option, ...]]]] = {
    "run": (
        "Start the dashboard.",
        (
            _option(
                "--port", "the port to listen on (default 8501; 0 takes a free one)", type=_port, metavar="N"
            ),
            _flag("--no-example", "start without the example campaign"),
        ),
    ),
    "import": (
        "Put the actions of a CSV file on the map of a campaign.",
        (
            _option("file", _CSV_FILE, metavar="FILE"),
            _option("--campaign", "the campaign that the actions belong to", required=True, metavar="SLUG"),
            _flag("--create", "start the campaign if there is none of this name"),
            _option(
                "--corrects",
                "this is the corrected file of the import of this number, whose open questions it settles; "
                "without a number, of the last file of this name that was imported here",
                type=int,
                nargs="?",
                const=0,
                metavar="NUMBER",
            ),
            _option(
                "--state",
                "who sees a campaign that is started: draft, unlisted or public (default)",
                choices=["draft", "unlisted", "public"],
                metavar="STATE",
            ),
            _option(
                "--column",
                "what a column of the file is, such as “Where to go=city”; without a field it is not used. "
                "May be repeated",
                action="append",
                default=[],
                metavar="HEADER=FIELD",
            ),
            _flag(
                "--accept-private",
                "publish rows with an address, a number or a home in their texts, which wait otherwise",
            ),
            _flag("--dry-run", "say what would happen, and publish nothing"),
            _JSON,
        ),
    ),
    "geocode": (
        "Add the place of each row to a CSV file, as geo_ columns.",
        (
            _option("file", _CSV_FILE, metavar="IN.csv"),
            _option("--output", _OUTPUT, default="-", metavar="OUT.csv"),
            _flag("--offline", "ask no online geocoder; this is the default"),
        ),
    ),
    "export": (
        "Write the public actions of a campaign to a file.",
        (
            _option("--campaign", "the campaign to export", required=True, metavar="SLUG"),
            _option(
                "--format",
                "csv (default), geojson, ics, atom, or site: a folder for any web server",
                default="csv",
                metavar="FORMAT",
            ),
            _option("--output", _OUTPUT, default="-", metavar="FILE"),
            _option("--sign", "with --format site: the key to sign it with", type=Path, metavar="KEY"),
            _option(
                "--languages",
                "with --format site: the languages of its pages, such as en,de (default: all)",
                default="",
                metavar="CODES",
            ),
        ),
    ),
    "keygen": (
        "Make a key to sign static copies with, and its public key.",
        (_option("file", "the new file; the public key is KEY.pub", type=Path, metavar="KEY"),),
    ),
    "verify": (
        "Say what of a static copy was changed, is missing or was added.",
        (
            _option("folder", "the folder of the copy", type=Path, metavar="DIR"),
            _option("--key", "the public key that it must be signed with", type=Path, metavar="PUB"),
        ),
    ),
    "campaign": (
        "Start a campaign, or change what its page says.",
        (
            _option("slug", "the campaign's name in links, such as our-campaign", metavar="SLUG"),
            _option("--title", "the heading of its page", metavar="TEXT"),
            _option("--summary", "one sentence: what, why, when", metavar="TEXT"),
            _option("--call", "what people are asked to do", metavar="TEXT", dest="call_to_action"),
            _option(
                "--words",
                "its title, summary, call, story, safety note and partners, in several languages",
                metavar="FILE.toml",
            ),
            _option(
                "--state",
                "who sees it: draft, unlisted, public (default of a new one), or closed, which takes no submissions",
                choices=["draft", "unlisted", "public", "closed"],
                metavar="STATE",
            ),
            _option("--day", "the day of an action whose row names none", type=_day, metavar="YYYY-MM-DD"),
            _option(
                "--starts", "the local time of an action whose row names none", type=_time, metavar="HH:MM"
            ),
        ),
    ),
    "sharpen": (
        "Ask the online geocoder where the venues of a campaign are.",
        (
            _option("--campaign", "the campaign to look up", required=True, metavar="SLUG"),
            _option("--limit", "send at most N requests (default: all)", type=_count, metavar="N"),
            _flag("--resume", "ask again a geocoder that refused us or wanted a pause"),
            _JSON,
        ),
    ),
    "organiser": (
        "Invite somebody to a campaign: prints a link for them.",
        (
            _option("deed", "make a link that works once, for a day", choices=["invite"], metavar="invite"),
            _option("email", "whom it is for", metavar="EMAIL"),
            _option("--campaign", "their campaign (default: all of them)", default="", metavar="SLUG"),
            _option(
                "--role",
                "organiser (default), moderator or administrator",
                default="organiser",
                choices=["organiser", "moderator", "administrator"],
                metavar="ROLE",
            ),
            _flag("--new-password", "let the owner of an account choose a new password instead"),
        ),
    ),
    "retain": ("Delete rows and contacts that have been kept long enough.", (_JSON,)),
    "rekey": ("Seal contacts and uploaded rows with a new key. Stop the server first.", ()),
    "backup": (
        "Write all that is kept into a folder, while the map is in use.",
        (
            _option("folder", "a new folder, which holds no key", type=Path, metavar="DIR"),
            _option(
                "--key",
                "write the key to this file too, which belongs somewhere else",
                type=Path,
                metavar="FILE",
            ),
        ),
    ),
    "restore": (
        "Bring a backup into an empty database of either kind.",
        (
            _option("folder", "the folder that the backup was written to", type=Path, metavar="DIR"),
            _option("--key", "the file with the key that was kept apart", type=Path, metavar="FILE"),
        ),
    ),
}
"""What each command does, and its options beside those that all have."""


def build_parser() -> ArgumentParser:
    """The commands and their options. What is parsed has the command's name as ``command``."""
    parser = ArgumentParser(
        prog="action-map", description="From an organiser's spreadsheet to a public world map of actions."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, dest="command", metavar="COMMAND")
    for name, (text, options) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(json=False)
        for option in (*_EVERYWHERE, *options):
            command.add_argument(option.name, help=option.help, **option.told)
    return parser
