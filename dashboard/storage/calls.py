"""Functions of a connection as methods of what has a database: each call is one transaction, or joins its use case's.

What a method does, takes and raises is said where its function is; a class only lists what it offers.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from dashboard.storage.engine import reading, writing

P = ParamSpec("P")
R = TypeVar("R")


class OfDatabase:
    """What has a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine


def reads(function: Callable[Concatenate[Connection, P], R]) -> Callable[Concatenate[OfDatabase, P], R]:
    """The function as a method, called with a connection that reads."""
    return _method(reading, function)


def writes(function: Callable[Concatenate[Connection, P], R]) -> Callable[Concatenate[OfDatabase, P], R]:
    """The same with a connection that writes."""
    return _method(writing, function)


def writes_now(
    function: Callable[Concatenate[Connection, datetime, P], R],
) -> Callable[Concatenate[OfDatabase, P], R]:
    """The same with the moment of writing too."""

    @wraps(function)
    def now(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return function(connection, datetime.now(UTC), *args, **kwargs)

    return _method(writing, now)


def _method(
    opened: Callable[[Engine], AbstractContextManager[Connection]],
    function: Callable[Concatenate[Connection, P], R],
) -> Callable[Concatenate[OfDatabase, P], R]:
    @wraps(function)
    def method(self: OfDatabase, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with opened(self._engine) as connection:
            return function(connection, *args, **kwargs)

    return method
