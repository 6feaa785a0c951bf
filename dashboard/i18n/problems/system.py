"""What the machine answers, within a sentence behind a colon; and what is being done while somebody waits."""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "address_in_use": text("address already in use"),
    "address_of_other": text("cannot assign requested address"),
    "disk_full": text("no space left on device"),
    "file_exists": text("file exists"),
    "folder_not_empty": text("directory not empty"),
    "is_folder": text("is a directory"),
    "no_folder": text("not a directory"),
    "not_permitted": text("permission denied"),
    "nothing_there": text("no such file or directory"),
    "read_only": text("read-only file system"),
    "arranging_places": text("Arranging the places …"),
    "checking_rows": text("Checking the rows …"),
    "collecting_names": text("Collecting every name …"),
    "index_ready": text("The index of places is ready."),
    "looking_up_places": text("Looking up places …"),
    "looking_up_venues": text("Looking up venues …"),
    "packing_names": text("Packing the names …"),
    "preparing_search": text("Preparing the search …"),
    "preparing_spellings": text("Preparing for misspellings …"),
    "reading_areas": text("Reading countries and regions …"),
    "reading_file": text("Reading the file …"),
    "reading_towns": text("Reading the list of places …"),
    "step_of": text("{step} {n} of {total}"),
    "rows_looked_up": count("{n} row: {counts:commas}.", "{n} rows: {counts:commas}."),
    "rows_placed": count("{n} placed", "{n} placed"),
    "rows_ambiguous": count("{n} ambiguous", "{n} ambiguous"),
    "rows_not_found": count("{n} not found", "{n} not found"),
    "rows_error": count("{n} that cannot be read", "{n} that cannot be read"),
}
