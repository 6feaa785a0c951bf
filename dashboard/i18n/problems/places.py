"""Where a row is, and what is asked about its place."""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "best_known_taken": text("The row names no country, so we took the best known place of this name."),
    "country_left_out": text("We do not know the country “{text}” and left it out."),
    "home_of_file_taken": text(
        "Most rows of this file are in {where}, so we took the place of this name there."
    ),
    "near_name": text("We know no “{text}”. Is {place} meant?"),
    "no_place_on_map": text("“{text}” is not a place on the map. Add a city."),
    "no_place_said": text("The row does not say where it is. Add a city."),
    "place_beside": text("“{text}” may be {place}, but the row also says “{other}”. Which is meant?"),
    "several_places": text("The row names several places: {places:and}. Which one is meant, or all of them?"),
    "nowhere_in": text("“{text}” is not a place on the map. Is the row to stand for all of {place}?"),
    "far_from_postcode": text("{place} is not where the postcode “{text}” is. Which place is meant?"),
    "only_in_territory": text("We know “{text}” in {place} alone, which the row does not name. Is it meant?"),
    "only_part": text("We recognise only “{text}” in this row. Is {place} meant?"),
    "part_of_city": text("“{text}” sounds like a part of a city. Which city is it in? We know {place}."),
    "no_such_place": text("There is no such place. Choose another one."),
    "place_chosen": text("The file says “{text}”; an organiser chose {place}."),
    "place_contradicted": text("“{text}” is in {where}, but the row says {says:quoted_and}. Which is right?"),
    "place_has_other_name": text("“{text}” is another name of {place}."),
    "place_is": text("“{text}” is {place}."),
    "place_is_country": text("“{text}” is a country, so the row is placed in {place} as a whole."),
    "place_is_region": text("“{text}” is a region, so the row is placed in {place}, as a whole."),
    "place_maybe": text("“{text}” may be {place}. Is it meant?"),
    "place_maybe_of_people": count(
        "“{text}” may be {place}, a place of {n} person. Is it meant?",
        "“{text}” may be {place}, a place of {n} people. Is it meant?",
    ),
    "place_misspelt": text("“{text}” looks like a misspelling of {place}."),
    "place_named": text("{place}"),
    "place_too_large": text("“{text}” is too large to put on the map. Add a city."),
    "place_unknown": text("We know no place called “{text}”. Check the spelling, or add a city."),
    "point_named": text("the point {latitude}, {longitude} ({place})"),
    "postcode_of": text("The postcode “{text}” is that of {place}, or near it."),
    "region_does_not_fit": text("The region “{text}” does not fit, and we left it out."),
    "region_left_out": text("We do not know the region “{text}” and left it out."),
    "unknown_in_area": text(
        "We know {area:name}, but no place called {names:quoted_and} there. Which place is meant?"
    ),
    "unread_left_out": text("We could not read {names:quoted} and left it out."),
    "venue_left_out": text("We took {names:quoted} for a street, a square or another venue."),
    "which_in_region": count(
        "We know {n} place called {name:name} in {where}. Which one?",
        "We know {n} places called {name:name} in {where}. Which one?",
    ),
    "which_misspelt": text("“{text}” may be a misspelling of {places:or}. Which one?"),
    "which_of_names": text("“{text}” may be {places:or}. Which one?"),
    "which_of_regions": text("We know {name:name} in {where:and}. Which one?"),
}
