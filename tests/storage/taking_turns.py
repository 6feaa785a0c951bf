"""One process of an installation among others, as the tests start it: ``claim URL NAME`` or ``ask URL NAME SERVER``."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any, cast

from dashboard.geocoding import Gazetteer
from dashboard.geocoding.online.client import Online
from dashboard.geocoding.online.services import make_service
from dashboard.storage import Store
from tests.geocoding.fake_geocoder import USER_AGENT

ROUNDS = 30


def together(*commands: tuple[str, ...]) -> list[Any]:
    """What processes of these commands write, which begin at the same moment.

    They are programs of their own: `multiprocessing` imports the main module anew, and a worker of pytest has none.
    """
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", __name__, *command],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    written = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return [json.loads(answer) for answer in written]


def claim(store: Store, name: str) -> list[int]:
    """The rounds whose turn it had, tried for at the same moment of the clock as the other process."""
    ledgers = (store.geocoder_ledger(clock=partial(float, 1_000 + 2 * number)) for number in range(ROUNDS))
    return [number for number, ledger in enumerate(ledgers) if ledger.take_turn(name, 1.0) == 0.0]


def ask(store: Store, name: str, server: str) -> int:
    """Asks four questions of its own, with the real clock and a short interval."""
    service = make_service("nominatim", url=server, user_agent=USER_AGENT, key="", seconds=10)
    online = Online(service, store.geocoder_ledger(), cast(Gazetteer, None), interval=0.1)
    for number in range(4):
        online.find(f"Hall {name}{number}")
    return 4


if __name__ == "__main__":
    task, url, *given = sys.argv[1:]
    opened = Store.open(url)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    answer = claim(opened, *given) if task == "claim" else ask(opened, *given)
    sys.stdout.write(json.dumps(answer))
    opened.close()
