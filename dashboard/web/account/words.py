"""What the accounts answer, and what roles are called, in the language of whoever reads."""

from __future__ import annotations

from dashboard.accounts import Role
from dashboard.errors import ActionMapError
from dashboard.i18n import Speech, say
from dashboard.i18n.problems import accounts


def said(error: ActionMapError, speech: Speech) -> str:
    """What happened and what to do now. What an operator alone can mend is not for visitors."""
    if error.code in accounts.SENTENCES:
        return say(speech, error)
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
