"""The log of what people did. A code is the kind of the object and what was done to it, as the log keeps them.

``who`` did it, to what ``about`` names; ``detail`` is what it was made. Words of the log that have no sentence here, of
another version, are said by ``deed``. What is kept is never reworded, or old entries would lose their sentence.
"""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "deed": text("{who}: {what} ({about})"),
    "deed_operator": text("The command line"),
    "deed_hand": text("Added by hand"),
    "deed_form": text("Submitted by the public form"),
    "deed_organiser": text("Organiser"),
    "deed_moderator": text("Moderator"),
    "deed_administrator": text("Administrator"),
    "deed_draft": text("Draft"),
    "deed_unlisted": text("Unlisted"),
    "deed_public": text("Public"),
    "deed_closed": text("Closed"),
    "deed_exact": text("Exact"),
    "deed_area": text("Meeting area"),
    "deed_city": text("City"),
    "deed_country": text("Country"),
    "deed_count_only": text("Counted only"),
    "deed_hidden": text("Hidden"),
    "deed_published": text("On the map"),
    "deed_waiting": text("Waits for an answer"),
    "deed_rejected": text("Left out"),
    "action approval withdrawn": text("{who} withdrew the approval to show more of “{about}”."),
    "action approved to show as": text("{who} agreed that this is shown of “{about}”: {detail}."),
    "action asked to show as": text("{who} asked that this is shown of “{about}”: {detail}."),
    "action cancelled": text("{who} cancelled “{about}”."),
    "action edited": text("{who} edited “{about}”."),
    "action merged into another": text("{who} merged “{about}” into another action."),
    "action moved": text("{who} moved “{about}” to another place."),
    "action postponed": text("{who} postponed “{about}”."),
    "action settled a place": text("{who} said where “{about}” is."),
    "action shown as": text("{who} decided that this is shown of “{about}”: {detail}."),
    "action told from another": text("{who} said that “{about}” is not the same as another action."),
    "campaign made": text("{who} changed who sees the campaign: {detail}."),
    "campaign made a secret link": text("{who} made a secret link to the campaign."),
    "campaign started": text("{who} started the campaign."),
    "campaign withdrew the secret link": text("{who} withdrew the secret link to the campaign."),
    "campaign words changed": text("{who} changed what the page of the campaign says."),
    "import added an action": text("{who} added an action by hand."),
    "import approved": count(
        "{who} approved {n} action of “{about}”.", "{who} approved {n} actions of “{about}”."
    ),
    "import edited a proposal": text("{who} edited an action of “{about}” that waited for review."),
    "import published": count(
        "{who} published {n} action of “{about}”.", "{who} published {n} actions of “{about}”."
    ),
    "import rejected": text("{who} turned “{about}” down."),
    "import rolled back": text("{who} took the import “{about}” back."),
    "import uploaded for review": text("{who} uploaded “{about}” for review."),
    "invitation invitation accepted": text("{who} accepted an invitation."),
    "invitation invitation withdrawn": text("{who} withdrew an invitation."),
    "invitation invited as": text("{who} invited {about}: {detail}."),
    "person invitation accepted": text("{who} accepted an invitation."),
    "person made": text("{who} gave {about} another role: {detail}."),
    "person membership ended": text("{who} took the role of {about} away."),
    "person password changed": text("{who} chose a new password."),
    "person second factor ended": text("{who} switched the second factor off."),
    "person second factor set up": text("{who} switched the second factor on."),
    "person session ended": text("{who} ended one of their own sessions."),
    "person signed in": text("{who} signed in."),
    "person signed out everywhere": text("{who} ended all sessions of {about}."),
    "person trusted": text("{who} trusted {about}: their uploads go public without review."),
    "person trusted no more": text("{who} let the uploads of {about} wait for review again."),
    "person trusts the uploads of": text("{who} trusted {about}: their uploads go public without review."),
    "report settled": text("{who} settled a report of the public."),
    "row settled a row:": text("{who} settled line {line} of “{about}”: {detail}."),
}
