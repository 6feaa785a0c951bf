"""What holds for any bytes at all: nothing crashes, nothing is lost, and every sum is right."""

import csv
import io
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import UnreadableFile
from dashboard.ingest import Reading
from dashboard.ingest.clean import has_hidden, without_hidden
from dashboard.ingest.clock import read_times
from dashboard.ingest.file_calendar import Calendar
from dashboard.ingest.when import read_moment
from dashboard.model import Effect
from tests.ingest.reading import read_submissions
from tests.saying import said

NAMES = ["City", "Ville;Place", "Lat", "Latitude,Longitude", "Date", "Time", "Title", "Link", "Status"]
PLACES = ["Paris", "London", "NA", "online", "0", "-91", "48°51'N"]
TIMES = ["07/04/2018", "13/04/2018", "7 April", "2pm", "14h-16h", "14:00 UTC", "2018-04-07T14:00:00Z"]
VALUES = ["https://x.org", "~20", "1 000", "annulé", "#N/A"]
LETTERS = ["نص", "क्\u200dष", "👩\u200d👧", "\u202e", "\ufeff", "\0", "Ã¼", "\ufffd", "\x1f"]
MARKS = [
    ",",
    ";",
    "\t",
    "|",
    '"',
    '""',
    "\n",
    "\r\n",
    "\r",
    " ",
    "\n,,\n",
    '"\n',
    ',"',
    '",',
    "\n\n",
    "sep=;\n",
]
csv_like = st.lists(st.sampled_from([*NAMES, *PLACES, *TIMES, *VALUES, *LETTERS, *MARKS]), max_size=60).map(
    "".join
)
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


def check(reading: Reading) -> None:
    """The promise: each row is used or refused, on its own line, and all of it can be written down."""
    refused = {problem.line for problem in reading.problems if problem.effect is Effect.REFUSAL}
    used = [submission.line for submission in reading.submissions]
    assert reading.rows == len(used) + len(refused)
    assert refused.isdisjoint(used)
    assert used == sorted(set(used))
    told = {problem.line for problem in reading.problems if problem.effect is not Effect.REFUSAL}
    assert told <= refused | set(used)
    for submission in reading.submissions:
        assert submission.raw.keys() == {*reading.columns, *reading.unknown_columns}
        repr(submission).encode()
        public = (submission.title, submission.description, submission.organiser, submission.place.text)
        assert not any(map(has_hidden, public))
        assert submission.link == "" or submission.link.startswith(("https://", "http://"))
    assert all(said(problem) and said(problem).encode() for problem in reading.problems)
    assert all(said(note).encode() for note in reading.notes)


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with suppress(UnreadableFile):
        check(read_submissions(data))


@given(csv_like, st.sampled_from(["utf-8", "utf-16", "utf-32", "cp1252", "koi8-r"]))
def test_no_table_crashes_the_reader_and_every_row_is_used_or_refused(text: str, codec: str) -> None:
    with suppress(UnreadableFile):
        check(read_submissions(text.encode(codec, "replace")))


@given(csv_like, st.binary(max_size=5), st.integers(0, 200))
def test_a_table_with_damaged_bytes_keeps_its_sums(text: str, damage: bytes, at: int) -> None:
    data = ("City,Title\n" + text).encode()
    with suppress(UnreadableFile):
        check(read_submissions(data[:at] + damage + data[at:]))


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=10), st.sampled_from(",;\t|"))
def test_a_well_formed_table_is_read_back_exactly(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows(
        [("City", "Country", "Notes"), *(("Paris", "a" + one, two + three) for one, two, three in rows)]
    )
    reading = read_submissions(text.getvalue().encode())
    assert [tuple(submission.raw.values()) for submission in reading.submissions] == [
        ("Paris", "a" + one, two + three) for one, two, three in rows
    ]
    check(reading)


@given(
    st.text(max_size=60), st.sampled_from([Calendar(), Calendar("day first", 2018), Calendar("month first")])
)
def test_no_text_crashes_the_readers_of_dates_and_times(text: str, calendar: Calendar) -> None:
    read_times(text)
    read_moment(text, calendar)
    read_moment(text, calendar, time_first=True)


@given(st.integers(1, 28), st.integers(1, 12), st.integers(1970, 2100), st.sampled_from("/-."))
def test_numbers_are_never_read_in_an_order_that_was_not_decided(
    day: int, month: int, year: int, mark: str
) -> None:
    text = f"{day:02}{mark}{month:02}{mark}{year}"
    found = read_moment(text, Calendar()).day
    if found is not None:
        assert (found.year, {found.day, found.month}) == (year, {day, month})
        assert mark == "." or day > 12 or day == month


@given(st.text())
def test_removing_hidden_characters_again_changes_nothing(text: str) -> None:
    once = without_hidden(text)
    assert without_hidden(once) == once
