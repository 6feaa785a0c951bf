"""``geocode``: a file in, the same with the place of each row out. No database is opened."""

from __future__ import annotations

import sys
from argparse import Namespace

from dashboard.cli.opening import limits, open_resolver, open_settings, read, write
from dashboard.cli.saying import progress, sentences, speech_of
from dashboard.geocode_file import geocode_file
from dashboard.ingest import start_reader
from dashboard.reasons import Reason, Values


def geocode(options: Namespace) -> None:
    """Look up the place of each row."""
    settings = open_settings(options)
    data = read(options.file, settings.max_file_bytes)
    start_reader()
    with progress(options) as told:
        resolver = open_resolver(settings, told)
        geocoded = geocode_file(
            data, resolver, limits=limits(settings), progress=told, speech=speech_of(options)
        )
    write(options.output, geocoded.data)
    if sys.stderr.isatty():
        counts = tuple(Reason(f"rows_{status}", {"n": n}) for status, n in geocoded.counts.items())
        values: Values = {"n": sum(geocoded.counts.values()), "counts": counts}
        print(*sentences(options, Reason("rows_looked_up", values)), file=sys.stderr)
