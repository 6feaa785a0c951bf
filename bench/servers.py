"""Servers to measure, each its own process on a free loopback port, ended when the measurement is over."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

HERE = Path(__file__).parent
START_SECONDS = 300
END_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address and its process."""

    url: str
    process: psutil.Process

    @property
    def resident_megabytes(self) -> float:
        """Memory in use by the process and its children, shared pages included."""
        family = [self.process, *self.process.children(recursive=True)]
        return float(sum(member.memory_info().rss for member in family)) / 1e6

    @property
    def sockets(self) -> int:
        """Connections that are open to it."""
        return sum(one.status == psutil.CONN_ESTABLISHED for one in self.process.net_connections())


def ours(data_dir: Path, **settings: str) -> AbstractContextManager[Server]:
    """This project's dashboard over an existing data directory; ``settings`` are those of `dashboard.config`."""
    return _dashboard(data_dir, "--no-example", **settings)


def example(data_dir: Path) -> AbstractContextManager[Server]:
    """This project's dashboard with its example campaign."""
    return _dashboard(data_dir)


@contextmanager
def _dashboard(data_dir: Path, *options: str, **settings: str) -> Iterator[Server]:
    port = _free_port()
    command = [sys.executable, "-m", "dashboard", "run", *options]
    command += ["--port", str(port), "--data-dir", str(data_dir)]
    with _running(command, port, "/healthz", environment(**settings)) as server:
        yield server


def environment(**settings: str) -> dict[str, str]:
    """Settings of `dashboard.config` as a process is given them."""
    return {f"ACTION_MAP_{name.upper()}": value for name, value in settings.items()}


@contextmanager
def stock(rows: Path) -> Iterator[Server]:
    """The stock page with Streamlit's default settings."""
    with _streamlit("stock.py", {"BENCH_ROWS": str(rows)}) as server:
        yield server


@contextmanager
def blank() -> Iterator[Server]:
    """A blank Streamlit page with default settings."""
    with _streamlit("blank.py", {}) as server:
        yield server


@contextmanager
def _streamlit(script: str, environment: Mapping[str, str]) -> Iterator[Server]:
    port = _free_port()
    options = ["--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1"]
    command = [sys.executable, "-m", "streamlit", "run", str(HERE / "pages" / script), *options]
    with _running(command, port, "/_stcore/health", environment) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int, health: str, environment: Mapping[str, str]) -> Iterator[Server]:
    # The stock page must not find this project's settings, so it runs from its own folder.
    folder = HERE.parent if "dashboard" in command else HERE / "pages"
    process = subprocess.Popen(  # noqa: S603
        command,
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url + health, process)
        yield Server(url, psutil.Process(process.pid))
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            # The stock page is still busy with its visitors' last runs.
            process.kill()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer within {START_SECONDS} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
