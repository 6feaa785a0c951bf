"""Two processes on one database: what one of them knows the other knows, and either goes on without the other."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import httpx

from dashboard import accounts
from dashboard.accounts import EVERYWHERE, OPERATOR, Role
from dashboard.storage import Store
from tests.waiting import until
from tests.web.actions import LONDON, action
from tests.web.serving import Site, fill, serving

KEY = "k" * 40
PASSWORD = "five lanterns by the river"
MAP = "/api/v1/campaigns/watching/map.json"


def test_people_and_actions_are_the_same_at_each_of_two_processes(
    url: str, tmp_path: Path, gazetteer_dir: Path
) -> None:
    def replica(name: str) -> AbstractContextManager[Site]:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "gazetteer").symlink_to(gazetteer_dir)
        (folder / "secret.key").write_text(KEY)
        return serving(folder, alone="yes", database_url=url)

    (tmp_path / "secret.key").write_text(KEY)
    fill(tmp_path, database=url)
    with ExitStack() as first_runs, replica("second") as second:
        first = first_runs.enter_context(replica("first"))
        second.http.get(MAP)
        store = Store.open(url, key=KEY)
        token = accounts.invite(store, OPERATOR, "ada@example.org", EVERYWHERE, Role.ADMINISTRATOR)
        store.close()
        entry = httpx.post(f"{first.url}/invitation/{token}", data={"name": "Ada", "password": PASSWORD})
        cookies = dict(entry.cookies)

        def account(where: str) -> int:
            return httpx.get(f"{where}/account", cookies=cookies).status_code

        assert [account(first.url), account(second.url)] == [200, 200]
        before = second.http.get(MAP).json()["totals"]["actions"]
        fill(tmp_path, [action(7, LONDON)], name="more.csv", database=url)
        until(lambda: second.http.get(MAP).json()["totals"]["actions"] == before + 1)
        first_runs.close()
        assert account(second.url) == 200
        for _attempt in range(5):
            second.http.post("/sign-in", data={"email": "ada@example.org", "password": "wrong"})
        httpx.post(f"{second.url}/sign-out", cookies=cookies)
        assert account(second.url) == 303
        with replica("third") as again:
            wait = again.http.post("/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
            assert (account(again.url), wait.status_code) == (303, 429)
