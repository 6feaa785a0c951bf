"""The command line: arguments in, one call, words out, in the language of ``--lang``, else of the environment.

Exit codes: 0 it worked (rows that wait or were rejected are part of working); 1 something that we foresaw,
in one sentence on stderr; 2 the arguments are not understood; 130 stopped with Ctrl-C; 141 the reader of our
output went away.

The commands stand by what they are about, and each such module is imported when it runs, so that ``--help`` answers
at once and ``geocode`` loads no database.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Final

from dashboard.cli.arguments import understood
from dashboard.errors import ActionMapError
from dashboard.reasons import Reason

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "run": ("serving", "run"),
    "import": ("actions", "import_file"),
    "geocode": ("places", "geocode"),
    "export": ("copies", "export"),
    "keygen": ("copies", "make_key"),
    "verify": ("copies", "verify"),
    "campaign": ("campaigns", "change"),
    "sharpen": ("actions", "sharpen"),
    "organiser": ("campaigns", "invite"),
    "retain": ("keeping", "retain"),
    "rekey": ("keeping", "rekey"),
    "backup": ("keeping", "back_up"),
    "restore": ("keeping", "restore"),
}
"""The module and the function of each command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = understood(sys.argv[1:] if arguments is None else arguments)
    room, name = COMMANDS[options.command]
    try:
        command: Callable[[Namespace], None] = getattr(import_module(f"dashboard.cli.{room}"), name)
        command(options)
        sys.stdout.flush()
    except ActionMapError as error:
        _complain(options, error)
        return 1
    except KeyboardInterrupt:
        _complain(options, Reason("stopped"))
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0


def _complain(options: Namespace, why: ActionMapError | Reason) -> None:
    from dashboard.cli.saying import as_json, sentences

    print(as_json(why, options) if options.json else "\n".join(sentences(options, why)), file=sys.stderr)
