"""What is shipped to operators as containers: the image has all that it needs, and no rights that it does not."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from fnmatch import fnmatch
from pathlib import Path

import pytest

from dashboard.config import Settings

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def steps(instruction: str) -> list[str]:
    """What each such line of Containerfile says, with the lines that go on joined."""
    joined = read("Containerfile").replace("\\\n", " ")
    return re.findall(rf"(?m)^{instruction} +(.*)$", joined)


def copied() -> list[str]:
    """The paths that are copied from the repository into the build."""
    return [path for step in steps("COPY") if "--from" not in step for path in step.split()[:-1]]


def is_within(path: str, folders: list[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


@pytest.mark.parametrize("path", copied())
def test_what_the_image_copies_exists_and_is_sent_to_the_build(path: str) -> None:
    assert (ROOT / path).exists()
    lines = read(".containerignore").splitlines()
    assert "*" in lines
    assert is_within(path, [line[1:] for line in lines if line.startswith("!")])


def test_the_image_copies_all_that_the_package_is_built_from() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    licences = [str(file.relative_to(ROOT)) for file in sorted((ROOT / "LICENSES").iterdir())]
    needed = ["pyproject.toml", project["project"]["readme"], *wheel["packages"], *wheel["force-include"]]
    needed += [
        one
        for one in ["LICENSE", *licences]
        if any(fnmatch(one, pattern) for pattern in project["project"]["license-files"])
    ]
    assert [path for path in needed if not is_within(path, copied())] == []


def test_the_image_has_the_packages_of_a_server_by_their_hashes() -> None:
    installs = " ".join(steps("RUN"))
    assert re.findall(r"-r (\S+)", installs) == ["requirements-server.txt"]
    assert installs.count("pip install") == installs.count("--require-hashes") + installs.count("--no-deps")


def test_the_image_runs_without_rights_and_says_whether_it_is_well() -> None:
    *_, user = steps("USER")
    assert user.isdigit()
    assert int(user) > 0
    assert steps("VOLUME") == ["/data"]
    [check] = steps("HEALTHCHECK")
    assert f"http://127.0.0.1:{Settings().port}/healthz" in check


def test_each_container_of_compose_is_read_only_and_has_no_rights() -> None:
    text = read("compose.yaml")
    server, services = text.split("\nvolumes:\n")[0].split("\nservices:\n")
    others = re.split(r"(?m)^  (?=\w+:\n)", services)[1:]
    images = [one for one in others if "<<: *server" not in one]
    assert (len(others), len(images)) == (4, 2)
    for one in [server, *images]:
        assert "read_only: true" in one
        assert "cap_drop: [ALL]" in one
        assert "no-new-privileges:true" in one
    # Ours has these two in its image.
    assert [one for one in images if "healthcheck:" not in one or "user:" not in one] == []
    known = {f"ACTION_MAP_{setting.name.upper()}" for setting in fields(Settings)}
    assert set(re.findall(r"ACTION_MAP_\w+", text)) <= known


def test_what_compose_asks_for_is_explained_to_operators() -> None:
    asked = set(re.findall(r"\$\{(\w+):\?", read("compose.yaml")))
    section = read("docs/operator.md").split("\n## In containers\n")[1].split("\n## ")[0]
    assert asked == set(re.findall(r"(?m)^(\w+)=", section))
    given = re.findall(r"/etc/action-map/(tls/\S+);", read("deploy/nginx.conf"))
    assert len(given) == 2
    assert all(f"`{path}`" in section for path in given)


def test_nginx_of_compose_does_what_operators_are_told_of_proxies() -> None:
    """docs/operator.md names its own machines and files; tests/browser/test_behind_nginx.py runs what it says."""
    ours = {line.strip() for line in read("deploy/nginx.conf").splitlines()}
    told = "\n".join(re.findall(r"(?s)```nginx\n(.*?)```", read("docs/operator.md")))
    missing = {line.strip() for line in told.splitlines()} - ours
    names = r"listen |server_name |ssl_certificate|server 10\.0\.0\.|proxy_pass http://127\.0\.0\.1"
    assert {line for line in missing if not re.match(names, line)} == set()
    addresses = re.findall(r"ipv4_address: ([\d.]+)", read("compose.yaml"))
    assert re.findall(r"server (\S+) max_fails", read("deploy/nginx.conf")) == [
        f"{address}:{Settings().port}" for address in addresses
    ]


def test_what_reads_a_file_may_end_without_the_map() -> None:
    """By default systemd stops a unit of which the kernel has ended a process, and MemoryHigh slows all of it down."""
    unit = read("docs/operator.md").split("```ini\n")[1].split("```")[0]
    told = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line and "Environment" not in line)
    assert told["OOMPolicy"] == "continue"
    assert {"LimitNOFILE", "MemoryMax", "TasksMax"} < told.keys()
    assert "MemoryHigh" not in told
    assert 'oom_score_adj").write_text("1000"' in read("dashboard/ingest/worker.py")
