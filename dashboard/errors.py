"""What can go wrong, as a tree of exceptions.

::

    ActionMapError                 every failure that we foresee; its text is a sentence for a person
    ├── SettingError               a setting has a value that cannot be used
    ├── UnreadableFile             the bytes are no table, or go over a limit of the whole file
    ├── UnknownCampaign            no campaign has this slug
    ├── StorageUnavailable         the database cannot be reached or is of another version
    ├── GazetteerUnavailable       the place index is missing or damaged
    └── GeocoderUnavailable        a geocoder could not be asked; never the same as "no such place"
        └── GeocoderClosed         no further request may be sent to it for now

A row that cannot be used is not an exception: it is a `dashboard.model.RowProblem`.
"""


class ActionMapError(Exception):
    """A failure that we foresaw. ``str(error)`` is a sentence that says what to do."""


class SettingError(ActionMapError):
    """A setting has a value that cannot be used."""


class UnreadableFile(ActionMapError):
    """The bytes are no table that we can read, or go over a limit of the whole file."""


class UnknownCampaign(ActionMapError):
    """No campaign has this slug."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no campaign “{slug}”: check the spelling.")
        self.slug = slug


class StorageUnavailable(ActionMapError):
    """The database cannot be reached, or was written by another version of this program."""


class GazetteerUnavailable(ActionMapError):
    """The place index is missing or damaged, so no place can be looked up."""


class GeocoderUnavailable(ActionMapError):
    """A geocoder could not be asked. This is never the same as "no such place"."""


class GeocoderClosed(GeocoderUnavailable):
    """No further request may be sent: it asked for a pause, failed too often in a row, or refused us."""
