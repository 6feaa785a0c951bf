"""What we lean on inside of Streamlit is there: a new version of it fails here rather than at a visitor's."""

from __future__ import annotations

import asyncio
import inspect
import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import psutil
import pytest
from starlette.websockets import WebSocket
from streamlit import config, error_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.session_manager import SessionClient
from streamlit.web.server.starlette.starlette_websocket import StarletteClientContext

from dashboard.config import read_settings
from dashboard.web.public import index_page, preload
from dashboard.web.serving import log, page_socket, streamlit_options
from dashboard.web.serving.idle_loops import IdleLoop, use_idle_loops
from dashboard.web.serving.streamlit_options import FOLDERS, FRAME, PAGE_FILES

REPOSITORY = Path(__file__).parents[2]
NAMES = sorted(
    {
        name
        for kind in ("css", "js", "py")
        for file in (REPOSITORY / "dashboard").rglob(f"*.{kind}")
        for found in re.findall(
            r"""data-testid=["']?(st\w+)|\.(st[A-Z]\w+)|\[(data-rac|data-selected)\]|(st-key-)""",
            file.read_text(encoding="utf-8"),
        )
        for name in found
        if name
    }
)
SCRIPTS = "".join(file.read_text(encoding="utf-8") for file in (PAGE_FILES / "static" / "js").glob("*.js"))


def test_no_version_is_installed_that_was_not_tried() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    (bound,) = [one for one in project["project"]["dependencies"] if re.match(r"streamlit[<>=]", one)]
    minor = ".".join(version("streamlit").split(".")[:2])
    assert bound.startswith(f"streamlit>={minor},<")


@pytest.mark.parametrize("place", ["HEAD", "WORDS", "FIRST"])
def test_our_words_have_their_places_in_the_page(place: str) -> None:
    assert index_page.template().count(f"<!--{place}-->") == 1


def test_nothing_of_the_page_is_left_that_we_replace() -> None:
    page = index_page.template()
    assert "You need to enable JavaScript" not in page
    assert "service-desc" not in page
    assert page.count('rel="shortcut icon"') == page.count("<style>") == 1


@pytest.mark.parametrize("part", preload._PARTS)
def test_each_script_that_is_loaded_ahead_is_there(part: str) -> None:
    assert preload._scripts("static", f"{part}.????????.js")


def test_the_frame_of_the_map_has_its_script() -> None:
    assert len(preload._scripts(f"{FRAME}/static", "main.*.js")) == 1
    assert all(folder.is_dir() for folder in FOLDERS.values())


def test_pages_can_be_kept_from_being_found_by_their_folder() -> None:
    assert isinstance(PagesManager.uses_pages_directory, bool | None)


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_that_our_style_knows_have_these_names(name: str) -> None:
    assert NAMES
    assert name in SCRIPTS


def test_a_loop_that_nobody_runs_holds_no_descriptor_and_works_when_somebody_does() -> None:
    process = psutil.Process()
    before = process.num_fds()
    loop = IdleLoop()
    assert process.num_fds() == before

    async def woken_from_another_thread() -> int:
        return await asyncio.to_thread(lambda: 7)

    assert loop.run_until_complete(woken_from_another_thread()) == 7
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()
    idle = IdleLoop()
    idle.call_soon_threadsafe(lambda: None)
    idle.close()
    assert process.num_fds() == before


def test_a_page_that_is_closed_does_not_look_among_the_tasks_of_all_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of two thousand that close at once each would, and nobody be answered meanwhile."""
    monkeypatch.setattr(AppSession, "__init__", AppSession.__init__)
    monkeypatch.setattr(app_session, "_close_script_event_loop", app_session._close_script_event_loop)
    use_idle_loops()
    idle, used = IdleLoop(), IdleLoop()
    used.run_until_complete(asyncio.sleep(0))
    looking = Mock(return_value=set())
    monkeypatch.setattr(asyncio, "all_tasks", looking)
    for loop, times in ((idle, 0), (used, 1)):
        app_session._close_script_event_loop(loop)
        assert (loop.is_closed(), looking.call_count) == (True, times)


def test_what_nobody_foresaw_is_told_by_those_whom_we_hear(caplog: pytest.LogCaptureFixture) -> None:
    error_util.handle_uncaught_app_exception(ZeroDivisionError("a page failed"))
    assert {record.name for record in caplog.records if record.exc_info} <= {*log._FAULTS_OF}
    assert "a page failed" in caplog.text


def test_the_messages_of_pages_have_these_names() -> None:
    (kinds,) = BackMsg.DESCRIPTOR.oneofs
    assert {kind.name for kind in kinds.fields} > page_socket._SENT_BY_PAGES


@pytest.mark.parametrize(
    "section", ["theme", *(f"theme.{one.value}" for one in config.CustomThemeCategories)]
)
def test_the_theme_that_is_told_once_is_the_one_that_streamlit_tells(section: str) -> None:
    streamlit_options.apply_options(read_settings({}))
    streamlit_options._theme.cache_clear()
    for _ in range(2):
        theirs, ours = CustomThemeConfig(), CustomThemeConfig()
        streamlit_options._populate_theme(theirs.light, section)
        streamlit_options._tell_theme(ours.light, section)
        assert (ours, ours.HasField("light")) == (theirs, theirs.HasField("light"))
    streamlit_options._theme.cache_clear()


def test_each_option_that_we_set_is_one() -> None:
    options = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    ours = {name for name, _ in streamlit_options._flat(options)}
    ours |= {"server.baseUrlPath", "server.address", "server.port", "server.maxUploadSize"}
    assert ours <= config.get_config_options().keys()


def test_a_page_knows_the_address_of_its_visitor() -> None:
    """By it scripts take turns."""

    async def nothing(*_: Any) -> Any:
        """Neither comes nor goes."""

    page = WebSocket({"type": "websocket", "headers": [], "client": ("192.0.2.1", 1)}, nothing, nothing)
    assert StarletteClientContext(page).remote_ip == "192.0.2.1"
    assert callable(Runtime.get_client)
    assert isinstance(inspect.getattr_static(SessionClient, "client_context"), property)
