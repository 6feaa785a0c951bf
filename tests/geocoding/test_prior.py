"""A file knows more than its rows."""

from __future__ import annotations

from dashboard.geocoding import GeoStatus, Resolver, home_of
from dashboard.model import PlaceQuery

BRITISH = [PlaceQuery(text=text) for text in (
    "Sheffield", "Leeds", "Nottingham, England", "Stoke-on-Trent", "Wolverhampton", "Norwich", "Brighton, UK",
)]  # fmt: skip


def test_the_country_of_most_rows_decides_between_namesakes_and_says_so(resolver: Resolver) -> None:
    rows = [*BRITISH, PlaceQuery(text="Tamworth"), PlaceQuery(text="Camberwell")]
    answers = resolver.resolve_all(rows)
    for answer in answers[-2:]:
        assert answer.place is not None
        assert answer.place.country_code == "GB"
        assert "home_of_file_taken" in [reason.code for reason in answer.assumed]


def test_a_far_better_known_place_abroad_is_asked_about_and_one_that_is_named_stays(
    resolver: Resolver,
) -> None:
    rows = [*BRITISH, PlaceQuery(text="Boston"), PlaceQuery(text="Lille, France")]
    boston, lille = resolver.resolve_all(rows)[-2:]
    assert (boston.status, {place.country_code for place in boston.candidates}) == (
        GeoStatus.AMBIGUOUS, {"GB", "US"}
    )  # fmt: skip
    assert lille.place is not None
    assert lille.place.country_code == "FR"


def test_a_country_that_somebody_chose_takes_the_place_of_the_one_found(resolver: Resolver) -> None:
    rows = [*BRITISH, PlaceQuery(text="Tamworth")]
    answer = resolver.resolve_all(rows, home="AU")[-1]
    assert answer.place is not None
    assert answer.place.country_code == "AU"


def test_a_file_of_the_world_has_no_country(resolver: Resolver) -> None:
    rows = [PlaceQuery(text=text) for text in ("Berlin", "Nairobi", "Lima", "Osaka", "Chicago", "Lagos")]
    assert home_of((row, resolver.resolve(row)) for row in rows) == ""
    assert home_of((row, resolver.resolve(row)) for row in BRITISH) == "GB"
