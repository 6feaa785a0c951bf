"""``import`` and ``sharpen``: actions are put on the map of a campaign, and nearer to where they are."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dashboard import publishing, sharpening
from dashboard.cli.campaigns import find_campaign, where
from dashboard.cli.opening import limits, open_resolver, open_settings, open_store, read
from dashboard.cli.saying import as_json, progress, tell
from dashboard.errors import ActionMapError
from dashboard.geocoding import open_gazetteer
from dashboard.geocoding.online.client import open_online
from dashboard.ingest import FIELDS, start_reader
from dashboard.ingest.columns import name_of
from dashboard.ingest.doubt import listed
from dashboard.reasons import Reason


def import_file(options: Namespace) -> None:
    """Publish the rows of a file, or say what would happen."""
    settings = open_settings(options)
    data = read(options.file, settings.max_file_bytes)
    name = "stdin" if options.file == "-" else Path(options.file).name
    start_reader()
    with open_store(settings) as store:
        is_new = options.create and all(one.slug != options.campaign for one in store.campaigns())
        campaign = find_campaign(store, options.campaign, create=options.create, state=options.state)
        with progress(options) as told:
            preview = publishing.preview(
                store,
                open_resolver(settings, told),
                campaign,
                name,
                data,
                limits=limits(settings),
                progress=told,
                choices=publishing.Choices(
                    columns=_columns(options.column),
                    corrects=publishing.corrected(store, campaign.slug, name, options.corrects),
                ),
                holds_private=not options.accept_private,
            )
        for header in _columns(options.column):
            if header not in preview.columns:
                raise ActionMapError("no_such_column", column=header, names=listed(tuple(preview.columns)))
        leaving = store.desk.leaving(preview.upload)
        report = preview.report if options.dry_run else publishing.publish(store, preview)
        looks = (
            Reason("column_looks_like", {"column": header, "field": name_of(field)})
            for header, field in preview.suspects.items()
        )
        report = replace(report, notes=(*report.notes, *looks))
    if options.json:
        print(as_json(report, options))
        return
    tell(
        options,
        *publishing.explain(report, dry_run=options.dry_run),
        *publishing.explain_held(report),
        *publishing.explain_leaving(leaving),
        *([where(campaign)] if is_new and not options.dry_run else []),
    )


def _columns(written: Sequence[str]) -> dict[str, str]:
    """Header to field of what was said of columns; an empty field is of a column that is to be none."""
    chosen = dict(one.rpartition("=")[::2] for one in written)
    for field in chosen.values():
        if field and field not in FIELDS:
            raise ActionMapError("no_such_field", field=field, known=FIELDS)
    return chosen


def sharpen(options: Namespace) -> None:
    """Ask the online geocoder where venues are."""
    settings = open_settings(options)
    with open_store(settings) as store, progress(options) as told:
        campaign = store.campaign(options.campaign)
        online = open_online(
            settings.geocoder,
            store.geocoder_ledger(),
            open_gazetteer(settings.gazetteer_dir, progress=told),
            url=settings.geocoder_url,
            user_agent=settings.geocoder_user_agent,
            key=settings.geocoder_key,
            credit=settings.geocoder_attribution,
        )
        if options.resume:
            online.resume()
        report = sharpening.sharpen(store, online, campaign, limit=options.limit, progress=told)
    if options.json:
        print(as_json(report, options))
    else:
        tell(options, *sharpening.explain(report))
