"""``export``, ``keygen`` and ``verify``: what is public as a file, or as a signed folder for any web server."""

from __future__ import annotations

import os
from argparse import Namespace
from importlib import import_module
from pathlib import Path

from dashboard import signed_copy
from dashboard.cli.opening import open_settings, open_store, write
from dashboard.cli.saying import tell
from dashboard.errors import ActionMapError
from dashboard.exports import EXPORTERS
from dashboard.exports.edition import Edition
from dashboard.i18n import LANGUAGES
from dashboard.reasons import Reason, why


def export(options: Namespace) -> None:
    """Write what is public of a campaign."""
    if options.format == "site":
        _export_site(options)
        return
    if options.format not in EXPORTERS:
        raise ActionMapError("no_such_format", format=options.format, known=(*EXPORTERS, "site"))
    with open_store(open_settings(options)) as store:
        campaign = store.campaign(options.campaign)
        actions = store.public_actions(campaign.slug)
        edition = Edition(changed_at=store.totals(campaign.slug).updated_at)
    write(options.output, EXPORTERS[options.format].function(campaign, actions, edition))


def _export_site(options: Namespace) -> None:
    if options.output == "-":
        raise ActionMapError("copy_needs_folder")
    languages = tuple(filter(None, options.languages.split(",")))
    if unknown := [one for one in languages if one not in LANGUAGES]:
        raise ActionMapError("no_such_language", language=unknown[0], known=tuple(LANGUAGES))
    key = signed_copy.read_key(options.sign) if options.sign else None
    settings = open_settings(options)
    os.environ["ACTION_MAP_DATA_DIR"] = str(settings.data_dir)
    copying = import_module("dashboard.web.static_copy")
    try:
        files, changed = copying.write_copy(settings, options.campaign, Path(options.output), languages, key)
    except OSError as error:
        raise ActionMapError("folder_unwritable", folder=options.output, why=why(error)) from error
    tell(options, Reason("copy_written", {"n": files, "changed": changed, "folder": options.output}))


def make_key(options: Namespace) -> None:
    """Make a key and its public key."""
    public = signed_copy.make_key(options.file)
    tell(options, Reason("key_made", {"file": str(options.file), "public": str(public)}))


def verify(options: Namespace) -> None:
    """Say what has become of a copy's files."""
    found = list(signed_copy.differences(options.folder, options.key))
    if found:
        tell(options, *found)
        raise ActionMapError("copy_differs", folder=str(options.folder), n=len(found))
    key = {"file": str(options.key)}
    tell(options, Reason("copy_whole_signed", key) if options.key else Reason("copy_whole"))
