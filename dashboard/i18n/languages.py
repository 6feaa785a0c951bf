"""The languages there are, and which of them a browser prefers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel import negotiate_locale

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "en": "English",
        "fr": "Français",
        "es": "Español",
        "pt": "Português",
        "de": "Deutsch",
        "it": "Italiano",
        "ru": "Русский",
        "uk": "Українська",
        "pl": "Polski",
        "tr": "Türkçe",
        "ar": "العربية",
        "zh": "中文",
    }
)
"""Each language by its code (ISO 639-1), under its own name. Each but English has a catalogue in ``locales/``."""

DEFAULT = "en"
_MOST_CHARACTERS = 500


def named(code: str) -> str:
    """The language of a tag or locale such as ``pt-BR`` or ``ar_EG.UTF-8``; empty where we do not speak it."""
    language = re.split(r"[-_.@]", code, maxsplit=1)[0].lower()
    return language if language in LANGUAGES else ""


def known(code: str) -> str:
    """The language of a tag; English where we do not speak it."""
    return named(code) or DEFAULT


@lru_cache(maxsize=1024)
def preferred(accept_language: str) -> str:
    """The language that suits an ``Accept-Language`` header best (RFC 9110, 12.5.4); English for anything else."""
    tags = sorted(map(_weighed, accept_language[:_MOST_CHARACTERS].split(",")), key=lambda one: -one[1])
    wanted = [tag for tag, weight in tags if weight > 0]
    return negotiate_locale(wanted, LANGUAGES, sep="-", aliases={}) or DEFAULT


def _weighed(entry: str) -> tuple[str, float]:
    tag, _, weight = entry.partition(";")
    try:
        return tag.strip(), float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return tag.strip(), 0.0
