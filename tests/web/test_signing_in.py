"""Signing in, as a browser does it, on the real server: who gets where, and who does not."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import httpx
import pyotp
import pytest

from dashboard import accounts
from dashboard.accounts import OPERATOR, Door, Role
from dashboard.storage import Store
from tests.web.actions import CAMPAIGN
from tests.web.serving import REPOSITORY, Site, fill, serving

PASSWORD = "five lanterns by the river"
NEW = "another row of good words"
PAGES = ("/account", "/account/second-factor", f"/people?campaign={CAMPAIGN.slug}", "/people")
FORMS = ("/account/password", "/account/session", "/account/second-factor/end", "/account/second-factor")


def store_of(site: Site) -> closing[Store]:
    return closing(Store.open(f"sqlite:///{site.data_dir / 'actions.sqlite'}"))


def invitation(site: Site, email: str, role: Role = Role.ORGANISER, campaign: str = CAMPAIGN.slug) -> str:
    with store_of(site) as store:
        return f"/invitation/{accounts.invite(store, OPERATOR, email, campaign, role)}"


_browsers: list[httpx.Client] = []


def browser(site: Site, **headers: str) -> httpx.Client:
    _browsers.append(httpx.Client(base_url=site.url, timeout=60, headers={"Origin": site.url} | headers))
    return _browsers[-1]


@pytest.fixture(scope="module", autouse=True)
def _browsers_are_closed() -> Iterator[None]:
    yield
    while _browsers:
        _browsers.pop().close()


def joined(site: Site, name: str, role: Role = Role.ORGANISER, campaign: str = CAMPAIGN.slug) -> httpx.Client:
    """The browser of somebody who has followed an invitation."""
    client = browser(site)
    link = invitation(site, f"{name}@example.org", role, campaign)
    answer = client.post(link, data={"name": name.title(), "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/organise")
    return client


def sign_in(client: httpx.Client, name: str, password: str = PASSWORD, **fields: str) -> httpx.Response:
    return client.post("/sign-in", data={"email": f"{name}@example.org", "password": password} | fields)


def forgive(site: Site) -> None:
    """All tests come from one address."""
    with store_of(site) as store, store._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM failures")


@pytest.fixture(autouse=True)
def _nobody_has_failed_yet(server: Site) -> None:
    forgive(server)


def said(answer: httpx.Response) -> list[str]:
    return re.findall(r'class="said"[^>]*>([^<]+)<', answer.text)


def test_an_invitation_becomes_an_account_and_the_link_is_used_up(server: Site) -> None:
    client = browser(server)
    link = invitation(server, "grace@example.org")
    page = client.get(link)
    assert page.status_code == 200
    assert "Organiser of “We are watching &lt;you&gt;”, for grace@example.org." in page.text
    weak = client.post(link, data={"name": "Grace", "password": "short"})
    assert (weak.status_code, len(said(weak))) == (400, 1)
    assert 'value="Grace"' in weak.text
    assert "short" not in weak.text.split("<main>")[1].replace("too short", "")
    client.post(link, data={"name": "Grace", "password": PASSWORD})
    assert "Grace · grace@example.org" in client.get("/account").text
    assert client.get(link).status_code == 410
    assert browser(server).post(link, data={"name": "Eve", "password": PASSWORD}).status_code == 410


def test_the_cookie_can_be_read_by_no_script_and_sent_by_no_other_site(server: Site) -> None:
    client = browser(server)
    link = invitation(server, "cookie@example.org")
    cookie = client.post(link, data={"name": "C", "password": PASSWORD}).headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    assert name == "session"
    assert {part.strip().lower() for part in rest.split(";")[1:]} == {
        "httponly",
        "max-age=1209600",
        "path=/",
        "samesite=lax",
    }


def test_signing_in_leads_on_and_signing_out_ends_the_session(server: Site) -> None:
    joined(server, "ida")
    client = browser(server)
    page = client.get("/account")
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?next=%2Faccount")
    answer = sign_in(client, "ida", next="/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    token = client.cookies["session"]
    assert client.get("/account").status_code == 200
    assert client.get("/sign-in").headers["location"] == "/organise"
    out = client.post("/sign-out")
    assert (out.status_code, out.headers["location"], dict(client.cookies)) == (303, "/", {})
    assert browser(server, Cookie=f"session={token}").get("/account").status_code == 303


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "/\n/x",
        "",
    ],
)
def test_no_link_leads_elsewhere_after_signing_in(server: Site, wanted: str) -> None:
    joined(server, "nora") if not _known(server, "nora") else None
    assert sign_in(browser(server), "nora", next=wanted).headers["location"] == "/organise"


def _known(site: Site, name: str) -> bool:
    with store_of(site) as store:
        return store.accounts.person_by_email(f"{name}@example.org") is not None


def test_known_and_unknown_accounts_get_the_same_answer(server: Site) -> None:
    joined(server, "known")
    answers = [sign_in(browser(server), name, "not the password") for name in ("known", "unknown")]
    pages = {answer.text.replace("unknown@", "known@") for answer in answers}
    assert [answer.status_code for answer in answers] == [401, 401]
    assert len(pages) == 1
    assert said(answers[0]) == ["This e-mail address and password do not open an account."]
    assert not any("set-cookie" in answer.headers for answer in answers)


def test_the_sixth_wrong_password_is_told_to_wait(server: Site) -> None:
    statuses = [sign_in(browser(server), "guess", f"guess {number}").status_code for number in range(7)]
    assert statuses == [401] * 5 + [429] * 2
    with store_of(server) as store, store._engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM failures").all())
    assert "127.0.0.1" not in kept
    assert "guess@" not in kept


def test_each_visitor_behind_a_proxy_is_counted_alone(server: Site) -> None:
    def attempt(number: int, address: str = "203.0.113.5") -> int:
        client = browser(server, **{"X-Forwarded-For": address})
        return sign_in(client, f"guess{number}", "wrong").status_code

    assert attempt(0) == 401
    with store_of(server) as store, store._engine.begin() as connection:
        for _ in range(98):  # as if it had been tried so often: each password takes a tenth of a second
            connection.exec_driver_sql(
                "INSERT INTO failures (what, at) SELECT DISTINCT what, at FROM failures"
            )
    assert [attempt(1), attempt(2), attempt(3, "203.0.113.6")] == [401, 429, 401]


# Every role, every route.

ROLES: list[Role | None] = [None, *Role]


@pytest.fixture(scope="module")
def clients(server: Site) -> dict[Role | None, httpx.Client]:
    """A browser for nobody and for somebody of each role in the campaign."""
    everybody: dict[Role | None, httpx.Client] = {None: browser(server)}
    return everybody | {role: joined(server, f"the-{role}", role) for role in Role}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/account", set(Role)),
        ("/account/second-factor", set(Role)),
        (f"/people?campaign={CAMPAIGN.slug}", {Role.MODERATOR, Role.ADMINISTRATOR}),
        ("/people?campaign=nowhere", set()),
        ("/people", set()),
    ],
)
def test_a_page_is_there_for_whom_it_is_for(
    clients: dict[Role | None, httpx.Client], role: Role | None, path: str, who: set[Role]
) -> None:
    answer = clients[role].get(path)
    expected = 303 if role is None else 200 if role in who else 403
    assert answer.status_code == expected
    assert answer.headers["cache-control"] == "no-store"
    if expected == 403:
        assert '<a href="/organise">To your campaigns</a>' in answer.text


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("form", "who"),
    [
        ({"do": "invite", "email": "x@example.org", "role": "organiser"}, {Role.ADMINISTRATOR}),
        ({"do": "role", "role": "administrator"}, {Role.ADMINISTRATOR}),
        ({"do": "trust", "trusted": "yes"}, {Role.MODERATOR, Role.ADMINISTRATOR}),
        ({"do": "sign-out"}, {Role.ADMINISTRATOR}),
        ({"do": "end"}, {Role.ADMINISTRATOR}),
        ({"do": "anything"}, set()),
        ({"do": "invite", "email": "x@example.org", "role": "queen"}, set()),
    ],
)
def test_a_form_does_something_for_whom_it_is_for(
    server: Site,
    clients: dict[Role | None, httpx.Client],
    role: Role | None,
    form: dict[str, str],
    who: set[Role],
) -> None:
    with store_of(server) as store:
        link = accounts.invite(store, OPERATOR, "m@example.org", CAMPAIGN.slug, Role.ORGANISER)
        member = store.accounts.person_by_email("m@example.org")
        if member is None:
            accounts.accept(
                store,
                Door(b"k", timedelta(days=1), timedelta(days=1)),
                link,
                name="Member",
                password=PASSWORD,
            )
            member = store.accounts.person_by_email("m@example.org")
        assert member is not None
        store.accounts.set_membership(member.id, accounts.Membership(CAMPAIGN.slug, Role.ORGANISER))
        before = store.accounts.audit_log(CAMPAIGN.slug)
        answer = clients[role].post(f"/people?campaign={CAMPAIGN.slug}", data=form | {"person": member.id})
        done = store.accounts.audit_log(CAMPAIGN.slug) != before
    if role in who:
        assert (answer.status_code, done) == (200 if form["do"] == "invite" else 303, True)
    else:
        assert (answer.status_code, done) == (303 if role is None else 403, False)
        assert answer.headers.get("location", "/sign-in").startswith("/sign-in")


@pytest.mark.parametrize("path", FORMS)
def test_nobody_changes_an_account_without_signing_in(server: Site, path: str) -> None:
    answer = browser(server).post(path, data={"old": PASSWORD, "new": NEW, "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in")


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/account/password", "/people", "/invitation/x"])
@pytest.mark.parametrize("headers", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}])
def test_another_site_can_send_none_of_the_forms(
    server: Site, clients: dict[Role | None, httpx.Client], path: str, headers: dict[str, str]
) -> None:
    client = clients[Role.ADMINISTRATOR]
    answer = client.post(path, headers=headers, data={"old": PASSWORD, "new": NEW})
    assert answer.status_code == 403
    assert "our own pages" in answer.json()["error"]
    assert client.get("/account").status_code == 200


def test_an_administrator_invites_and_what_they_did_is_listed(
    server: Site, clients: dict[Role | None, httpx.Client]
) -> None:
    path = f"/people?campaign={CAMPAIGN.slug}"
    page = clients[Role.ADMINISTRATOR].post(
        path, data={"do": "invite", "email": "linked@example.org", "role": "moderator"}
    )
    link = re.findall(r'<p class="code">([^<]+)</p>', page.text)[0]
    assert link.startswith(f"{server.url}/invitation/")
    guest = browser(server)
    assert "Moderator of" in guest.get(link).text
    assert guest.post(link, data={"name": "Linked", "password": PASSWORD}).status_code == 303
    assert guest.get(path).status_code == 200
    log = clients[Role.ADMINISTRATOR].get(path).text
    assert "The-Administrator invited Linked: Moderator." in log
    assert "Linked accepted an invitation." in log


def test_an_open_invitation_is_listed_and_can_be_withdrawn(
    server: Site, clients: dict[Role | None, httpx.Client]
) -> None:
    path, administrator = f"/people?campaign={CAMPAIGN.slug}", clients[Role.ADMINISTRATOR]
    page = administrator.post(path, data={"do": "invite", "email": "late@example.org", "role": "organiser"})
    link = re.findall(r'<p class="code">([^<]+)</p>', page.text)[0]
    assert "Invited by The-Administrator, open until " in page.text
    [which] = re.findall(r'late@example.org.*?name="invitation" value="([^"]+)"', page.text, re.DOTALL)
    for role in (None, Role.ORGANISER, Role.MODERATOR):
        assert clients[role].post(path, data={"do": "withdraw", "invitation": which}).status_code in {
            303,
            403,
        }
    assert browser(server).get(link).status_code == 200
    assert administrator.post(path, data={"do": "withdraw", "invitation": which}).status_code == 303
    assert browser(server).get(link).status_code == 410
    assert "late@example.org" not in administrator.get(path).text
    assert administrator.post(path, data={"do": "withdraw", "invitation": which}).status_code == 400


def test_a_role_that_is_taken_away_is_gone_from_pages_that_are_open(server: Site) -> None:
    client = joined(server, "leaving", Role.MODERATOR)
    path = f"/people?campaign={CAMPAIGN.slug}"
    assert client.get(path).status_code == 200
    with store_of(server) as store:
        person = store.accounts.person_by_email("leaving@example.org")
        assert person is not None
        accounts.end_membership(store, OPERATOR, person.id, CAMPAIGN.slug)
        assert client.get(path).status_code == 403
        store.accounts.revoke_sessions(person.id)
    assert client.get(path).status_code == 303


def test_a_file_of_who_has_a_role_reaches_the_page_and_of_nobody_else(server: Site) -> None:
    somebody, nobody = joined(server, "uploader"), browser(server)

    def upload(client: httpx.Client) -> httpx.Response:
        client.get("/_stcore/health")
        token = client.cookies["_streamlit_xsrf"]
        return client.put("/_stcore/upload_file/a/b", headers={"X-Xsrftoken": token}, files={"file": b"x"})

    assert (upload(nobody).status_code, "Please sign in first" in upload(nobody).text) == (403, True)
    assert (upload(somebody).status_code, "Invalid session_id" in upload(somebody).text) == (400, True)
    foreign = {"Origin": "https://elsewhere.example"}
    assert somebody.put("/_stcore/upload_file/a/b", headers=foreign).status_code == 403
    with store_of(server) as store:
        person = store.accounts.person_by_email("uploader@example.org")
        assert person is not None
        accounts.end_membership(store, OPERATOR, person.id, CAMPAIGN.slug)
    assert upload(somebody).status_code == 403


# One's own account.


def test_a_password_is_changed_with_the_old_one_and_ends_other_sessions(server: Site) -> None:
    here = joined(server, "olga")
    there = browser(server)
    assert sign_in(there, "olga").status_code == 303
    wrong = here.post("/account/password", data={"old": "wrong", "new": NEW})
    weak = here.post("/account/password", data={"old": PASSWORD, "new": "olga olga olga"})
    assert (wrong.status_code, weak.status_code) == (400, 400)
    assert said(wrong) == ["The password is not right."]
    assert here.post("/account/password", data={"old": PASSWORD, "new": NEW}).status_code == 303
    assert (here.get("/account").status_code, there.get("/account").status_code) == (200, 303)
    assert sign_in(browser(server), "olga").status_code == 401
    assert sign_in(browser(server), "olga", NEW).status_code == 303


def test_a_session_elsewhere_is_ended_from_the_list(server: Site) -> None:
    here, there = joined(server, "petra"), browser(server)
    sign_in(there, "petra")
    others = re.findall(r'name="session" value="([^"]+)"', here.get("/account").text)
    assert len(others) == 1
    here.post("/account/session", data={"session": others[0]})
    assert (here.get("/account").status_code, there.get("/account").status_code) == (200, 303)


def test_a_second_factor_is_set_up_asked_for_and_ended(server: Site) -> None:
    client = joined(server, "tove")
    page = client.get("/account/second-factor").text
    assert '<img class="qr" src="data:image/png;base64,' in page
    secret = re.findall(r'name="secret" value="([A-Z2-7]{32})"', page)[0]
    totp = pyotp.TOTP(secret)
    wrong = client.post(
        "/account/second-factor", data={"secret": secret, "code": "000000", "password": PASSWORD}
    )
    assert (wrong.status_code, len(said(wrong))) == (400, 1)
    assert secret in wrong.text
    assert secret in client.get("/account/second-factor").text
    assert client.post("/account/second-factor", data={"do": "anew"}).status_code == 303
    anew = client.get("/account/second-factor").text
    assert secret not in anew
    secret = re.findall(r'name="secret" value="([A-Z2-7]{32})"', anew)[0]
    totp = pyotp.TOTP(secret)
    data = {"secret": secret, "code": totp.now(), "password": PASSWORD}
    assert client.post("/account/second-factor", data=data).status_code == 303
    assert sign_in(browser(server), "tove").status_code == 401
    assert sign_in(browser(server), "tove", code=totp.now()).status_code == 303
    assert client.post("/account/second-factor/end", data={"password": PASSWORD}).status_code == 303
    assert sign_in(browser(server), "tove").status_code == 303


# Other things.


def test_the_pages_are_in_the_language_of_the_link_or_the_browser(server: Site) -> None:
    assert '<html lang="fr" dir="ltr">' in browser(server).get("/sign-in?lang=fr").text
    assert '<html lang="ar" dir="rtl">' in browser(server, **{"Accept-Language": "ar"}).get("/sign-in").text
    assert 'action="/sign-in?lang=fr"' in browser(server).get("/sign-in?lang=fr").text


@pytest.mark.parametrize("body", [b"", b"email=" + b"a" * 30_000, b"\xff\xfe=%ff%00", b"email[]=1&email=2"])
def test_a_form_full_of_nonsense_is_just_wrong(server: Site, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser(server).post("/sign-in", content=body, headers=headers).status_code == 401


def test_the_first_administrator_comes_in_by_the_command_line(server: Site) -> None:
    command = [sys.executable, "-m", "dashboard", "organiser", "invite", "first@example.org"]
    options = ["--role", "administrator", "--campaign", CAMPAIGN.slug, "--data-dir", str(server.data_dir)]
    done = subprocess.run(
        [*command, *options], cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=60
    )
    link = done.stdout.strip()
    here = f"http://localhost:{server.url.rpartition(':')[2]}"
    assert re.fullmatch(rf"{here}/invitation/[\w-]{{43}}", link)
    client = browser(server)
    path = link.removeprefix(here)
    assert client.post(path, data={"name": "First", "password": PASSWORD}).status_code == 303
    assert client.get(f"/people?campaign={CAMPAIGN.slug}").status_code == 200


@pytest.fixture(scope="module")
def behind_tls(tmp_path_factory: pytest.TempPathFactory, gazetteer_dir: object) -> Iterator[Site]:
    data_dir = tmp_path_factory.mktemp("tls")
    (data_dir / "gazetteer").symlink_to(str(gazetteer_dir))
    fill(data_dir)
    with serving(data_dir, base_path="/map", behind_tls="yes") as site:
        yield site


def test_behind_tls_the_cookie_is_bound_to_the_host_and_to_tls(behind_tls: Site) -> None:
    with store_of(behind_tls) as store:
        token = accounts.invite(store, OPERATOR, "ada@example.org", CAMPAIGN.slug, Role.ORGANISER)
    answer = behind_tls.http.post(f"/invitation/{token}", data={"name": "Ada", "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/map/organise")
    name, _, rest = answer.headers["set-cookie"].partition("=")
    value, *flags = rest.split("; ")
    assert name == "__Host-session"
    assert {flag.lower() for flag in flags} == {
        "httponly",
        "max-age=1209600",
        "path=/",
        "samesite=lax",
        "secure",
    }
    page = behind_tls.http.get("/account", headers={"Cookie": f"__Host-session={value}"})
    assert (page.status_code, "ada@example.org" in page.text) == (200, True)
    plain = behind_tls.http.get("/account", headers={"Cookie": f"session={value}"})
    assert plain.status_code == 303


def test_a_proxy_that_hides_its_visitors_is_told_of_in_the_log(behind_tls: Site) -> None:
    behind_tls.http.post("/sign-in", data={"email": "x@example.org", "password": "wrong"})
    assert "X-Forwarded-For" in behind_tls.log.read_text()
