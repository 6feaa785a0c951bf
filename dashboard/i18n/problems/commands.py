"""What the command line and its settings answer."""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "backup_damaged": text(
        "The backup in {folder} was damaged or changed after it was made. Restore another one."
    ),
    "backup_incomplete": text("There is no whole backup in {folder}: it should hold {database} and {about}."),
    "backup_key_inside": text("The key must not be in {folder} too: whoever finds the one would have both."),
    "backup_key_unreadable": text("The key in {file} cannot be read."),
    "backup_other_key": text("There is another key in {file}. Restore into another --data-dir."),
    "no_database_there": text("There is no database at {file}. Is this the right --data-dir?"),
    "backup_there": text("There is a backup in {folder} already. Choose a new folder for each."),
    "backup_key_apart": text("The key to what is private in it is in {file}. Keep the two apart."),
    "backup_made": text("In {folder}: {campaigns}, {actions}."),
    "backup_opens_with_file": text(
        "What is private in it opens with {file} alone. Keep a copy of that somewhere else."
    ),
    "backup_opens_with_setting": text(
        "What is private in it opens with ACTION_MAP_SECRET_KEY alone. Keep that somewhere else."
    ),
    "backup_restored": text("Back, as of {then}: {campaigns}, {actions}."),
    "actions_counted": count("{n} action", "{n} actions"),
    "campaigns_counted": count("{n} campaign", "{n} campaigns"),
    "campaign_is_closed": text(
        "“{title}” is closed: it takes no submissions, and is shown at ?campaign={slug}"
    ),
    "campaign_is_draft": text("“{title}” is a draft: its people alone see it, at ?campaign={slug}"),
    "campaign_is_public": text("“{title}” is public: it is shown at ?campaign={slug}"),
    "campaign_is_unlisted": text("“{title}” is unlisted: whoever has the link sees it, at ?campaign={slug}"),
    "campaign_of_other_state": text(
        "“{title}” has this state: {state}. To change that: action-map campaign {slug} --state {wanted}"
    ),
    "example_data": text("This is example data."),
    "invitation_made": text("Send this link to {email}. It works once, within 24 hours:"),
    "map_is_at": text("The map is at {link}"),
    "sealed_with_first": count(
        "{n} value is sealed with the first key of ACTION_MAP_SECRET_KEY. Remove the others.",
        "{n} values are sealed with the first key of ACTION_MAP_SECRET_KEY. Remove the others.",
    ),
    "sealed_with_new": count(
        "{n} value is sealed with a new key, which is in {file}.",
        "{n} values are sealed with a new key, which is in {file}.",
    ),
    "stopped": text("Stopped."),
    "backup_needs_key": text(
        "The backup needs its key: name its file with --key, or set ACTION_MAP_SECRET_KEY."
    ),
    "campaign_not_named": text(
        "Say which campaign with --campaign SLUG. Only administrators can have all of them."
    ),
    "copy_differs": count(
        "The copy in {folder} is not as it was made: {n} file differs.",
        "The copy in {folder} is not as it was made: {n} files differ.",
    ),
    "copy_file_added": text("added: {name}"),
    "copy_file_changed": text("changed: {name}"),
    "copy_file_missing": text("missing: {name}"),
    "copy_whole": text("All files are as in the list, which was not asked for its signature (--key PUB)."),
    "copy_whole_signed": text("All files are as in the list, which is signed with {file}."),
    "copy_written": count(
        "{n} file is in {folder}, {changed} of them new or changed.",
        "{n} files are in {folder}, {changed} of them new or changed.",
    ),
    "key_made": text("The key is in {file}: keep it to yourself. Give everybody {public}."),
    "copy_folder_filled": text("The folder {folder} holds something else. Choose a new or an empty one."),
    "copy_needs_folder": text("Say into which folder with --output DIR."),
    "copy_not_signed": text("The list of files in {folder} was not signed with the key of {file}."),
    "copy_without_answer": text("The copy is not whole: {address} answers {status}."),
    "copy_without_list": text("There is no copy in {folder}: {file} is missing or cannot be read."),
    "no_such_key": text("There is no Ed25519 key in {file}. To make one: action-map keygen KEY"),
    "no_such_language": text("There is no language “{language}”. There are these: {known:commas}."),
    "file_not_utf_8": text("The file {name} is not written in UTF-8."),
    "file_unreadable": text("The file {name} cannot be read: {why}."),
    "file_unwritable": text("The file {name} cannot be written: {why}."),
    "database_filled": text(
        "The database holds {what:and} already. Restore into an empty one: another --data-dir, or another "
        "ACTION_MAP_DATABASE_URL."
    ),
    "folder_unreadable": text("The folder {folder} cannot be read: {why}."),
    "folder_unwritable": text("The folder {folder} cannot be written to: {why}."),
    "folder_not_usable": text(
        "The data directory {folder} cannot be used: {why}. Choose another with --data-dir."
    ),
    "folder_not_writable": text(
        "The data directory {folder} cannot be written to. Choose another with --data-dir."
    ),
    "column_looks_like": text(
        "“{column}” looks like a column of “{field}” and is not used. Say what it is with --column."
    ),
    "no_such_column": text("The file has no column “{column}”. It has {names:quoted}."),
    "no_such_field": text("There is no field “{field}”. Choose one of: {known:commas}."),
    "no_such_format": text("We cannot write “{format}”. Choose one of: {known:commas}."),
    "no_such_own_address": text("There is no address “{address}” on this machine to listen on."),
    "port_not_usable": text("Port {port} cannot be used ({why}). Choose another one, such as {other}."),
    "port_taken": text(
        "We cannot listen on port {port} of {address}: {why}. Choose another one, such as --port {other}."
    ),
    "setting_no_address": text("{variable} must be an address such as {example}."),
    "setting_no_answer": text("{variable} must be yes or no, and is “{text}”."),
    "setting_no_choice": text("{variable} must be offered, forbidden or preset, and is “{text}”."),
    "setting_no_number": text("{variable} must be a whole number, and is “{text}”."),
    "unknown_campaign_to_create": text(
        "There is no campaign “{slug}”: check the spelling. Or add --create to start it."
    ),
}
