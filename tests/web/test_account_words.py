"""What accounts answer is said in the reader's language, whatever went wrong."""

from __future__ import annotations

import ast
from pathlib import Path

from dashboard import accounts, errors
from dashboard.accounts.passwords import Weakness
from dashboard.errors import ActionMapError, StorageUnavailable
from dashboard.i18n import speech
from dashboard.web.account.words import SENTENCES, said

ROOM = Path(accounts.__file__).parent


def raised() -> set[str]:
    """Every whole sentence that the room of accounts raises."""
    trees = [ast.parse(file.read_text("utf-8")) for file in ROOM.glob("*.py")]
    calls = [node.exc for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    first = [call.args[0] for call in calls if isinstance(call, ast.Call) and call.args]
    return {str(one.value) for one in first if isinstance(one, ast.Constant)}


def test_every_sentence_that_is_raised_can_be_said_in_every_language() -> None:
    assert len(raised()) > 5
    own = {str(one()) for one in (errors.NotAllowed, errors.SignInRefused, errors.TooManyAttempts)}
    everything = raised() | own | {str(one) for one in Weakness} | {str(errors.InvitationInvalid())}
    assert everything - SENTENCES == set()
    french = speech("fr")
    assert [one for one in everything if said(ActionMapError(one), french) == one] == []


def test_what_an_operator_alone_can_mend_is_not_told_to_visitors() -> None:
    words = said(StorageUnavailable("The database at secret-host cannot be used."), speech("en"))
    assert words == "Something went wrong on our side. Please try again in a minute."
