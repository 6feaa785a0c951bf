"""What is to be said of given coordinates, and of what an online geocoder found."""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "add_city_or_point": text("Add a city or other coordinates."),
    "fits_swapped": text("With latitude and longitude swapped they fit. Is that meant?"),
    "fits_swapped_with_sign": text(
        "With latitude and longitude swapped and a sign changed they fit. Is that meant?"
    ),
    "fits_with_both_signs": text("With both signs changed they fit. Is that meant?"),
    "fits_with_decimal_point": text("With the decimal point put back they fit. Is that meant?"),
    "fits_with_latitude_sign": text("With the sign of the latitude changed they fit. Is that meant?"),
    "fits_with_longitude_sign": text("With the sign of the longitude changed they fit. Is that meant?"),
    "near_swapped": text("With latitude and longitude swapped they lie in or near {place}. Is that meant?"),
    "near_swapped_with_sign": text(
        "With latitude and longitude swapped and a sign changed they lie in or near {place}. Is that meant?"
    ),
    "near_with_both_signs": text("With both signs changed they lie in or near {place}. Is that meant?"),
    "near_with_decimal_point": text(
        "With the decimal point put back they lie in or near {place}. Is that meant?"
    ),
    "near_with_latitude_sign": text(
        "With the sign of the latitude changed they lie in or near {place}. Is that meant?"
    ),
    "near_with_longitude_sign": text(
        "With the sign of the longitude changed they lie in or near {place}. Is that meant?"
    ),
    "other_coordinate_left_out": text("One of the two coordinates is missing, so we left the other out."),
    "placed_by_point_alone": text("The row is placed by its coordinates alone."),
    "point_doubtful": text("{problem} {hint}"),
    "point_elsewhere": text("The coordinates lie in {country}, not where the row says."),
    "point_far_from": text("The coordinates lie {kilometres} km from {place}."),
    "point_far_off": text("The coordinates lie far from any place that we know."),
    "point_is_place": text("The coordinates of the row are those of {place}, as it says."),
    "point_near_place": text("The coordinates of the row lie in or near {place}."),
    "point_near_place_said": text("The coordinates of the row lie in or near {place}, as it says."),
    "point_not_in_area": text("The coordinates lie in {country}, not in “{place:name}”."),
    "point_null_island": text("The coordinates 0, 0 lie in the sea off Africa and mostly stand for “none”."),
    "point_off_globe": text("The coordinates {latitude}, {longitude} are not on the globe."),
    "venue_elsewhere": text(
        "The online geocoder found “{found}” in {there}, and this action is in {claimed}. We left it where it "
        "was. Which is right?"
    ),
    "venue_far": text("The online geocoder found “{found}”, {kilometres} km from {city:name}. Is it there?"),
    "venue_found": text("“{text}” is {found}."),
    "venue_found_by": text("Found by {service}."),
    "venue_found_by_with_credit": text("Found by {service}, {credit}."),
    "venue_several": count(
        "The online geocoder knows {n} place in {city:name} that may be “{text}”. Which one?",
        "The online geocoder knows {n} places in {city:name} that may be “{text}”. Which one?",
    ),
    "venue_unknown": text("The online geocoder knows no “{text}” in {city:name}."),
    "where_is_it": text("Where is it?"),
}
