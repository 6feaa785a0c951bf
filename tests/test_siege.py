"""A short version of the siege; the whole of it is `make siege`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from siege import Row, kills, strings


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_process_that_is_killed_has_written_all_or_nothing(tmp_path: Path, postgresql: str) -> None:
    assert [row.holds for row in kills.run(tmp_path, postgresql, count=10)] == [True] * 4


def test_hostile_texts_reach_the_map_letter_by_letter(tmp_path: Path, gazetteer_dir: Path) -> None:
    (tmp_path / "gazetteer").symlink_to(gazetteer_dir)
    found = strings.run(
        tmp_path, count=150
    )  # the cards of one city: all snippets, and each way of writing around some
    assert found == [Row("150 hostile texts", "150 on the map letter by letter", holds=True)]


STARTS_OTHERS = """
import os, signal, subprocess, sys
from siege.limits import bounded

ORPHAN = "import os, signal as s; os.setsid(); s.signal(15, s.SIG_IGN); print(os.getpid(), flush=True); s.pause()"
STARTER = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {ORPHAN!r}])"
with bounded(3600) as limit:
    orphans = subprocess.Popen([sys.executable, "-c", STARTER], stdout=subprocess.PIPE, text=True)
    print(orphans.stdout.readline(), end="")
    orphans.wait()
    print(len(limit.left()))
    os.kill(os.getpid(), signal.SIGTERM)
    print(len(limit.left()), limit.run(["true"], env={}))
"""


def test_what_lost_its_parent_and_will_not_end_is_ended_with_the_rest_when_we_are() -> None:
    run = subprocess.run([sys.executable, "-c", STARTS_OTHERS], check=True, capture_output=True, text=True)
    orphan, *counted = run.stdout.split()
    assert counted == ["1", "0", "-1"]
    assert not psutil.pid_exists(int(orphan))


def test_when_the_time_is_over_the_table_says_so_and_nothing_stays(
    tmp_path: Path, gazetteer_dir: Path
) -> None:
    command = [sys.executable, "-m", "siege", "--seconds", "2", "files", "strings"]
    run = subprocess.run(
        command, check=False, capture_output=True, text=True, env=os.environ | {"TMPDIR": str(tmp_path)}
    )
    assert run.returncode == 1
    failed = sorted(line.split()[1] for line in run.stdout.splitlines() if line.startswith("FAILS"))
    assert failed == ["files", "strings"]
    assert run.stdout.splitlines()[-1].startswith("1 of 3 hold")
    assert not list(tmp_path.iterdir())
    assert not [one for one in psutil.process_iter(["cmdline"]) if str(tmp_path) in str(one.info["cmdline"])]
