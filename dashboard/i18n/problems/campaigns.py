"""What is wrong with a campaign and its words."""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "partner_link": text("“{link}” is not a web address such as https://example.org."),
    "partner_name": text("Each partner organisation needs a name that is not too long."),
    "partner_words": text("Each of [[partners]] has a name and, if you like, a link."),
    "slug_impossible": text(
        "“{slug}” cannot name a campaign: it is part of the link. Use small letters, digits and hyphens."
    ),
    "slug_of_no_letters": text("The title has no letters for a link. Write a name for the link yourself."),
    "slug_taken": text("There is a campaign “{slug}” already. Choose another name for the link."),
    "submissions_closed": text("This campaign is over and takes no submissions any more."),
    "title_missing": text("A campaign needs a title."),
    "title_needed": text("Give the campaign a title. It is what the public reads first."),
    "too_many_partners": count(
        "Please name {n} partner organisation at most.",
        "Please name {n} partner organisations at most.",
    ),
    "unknown_campaign": text("There is no campaign “{slug}”: check the spelling."),
    "words_file": text("the file of words"),
    "words_no_table": text("In the file of words, {language} must be a table such as [{language}]."),
    "words_no_text": text("“{name}” in {where} must be a text."),
    "words_no_toml": text("The file of words is not TOML: {error}."),
    "words_too_long": count(
        "Please shorten the {name} to {n} character at most.",
        "Please shorten the {name} to {n} characters at most.",
    ),
    "words_unknown": text(
        "We do not know “{name}” in {where}. There are: {known:commas}, and codes of languages."
    ),
    "words_call_to_action": text("call to action"),
    "words_safety_note": text("safety note"),
    "words_story": text("story"),
    "words_summary": text("summary"),
    "words_title": text("title"),
}
