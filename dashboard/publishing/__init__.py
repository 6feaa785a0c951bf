"""The use cases of organisers and moderators. Each that is for people takes ``by`` and asks first whether they may."""

from dashboard.publishing.details import Details, Duplicate, RowState, RowView, Vanished, details
from dashboard.publishing.differences import FieldChange, field_texts
from dashboard.publishing.form import FORM_FIELDS, Submitted, submit_action
from dashboard.publishing.past import (
    ListedImport,
    TakingBack,
    error_report_of,
    list_imports,
    roll_back_import,
    taking_back,
)
from dashboard.publishing.places import PlaceChoice, place_name
from dashboard.publishing.preview import Asked, Choices, Preview, Progress, preview
from dashboard.publishing.proposed import edit_proposed
from dashboard.publishing.publish import (
    Published,
    Tried,
    preview_upload,
    preview_uploads,
    publish,
    publish_example,
    publish_upload,
)
from dashboard.publishing.report import error_report, explain, sentence
from dashboard.publishing.reports import REPORT_FIELDS, close_report, open_reports, report_pin
from dashboard.publishing.review import (
    Pair,
    Pending,
    approve_imports,
    duplicate_pairs,
    merge_duplicates,
    proposed_actions,
    reject_imports,
    review_queue,
)
from dashboard.publishing.single import (
    Edited,
    Event,
    action_history,
    add_action,
    cancel_action,
    edit_action,
    move_action,
    my_action,
    my_actions,
    postpone_action,
)
from dashboard.publishing.starting import checked_slug, start_campaign
from dashboard.publishing.waiting import Open, Resolved, RowAnswer, open_page, open_rows, resolve_waiting

__all__ = [
    "FORM_FIELDS",
    "REPORT_FIELDS",
    "Asked",
    "Choices",
    "Details",
    "Duplicate",
    "Edited",
    "Event",
    "FieldChange",
    "ListedImport",
    "Open",
    "Pair",
    "Pending",
    "PlaceChoice",
    "Preview",
    "Progress",
    "Published",
    "Resolved",
    "RowAnswer",
    "RowState",
    "RowView",
    "Submitted",
    "TakingBack",
    "Tried",
    "Vanished",
    "action_history",
    "add_action",
    "approve_imports",
    "cancel_action",
    "checked_slug",
    "close_report",
    "details",
    "duplicate_pairs",
    "edit_action",
    "edit_proposed",
    "error_report",
    "error_report_of",
    "explain",
    "field_texts",
    "list_imports",
    "merge_duplicates",
    "move_action",
    "my_action",
    "my_actions",
    "open_page",
    "open_reports",
    "open_rows",
    "place_name",
    "postpone_action",
    "preview",
    "preview_upload",
    "preview_uploads",
    "proposed_actions",
    "publish",
    "publish_example",
    "publish_upload",
    "reject_imports",
    "report_pin",
    "resolve_waiting",
    "review_queue",
    "roll_back_import",
    "sentence",
    "start_campaign",
    "submit_action",
    "taking_back",
]
