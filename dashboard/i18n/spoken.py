"""What a page says, in one language: sentences from its catalogue, the rest by Babel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from gettext import NullTranslations
from string import Formatter
from unicodedata import bidirectional

from dashboard.i18n import catalogues, formats, place_names
from dashboard.i18n.languages import DEFAULT, known
from dashboard.model import CityCount, Precision, PublicAction, Status, Visibility

_ISOLATE = "\u2066\\g<0>\u2069"
_ORDERED = re.compile(r"(?<![\u2066\d])(?:\d+(?:-\d+)+|-?\d+[.]\d+[,،] -?\d+[.]\d+)")
"""Dates such as 2018-04-07, and points: latitude before longitude."""
_WORD = r"(?<![\w{:)%-])(?<!%\()(?<!\]\()(?:--?|\?)?[A-Za-z](?:[\w.=:/*+-]*[\w/])?(?:=?{\w+})?"
_WORDS = rf"{_WORD}(?: (?:{_WORD}|\d+(?:[.]\d+)*|{{\w+}}))*"
_LATIN = re.compile(rf"(?:\d+ )?{_WORDS}(?: [(]{_WORDS}[)])?")
"""What a sentence itself says in Latin letters: "GeoNames (CC BY 4.0)", "action-map campaign {slug}"."""
_PLAIN_NUMBER = re.compile(r"[\d.,:/%+–-]*")
_SAMPLES = (1, 0, *range(2, 101), 1_000_000)
"""Numbers among which every plural category of every language occurs; one is the best example of its own."""


class _Isolating(Formatter):
    """Fills a sentence that is read from the right: what is written from the left stands in an isolate.

    Otherwise its marks would go astray: the last bracket of “Springfield (Illinois)” to its other end.
    """

    def format_field(self, value: object, form: str) -> str:
        """A value as it stands in the sentence."""
        said = format(value, form)
        if _PLAIN_NUMBER.fullmatch(said) or any(bidirectional(one) in {"R", "AL"} for one in said):
            return said
        return f"\u2066{said}\u2069"


_ISOLATING = _Isolating()


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """One language. Sentences are given in English; ``{names}`` in them are filled with the given values.

    A sentence may become part of HTML before it is filled in: the catalogues hold no markup.
    """

    language: str
    direction: str
    """``ltr`` or ``rtl``, as HTML writes it."""
    _catalogue: NullTranslations

    def text(self, sentence: str, **values: object) -> str:
        """The sentence: ``text("Next: {city}", city="Auckland")``."""
        said = self._catalogue.gettext(sentence)
        return self._filled(said, values)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The sentence that goes with a number: ``count("{n} action", "{n} actions", 12)``."""
        said = self._catalogue.ngettext(one, many, n)
        return self._filled(said, {"n": self.number(n), **values})

    def _filled(self, said: str, values: Mapping[str, object]) -> str:
        if self.direction == "rtl":
            said = _LATIN.sub(_ISOLATE, said)
            return self._in_order(_ISOLATING.vformat(said, (), values) if values else said)
        return said.format_map(values) if values else said

    def _in_order(self, said: str) -> str:
        """A date such as 2018-04-07 would read 07-04-2018 after Arabic letters, unless it stands in an isolate."""
        return _ORDERED.sub(_ISOLATE, said) if self.direction == "rtl" else said

    def forms(self, one: str, many: str) -> Mapping[str, str]:
        """Each form of such a sentence by its plural category of CLDR, for ``Intl.PluralRules`` in a browser."""
        category = formats.locale_of(self.language).plural_form
        return {category(n): self._catalogue.ngettext(one, many, n) for n in reversed(_SAMPLES)}

    def number(self, value: int) -> str:
        """A whole number: ``10,000``."""
        return formats.number(value, self.language)

    def day(self, day: date) -> str:
        """A date with its weekday: ``Sat 7 Apr 2018``."""
        return formats.day_text(day, self.language)

    def days(self, first: date, last: date | None) -> str:
        """The day, or the first and the last of several: ``Sat 7 Apr 2018 – Mon 9 Apr 2018``."""
        return f"{self.day(first)} – {self.day(last)}" if last else self.day(first)

    def hours(self, starts: time, ends: time | None, last: date | None) -> str:
        """From when until when: ``14:00–16:00``; of several days the last one stands before its hour."""
        if last is None:
            return self.time(starts) + (f"–{self.time(ends)}" if ends else "")
        return f"{self.time(starts)} – " + (
            self.listed(self.day(last), self.time(ends)) if ends else self.day(last)
        )

    def moment(self, at: datetime) -> str:
        """A day and a time of day, on whatever clock they are given by: ``Sat 7 Apr 2018, 14:00``."""
        return self.listed(self.day(at.date()), self.time(at.time()))

    def listed(self, *parts: str) -> str:
        """What there is of these, each once and with commas between: ``London, England``."""
        return self.text(", ").join(dict.fromkeys(filter(None, parts)))

    def titled(self, name: str, text: str) -> str:
        """What something is called, and what is said of it: ``London: We are watching``."""
        return self.text("{name}: {text}", name=name, text=text)

    def point(self, latitude: float, longitude: float) -> str:
        """Degrees to about a metre, which are read from the left in every language: ``51.50735, -0.12776``."""
        return self._in_order(f"{latitude:.5f}, {longitude:.5f}")

    def time(self, at: time) -> str:
        """A time of day: ``14:00``."""
        return formats.time_text(at, self.language)

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166-1 alpha-2 code; the code itself where there is no name."""
        return formats.country_name(code, self.language)

    def countries_named(self, word: str) -> frozenset[str]:
        """The codes of the countries whose names have this word in them."""
        return formats.countries_named(word, self.language)

    def city(self, name: str, country_code: str) -> str:
        """The name of a city in this language, where CLDR knows it; else ``name``."""
        return place_names.city_name(name, country_code, self.language)

    def region(self, name: str, country_code: str) -> str:
        """The name of a state, province or other region in this language, where CLDR knows it; else ``name``."""
        return place_names.region_name(name, country_code, self.language)

    def named(self, one: CityCount | PublicAction) -> str:
        """What a city of the map is called in this language; its region or country where no more is known."""
        match one.precision:
            case Precision.COUNTRY:
                return self.country(one.country_code)
            case Precision.REGION:
                return self.region(one.city, one.country_code)
            case _:
                return self.city(one.city, one.country_code)

    def called(self, name: str, region: str, country_code: str) -> str:
        """The name of a place in this language, or of the region or country that it seems to be."""
        city = name and self.city(name, country_code)
        if city == name and name == region and not place_names.is_city(name, country_code):
            return self.region(name, country_code)
        return self.country(country_code) if city == name == formats.country_name(country_code) else city

    def place(self, name: str, region: str, country_code: str) -> str:
        """Such as "Munich, Bavaria, Germany"; a country or region of the same name is not said twice."""
        is_named = not country_code or formats.country_name(country_code) in {name, region}
        return self.listed(
            self.called(name, region, country_code),
            self.region(region, country_code) if region != name else "",
            "" if is_named else self.country(country_code),
        )

    def country_order(self, code: str) -> tuple[int, ...] | str:
        """A key that sorts countries by their names."""
        return formats.country_order(code, self.language)

    def when(self, action: PublicAction) -> str:
        """When an action is, in its local time: "Sat 7 Apr 2018, 14:00–16:00 BST". What is not known is said so."""
        if action.day is None:
            return self.text("Day and time not given")
        day = self.day(action.day) if action.starts else self.days(action.day, action.last_day)
        if action.starts is None and action.visibility is not Visibility.EXACT:
            return self.text("{day}, time not shown", day=day)
        if action.starts is None:
            return self.text("{day}, time not given", day=day)
        hours = self.hours(action.starts, action.ends, action.last_day)
        zone = formats.zone_text(action.day, action.starts, action.timezone)
        return self.text("{day}, {hours} {zone}", day=day, hours=hours, zone=zone).rstrip()

    def status(self, status: Status) -> str:
        """Where an action stands."""
        match status:
            case Status.PLANNED:
                return self.text("Planned")
            case Status.CONFIRMED:
                return self.text("Confirmed")
            case Status.HAPPENED:
                return self.text("It happened")
            case Status.CANCELLED:
                return self.text("Cancelled")
            case Status.POSTPONED:
                return self.text("Postponed")


def speech(code: str) -> Speech:
    """The speech of a language by its code; English where we do not speak it."""
    return _speech(known(code))


@cache
def _speech(language: str) -> Speech:
    direction = formats.locale_of(language).text_direction
    return Speech(
        language, direction, NullTranslations() if language == DEFAULT else catalogues.catalogue(language)
    )


ENGLISH = speech(DEFAULT)
"""The language that the sentences are written in."""
