"""A submission and an answer to where it is -> a row that is published, waits or is rejected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from dashboard.geocoding import Answer, Resolver
from dashboard.ingest.columns import PLACE_FIELDS
from dashboard.model import Action, Campaign, Effect, Place, RowProblem, Submission
from dashboard.publishing.checks import is_of_place, problems_of
from dashboard.publishing.places import city_of, one_by_one
from dashboard.safety import default_visibility
from dashboard.storage import Outcome, ReceivedRow, place_key

_MAY_STAND: Final = frozenset(
    {
        "online_or_there",
        "online_or_at_point",
        "garbled_letters",
        "rows_in_a_text",
        "time_skipped",
        "time_twice",
        "time_in_clock_change",  # of rows that were kept before the two above were told apart
        "same_in_file",
        "column_unread",
        "column_unread_public",
        "not_public_beside",
        "not_public_yet",
    }
)
"""What is settled if a row is meant just as it says, since that is then what is published.

What could not be read is not among them: something else would be published than what the row says.
"""


def is_answerable(problem: RowProblem) -> bool:
    """Whether a question is settled by taking the row just as it says."""
    known = problem.code in _MAY_STAND or problem.code.startswith("private_")
    return problem.effect is Effect.QUESTION and known


def may_stand(problems: Iterable[RowProblem]) -> bool:
    """Whether to offer that a row is meant just as it says: something is asked, and nothing else than that."""
    asked = [
        problem for problem in problems if problem.effect is Effect.QUESTION and not is_of_place(problem)
    ]
    return bool(asked) and all(map(is_answerable, asked))


def judge(
    submission: Submission,
    key: str,
    answer: Answer,
    problems: Iterable[RowProblem],
    campaign: Campaign,
    resolver: Resolver,
    *,
    columns: Mapping[str, str],
    column: str = "",
    is_edit: bool = False,
    as_it_is: bool = False,
    holds_private: bool = False,
) -> ReceivedRow:
    """What becomes of a row that could be read with these problems, with all that `problems_of` says of it."""
    timed = with_time_of(campaign, submission)
    answers = one_by_one(answer)
    found = (*problems,)
    for one in answers:
        checked = problems_of(
            timed,
            one.place,
            columns,
            answer=one,
            column=column,
            is_edit=is_edit,
            as_it_is=as_it_is,
            holds_private=holds_private,
        )
        found += tuple(problem for problem in checked if len(answers) == 1 or problem not in found)
    effects = {problem.effect for problem in found}
    line, raw = submission.line, submission.raw
    if Effect.REFUSAL in effects or (answer.place is None and Effect.QUESTION not in effects):
        # A place for it may yet be found online, and its own text put right.
        return ReceivedRow(line, Outcome.REJECTED, raw, found, submission=timed, key=key)
    if Effect.QUESTION in effects or answer.place is None:
        return ReceivedRow(line, Outcome.WAITING, raw, found, submission=submission, key=key)
    row = ReceivedRow(line, Outcome.PUBLISHED, raw, found)
    return row.with_actions(
        make_action(
            submission, key if number == 0 else place_key(key, one.place), one, one.place, campaign, resolver
        )
        for number, one in enumerate(answers)
        if one.place
    )


def make_action(
    submission: Submission, key: str, answer: Answer, place: Place, campaign: Campaign, resolver: Resolver
) -> Action:
    """The action of a submission that was placed."""
    return Action(
        key=key,
        campaign=campaign.slug,
        submission=with_time_of(campaign, submission),
        place=place,
        city=city_of(place, resolver),
        status=submission.status,
        visibility=default_visibility(place.country_code),
        geocoding=(answer.reason, *answer.assumed),
    )


def with_time_of(campaign: Campaign, submission: Submission) -> Submission:
    """The submission with the campaign's day and time where its own cells are empty.

    An end belongs to its own start, and an hour to a day: an action whose day is open has none of the campaign's.
    """
    day = submission.day or (None if "day" in submission.no_default else campaign.day)
    timed = submission.starts is not None or submission.ends is not None
    timed = timed or "starts" in submission.no_default or day is None
    return replace(
        submission,
        day=day,
        starts=submission.starts if timed else campaign.starts,
        ends=submission.ends if timed else campaign.ends,
    )


def place_column(columns: Mapping[str, str]) -> str:
    """The header of the column that says most of where an action is; ``""`` if there is none."""
    headers = {field: header for header, field in columns.items()}
    return next((headers[field] for field in PLACE_FIELDS if field in headers), "")
