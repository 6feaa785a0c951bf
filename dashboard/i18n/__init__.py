"""Words, dates and numbers in the language of the viewer.

Pages are written in English, each sentence once, as ``speech.text("Find a city")``. A catalogue in ``locales/`` gives
the sentence in another language; what it lacks stays English. What is found wrong below the doors is a code with
values, which ``say`` turns into a sentence.
"""

from dashboard.i18n.languages import LANGUAGES, preferred
from dashboard.i18n.problems import located, say, say_all, say_in_column, say_problem
from dashboard.i18n.spoken import ENGLISH, Speech, speech
