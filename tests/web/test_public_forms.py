"""The forms for everybody, as a browser without scripts sends them to the real server."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import httpx
import pytest
from starlette.applications import Starlette

from dashboard.config import Settings
from dashboard.model import Submission, Words
from dashboard.storage import ImportState, Report, Source
from dashboard.web import resources
from dashboard.web.public.forms import public_form_routes
from tests.web.actions import CAMPAIGN
from tests.web.serving import Site
from tests.web.test_signing_in import browser, forgive, store_of

ROOT = f"/c/{CAMPAIGN.slug}"
ACTION = {"city": "Lyon", "country": "France", "title": "Ensemble", "contact": "canary@example.org"}
REPORT = {"about": "London", "wrong": "The pin is at my door.", "contact": "canary@example.org"}


@pytest.fixture
def client(server: Site) -> Iterator[httpx.Client]:
    forgive(server)
    yield browser(server)
    forgive(server)


def proposed(site: Site) -> list[Submission]:
    """What was sent by forms and waits for a moderator."""
    with store_of(site) as store:
        waiting = [
            one.id
            for one in store.imports(CAMPAIGN.slug)
            if (one.source, one.state) == (Source.FORM, ImportState.PENDING)
        ]
        rows = [row for number in waiting for row in store.desk.rows(number)]
    return [action.submission for row in rows for action in row.actions]


def proposals(site: Site) -> list[str]:
    """The titles of what waits for a moderator."""
    return [one.title for one in proposed(site)]


def reports(site: Site) -> list[Report]:
    with store_of(site) as store:
        return store.desk.reports(CAMPAIGN.slug)


def wrong(answer: httpx.Response) -> dict[str, str]:
    """What is said beside each field."""
    return dict(re.findall(r'<p class="wrong" id="(\w+)-wrong">([^<]+)</p>', answer.text))


def said(answer: httpx.Response) -> list[str]:
    return re.findall(r'class="said" role="alert">([^<]+)<', answer.text)


def test_an_action_is_taken_waits_and_whoever_sent_it_is_thanked(server: Site, client: httpx.Client) -> None:
    before = len(proposals(server))
    sent = client.post(f"{ROOT}/submit", data=ACTION)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{ROOT}/submit?sent=yes")
    thanks = client.get(sent.headers["location"])
    assert "A moderator looks at it first." in thanks.text
    assert proposals(server)[before:] == ["Ensemble"]
    assert "Ensemble" not in client.get(ROOT).text


def test_a_camp_of_several_days_is_sent_with_its_last_day(server: Site, client: httpx.Client) -> None:
    camp = ACTION | {"title": "Camp", "day": "2018-04-07", "last_day": "2018-04-09"}
    assert client.post(f"{ROOT}/submit", data=camp).status_code == 303
    [kept] = [one for one in proposed(server) if one.title == "Camp"]
    assert (kept.day, kept.last_day) == (date(2018, 4, 7), date(2018, 4, 9))
    backwards = client.post(f"{ROOT}/submit", data=camp | {"last_day": "2018-04-05"})
    assert (backwards.status_code, list(wrong(backwards))) == (400, ["last_day"])


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    server: Site, client: httpx.Client
) -> None:
    before = proposals(server)
    typed = ACTION | {"city": "Qwxzyplugh", "country": "", "title": 'A "quoted" <b>title</b>'}
    answer = client.post(f"{ROOT}/submit", data=typed)
    assert (answer.status_code, list(wrong(answer))) == (400, ["city"])
    assert said(answer) == ["Please look at the fields that are marked, then send it again."]
    assert 'aria-describedby="city-wrong" value="Qwxzyplugh"' in answer.text
    assert 'value="A &#34;quoted&#34; &lt;b&gt;title&lt;/b&gt;"' in answer.text
    day = client.post(f"{ROOT}/submit", data=ACTION | {"day": "31/02/2018"})
    assert (day.status_code, list(wrong(day)), 'value="31/02/2018"' in day.text) == (400, ["day"], True)
    nothing = client.post(f"{ROOT}/submit", data={})
    assert wrong(nothing) == {"city": "No place is given. Write at least a city or a country."}
    long = client.post(f"{ROOT}/submit", data=ACTION | {"description": "д" * 3_001})
    assert wrong(long) == {"description": "Please write at most 3,000 characters here."}
    assert "д" * 3_001 in long.text
    assert proposals(server) == before


def test_a_report_reaches_the_moderators(server: Site, client: httpx.Client) -> None:
    before = len(reports(server))
    sent = client.post(f"{ROOT}/report", data=REPORT)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{ROOT}/report?sent=yes")
    assert "The moderators will read what you wrote." in client.get(sent.headers["location"]).text
    [report] = reports(server)[before:]
    assert {name: getattr(report, name) for name in REPORT} == REPORT
    empty = client.post(f"{ROOT}/report", data={"about": " "})
    assert (empty.status_code, list(wrong(empty))) == (400, ["about", "wrong"])


def test_a_link_can_name_what_is_reported(client: httpx.Client) -> None:
    assert 'value="London &lt;&gt;"' in client.get(f"{ROOT}/report", params={"about": "London <>"}).text


@pytest.mark.parametrize(("form", "fields"), [("submit", ACTION), ("report", REPORT)])
def test_a_program_that_fills_in_everything_is_thanked_and_nothing_is_kept(
    server: Site, client: httpx.Client, form: str, fields: dict[str, str]
) -> None:
    page = client.get(f"{ROOT}/{form}").text
    assert "Leave this empty: it is there for programs that fill in everything." in page
    before = (proposals(server), reports(server))
    sent = client.post(f"{ROOT}/{form}", data=fields | {"homepage": "https://spam.example"})
    assert sent.status_code == 303
    assert (proposals(server), reports(server)) == before


def test_the_sixth_form_within_a_quarter_of_an_hour_is_told_to_wait_and_loses_nothing(
    server: Site, client: httpx.Client
) -> None:
    answers = [
        client.post(f"{ROOT}/{form}", data=ACTION | REPORT)
        for form in ("submit", "report", "submit", "report", "submit", "report")
    ]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert said(answers[-1])[0].startswith("Five forms came from your connection within 15 minutes.")
    assert "The pin is at my door.</textarea>" in answers[-1].text
    other = browser(server, **{"X-Forwarded-For": "203.0.113.99"})
    assert other.post(f"{ROOT}/report", data=REPORT).status_code == 303
    with store_of(server) as store, store._engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM failures").all())
    assert "127.0.0.1" not in kept
    assert "127.0.0.1" not in server.log.read_text()


@pytest.mark.parametrize("form", ["submit", "report"])
def test_the_forms_run_no_script_and_ask_nobody_else(client: httpx.Client, form: str) -> None:
    answer = client.get(f"{ROOT}/{form}")
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"
    assert re.findall(r'(?:src|href|action)="(?!/|data:|\?lang=)([^"]*)"', answer.text) == []
    french = client.get(f"{ROOT}/{form}?lang=fr").text
    assert '<html lang="fr" dir="ltr">' in french
    assert f'action="{ROOT}/{form}?lang=fr"' in french


@pytest.mark.parametrize("form", ["submit", "report"])
def test_another_site_sends_nothing_and_an_unknown_campaign_is_a_page(
    server: Site, client: httpx.Client, form: str
) -> None:
    foreign = client.post(f"{ROOT}/{form}", headers={"Origin": "https://elsewhere.example"}, data=ACTION)
    assert foreign.status_code == 403
    for method in ("GET", "POST"):
        unknown = client.request(method, f"/c/nowhere/{form}", headers={"Accept": "text/html"})
        assert (unknown.status_code, "There is no campaign of this name." in unknown.text) == (404, True)


@pytest.mark.parametrize(
    "body",
    [b"", b"city=" + b"a" * 300_000, b"\xff\xfe=%ff%00", b"&".join(b"f%d=1" % n for n in range(60))],
    ids=["nothing", "too long", "no text", "too many"],
)
def test_nonsense_is_answered_with_the_form(client: httpx.Client, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post(f"{ROOT}/submit", content=body, headers=headers)
    assert (answer.status_code, list(wrong(answer))) == (400, ["city"])


def test_the_public_pages_lead_to_the_forms(client: httpx.Client) -> None:
    page = client.get(f"{ROOT}?lang=fr").text
    assert f'href="{ROOT}/submit?lang=fr"' in page
    assert f'href="{ROOT}/report?lang=fr"' in page
    about = client.get(f"/about?campaign={CAMPAIGN.slug}&lang=en").text
    assert f'href="{ROOT}/report?lang=en"' in about
    assert re.search(r"What this map shows of “We are watching &lt;you&gt;” last changed on \w{3} \d", about)


def test_a_form_names_the_campaign_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = replace(CAMPAIGN, translations=(Words("fr", title="Nous regardons"),))
    monkeypatch.setattr(resources, "campaign", lambda _slug: spoken)
    forms = httpx.ASGITransport(Starlette(routes=public_form_routes(Settings())))

    async def titles() -> list[str]:
        async with httpx.AsyncClient(transport=forms, base_url="http://localhost") as visitor:
            pages = [await visitor.get(f"{ROOT}/report?lang={code}") for code in ("fr", "de")]
        return [re.findall(r"Nous regardons|We are watching", page.text)[0] for page in pages]

    assert asyncio.run(titles()) == ["Nous regardons", "We are watching"]
