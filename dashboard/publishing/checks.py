"""Everything that has to be asked or told about an action before it stands, whichever way it comes: one rule set.

Rows of files, forms, answers, edits and moves all ask `problems_of`, so that none of them forgets a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboard.geocoding import Answer, GeoStatus
from dashboard.ingest.zones import is_clock_of, moved, offsets_of, spelt
from dashboard.model import Action, Effect, Place, RowProblem, Submission, Visibility
from dashboard.reasons import AS_SAID, PlaceName
from dashboard.safety import approval_digest, as_question, default_visibility, is_approval_of, privacy_notes
from dashboard.schedule import clock_changes_at


def problems_of(
    submission: Submission,
    place: Place | None,
    columns: Mapping[str, str],
    *,
    answer: Answer | None = None,
    column: str = "",
    before: Action | None = None,
    is_edit: bool = False,
    as_it_is: bool = False,
    holds_private: bool = False,
) -> Iterator[RowProblem]:
    """What is to be asked or told of a submission, with the day and time that it will have, at a place.

    ``columns`` (header to field) are the texts that are new; of an ``is_edit`` the others were told of before.
    ``answer`` is where it was looked up just now, from ``column``. ``before`` is the action that stands, whose
    hour is not asked about again unless it moves. What is meant ``as_it_is`` may be at an hour that clocks show
    twice, and never at one that they skip. Where what is private is held back, it is asked about, unless it is
    meant ``as_it_is`` or no text is shown there anyway.
    """
    if answer is not None:
        yield from problems_of_place(submission.line, column, answer)
    country = place.country_code if place else ""
    notes = (note for note in privacy_notes(submission, country, columns) if note.column or not is_edit)
    asks = holds_private and not as_it_is and default_visibility(country) is Visibility.EXACT
    yield from map(as_question, notes) if asks else notes
    if place is not None and (
        before is None or _when(submission, place) != _when(before.submission, before.place)
    ):
        yield from problems_of_clock(submission, place, as_it_is=as_it_is)


def problems_of_exposure(before: Action, after: Action) -> Iterator[RowProblem]:
    """A note if what two people approved to show of an action is approved no longer."""
    approval = before.exposure.approval
    held = approval and approval.approved_by and is_approval_of(approval.of, before)
    if held and approval_digest(before) != approval_digest(after):
        yield RowProblem(after.submission.line, "", "approval_lapsed", effect=Effect.NOTE)


def problems_of_clock(
    submission: Submission, place: Place, *, as_it_is: bool = False
) -> Iterator[RowProblem]:
    """A question for each time that the clocks of the place skip or show twice on that day, or that is of another."""
    clock, starts = submission.clock, submission.starts
    known = clock and starts and offsets_of(clock, submission.day)
    if known and starts and not is_clock_of(clock, place.timezone, submission.day, starts):
        yield RowProblem(
            submission.line,
            "",
            "time_zone",
            {
                "clock": spelt(clock),
                "place": PlaceName(place.name, country_code=place.country_code),
            },
            Effect.QUESTION,
            _local(submission, place),
        )
    last = submission.last_day or submission.day
    for day, at in ((submission.day, submission.starts), (last, submission.ends)):
        if day is None or at is None:
            continue
        change = clock_changes_at(day, at, place.timezone)
        if change and not (as_it_is and change < 0):
            where = PlaceName(place.name, country_code=place.country_code)
            yield RowProblem(
                submission.line,
                "",
                "time_skipped" if change > 0 else "time_twice",
                {"day": day, "place": where, "at": at},
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
                yield RowProblem(line, column, "place_assumed", {AS_SAID: sentence}, Effect.NOTE)
        case GeoStatus.AMBIGUOUS:
            yield RowProblem(line, column, "place_ambiguous", {AS_SAID: answer.reason}, Effect.QUESTION)
        case _:
            yield RowProblem(line, column, "place_not_found", {AS_SAID: answer.reason}, Effect.REFUSAL)


def is_of_place(problem: RowProblem) -> bool:
    """Whether a problem was made by `problems_of_place`."""
    return problem.code in {"place_assumed", "place_ambiguous", "place_not_found"}


def is_of_clock(problem: RowProblem) -> bool:
    """Whether a problem was made by `problems_of_clock`."""
    return not problem.column and problem.code in {"time_skipped", "time_twice", "time_zone"}


def _when(submission: Submission, place: Place) -> tuple[object, ...]:
    hours = (submission.starts, submission.ends, submission.clock, place.timezone)
    return submission.day, submission.last_day, *hours
