"""Print every figure of the project as a ratio in one run: ``make bench`` (about twenty minutes on two cores).

``python -m bench pages load`` runs some of the parts alone.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from bench import phone, public, servers, viral
from bench.browser import Visit, chromium, load
from bench.desk import bench_desk
from bench.rows import write_rows
from bench.visitors import visit
from dashboard.exports import EXPORTERS

OUR_MARKER = ".bubble-anchor"
STOCK_MARKER = ".leaflet-marker-icon"
EXAMPLE = "/c/chechnya-2018"
VISITORS = 50
TURNS = 7


def bench_pages(work: Path) -> None:
    """10,000 actions: from navigation to a map with markers, and the bytes of its data."""
    data_dir = _imported(work, 10_000)
    with chromium() as browser:
        nothing, ours = _beside_nothing(browser, data_dir)
        _print(
            "10,000 actions, map with markers, beside a blank page",
            nothing.seconds,
            ours.seconds,
            "s",
            "blank",
        )
        with servers.stock(work / "rows-10000.csv") as server:
            stock = load(browser, server.url, map_marker=STOCK_MARKER, needs_others=True)
    _print("10,000 actions, navigation to map with markers", stock.seconds, ours.seconds, "s")
    _print("10,000 actions, WebSocket and data, uncompressed", _bytes(stock), _bytes(ours), "kB")
    print(f"  foreign hosts asked: stock {len(stock.foreign_hosts)}, ours {len(ours.foreign_hosts)}")


def _beside_nothing(browser: Browser, data_dir: Path) -> tuple[Visit, Visit]:
    """Of a blank page and of ours the visit of the median time, in turns, so that both meet the same machine."""
    blank_visits, our_visits = [], []
    with servers.blank() as blank, servers.ours(data_dir) as ours:
        load(browser, blank.url, map_marker=None)
        load(browser, ours.url, map_marker=OUR_MARKER)
        for _ in range(TURNS):
            blank_visits.append(load(browser, blank.url, map_marker=None))
            our_visits.append(load(browser, ours.url, map_marker=OUR_MARKER))
    return _median(blank_visits), _median(our_visits)


def bench_many(work: Path) -> None:
    """100,000 actions: the map beside a blank page."""
    data_dir = _imported(work, 100_000)
    with chromium() as browser:
        nothing, ours = _beside_nothing(browser, data_dir)
    _print(
        "100,000 actions, navigation to map with markers", nothing.seconds, ours.seconds, "s", peer="blank"
    )


def bench_load(work: Path) -> None:
    """1,000 actions, 50 visitors at once: script runs a second."""
    with servers.ours(_imported(work, 1_000)) as server:
        ours = visit(server.url, VISITORS, 15)
    with servers.stock(work / "rows-1000.csv") as server:
        stock = visit(server.url, VISITORS, 30)
    print(f"{VISITORS} visitors, 1,000 actions: script runs a second")
    print(f"  stock {stock.runs_per_second:.2f} ({stock.bytes_per_run / 1000:.0f} kB a run)")
    print(f"  ours  {ours.runs_per_second:.1f} ({ours.bytes_per_run / 1000:.0f} kB a run)")
    print(f"  ours / stock = {ours.runs_per_second / stock.runs_per_second:.0f}")


def bench_public(work: Path) -> None:
    """10,000 actions: how soon a click shows, answers a second, and what each page weighs beside a blank one."""
    with chromium() as browser, servers.ours(_imported(work, 10_000)) as server:
        for what, measure in (
            ("filter change", public.filter_seconds),
            ("language change", public.language_seconds),
            ("city's card", public.popup_seconds),
        ):
            took = public.median([measure(browser, server.url) for _ in range(3)])
            print(f"10,000 actions, {what}: {took:.2f} s after the click", flush=True)
        print("What pages weigh")
        with servers.blank() as nothing:
            weight = public.weigh(browser, nothing.url, shows="[data-testid=stMarkdown]")
            public.print_weight("blank page", weight)
        for path, shows in PAGES.items():
            in_frame, address = shows == OUR_MARKER, server.url + path
            public.print_weight(path, public.weigh(browser, address, shows=shows, in_frame=in_frame))
        for path in ("/", "/c/bench"):
            broken = public.violations(browser, server.url + path, shows=OUR_MARKER, in_frame=True)
            print(f"  {path} and its frame: {broken} violations that axe finds", flush=True)
    with servers.ours(_imported(work, 10_000)) as server:
        print("10,000 actions, answers a second of one process, whole and not modified")
        public.answers(server.url, ["/c/bench", *(f"/c/bench/actions.{one}" for one in EXPORTERS)])


def bench_phone(work: Path) -> None:
    """The example on a phone of 390 px with a quarter of the CPU, on two lines; a blank Streamlit page beside it."""
    data_dir = work / "example"
    with chromium() as browser, servers.example(data_dir) as server, servers.blank() as nothing:
        for line in (phone.SLOW, phone.FASTER):
            at = f"{line.kilobits} kbit/s, {line.milliseconds} ms"
            for path, in_frame in (("/", True), (EXAMPLE, True), (f"{EXAMPLE}/map", False)):
                one = phone.opened(browser, server.url + path, line, marker=OUR_MARKER, in_frame=in_frame)
                print(
                    f"Phone, {at}, {path}: bubbles after {one.bubbles:.1f} s, search after {one.search:.1f} s, "
                    f"{one.kilobytes:.0f} kB until the bubbles",
                    flush=True,
                )
            if line is phone.FASTER:
                text = phone.shown(browser, nothing.url, line, "[data-testid=stMarkdown]")
                print(f"Phone, {at}, blank Streamlit page: {text:.1f} s", flush=True)


def bench_viral(work: Path) -> None:
    """1,000 viewers of the light page with its map within 10 s, by one process."""
    for name, serving, path in (
        ("example", servers.example(work / "example"), EXAMPLE),
        ("10,000 actions", servers.ours(_imported(work, 10_000)), "/c/bench"),
    ):
        with serving as server:
            paths = viral.addresses(server.url, path)
            found = viral.crowd(server.url, paths)
            print(
                f"{viral.VIEWERS:,} viewers of {path} and its map within {viral.SECONDS:.0f} s, {name}: "
                f"{found.slowest_of_twenty:.2f} s at the 95th percentile, median {found.median:.2f} s; "
                f"{found.requests:,} requests, {found.errors} errors, "
                f"{server.sockets} connections and no session left; {viral.kilobytes(server.url, paths):.0f} kB each",
                flush=True,
            )


def bench_memory(work: Path) -> None:
    """Memory of the server with 10,000 actions, at rest and with 50 visitors."""
    with servers.ours(_imported(work, 10_000)) as server:
        resting = server.resident_megabytes
        visit(server.url, VISITORS, 15)
        busy = server.resident_megabytes
    print(f"Server memory, 10,000 actions: {resting:.0f} MB at rest, {busy:.0f} MB with {VISITORS} visitors")


def bench_import(work: Path) -> None:
    """Importing and geocoding through the command line, beside the start-up alone."""
    rows = write_rows(work / "rows-10000.csv", 10_000)
    named_only = work / "named-only.csv"
    named_only.write_text(_without_coordinates(rows.read_text(encoding="utf-8")), encoding="utf-8")
    start = _timed("--help")
    data_dir = work / "import-bench"
    _timed("import", named_only, "--campaign", "warm", "--create", "--data-dir", data_dir)
    took = _timed("import", named_only, "--campaign", "bench", "--create", "--data-dir", data_dir)
    print(
        f"Import and geocode 10,000 rows without coordinates: {took:.1f} s, of which start-up {start:.1f} s"
    )
    many = work / "named-only-100000.csv"
    rows = write_rows(work / "rows-100000.csv", 100_000)
    many.write_text(_without_coordinates(rows.read_text(encoding="utf-8")), encoding="utf-8")
    took = _timed("geocode", many, "--output", work / "placed.csv", "--data-dir", data_dir)
    print(f"Look up the places of 100,000 rows: {took:.1f} s, start-up included")


def bench_geocoding(work: Path) -> None:
    """The geocoder's own measurements."""
    subprocess.run([sys.executable, "-m", "bench.geocoding"], check=True)


def _without_coordinates(text: str) -> str:
    lines = (line.split(",") for line in text.splitlines())
    return "\n".join(",".join([*cells[:4], *cells[6:]]) for cells in lines)


def _imported(work: Path, count: int) -> Path:
    """A data directory with so many actions in it."""
    data_dir = work / f"data-{count}"
    if not data_dir.exists():
        rows = write_rows(work / f"rows-{count}.csv", count)
        _timed("import", rows, "--campaign", "bench", "--create", "--data-dir", data_dir)
    return data_dir


def _timed(*arguments: str | Path) -> float:
    started = time.perf_counter()
    command = [sys.executable, "-m", "dashboard", *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - started


def _median(visits: list[Visit]) -> Visit:
    middle = statistics.median_low([visit.seconds for visit in visits])
    return next(visit for visit in visits if visit.seconds == middle)


def _bytes(visit: Visit) -> float:
    return (visit.socket_bytes + visit.data_bytes) / 1000


def _print(what: str, peer_value: float, ours: float, unit: str, peer: str = "stock") -> None:
    print(
        f"{what}: {peer} {peer_value:.1f} {unit}, ours {ours:.1f} {unit}; ours / {peer} = {ours / peer_value:.3f}",
        flush=True,
    )


PAGES = {
    "/": OUR_MARKER,
    "/?show=list": "ul.actions",
    "/?show=counts": "table.counts",
    "/c/bench": "ul.actions",
    "/c/bench/feeds": "h1",
    "/c/bench/share": "h1",
    "/about": "h1",
}
"""The pages of the public, and what is there once each is."""

PARTS: dict[str, Callable[[Path], None]] = {
    "pages": bench_pages,
    "many": bench_many,
    "load": bench_load,
    "public": bench_public,
    "phone": bench_phone,
    "viral": bench_viral,
    "memory": bench_memory,
    "import": bench_import,
    "desk": bench_desk,
    "geocoding": bench_geocoding,
}


def main() -> None:
    """Run the named parts, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", choices=[*PARTS, []], help="which parts to run; all if none is named"
    )
    chosen = parser.parse_args().parts or list(PARTS)
    with tempfile.TemporaryDirectory() as folder:
        for part in chosen:
            PARTS[part](Path(folder))


if __name__ == "__main__":
    main()
