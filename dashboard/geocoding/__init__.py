"""Where is this? An offline gazetteer of the world's cities, and a resolver that is right or asks."""

from dashboard.geocoding.answer import Accounted, Answer, GeoStatus, Use
from dashboard.geocoding.index.gazetteer import Gazetteer, open_gazetteer
from dashboard.geocoding.resolving.prior import home_of
from dashboard.geocoding.resolving.resolver import Resolver
