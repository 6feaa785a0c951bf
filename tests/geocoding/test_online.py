"""Online geocoders are asked politely, believed carefully, and remembered; against one on this machine."""

from __future__ import annotations

import errno
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.client import BadStatusLine, RemoteDisconnected
from pathlib import Path
from typing import Any

import pytest
from geopy.exc import GeocoderParseError, GeocoderQueryError, GeocoderTimedOut
from geopy.exc import GeocoderUnavailable as GeopyUnavailable

from dashboard.errors import GeocoderClosed, GeocoderUnavailable, SettingError
from dashboard.geocoding import Gazetteer, GeoStatus
from dashboard.geocoding.online.adapter import _why
from dashboard.geocoding.online.client import Online, _reason, open_online
from dashboard.geocoding.online.formats import Found
from dashboard.geocoding.online.match import city_of, judge, names_nowhere
from dashboard.geocoding.online.services import check_user_agent, make_service
from dashboard.i18n import LANGUAGES, say, speech
from dashboard.model import Place, Precision
from dashboard.reasons import Reason, Value
from dashboard.storage import Store
from tests.geocoding.fake_geocoder import USER_AGENT, Clock, FakeGeocoder, Known, running
from tests.saying import refusing, said

DAY = 86_400.0
EMBASSY = Known("Russian Embassy", 51.50932, -0.18988, kind=("office", "diplomatic"))
FOUND = Found("Russian Embassy, London, England, United Kingdom", 51.50932, -0.18988, "GB", Precision.VENUE)
REFUSED = Reason("geocoder_refuses_us", {"status": "403"})
LONDON = Place(2643743, "London", "England", "GB", 51.50853, -0.12574, "Europe/London", population=8_961_989)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fake(clock: Clock) -> Iterator[FakeGeocoder]:
    with running(clock) as fake:
        fake.places["Russian Embassy"] = [EMBASSY]
        yield fake


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store.open(sqlite_url)
    yield store
    store.close()


def make_online(
    fake: FakeGeocoder,
    store: Store,
    clock: Clock,
    gazetteer: Gazetteer,
    name: str = "nominatim",
    seconds: float = 10,
) -> Online:
    service = make_service(name, url=fake.url, user_agent=USER_AGENT, key="", seconds=seconds)
    return Online(service, store.geocoder_ledger(clock=clock), gazetteer, sleep=clock.sleep)


@pytest.fixture
def online(fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer) -> Online:
    return make_online(fake, store, clock, gazetteer)


# Found and not found


def test_nominatim_says_where_a_venue_is_and_is_told_who_asks(online: Online, fake: FakeGeocoder) -> None:
    assert online.find("Russian Embassy, London") == (FOUND,)
    (asked,) = fake.asked
    assert (asked.path, asked.query, asked.user_agent) == ("/search", "Russian Embassy, London", USER_AGENT)


def test_photon_says_where_a_venue_is(
    fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    online = make_online(fake, store, clock, gazetteer, "photon")
    assert online.find("Russian Embassy, London") == (replace(FOUND, label="Russian Embassy, London"),)
    assert [(asked.path, asked.user_agent) for asked in fake.asked] == [("/api", USER_AGENT)]


def test_a_service_lives_under_a_path_of_its_server(
    fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    service = make_service(
        "nominatim", url=f"{fake.url}/maps/nominatim/", user_agent=USER_AGENT, key="", seconds=10
    )
    online = Online(service, store.geocoder_ledger(clock=clock), gazetteer, sleep=clock.sleep)
    assert online.find("Russian Embassy") == (FOUND,)
    assert [asked.path for asked in fake.asked] == ["/maps/nominatim/search"]


def test_any_other_service_of_geopy_goes_by_its_name(
    fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    online = open_online(
        "opencage",
        store.geocoder_ledger(clock=clock),
        gazetteer,
        url=fake.url,
        user_agent=USER_AGENT,
        key="secret",
        credit="",
        sleep=clock.sleep,
    )
    found = online.find("Russian Embassy")
    assert found == (replace(FOUND, country_code="", precision=Precision.STREET),)
    assert fake.asked[0].parameters["key"] == ["secret"]


def test_no_such_place_is_none_and_no_exception(online: Online) -> None:
    assert online.find("Nowhere Hall") is None


def test_an_answer_is_remembered_by_every_process_that_shares_the_database(
    online: Online, fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    first = online.find("Russian Embassy, London"), online.find("Nowhere Hall")
    again = make_online(fake, store, clock, gazetteer)
    assert again.knows("Russian Embassy, London")
    assert (again.find("russian  embassy, LONDON"), again.find("Nowhere Hall")) == first
    assert len(fake.asked) == 2


def test_what_was_found_is_asked_again_after_half_a_year_and_what_was_not_after_two_weeks(
    online: Online, fake: FakeGeocoder, clock: Clock
) -> None:
    online.find("Russian Embassy")
    online.find("Nowhere Hall")
    clock.now += 13 * DAY
    assert (online.knows("Russian Embassy"), online.knows("Nowhere Hall")) == (True, True)
    clock.now += 2 * DAY
    assert (online.knows("Russian Embassy"), online.knows("Nowhere Hall")) == (True, False)
    clock.now += 170 * DAY
    assert (online.knows("Russian Embassy"), online.knows("Nowhere Hall")) == (False, False)


def test_another_service_is_asked_for_itself(
    online: Online, fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    online.find("Russian Embassy")
    assert not make_online(fake, store, clock, gazetteer, "photon").knows("Russian Embassy")


# Outages


LIES = {
    "a page instead of data": b"<!doctype html><title>Welcome</title>",
    "half of an answer": b'[{"lat": "51.5", "lon"',
    "no text at all": b"\xff\xfe\x00\x80",
    "nothing at all": b"",
    "a number": b"7",
    "an empty object": b"{}",
    "null": b"null",
    "a list of words": b'["London"]',
    "an object of another kind": b'{"features": 3}',
    "an error in words": b'{"error": "Database is down"}',
    "a place without a point": b'[{"display_name": "London"}]',
    "a place whose point is empty": b'[{"display_name": "London", "lat": null, "lon": null}]',
    "words for a point": b'[{"display_name": "London", "lat": "north", "lon": "west"}]',
    "the null island": b'[{"display_name": "London", "lat": "0", "lon": "0"}]',
    "a place without a name": b'[{"display_name": null, "lat": "51.5", "lon": "-0.1"}]',
    "a box that is none": b'[{"display_name": "London", "lat": "51.5", "lon": "-0.1", "boundingbox": [1]}]',
    "brackets without end": b"[" * 100_000,
    "more than anybody reads": b'["' + b"x" * 3_000_000 + b'"]',
}  # fmt: skip


@pytest.mark.parametrize("body", LIES.values(), ids=LIES.keys())
@pytest.mark.parametrize("name", ["nominatim", "photon"])
def test_what_is_no_answer_is_never_taken_for_not_found(
    name: str, body: bytes, fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    online = make_online(fake, store, clock, gazetteer, name)
    fake.says(200, body)
    with refusing(GeocoderUnavailable, r"^The geocoder could not be asked: .+\.$"):
        online.find("Russian Embassy")
    assert not online.knows("Russian Embassy")
    assert online.find("Russian Embassy") is not None
    assert len(fake.asked) == 2


@pytest.mark.filterwarnings("ignore:Latitude normalization")
def test_a_point_beyond_the_pole_is_no_answer(online: Online, fake: FakeGeocoder) -> None:
    fake.says(200, b'[{"display_name": "London", "lat": "151.5", "lon": "-0.1"}]')
    with pytest.raises(GeocoderUnavailable):
        online.find("Russian Embassy")
    assert not online.knows("Russian Embassy")


@pytest.mark.parametrize("status", [301, 302, 400, 404, 500, 502, 503, 504])
def test_a_failure_of_the_service_is_never_remembered(
    status: int, online: Online, fake: FakeGeocoder
) -> None:
    fake.says(status, b"sorry", Location=f"{fake.url}/elsewhere")
    with refusing(GeocoderUnavailable, rf"HTTP {status}"):
        online.find("Russian Embassy")
    assert online.find("Russian Embassy") == (FOUND,)
    assert [asked.path for asked in fake.asked] == ["/search", "/search"]


def test_a_service_that_hangs_is_given_up_and_asked_again_later(
    fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    online = make_online(fake, store, clock, gazetteer, seconds=0.2)
    fake.hangs()
    with refusing(GeocoderUnavailable, "no answer in time"):
        online.find("Russian Embassy")
    assert not online.knows("Russian Embassy")


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n["])
def test_a_service_that_dribbles_is_given_up_in_the_same_time(
    head: bytes, fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    """A byte now and then would keep a reader waiting for ever whose time begins anew with each."""
    ended = threading.Event()

    def dribble(line: socket.socket) -> None:
        connection = line.accept()[0]
        with connection, suppress(OSError):
            connection.sendall(head)
            while not ended.wait(0.02):
                connection.sendall(b" ")

    with socket.create_server(("127.0.0.1", 0)) as line:
        thread = threading.Thread(target=dribble, args=(line,))
        thread.start()
        fake.url = f"http://127.0.0.1:{line.getsockname()[1]}"
        online = make_online(fake, store, clock, gazetteer, seconds=0.3)
        with refusing(GeocoderUnavailable, "no answer in time"):
            online.find("Russian Embassy")
        ended.set()
        thread.join()
    assert not online.knows("Russian Embassy")


def test_a_service_that_is_not_there_is_an_outage(store: Store, clock: Clock, gazetteer: Gazetteer) -> None:
    with running(clock) as gone:
        pass
    online = make_online(gone, store, clock, gazetteer)
    with refusing(GeocoderUnavailable, "no connection"):
        online.find("Russian Embassy")
    assert not online.knows("Russian Embassy")


CAUSES = {
    b"<!doctype html>": "geocoder_no_json",
    b"{}": "geocoder_says_nothing",
    b"\xff\xfe\x00\x80": "geocoder_no_text",
    b'["' + b"x" * 3_000_000 + b'"]': "geocoder_endless",
    b'[{"display_name": "London"}]': "geocoder_undocumented",
    b'[{"display_name": "London", "lat": "0", "lon": "0"}]': "geocoder_undocumented",
}


@pytest.mark.parametrize(("body", "code"), CAUSES.items(), ids=[f"{body[:40]!r}" for body in CAUSES])
def test_what_is_wrong_with_an_answer_is_a_code(
    body: bytes, code: str, online: Online, fake: FakeGeocoder
) -> None:
    fake.says(200, body)
    with pytest.raises(GeocoderUnavailable) as caught:
        online.find("Russian Embassy")
    assert caught.value.values == {"why": Reason(code)}


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "geocoder_refuses_key"), (402, "geocoder_quota_used"), (403, "geocoder_refuses_us"),
        (407, "proxy_refuses_us"), (429, "geocoder_wants_pause"), (418, "geocoder_answered"),
    ],
)  # fmt: skip
def test_what_a_status_means_is_said_in_the_language_of_who_reads(
    status: int, code: str, online: Online, fake: FakeGeocoder
) -> None:
    fake.says(status, b"Go away")
    with pytest.raises(GeocoderUnavailable) as caught:
        online.find("Russian Embassy")
    assert caught.value.values == {"why": Reason(code, {"status": str(status)})}
    sentences = {say(speech(language), caught.value) for language in LANGUAGES}
    assert len(sentences) == len(LANGUAGES)
    assert all(f"HTTP {status}" in sentence and "Go away" not in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (GeocoderTimedOut("Service timed out"), "geocoder_silent"),
        (GeopyUnavailable("Server error"), "geocoder_out_of_order"),
        (GeocoderParseError("What <b>you</b> asked"), "geocoder_undocumented"),
        (GeocoderQueryError("What you asked"), "geocoder_puzzled"),
        (KeyError("lat"), "geocoder_undocumented"),
    ],
)
def test_words_of_geopy_or_of_a_service_are_not_passed_on(error: Exception, code: str) -> None:
    assert _reason(error) == Reason(code)


@pytest.mark.parametrize(
    ("cause", "why"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), Reason("connection_refused")),
        (RemoteDisconnected("Remote end closed connection"), Reason("connection_reset")),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), Reason("host_unknown")),
        (
            ssl.SSLError(1, "wrong version (_ssl.c:7)"),
            Reason("connection_untrusted", {"why": "wrong version"}),
        ),
        (OSError(errno.EPIPE, "Broken pipe"), "broken pipe"),
        (BadStatusLine("Elm Street 5"), "BadStatusLine"),
    ],
)
def test_why_there_is_no_connection_is_a_reason_where_it_happens_often(cause: Exception, why: Value) -> None:
    assert _why(cause) == why


# Pauses, refusals, the breaker


@pytest.mark.parametrize(
    ("status", "after", "seconds"), [(429, "120", 120), (503, "90", 90), (429, None, 60)]
)
def test_a_service_is_left_alone_for_as_long_as_it_asks(
    status: int, after: str | None, seconds: float, online: Online, fake: FakeGeocoder, clock: Clock
) -> None:
    headers = {"Retry_After": after} if after else {}
    fake.says(status, b"Slow down", **headers)
    with pytest.raises(GeocoderUnavailable):
        online.find("Russian Embassy")
    clock.now += seconds - 2
    with refusing(GeocoderClosed, "left alone"):
        online.find("Russian Embassy")
    clock.now += 3
    assert online.find("Russian Embassy") == (FOUND,)
    assert len(fake.asked) == 2


def test_a_pause_may_be_given_as_a_moment(online: Online, fake: FakeGeocoder, clock: Clock) -> None:
    fake.says(429, Retry_After=format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True))
    with pytest.raises(GeocoderUnavailable):
        online.find("Russian Embassy")
    clock.now += 7_000
    with pytest.raises(GeocoderClosed):
        online.find("Russian Embassy")
    clock.now += 300
    assert online.find("Russian Embassy") == (FOUND,)


@pytest.mark.parametrize("after", ["soon", "-5", "9" * 400, "Fri, 31 Dec 99999 23:59:59 GMT", "Fri, 99 Foo"])
def test_a_pause_that_makes_no_sense_is_still_no_answer(
    after: str, online: Online, fake: FakeGeocoder, clock: Clock
) -> None:
    fake.says(429, Retry_After=after)
    with pytest.raises(GeocoderUnavailable):
        online.find("Russian Embassy")
    assert not online.knows("Russian Embassy")
    clock.now += 31 * DAY
    assert online.find("Russian Embassy") == (FOUND,)


def test_what_is_remembered_is_answered_during_a_pause(online: Online, fake: FakeGeocoder) -> None:
    online.find("Russian Embassy")
    fake.says(429, Retry_After="500")
    with pytest.raises(GeocoderUnavailable):
        online.find("Somewhere else")
    assert online.find("Russian Embassy") == (FOUND,)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_stops_everybody_until_an_operator_acts(
    status: int, fake: FakeGeocoder, tmp_path: Path, clock: Clock, gazetteer: Gazetteer
) -> None:
    url = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    one, other = Store.open(url), Store.open(url)
    fake.says(status, b"Blocked")
    with refusing(GeocoderUnavailable, f"HTTP {status}"):
        make_online(fake, one, clock, gazetteer).find("Russian Embassy")
    clock.now += 366 * DAY
    for store in (one, other):
        with refusing(GeocoderClosed, "--resume"):
            make_online(fake, store, clock, gazetteer).find("Russian Embassy")
    assert len(fake.asked) == 1
    make_online(fake, other, clock, gazetteer).resume()
    assert make_online(fake, one, clock, gazetteer).find("Russian Embassy") == (FOUND,)
    one.close()
    other.close()


def test_three_failures_in_a_row_leave_the_service_alone_for_ten_minutes(
    online: Online, fake: FakeGeocoder, clock: Clock
) -> None:
    def fails(times: int) -> None:
        for number in range(times):
            fake.says(500)
            with refusing(GeocoderUnavailable, "HTTP 500"):
                online.find(f"Hall {number}")

    fails(2)
    online.find("Russian Embassy")  # a success in between counts from nought
    fails(3)
    clock.now += 590
    with refusing(GeocoderClosed, "left alone for another"):
        online.find("Nowhere Hall")
    clock.now += 15
    fails(1)  # the one trial: it fails, and the door closes at once
    with pytest.raises(GeocoderClosed):
        online.find("Nowhere Hall")
    clock.now += 605
    assert online.find("Nowhere Hall") is None
    fails(2)
    assert online.find("Nowhere Hall 2") is None
    assert len(fake.asked) == 2 + 1 + 3 + 1 + 1 + 2 + 1


# Turns


def test_two_requests_are_never_less_than_a_second_apart_however_many_ask(
    fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    started = clock.now

    def ask(name: int) -> None:
        online = make_online(fake, store, clock, gazetteer)
        for number in range(4):
            online.find(f"Hall {name}.{number}")

    threads = [threading.Thread(target=ask, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(fake.asked) == 16
    assert [asked.others for asked in fake.asked] == [0] * 16
    # Who waits makes this time pass, for a request that is on its way too: only the whole can be measured.
    assert clock.now - started >= 15


def test_what_another_found_out_while_we_waited_is_not_asked_again(
    fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    patient = make_online(fake, store, clock, gazetteer)
    quick = make_online(fake, store, Clock(clock.now), gazetteer)
    patient.find("Hall 1")  # now everybody waits a second

    def sleep(seconds: float) -> None:
        clock.now += seconds
        if not quick.knows("Russian Embassy"):
            quick._ask("Russian Embassy")

    patient._sleep = sleep
    assert patient.find("Russian Embassy") == (FOUND,)
    assert fake.questions == ["Hall 1", "Russian Embassy"]


def test_a_refusal_while_we_waited_is_heeded(
    fake: FakeGeocoder, store: Store, clock: Clock, gazetteer: Gazetteer
) -> None:
    online = make_online(fake, store, clock, gazetteer)
    online.find("Hall 1")

    def sleep(seconds: float) -> None:
        clock.now += seconds
        store.geocoder_ledger(clock=clock).stop(online._service.identity, REFUSED)

    online._sleep = sleep
    with refusing(GeocoderClosed, "it does not let us in"):
        online.find("Russian Embassy")
    assert fake.questions == ["Hall 1"]


# Settings


@pytest.mark.parametrize(
    "agent",
    [
        "", "  ", "my-application", "my_app/1", "specify_your_app_name_here", "geopy/2.4.1", "curl/8.0",
        "python-requests/2.31", "Mozilla/5.0 (X11; Linux x86_64)", "your app (you@example.org)", "test@test",
        "example", "Our map <your email>", "Lanterns for Minsk", "Straßenfest (a@b.org)", "a@b.org\r\nX: y",
        "x" * 300 + "@b.org",
    ],
)  # fmt: skip
def test_whoever_does_not_say_who_asks_may_not_ask(agent: str) -> None:
    with refusing(SettingError, r"^ACTION_MAP_GEOCODER_USER_AGENT "):
        check_user_agent(agent)


@pytest.mark.parametrize(
    "agent", [USER_AGENT, "solidarity-map/1.2 (team@lanterns.net)", "All Out http://allout.org"]
)
def test_an_honest_user_agent_may_ask(agent: str) -> None:
    check_user_agent(agent)


@pytest.mark.parametrize(
    ("name", "url", "key", "sentence"),
    [
        ("nomnatim", "", "", "ACTION_MAP_GEOCODER is “nomnatim”"),
        ("nominatim", "nominatim.lanterns.net", "", "ACTION_MAP_GEOCODER_URL must be an address"),
        ("nominatim", "ftp://nominatim.lanterns.net", "", "ACTION_MAP_GEOCODER_URL must be an address"),
        ("nominatim", "file:///etc/passwd", "", "ACTION_MAP_GEOCODER_URL must be an address"),
        ("nominatim", "https://me:secret@lanterns.net", "", "cannot hold a password"),
        ("nominatim", "", "secret", "takes no key"),
        ("opencage", "", "", "needs a key: set ACTION_MAP_GEOCODER_KEY"),
        ("pelias", "", "", "needs an address: set ACTION_MAP_GEOCODER_URL"),
        ("baidu", "https://lanterns.net", "secret", "is at one address alone"),
        ("liveaddress", "", "", "needs more than we can give it"),
    ],
)
def test_settings_that_cannot_be_used_are_named(name: str, url: str, key: str, sentence: str) -> None:
    with refusing(SettingError, sentence):
        make_service(name, url=url, user_agent=USER_AGENT, key=key, seconds=1)


def test_nobody_is_asked_unless_an_operator_says_whom(store: Store, gazetteer: Gazetteer) -> None:
    with refusing(SettingError, "nobody is asked"):
        open_online("", store.geocoder_ledger(), gazetteer, url="", user_agent=USER_AGENT, key="", credit="")


# Is it the place that was meant?


def found(latitude: float, longitude: float, code: str = "GB", **changes: Any) -> Found:
    place = Found("Town Hall, High Street", latitude, longitude, code, Precision.VENUE)
    return replace(place, **changes)


def test_a_venue_in_its_city_is_placed_there_and_counts_for_the_city(gazetteer: Gazetteer) -> None:
    answer = judge([FOUND], "Russian Embassy", LONDON, gazetteer)
    assert answer.status is GeoStatus.PLACED
    assert answer.place == replace(
        LONDON,
        name=FOUND.label,
        latitude=51.50932,
        longitude=-0.18988,
        precision=Precision.VENUE,
        population=0,
    )
    assert city_of(answer.place, LONDON, gazetteer) == LONDON


@pytest.mark.parametrize(
    ("places", "question"),
    [
        ([found(55.75, 37.61, "RU")], "in Russia, and this action is in United Kingdom"),
        ([found(55.75, 37.61)], "2,500 km from London. Is it there?"),  # says Britain, points to Moscow
        ([found(53.8, -1.55)], "272 km from London. Is it there?"),
        ([found(55.75, 37.61, "")], "in Russia"),
        ([found(51.51, -0.12), found(51.55, -0.05)], "knows 2 places in London that may be “Town Hall”"),
    ],
)
def test_what_is_elsewhere_or_several_is_asked_about(
    places: list[Found], question: str, gazetteer: Gazetteer
) -> None:
    answer = judge(places, "Town Hall", LONDON, gazetteer)
    assert answer.status is GeoStatus.AMBIGUOUS
    assert answer.place is None
    assert question in said(answer.reason)
    points = [(place.latitude, place.longitude) for place in answer.candidates]
    assert points == [(place.latitude, place.longitude) for place in places]


def test_a_result_in_the_country_is_preferred_to_one_abroad(gazetteer: Gazetteer) -> None:
    answer = judge([found(55.75, 37.61, "RU"), found(51.51, -0.12)], "Town Hall", LONDON, gazetteer)
    assert answer.place is not None
    assert (answer.place.latitude, answer.place.country_code) == (51.51, "GB")


def test_two_entries_for_one_building_are_one_place(gazetteer: Gazetteer) -> None:
    near = [found(51.51, -0.12, precision=Precision.STREET), found(51.511, -0.121)]
    answer = judge(near, "Town Hall", LONDON, gazetteer)
    assert answer.place is not None
    assert (answer.place.latitude, answer.place.precision) == (51.511, Precision.VENUE)


def test_a_namesake_that_shares_fewer_words_is_no_rival(gazetteer: Gazetteer) -> None:
    places = [found(51.55, -0.05, label="Gift shop"), found(51.51, -0.12)]
    answer = judge(places, "Town Hall", LONDON, gazetteer, strict=True)
    assert answer.place is not None
    assert answer.place.latitude == 51.51


@pytest.mark.parametrize("precision", [Precision.CITY, Precision.REGION, Precision.COUNTRY])
def test_a_centroid_is_never_taken_for_a_venue(precision: Precision, gazetteer: Gazetteer) -> None:
    answer = judge([found(51.51, -0.12, precision=precision)], "Town Hall", LONDON, gazetteer)
    assert answer.status is GeoStatus.NOT_FOUND


def test_half_a_match_is_not_the_place(gazetteer: Gazetteer) -> None:
    half = found(51.51, -0.12, label="Embassy of Peru, Sloane Street")
    assert judge([half], "Russian Embassy", LONDON, gazetteer).status is GeoStatus.NOT_FOUND


def test_a_service_that_says_no_country_is_checked_by_the_point(gazetteer: Gazetteer) -> None:
    answer = judge([found(51.51, -0.12, "")], "Town Hall", LONDON, gazetteer)
    assert answer.place is not None
    assert answer.place.country_code == "GB"


def test_a_town_that_the_gazetteer_lacks_stands_by_itself(gazetteer: Gazetteer) -> None:
    france = Place(3017382, "France", "", "FR", 46.0, 2.0, "Europe/Paris", Precision.COUNTRY)
    town = Found("Tinyville, Creuse, France", 46.1, 2.1, "FR", Precision.CITY)
    station = Found("Gare de Tinyville, France", 46.3, 2.3, "FR", Precision.VENUE)
    place = judge([station, town], "Tinyville", france, gazetteer).place
    assert place is not None
    assert (place.geonameid, place.name, place.country_code, place.latitude) == (
        None,
        "Tinyville",
        "FR",
        46.1,
    )
    assert (place.timezone, place.precision) == ("Europe/Paris", Precision.CITY)
    assert city_of(place, france, gazetteer) == place


@pytest.mark.parametrize("name", ["nominatim", "photon"])
@pytest.mark.parametrize(
    ("known", "precision"),
    [
        (EMBASSY, Precision.VENUE),
        (replace(EMBASSY, kind=("highway", "residential"), rank=26, layer="street"), Precision.STREET),
        (replace(EMBASSY, kind=("highway", "bus_stop"), layer="house"), Precision.VENUE),
        (replace(EMBASSY, kind=("place", "square"), rank=25, layer="locality"), Precision.VENUE),
        (replace(EMBASSY, kind=("place", "suburb"), rank=19, layer="district"), Precision.CITY),
        (replace(EMBASSY, kind=("place", "city"), rank=16, layer="city"), Precision.CITY),
        (replace(EMBASSY, kind=("boundary", "administrative"), rank=8, layer="state"), Precision.REGION),
        (replace(EMBASSY, kind=("boundary", "administrative"), rank=4, layer="country"), Precision.COUNTRY),
        (replace(EMBASSY, kind=("leisure", "park"), rank=24, size=0.02), Precision.STREET),
        (replace(EMBASSY, kind=("waterway", "river"), rank=18, layer="other", size=2), Precision.CITY),
    ],
)
def test_a_pin_is_as_fine_as_the_thing_that_was_found(
    name: str,
    known: Known,
    precision: Precision,
    fake: FakeGeocoder,
    store: Store,
    clock: Clock,
    gazetteer: Gazetteer,
) -> None:
    fake.places["Russian Embassy"] = [known]
    answer = make_online(fake, store, clock, gazetteer, name).find("Russian Embassy")
    assert answer is not None
    assert [place.precision for place in answer] == [precision]


@pytest.mark.parametrize("text", ["", "  ", "Online", "TBA", "Zoom", "to be announced"])
def test_texts_that_name_no_place_are_known(text: str) -> None:
    assert names_nowhere(text)


@pytest.mark.parametrize("text", ["Russian Embassy", "Town Hall", "Central Park", "Rathaus", "Ratusz 1"])
def test_a_venue_names_a_place(text: str) -> None:
    assert not names_nowhere(text)
