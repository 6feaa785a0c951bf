"""What lasts is logged when it begins and when it ends."""

from __future__ import annotations

import logging

import pytest

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
