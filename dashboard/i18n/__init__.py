"""Words, dates and numbers in the language of the viewer.

Pages are written in English, each sentence once, as ``speech.text("Find a city")``. A catalogue in ``locales/`` gives
the sentence in another language; what it lacks stays English.
"""

from dashboard.i18n.languages import LANGUAGES, preferred
from dashboard.i18n.spoken import ENGLISH, Speech, speech

__all__ = ["ENGLISH", "LANGUAGES", "Speech", "preferred", "speech"]
