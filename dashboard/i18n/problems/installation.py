"""What is wrong with the database, its key, the index of places, or the online geocoder."""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "actions_not_read": text("The actions were not read."),
    "database_away": text("The database at {where} cannot be used just now: {why}."),
    "database_damaged": text(
        "The database at {where} is damaged: {why}. Stop the program and restore the last backup."
    ),
    "database_encoding": text(
        "The database at {where} keeps texts as {encoding}, in which not all letters can be written. Make one with "
        "createdb --encoding=UTF8 --template=template0."
    ),
    "database_full": text(
        "The database at {where} cannot be written to: {why}. Make room on the disk, then try again."
    ),
    "database_readonly": text(
        "The database at {where} cannot be written to: {why}. Give its file and folder to the user that runs the "
        "program."
    ),
    "database_of_later_version": text(
        "The database was written by a later version of this program. Install that version, or a newer."
    ),
    "database_silent": text("The database at {where} cannot be used just now: it did not answer."),
    "database_emptied": text(
        "The database file {file} is empty, and {trace} beside it shows that it was in use. Delete the empty file, "
        "then restore the last backup, or begin anew without one."
    ),
    "database_slow": text("The database is slow: visitors see what was known last."),
    "database_uncreatable": text(
        "The database file {file} cannot be made: {why}. Choose another folder with --data-dir."
    ),
    "database_url": text(
        "The database URL cannot be used. Write sqlite:///path/to/file.sqlite or "
        "postgresql+psycopg://user:password@host/name in ACTION_MAP_DATABASE_URL."
    ),
    "database_without_tables": text("The database has no tables. Start the program again to make them."),
    "geocoder_agent_missing": text(
        "ACTION_MAP_GEOCODER_USER_AGENT is not set, and the people who run the geocoder must know "
        "who asks. Say who asks and how to reach you, such as “Lanterns for Minsk "
        "(+https://lanterns.net/contact)”."
    ),
    "geocoder_agent_nobody": text(
        "ACTION_MAP_GEOCODER_USER_AGENT is “{agent}”, which does not say who you are. Say who asks "
        "and how to reach you, such as “Lanterns for Minsk (+https://lanterns.net/contact)”."
    ),
    "geocoder_agent_odd": text(
        "ACTION_MAP_GEOCODER_USER_AGENT must be at most 200 plain letters, digits and signs. Say who "
        "asks and how to reach you, such as “Lanterns for Minsk (+https://lanterns.net/contact)”."
    ),
    "geocoder_agent_unreachable": text(
        "ACTION_MAP_GEOCODER_USER_AGENT is “{agent}”, which gives no web address or e-mail to reach "
        "you. Say who asks and how to reach you, such as “Lanterns for Minsk "
        "(+https://lanterns.net/contact)”."
    ),
    "geocoder_away": text("The geocoder could not be asked: {why}."),
    "geocoder_busy": text("The geocoder is busy with other questions of this installation."),
    "geocoder_needs_key": text("“{name}” needs a key: set ACTION_MAP_GEOCODER_KEY."),
    "geocoder_needs_more": text(
        "“{name}” needs more than we can give it ({missing:commas}). Choose another."
    ),
    "geocoder_needs_url": text("“{name}” needs an address: set ACTION_MAP_GEOCODER_URL."),
    "geocoder_no_key": text("“{name}” takes no key: leave ACTION_MAP_GEOCODER_KEY empty."),
    "geocoder_off": text(
        "No online geocoder is switched on, so nobody is asked. Set ACTION_MAP_GEOCODER to nominatim "
        "or photon."
    ),
    "geocoder_one_address": text("“{name}” is at one address alone: leave ACTION_MAP_GEOCODER_URL empty."),
    "geocoder_pause_hours": count(
        "The geocoder is left alone for another {n} hour: {why}.",
        "The geocoder is left alone for another {n} hours: {why}.",
    ),
    "geocoder_pause_minutes": count(
        "The geocoder is left alone for another {n} minute: {why}.",
        "The geocoder is left alone for another {n} minutes: {why}.",
    ),
    "geocoder_pause_seconds": count(
        "The geocoder is left alone for another {n} second: {why}.",
        "The geocoder is left alone for another {n} seconds: {why}.",
    ),
    "geocoder_refused": text(
        "The geocoder refused us and is not asked again until you act: {why}. Read its terms of use, "
        "put right what is wrong, and then run “action-map sharpen” with --resume."
    ),
    "geocoder_settings": text("ACTION_MAP_GEOCODER “{name}” cannot be used with these settings: {why}."),
    "geocoder_unknown": text(
        "ACTION_MAP_GEOCODER is “{name}”, which we do not know. Write nominatim, photon, or the name "
        "of another service that geopy knows, such as opencage. Empty asks nobody."
    ),
    "geocoder_url_password": text(
        "ACTION_MAP_GEOCODER_URL cannot hold a password. Put the key in ACTION_MAP_GEOCODER_KEY."
    ),
    "index_being_built": text("The index of places is being built. Please try again in a minute."),
    "index_not_built": text("The index of places cannot be built: its process has no output."),
    "index_damaged": text(
        "The index of places in {folder} is damaged. Start the program again: it builds the index anew."
    ),
    "index_of_other_version": text("The index of places was built by another version of this program."),
    "index_unreadable": text("The index of places in {directory} cannot be read: {why}."),
    "index_unwritable": text("The index of places cannot be written to {directory}: {why}"),
    "index_without_london": text("The index of places does not know London: delete it, it is built again."),
    "key_damaged": text(
        "The file {file} holds no key: it is empty or damaged. Put a copy of the key in its place, or delete it if "
        "there never was one."
    ),
    "key_file_missing": text(
        "The key in {file} is missing, and what is private in the database was sealed with it. Put that file "
        "back, or its key into ACTION_MAP_SECRET_KEY. No new key was made."
    ),
    "key_missing": text(
        "There is no key to keep contacts safe with. Set ACTION_MAP_SECRET_KEY to 32 or more random "
        "characters."
    ),
    "key_of_other": text(
        "What is private in the database was sealed with a key that we do not have. Put it back into "
        "ACTION_MAP_SECRET_KEY or the file {file}; several keys can stand side by side."
    ),
    "key_too_short": text(
        "A key in ACTION_MAP_SECRET_KEY or {file} is shorter than 32 characters: it could be guessed."
    ),
    "key_unwritable": text("The key cannot be written to {file}: {why}."),
    "key_unusable": text("The key in {file} cannot be read or made: {why}."),
    "server_stopping": text("The server is stopping."),
}
