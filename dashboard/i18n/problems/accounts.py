"""What the accounts answer when they refuse."""

from dashboard.i18n.problems.saying import text

SENTENCES = {
    "code_wrong": text("This code is not right. Wait for the next one in your app and write that."),
    "invitation_closed": text("This invitation is no longer open. Load the page again."),
    "invitation_invalid": text("This invitation was used or has expired. Ask whoever sent it for a new one."),
    "invitation_of_other": text(
        "This invitation is for another account. Sign in with its e-mail address first."
    ),
    "no_address": text("This is no e-mail address. It looks like name@example.org."),
    "no_member_any_more": text("This person is no member of the campaign any more. Load the page again."),
    "no_such_account": text(
        "Nobody has an account with the address {email}. Invite them without --new-password."
    ),
    "not_allowed": text("You are not allowed to do this. Ask an administrator."),
    "not_invited": text("Nobody has invited this e-mail address yet. Ask an administrator of your campaign."),
    "own_administration": text(
        "You cannot give up your own administration. Ask another administrator to do it."
    ),
    "password_holds_name": text(
        "The password holds your name or e-mail address, which others try first. Take another one."
    ),
    "password_too_long": text("The password is too long: take at most 1,000 characters."),
    "password_too_plain": text("The password repeats a few characters. Take several words in a row instead."),
    "password_too_short": text(
        "The password is too short: take at least 12 characters. Several words in a row are easy to remember."
    ),
    "password_wrong": text("The password is not right."),
    "provider_unbelievable": text("The sign-in provider did not confirm who you are. Please try again."),
    "provider_unreachable": text(
        "The sign-in provider cannot be reached just now. Please try again in a minute."
    ),
    "sign_in_first": text("Please sign in first."),
    "sign_in_refused": text("This e-mail address and password do not open an account."),
    "too_many_attempts": text("That was wrong too often. Please wait 15 minutes, then try again."),
}
