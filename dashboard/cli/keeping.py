"""``retain``, ``rekey``, ``backup`` and ``restore``: what is kept, for how long, under which key, and where else."""

from __future__ import annotations

from argparse import Namespace

from dashboard import backup, retention
from dashboard.cli.opening import open_settings, open_store
from dashboard.cli.saying import as_json, tell
from dashboard.reasons import Reason
from dashboard.storage.sealing import make_key_file, new_key, read_keys


def retain(options: Namespace) -> None:
    """Delete what was kept long enough."""
    settings = open_settings(options)
    keeping = retention.Keeping(
        settings.keep_rows_days, settings.keep_contacts_days, settings.keep_audit_days
    )
    with open_store(settings, may_be_new=False) as store:
        forgotten = retention.retain(store, keeping)
    if options.json:
        print(as_json(forgotten, options))
    else:
        tell(options, *retention.explain(forgotten))


def rekey(options: Namespace) -> None:
    """With keys of the environment, the first of them; else a new one, beside the old ones until all is sealed."""
    settings = open_settings(options)
    if not settings.secret_key:
        with open_store(settings, may_be_new=False):
            pass  # a lost key is noticed before there is a new one
        keys = [new_key(), *read_keys("", settings.key_file)]
        make_key_file(settings.key_file, keys, replace=True)
    with open_store(settings, may_be_new=False) as store:
        sealed = store.reseal()
    if settings.secret_key:
        tell(options, Reason("sealed_with_first", {"n": sealed}))
    else:
        make_key_file(settings.key_file, keys[:1], replace=True)
        tell(options, Reason("sealed_with_new", {"n": sealed, "file": str(settings.key_file)}))


def back_up(options: Namespace) -> None:
    """Write all that is kept into a folder."""
    settings = open_settings(options)
    key_file = None if settings.secret_key else settings.key_file
    with open_store(settings, may_be_new=False) as store:
        tell(options, *backup.back_up(store, options.folder, key_file=key_file, key_copy=options.key))


def restore(options: Namespace) -> None:
    """Bring a backup into an empty database."""
    settings = open_settings(options)
    setting, key_file = settings.secret_key, settings.key_file
    backup.take_keys(options.folder, setting=setting, key_file=key_file, key_copy=options.key)
    with open_store(settings) as store:
        tell(options, backup.restore(store, options.folder))
