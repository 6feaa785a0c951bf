"""Where campaigns, imports and actions are kept: SQLite by default, PostgreSQL by URL."""

from dashboard.storage.backup import Backup
from dashboard.storage.choices import ChosenPlace, Remembered, headers_digest, row_digest, text_digest
from dashboard.storage.forgetting import Forgotten
from dashboard.storage.geocode_cache import GeocoderLedger
from dashboard.storage.keys import action_keys, is_single, place_key, single_key
from dashboard.storage.listing import OpenPassages, Search
from dashboard.storage.placing import PlaceQuestion
from dashboard.storage.reporting import Report
from dashboard.storage.rows import fingerprint, says_the_same
from dashboard.storage.schema import ImportState, Outcome, Source
from dashboard.storage.store import Store
from dashboard.storage.values import (
    AskingRow,
    Change,
    OpenNumbers,
    PastImport,
    ReceivedRow,
    StoredRow,
    Upload,
    WaitingRow,
)
