"""What came of a file, in numbers, and where in it something is wrong."""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "approval_lapsed": text(
        "What was approved to be shown of this action was for what it said before. Until it is approved again, "
        "only its city is shown."
    ),
    "at_cell": text("Line {line}, {column}: {problem}"),
    "at_line": text("Line {line}: {problem}"),
    "dry_run": text("This was a dry run: nothing was published."),
    "figures": text("{published}, {waiting}, {rejected}."),
    "left_out": text("You left this row out."),
    "news": text("{created} new, {changed} changed, {unchanged} unchanged."),
    "nothing_new": count(
        "Nothing changed: the one action of this file was already on the map.",
        "Nothing changed: all {n} actions of this file were already on the map.",
    ),
    "row_leaves": text("{file}, line {line}: {title}"),
    "rows_held": count(
        "{n} row waits, since it would show something private. Take that out, or answer under “Open questions”, or "
        "import the file again with --accept-private.",
        "{n} rows wait, since they would show something private. Take that out, or answer under “Open questions”, or "
        "import the file again with --accept-private.",
    ),
    "rows_leave": count(
        "{n} row leaves the list of open questions:", "{n} rows leave the list of open questions:"
    ),
    "actions": count("{n} action", "{n} actions"),
    "rows_make": count("{n} row makes {actions}.", "{n} rows make {actions}."),
    "rows_on_map": count("{n} action is on the map", "{n} actions are on the map"),
    "rows_ready": count("{n} action is ready", "{n} actions are ready"),
    "rows_rejected": count("{n} cannot be used", "{n} cannot be used"),
    "rows_waiting": count("{n} needs an answer", "{n} need an answer"),
    "worth_knowing": text("Worth knowing:"),
    "audit_forgotten": count("{n} entry of the audit log deleted.", "{n} entries of the audit log deleted."),
    "contacts_forgotten": count("{n} contact deleted.", "{n} contacts deleted."),
    "nothing_forgotten": text("Nothing is older than it may be."),
    "reports_forgotten": count("{n} report of the public deleted.", "{n} reports of the public deleted."),
    "requests_sent": count("{n} request", "{n} requests"),
    "rows_forgotten": count("{n} uploaded row deleted.", "{n} uploaded rows deleted."),
    "venues_found": count(
        "{n} action moved to the venue, with {requests}.", "{n} actions moved to the venue, with {requests}."
    ),
    "venues_left": count("{n} action still to be looked up.", "{n} actions still to be looked up."),
    "venues_placed": count(
        "{n} action put on the map that had no place before.",
        "{n} actions put on the map that had no place before.",
    ),
    "venues_unknown": count(
        "{n} action left with the city: the geocoder knows no such venue.",
        "{n} actions left with the city: the geocoder knows no such venue.",
    ),
    "venues_withheld": count(
        "{n} action left with the city: for safety, nobody is told the venue.",
        "{n} actions left with the city: for safety, nobody is told the venue.",
    ),
}
