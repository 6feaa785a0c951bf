"""Debian's nginx as docs/operator.md sets it up, in front of processes of ours."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


@contextmanager
def nginx_before(ports: Sequence[int], *, told: str = "") -> Iterator[tuple[int, Path]]:
    """Its port, and its log of who answered what, while it runs before these; ``told`` it is besides."""
    with tempfile.TemporaryDirectory(prefix="map-nginx-") as name:
        folder, port = Path(name), _free_port()
        nobody = "nobody" if os.geteuid() == 0 else None
        shutil.chown(folder, nobody or os.geteuid())
        config = folder / "nginx.conf"
        config.write_text(_documented(ports, port, folder, told))
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        nginx = subprocess.Popen(
            [program, "-c", config, "-p", folder, "-e", folder / "error.log"], user=nobody
        )
        try:
            while not _listens(port):
                assert nginx.poll() is None, (folder / "error.log").read_text()
            yield port, folder / "access.log"
        finally:
            nginx.terminate()
            nginx.wait(20)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _documented(ports: Sequence[int], port: int, folder: Path, told: str) -> str:
    """The configuration of the documents, with our ports in place of its own, and without TLS."""
    blocks = re.findall(r"```nginx\n(.*?)```", (REPOSITORY / "docs" / "operator.md").read_text(), re.DOTALL)
    one, several = (
        next(block for block in blocks if word in block) for word in ("ssl_certificate", "upstream")
    )
    upgrade, server = one.split("\n\n", 1)
    before, inside = several.split("\n\n", 1)
    addresses = cycle(ports)
    before = re.sub(r"10\.0\.0\.\d+:8501", lambda _: f"127.0.0.1:{next(addresses)}", before)
    server = re.sub(r"(?m)^.*(ssl_certificate|server_name|access_log).*\n", "", server)
    server = server.replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    server = server.replace("        proxy_pass http://127.0.0.1:8501;\n", inside)
    kept = "\n".join(
        f"{name}_temp_path {folder / name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""
        daemon off; pid {folder / "nginx.pid"}; error_log {folder / "error.log"};
        events {{ worker_connections 1024; }}
        http {{
            {kept}
            {told}
            log_format who "$request_method $uri $status $upstream_addr";
            access_log {folder / "access.log"} who;
            {upgrade}
            {before}
            {server}
        }}
    """


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
