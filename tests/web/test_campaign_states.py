"""A draft is there for its people and for whoever has its secret link; for nobody else there is no such thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from starlette.routing import Route

from dashboard import publishing
from dashboard.accounts import OPERATOR, Role
from dashboard.errors import NotAllowed, SubmissionsClosed, UnknownCampaign
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.model import Campaign, CampaignState
from dashboard.storage import Outcome, ReceivedRow, Store, Upload
from dashboard.web.server import create_app
from tests.storage.samples import CAMPAIGN, action
from tests.web.serving import Site, serving
from tests.web.test_live_sessions import enter

DRAFT, NOTHING = "secret-plan", "nowhere-atl"
TITLE = "Zqcanary plan"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: object) -> Iterator[Site]:
    """A server with a campaign for everybody and one that is being prepared, both with an action."""
    data_dir = tmp_path_factory.mktemp("states")
    (data_dir / "gazetteer").symlink_to(str(gazetteer_dir))
    store = Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}", key_file=data_dir / "secret.key")
    for campaign in (CAMPAIGN, Campaign(DRAFT, TITLE, state=CampaignState.DRAFT)):
        one = replace(action(title=f"Of {campaign.slug}"), campaign=campaign.slug)
        row = ReceivedRow(2, Outcome.PUBLISHED, {}, action=one)
        store.record_import(Upload(campaign, "a.csv", campaign.slug.ljust(64, "0"), (row,)))
    for state in (CampaignState.PUBLIC, CampaignState.UNLISTED, CampaignState.CLOSED):
        store.save_campaign(Campaign(f"a-{state}-one", f"The {state} one", state=state))
    store.close()
    with serving(data_dir) as site:
        yield site


def open_store(site: Site) -> Store:
    return Store.open(f"sqlite:///{site.data_dir / 'actions.sqlite'}")


def paths_of(store: Store) -> list[str]:
    """An address for every route that we answer, with the draft's name where one names a campaign."""
    [public] = store.public_actions(DRAFT)
    given = {"slug": DRAFT, "path": "x", "city_id": str(public.city_id), "uid": public.uid, "number": "1", "token": "x",
             "name": "organise", "extension": "ics", "width": "600", "height": "300"}  # fmt: skip
    found = {route.path for route in create_app()._user_routes if isinstance(route, Route)}
    return sorted(re.sub(r"{(\w+)(?::\w+)?}", lambda name: given.get(name[1], "x"), path) for path in found)


def told(answer: httpx.Response, slug: str) -> tuple[int, dict[str, str], str]:
    """All that an answer says, but for the name that was asked for and the moment."""
    kept = {
        name: text for name, text in answer.headers.items() if name not in {"date", "content-length", "etag"}
    }
    without = re.sub(r"seconds?|\d+ ms", "", answer.text).replace(slug, "SLUG")
    return answer.status_code, {name: text.replace(slug, "SLUG") for name, text in kept.items()}, without


def test_no_route_tells_a_stranger_that_there_is_a_draft(site: Site) -> None:
    store = open_store(site)
    paths, [public] = paths_of(store), store.public_actions(DRAFT)
    store.close()
    named = [path for path in paths if DRAFT in path]
    assert len(named) > 15
    pages = [*paths, f"/?campaign={DRAFT}", f"/organise?campaign={DRAFT}", f"/people?campaign={DRAFT}",
             f"/about?campaign={DRAFT}", "/sitemap.xml", "/robots.txt", "/nothing-here"]  # fmt: skip
    with httpx.Client(base_url=site.url, headers={"Origin": site.url}) as client:
        for path in pages:
            for accept in ("text/html", "*/*"):
                headers = {"Accept": accept}
                seen = client.get(path, headers=headers)
                assert TITLE not in seen.text, path
                assert public.uid not in seen.text.replace(path, ""), path
                if DRAFT in path:
                    there_is_none = client.get(path.replace(DRAFT, NOTHING), headers=headers)
                    assert told(seen, DRAFT) == told(there_is_none, NOTHING), path
                else:
                    assert DRAFT not in seen.text, path
        for form in ("submit", "report"):
            sent = {"title": "A", "city": "Oslo", "country": "Norway", "about": "A", "wrong": "B"}
            seen = client.post(f"/c/{DRAFT}/{form}", data=sent)
            assert told(seen, DRAFT) == told(client.post(f"/c/{NOTHING}/{form}", data=sent), NOTHING)


def test_a_draft_is_there_for_its_people_and_kept_by_nobody(site: Site) -> None:
    with httpx.Client(base_url=site.url, headers={"Origin": site.url}) as client:
        enter(site, client, "mine", Role.ADMINISTRATOR, DRAFT)
        for path in (f"/c/{DRAFT}", f"/?campaign={DRAFT}", f"/api/v1/campaigns/{DRAFT}/map.json"):
            seen = client.get(path)
            assert (seen.status_code, seen.headers["cache-control"]) == (200, "no-store")
        assert TITLE in client.get(f"/c/{DRAFT}").text
    with httpx.Client(base_url=site.url, headers={"Origin": site.url}) as client:
        enter(site, client, "other", Role.ADMINISTRATOR, CAMPAIGN.slug)
        assert client.get(f"/c/{DRAFT}").status_code == 404


def test_the_secret_link_opens_a_draft_until_it_is_withdrawn(site: Site) -> None:
    store = open_store(site)
    link = publishing.make_preview(store, OPERATOR, DRAFT)
    with httpx.Client(base_url=site.url) as client:
        for wrong in ("x", link[:-1], f"{link}x"):
            assert client.get(f"/preview/{wrong}").status_code == 404
        opened = client.get(f"/preview/{link}")
        assert (opened.status_code, opened.headers["location"]) == (303, f"/?campaign={DRAFT}")
        assert TITLE in client.get(f"/c/{DRAFT}").text
        for path in (f"/c/{DRAFT}", f"/c/{DRAFT}/embed", f"/c/{DRAFT}/feeds", f"/?campaign={DRAFT}"):
            assert "Draft: Its people alone, and whoever has the secret link." in client.get(path).text
        assert "Its people alone" not in client.get(f"/c/{CAMPAIGN.slug}").text
        assert client.get(f"/api/v1/campaigns/{DRAFT}/actions.geojson").status_code == 200
        assert DRAFT not in client.get("/api/v1/campaigns").text
        publishing.withdraw_preview(store, OPERATOR, DRAFT)
        assert client.get(f"/c/{DRAFT}").status_code == 404
        assert client.get(f"/preview/{link}").status_code == 404
    store.close()


@pytest.mark.parametrize(
    ("state", "is_listed", "takes"),
    [
        (CampaignState.PUBLIC, True, 200),
        (CampaignState.CLOSED, True, 410),
        (CampaignState.UNLISTED, False, 200),
    ],
)
def test_a_state_says_where_a_campaign_is_found_and_whether_it_takes_submissions(
    site: Site, state: CampaignState, *, is_listed: bool, takes: int
) -> None:
    with httpx.Client(base_url=site.url, headers={"Accept": "text/html", "Origin": site.url}) as client:
        lists = [client.get(path).text for path in ("/api/v1/campaigns", "/c/nothing-of-this-name", "/c")]
        assert [f"a-{state}-one" in text for text in lists] == [is_listed] * 3
        assert client.get(f"/?campaign=a-{state}-one").status_code == 200
        form = client.get(f"/c/a-{state}-one/submit")
        assert (form.status_code, "<h1>Submit an action</h1>" in form.text) == (takes, True)
        assert client.get(f"/c/a-{state}-one/report").status_code == 200


def test_what_is_started_on_the_page_is_a_draft_and_its_state_is_its_administrators(tmp_path: object) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/actions.sqlite")
    campaign = publishing.start_campaign(store, OPERATOR, "A third one")
    assert campaign.state is CampaignState.DRAFT
    with pytest.raises(NotAllowed):
        publishing.set_state(store, None, campaign.slug, CampaignState.PUBLIC)
    publishing.set_state(store, OPERATOR, campaign.slug, CampaignState.PUBLIC)
    assert store.campaign(campaign.slug).state is CampaignState.PUBLIC
    with pytest.raises(UnknownCampaign):
        publishing.set_state(store, OPERATOR, "nowhere", CampaignState.PUBLIC)
    store.close()


@pytest.mark.parametrize("state", [CampaignState.DRAFT, CampaignState.CLOSED])
def test_no_use_case_takes_a_submission_where_none_is_taken(
    tmp_path: object, gazetteer: Gazetteer, state: CampaignState
) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/actions.sqlite")
    store.save_campaign(replace(CAMPAIGN, state=state))
    with pytest.raises(SubmissionsClosed):
        publishing.submit_action(
            store, Resolver(gazetteer), CAMPAIGN.slug, {"city": "Oslo"}, address="x", key=b"k"
        )
    store.close()
