"""The command line: arguments in, one call, words out.

Exit codes: 0 it worked (rows that wait or were rejected are part of working); 1 something that we foresaw,
in one sentence on stderr; 2 the arguments are not understood; 130 stopped with Ctrl-C; 141 the reader of our
output went away.

What a command needs is imported when it runs, so that ``--help`` answers at once and ``geocode`` loads no
database.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, fields, is_dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.arguments import build_parser
from dashboard.errors import ActionMapError, SettingError, UnknownCampaign, UnreadableFile

if TYPE_CHECKING:
    from dashboard.config import Settings
    from dashboard.geocoding import Resolver
    from dashboard.i18n import Speech
    from dashboard.ingest import Limits
    from dashboard.model import Campaign
    from dashboard.reasons import Reason
    from dashboard.storage import Store

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_BAR = "{desc} {bar} {n:,} of {total:,}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = build_parser().parse_args(arguments)
    try:
        COMMANDS[options.command](options)
        sys.stdout.flush()
    except ActionMapError as error:
        print(_said(error, options), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0


def _run(options: Namespace) -> None:
    settings = _settings(options, port=options.port)
    _check_port(settings)
    _prepare(settings, example=not options.no_example)
    os.environ["ACTION_MAP_DATA_DIR"] = str(settings.data_dir)
    os.environ["ACTION_MAP_PORT"] = str(settings.port)
    # The two doors do not import each other: this one opens the other by its name.
    import_module("dashboard.web.server").serve(settings)


def _import(options: Namespace) -> None:
    from dashboard import publishing
    from dashboard.ingest import start_reader

    data, name = _read(options.file), _name(options.file)
    settings = _settings(options)
    start_reader()
    with _open_store(settings) as store:
        is_new = options.create and all(one.slug != options.campaign for one in store.campaigns())
        campaign = _campaign(store, options.campaign, create=options.create, state=options.state)
        with _progress() as progress:
            preview = publishing.preview(
                store,
                _open_resolver(settings, progress),
                campaign,
                name,
                data,
                limits=_limits(settings),
                progress=progress,
                choices=publishing.Choices(
                    corrects=publishing.corrected(store, campaign.slug, name, options.corrects)
                ),
                holds_private=not options.accept_private,
            )
        leaving = publishing.leaving(store, preview)
        report = preview.report if options.dry_run else publishing.publish(store, preview)
    explained = [
        *publishing.explain(report, dry_run=options.dry_run),
        *publishing.explain_held(report),
        *publishing.explain_leaving(leaving),
    ]
    lines = [_as_json(report, _speech(options))] if options.json else _lines(explained, options)
    if is_new and not options.json and not options.dry_run:
        lines.append(_where(campaign))
    print("\n".join(lines))


def _geocode(options: Namespace) -> None:
    from dashboard.geocode_file import geocode_file
    from dashboard.ingest import start_reader

    data = _read(options.file)
    settings = _settings(options)
    start_reader()
    with _progress() as progress:
        resolver = _open_resolver(settings, progress)
        geocoded = geocode_file(
            data, resolver, limits=_limits(settings), progress=progress, speech=_speech(options)
        )
    _write(options.output, geocoded.data)
    if sys.stderr.isatty():
        counts = ", ".join(f"{number:,} {status}" for status, number in geocoded.counts.items())
        print(f"{sum(geocoded.counts.values()):,} rows: {counts.replace('_', ' ')}.", file=sys.stderr)


def _export(options: Namespace) -> None:
    from dashboard.exports import EXPORTERS, Edition

    if options.format == "site":
        _export_site(options)
        return
    if options.format not in EXPORTERS:
        raise ActionMapError("no_such_format", format=options.format, known=(*EXPORTERS, "site"))
    with _open_store(_settings(options)) as store:
        campaign = store.campaign(options.campaign)
        actions = store.public_actions(campaign.slug)
        edition = Edition(changed_at=store.totals(campaign.slug).updated_at)
    _write(options.output, EXPORTERS[options.format].function(campaign, actions, edition))


def _export_site(options: Namespace) -> None:
    from dashboard.i18n import LANGUAGES
    from dashboard.signed_copy import read_key

    if options.output == "-":
        raise ActionMapError("copy_needs_folder")
    languages = tuple(filter(None, options.languages.split(",")))
    if unknown := [one for one in languages if one not in LANGUAGES]:
        raise ActionMapError("no_such_language", language=unknown[0], known=tuple(LANGUAGES))
    key = read_key(options.sign) if options.sign else None
    settings = _settings(options)
    os.environ["ACTION_MAP_DATA_DIR"] = str(settings.data_dir)
    copying = import_module("dashboard.web.static_copy")
    try:
        files, changed = copying.write_copy(settings, options.campaign, Path(options.output), languages, key)
    except OSError as error:
        raise ActionMapError("folder_unwritable", folder=options.output, why=_why(error)) from error
    print(f"{files:,} files are in {options.output}, {changed:,} of them new or changed.")


def _make_key(options: Namespace) -> None:
    from dashboard.signed_copy import make_key

    public = make_key(options.file)
    print(f"The key is in {options.file}: keep it to yourself. Give everybody {public}.")


def _verify(options: Namespace) -> None:
    from dashboard.signed_copy import differences

    found = list(differences(options.folder, options.key))
    for name, what in found:
        print(f"{what}: {name}")
    if found:
        raise ActionMapError("copy_differs", folder=str(options.folder), n=str(len(found)))
    signed = f"is signed with {options.key}" if options.key else "was not asked for its signature (--key PUB)"
    print(f"All files are as in the list, which {signed}.")


def _change_campaign(options: Namespace) -> None:
    from dashboard import accounts, campaign_words
    from dashboard.model import CampaignState

    words = {name: getattr(options, name) for name in ("title", "summary", "call_to_action", "day", "starts")}
    with _open_store(_settings(options)) as store:
        campaign = _campaign(store, options.slug, create=True)
        if options.words:
            campaign = campaign_words.read_words(campaign, _read_text(options.words))
        campaign = replace(campaign, **{name: value for name, value in words.items() if value is not None})
        if options.state:
            campaign = replace(campaign, state=CampaignState(options.state))
        campaign_words.change_campaign(store, accounts.OPERATOR, campaign)
    print(_where(campaign))


def _sharpen(options: Namespace) -> None:
    from dashboard import sharpening
    from dashboard.geocoding import open_gazetteer
    from dashboard.geocoding.online.client import open_online

    settings = _settings(options)
    with _open_store(settings) as store, _progress() as progress:
        campaign = store.campaign(options.campaign)
        online = open_online(
            settings.geocoder,
            store.geocoder_ledger(),
            open_gazetteer(settings.gazetteer_dir, progress=progress),
            url=settings.geocoder_url,
            user_agent=settings.geocoder_user_agent,
            key=settings.geocoder_key,
        )
        if options.resume:
            online.resume()
        report = sharpening.sharpen(store, online, campaign, limit=options.limit, progress=progress)
    lines = (
        [_as_json(report, _speech(options))] if options.json else _lines(sharpening.explain(report), options)
    )
    print("\n".join(lines))


def _retain(options: Namespace) -> None:
    from dashboard.retention import Keeping, explain, retain

    settings = _settings(options)
    keeping = Keeping(settings.keep_rows_days, settings.keep_contacts_days, settings.keep_audit_days)
    with _open_store(settings) as store:
        forgotten = retain(store, keeping)
    lines = _lines([(one,) for one in explain(forgotten)], options)
    print(json.dumps(asdict(forgotten)) if options.json else "\n".join(lines))


def _rekey(options: Namespace) -> None:
    """With keys of the environment, the first of them; else a new one, beside the old ones until all is sealed."""
    from dashboard.storage.sealing import make_key_file, new_key, read_keys

    settings = _settings(options)
    if not settings.secret_key:
        with _open_store(settings):
            pass  # a lost key is noticed before there is a new one
        keys = [new_key(), *read_keys("", settings.key_file)]
        make_key_file(settings.key_file, keys, replace=True)
    with _open_store(settings) as store:
        sealed = store.reseal()
    if settings.secret_key:
        print(f"{sealed:,} values are sealed with the first key of ACTION_MAP_SECRET_KEY. Remove the others.")
    else:
        make_key_file(settings.key_file, keys[:1], replace=True)
        print(f"{sealed:,} values are sealed with a new key, which is in {settings.key_file}.")


def _back_up(options: Namespace) -> None:
    from dashboard import backup

    settings = _settings(options)
    key_file = None if settings.secret_key else settings.key_file
    with _open_store(settings) as store:
        lines = backup.back_up(store, options.folder, key_file=key_file, key_copy=options.key)
    print("\n".join(lines))


def _restore(options: Namespace) -> None:
    from dashboard import backup

    settings = _settings(options)
    if options.key and not settings.secret_key:
        backup.take_key(options.key, settings.key_file)
    if not settings.secret_key and not settings.key_file.exists():
        raise ActionMapError("backup_needs_key")
    with _open_store(settings) as store:
        print("\n".join(backup.restore(store, options.folder)))


def _organiser(options: Namespace) -> None:
    from dashboard import accounts

    settings = _settings(options)
    with _open_store(settings) as store:
        role = accounts.Role(options.role)
        if not options.campaign and not options.new_password and role is not accounts.Role.ADMINISTRATOR:
            raise ActionMapError("campaign_not_named")
        token = accounts.invite(
            store, accounts.OPERATOR, options.email, options.campaign, role, resets=options.new_password
        )
    print(f"Send this link to {options.email}. It works once, within 24 hours:", file=sys.stderr)
    print(f"{settings.site}/invitation/{token}")


def _settings(options: Namespace, *, port: int | None = None) -> Settings:
    """The settings, with a data directory that exists and can be written to."""
    from dashboard.config import read_settings

    settings = read_settings(data_dir=options.data_dir, port=port)
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError("folder_not_usable", folder=str(folder), why=_why(error)) from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise SettingError("folder_not_writable", folder=str(folder))
    return settings


def _limits(settings: Settings) -> Limits:
    from dashboard.ingest import Limits

    return Limits(
        settings.max_file_bytes, settings.max_rows, settings.max_columns, settings.max_cell_characters
    )


def _open_store(settings: Settings) -> closing[Store]:
    from dashboard.storage import Store

    return closing(Store.open(settings.database, key=settings.secret_key, key_file=settings.key_file))


def _open_resolver(settings: Settings, progress: Progress | None) -> Resolver:
    from dashboard.geocoding import Resolver, open_gazetteer

    return Resolver(open_gazetteer(settings.gazetteer_dir, progress=progress))


def _where(campaign: Campaign) -> str:
    """Who sees a campaign, and where."""
    match campaign.state.value:
        case "draft":
            return f"“{campaign.title}” is a draft: its people alone see it, at ?campaign={campaign.slug}"
        case "unlisted":
            return (
                f"“{campaign.title}” is unlisted: whoever has the link sees it, at ?campaign={campaign.slug}"
            )
        case "closed":
            return f"“{campaign.title}” is closed: it takes no submissions, and is shown at ?campaign={campaign.slug}"
        case _:
            return f"“{campaign.title}” is public: it is shown at ?campaign={campaign.slug}"


def _campaign(store: Store, slug: str, *, create: bool, state: str | None = None) -> Campaign:
    from dashboard.model import Campaign, CampaignState
    from dashboard.publishing import checked_slug

    try:
        known = store.campaign(slug)
        if state and known.state != state:
            raise ActionMapError(
                "campaign_of_other_state", title=known.title, state=str(known.state), slug=slug, wanted=state
            )
        return known
    except UnknownCampaign as error:
        if not create:
            raise ActionMapError("unknown_campaign_to_create", slug=slug) from error
    words = slug.replace("-", " ")
    return Campaign(checked_slug(slug), words[:1].upper() + words[1:], state=CampaignState(state or "public"))


def _check_port(settings: Settings) -> None:
    """Say that the port is taken before the long steps begin."""
    family = socket.AF_INET6 if ":" in settings.address else socket.AF_INET
    try:
        socket.create_server((settings.address, settings.port), family=family).close()
    except OSError as error:
        raise SettingError(
            "port_taken",
            port=str(settings.port),
            address=settings.address,
            why=_why(error),
            other=str(min(settings.port + 1, 65535)),
        ) from error


def _prepare(settings: Settings, *, example: bool) -> None:
    """Do everything that the first visitor should not have to wait for."""
    from dashboard import publishing

    with _open_store(settings) as store:
        with _progress(in_lines=True) as progress:
            resolver = _open_resolver(settings, progress)
        with _progress() as progress:
            if example and not store.campaigns():
                publishing.publish_example(store, resolver, limits=_limits(settings), progress=progress)
        campaigns = store.campaigns()
    if campaigns and all(campaign.is_example for campaign in campaigns):
        print("This is example data.", flush=True)


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UnreadableFile("file_unreadable", name=name, why=_why(error)) from error


def _read_text(name: str) -> str:
    try:
        return _read(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("file_not_utf_8", name=name) from error


def _name(file: str) -> str:
    return "standard input" if file == "-" else Path(file).name


def _write(name: str, data: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then moved there."""
    if name == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(name)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        raise ActionMapError("file_unwritable", name=name, why=_why(error)) from error
    finally:
        beside.unlink(missing_ok=True)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).partition(" (")[0].lower()


def _in_lines(told: set[str]) -> Progress:
    def show(stage: str, done: int, total: int) -> None:
        if stage not in told:
            told.add(stage)
            print(f"{stage} …", file=sys.stderr, flush=True)

    return show


@contextmanager
def _progress(*, in_lines: bool = False) -> Iterator[Progress | None]:
    """A bar for what takes long, on a terminal. It goes when the work is done.

    Elsewhere nothing, or where ``in_lines`` asks for it each step once, as for the log of a service.
    """
    if not sys.stderr.isatty():
        yield _in_lines(set()) if in_lines else None
        return
    from tqdm import tqdm

    with ExitStack() as bars:
        shown: list[tqdm] = []

        def show(stage: str, done: int, total: int) -> None:
            if not shown or shown[-1].total != total:
                bars.close()
                bar = tqdm(desc=stage, total=total, leave=False, bar_format=_BAR)
                shown.append(bars.enter_context(bar))
            shown[-1].set_description_str(stage, refresh=False)
            shown[-1].n = done
            shown[-1].refresh()

        yield show


def _speech(options: Namespace) -> Speech:
    """The language that was asked for with --lang, else that of the environment, as gettext looks for it."""
    from dashboard.i18n import speech

    wanted = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return speech(options.lang or next(filter(None, wanted), ""))


def _said(error: ActionMapError, options: Namespace) -> str:
    from dashboard.i18n import say

    return say(_speech(options), error)


def _lines(explained: Sequence[tuple[Reason, ...]], options: Namespace) -> list[str]:
    from dashboard.i18n import say_all

    return [say_all(_speech(options), *line) for line in explained]


def _as_json(report: object, speech: Speech) -> str:
    """A report for a program: each problem and note in it as a code with values, and as a sentence."""
    return json.dumps(_told(report, speech), ensure_ascii=False, indent=1)


def _told(value: Any, speech: Speech) -> Any:
    from dashboard.i18n import say
    from dashboard.model import RowProblem
    from dashboard.reasons import Reason, values_json

    if isinstance(value, RowProblem | Reason):
        said = say(speech, value)
        return {**_fields(value), "values": values_json(value.values), "message": said}
    if is_dataclass(value):
        return {name: _told(one, speech) for name, one in _fields(value).items()}
    return [_told(one, speech) for one in value] if isinstance(value, tuple | list) else value


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a dataclass by name, as they are."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


COMMANDS: Mapping[str, Callable[[Namespace], None]] = {
    "run": _run,
    "import": _import,
    "geocode": _geocode,
    "export": _export,
    "keygen": _make_key,
    "verify": _verify,
    "campaign": _change_campaign,
    "sharpen": _sharpen,
    "organiser": _organiser,
    "retain": _retain,
    "rekey": _rekey,
    "backup": _back_up,
    "restore": _restore,
}
