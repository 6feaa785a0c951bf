"""How a sentence is filled with values: each is said as people who read the language write it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from string import Formatter
from typing import Final, cast

from dashboard.i18n import formats
from dashboard.i18n.spoken import Speech
from dashboard.reasons import PlaceName, Reason, Value, Values

Say = Callable[[Speech, Reason], str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in English; with ``many`` it has two forms, and the value ``n`` says which."""

    one: str
    many: str = ""

    def names(self) -> set[str]:
        """The values that it needs."""
        named = {name for _, name, _, _ in Formatter().parse(self.one + self.many) if name}
        return named | ({"n"} if self.many else set())

    def said(self, speech: Speech, values: Values, say: Say) -> str:
        """The sentence in a language, with these values in it."""
        spoken = {name: _Spoken(value, speech, say) for name, value in values.items()}
        if self.many:
            spoken.pop("n")
            return speech.count(self.one, self.many, cast(int, values["n"]), **spoken)
        return speech.text(self.one, **spoken)


def text(sentence: str) -> Sentence:
    """Marks a sentence for translators."""
    return Sentence(sentence)


def count(one: str, many: str) -> Sentence:
    """Marks a sentence that goes with a number."""
    return Sentence(one, many)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """One value, said as the sentence asks: ``{places:or}``, ``{day:weekday}``."""

    value: Value
    speech: Speech
    say: Say

    def __format__(self, form: str) -> str:
        """The value in one of the `FORMS`."""
        return FORMS[form](self)

    def each(self) -> list[str]:
        """The parts of a value that has several."""
        parts = self.value if isinstance(self.value, tuple) else (self.value,)
        return [format(_Spoken(part, self.speech, self.say)) for part in parts]


def _plain(one: _Spoken) -> str:
    """As it is: a text, a number, a day or time as we want it written, a place, another reason."""
    match one.value:
        case bool() | str():
            return str(one.value)
        case int():
            return one.speech.number(one.value)
        case float():
            return f"{one.value:g}"
        case date():
            return one.value.isoformat()
        case time():
            return f"{one.value:%H:%M}"
        case PlaceName():
            return one.speech.place(one.value.name, one.value.region, one.value.country_code)
        case Reason():
            return one.say(one.speech, one.value)
    return _listed(one, "standard")


def _listed(one: _Spoken, style: formats.Style) -> str:
    return formats.list_text(one.each(), style, one.speech.language)


def _style(speech: Speech) -> formats.Style:
    """English parts the names of such a list by commas alone; other languages have no form of their own for it."""
    return "unit" if speech.language == "en" else "standard"


def _name(one: _Spoken) -> str:
    place = cast(PlaceName, one.value)
    named = one.speech.called(place.name, place.region, place.country_code)
    return named or format(one)


def _quoted(one: _Spoken) -> str:
    return _in_quotes(one, _style(one.speech)) if isinstance(one.value, tuple) else format(one)


def _in_quotes(one: _Spoken, style: formats.Style) -> str:
    quoted = [one.speech.text("“{text}”", text=text) for text in one.each()]
    return formats.list_text(quoted, style, one.speech.language)


def _characters(one: _Spoken) -> str:
    """Characters by their codes, and in English by the names that the Unicode standard gives them."""
    named = [(f"U+{ord(c):04X}", unicodedata.name(c, "control character").lower()) for c in str(one.value)]
    if one.speech.language == "en":
        return ", ".join(f"{name} ({code})" for code, name in named)
    return formats.list_text([code for code, _ in named], "standard", one.speech.language)


def _day(said: Callable[[date, str], str]) -> Callable[[_Spoken], str]:
    return lambda one: said(cast(date, one.value), one.speech.language)


FORMS: Final[Mapping[str, Callable[[_Spoken], str]]] = {
    "": _plain,
    "and": lambda one: _listed(one, "standard"),
    "or": lambda one: _listed(one, "or"),
    "commas": lambda one: _listed(one, _style(one.speech)),
    "name": _name,
    "quoted": _quoted,
    "quoted_and": lambda one: _in_quotes(one, "standard"),
    "characters": _characters,
    "day": _day(formats.whole_day_text),
    "day_of_year": _day(formats.day_of_year_text),
    "weekday": _day(formats.weekday_text),
}
"""How a value may be said; what stands behind the colon of a placeholder."""
