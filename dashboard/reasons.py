"""Why something is so, as data: a code, and named values. `dashboard.i18n.problems` says it in a reader's language.

Whatever is found wrong, asked or refused below the doors is such a reason. It is kept and sent as JSON, and becomes a
sentence only when somebody reads it.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final, Union, cast

Value = Union[str, int, float, date, time, "PlaceName", "Reason", tuple["Value", ...]]
"""What a sentence can name."""
Values = Mapping[str, Value]
Progress = Callable[[str, int, int], None]
"""Called with the code of what is being done, how much of it is done, and how much there is."""

AS_SAID: Final = "said"
"""The value that holds a whole sentence, of those that were kept before reasons were data."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A code that has one sentence, and the values that stand in it."""

    code: str
    values: Values = field(default_factory=dict)


def as_said(sentence: str) -> Reason:
    """A sentence that is no data yet, or was kept before reasons were."""
    return Reason(AS_SAID, {AS_SAID: sentence})


_REFUSALS: Final[Mapping[int, str]] = {
    errno.EACCES: "not_permitted",
    errno.EADDRINUSE: "address_in_use",
    errno.EADDRNOTAVAIL: "address_of_other",
    errno.ECONNREFUSED: "connection_refused",
    errno.EEXIST: "file_exists",
    errno.EISDIR: "is_folder",
    errno.ENOENT: "nothing_there",
    errno.ENOSPC: "disk_full",
    errno.ENOTDIR: "no_folder",
    errno.ENOTEMPTY: "folder_not_empty",
    errno.EPERM: "not_permitted",
    errno.EROFS: "read_only",
}


def why(error: Exception) -> Value:
    """Why something was refused: what the system says often as a reason, the rest in the words of whoever says it."""
    if not isinstance(error, OSError):
        return str(error)
    if code := _REFUSALS.get(error.errno or 0):
        return Reason(code)
    return (error.strerror or str(error)).partition(" (")[0].lower()


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as a sentence names it; what is empty is not said."""

    name: str = ""
    region: str = ""
    country_code: str = ""


def value_json(value: Value) -> Any:
    """A value as JSON can hold it."""
    match value:
        case date():
            return {"day": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case PlaceName():
            return {"place": [value.name, value.region, value.country_code]}
        case Reason():
            return reason_json(value)
        case tuple():
            return [value_json(one) for one in value]
    return value


def to_value(kept: Any) -> Value:
    """The value that was kept as JSON."""
    match kept:
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case {"time": str(at)}:
            return time.fromisoformat(at)
        case {"place": [str(name), str(region), str(country_code)]}:
            return PlaceName(name, region, country_code)
        case {"code": str()}:
            return to_reason(kept)
        case list():
            return tuple(to_value(one) for one in kept)
    return cast(Value, kept)


def values_json(values: Values) -> dict[str, Any]:
    """Named values as JSON can hold them."""
    return {name: value_json(value) for name, value in values.items()}


def to_values(kept: Mapping[str, Any]) -> Values:
    """The named values that were kept as JSON."""
    return {name: to_value(value) for name, value in kept.items()}


def reason_json(reason: Reason) -> dict[str, Any]:
    """A reason as JSON can hold it."""
    return {"code": reason.code, "values": values_json(reason.values)}


def to_reason(kept: Mapping[str, Any]) -> Reason:
    """The reason that was kept as JSON."""
    return Reason(kept["code"], to_values(kept["values"]))


def to_reasons(kept: Any) -> tuple[Reason, ...]:
    """The reasons that were kept as JSON, or one that is a sentence of before."""
    if isinstance(kept, str):
        return (as_said(kept),) if kept else ()
    return tuple(map(to_reason, kept))
