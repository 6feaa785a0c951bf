"""What may be told of an action, and to whom: the public view, the list of dangerous countries, the privacy scan."""

from dashboard.safety.digest import approval_digest, digest_of, hashed, is_approval_of, is_of_first_version
from dashboard.safety.privacy import (
    PUBLIC_TEXTS,
    Finding,
    Kind,
    as_question,
    privacy_notes,
    remove,
    remove_all,
    scan,
    scan_public,
    scan_submission,
)
from dashboard.safety.risk import country_points, default_visibility, risks
from dashboard.safety.view import NO_CITY, is_web_address, needs_approval, publish_view, without_contact
from dashboard.safety.withheld import Withheld, told_at, withheld
