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
        "{n} row waits, since they would show something private. Take it out, or answer under “Open questions”, or "
        "import the file again with --accept-private.",
        "{n} rows wait, since they would show something private. Take it out, or answer under “Open questions”, or "
        "import the file again with --accept-private.",
    ),
    "rows_leave": count(
        "{n} row leaves the list of open questions:", "{n} rows leave the list of open questions:"
    ),
    "rows_on_map": count("{n} action is on the map", "{n} actions are on the map"),
    "rows_ready": count("{n} action is ready", "{n} actions are ready"),
    "rows_rejected": count("{n} cannot be used", "{n} cannot be used"),
    "rows_waiting": count("{n} needs you", "{n} need you"),
    "worth_knowing": text("Worth knowing:"),
}
