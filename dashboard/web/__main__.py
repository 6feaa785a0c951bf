"""``python -m dashboard.web``: serve the dashboard with the settings of the environment."""

import sys

from dashboard.config import read_settings
from dashboard.errors import ActionMapError
from dashboard.i18n import ENGLISH, say
from dashboard.reasons import Reason
from dashboard.web.server import serve


def _tell(link: str) -> None:
    sys.stdout.write(say(ENGLISH, Reason("map_is_at", {"link": link})) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        serve(read_settings(), _tell)
    except ActionMapError as error:
        sys.exit(say(ENGLISH, error))
    except KeyboardInterrupt:
        sys.exit(130)
