"""A submission and an answer to where it is -> a row that is published, waits or is rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from dashboard.geocoding import Resolver
from dashboard.ingest.zones import is_clock_of, moved, offsets_of
from dashboard.model import Action, Answer, Campaign, Effect, GeoStatus, Place, RowProblem, Submission
from dashboard.publishing.places import city_of
from dashboard.safety import default_visibility
from dashboard.schedule import clock_changes_at
from dashboard.storage import Outcome, ReceivedRow

_PLACE_COLUMNS: Final = ("place", "city", "coordinates", "address", "region", "country", "venue", "latitude")


_MAY_STAND: Final = frozenset(
    {
        "online_or_there",
        "garbled_letters",
        "rows_in_a_text",
        "time_in_clock_change",
        "same_in_file",
        "column_unread",
    }
)
"""What is settled if a row is meant just as it says, since that is then what is published.

What could not be read is not among them: something else would be published than what the row says.
"""


def is_answerable(problem: RowProblem) -> bool:
    """Whether a question is settled by taking the row just as it says."""
    return problem.effect is Effect.QUESTION and problem.code in _MAY_STAND


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
    problems: tuple[RowProblem, ...],
    campaign: Campaign,
    resolver: Resolver,
) -> ReceivedRow:
    """What becomes of a row that could be read, with all its problems."""
    if answer.place is not None:
        problems = (*problems, *problems_of_clock(with_time_of(campaign, submission), answer.place))
    effects = {problem.effect for problem in problems}
    if Effect.REFUSAL in effects or (answer.place is None and Effect.QUESTION not in effects):
        # A place for it may yet be found online, and its own text put right.
        timed = with_time_of(campaign, submission)
        return ReceivedRow(
            submission.line, Outcome.REJECTED, submission.raw, problems, submission=timed, key=key
        )
    if Effect.QUESTION in effects or answer.place is None:
        return ReceivedRow(
            submission.line, Outcome.WAITING, submission.raw, problems, submission=submission, key=key
        )
    action = make_action(submission, key, answer, answer.place, campaign, resolver)
    return ReceivedRow(submission.line, Outcome.PUBLISHED, submission.raw, problems, action)


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
        geocoding=" ".join((answer.reason, *answer.assumed)),
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


def problems_of_clock(submission: Submission, place: Place) -> Iterator[RowProblem]:
    """A question for each time that the clocks of the place skip or show twice on that day, or that is of another."""
    clock, starts = submission.clock, submission.starts
    known = clock and starts and offsets_of(clock, submission.day)
    if known and starts and not is_clock_of(clock, place.timezone, submission.day, starts):
        yield RowProblem(
            submission.line,
            "",
            "time_zone",
            f"The time is of another clock ({clock}) than that of {place.name}. Times are shown as the local time of "
            "the place: write that alone, such as 14:00.",
            Effect.QUESTION,
            _local(submission, place),
        )
    for at in (submission.starts, submission.ends):
        if submission.day is None or at is None:
            continue
        change = clock_changes_at(submission.day, at, place.timezone)
        if change:
            what = "skip this time" if change > 0 else "show this time twice"
            yield RowProblem(
                submission.line,
                "",
                "time_in_clock_change",
                f"On {submission.day.isoformat()} the clocks in {place.name} {what} ({at:%H:%M}). Which time is meant?",
                Effect.QUESTION,
            )


def _local(submission: Submission, place: Place) -> tuple[str, ...]:
    """The time by the clocks of the place, if that can be told, and the time as it is written."""
    day, at = submission.day, submission.starts
    if day is None or at is None:
        return ()
    there = moved(submission.clock, place.timezone, day, at)
    ways = [f"{there[0]} {there[1]:%H:%M}"] if there else []
    return (*ways, f"{day} {at:%H:%M}")


def problems_of_place(line: int, column: str, answer: Answer) -> Iterator[RowProblem]:
    """What is to be said of an answer: notes on what was assumed, a question, or a refusal."""
    match answer.status:
        case GeoStatus.PLACED:
            for sentence in answer.assumed:
                yield RowProblem(line, column, "place_assumed", sentence, Effect.NOTE)
        case GeoStatus.AMBIGUOUS:
            yield RowProblem(line, column, "place_ambiguous", answer.reason, Effect.QUESTION)
        case _:
            yield RowProblem(line, column, "place_not_found", answer.reason, Effect.REFUSAL)


def is_of_place(problem: RowProblem) -> bool:
    """Whether a problem was made by `problems_of_place`."""
    return problem.code in {"place_assumed", "place_ambiguous", "place_not_found"}


def place_column(columns: Mapping[str, str]) -> str:
    """The header of the column that says most of where an action is; ``""`` if there is none."""
    headers = {field: header for header, field in columns.items()}
    return next((headers[field] for field in _PLACE_COLUMNS if field in headers), "")
