"""The use cases of organisers and moderators. Each that is for people takes ``by`` and asks first whether they may."""

from dashboard.publishing.answers import (
    Resolved,
    RowAnswer,
    answer_alike,
    answer_proposed,
    resolve_alike,
    resolve_waiting,
)
from dashboard.publishing.beside import Duplicate
from dashboard.publishing.change import Edited
from dashboard.publishing.details import Details, RowState, RowView, details
from dashboard.publishing.differences import FieldChange, differences, field_texts
from dashboard.publishing.drafts import KeptDraft, drop_draft, keep_draft, kept_drafts, rows_to_correct
from dashboard.publishing.form import FORM_FIELDS, LONGEST_FIELD, Submitted, submit_action
from dashboard.publishing.passages import Marked, mean_passages, open_passages
from dashboard.publishing.past import (
    ListedImport,
    TakingBack,
    corrected,
    earlier_files,
    error_report_of,
    list_imports,
    roll_back_import,
    taking_back,
)
from dashboard.publishing.places import PlaceChoice
from dashboard.publishing.preview import Asked, Choices, Preview, preview
from dashboard.publishing.proposed import edit_proposed
from dashboard.publishing.publish import (
    Published,
    preview_upload,
    publish,
    publish_example,
    publish_upload,
)
from dashboard.publishing.report import error_report, explain, explain_held, explain_leaving
from dashboard.publishing.reports import REPORT_FIELDS, close_report, open_reports, report_pin
from dashboard.publishing.review import (
    Pair,
    Pending,
    approve_imports,
    count_to_review,
    duplicate_pairs,
    merge_duplicates,
    reject_imports,
    review_page,
    tell_apart,
)
from dashboard.publishing.single import (
    Event,
    action_history,
    add_action,
    cancel_action,
    edit_action,
    move_action,
    my_action,
    my_actions,
    postpone_action,
    shown_of_mine,
)
from dashboard.publishing.starting import (
    checked_slug,
    make_preview,
    preview_of,
    set_state,
    start_campaign,
    withdraw_preview,
)
from dashboard.publishing.waiting import Open, OpenPage, open_page, open_proposed
