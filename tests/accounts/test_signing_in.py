"""Getting in: with what is right, and never by trying; nobody learns which accounts there are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest
from argon2 import PasswordHasher

from dashboard import accounts
from dashboard.accounts import Person, Role, passwords, second_factor
from dashboard.accounts.keys import network
from dashboard.accounts.signing_in import WINDOW, count_attempt
from dashboard.errors import NotAllowed, PasswordRefused, SignInRefused, TooManyAttempts
from dashboard.retention import forget_expired
from dashboard.storage import Store
from tests import cheaper
from tests.accounts.conftest import DOOR, PASSWORD, Clock, Join
from tests.saying import refusing, said
from tests.storage.samples import CAMPAIGN

NEW = "another row of good words"


def enter(
    store: Store, email: str = "ada@example.org", password: str = PASSWORD, code: str = "", address: str = ""
) -> str:
    return accounts.sign_in(store, DOOR, email, password, code, address=address or "203.0.113.9")


def failures(store: Store) -> list[tuple[object, ...]]:
    with store._engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM failures").all()]


def test_the_right_password_opens_a_session_and_leaves_no_trace_of_the_visitor(
    store: Store, join: Join
) -> None:
    ada = join()
    assert accounts.who(store, enter(store, " ADA@example.org ")) == ada
    assert failures(store) == []


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ada@example.org", "wrong"),
        ("ada@example.org", ""),
        ("nobody@example.org", PASSWORD),
        ("", ""),
        ("a" * 9999, "\ud800" + "b" * 9999),
    ],
)
def test_what_is_wrong_gets_the_same_answer_and_the_same_work(
    store: Store, join: Join, monkeypatch: pytest.MonkeyPatch, email: str, password: str
) -> None:
    join()
    worked: list[str] = []
    real = passwords._hasher

    class Counting:
        hash = real.hash

        def verify(self, hashed: str, given: str) -> bool:
            worked.append(hashed[: len("$argon2id$v=19$m=8,t=1,p=1$")])
            return real.verify(hashed, given)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    with pytest.raises(SignInRefused) as refused:
        enter(store, email, password)
    assert said(refused.value) == "This e-mail address and password do not open an account."
    assert type(refused.value) is SignInRefused
    assert worked == ["$argon2id$v=19$m=8,t=1,p=1$"]


def test_however_many_knock_two_passwords_are_worked_on_at_once_and_no_more() -> None:
    got = [passwords._working.acquire(blocking=False) for _ in range(3)]
    for _ in range(2):
        passwords._working.release()
    assert got == [True, True, False]


def test_of_what_is_sent_as_a_password_no_more_is_worked_on_than_the_longest_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lengths: list[int] = []

    class Measuring:
        def verify(self, hashed: str, given: bytes) -> bool:
            lengths.append(len(given))
            return True

    monkeypatch.setattr(passwords, "_hasher", Measuring())
    assert [passwords.matches("a" * length, "hash") for length in (1_000, 2_000, 1_000_000)] == [True] * 3
    assert lengths == [1_000, 2_000, 2_000]


def test_passwords_are_kept_as_argon2id_with_the_work_that_its_authors_recommend(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passwords, "_hasher", cheaper.HASHER)
    assert passwords.hash_password(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_after_five_failures_an_account_is_closed_for_a_quarter_of_an_hour(
    store: Store, join: Join, clock: Clock, email: str
) -> None:
    join()
    for number in range(5):
        with pytest.raises(SignInRefused) as refused:
            enter(store, email, "wrong", address=f"203.0.113.{number}")
        assert type(refused.value) is SignInRefused
    with pytest.raises(TooManyAttempts):
        enter(store, email, PASSWORD, address="198.51.100.1")
    clock.now += WINDOW + timedelta(seconds=1)
    if email.startswith("ada"):
        assert enter(store, email, PASSWORD, address="198.51.100.1")


def test_a_clock_that_was_a_year_ahead_closes_no_account_and_keeps_no_session(
    store: Store, join: Join, clock: Clock
) -> None:
    join()
    right, clock.now = clock.now, clock.now + timedelta(days=365)
    token = enter(store, "ada@example.org", PASSWORD)
    assert accounts.who(store, token)
    for _failure in range(5):
        with pytest.raises(SignInRefused):
            enter(store, "ada@example.org", "wrong")
    clock.now = right
    assert accounts.who(store, token) is None
    assert accounts.who(store, enter(store, "ada@example.org", PASSWORD))


def test_an_address_is_refused_after_a_hundred_failures_and_not_after_five(
    store: Store, join: Join, clock: Clock
) -> None:
    join()
    for number in range(100):
        if number == 5:
            enter(store, address="2001:db8::1")
        with pytest.raises(SignInRefused):
            enter(store, f"{number}@example.org", "wrong", address="2001:db8::1")
    with pytest.raises(TooManyAttempts):
        enter(store, address="2001:db8::ffff")
    assert enter(store, address="2001:db8:0:1::1")
    clock.now += WINDOW + timedelta(seconds=1)
    assert enter(store, address="2001:db8::1")


def test_who_is_signed_in_is_not_locked_by_what_others_try(store: Store, join: Join) -> None:
    ada = join()
    here = enter(store)
    for number in range(100):
        with pytest.raises(SignInRefused):
            enter(store, f"{number % 20}@example.org", "wrong")
    for _ in range(6):
        with pytest.raises(SignInRefused):
            enter(store, password="wrong", address="198.51.100.1")
    accounts.change_password(store, DOOR, ada, PASSWORD, NEW, token=here, address="203.0.113.9")
    for _ in range(5):
        with refusing(SignInRefused, "not right"):
            accounts.end_second_factor(store, DOOR, ada, "wrong", address="203.0.113.9")
    with pytest.raises(TooManyAttempts):
        accounts.end_second_factor(store, DOOR, ada, NEW, address="203.0.113.9")


def test_many_attempts_at_once_gain_nothing(store: Store, join: Join) -> None:
    join()

    def attempt(number: int) -> type[Exception]:
        try:
            enter(store, password=f"wrong {number}", address=f"203.0.113.{number}")
        except SignInRefused as refused:
            return type(refused)
        raise AssertionError

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(attempt, range(20)))
    assert sorted(one.__name__ for one in results) == ["SignInRefused"] * 5 + ["TooManyAttempts"] * 15


def test_no_address_can_be_read_from_what_is_kept_and_nothing_is_kept_after_the_window(
    store: Store, clock: Clock
) -> None:
    with pytest.raises(SignInRefused):
        enter(store, "secret@example.org", "wrong", address="203.0.113.77")
    kept = repr(failures(store))
    assert len(failures(store)) == 2
    assert "203.0.113.77" not in kept
    assert "secret" not in kept
    clock.now += WINDOW + timedelta(seconds=1)
    forget_expired(store)
    assert failures(store) == []


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_an_address_counts_with_those_of_its_household(address: str, counted_as: str) -> None:
    assert network(address) == counted_as


# Sessions.


@pytest.mark.parametrize(("steps", "is_in"), [([11.9], True), ([12.1], False), ([11, 11, 11], True)])
def test_a_session_ends_when_it_is_not_used(
    store: Store, join: Join, clock: Clock, steps: list[float], is_in: bool
) -> None:
    join()
    token = enter(store)
    for hours in steps:
        clock.now += timedelta(hours=hours)
        person = accounts.who(store, token)
    assert (person is not None) is is_in


def test_a_page_that_asks_by_itself_does_not_keep_a_session_open(
    store: Store, join: Join, clock: Clock
) -> None:
    join()
    token = enter(store)
    for _ in range(2):
        clock.now += timedelta(hours=7)
        person = accounts.who(store, token, touch=False)
    assert person is None


def test_a_session_ends_after_two_weeks_however_much_it_is_used(
    store: Store, join: Join, clock: Clock
) -> None:
    join()
    token = enter(store)
    for _ in range(33):
        clock.now += timedelta(hours=10)
        assert accounts.who(store, token) is not None
    clock.now += timedelta(hours=10)
    assert accounts.who(store, token) is None


def test_sessions_are_listed_and_ended_one_by_one(store: Store, join: Join) -> None:
    ada, eve = join("ada"), join("eve")
    one, two = enter(store), enter(store)
    mine = accounts.my_session(store, one)
    assert mine in accounts.my_sessions(store, ada)
    assert mine is not None
    accounts.revoke(store, eve, mine.id)
    assert accounts.who(store, one) == ada
    accounts.revoke(store, ada, mine.id)
    assert (accounts.who(store, one), accounts.who(store, two)) == (None, ada)
    accounts.sign_out(store, two)
    assert accounts.who(store, two) is None


def test_what_a_cookie_holds_is_not_in_the_database(store: Store, join: Join) -> None:
    join()
    token = enter(store)
    with store._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM sessions").all()
    assert len(rows) == 2
    assert token not in repr(rows)


def test_a_role_that_was_taken_away_is_gone_at_the_next_look(store: Store, join: Join) -> None:
    administrator, ada = join("root", Role.ADMINISTRATOR), join("ada")
    token = enter(store)
    assert accounts.may_upload(store, token)
    accounts.end_membership(store, administrator, ada.id, CAMPAIGN.slug)
    assert accounts.who(store, token) == Person(ada.id, ada.email, ada.name)
    assert not accounts.may_upload(store, token)
    accounts.sign_out(store, token)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 10_000])
def test_nobody_gets_in_with_an_invented_cookie(store: Store, token: str) -> None:
    assert accounts.who(store, token) is None
    assert not accounts.may_upload(store, token)


# Passwords.


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "too short"),
        ("eleven char", "too short"),
        ("x" * 1001, "too long"),
        ("abababababab", "repeats a few"),
        ("Lovelace1843!", "holds your name"),
        ("i am ada.byron ok", "holds your name"),
    ],
)
def test_what_is_guessed_first_is_no_password(password: str, why: str) -> None:
    with refusing(PasswordRefused, why):
        accounts.check_password(password, email="ada.byron@example.org", name="Ada Lovelace")


@pytest.mark.parametrize(
    "password", ["twelve chars", "пять фонарей у реки", "ランタンを五つ川のほとりに", PASSWORD]
)
def test_words_in_any_script_are_a_password(password: str) -> None:
    accounts.check_password(password, email="ada.byron@example.org", name="Ada Lovelace")


def test_a_name_of_four_letters_may_not_stand_in_a_password_and_one_of_three_may() -> None:
    accounts.check_password("six lanterns for ada", email="x@example.org", name="Ada")
    with pytest.raises(PasswordRefused):
        accounts.check_password("six lanterns for lena", email="x@example.org", name="Lena")


def test_a_letter_may_be_typed_on_any_keyboard() -> None:
    hashed = passwords.hash_password("cafe\u0301 by the river")
    assert passwords.matches("café by the river", hashed)


def test_a_new_password_ends_the_sessions_elsewhere(store: Store, join: Join) -> None:
    ada = join()
    here, there = enter(store), enter(store)
    with pytest.raises(SignInRefused):
        accounts.change_password(store, DOOR, ada, "wrong", NEW, token=here, address="::1")
    accounts.change_password(store, DOOR, ada, PASSWORD, NEW, token=here, address="::1")
    assert (accounts.who(store, here), accounts.who(store, there)) == (ada, None)
    with pytest.raises(SignInRefused):
        enter(store, password=PASSWORD)
    assert enter(store, password=NEW)


def test_a_hash_made_with_less_work_is_made_anew(
    store: Store, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = join()
    stronger = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", stronger)
    enter(store)
    record = store.accounts.person(ada.id)
    assert record is not None
    assert "t=2" in record.password


# The second factor.


@pytest.fixture
def secret(store: Store, join: Join) -> str:
    """The second factor of Ada, who has just set it up."""
    ada = join()
    secret, address = accounts.waiting_second_factor(store, ada, issuer="Map")
    assert address.startswith("otpauth://totp/Map:ada%40example.org?secret=")
    code = pyotp.TOTP(secret).now()
    accounts.use_second_factor(store, DOOR, ada, PASSWORD, secret, code, address="::1")
    return secret


def test_with_a_second_factor_the_password_alone_opens_nothing(store: Store, secret: str) -> None:
    for code in ("", "000000", "abc", "１２３４５６"):
        with pytest.raises(SignInRefused):
            enter(store, code=code)
    person = accounts.who(store, enter(store, code=pyotp.TOTP(secret).now()))
    assert person is not None
    assert person.has_second_factor


def test_a_code_opens_once(store: Store, secret: str) -> None:
    code = pyotp.TOTP(secret).now()
    assert enter(store, code=f"{code[:3]} {code[3:]}")
    with pytest.raises(SignInRefused):
        enter(store, code=code)


def test_a_wrong_password_does_not_use_the_code_up(store: Store, secret: str) -> None:
    code = pyotp.TOTP(secret).now()
    with pytest.raises(SignInRefused):
        enter(store, password="wrong", code=code)
    assert enter(store, code=code)


def test_the_second_factor_is_sealed_in_the_database(store: Store, secret: str) -> None:
    with store._engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT totp_secret FROM people").scalars().all()
    assert len(kept) == 1
    assert kept[0]
    assert secret not in kept[0]


def test_a_second_factor_begins_with_a_code_that_is_right(store: Store, join: Join) -> None:
    ada = join()
    secret, _ = accounts.waiting_second_factor(store, ada, issuer="Map")
    for password, code in ((PASSWORD, "000000"), ("wrong", pyotp.TOTP(secret).now())):
        with pytest.raises(SignInRefused):
            accounts.use_second_factor(store, DOOR, ada, password, secret, code, address="::1")
    assert enter(store)


def test_the_key_of_a_second_factor_stays_until_it_is_confirmed_or_asked_anew(
    store: Store, join: Join
) -> None:
    ada = join()
    first, address = accounts.waiting_second_factor(store, ada, issuer="Map")
    assert f"secret={first}" in address
    assert accounts.waiting_second_factor(store, ada, issuer="Map") == (first, address)
    second, _ = accounts.waiting_second_factor(store, ada, issuer="Map", anew=True)
    assert second != first
    code = pyotp.TOTP(second).now()
    accounts.use_second_factor(store, DOOR, ada, PASSWORD, second, code, address="::1")
    assert accounts.waiting_second_factor(store, ada, issuer="Map")[0] not in {first, second}


def test_whoever_looks_at_once_is_shown_the_key_that_is_kept(store: Store, join: Join) -> None:
    ada = join()
    with ThreadPoolExecutor(4) as pool:
        shown = set(pool.map(lambda _: accounts.waiting_second_factor(store, ada, issuer="Map"), range(4)))
    assert shown == {accounts.waiting_second_factor(store, ada, issuer="Map")}


def test_a_second_factor_ends_with_the_password(store: Store, secret: str) -> None:
    ada = accounts.who(store, enter(store, code=pyotp.TOTP(secret).now()))
    with pytest.raises(SignInRefused):
        accounts.end_second_factor(store, DOOR, ada, "wrong", address="::1")
    accounts.end_second_factor(store, DOOR, ada, PASSWORD, address="::1")
    assert enter(store)


@pytest.mark.parametrize(("seconds", "good"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_clocks_may_differ_by_half_a_minute(seconds: int, good: bool) -> None:
    secret, now = second_factor.new_secret(), 1_700_000_000
    code = pyotp.TOTP(secret).at(now + seconds)
    assert (second_factor.half_minute_of(code, secret, now=now) is not None) is good


# Whom a provider vouches for.


def test_a_provider_lets_in_whoever_was_invited_and_nobody_else(store: Store, join: Join) -> None:
    ada = join("ada")
    assert accounts.who(store, accounts.sign_in_verified(store, DOOR, "Ada@example.org", name="X")) == ada
    accounts.invite(store, accounts.OPERATOR, "new@example.org", CAMPAIGN.slug, Role.MODERATOR)
    new = accounts.who(store, accounts.sign_in_verified(store, DOOR, "new@example.org", name="Newcomer"))
    assert new is not None
    assert (new.name, new.memberships) == ("Newcomer", (accounts.Membership(CAMPAIGN.slug, Role.MODERATOR),))
    with refusing(NotAllowed, "Nobody has invited"):
        accounts.sign_in_verified(store, DOOR, "stranger@example.org", name="Stranger")


def test_who_came_by_a_provider_has_no_password_to_guess(store: Store, join: Join) -> None:
    join("root")
    accounts.invite(store, accounts.OPERATOR, "new@example.org", CAMPAIGN.slug, Role.MODERATOR)
    accounts.sign_in_verified(store, DOOR, "new@example.org", name="Newcomer")
    for password in ("", PASSWORD):
        with pytest.raises(SignInRefused):
            enter(store, "new@example.org", password)


def test_who_lost_every_role_is_not_let_in_by_a_provider(store: Store, join: Join) -> None:
    join("ada", None)
    with pytest.raises(NotAllowed):
        accounts.sign_in_verified(store, DOOR, "ada@example.org", name="Ada")


def test_an_address_tries_a_hundred_accounts_one_after_the_other_and_no_more(store: Store) -> None:
    for number in range(100):
        count_attempt(store, DOOR, f"{number}@example.org", "203.0.113.9")
    with pytest.raises(TooManyAttempts):
        count_attempt(store, DOOR, "one.more@example.org", "203.0.113.9")
