"""What the command line and its settings answer."""

from dashboard.i18n.problems.saying import english

SENTENCES = {
    "backup_damaged": english(
        "The backup in {folder} was damaged or changed after it was made. Restore another one."
    ),
    "backup_incomplete": english(
        "There is no whole backup in {folder}: it should hold {database} and {about}."
    ),
    "backup_key_inside": english(
        "The key must not be in {folder} too: whoever finds the one would have both."
    ),
    "backup_key_unreadable": english("The key in {file} cannot be read."),
    "backup_key_unwritable": english("The key cannot be written to {file}: {why}."),
    "backup_other_key": english("There is another key in {file}. Restore into another --data-dir."),
    "backup_there": english("There is a backup in {folder} already. Choose a new folder for each."),
    "campaign_of_other_state": english(
        "“{title}” is {state}. To change that: action-map campaign {slug} --state {wanted}"
    ),
    "backup_needs_key": english(
        "The backup needs its key: name its file with --key, or set ACTION_MAP_SECRET_KEY."
    ),
    "campaign_not_named": english(
        "Say which campaign with --campaign SLUG. Only administrators can have all of them."
    ),
    "copy_differs": english("The copy in {folder} is not as it was made: {n} files differ."),
    "copy_folder_filled": english("The folder {folder} holds something else. Choose a new or an empty one."),
    "copy_needs_folder": english("Say into which folder with --output DIR."),
    "copy_not_signed": english("The list of files in {folder} was not signed with the key of {file}."),
    "copy_without_answer": english("The copy is not whole: {address} answers {status}."),
    "copy_without_list": english("There is no copy in {folder}: {file} is missing or cannot be read."),
    "no_such_key": english("There is no Ed25519 key in {file}. To make one: action-map keygen KEY"),
    "no_such_language": english("There is no language “{language}”. There are these: {known:commas}."),
    "file_not_utf_8": english("The file {name} is not written in UTF-8."),
    "file_unreadable": english("The file {name} cannot be read: {why}."),
    "file_unwritable": english("The file {name} cannot be written: {why}."),
    "database_filled": english(
        "The database holds {what:and} already. Restore into an empty one: another --data-dir, or another "
        "ACTION_MAP_DATABASE_URL."
    ),
    "folder_unreadable": english("The folder {folder} cannot be read: {why}."),
    "folder_unwritable": english("The folder {folder} cannot be written to: {why}."),
    "folder_not_usable": english(
        "The data directory {folder} cannot be used: {why}. Choose another with --data-dir."
    ),
    "folder_not_writable": english(
        "The data directory {folder} cannot be written to. Choose another with --data-dir."
    ),
    "no_such_format": english("We cannot write “{format}”. Choose one of: {known:commas}."),
    "no_such_own_address": english("There is no address “{address}” on this machine to listen on."),
    "port_not_usable": english("Port {port} cannot be used ({why}). Choose another one, such as {other}."),
    "port_taken": english(
        "We cannot listen on port {port} of {address}: {why}. Choose another one, such as --port {other}."
    ),
    "setting_no_answer": english("{variable} must be yes or no, and is “{text}”."),
    "setting_no_choice": english("{variable} must be offered, forbidden or preset, and is “{text}”."),
    "setting_no_number": english("{variable} must be a whole number, and is “{text}”."),
    "unknown_campaign_to_create": english(
        "There is no campaign “{slug}”: check the spelling. Or add --create to start it."
    ),
}
