"""Venues are found while the server runs, where an operator named an online geocoder; by default nobody is asked.

A thread of its own does it, so that neither an import nor a visitor nor the rest of the upkeep waits for the
network. It looks where something changed, and at everything once a day.
"""

from __future__ import annotations

import secrets
import threading
import time
from typing import Final

from dashboard import sharpening
from dashboard.config import Settings
from dashboard.errors import ActionMapError, GeocoderClosed
from dashboard.geocoding.online.client import Online, open_online
from dashboard.i18n import ENGLISH, say, say_all
from dashboard.model import Campaign
from dashboard.web import resources
from dashboard.web.serving import log

_SECONDS_BETWEEN: Final = 30.0
_SECONDS_AFTER_TROUBLE: Final = 600.0
_SECONDS_OF_A_DAY: Final = 86_400.0
_MOST_REQUESTS: Final = 300
"""How many requests one campaign may have before the next one's turn: some five minutes."""
_MOST_SECONDS: Final = 900.0
"""After so long, a server that has not ended its turn is taken for dead."""

_SECONDS_TO_END: Final = 1.5
"""How long the end of the server waits at most for what was just found to be written."""


class Sharpening:
    """The thread, from the start of the server to its end."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="sharpening", daemon=True)
        self._holder = secrets.token_hex(16)
        self._settled: dict[str, tuple[str, float]] = {}

    def start(self) -> None:
        """Begins, if an online geocoder is switched on."""
        if resources.settings().geocoder:
            self._thread.start()

    def stop(self) -> None:
        """Asks nobody any more. A request that is under way is waited for briefly, and nothing else."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_SECONDS_TO_END)

    def _work(self) -> None:
        wait = 0.0
        while not self._stopping.wait(wait):
            try:
                wait = _SECONDS_AFTER_TROUBLE if self.round() else _SECONDS_BETWEEN
            except ActionMapError as error:
                log.trouble("sharpening", say(ENGLISH, error))
                wait = _SECONDS_BETWEEN

    def round(self) -> str:
        """Looks at each campaign in which something may be new; what troubles the geocoder, or ``""``.

        Raises:
            SettingError: a setting of the geocoder cannot be used.
            GazetteerUnavailable, StorageUnavailable: it cannot be done now.
        """
        online = _open(resources.settings(), self._stopping)
        trouble = ""
        for campaign in resources.store().campaigns():
            if not self._stopping.is_set() and self._may_have_news(campaign):
                trouble = self._in_turn(online, campaign) or trouble
        if not trouble:
            log.well("sharpening")
        return trouble

    def _in_turn(self, online: Online, campaign: Campaign) -> str:
        """Looks at a campaign, unless another server does so just now: that one finds what this one would."""
        turns = resources.store().turns("sharpening")
        if turns.take_turn(self._holder, _MOST_SECONDS) > 0:
            return ""
        try:
            return self._sharpen(online, campaign)
        finally:
            turns.end_turn(self._holder, 0.0)

    def _sharpen(self, online: Online, campaign: Campaign) -> str:
        seen = _standing(campaign)
        report = sharpening.sharpen(
            resources.store(), online, campaign, limit=_MOST_REQUESTS, stop=self._stopping.is_set
        )
        if report.left == 0:
            self._settled[campaign.slug] = seen, time.monotonic()
        if report.sharpened or report.published:
            resources.refresh()
        trouble = say_all(ENGLISH, *report.trouble)
        if trouble and not self._stopping.is_set():
            log.trouble("sharpening", trouble)
        return trouble

    def _may_have_news(self, campaign: Campaign) -> bool:
        seen, at = self._settled.get(campaign.slug, ("", 0.0))
        return seen != _standing(campaign) or time.monotonic() - at > _SECONDS_OF_A_DAY


def _standing(campaign: Campaign) -> str:
    """What changes with everything that there may be to look up: what is public, and the last import."""
    imports = resources.store().imports(campaign.slug)
    return f"{resources.store().version(campaign.slug)} {imports[0].id if imports else 0}"


def _open(settings: Settings, stopping: threading.Event) -> Online:
    """The geocoder of the settings, which stops waiting for its turn when the server stops."""

    def sleep(seconds: float) -> None:
        if stopping.wait(seconds):
            raise GeocoderClosed("server_stopping")

    return open_online(
        settings.geocoder,
        resources.store().geocoder_ledger(),
        resources.gazetteer(),
        url=settings.geocoder_url,
        user_agent=settings.geocoder_user_agent,
        key=settings.geocoder_key,
        credit=settings.geocoder_attribution,
        sleep=sleep,
    )
