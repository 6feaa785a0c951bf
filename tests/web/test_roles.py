"""Every route and every section of the organisers' page, for everybody: what is public is the same for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from dashboard import publishing
from dashboard.accounts import Role
from dashboard.geocoding import Gazetteer, Resolver
from dashboard.ingest import Limits
from dashboard.storage import Store
from dashboard.web import resources
from dashboard.web.organise import SECTIONS
from dashboard.web.server import create_app
from tests.web.actions import CAMPAIGN
from tests.web.pages import opened
from tests.web.serving import Site, fill, serving
from tests.web.test_signing_in import browser, joined

SLUG = CAMPAIGN.slug
PUBLIC = {
    "/": "/?campaign={slug}",
    "/index.html": "",
    "/{name:page}": "",
    "/c": "",
    "/c/": "",
    "/c/{rest:path}": "/c/{slug}/nothing",
    "/about": "",
    **dict.fromkeys(f"/{name}" for name in ("robots.txt", "sitemap.xml", "favicon.ico", "mark.svg")),
    **dict.fromkeys(f"/manifest.{kind}" for kind in ("json", "webmanifest")),
    "/healthz": "",
    "/api": "",
    "/api/{path:path}": "/api/nothing",
    "/api/v1/campaigns": "",
    **dict.fromkeys(
        f"/api/v1/campaigns/{{slug}}/{name}"
        for name in ("cities.geojson", "actions.geojson", "map.json", "times.json")
    ),
    "/api/v1/campaigns/{slug}/cities/{city_id}.json": "",
    "/api/v1/campaigns/{slug}/search.json": "/api/v1/campaigns/{slug}/search.json?q=Lon",
    **dict.fromkeys(
        f"/c/{{slug}}{name}"
        for name in (
            "", "/feeds", "/submit", "/report", "/embed", "/share", "/card.png", "/map.png",
            "/qr.png", "/map", "/search", "/view.png", "/view.svg",
        )
    ),
    **dict.fromkeys(
        f"/c/{{slug}}/city/{{city_id}}{name}"
        for name in ("", "/map", "/poster", "/share", "/card.png", "/map.png", "/qr.png")
    ),
    "/c/{slug}/actions.{extension}": "/c/{slug}/actions.csv",
    "/c/{slug}/city/{city_id}.{extension}": "/c/{slug}/city/{city_id}.csv",
    "/c/{slug}/action/{uid}.{extension}": "/c/{slug}/action/{uid}.ics",
}  # fmt: skip
"""What everybody may read, and the same of it; with an address where the template makes none."""

TO_GET_IN = {"/sign-in", "/sign-out", "/invitation/{token}", "/sign-in/oidc", "/sign-in/oidc/callback"}
TO_LOOK_AHEAD = {"/preview/{token}"}
"""For whom a secret link was given: `tests.web.test_campaign_states` asks."""
ROWS_TO_CORRECT = {
    "/organise/{slug}/drafts/{number:number}/to-correct.csv",
    "/organise/{slug}/imports/{number:number}/to-correct.csv",
}
"""Files of rows that wait: `tests.web.test_live_sessions` asks who may have them."""
OF_ONE_S_OWN = {
    "/account",
    "/account/password",
    "/account/session",
    "/account/second-factor",
    "/account/second-factor/end",
    "/people",
}
"""For people who are signed in; which roles may do what there, `tests.web.test_signing_in` asks one by one."""

ROLES = (None, *Role)
SECRETS = {
    "a report": "zqreportqz",
    "its contact": "zqreachqz",
    "a proposal": "zqproposalqz",
    "its writer": "zqwriterqz",
    "a row that waits": "zqwaitingqz",
}
"""What organisers and moderators alone may read, and where it is said."""

FORM = {"title": SECRETS["a proposal"], "city": "Oslo", "country": "Norway", "contact": SECRETS["its writer"]}
ROWS = f"city,country,title\nSpringfield,United States,{SECRETS['a row that waits']}\n"


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: Path, gazetteer: Gazetteer
) -> Iterator[Site]:
    data_dir = tmp_path_factory.mktemp("roles")
    (data_dir / "gazetteer").symlink_to(gazetteer_dir)
    fill(data_dir)
    resolver = Resolver(gazetteer)
    with closing(Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")) as store:
        here: dict[str, Any] = {"address": "203.0.113.9", "key": b"k"}
        publishing.submit_action(store, resolver, SLUG, FORM, **here)
        said = {"about": "London", "wrong": SECRETS["a report"], "contact": SECRETS["its contact"]}
        publishing.report_pin(store, SLUG, said, **here)
        publishing.publish(
            store, publishing.preview(store, resolver, CAMPAIGN, "w.csv", ROWS.encode(), limits=Limits())
        )
        assert [one.wrong for one in store.desk.reports(SLUG)] == [SECRETS["a report"]]
    with serving(data_dir) as site:
        yield site


@pytest.fixture(scope="module")
def browsers(site: Site) -> dict[Role | None, httpx.Client]:
    everybody: dict[Role | None, httpx.Client] = {None: browser(site)}
    return everybody | {role: joined(site, f"one-{role}", role) for role in Role}


@pytest.fixture(scope="module")
def uid(site: Site) -> str:
    found = site.http.get(f"/api/v1/campaigns/{SLUG}/actions.geojson").json()["features"]
    return str(found[0]["id"])


def test_each_route_is_in_one_of_the_tables() -> None:
    resources.forget()
    routes = create_app()._user_routes  # what was given to the framework; it has no public name for it
    resources.forget()
    assert {str(getattr(route, "path", "")) for route in routes} == (
        set(PUBLIC) | TO_GET_IN | TO_LOOK_AHEAD | ROWS_TO_CORRECT | OF_ONE_S_OWN
    )


@pytest.mark.parametrize("template", PUBLIC)
def test_what_is_public_is_the_same_for_everybody(
    site: Site, browsers: dict[Role | None, httpx.Client], uid: str, template: str
) -> None:
    path = (PUBLIC[template] or template).replace("{name:page}", "organise")
    path = path.format(slug=SLUG, city_id="2643743", uid=uid)
    answers = {role: browsers[role].get(path) for role in ROLES}
    bodies = {(answer.status_code, answer.content) for answer in answers.values()}
    assert len(bodies) == 1
    assert [word for word in SECRETS.values() if word.encode() in answers[None].content] == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_says_what_is_private_to_those_alone_whom_it_is_for(
    site: Site, browsers: dict[Role | None, httpx.Client], section: str, role: Role | None
) -> None:
    with opened(site, f"campaign={SLUG}&section={section}", page="organise", browser=browsers[role]) as page:
        told = {name for name, word in SECRETS.items() if word.encode() in page.received}
    if role in {None, Role.ORGANISER}:
        assert told == set()
    elif section == "review":
        assert "a proposal" in told  # reports are behind one more click
    elif section == "waiting":
        assert "a row that waits" in told


def test_the_map_says_nothing_private_even_to_moderators(
    site: Site, browsers: dict[Role | None, httpx.Client]
) -> None:
    with opened(site, f"campaign={SLUG}", browser=browsers[Role.ADMINISTRATOR]) as page:
        assert CAMPAIGN.title.encode() in page.received
        assert [word for word in SECRETS.values() if word.encode() in page.received] == []


def test_a_file_reaches_the_open_page_of_an_organiser_and_no_byte_of_anybody_else_s(
    site: Site, browsers: dict[Role | None, httpx.Client]
) -> None:
    def put(client: httpx.Client, session_id: str, body: bytes = b"city\nOslo\n") -> int:
        client.get("/_stcore/health")
        headers = {"X-Xsrftoken": client.cookies["_streamlit_xsrf"]}
        files = {"file": ("rows.csv", body)}
        return client.put(f"/_stcore/upload_file/{session_id}/one", headers=headers, files=files).status_code

    with opened(
        site, f"campaign={SLUG}&section=upload", page="organise", browser=browsers[Role.ORGANISER]
    ) as page:
        assert page.session_id
        assert put(browsers[None], page.session_id) == 403
        assert put(browsers[Role.ORGANISER], page.session_id) == 204
        roleless = joined(site, "roleless")
        with closing(Store.open(f"sqlite:///{site.data_dir / 'actions.sqlite'}")) as store:
            person = store.accounts.person_by_email("roleless@example.org")
            assert person is not None
            store.accounts.end_membership(person.id, SLUG)
        assert put(roleless, page.session_id) == 403
    with opened(site, f"campaign={SLUG}", browser=browsers[None]) as public:
        assert put(browsers[None], public.session_id) == 403
