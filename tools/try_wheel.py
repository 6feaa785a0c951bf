"""Install the wheel as an operator would, on each Python that we promise, and see the map answer: ``make wheel``.

A Python that is not on this machine is a failure and is named; none is passed over in silence.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13")
REPOSITORY = Path(__file__).parents[1]
START_SECONDS = 240


def python_of(version: str) -> str | None:
    """A Python of this version: on the path, or one of pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    kept = sorted(pyenv.glob(f"{version}.*/bin/python"))
    for command in (shutil.which(f"python{version}"), *map(str, kept)):
        if command and _version(command) == version:
            return command
    return None


def _version(command: str) -> str:
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([command, "-c", code], capture_output=True, text=True, check=False).stdout.strip()


def build(folder: Path) -> Path:
    """The wheel of this repository."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=REPOSITORY,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def try_on(python: str, wheel: Path, folder: Path, data_dir: Path) -> str:
    """Install it into a fresh environment with the packages of a server, and start it; what ``/healthz`` says."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    pip: list[str | Path] = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", REPOSITORY / "requirements-server.txt"], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    with started(folder / "bin" / "action-map", data_dir) as url:
        return f"is {_asked(f'{url}healthz')}, and shows {len(_asked(url)):,} characters of a page"


@contextmanager
def started(command: Path, data_dir: Path) -> Iterator[str]:
    """The address of the installed program, which runs in a folder where nothing of the repository is."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(data_dir), "ACTION_MAP_DATA_DIR": str(data_dir)}
    process = subprocess.Popen(
        [command, "run", "--port", "0"], cwd=data_dir, env=clean, stdout=subprocess.PIPE, text=True
    )
    try:
        for line in process.stdout or ():
            if line.startswith("The map is at "):
                yield line.removeprefix("The map is at ").strip()
                return
        raise RuntimeError(f"It ended with {process.wait()} before it could be reached.")
    finally:
        process.terminate()
        process.wait(30)


def _asked(url: str) -> str:
    """What an address answers, once it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310  # our own server
                return str(answer.read().decode())
        except OSError as error:
            if getattr(error, "code", 503) != 503 or time.monotonic() > deadline:
                raise
            time.sleep(1)


def main() -> None:
    """Try every Python, or those that are named."""
    versions = sys.argv[1:] or PYTHONS
    failed = []
    with tempfile.TemporaryDirectory() as work:
        wheel = build(Path(work))
        print(json.dumps({"wheel": wheel.name, "MB": round(wheel.stat().st_size / 1e6, 1)}), flush=True)
        data_dir = Path(work, "data")
        data_dir.mkdir()
        for version in versions:
            python = python_of(version)
            if python is None:
                failed.append(
                    f"Python {version} is not on this machine: install it, with pyenv for instance."
                )
                continue
            folder = Path(work, version)
            print(f"Python {version}: {try_on(python, wheel, folder, data_dir)}", flush=True)
            shutil.rmtree(folder)
    if failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()
