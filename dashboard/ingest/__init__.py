"""From an organiser's file to submissions: bytes in, values and problems out, nothing looked up anywhere."""

from dashboard.ingest.reader import Limits, Row, Table, read_table
from dashboard.ingest.submissions import Reading, read_submissions

__all__ = ["Limits", "Reading", "Row", "Table", "read_submissions", "read_table"]
