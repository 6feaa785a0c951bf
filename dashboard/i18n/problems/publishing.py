"""Why something cannot be done with an action, an import or a row."""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "action_gone": text("This action is no longer there. Load the page again."),
    "action_of_other": text("This action is another organiser's. Ask a moderator."),
    "action_of_other_or_gone": text("This action is another organiser's, or was taken off the map."),
    "asked_yourself": text("You asked for this yourself: somebody else has to agree."),
    "changed_meanwhile": text(
        "Somebody else has changed this meanwhile. Look at it again before you change it."
    ),
    "changed_since": text("This action has changed since you looked at it. Load the page again."),
    "changed_since_asked": text(
        "The action has changed since this was asked. Ask the organiser to ask again."
    ),
    "coarsen_days": text("Days until it is coarsened are a number from 0 to {most}."),
    "corrected_file_gone": text("The file that this one corrects is no longer there. Choose again."),
    "decided_already": text("This does not wait any more: somebody else has decided about it."),
    "import_of_other": text("This import is another organiser's. Ask a moderator."),
    "needs_no_approval": text("This needs nobody's approval: choose how much is shown, and it is."),
    "neighbourhood_too_long": count(
        "The name of the neighbourhood can have {n} letter at most.",
        "The name of the neighbourhood can have {n} letters at most.",
    ),
    "no_file_to_correct": text(
        "There is no such file to be corrected. Leave --corrects out, or name another import."
    ),
    "no_such_action": text("There is no such action any more."),
    "no_such_file": text("There is no such file."),
    "no_such_import": text("There is no such import in this campaign."),
    "nobody_asks": text("Nobody asks to show more of this action."),
    "on_map_already": text(
        "This action is on the map already. If it does not take place, cancel it under “Actions”."
    ),
    "pair_gone": text("One of the two is not on the map any more."),
    "question_settled": text("This question was settled already."),
    "reason_missing": text("Write why, so that whoever sent it knows what to change."),
    "report_settled": text("This report was settled already."),
    "reveal_zone_missing": text("Say in which time zone the action is to be revealed."),
    "row_of_other": text("This row is another organiser's."),
    "row_settled": text("This row was settled already, or a newer file has taken its place."),
    "trust_to_answer": text("Until a moderator trusts your uploads, upload the corrected file instead."),
    "trust_to_edit": text(
        "Until a moderator trusts your uploads you can cancel and postpone your actions. For "
        "anything else, upload the corrected file."
    ),
    "trust_to_show_more": text(
        "Until a moderator trusts your uploads you can show less of your actions, and not more."
    ),
}
