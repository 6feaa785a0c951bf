"""Files: from whom they are taken, and how much of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.config import Settings
from dashboard.errors import StorageUnavailable
from dashboard.web.serving.uploads import Uploads

MOST = 1_000_000
FRAMING = 64_000


class Keeper:
    """In place of Streamlit: takes everything, and knows how much."""

    def __init__(self) -> None:
        self.taken: int | None = None

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        self.taken, more = 0, True
        while more:
            message = await receive()
            self.taken += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def may_upload(token: str) -> bool:
    if token == "away":
        raise StorageUnavailable("The database at secret-host cannot be used just now.")
    return token == "good"


def upload(
    sizes: list[int], *, cookie: str = "session=good", method: str = "PUT", announced: str = ""
) -> tuple[int, bytes, int | None, int]:
    """The status and body of the answer, how much was taken, and how much was read."""
    keeper, sent, read = Keeper(), [], 0
    parts: Iterator[int] = iter(sizes)
    left = len(sizes)

    async def receive() -> Message:
        nonlocal read, left
        size = next(parts)
        read, left = read + size, left - 1
        return {"type": "http.request", "body": b"x" * size, "more_body": left > 0}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"cookie", cookie.encode())] + (
        [(b"content-length", announced.encode())] if announced else []
    )
    scope = {"type": "http", "method": method, "path": "/_stcore/upload_file/a/b", "headers": headers}
    door = Uploads(keeper, settings=Settings(max_file_bytes=MOST), may_upload=may_upload)
    asyncio.run(door(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], body, keeper.taken, read


def test_a_file_of_somebody_who_may_is_taken_whole() -> None:
    assert upload([400_000, 600_000]) == (204, b"", MOST, MOST)


def test_a_file_may_be_taken_back_again() -> None:
    assert upload([0], method="DELETE")[0] == 204


@pytest.mark.parametrize(
    "cookie", ["", "session=", "session=bad", "other=good", "__Host-session=good", "session=bad; ;;=", "\xff"]
)
def test_of_a_file_of_anybody_else_no_byte_is_read(cookie: str) -> None:
    status, body, taken, read = upload([10], cookie=cookie)
    assert (status, taken, read) == (403, None, 0)
    assert b"Please sign in first." in body


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "GET", "PATCH"])
def test_files_come_in_one_way_alone(method: str) -> None:
    assert upload([10], method=method)[0::2] == (403, None)


def test_a_file_that_says_it_is_too_large_is_not_read() -> None:
    status, body, taken, read = upload([10], announced=str(MOST + FRAMING + 1))
    assert (status, taken, read) == (413, None, 0)
    assert b"This file is too large: 1 MB are the most." in body


@pytest.mark.parametrize("announced", ["", "10", "no number"])
def test_a_file_that_is_larger_than_it_says_is_dropped_on_its_way(announced: str) -> None:
    status, body, _, read = upload([500_000] * 100, announced=announced)
    assert (status, read) == (413, 1_500_000)
    assert b"too large" in body


def test_while_the_database_is_away_nothing_is_taken_and_nothing_told() -> None:
    status, body, taken, read = upload([10], cookie="session=away")
    assert (status, taken, read) == (503, None, 0)
    assert b"secret-host" not in body
