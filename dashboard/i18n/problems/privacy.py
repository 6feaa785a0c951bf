"""What may be private in a text that would be public."""

from dashboard.i18n.problems.saying import text

SENTENCES = {
    "private_email": text("This is an e-mail address. Everybody could write to it."),
    "private_home": text("This may say where somebody lives. Choose a public place, or show the area only."),
    "private_messenger": text("This leads to somebody's account. Everybody could write there."),
    "private_person": text("This may be the name of a person. Publish it only if they agreed."),
    "private_telephone": text("This is a telephone number. Everybody could call it."),
}
