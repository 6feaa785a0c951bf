"""Change the code in small ways and see whether its tests notice: ``make mutants``. All of it takes hours.

``python -m tools.mutants publishing --most 40`` tries so many of one room, chosen anew each time. It works on a copy
of the code, so that the tree stays as it is, and prints each change that no test noticed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
TESTS: Final = {
    "publishing": ["tests/publishing"],
    "safety": ["tests/safety", "tests/test_safety_scan.py", "tests/test_leaks.py"],
    "accounts": ["tests/accounts", "tests/test_permissions.py"],
}
"""The tests of each room, on SQLite alone: what PostgreSQL does otherwise, the whole run shows."""

_CONFIG: Final = """\
[cosmic-ray]
module-path = "{module}"
timeout = {seconds}.0
excluded-modules = []
test-command = "{python} -m pytest -x -q -p no:cacheprovider -k 'not postgresql' {tests}"

[cosmic-ray.distributor]
name = "local"

[cosmic-ray.filters.operators-filter]
exclude-operators = ["core/ReplaceBinaryOperator_BitOr_.*"]
"""


def main() -> None:
    """Try the rooms that are named, or all."""
    parser = argparse.ArgumentParser(
        description="Change the code in small ways and see whether its tests notice."
    )
    parser.add_argument("modules", nargs="*", default=list(TESTS), help="rooms, or single files of them")
    parser.add_argument("--most", type=int, help="try so many of each, chosen anew each time")
    parser.add_argument("--tests", help="the tests that should notice, instead of all of the room")
    parser.add_argument("--seconds", type=int, default=600, help="how long the tests may take")
    options = parser.parse_args()
    for module in options.modules:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(
                shutil.copytree(
                    ROOT, Path(folder, "copy"), ignore=shutil.ignore_patterns(".venv", ".git", "var")
                )
            )
            tests = options.tests or " ".join(TESTS[module.partition("/")[0]])
            _try(copy, module, tests, options.most, options.seconds)


def _try(copy: Path, module: str, tests: str, most: int | None, seconds: int) -> None:
    config, session = copy / "mutants.toml", copy / "mutants.sqlite"
    path = f"dashboard/{module}"
    config.write_text(_CONFIG.format(module=path, seconds=seconds, python=sys.executable, tests=tests))
    for command in (["cosmic-ray", "init"], ["cr-filter-operators"], ["cosmic-ray", "exec"]):
        if most is not None and command[-1] == "exec":
            _keep(session, most)
        order = [session, config] if command[0].startswith("cr-") else [config, session]
        subprocess.run(
            [Path(sys.executable).with_name(command[0]), *command[1:], *order], cwd=copy, check=True
        )
    _report(session, module)


def _keep(session: Path, most: int) -> None:
    """Leaves so many of the changes to be tried."""
    with sqlite3.connect(session) as connection:
        left = "SELECT job_id FROM work_items WHERE job_id NOT IN (SELECT job_id FROM work_results)"
        jobs = [job for (job,) in connection.execute(left)]
        for job in random.sample(jobs, max(0, len(jobs) - most)):
            connection.execute("DELETE FROM mutation_specs WHERE job_id = ?", (job,))
            connection.execute("DELETE FROM work_items WHERE job_id = ?", (job,))


def _report(session: Path, module: str) -> None:
    with sqlite3.connect(session) as connection:
        found = connection.execute(
            "SELECT test_outcome, worker_outcome, operator_name, module_path, start_pos_row, definition_name "
            "FROM work_results JOIN mutation_specs USING (job_id) WHERE worker_outcome != 'SKIPPED'"
        ).fetchall()
    survived = [row for row in found if "SURVIVED" in str(row[0])]
    killed = len(found) - len(survived)
    print(f"{module}: {killed} of {len(found)} noticed")
    for _, _, operator, path, line, name in survived:
        print(f"  {path}:{line} {name} {operator.removeprefix('core/')}")


if __name__ == "__main__":
    main()
