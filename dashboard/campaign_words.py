"""The use case of giving a campaign its words: what its page says, in which languages, and who stands behind it."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from dashboard.accounts import Person, Role, record, require
from dashboard.errors import ActionMapError, ChangedMeanwhile
from dashboard.i18n import LANGUAGES
from dashboard.model import Campaign, Partner, Words
from dashboard.reasons import Reason
from dashboard.safety import is_web_address
from dashboard.storage import Store

LONGEST: Final[Mapping[str, int]] = {
    "title": 300,
    "summary": 1_000,
    "call_to_action": 1_000,
    "story": 10_000,
    "safety_note": 3_000,
}
"""How many characters each of a campaign's words may have."""
MOST_PARTNERS: Final = 60
_LONGEST_PARTNER: Final = 300
_NAMES: Final = {"call": "call_to_action", "safety": "safety_note"} | {name: name for name in LONGEST}
"""What the words are called in a file."""


def change_campaign(
    store: Store, by: Person | None, campaign: Campaign, *, seen: Campaign | None = None
) -> None:
    """Starts a campaign, or changes what its page says and what its rows lack. For its administrators.

    With ``seen``, which is what somebody had before them, what differs from that is written and nothing else.

    Raises:
        NotAllowed: they are no administrator of the campaign.
        ChangedMeanwhile: what they changed was something else by then than was ``seen``. Nothing was written.
        ActionMapError: something is too long or no web address; the sentence says which.
    """
    person = require(by, campaign.slug, Role.ADMINISTRATOR)
    _check(campaign)
    with store.transaction(campaign.slug):
        if seen is not None:
            standing = store.campaign(campaign.slug)
            if conflicts(standing, seen, campaign):
                raise ChangedMeanwhile()
            campaign = merged(standing, seen, campaign)
        store.save_campaign(campaign)
        record(store, person, "words changed", "campaign", campaign.slug, campaign=campaign.slug)


Part = tuple[str, str]
"""One of the words or other fields of a campaign, after its language (``""`` for the campaign's own)."""


def conflicts(standing: Campaign, seen: Campaign, wanted: Campaign) -> dict[Part, tuple[Any, Any]]:
    """What somebody changed of what they saw and another changed otherwise: as it stands, and as it is wanted."""
    now, before, after = _parts(standing), _parts(seen), _parts(wanted)
    changed = {part: text for part, text in after.items() if text != before[part]}
    return {
        part: (now[part], text) for part, text in changed.items() if now[part] not in (before[part], text)
    }


def merged(standing: Campaign, seen: Campaign, wanted: Campaign, *, but: Container[Part] = ()) -> Campaign:
    """The campaign as it stands with what somebody changed of what they saw, ``but`` for some parts."""
    before = _parts(seen)
    for (language, name), text in _parts(wanted).items():
        if text == before[language, name] or (language, name) in but:
            continue
        standing = (
            with_words(standing, language, {name: text}) if language else replace(standing, **{name: text})
        )
    return standing


def _parts(campaign: Campaign) -> dict[Part, Any]:
    own = {
        ("", one.name): getattr(campaign, one.name) for one in fields(Campaign) if one.name != "translations"
    }
    spoken = {one.language: one for one in campaign.translations}
    words = {
        (language, name): getattr(spoken.get(language), name, "")
        for language in LANGUAGES
        for name in LONGEST
    }
    return own | words


def with_words(campaign: Campaign, language: str, said: Mapping[str, str]) -> Campaign:
    """The campaign with these words (by their names in `Words`), in a language or as its own if that is empty."""
    stripped: dict[str, Any] = {name: text.strip() for name, text in said.items()}
    if not language:
        return replace(campaign, **stripped)
    before = next((one for one in campaign.translations if one.language == language), Words(language))
    after = replace(before, **stripped)
    others = [one for one in campaign.translations if one.language != language]
    kept = [*others, after] if after != Words(language) else others
    return replace(campaign, translations=tuple(sorted(kept, key=lambda one: one.language)))


def read_words(campaign: Campaign, text: str) -> Campaign:
    """The campaign with the words of a TOML file: its own at the top, ``[fr]`` in French, ``[[partners]]``.

    Raises:
        ActionMapError: it is no such file; the sentence says what cannot be used.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ActionMapError("words_no_toml", error=str(error)) from error
    partners = told.pop("partners", None)
    spoken = {name: told.pop(name) for name in list(told) if name in LANGUAGES}
    for language, said in {"": told, **spoken}.items():
        campaign = with_words(campaign, language, _named(language, said))
    return campaign if partners is None else replace(campaign, partners=_partners(partners))


def read_partners(text: str) -> tuple[Partner, ...]:
    """Partners as people write them: one on each line, a web address after the name."""
    lines = (line.split() for line in text.splitlines() if line.strip())
    return tuple(
        Partner(" ".join(words[:-1]), words[-1])
        if len(words) > 1 and "://" in words[-1]
        else Partner(" ".join(words))
        for words in lines
    )


def write_partners(partners: tuple[Partner, ...]) -> str:
    """The lines that `read_partners` reads."""
    return "\n".join(f"{one.name} {one.link}".strip() for one in partners)


def _named(language: str, said: object) -> dict[str, str]:
    where = f"[{language}]" if language else Reason("words_file")
    if not isinstance(said, dict):
        raise ActionMapError("words_no_table", language=language)
    for name, text in said.items():
        if name not in _NAMES:
            raise ActionMapError("words_unknown", name=name, where=where, known=tuple(_NAMES))
        if not isinstance(text, str):
            raise ActionMapError("words_no_text", name=name, where=where)
    return {_NAMES[name]: text for name, text in said.items()}


def _partners(told: Any) -> tuple[Partner, ...]:
    known = {field.name for field in fields(Partner)}
    for one in told if isinstance(told, list) else [None]:
        if not isinstance(one, dict) or not set(one) <= known or not isinstance(one.get("name"), str):
            raise ActionMapError("partner_words")
    return tuple(Partner(one["name"].strip(), str(one.get("link", "")).strip()) for one in told)


def _check(campaign: Campaign) -> None:
    for words in (campaign, *campaign.translations):
        for name, most in LONGEST.items():
            if len(getattr(words, name)) > most:
                raise ActionMapError("words_too_long", name=Reason(f"words_{name}"), n=most)
    if not campaign.title:
        raise ActionMapError("title_missing")
    if len(campaign.partners) > MOST_PARTNERS:
        raise ActionMapError("too_many_partners", n=MOST_PARTNERS)
    for partner in campaign.partners:
        if not partner.name or len(partner.name) + len(partner.link) > _LONGEST_PARTNER:
            raise ActionMapError("partner_name")
        if partner.link and not is_web_address(partner.link):
            raise ActionMapError("partner_link", link=partner.link)
