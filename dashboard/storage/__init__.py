"""Where campaigns, imports and actions are kept: SQLite by default, PostgreSQL by URL."""

from dashboard.storage.forgetting import Forgotten
from dashboard.storage.geocode_cache import GeocoderLedger
from dashboard.storage.keys import action_keys
from dashboard.storage.placing import PlaceQuestion
from dashboard.storage.rows import fingerprint
from dashboard.storage.schema import Outcome
from dashboard.storage.store import Store
from dashboard.storage.values import Change, PastImport, ReceivedRow, Upload, WaitingRow

__all__ = [
    "Change",
    "Forgotten",
    "GeocoderLedger",
    "Outcome",
    "PastImport",
    "PlaceQuestion",
    "ReceivedRow",
    "Store",
    "Upload",
    "WaitingRow",
    "action_keys",
    "fingerprint",
]
