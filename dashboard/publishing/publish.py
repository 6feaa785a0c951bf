"""Publishing what was previewed, by the command line and by people who are signed in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace

from dashboard.accounts import Person, Role, allows, is_trusted, record, require
from dashboard.bundled import bundled
from dashboard.campaign_words import read_words
from dashboard.geocoding import Resolver
from dashboard.ingest import Limits
from dashboard.model import Campaign, ImportReport
from dashboard.publishing.past import check_corrects
from dashboard.publishing.preview import NO_CHOICES, Choices, Preview, preview
from dashboard.publishing.report import with_news
from dashboard.reasons import Progress
from dashboard.storage import Store


@dataclass(frozen=True, slots=True)
class Published:
    """What came of an upload. While it is ``pending`` nothing is public: a moderator looks at it first.

    ``import_id`` is ``None`` where nothing changed, so that nothing was kept.
    """

    report: ImportReport
    pending: bool
    import_id: int | None


def publish(store: Store, previewed: Preview) -> ImportReport:
    """Write what was previewed, in one transaction. The same file again changes nothing and says so."""
    return with_news(store.record_import(previewed.upload))


def publish_example(
    store: Store, resolver: Resolver, *, limits: Limits, progress: Progress | None = None
) -> ImportReport:
    """Publish the example campaign that ships with the program."""
    campaign = Campaign(**tomllib.loads(bundled("example", "campaign.toml").read_text("utf-8")))
    campaign = read_words(campaign, bundled("example", "words.toml").read_text("utf-8"))
    file = bundled("example", "actions.csv")
    data = file.read_bytes()
    return publish(
        store, preview(store, resolver, campaign, file.name, data, limits=limits, progress=progress)
    )


def preview_upload(
    store: Store,
    by: Person | None,
    resolver: Resolver,
    slug: str,
    file_name: str,
    data: bytes,
    *,
    limits: Limits,
    choices: Choices = NO_CHOICES,
    progress: Progress | None = None,
) -> Preview:
    """What an organiser's file would do. Called again with more choices, it says what is left to do.

    Raises:
        NotAllowed: they are no organiser of the campaign, or it corrects somebody else's file. Nothing of the file
            was looked at.
        ActionMapError: the file that it corrects is no longer there.
        UnreadableFile: the bytes are no table, or go over a limit of the whole file.
    """
    person = require(by, slug, Role.ORGANISER)
    check_corrects(store, person, slug, choices.corrects)
    campaign = store.campaign(slug)
    return preview(
        store,
        resolver,
        campaign,
        file_name,
        data,
        limits=limits,
        choices=choices,
        progress=progress,
        imported_by=person.id,
        keeps_to_own=not allows(person, slug, Role.MODERATOR),
    )


def publish_upload(store: Store, by: Person | None, previewed: Preview) -> Published:
    """Write what was previewed in one transaction, or keep it for a moderator while they are not trusted yet.

    Raises:
        NotAllowed: they are no organiser of the campaign.
    """
    slug = previewed.upload.campaign.slug
    person = require(by, slug, Role.ORGANISER)
    with store.transaction(slug):
        check_corrects(store, person, slug, previewed.upload.corrects)
        own = not allows(person, slug, Role.MODERATOR)
        upload = replace(previewed.upload, imported_by=person.id, keeps_to_own=own)
        if not is_trusted(person, slug):
            import_id = store.desk.propose(upload)
            record(store, person, "uploaded for review", "import", str(import_id), campaign=slug)
            return Published(previewed.report, pending=True, import_id=import_id)
        report, written = store.desk.record(upload)
        if written is not None:
            record(store, person, "published", "import", str(written), campaign=slug)
        return Published(with_news(report), pending=False, import_id=written)
