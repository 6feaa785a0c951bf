"""What accounts answer is said in the reader's language; what an operator alone can mend is not."""

from __future__ import annotations

from dashboard.accounts.passwords import Weakness
from dashboard.errors import InvitationInvalid, NotAllowed, PasswordRefused, SignInRefused, StorageUnavailable
from dashboard.i18n import speech
from dashboard.web.account.words import said
from tests.saying import said as in_english


def test_what_accounts_refuse_is_said_in_the_language_of_whoever_reads() -> None:
    refused = [NotAllowed(), SignInRefused(), InvitationInvalid(), *map(PasswordRefused, Weakness)]
    french = [said(one, speech("fr")) for one in refused]
    assert [said(one, speech("en")) for one in refused] == [in_english(one) for one in refused]
    assert len({*french} - {in_english(one) for one in refused}) == len(refused)


def test_what_an_operator_alone_can_mend_is_not_told_to_visitors() -> None:
    words = said(StorageUnavailable("database_away", where="secret-host", why="locked"), speech("en"))
    assert words == "Something went wrong on our side. Please try again in a minute."
