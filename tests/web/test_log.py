"""What lasts is logged when it begins and when it ends."""

from __future__ import annotations

import logging

import pytest
from cachetools import TTLCache

from dashboard.web.serving import log


def test_a_trouble_that_lasts_is_written_once_and_its_end_too(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "dashboard"):
        log.well("disk")
        for _check in range(5):
            log.trouble("disk", "It is full.")
        log.trouble("disk", "It is gone.")
        log.well("disk")
        log.well("disk")
        log.trouble("disk", "It is gone.")
        log.well("disk")
    assert caplog.messages == [
        "disk: It is full.",
        "disk: It is gone.",
        "disk: works again",
        "disk: It is gone.",
        "disk: works again",
    ]


@pytest.mark.parametrize("name", log._FAULTS_OF)
def test_a_fault_is_written_once_for_each_place_it_comes_from(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0
    monkeypatch.setattr(log, "_faults", TTLCache(100, 3_600, timer=lambda: now))
    log.tell_faults_once()
    logger, written = logging.getLogger(name), []

    def say(error: Exception | None) -> None:
        told = (type(error), error, error.__traceback__) if error else None
        if logger.filter(logger.makeRecord(name, logging.ERROR, "", 0, "Uncaught", (), told)):
            written.append(error.args if error else ())

    for number in range(20):
        now = 400 * number  # those that come again and again too are written once an hour
        try:
            raise IndexError(number) if number % 2 else KeyError(number)
        except LookupError as error:
            say(error)
    for _ in range(2):
        say(None)
    assert written == [(0,), (1,), (10,), (11,), (), ()]
