"""The commands and options of the command line, with a line of help for each."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import __version__

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[ArgumentParser]


def build_parser() -> ArgumentParser:
    """The commands and their options. What is parsed has the command's name as ``command``."""
    parser = ArgumentParser(
        prog="action-map", description="From an organiser's spreadsheet to a public world map of actions."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, dest="command", metavar="COMMAND")
    for add in (
        _add_run,
        _add_import,
        _add_geocode,
        _add_export,
        _add_keygen,
        _add_verify,
        _add_campaign,
        _add_sharpen,
        _add_organiser,
        _add_retain,
        _add_rekey,
        _add_backup,
        _add_restore,
    ):
        add(commands)
    return parser


def _add_command(commands: _Commands, name: str, text: str) -> ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        help="where the database and the index of places are kept (or set ACTION_MAP_DATA_DIR)",
    )
    parser.add_argument(
        "--lang", default="", metavar="CODE", help="the language of what is said, such as fr (default: yours)"
    )
    return parser


def _add_run(commands: _Commands) -> None:
    parser = _add_command(commands, "run", "Start the dashboard.")
    parser.add_argument(
        "--port", type=_port, metavar="N", help="the port to listen on (default 8501; 0 takes a free one)"
    )
    parser.add_argument("--no-example", action="store_true", help="start without the example campaign")


def _add_campaign(commands: _Commands) -> None:
    parser = _add_command(commands, "campaign", "Start a campaign, or change what its page says.")
    parser.add_argument("slug", metavar="SLUG", help="the campaign's name in links, such as our-campaign")
    parser.add_argument("--title", metavar="TEXT", help="the heading of its page")
    parser.add_argument("--summary", metavar="TEXT", help="one sentence: what, why, when")
    parser.add_argument("--call", metavar="TEXT", dest="call_to_action", help="what people are asked to do")
    parser.add_argument(
        "--words",
        metavar="FILE.toml",
        help="its title, summary, call, story, safety note and partners, in several languages",
    )
    _add_state(
        parser,
        "who sees it: draft, unlisted, public (default of a new one), or closed, which takes no submissions",
        "draft unlisted public closed",
    )
    parser.add_argument(
        "--day", type=_day, metavar="YYYY-MM-DD", help="the day of an action whose row names none"
    )
    parser.add_argument(
        "--starts", type=_time, metavar="HH:MM", help="the local time of an action whose row names none"
    )


def _add_state(parser: ArgumentParser, text: str, states: str) -> None:
    parser.add_argument("--state", choices=states.split(), metavar="STATE", help=text)


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


def _add_import(commands: _Commands) -> None:
    parser = _add_command(commands, "import", "Put the actions of a CSV file on the map of a campaign.")
    parser.add_argument("file", metavar="FILE", help="a CSV file; - reads from standard input")
    parser.add_argument(
        "--campaign", required=True, metavar="SLUG", help="the campaign that the actions belong to"
    )
    parser.add_argument(
        "--create", action="store_true", help="start the campaign if there is none of this name"
    )
    parser.add_argument(
        "--corrects",
        type=int,
        nargs="?",
        const=0,
        metavar="NUMBER",
        help="this is the corrected file of the import of this number, whose open questions it settles; "
        "without a number, of the last file of this name that was imported here",
    )
    _add_state(
        parser,
        "who sees a campaign that is started: draft, unlisted or public (default)",
        "draft unlisted public",
    )
    parser.add_argument(
        "--accept-private",
        action="store_true",
        help="publish rows with an address, a number or a home in their texts, which wait otherwise",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and publish nothing")
    parser.add_argument(
        "--json", action="store_true", help="print the numbers and problems for a program to read"
    )


def _add_geocode(commands: _Commands) -> None:
    parser = _add_command(commands, "geocode", "Add the place of each row to a CSV file, as geo_ columns.")
    parser.add_argument("file", metavar="IN.csv", help="a CSV file; - reads from standard input")
    parser.add_argument(
        "--output", default="-", metavar="OUT.csv", help="where to write (default: standard output)"
    )
    parser.add_argument("--offline", action="store_true", help="ask no online geocoder; this is the default")


def _add_export(commands: _Commands) -> None:
    parser = _add_command(commands, "export", "Write the public actions of a campaign to a file.")
    parser.add_argument("--campaign", required=True, metavar="SLUG", help="the campaign to export")
    parser.add_argument(
        "--format",
        default="csv",
        metavar="FORMAT",
        help="csv (default), geojson, ics, atom, or site: a folder for any web server",
    )
    parser.add_argument(
        "--output", default="-", metavar="FILE", help="where to write (default: standard output)"
    )
    parser.add_argument(
        "--sign", type=Path, metavar="KEY", help="with --format site: the key to sign it with"
    )
    parser.add_argument(
        "--languages",
        default="",
        metavar="CODES",
        help="with --format site: the languages of its pages, such as en,de (default: all)",
    )


def _add_keygen(commands: _Commands) -> None:
    parser = _add_command(commands, "keygen", "Make a key to sign static copies with, and its public key.")
    parser.add_argument("file", type=Path, metavar="KEY", help="the new file; the public key is KEY.pub")


def _add_verify(commands: _Commands) -> None:
    parser = _add_command(
        commands, "verify", "Say what of a static copy was changed, is missing or was added."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the copy")
    parser.add_argument("--key", type=Path, metavar="PUB", help="the public key that it must be signed with")


def _add_sharpen(commands: _Commands) -> None:
    parser = _add_command(commands, "sharpen", "Ask the online geocoder where the venues of a campaign are.")
    parser.add_argument("--campaign", required=True, metavar="SLUG", help="the campaign to look up")
    parser.add_argument("--limit", type=_count, metavar="N", help="send at most N requests (default: all)")
    parser.add_argument(
        "--resume", action="store_true", help="ask again a geocoder that refused us or wanted a pause"
    )
    parser.add_argument("--json", action="store_true", help="print the numbers for a program to read")


def _add_retain(commands: _Commands) -> None:
    parser = _add_command(commands, "retain", "Delete rows and contacts that have been kept long enough.")
    parser.add_argument("--json", action="store_true", help="print the numbers for a program to read")


def _add_rekey(commands: _Commands) -> None:
    _add_command(commands, "rekey", "Seal contacts and uploaded rows with a new key. Stop the server first.")


def _add_organiser(commands: _Commands) -> None:
    parser = _add_command(commands, "organiser", "Invite somebody to a campaign: prints a link for them.")
    parser.add_argument(
        "deed", choices=["invite"], metavar="invite", help="make a link that works once, for a day"
    )
    parser.add_argument("email", metavar="EMAIL", help="whom it is for")
    parser.add_argument(
        "--campaign", default="", metavar="SLUG", help="their campaign (default: all of them)"
    )
    parser.add_argument(
        "--role",
        default="organiser",
        choices=["organiser", "moderator", "administrator"],
        metavar="ROLE",
        help="organiser (default), moderator or administrator",
    )
    parser.add_argument(
        "--new-password",
        action="store_true",
        help="let the owner of an account choose a new password instead",
    )


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ArgumentTypeError(f"this must be a whole number, and is “{text}”")
    return int(text)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise ArgumentTypeError(f"a port is a number from 0 to 65535, and this is “{text}”")
    return int(text)


def _add_backup(commands: _Commands) -> None:
    parser = _add_command(
        commands, "backup", "Write all that is kept into a folder, while the map is in use."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new folder, which holds no key")
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="write the key to this file too, which belongs somewhere else",
    )


def _add_restore(commands: _Commands) -> None:
    parser = _add_command(commands, "restore", "Bring a backup into an empty database of either kind.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder that the backup was written to")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the file with the key that was kept apart")
