"""``make siege``: everything that the product must withstand, on the loopback interface, in twenty minutes at most.

``python -m siege --short`` tries a little of each; ``python -m siege crowds`` one part alone. Each part is a process of
its own: what is measured runs alone, the others two at a time. When the time is over all of them end, with whatever
they started, and what they wrote is deleted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import httpx

from bench.rows import write_rows
from bench.servers import ours
from dashboard import accounts
from dashboard.accounts import EVERYWHERE, OPERATOR, Role
from dashboard.geocoding import open_gazetteer
from dashboard.storage import Store
from siege import Row, crowds, files, kills, office, replicas, slow, strings
from siege.limits import Limit, bounded
from tests.postgresql import running

_MOST_SECONDS = 1_200.0
_SLUG = "siege"
_GAZETTEER = Path(__file__).parents[1] / ".pytest_cache" / "d" / "gazetteer"
"""The index that the tests have built, or build."""
_MEASURED = ("crowds", "slow", "accounts", "replicas")
_TESTS = {
    "canaries at each step, after lowering too": ("tests/test_leaks.py",),
    "a slow, lying and failing geocoder, several processes": (
        "tests/geocoding",
        "tests/storage/test_geocode_cache.py",
    ),
    "every input at every door": ("tests/web/test_every_door.py",),
    "a stopped PostgreSQL": ("tests/web/test_slow_database.py",),
}


def main() -> int:
    """Run the parts, print the table; 1 if something does not hold."""
    asked = argparse.ArgumentParser(prog="siege", description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all of them by default")
    asked.add_argument("--short", action="store_true", help="a little of each")
    asked.add_argument(
        "--seconds", type=float, default=_MOST_SECONDS, help="when all of it ends at the latest"
    )
    asked.add_argument("--here", help=argparse.SUPPRESS)
    chosen = asked.parse_args()
    if chosen.here:
        return _part(chosen.here, chosen.short)
    _GAZETTEER.mkdir(parents=True, exist_ok=True)
    open_gazetteer(_GAZETTEER)
    began, parts = time.monotonic(), chosen.parts or list(PARTS)
    with tempfile.TemporaryDirectory(prefix="siege-", ignore_cleanup_errors=True) as work:
        Path(work).chmod(0o755)  # PostgreSQL runs as a user of its own
        with bounded(chosen.seconds) as limit:
            try_part = partial(_tried, limit=limit, work=work, short=chosen.short)
            hold = [try_part(name) for name in parts if name in _MEASURED]
            with ThreadPoolExecutor(2) as lanes:
                hold += lanes.map(try_part, (name for name in parts if name not in _MEASURED))
            left = limit.left()
        hold += _print([Row("processes left behind", str(len(left)), not left)])
    print(f"{sum(hold)} of {len(hold)} hold, in {time.monotonic() - began:.0f} s", flush=True)
    return 0 if all(hold) else 1


def _tried(name: str, *, limit: Limit, work: str, short: bool) -> bool:
    """Run a part in a process of its own, whose lines are those of the table; whether all of it holds."""
    began = time.monotonic()
    command = [sys.executable, "-m", "siege", "--here", name, *(["--short"] if short else [])]
    code = limit.run(command, env=os.environ | {"TMPDIR": work})
    if limit.is_over:
        _print([Row(name, "not finished: the time is over", holds=False)])
    elif code not in {0, 1}:
        _print([Row(name, f"ended with {code}", holds=False)])
    print(f"       {name} took {time.monotonic() - began:.0f} s", flush=True)
    return code == 0 and not limit.is_over


def _part(name: str, short: bool) -> int:
    with tempfile.TemporaryDirectory(prefix=f"{name}-", ignore_cleanup_errors=True) as work:
        (Path(work) / "gazetteer").symlink_to(_GAZETTEER)
        return 0 if all(_print(PARTS[name](Path(work), short))) else 1


def _print(rows: Iterable[Row]) -> list[bool]:
    """Print lines of the table; which of them hold."""
    hold = []
    for row in rows:
        print(f"{'holds' if row.holds else 'FAILS'}  {row.what:<58} {row.figure}", flush=True)
        hold.append(row.holds)
    return hold


def _crowds(work: Path, short: bool) -> list[Row]:
    strings.publish(work, write_rows(work / "rows.csv", 500 if short else 10_000), _SLUG)
    sizes = (100, 300, 20, 100) if short else (2_000, 1_100, 200, 1_000)
    with ours(work) as server:
        pages, halves, visitors, filters = sizes
        return crowds.run(server, _SLUG, pages=pages, halves=halves, visitors=visitors, filters=filters)


def _slow(work: Path, short: bool) -> list[Row]:
    strings.publish(work, write_rows(work / "rows.csv", 500), _SLUG)
    with ours(work) as server:
        httpx.get(f"{server.url}/c/{_SLUG}", timeout=60)
        return slow.run(server, _SLUG, work / "actions.sqlite", seconds=5 if short else 60)


def _accounts(work: Path, short: bool) -> list[Row]:
    """Whether the time of an answer tells which accounts exist."""
    strings.publish(work, write_rows(work / "rows.csv", 10), _SLUG)
    with closing(Store.open(f"sqlite:///{work / 'actions.sqlite'}")) as store:
        token = accounts.invite(store, OPERATOR, "known@example.org", EVERYWHERE, Role.ADMINISTRATOR)
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    with ours(work) as server, httpx.Client(base_url=server.url, timeout=60) as http:
        http.post(f"/invitation/{token}", data={"name": "Known", "password": "five lanterns by the river"})
        http.cookies.clear()
        # After five wrong ones an account is closed, and both are answered at once.
        for turn in range(2 if short else 4):
            for who, seconds in took.items():
                data = {"email": f"{who}@example.org", "password": "wrong"}
                began = time.monotonic()
                http.post("/sign-in", data=data, headers={"X-Forwarded-For": f"198.18.{turn}.{len(seconds)}"})
                seconds.append(time.monotonic() - began)
    known, unknown = (statistics.median(seconds) for seconds in took.values())
    figure = f"{1000 * known:.0f} ms and {1000 * unknown:.0f} ms"
    return [
        Row(
            "signing in to known and unknown accounts",
            figure,
            abs(known - unknown) < 0.5 * max(known, unknown),
        )
    ]


def _replicas(work: Path, short: bool) -> list[Row]:
    with running() as database:
        return replicas.run(work, database, _SLUG, seconds=2 if short else 10)


def _kills(work: Path, short: bool) -> list[Row]:
    with running() as server:
        return kills.run(work, server, count=10 if short else 1_000)


def _strings(work: Path, short: bool) -> list[Row]:
    return strings.run(work, count=600 if short else 7_140)


def _files(_work: Path, short: bool) -> list[Row]:
    return files.run(100 if short else 10_000)


def _office(work: Path, short: bool) -> list[Row]:
    if shutil.which(office.PROGRAM) is None:
        return [Row("the exported table in LibreOffice", "not run: it is not installed here", holds=False)]
    return office.run(work, count=600 if short else 7_140)


def _tests(_work: Path, short: bool) -> list[Row]:
    if short:
        return []
    with ThreadPoolExecutor(2) as lanes:
        return list(lanes.map(_tested, _TESTS, _TESTS.values()))


def _tested(what: str, paths: tuple[str, ...]) -> Row:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *paths]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    return Row(what, (run.stdout.strip().splitlines() or ["no answer"])[-1].strip("= "), run.returncode == 0)


PARTS: dict[str, Callable[[Path, bool], list[Row]]] = {
    "crowds": _crowds,
    "slow": _slow,
    "accounts": _accounts,
    "replicas": _replicas,
    "kills": _kills,
    "tests": _tests,
    "files": _files,
    "strings": _strings,
    "office": _office,
}

if __name__ == "__main__":
    sys.exit(main())
