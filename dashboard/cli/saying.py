"""What a command says: sentences and bars for people, codes with values and sentences for programs."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import fields, is_dataclass
from typing import Any

from dashboard.cli.arguments import language_wanted
from dashboard.errors import ActionMapError
from dashboard.i18n import Speech, say, say_all, speech
from dashboard.i18n.problems import Coded
from dashboard.model import RowProblem
from dashboard.reasons import Progress, Reason, Values, values_json


def speech_of(options: Namespace) -> Speech:
    """The language that was asked for, else that of the environment."""
    return speech(language_wanted(options.lang))


def sentences(options: Namespace, *lines: Coded | tuple[Coded, ...]) -> list[str]:
    """Each line as its sentences."""
    words = speech_of(options)
    return [say_all(words, *(line if isinstance(line, tuple) else (line,))) for line in lines]


def tell(options: Namespace, *lines: Coded | tuple[Coded, ...]) -> None:
    """Print each line as its sentences."""
    print(*sentences(options, *lines), sep="\n", flush=True)


def as_json(report: object, options: Namespace) -> str:
    """A report for a program: each problem and note in it as a code with values, and as a sentence."""
    return json.dumps(_told(report, speech_of(options)), ensure_ascii=False, indent=1)


def _told(value: Any, words: Speech) -> Any:
    match value:
        case ActionMapError():
            return _told(Reason(value.code, value.values), words)
        case RowProblem() | Reason():
            return {**_fields(value), "values": values_json(value.values), "message": say(words, value)}
        case tuple() | list():
            return [_told(one, words) for one in value]
    return {name: _told(one, words) for name, one in _fields(value).items()} if is_dataclass(value) else value


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a dataclass by name, as they are."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


@contextmanager
def progress(options: Namespace, *, in_lines: bool = False) -> Iterator[Progress | None]:
    """A bar for what takes long, on a terminal. It goes when the work is done.

    Elsewhere nothing, or where ``in_lines`` asks for it each step once, as for the log of a service.
    """
    words = speech_of(options)
    if not sys.stderr.isatty():
        yield steps_in_lines(words) if in_lines else None
        return
    from tqdm import tqdm

    with ExitStack() as bars:
        shown: list[tqdm] = []

        def show(step: str, done: int, total: int) -> None:
            if not shown or shown[-1].total != total:
                bars.close()
                shown.append(bars.enter_context(tqdm(total=total, leave=False, bar_format="{desc} {bar}")))
            values: Values = {"step": Reason(step), "n": done, "total": total}
            shown[-1].set_description_str(say(words, Reason("step_of", values)), refresh=False)
            shown[-1].n = done
            shown[-1].refresh()

        yield show


def steps_in_lines(words: Speech) -> Progress:
    """Each step once, on a line of its own."""
    told: set[str] = set()

    def show(step: str, done: int, total: int) -> None:
        if step not in told:
            told.add(step)
            print(say(words, Reason(step)), file=sys.stderr, flush=True)

    return show
