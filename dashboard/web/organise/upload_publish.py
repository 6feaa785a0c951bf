"""The last step: what publishing would do, in numbers; then what it did, and the ways on from there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboard import publishing
from dashboard.accounts import Role, allows, is_trusted
from dashboard.i18n import Speech
from dashboard.ingest.publicity import PRIVACY_FIELDS
from dashboard.model import CampaignState, ImportReport
from dashboard.publishing import Preview
from dashboard.publishing.columns import held_back
from dashboard.web import downloads, language, resources, widgets
from dashboard.web.organise import passages, upload_preview
from dashboard.web.organise.desk import Desk
from dashboard.web.organise.parts import figures
from dashboard.web.organise.private_findings import counted
from dashboard.web.organise.upload_draft import Draft, drafts_of, look
from dashboard.web.organise.words import plain


def ask(desk: Desk, draft: Draft, preview: Preview) -> None:
    """What would happen, and the button that makes it happen."""
    speech, report = desk.speech, preview.report
    trusted = is_trusted(desk.by, desk.slug)
    with st.container(key="upload-publish"):
        widgets.heading(speech.text("Publish"), " ".join(_sentences(speech, preview)))
        if not trusted:
            st.info(
                plain(
                    speech.text(
                        "A moderator looks at your uploads before they are public, until you are trusted."
                    )
                )
            )
        _private(desk, draft)
        label = _publish_words(speech, report) if trusted else speech.text("Send it to a moderator")
        idle = not (report.published or report.waiting or preview.upload.cancels)
        st.button(
            label, type="primary", key=draft.key("publish"), disabled=idle, on_click=draft.publish_when_drawn
        )
        if draft.is_to_be_published:
            _publish(desk, draft)


def _private(desk: Desk, draft: Draft) -> None:
    """How many findings are open, and the way to them."""
    number = len(passages.of_file(draft, draft.details)) if draft.details else 0
    if not number:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="publish-private"):
        st.html(f'<p class="private">{escape(counted(desk.speech, number))}</p>')
        st.button(
            desk.speech.text("Look at it"),
            key=draft.key("to-private"),
            on_click=lambda: upload_preview.show(draft, "private"),
        )


def _publish_words(speech: Speech, report: ImportReport) -> str:
    """How many actions it would make or change; the plain word if it only cancels, or changes nothing."""
    changes = report.created + report.changed
    return (
        speech.count("Publish {n} action", "Publish {n} actions", changes)
        if changes
        else speech.text("Publish")
    )


def _publish(desk: Desk, draft: Draft) -> None:
    """One transaction. Whatever becomes of the page meanwhile, all of it is done or nothing."""
    look(desk, draft)
    with st.spinner(desk.speech.text("Publishing …")):
        draft.is_to_be_published = False  # from here on, nothing interrupts the page until it is done
        if draft.preview:
            draft.published = publishing.publish_upload(desk.store, desk.by, draft.preview)
            resources.refresh()
    st.rerun()


def _sentences(speech: Speech, preview: Preview) -> list[str]:
    report, cancels = preview.report, len(preview.upload.cancels)
    if report.published and not (report.created or report.changed):
        said = [speech.text("Nothing changes: all of this is on the map already.")]
    else:
        parts = {
            speech.count("{n} new action", "{n} new actions", report.created): report.created,
            speech.count("{n} changed", "{n} changed", report.changed): report.changed,
            speech.count("{n} unchanged", "{n} unchanged", report.unchanged): report.unchanged,
        }
        listed = speech.text(", ").join(words for words, number in parts.items() if number)
        said = [speech.text("It publishes: {actions}.", actions=listed)] if listed else []
    looks, private = list(preview.suspects.values()), held_back(report.problems)
    public = sum(map(PRIVACY_FIELDS.__contains__, looks))
    others = len(looks) - public - looks.count("contact")
    waiting = report.waiting - private  # the sentence about those has counted them
    further = {
        speech.count(
            "A column looks as if it said when or where, and is not used: say above what it is.",
            "{n} columns look as if they said when or where, and are not used: say above what they are.",
            others,
        ): others,
        speech.count(
            "A column looks as if it said what may be public, and is not used: say above what it is.",
            "{n} columns look as if they said what may be public, and are not used: say above what they are.",
            public,
        ): public,
        speech.count(
            "{n} row is held back because of what the file says about being public.",
            "{n} rows are held back because of what the file says about being public.",
            private,
        ): private,
        speech.count("{n} is marked as cancelled.", "{n} are marked as cancelled.", cancels): cancels,
        speech.count(
            "{n} row waits under “Open questions” until it is answered.",
            "{n} rows wait under “Open questions” until they are answered.",
            waiting,
        ): waiting,
        speech.count("{n} row is left out.", "{n} rows are left out.", report.rejected): report.rejected,
    }
    return said + [sentence for sentence, number in further.items() if number]


def result(desk: Desk, draft: Draft, *, further: Sequence[Draft]) -> None:
    """What was done, and where to go from there."""
    speech, published, preview = desk.speech, draft.published, draft.preview
    if published is None or preview is None:
        return
    title = (
        speech.text("A moderator looks at it first")
        if published.pending
        else _headline(speech, published.report)
    )
    with st.container(key="upload-result"):
        widgets.heading(title, draft.file_name)
        figures(speech, published.report)
        _ways_on(desk, draft, preview)
    others = [one for one in further if not one.published]
    words = speech.text("Next file") if others else speech.text("Add another file")
    st.button(
        words,
        type="primary",
        key=f"upload-next-{draft.number}",
        on_click=lambda: drafts_of(desk).remove(draft),
    )


def _headline(speech: Speech, report: ImportReport) -> str:
    if report.created or report.changed:
        return speech.count(
            "{n} action is on the map", "{n} actions are on the map", report.created + report.changed
        )
    return speech.text("Nothing has changed")


def _ways_on(desk: Desk, draft: Draft, preview: Preview) -> None:
    speech = desk.speech
    base = resources.settings().base_path
    links = {str(widgets.link(speech, desk.slug)): speech.text("See the map")}
    report = draft.published.report if draft.published else preview.report
    if report.waiting and draft.published and not draft.published.pending:
        links[f"{base}/organise?{_query(desk, section='waiting')}"] = speech.text("Open questions")
    links[f"{base}/organise?{_query(desk, section='imports')}"] = speech.text("Uploads so far")
    if desk.campaign.state is not CampaignState.DRAFT:
        links[str(widgets.link(speech, desk.slug).to("share"))] = speech.text("Share or embed this map")
    elif allows(desk.by, desk.slug, Role.ADMINISTRATOR):
        links[f"{base}/organise?{_query(desk, section='campaign')}"] = speech.text("Who sees this campaign")
    items = " · ".join(
        f'<a href="{escape(link)}" target="_self">{escape(words)}</a>' for link, words in links.items()
    )
    st.html(f'<p class="ways-on">{items}</p>')
    error_report(desk, draft, preview)


def error_report(desk: Desk, draft: Draft, preview: Preview) -> None:
    """The rows that wait or cannot be used, as a file to correct and upload again."""
    if not preview.report.waiting + preview.report.rejected:
        return
    kept = draft.published.import_id if draft.published else None
    if kept is None:  # where nothing changed nothing was kept, and the draft alone has the rows
        st.html(downloads.link(desk.speech, desk.slug, "drafts", draft.number))
    else:
        st.html(downloads.link(desk.speech, desk.slug, "imports", kept))


def _query(desk: Desk, **further: str) -> str:
    return urlencode({"campaign": desk.slug} | further | language.in_link())
