"""Change the code in small ways and see whether its tests notice: ``make mutants``.

``python -m tools.mutants publishing --most 60 --seed 7`` tries so many changes of one room, chosen by that number.
What the room imports is imported once; each change is then tried in a fork of that process, on the tests that run the
changed statement, the quickest first, until one of them fails. No file is written.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import importlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import accumulate, islice, takewhile
from pathlib import Path
from types import CodeType
from typing import Final, NoReturn

import pytest
from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.ast.ast_query import ASTQuery
from cosmic_ray.mutating import mutate_code

ROOT: Final = Path(__file__).parents[1]
TESTS: Final = {
    "publishing": ("tests/publishing", "tests/test_permissions.py"),
    "safety": (
        "tests/safety",
        "tests/test_exposure.py",
        "tests/test_retention.py",
        "tests/storage/test_exposures.py",
    ),
    "accounts": ("tests/accounts", "tests/test_permissions.py", "tests/i18n/test_deeds.py"),
}
"""The tests of each room, on SQLite alone: what PostgreSQL does otherwise, the whole run shows."""
_UPWARD: Final = (
    "ingest", "geocoding", "i18n", "schedule", "safety", "storage", "accounts", "retention", "exposure",
    "campaign_words", "publishing",
)  # fmt: skip
"""Rooms, each above those that it imports: forks share what is below the changed one."""
_MOST_SECONDS: Final = 15.0
"""So long may the tests of one change take, before it is made: the slowest are left out."""
_PATIENCE: Final = 20, 300
"""How many seconds a change may run beyond three times that: of the processor, and by the clock."""
_MEMORY: Final = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a folder of our own in it
"""Where the databases of tests are quickly made and deleted."""

_MARK: Final = "__seen_by_a_test__"
Line = tuple[str, int]


@dataclass(frozen=True)
class Change:
    """One small change: where it stands, what makes it, and the text of the module with it."""

    path: Path
    line: int
    name: str
    operator: str
    source: str

    def __str__(self) -> str:
        before, after = self.path.read_text(encoding="utf-8").splitlines(), self.source.splitlines()
        changed = [one.strip() for one in unified_diff(before, after, n=0, lineterm="") if one[0] in "-+"][2:]
        return f"{self.path.relative_to(ROOT)}:{self.line} {self.operator}\n    " + "\n    ".join(changed)


@dataclass
class Seen:
    """What each test runs: its lines of the rooms, and its seconds of the processor."""

    lines: dict[Line, set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)

    def tests(self, path: Path, lines: range) -> list[str]:
        """Those that run one of the lines, or of the file where they run as it is imported; the quickest first."""
        found = {test for line in lines for test in self.lines.get((str(path), line), ())}
        of_file = {test for (name, _), tests in self.lines.items() if name == str(path) for test in tests}
        tests = sorted(found or of_file or self.seconds, key=self.seconds.__getitem__)
        together = accumulate(self.seconds[test] for test in tests)
        return [test for test, until in zip(tests, together, strict=True) if until <= _MOST_SECONDS]


class Tracing:
    """Notes which statements of a folder each test runs."""

    def __init__(self, folder: Path, answer: Path) -> None:
        self._folder, self._answer = folder, answer
        self._now: set[Line] = set()
        self._noted: list[tuple[str, float, list[Line]]] = []
        setattr(builtins, _MARK, lambda path, line: self._now.add((path, line)))

    def find_spec(self, name: str, _path: object, _target: object = None) -> ModuleSpec | None:
        """A module of the folder, with a mark before each statement of its functions."""
        path = ROOT.joinpath(*name.split(".")).with_suffix(".py")
        if not path.is_relative_to(self._folder) or not path.is_file():
            return None
        return Changed(path, _marked(path)).find_spec(name, None)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Looks on while one test runs."""
        begun = time.process_time()
        self._now.clear()
        result = yield
        self._noted.append((item.nodeid, time.process_time() - begun, sorted(self._now)))
        return result

    def pytest_sessionfinish(self) -> None:
        """Writes down what was seen, for the process that asked."""
        self._answer.write_text(json.dumps(self._noted))


def _marked(path: Path) -> ast.Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(node): node for function in functions for node in ast.walk(function)}
    for node in inside.values():
        for name in ("body", "orelse", "finalbody"):
            statements = getattr(node, name, None)
            if isinstance(statements, list):
                marks = [ast.parse(f"{_MARK}({str(path)!r}, {one.lineno})").body[0] for one in statements]
                setattr(node, name, [one for pair in zip(marks, statements, strict=True) for one in pair])
    return tree


class Changed(SourceFileLoader):
    """Gives another text, or tree, for one module when that is imported."""

    def __init__(self, path: Path, source: str | ast.Module) -> None:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        super().__init__(name, str(path))
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        """The changed module."""
        return compile(self._source, self.path, "exec", dont_inherit=True)

    def find_spec(self, name: str, _path: object, _target: object = None) -> ModuleSpec | None:
        """Asked by Python for each module that is imported."""
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None


def main() -> None:
    """Try the rooms that are named, or all."""
    parser = argparse.ArgumentParser(
        description="Change the code in small ways and see whether its tests notice."
    )
    parser.add_argument("rooms", nargs="*", default=list(TESTS), help="rooms, or single files of them")
    parser.add_argument("--most", type=int, help="try so many of each, chosen by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    os.chdir(ROOT)
    for room in sorted(options.rooms, key=lambda one: _UPWARD.index(one.partition("/")[0])):
        _import_below(room.partition("/")[0])
        chosen = list(_chosen(ROOT / "dashboard" / room, options.most, options.seed))
        found = list(_unnoticed(room, chosen, options.jobs))
        print(f"{room}: {len(chosen) - len(found)} of {len(chosen)} noticed, seed {options.seed}")
        for change, why in sorted(found, key=str):
            print(f"  {change}{why}", flush=True)


def _import_below(room: str) -> None:
    """What every fork would import anew, and the process that reads uploads."""
    for name in (
        "pandas", "alembic.command", "argon2", "hypothesis.strategies", "phonenumbers", "psycopg", "pyotp", "httpx",
        "playwright.sync_api", *(f"dashboard.{one}" for one in takewhile(room.__ne__, _UPWARD)),
    ):  # fmt: skip
        importlib.import_module(name)
    importlib.import_module("dashboard.ingest.isolated").start_reader()
    importlib.import_module("tests.index").opened()


def _chosen(place: Path, most: int | None, seed: int) -> Iterator[Change]:
    """So many of the changes that can be made in a file or folder, or all of them, in an order that the seed makes."""
    possible = [
        one for path in sorted(place.rglob("*.py") if place.is_dir() else [place]) for one in _possible(path)
    ]
    random.Random(seed).shuffle(possible)  # noqa: S311  nothing to guess
    return islice(filter(None, map(_made, possible)), most)


def _possible(path: Path) -> Iterator[tuple[Path, int, str, str, int]]:
    """Each change of Cosmic Ray's that needs no arguments: where it stands, its kind, and which of that kind it is."""
    nodes = list(ast_nodes(get_ast(path.read_text(encoding="utf-8"))))
    for kind in plugins.operator_names():
        if plugins.get_operator(kind).arguments():
            continue
        operator = plugins.get_operator(kind)()
        found = [(node, at) for node in nodes for at in operator.mutation_positions(node)]
        for number, (node, ((line, _), _)) in enumerate(found):
            yield path, line, ASTQuery(node).get_definition_name() or "-", kind, number


def _made(one: tuple[Path, int, str, str, int]) -> Change | None:
    """The change, unless it is one of nothing that a test could notice."""
    path, line, name, kind, number = one
    source = path.read_text(encoding="utf-8")
    changed = mutate_code(source, plugins.get_operator(kind)(), number)
    if changed is None or _meaning(changed) in {_meaning(source), ""}:
        return None
    return Change(path, line, name, kind.removeprefix("core/"), changed)


@cache
def _meaning(source: str) -> str:
    """The code as a tree without what nothing runs: annotations, ``slots``, and ``*`` between names of arguments.

    Empty where it is no code.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.arguments):
            node.args, node.posonlyargs, node.kwonlyargs = (
                node.posonlyargs + node.args + node.kwonlyargs,
                [],
                [],
            )
            node.defaults, node.kw_defaults = node.defaults + [one for one in node.kw_defaults if one], []
        elif isinstance(node, ast.Call):
            node.keywords = [one for one in node.keywords if one.arg != "slots"]
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant("")
    return ast.dump(tree)


def _unnoticed(room: str, changes: Sequence[Change], jobs: int) -> Iterator[tuple[Change, str]]:
    """The changes with which all tests passed, or did not come to an end within our patience, which says so."""
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=_MEMORY) as folder:
        seen = _seen(room, Path(folder))
        running: dict[int, Change] = {}
        for number, change in enumerate(changes, 1):
            if len(running) == jobs:
                yield from _finished(running, Path(folder))
            if tests := seen.tests(change.path, _statement(change)):
                running[_begin(change, tests, seen.seconds, Path(folder))] = change
            else:
                yield change, "\n    no test runs it"
            print(f"\r{room}: {number} of {len(changes)}", end="", file=sys.stderr, flush=True)
        while running:
            yield from _finished(running, Path(folder))
        print(file=sys.stderr)


def _statement(change: Change) -> range:
    """The lines of the smallest statement around the change; of one that holds others, its head and what comes first.

    The head of a function runs as its module is imported, and its body in the tests that call it.
    """
    around = [
        (_first_line(node), node)
        for node in ast.walk(ast.parse(change.path.read_text(encoding="utf-8")))
        if isinstance(node, ast.stmt) and _first_line(node) <= change.line <= (node.end_lineno or 0)
    ]
    first, least = max(around, key=lambda one: one[0])
    body = getattr(least, "body", None)
    return range(first, (body[0].lineno if body else least.end_lineno or first) + 1)


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _seen(room: str, folder: Path) -> Seen:
    """Runs all tests of the room once; they have to pass."""
    answer = folder / "lines.json"
    place = (ROOT / "dashboard" / room.partition("/")[0]).resolve()
    pid = os.fork()
    if not pid:
        tracing = Tracing(place, answer)
        sys.meta_path.insert(0, tracing)
        _run(_tests(room), [tracing], folder)
    _, status = os.waitpid(pid, 0)
    if status:
        raise SystemExit(f"The tests of {room} fail before anything is changed.")
    seen = Seen()
    for test, seconds, lines in json.loads(answer.read_text()):
        seen.seconds[test] = seconds
        for path, line in lines:
            seen.lines[path, line].add(test)
    return seen


def _tests(room: str) -> Sequence[str]:
    return TESTS[room.partition("/")[0]]


def _begin(change: Change, tests: Sequence[str], seconds: Mapping[str, float], folder: Path) -> int:
    """Tries a change in a fork; gives its number."""
    pid = os.fork()
    if not pid:
        processor, clock = _PATIENCE
        most = processor + int(3 * sum(map(seconds.__getitem__, tests)))
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        signal.alarm(clock)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        sys.meta_path.insert(0, Changed(change.path, change.source))
        _run(tests, [], folder)
    return pid


def _run(chosen: Sequence[str], plugins: Sequence[object], folder: Path) -> NoReturn:
    """Runs tests, and ends this process with whether they passed."""
    options = ["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    options += ["-k", "not postgresql", f"--basetemp={folder}/{os.getpid()}"]
    outcome = pytest.main([*options, *chosen], plugins=list(plugins))
    os._exit(outcome)


def _finished(running: dict[int, Change], folder: Path) -> Iterator[tuple[Change, str]]:
    """Waits for one fork; gives its change if all its tests passed, or the machine was too slow to say."""
    pid, status = os.wait()
    shutil.rmtree(folder / str(pid), ignore_errors=True)
    change = running.pop(pid, None)
    if change and status == 0:
        yield change, ""
    elif change and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        yield change, "\n    stopped by the clock: nobody knows"


if __name__ == "__main__":
    main()
