"""What was approved or imported before digests had a version stays so; and from now on a new field voids nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from dashboard.model import Action, Approval, Exposure, Visibility
from dashboard.safety import approval_digest, is_approval_of, publish_view
from dashboard.storage import fingerprint, says_the_same
from tests.storage.samples import EMBASSY, GROZNY, LEEDS, LONDON, action

EXPOSURE = Exposure(
    datetime(2018, 4, 7, 12, tzinfo=UTC), coarsen_after=3, neighbourhood="Kensington", withhold_link=True
)
ONE = replace(
    action(
        LONDON,
        at=EMBASSY,
        title="Vigil — “quoted”, it's",
        venue="Embassy",
        organiser="Group",
        contact="a@example.org",
        ends=time(15, 30),
        expected_people=40,
    ),
    exposure=EXPOSURE,
)
FIRST_APPROVAL, FIRST_FINGERPRINT = "17ddc6f0999d2646f2dd3c3551b694d7", "ca313e930a0a61058bea6b18e316ba26"
"""As they were taken of just this action before digests had a version."""

OTHER = (
    replace(ONE, submission=replace(ONE.submission, title="Other")),
    replace(ONE, city=LEEDS),
    replace(ONE, place=LEEDS),
    replace(ONE, exposure=replace(EXPOSURE, withhold_time=True)),
    replace(ONE, submission=replace(ONE.submission, ends=None)),
)
SAME = (
    replace(ONE, submission=replace(ONE.submission, line=99, raw={"x": "y"}, expected_people=41, contact="")),
    replace(ONE, exposure=replace(EXPOSURE, approval=Approval(Visibility.EXACT, "x", "1", "2"))),
)


def test_digests_of_the_first_version_are_still_told() -> None:
    assert is_approval_of(FIRST_APPROVAL, ONE)
    assert says_the_same(FIRST_FINGERPRINT, ONE, fingerprint(ONE))
    assert not says_the_same(FIRST_FINGERPRINT, OTHER[0], fingerprint(OTHER[0]))


@pytest.mark.parametrize("digest", [FIRST_APPROVAL, approval_digest(ONE)])
def test_an_approval_is_for_what_was_seen_and_for_no_more(digest: str) -> None:
    assert [is_approval_of(digest, one) for one in SAME] == [True] * len(SAME)
    assert [is_approval_of(digest, one) for one in OTHER] == [False] * len(OTHER)


def test_what_was_approved_by_a_digest_of_the_first_version_is_shown() -> None:
    risky = action(GROZNY, title="Vigil")
    shown = [
        publish_view(replace(risky, exposure=Exposure(approval=approval)), uid="a", now=datetime.now(UTC))
        for approval in (None, Approval(Visibility.EXACT, approval_digest(risky), "1", "2"))
    ]
    assert [one.title if one else None for one in shown] == ["", "Vigil"]


def test_digests_are_of_named_fields_and_say_their_version() -> None:
    assert approval_digest(ONE) == "2:93b913fb5911b13998b2ed2656a5019d"
    assert fingerprint(ONE) == "2:2ddfed8e8431041da2a78bed617270fe"


def test_a_fingerprint_tells_each_field_that_an_import_brings() -> None:
    changed: list[Action] = [
        *OTHER[:3],
        replace(ONE, submission=replace(ONE.submission, contact="b@example.org")),
        replace(ONE, submission=replace(ONE.submission, reported_people=7)),
        replace(ONE, submission=replace(ONE.submission, last_day=date(2018, 4, 9))),
        replace(
            ONE, submission=replace(ONE.submission, place=replace(ONE.submission.place, postcode="W8 4QP"))
        ),
    ]
    assert len({fingerprint(one) for one in (ONE, *changed)}) == len(changed) + 1
    assert fingerprint(SAME[1]) == fingerprint(ONE)
