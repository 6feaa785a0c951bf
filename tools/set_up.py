"""Prepare a machine: the Python environment with pinned packages, and a browser for the tests.

Uses the standard library alone, since it runs before anything is installed. Says in one sentence what is missing
when it cannot be installed from here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NGINX = "nginx"
"""For the tests of several processes behind a proxy, which start it with a file of their own."""
SHELL = "chromium-headless-shell"
"""Debian's Chromium without windows, whose browser tests take a fifth less of the processor than the other's."""
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OFFICE = "libreoffice-calc-nogui"
"""A Debian package of some 300 MB, in which `make siege` opens the exported table."""
CHINESE = "fonts-wqy-microhei"
"""A Debian package of 2 MB. Arabic is in DejaVu, which comes with Chromium."""


def run(*command: str | Path, quiet: bool = False) -> bool:
    """Run a command; whether it succeeded. Its output is shown unless ``quiet``."""
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL if quiet else None).returncode == 0


def is_debian_root() -> bool:
    """Whether system packages can be installed with apt from here."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install_system_package(name: str) -> bool:
    """Install a Debian package; whether it worked."""
    print(f"Installing the system package {name} …", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    return run("apt-get", "update", "-qq", quiet=True) and run(
        "apt-get", "install", "-y", "-qq", "--no-install-recommends", name, quiet=True
    )


def environment(folder: Path) -> None:
    """A virtual environment with every pinned package and this project in it."""
    if sys.version_info < (3, 11):  # noqa: UP036  # this very file is what tells people so
        sys.exit(
            f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}: run `make PYTHON=python3.12 …`."
        )
    python = folder / "bin" / "python"
    if not python.exists():
        print(f"Creating the environment in {folder} …", flush=True)
        make_virtual_environment(folder)
    print("Installing the pinned packages; the first time takes about a minute …", flush=True)
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if not run(*pip, "--require-hashes", "-r", "requirements.txt"):
        sys.exit("The packages could not be installed: check the network, then run the command again.")
    if not run(*pip, "--no-deps", "--no-build-isolation", "--editable", "."):
        sys.exit("The project itself could not be installed: see the message above.")


def make_virtual_environment(folder: Path) -> None:
    """Create it, with Debian's package for that where it is missing."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if run(sys.executable, "-m", "venv", folder, quiet=True):
        return
    shutil.rmtree(folder, ignore_errors=True)
    installed = is_debian_root() and install_system_package(f"python{version}-venv")
    if installed and run(sys.executable, "-m", "venv", folder):
        return
    sys.exit(
        f"Python cannot create environments here: install python{version}-venv, then run the command again."
    )


def fonts() -> None:
    """Letters of Chinese for the browser tests, where there are none; the tests run without them too."""
    listed = shutil.which("fc-list") and subprocess.run(
        ("fc-list", ":lang=zh-cn", "family"), check=False, capture_output=True, text=True
    )
    if listed and listed.stdout.strip():
        return
    if not (is_debian_root() and install_system_package(CHINESE)):
        print(
            f"Pages in Chinese are drawn as boxes by the browser tests here: install {CHINESE} to see them."
        )


def proxy() -> None:
    """The nginx that the tests of several processes start; Debian has it where only root looks for programs."""
    if shutil.which(NGINX, path=f"{os.environ['PATH']}:/usr/sbin"):
        return
    if not (is_debian_root() and install_system_package(NGINX)):
        sys.exit(
            "The browser tests need nginx: install it with your system’s packages, then run `make test` again."
        )


def office(_folder: Path) -> None:
    """A spreadsheet without a window; the siege says so where there is none."""
    if not shutil.which("soffice") and is_debian_root():
        install_system_package(OFFICE)


def browser(folder: Path) -> None:
    """A Chromium that the browser tests can start: the system's, or Playwright's own."""
    fonts()
    proxy()
    if not shutil.which(SHELL) and is_debian_root() and install_system_package(SHELL):
        return
    if any(shutil.which(name) for name in BROWSERS):
        return
    if is_debian_root() and install_system_package("chromium"):
        return
    print("Installing Playwright’s Chromium …", flush=True)
    if not run(folder / "bin" / "playwright", "install", "chromium"):
        sys.exit(
            "The browser tests need Chromium: install it with your system’s packages, then run `make test` again."
        )


if __name__ == "__main__":
    {"environment": environment, "browser": browser, "office": office}[sys.argv[1]](Path(sys.argv[2]))
