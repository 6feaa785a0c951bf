"""Starting and stopping the server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.web.serving import REPOSITORY


def start(data_dir: Path, port: int = 0) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACTION_MAP_")}
    settings = {"DATA_DIR": str(data_dir), "ADDRESS": "127.0.0.1", "PORT": str(port)}
    chosen = {f"ACTION_MAP_{name}": value for name, value in settings.items()}
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard.web"],
        env=kept | chosen | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_stops_when_asked_with_visitors_there_and_places_half_built(tmp_path: Path) -> None:
    with start(tmp_path) as process:
        assert process.stdout is not None
        host = process.stdout.readline().strip().removeprefix("The map is at http://").rstrip("/")
        with connect(f"ws://{host}/_stcore/stream", subprotocols=[Subprotocol("streamlit")]):
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=15)
    assert (process.returncode, errors) == (130, "")


def test_a_port_in_use_is_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with start(tmp_path, port) as process:
            output, errors = process.communicate(timeout=30)
    sentence = (
        f"Port {port} cannot be used (address already in use). Choose another one, such as {port + 1}.\n"
    )
    assert (process.returncode, output, errors) == (1, "", sentence)
