"""What can go wrong, as a tree of exceptions.

A row that cannot be used is not an exception: it is a `dashboard.model.RowProblem`.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.reasons import Value, Values


class ActionMapError(Exception):
    """A failure that we foresaw. `dashboard.i18n.say` says it to a person, with what to do; ``str`` is for logs."""

    def __init__(self, code: str, /, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values: Values = values

    def __str__(self) -> str:
        """The code with its values."""
        named = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code} ({named})" if named else self.code


class SettingError(ActionMapError):
    """A setting has a value that cannot be used."""


class UnreadableFile(ActionMapError):
    """The bytes are no table that we can read, or go over a limit of the whole file."""


class NoPlaceColumn(UnreadableFile):
    """No column of the table says where. Somebody can say which one does: see ``columns`` and ``samples``."""

    def __init__(
        self,
        columns: Mapping[str, str],
        samples: Mapping[str, tuple[str, ...]],
        suspects: Mapping[str, str],
        *,
        names: Value,
    ) -> None:
        super().__init__("no_place_column", names=names)
        self.columns = columns
        """Header to field for all columns in order, ``""`` for none."""
        self.samples = samples
        """The first texts of each column."""
        self.suspects = dict(suspects)
        """Header to the field that a column looks like by what is in it."""


class UnknownCampaign(ActionMapError):
    """No campaign has this slug."""

    def __init__(self, slug: str) -> None:
        super().__init__("unknown_campaign", slug=slug)
        self.slug = slug


class ChangedMeanwhile(ActionMapError):
    """What somebody wanted to change is another one by now. Nothing was written."""

    def __init__(self) -> None:
        super().__init__("changed_meanwhile")


class SubmissionsClosed(ActionMapError):
    """The campaign takes no submissions any more."""

    def __init__(self) -> None:
        super().__init__("submissions_closed")


class StorageUnavailable(ActionMapError):
    """The database cannot be reached, or was written by another version of this program."""


class BackupUnusable(ActionMapError):
    """A backup cannot be made in this folder, or what is in it cannot be restored here."""


class GazetteerUnavailable(ActionMapError):
    """The place index is missing or damaged, so no place can be looked up."""


class GeocoderUnavailable(ActionMapError):
    """A geocoder could not be asked. This is never the same as "no such place"."""


class GeocoderClosed(GeocoderUnavailable):
    """No further request may be sent: it asked for a pause, failed too often in a row, or refused us."""


class NotAllowed(ActionMapError):
    """This person may not do this, or nobody is signed in."""

    def __init__(self, code: str = "not_allowed", /, **values: Value) -> None:
        super().__init__(code, **values)


class SignInRefused(ActionMapError):
    """What was given to sign in is not right. It is never said which part of it."""

    def __init__(self, code: str = "sign_in_refused", /, **values: Value) -> None:
        super().__init__(code, **values)


class TooManyAttempts(SignInRefused):
    """It was wrong too often, for this account or from this address."""

    def __init__(self) -> None:
        super().__init__("too_many_attempts")


class TooManyForms(TooManyAttempts):
    """So many forms came for this campaign, from whichever addresses, that nobody could read them."""


class InvitationInvalid(ActionMapError):
    """The link was used, has expired or was never made."""

    def __init__(self) -> None:
        super().__init__("invitation_invalid")


class PasswordRefused(ActionMapError):
    """The new password would be easy to guess; the sentence says why."""


class ProviderUnavailable(ActionMapError):
    """The sign-in provider cannot be asked, or its answer cannot be believed."""
