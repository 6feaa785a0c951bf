"""``python -m dashboard.web``: serve the dashboard with the settings of the environment."""

import sys

from dashboard.config import read_settings
from dashboard.errors import ActionMapError
from dashboard.i18n import ENGLISH, say
from dashboard.web.server import serve

if __name__ == "__main__":
    try:
        serve(read_settings())
    except ActionMapError as error:
        sys.exit(say(ENGLISH, error))
    except KeyboardInterrupt:
        sys.exit(130)
