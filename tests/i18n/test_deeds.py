"""Everything that the log may hold is a sentence in the language of whoever reads it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime

from dashboard.accounts import OPERATOR, Role
from dashboard.accounts.log import Deed, what_was_done
from dashboard.i18n import ENGLISH, LANGUAGES, say, speech
from dashboard.i18n.problems.deeds import SENTENCES
from dashboard.model import CampaignState, Visibility
from dashboard.storage import Outcome, Source, Store, Upload
from tests.storage.conftest import store  # noqa: F401  # a fixture
from tests.storage.samples import CAMPAIGN
from tools.messages import CODE

KINDS = {"action", "campaign", "import", "invitation", "person", "report", "row"}
DETAILS = {
    "role": Role, "state": CampaignState, "visibility": Visibility, "level": Visibility,
    "asked.level": Visibility, "settled.outcome": Outcome, "row.outcome": Outcome,
}  # fmt: skip
"""What the values are that stand in a deed."""
GENERAL = {
    "deed",
    "deed_operator",
    "deed_invited_in_vain",
    *(f"deed_{one}" for one in Source if one is not Source.FILE),
}


def deeds_in_the_code() -> Iterator[tuple[str, str]]:
    """The kind of object and what is done to it, for everything that is written into the log."""
    for file in sorted(CODE.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                yield from recorded(call)


def recorded(call: ast.Call) -> Iterator[tuple[str, str]]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    kinds = [one.value for one in call.args if isinstance(one, ast.Constant) and one.value in KINDS]
    if name in {"change", "_changed"} and len(call.args) in {6, 7}:
        yield from (("action", what) for what in texts(call.args[-1]))
    elif name == "record_many" and isinstance(call.args[1], ast.GeneratorExp):
        pair = call.args[1].elt
        assert isinstance(pair, ast.Tuple)
        yield from ((kinds[0], what) for what in texts(pair.elts[0]))
    elif name == "record" and kinds:
        before = next(at for at, one in enumerate(call.args) if getattr(one, "value", "") == kinds[0]) - 1
        yield from ((kinds[0], what) for what in texts(call.args[before]))


def texts(what: ast.expr) -> Iterator[str]:
    """Each text that an expression may be; that of a name is found where it is given."""
    match what:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from (*texts(what.body), *texts(what.orelse))
        case ast.JoinedStr(values=[ast.Constant(value=str(begin)), ast.FormattedValue(value=value)]):
            yield from (f"{begin}{one}" for one in DETAILS[ast.unparse(value)])
        case ast.Name(id="what"):
            return
        case _:
            raise AssertionError(f"cannot tell what is written here: {ast.unparse(what)}")


def test_each_deed_has_a_sentence_and_each_sentence_a_deed() -> None:
    found = set(deeds_in_the_code())
    details = {f"deed_{one}" for several in DETAILS.values() for one in several}
    codes = {
        f"{kind} {what}" if f"{kind} {what}" in SENTENCES else f"{kind} {what}".rpartition(" ")[0]
        for kind, what in found
    }
    assert len(found) > 40
    assert codes | details | GENERAL == set(SENTENCES)


def write(store: Store, what: str, kind: str, about: str) -> None:  # noqa: F811
    with store.transaction():
        store.accounts.record(OPERATOR.id, what, kind, about, campaign=CAMPAIGN.slug)


def test_the_log_reads_as_sentences_in_every_language(store: Store) -> None:  # noqa: F811
    deeds = sorted(set(deeds_in_the_code()))
    store.save_campaign(CAMPAIGN)
    number = store.desk.propose(Upload(CAMPAIGN, "events.csv", "0" * 64, (), "UTF-8"))
    for kind, what in deeds:
        about = {"import": str(number), "row": f"{number}-7"}.get(kind, "it")
        write(store, what, kind, about)
    done = [one.done for one in what_was_done(store, OPERATOR, CAMPAIGN.slug, limit=1_000)]
    assert [one.code for one in done if one.code == "deed"] == []
    said = [say(speech(language), one) for language in LANGUAGES for one in done]
    assert [one for one in said if "{" in one] == []
    assert len(set(said)) > len(deeds) * (len(LANGUAGES) - 1)


def test_the_log_says_how_many_of_which_file_and_old_words_as_they_are(store: Store) -> None:  # noqa: F811
    store.save_campaign(CAMPAIGN)
    number = store.desk.propose(Upload(CAMPAIGN, "events.csv", "0" * 64, (), "UTF-8"))
    for what, kind, about in (
        ("published", "import", str(number)),
        ("published", "import", "987"),
        ("made draft", "campaign", CAMPAIGN.slug),
        ("danced", "action", "gone"),
    ):
        write(store, what, kind, about)
    found: list[Deed] = what_was_done(store, OPERATOR, CAMPAIGN.slug)
    assert [say(ENGLISH, one.done) for one in found] == [
        "The command line: danced (gone)",
        "The command line changed who sees the campaign: Draft.",
        "The command line: published (987)",
        "The command line published 0 actions of “events.csv”.",
    ]
    assert all(datetime.now(UTC) >= one.at for one in found)
