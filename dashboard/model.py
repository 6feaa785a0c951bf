"""The words of the project as values: frozen, typed, and free of any library.

Coordinates are ``latitude, longitude`` in WGS 84 degrees. Times are local times of the place of the action,
always beside the IANA name of its time zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum

from dashboard.reasons import Reason, Values


class Status(StrEnum):
    """Where an action stands."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HAPPENED = "happened"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class Visibility(StrEnum):
    """How much of an action the world may see, from everything to nothing."""

    EXACT = "exact"
    AREA = "area"
    CITY = "city"
    COUNTRY = "country"
    COUNT_ONLY = "count_only"
    HIDDEN = "hidden"


class CampaignState(StrEnum):
    """Who may know of a campaign, and whether it takes submissions."""

    DRAFT = "draft"
    """It is being prepared: its people see it, and whoever has its secret link. Nobody else knows that it is there."""
    UNLISTED = "unlisted"
    """Whoever has its link sees it. It is in no list."""
    PUBLIC = "public"
    CLOSED = "closed"
    """It is over: everything stays as it is, and the public submits nothing more."""


class Precision(StrEnum):
    """What a point stands for: a centroid is never drawn as if it were an address."""

    VENUE = "venue"
    STREET = "street"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


OWN_POINT = frozenset({Precision.VENUE, Precision.STREET})
"""What stands at a point of its own, and not in the middle of a city or of more."""


class Effect(StrEnum):
    """What a problem does to its row."""

    NOTE = "note"
    """The row is used; the organiser is told."""
    QUESTION = "question"
    """The row waits until the organiser has answered."""
    REFUSAL = "refusal"
    """The row cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row: where, a code, and the values that its sentence names.

    The sentence is said when somebody reads it, in their language: see `dashboard.i18n.problems`.

    ``line`` is the line of the file on which the row begins, counted from 1; ``column`` is the header as
    the organiser wrote it, or ``""`` for the whole row.
    """

    line: int
    column: str
    code: str
    values: Values = field(default_factory=dict)
    effect: Effect = Effect.REFUSAL
    offers: tuple[str, ...] = ()
    """Texts for the cell that would answer a question, the likeliest first."""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to answer it or put it right; a note is only to be read."""
        return self.effect is not Effect.NOTE


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """What a row says of where it is. Every field may be empty."""

    text: str = ""
    venue: str = ""
    address: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    postcode: str = ""
    """The cell of a column of postcodes. It says where a row is, and is shown to nobody."""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def said(self) -> str:
        """All of it as one text; the same of all rows that mean the same place."""
        parts = [self.text, self.city, self.region, self.country]
        if not self.text and not self.city:
            parts = [self.address or self.venue, *parts]
        if self.latitude is not None and self.longitude is not None:
            parts.append(f"{self.latitude:.5f}, {self.longitude:.5f}")
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Submission:
    """One row as received, each cell read but nothing looked up.

    ``raw`` holds the cells exactly as written, under the headers of the file, unknown columns included.
    """

    line: int
    raw: Mapping[str, str]
    place: PlaceQuery
    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    title: str = ""
    description: str = ""
    organiser: str = ""
    contact: str = ""
    link: str = ""
    status: Status = Status.PLANNED
    expected_people: int | None = None
    language: str = ""
    own_id: str = ""
    # No part of the text that approvals are about, as little as how many are expected.
    reported_people: int | None = field(default=None, repr=False)
    last_day: date | None = field(default=None, repr=False)
    """The later day on which it ends, of what lasts for several: ``ends`` is an hour of that day then."""
    clock: str = field(default="", repr=False)
    """The clock that its times are of, as the row writes it, such as ``EDT`` or ``-03:00``; empty if it names none."""
    no_default: tuple[str, ...] = field(default=(), repr=False)
    """``day`` and ``starts`` where the row says that there is none (yet), or something that nobody could read: the
    campaign's own does not stand in for it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer, or a point inside or beside one.

    ``latitude`` and ``longitude`` are the point that was asked for, at ``precision``; ``geonameid`` names the
    city, region or country it belongs to, and is ``None`` where the gazetteer has none. ``region`` is the
    name of the first-order administrative area, ``country_code`` is ISO 3166-1 alpha-2, ``timezone`` an IANA
    name. ``credit`` says whom the point is owed to, such as ``© OpenStreetMap contributors``, wherever it is shown;
    it is empty for the gazetteer's and for points that people gave.
    """

    geonameid: int | None
    name: str
    region: str
    country_code: str
    latitude: float
    longitude: float
    timezone: str
    precision: Precision = Precision.CITY
    population: int = 0
    # No part of the text that approvals are about: who found a point changes nothing about what is shown.
    credit: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that stands behind a campaign; ``link`` is a web address or empty."""

    name: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What a campaign's page says in one more language. What is empty stays as the campaign itself says it."""

    language: str
    title: str = ""
    summary: str = ""
    call_to_action: str = ""
    story: str = ""
    safety_note: str = ""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A call for actions. A row without a date or time takes the campaign's."""

    slug: str
    title: str
    summary: str = ""
    call_to_action: str = ""
    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    is_example: bool = False
    story: str = ""
    """Why, and whom it honours: simple Markdown, as is the safety note."""
    safety_note: str = ""
    partners: tuple[Partner, ...] = ()
    translations: tuple[Words, ...] = ()
    """Its words in further languages, each language once."""
    state: CampaignState = CampaignState.PUBLIC

    def spoken(self, language: str) -> Campaign:
        """The campaign as it says itself in a language, as far as somebody has translated it."""
        words = next((one for one in self.translations if one.language == language), None)
        if words is None:
            return self
        said = {name: text for name in _SPOKEN if (text := getattr(words, name))}
        return replace(self, **said)


_SPOKEN = ("title", "summary", "call_to_action", "story", "safety_note")


@dataclass(frozen=True, slots=True)
class Approval:
    """Where taking part can be dangerous: that one person asked to show more than the city, and another agreed.

    People are named by their ids. ``of`` is the digest (`dashboard.safety.approval_digest`) of what both saw:
    an action that says something else since then is not approved. ``approved_by`` is empty while it is asked.
    """

    level: Visibility
    of: str
    asked_by: str
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Exposure:
    """What people decided on how an action is shown, beside its visibility. No import changes it."""

    reveal_at: datetime | None = None
    """The instant (aware) from which it is shown as its visibility says; until then at most `until_revealed`."""
    until_revealed: Visibility = Visibility.HIDDEN
    coarsen_after: int | None = None
    """How many days after the end of its day it is shown at most as `coarsen_to`; 0 is at the end of its day."""
    coarsen_to: Visibility = Visibility.CITY
    neighbourhood: str = ""
    """What its area is called where it is shown as one."""
    withhold_organiser: bool = False
    withhold_link: bool = False
    withhold_time: bool = False
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A submission that was accepted and placed. This is private: see `PublicAction`."""

    key: str
    """Stable for this action in its campaign, across repeated imports."""
    campaign: str
    submission: Submission
    place: Place
    city: Place
    """The gazetteer's city (or region, country) that the action counts for."""
    status: Status
    visibility: Visibility
    geocoding: tuple[Reason, ...] = ()
    """Why it stands where it stands."""
    exposure: Exposure = Exposure()
    row_key: str = field(default="", repr=False)
    """The key of the first action of its row, of a further one of a row that names several places; else empty."""


@dataclass(frozen=True, slots=True)
class PublicAction:
    """What the world may see of one action. Made by `dashboard.safety` alone.

    ``uid`` is a random public name that reveals nothing. ``city_id`` groups the actions of one city; it is a
    GeoNames id, or the negative of one made up for a place without. Withheld fields are empty or ``None``.
    """

    uid: str
    campaign: str
    title: str
    description: str
    venue: str
    organiser: str
    link: str
    language: str
    day: date | None
    starts: time | None
    ends: time | None
    timezone: str
    status: Status
    expected_people: int | None
    visibility: Visibility
    precision: Precision
    city_id: int
    city: str
    region: str
    country_code: str
    latitude: float
    longitude: float
    city_latitude: float
    city_longitude: float
    credit: str = ""
    """Whom the point is owed to; empty where it is the gazetteer's, or was given to us."""
    reported_people: int | None = None
    """How many came, as organisers say."""
    last_day: date | None = None
    """The later day on which it ends, as in `Submission`."""
    changed_at: datetime | None = field(default=None, compare=False)
    """When what the world sees of it last changed; ``None`` of one that was not stored yet. It tells two readings
    of an action apart, and is no part of what they say: both are equal."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which public actions are meant. Empty means all; values of one field are alternatives."""

    countries: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    city_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CityCount:
    """How many actions one city has.

    ``actions`` counts those that are not cancelled; ``cancelled`` counts the cancelled ones, which stay
    visible and marked. ``precision`` is the coarsest of the city's actions. People are those of the actions that
    are not cancelled and say how many.
    """

    city_id: int
    city: str
    region: str
    country_code: str
    latitude: float
    longitude: float
    actions: int
    cancelled: int
    precision: Precision = Precision.CITY
    expected_people: int = 0
    reported_people: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers at the top of the page. Cancelled actions are counted apart, never among ``actions``."""

    actions: int
    cities: int
    countries: int
    cancelled: int
    updated_at: datetime | None = None
    expected_people: int = 0
    reported_people: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of one uploaded file: ``uploaded == published + waiting + rejected``, always.

    ``created``, ``changed`` and ``unchanged`` say what the actions of the published rows did to the campaign.
    """

    uploaded: int
    published: int
    waiting: int
    rejected: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[RowProblem, ...] = field(default=())
    notes: tuple[Reason, ...] = field(default=())
    """What was found out about the whole file: encoding, separator, columns that are kept but not shown."""

    @property
    def actions(self) -> int:
        """How many actions the published rows make: a row that names several places may make one for each."""
        return self.created + self.changed + self.unchanged
