"""Whatever a file does to its reader, it does not do to us: it is refused in a sentence, and the next one is read."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.errors import UnreadableFile
from dashboard.ingest import Limits, Row, isolated, read_isolated, read_table
from dashboard.ingest.isolated import TOO_MUCH
from tests.ingest.hostile import HOSTILE, ODS_OSLO, OSLO, document, workbook
from tests.saying import refusing, said

SMALL = Limits(max_bytes=5_000_000)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence_before_its_reader_meets_it(name: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_isolated(HOSTILE[name](), limits=SMALL)
    assert refused.value.code != TOO_MUCH
    assert said(refused.value).endswith(("it again.", "several files."))


@pytest.mark.parametrize("data", [workbook(OSLO), document(ODS_OSLO), b"city\nOslo\n"])
def test_a_file_of_each_kind_is_read_as_it_would_be_here(data: bytes) -> None:
    assert read_isolated(data) == read_table(data)
    assert read_isolated(data).rows == (Row(2, ("Oslo",)),)


@pytest.mark.parametrize(
    "text",
    [
        'city,title\n"Oslo,a\nBern,b\n',
        "city,title\nOslo\nBern,b,c,d\n",
        "city;title\n\nOslo;" + "x" * 30_000 + "\n",
        'City\n"Oslo\nBern\nRome"\n',
        "day\n2027-01-01\n",
    ],
)
def test_what_is_wrong_with_rows_is_told_as_it_would_be_here(text: str) -> None:
    assert read_isolated(text.encode()) == read_table(text.encode())


def test_letters_that_cannot_be_read_are_kept_as_they_were() -> None:
    data = "city,title\nZürich,a\n".encode() * 30 + b"city,title\nB\xe9rn,b\n"
    assert read_table(data).unread == {62: ("B\udce9rn", "b")}
    assert read_isolated(data) == read_table(data)


def test_the_limits_of_the_installation_hold() -> None:
    with refusing(UnreadableFile, "more than 1 row"):
        read_isolated(b"city\nOslo\nBern\n", limits=Limits(max_rows=1))


def test_a_file_that_fills_the_memory_is_refused_and_the_next_one_is_read() -> None:
    with refusing(UnreadableFile, "more memory or time"):
        read_isolated(b"city\n" + b"a\n" * 24_000_000)
    assert read_isolated(b"city\nOslo\n").rows == (Row(2, ("Oslo",)),)


def test_many_files_at_once_are_all_read() -> None:
    read: list[str] = []

    def one(number: int) -> None:
        read.append(read_isolated(f"city\nOslo {number}\n".encode()).rows[0].cells[0])

    threads = [threading.Thread(target=one, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read) == sorted(f"Oslo {number}" for number in range(20))


def test_files_of_which_nobody_is_named_do_not_wait_for_each_other() -> None:
    taken = isolated._slots.take("", 0.01)
    with ThreadPoolExecutor(1) as other:
        reading = other.submit(read_isolated, b"city\nOslo\n")
        try:
            assert reading.result(timeout=60).rows == (Row(2, ("Oslo",)),)
        finally:
            assert taken
            isolated._slots.give_back("")


def test_files_of_one_person_that_take_long_keep_nobody_else_waiting() -> None:
    taken = [isolated._slots.take("ada", 0.01) for _ in range(3)]
    with ThreadPoolExecutor(1) as other:
        of_ada = other.submit(read_isolated, b"city\nRome\n", whose="ada")
        try:
            assert read_isolated(b"city\nOslo\n", whose="ben").rows == (Row(2, ("Oslo",)),)
            assert not of_ada.done()
        finally:
            for _ in range(sum(taken)):
                isolated._slots.give_back("ada")
        assert of_ada.result().rows == (Row(2, ("Rome",)),)
