"""From an organiser's file to submissions: bytes in, values and problems out, nothing looked up anywhere."""

from dashboard.ingest.columns import FIELDS
from dashboard.ingest.corrections import Edits, read_fields
from dashboard.ingest.isolated import read_isolated, start_reader
from dashboard.ingest.reader import Limits, Row, Table, read_table
from dashboard.ingest.submissions import Reading, interpret
from dashboard.ingest.template import write_template
