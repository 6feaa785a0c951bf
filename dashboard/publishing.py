"""The use cases of an organiser's file: `preview` says what it would do, `publish` does it.

Every row comes out as published, waiting or rejected, and each that is not published says
why in one sentence.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dashboard.bundled import bundled
from dashboard.geocoding import Resolver
from dashboard.ingest import Limits, Reading, read_submissions
from dashboard.model import (
    Action,
    Answer,
    Campaign,
    Effect,
    GeoStatus,
    ImportReport,
    Place,
    PlaceQuery,
    RowProblem,
    Submission,
)
from dashboard.safety import default_visibility
from dashboard.storage import Outcome, ReceivedRow, Store, Upload, action_keys, fingerprint

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_PLACE_COLUMNS: Final = ("place", "city", "coordinates", "address", "region", "country", "venue", "latitude")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do to its campaign. Nothing of it is written yet.

    ``created`` and ``changed`` hold the keys of actions. ``report`` has the numbers that publishing
    would report if nobody else published in between.
    """

    upload: Upload
    created: frozenset[str]
    changed: frozenset[str]
    report: ImportReport


def preview(
    store: Store,
    resolver: Resolver,
    campaign: Campaign,
    file_name: str,
    data: bytes,
    *,
    limits: Limits,
    progress: Progress | None = None,
) -> Preview:
    """Read a file, look its places up and compare it with what the campaign has.

    The campaign need not be stored yet: publishing creates it.

    Raises:
        UnreadableFile: the bytes are no table, or go over a limit of the whole file.
        GeocoderUnavailable: the places could not be looked up.
    """
    reading = read_submissions(data, limits=limits, campaign_day=campaign.day)
    rows = _judge_all(reading, campaign, resolver, progress)
    upload = Upload(
        campaign=campaign,
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        rows=tuple(sorted(rows, key=lambda row: row.line)),
        encoding=reading.encoding,
        notes=reading.notes,
    )
    return _compare(upload, store.fingerprints(campaign.slug))


def publish(store: Store, previewed: Preview) -> ImportReport:
    """Write what was previewed, in one transaction. The same file again changes nothing and says so."""
    return _with_news(store.record_import(previewed.upload))


def publish_example(
    store: Store, resolver: Resolver, *, limits: Limits, progress: Progress | None = None
) -> ImportReport:
    """Publish the example campaign that ships with the program."""
    campaign = Campaign(**tomllib.loads(bundled("example", "campaign.toml").read_text("utf-8")))
    file = bundled("example", "actions.csv")
    data = file.read_bytes()
    return publish(
        store, preview(store, resolver, campaign, file.name, data, limits=limits, progress=progress)
    )


def explain(report: ImportReport, *, dry_run: bool = False) -> list[str]:
    """The report as lines for a person: the numbers, what needs somebody, and what is worth knowing."""
    news = _nothing_new(report)
    lines = [
        f"{_counted(report.published, 'action is', 'actions are')} {'ready' if dry_run else 'on the map'}, "
        f"{_counted(report.waiting, 'needs', 'need')} you, {report.rejected:,} cannot be used.",
        (news or f"{report.created:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged.")
        + (" This was a dry run: nothing was published." if dry_run else ""),
        *(_sentence(problem) for problem in report.problems if problem.effect is not Effect.NOTE),
    ]
    notes = [note for note in report.notes if note != news]
    notes += [_sentence(problem) for problem in report.problems if problem.effect is Effect.NOTE]
    return [*lines, "Worth knowing:", *notes] if notes else lines


def _sentence(problem: RowProblem) -> str:
    where = f"Line {problem.line}, {problem.column}" if problem.column else f"Line {problem.line}"
    return f"{where}: {problem.message}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _compare(upload: Upload, known: Mapping[str, str]) -> Preview:
    actions = [row.action for row in upload.rows if row.action]
    created = frozenset(action.key for action in actions if action.key not in known)
    changed = frozenset(
        action.key for action in actions if known.get(action.key, "") not in {"", fingerprint(action)}
    )
    outcomes = [row.outcome for row in upload.rows]
    report = ImportReport(
        uploaded=len(outcomes),
        published=outcomes.count(Outcome.PUBLISHED),
        waiting=outcomes.count(Outcome.WAITING),
        rejected=outcomes.count(Outcome.REJECTED),
        created=len(created),
        changed=len(changed),
        unchanged=len(actions) - len(created) - len(changed),
        problems=tuple(problem for row in upload.rows for problem in row.problems),
        notes=upload.notes,
    )
    return Preview(upload, created, changed, _with_news(report))


def _with_news(report: ImportReport) -> ImportReport:
    """The report with a first note that says so when nothing is new."""
    news = _nothing_new(report)
    return replace(report, notes=(news, *report.notes)) if news else report


def _nothing_new(report: ImportReport) -> str:
    """The sentence that nothing changed; ``""`` if something did."""
    if not report.published or report.created or report.changed:
        return ""
    if report.published == 1:
        return "Nothing changed: the one action of this file was already on the map."
    return f"Nothing changed: all {report.published:,} actions of this file were already on the map."


def _judge_all(
    reading: Reading, campaign: Campaign, resolver: Resolver, progress: Progress | None
) -> Iterator[ReceivedRow]:
    """Every row of the file, those that cannot be read last."""
    problems = _by_line(reading.problems)
    column = _place_column(reading.columns)
    keys = action_keys(reading.submissions)
    answers = _resolve(resolver, [row.place for row in reading.submissions], progress)
    for submission, key, answer in zip(reading.submissions, keys, answers, strict=True):
        found = (*problems.pop(submission.line, ()), *_of_place(submission.line, column, answer))
        yield _judge(submission, key, answer, found, campaign, resolver)
    for line, refusals in problems.items():
        yield ReceivedRow(line, Outcome.REJECTED, problems=tuple(refusals))


def _resolve(resolver: Resolver, queries: Sequence[PlaceQuery], progress: Progress | None) -> list[Answer]:
    if progress is None:
        return resolver.resolve_all(queries)
    return resolver.resolve_all(
        queries, progress=lambda done, total: progress("Looking up places", done, total)
    )


def _judge(
    submission: Submission,
    key: str,
    answer: Answer,
    problems: tuple[RowProblem, ...],
    campaign: Campaign,
    resolver: Resolver,
) -> ReceivedRow:
    effects = {problem.effect for problem in problems}
    if Effect.REFUSAL in effects or (answer.place is None and Effect.QUESTION not in effects):
        return ReceivedRow(
            submission.line,
            Outcome.REJECTED,
            submission.raw,
            problems,
            submission=_with_time_of(campaign, submission),  # a place for it may yet be found online
            key=key,
        )
    if Effect.QUESTION in effects or answer.place is None:
        return ReceivedRow(
            submission.line, Outcome.WAITING, submission.raw, problems, submission=submission, key=key
        )
    action = _action(submission, key, answer, answer.place, campaign, resolver)
    return ReceivedRow(submission.line, Outcome.PUBLISHED, submission.raw, problems, action)


def _action(
    submission: Submission, key: str, answer: Answer, place: Place, campaign: Campaign, resolver: Resolver
) -> Action:
    return Action(
        key=key,
        campaign=campaign.slug,
        submission=_with_time_of(campaign, submission),
        place=place,
        city=_city_of(place, resolver),
        status=submission.status,
        visibility=default_visibility(place.country_code),
        geocoding=" ".join((answer.reason, *answer.assumed)),
    )


def _with_time_of(campaign: Campaign, submission: Submission) -> Submission:
    """The submission with the campaign's day and time where it has none. An end belongs to its own start."""
    timed = submission.starts is not None or submission.ends is not None
    return replace(
        submission,
        day=submission.day or campaign.day,
        starts=submission.starts if timed else campaign.starts,
        ends=submission.ends if timed else campaign.ends,
    )


def _city_of(place: Place, resolver: Resolver) -> Place:
    """What the action counts for: the gazetteer's city, region or country; without one, the place itself."""
    city = None if place.geonameid is None else resolver.gazetteer.place(place.geonameid)
    return city or place


def _of_place(line: int, column: str, answer: Answer) -> Iterator[RowProblem]:
    match answer.status:
        case GeoStatus.PLACED:
            for sentence in answer.assumed:
                yield RowProblem(line, column, "place_assumed", sentence, Effect.NOTE)
        case GeoStatus.AMBIGUOUS:
            yield RowProblem(line, column, "place_ambiguous", answer.reason, Effect.QUESTION)
        case _:
            yield RowProblem(line, column, "place_not_found", answer.reason, Effect.REFUSAL)


def _by_line(problems: Iterable[RowProblem]) -> dict[int, list[RowProblem]]:
    lines: defaultdict[int, list[RowProblem]] = defaultdict(list)
    for problem in problems:
        lines[problem.line].append(problem)
    return dict(lines)


def _place_column(columns: Mapping[str, str]) -> str:
    """The header of the column that says most of where an action is; ``""`` if there is none."""
    headers = {field: header for header, field in columns.items()}
    return next((headers[field] for field in _PLACE_COLUMNS if field in headers), "")
