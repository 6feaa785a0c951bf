"""What the accounts answer, in the language of whoever reads: their sentences are gathered here to be translated."""

from __future__ import annotations

from dashboard.accounts import Role
from dashboard.errors import ActionMapError
from dashboard.i18n import Speech


def text(sentence: str) -> str:
    """Marks a sentence for translators. It is said in the reader's language by `said`."""
    return sentence


SENTENCES = frozenset(
    {
        text("You are not allowed to do this. Ask an administrator."),
        text("Please sign in first."),
        text("This e-mail address and password do not open an account."),
        text("That was wrong too often. Please wait 15 minutes, then try again."),
        text("This invitation was used or has expired. Ask whoever sent it for a new one."),
        text("This invitation is for another account. Sign in with its e-mail address first."),
        text("Nobody has invited this e-mail address yet. Ask an administrator of your campaign."),
        text("The password is not right."),
        text("This code is not right. Wait for the next one in your app and write that."),
        text(
            "The password is too short: take at least 12 characters. Several words in a row are easy to remember."
        ),
        text("The password is too long: take at most 1,000 characters."),
        text("The password repeats a few characters. Take several words in a row instead."),
        text("The password holds your name or e-mail address, which others try first. Take another one."),
        text("This invitation is no longer open. Load the page again."),
        text("This person is no member of the campaign any more. Load the page again."),
        text("You cannot give up your own administration. Ask another administrator to do it."),
        text("This is no e-mail address. It looks like name@example.org."),
        text("The sign-in provider did not confirm who you are. Please try again."),
        text("The sign-in provider cannot be reached just now. Please try again in a minute."),
    }
)
"""What may go wrong, word for word as it is raised."""


def said(error: ActionMapError, speech: Speech) -> str:
    """What happened and what to do now. What an operator alone can mend is not for visitors."""
    sentence = str(error)
    if sentence in SENTENCES:
        return speech.text(sentence)
    return speech.text("Something went wrong on our side. Please try again in a minute.")


def role_name(role: Role, speech: Speech) -> str:
    """A role as people call it."""
    match role:
        case Role.ORGANISER:
            return speech.text("Organiser")
        case Role.MODERATOR:
            return speech.text("Moderator")
        case Role.ADMINISTRATOR:
            return speech.text("Administrator")
