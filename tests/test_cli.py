"""The command line as people and programs use it."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import re
import signal
import socket
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, time
from pathlib import Path
from typing import Any

import httpx
import pytest

from dashboard import __version__
from dashboard.cli import main
from dashboard.cli.saying import steps_in_lines
from dashboard.exports import EXPORTERS
from dashboard.i18n import ENGLISH
from dashboard.storage import Store

REPOSITORY = Path(__file__).parents[1]
ACTIONS = """\
place,country,title,status
London,United Kingdom,Evening vigil,confirmed
Springfield,United States,Two pm,
Online,,From home,
"""
COUNTS = ["uploaded", "published", "waiting", "rejected"]


@pytest.fixture(autouse=True)
def _without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("ACTION_MAP_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def data_dir(tmp_path: Path, gazetteer_dir: Path) -> Path:
    """A data directory whose index of places is there already."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "gazetteer").symlink_to(gazetteer_dir)
    return folder


@pytest.fixture
def actions(tmp_path: Path) -> Path:
    file = tmp_path / "actions.csv"
    file.write_text(ACTIONS, encoding="utf-8")
    return file


def import_file(file: Path, data_dir: Path, *options: str) -> int:
    return main(["import", str(file), "--campaign", "we-are-watching", "--data-dir", str(data_dir), *options])


def campaigns_in(data_dir: Path) -> list[str]:
    store = Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")
    slugs = [campaign.title for campaign in store.campaigns()]
    store.close()
    return slugs


def command(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, with its output in pipes."""
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *arguments],
        cwd=REPOSITORY, capture_output=True, check=False, timeout=120, **options,
    )  # fmt: skip


def test_import_says_what_was_published_what_waits_and_what_was_rejected(
    actions: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_file(actions, data_dir, "--create") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 action is on the map, 1 needs an answer, 1 cannot be used."
    assert lines[2].startswith("Line 3, place: ")
    assert lines[3] == "Line 4, place: It happens online only, so there is no place on the map for it."
    assert campaigns_in(data_dir) == ["We are watching"]


def test_a_corrected_file_settles_what_the_first_asks_and_another_of_its_name_does_not(
    actions: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "1 row leaves the list of open questions:\nactions.csv, line 3: Two pm\n"
    assert import_file(actions, data_dir, "--create") == 0
    actions.write_text("city,country,title\nOslo,Norway,Walk\n", encoding="utf-8")
    assert import_file(actions, data_dir, "--dry-run") == 0
    assert asked not in capsys.readouterr().out
    assert import_file(actions, data_dir, "--corrects", "7") == 1
    assert "There is no such file to be corrected." in capsys.readouterr().err
    assert import_file(actions, data_dir, "--corrects") == 0
    assert capsys.readouterr().out.endswith(asked)
    with closing(Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")) as store:
        assert store.waiting("we-are-watching") == []


def test_import_is_told_what_a_column_is_and_names_those_that_nobody_explained(
    actions: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    actions.write_text("Wibble,Zone A,title\n8 April 2018,Lyon,Walk\n", encoding="utf-8")
    assert import_file(actions, data_dir, "--create", "--column", "Zone A=city") == 0
    said = capsys.readouterr().out
    assert said.startswith("0 actions are on the map, 1 needs an answer")
    assert "“Wibble” looks like a column of “date” and is not used. Say what it is with --column." in said
    assert import_file(actions, data_dir, "--column", "Zone A=city", "--column", "Wibble=day") == 0
    assert capsys.readouterr().out.startswith("1 action is on the map")
    assert import_file(actions, data_dir, "--column", "Zone=city", "--column", "Zone A=city") == 1
    assert "The file has no column “Zone”." in capsys.readouterr().err
    assert import_file(actions, data_dir, "--column", "Zone A=town") == 1
    assert "There is no field “town”. Choose one of: place, city" in capsys.readouterr().err


def test_rows_that_would_show_something_private_wait_unless_they_are_accepted(
    actions: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ["Oslo,Norway,Walk", "Bergen,Norway,Call 22 12 34 56", "Moscow,Russia,Write to ana@example.org"]
    actions.write_text(
        "\n".join(["city,country,title", *rows, "Oslo,Norway,Ask for Ana Berg", ""]), encoding="utf-8"
    )
    assert import_file(actions, data_dir, "--create") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "3 actions are on the map, 1 needs an answer, 0 cannot be used."
    assert "Line 3, title: This is a telephone number. Everybody could call it." in said
    assert said[-2] == (
        "1 row waits, since it would show something private. Take that out, or answer under “Open questions”, or "
        "import the file again with --accept-private."
    )
    assert import_file(actions, data_dir, "--accept-private") == 0
    assert (
        capsys.readouterr().out.splitlines()[0]
        == "4 actions are on the map, 0 need an answer, 0 cannot be used."
    )


def test_import_answers_programs_in_json(
    actions: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_file(actions, data_dir, "--create", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report) == [*COUNTS, "created", "changed", "unchanged", "problems", "notes"]
    assert [report[name] for name in COUNTS] == [3, 1, 1, 1]
    assert report["problems"][1] == {
        "line": 4,
        "column": "place",
        "code": "online_only",
        "values": {},
        "offers": [],
        "message": "It happens online only, so there is no place on the map for it.",
        "effect": "refusal",
    }


def test_a_dry_run_publishes_nothing_and_says_so(
    actions: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_file(actions, data_dir, "--create", "--dry-run") == 0
    assert "This was a dry run: nothing was published." in capsys.readouterr().out
    assert campaigns_in(data_dir) == []


def test_the_same_file_again_says_that_nothing_changed(
    actions: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_file(actions, data_dir, "--create")
    capsys.readouterr()
    assert import_file(actions, data_dir) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[:2] == [
        "1 action is on the map, 1 needs an answer, 1 cannot be used.",
        "Nothing changed: the one action of this file was already on the map.",
    ]
    assert "list of open questions" not in said


def test_a_campaign_is_given_its_words_and_its_day(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [
        "--title",
        "We are watching",
        "--day",
        "2018-04-07",
        "--starts",
        "14:00",
        "--data-dir",
        str(data_dir),
    ]
    assert main(["campaign", "spring", *options]) == 0
    assert capsys.readouterr().out == "“We are watching” is public: it is shown at ?campaign=spring\n"
    assert (
        main(["campaign", "spring", "--summary", "2 pm, outside the embassy.", "--data-dir", str(data_dir)])
        == 0
    )
    store = Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")
    campaign = store.campaign("spring")
    store.close()
    assert (campaign.title, campaign.summary) == ("We are watching", "2 pm, outside the embassy.")
    assert (campaign.day, campaign.starts) == (date(2018, 4, 7), time(14))


def test_a_campaign_is_given_its_state_and_is_public_unless_somebody_says_otherwise(
    actions: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_file(actions, data_dir, "--create", "--state", "draft") == 0
    said = capsys.readouterr().out
    assert "“We are watching” is a draft: its people alone see it, at ?campaign=we-are-watching" in said
    assert import_file(actions, data_dir, "--state", "public") == 1
    assert "action-map campaign we-are-watching --state public" in capsys.readouterr().err
    for state in ("unlisted", "public", "closed"):
        change = ["campaign", "we-are-watching", "--state", state, "--data-dir", str(data_dir)]
        assert main(change) == 0
        assert capsys.readouterr().out.startswith(f"“We are watching” is {state}: ")
    assert main(["campaign", "another", "--data-dir", str(data_dir)]) == 0
    with closing(Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")) as store:
        assert {one.slug: one.state.value for one in store.campaigns()} == {
            "we-are-watching": "closed",
            "another": "public",
        }


def test_a_campaign_is_given_its_words_in_several_languages(
    tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "words.toml"
    file.write_text('title = "We are watching"\n[fr]\ntitle = "Nous vous regardons"\n', "utf-8")
    change = ["campaign", "spring", "--words", str(file), "--data-dir", str(data_dir)]
    assert main([*change, "--summary", "2 pm."]) == 0
    store = Store.open(f"sqlite:///{data_dir / 'actions.sqlite'}")
    campaign = store.campaign("spring")
    store.close()
    assert (campaign.title, campaign.summary) == ("We are watching", "2 pm.")
    assert campaign.spoken("fr").title == "Nous vous regardons"
    file.write_bytes(b"title = '\xff'")
    assert main(change) == 1
    assert capsys.readouterr().err == f"The file {file} is not written in UTF-8.\n"


def test_export_writes_what_is_public_and_no_formulas(
    tmp_path: Path, data_dir: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "actions.csv"
    file.write_text("place,title,contact\nLondon,=HYPERLINK(1),canary@example.org\n")
    import_file(file, data_dir, "--create")
    capsysbinary.readouterr()
    export = ["export", "--campaign", "we-are-watching", "--data-dir", str(data_dir), "--format"]
    assert main([*export, "csv"]) == 0
    out = capsysbinary.readouterr().out
    [row] = csv.DictReader(io.StringIO(out.decode("utf-8-sig"), newline=""))
    assert row["title"] == "'=HYPERLINK(1)"
    assert main([*export, "geojson", "--output", str(tmp_path / "actions.geojson")]) == 0
    [feature] = json.loads((tmp_path / "actions.geojson").read_text("utf-8"))["features"]
    assert feature["properties"]["title"] == "=HYPERLINK(1)"
    assert b"canary" not in out + (tmp_path / "actions.geojson").read_bytes()


@pytest.mark.parametrize("name", EXPORTERS)
def test_export_writes_every_format_that_there_is(
    name: str, tmp_path: Path, data_dir: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "actions.csv"
    file.write_text("place,title,date\nLondon,Evening vigil,2018-04-07\n")
    import_file(file, data_dir, "--create")
    capsysbinary.readouterr()
    export = ["export", "--campaign", "we-are-watching", "--data-dir", str(data_dir)]
    assert main([*export, "--format", name]) == 0
    assert b"Evening vigil" in capsysbinary.readouterr().out


def test_the_help_of_export_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "csv (default), geojson, ics, atom, or site: a folder" in told
    assert set(EXPORTERS) == {"csv", "geojson", "ics", "atom"}


def test_geocode_writes_a_file_beside_which_nothing_is_left(tmp_path: Path, data_dir: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out" / "out.csv"
    source.write_text("id,place,city,region,country\n1,,Berlin,,\n")
    target.parent.mkdir()
    assert (
        main(["geocode", str(source), "--output", str(target), "--offline", "--data-dir", str(data_dir)]) == 0
    )
    [row] = csv.DictReader(io.StringIO(target.read_text("utf-8")))
    assert (row["id"], row["geo_status"], row["geo_country_code"]) == ("1", "placed", "DE")
    assert list(target.parent.iterdir()) == [target]


def test_what_is_written_to_a_pipe_is_no_file_in_its_place(tmp_path: Path, data_dir: Path) -> None:
    """As root ``--output /dev/null`` would leave the machine without one."""
    os.mkfifo(pipe := tmp_path / "pipe")
    with ThreadPoolExecutor() as reader:
        read = reader.submit(pipe.read_bytes)
        main(["campaign", "spring", "--data-dir", str(data_dir)])
        assert (
            main(["export", "--campaign", "spring", "--output", str(pipe), "--data-dir", str(data_dir)]) == 0
        )
        assert pipe.is_fifo()
        assert b"id,title,date" in read.result()


def test_a_link_is_written_through_and_stays_one(tmp_path: Path, data_dir: Path) -> None:
    """As root ``--output /dev/stdout > FILE`` would leave the machine without its standard output."""
    (link := tmp_path / "link").symlink_to(target := tmp_path / "target.csv")
    target.touch()
    main(["campaign", "spring", "--data-dir", str(data_dir)])
    assert main(["export", "--campaign", "spring", "--output", str(link), "--data-dir", str(data_dir)]) == 0
    assert link.is_symlink()
    assert b"id,title,date" in target.read_bytes()


def test_a_file_that_never_ends_is_read_no_further_than_a_file_may_be_long(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ACTION_MAP_MAX_FILE_BYTES", "1000")
    (endless := tmp_path / "endless.csv").symlink_to("/dev/zero")
    assert import_file(endless, data_dir, "--create") == 1
    assert capsys.readouterr().err.startswith("The file has 1,001 bytes, and 1,000 are allowed.")
    assert main(["campaign", "spring", "--words", str(endless), "--data-dir", str(data_dir)]) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["import", "{file}", "--campaign", "nowhere"],
            r"There is no campaign “nowhere”: .* add --create .*",
        ),
        (["import", "{file}", "--campaign", "No Slug", "--create"], r"“No Slug” cannot name a campaign: .*"),
        (
            ["import", "{missing}", "--campaign", "x"],
            r"The file .*missing\.csv cannot be read: no such file .*",
        ),
        (["import", "{empty}", "--campaign", "x", "--create"], r"The file is empty\. .*"),
        (["geocode", "{folder}"], r"The file .* cannot be read: is a directory\."),
        (
            ["geocode", "{file}", "--output", "{missing}/out.csv"],
            r"The file .*out\.csv cannot be written: .*",
        ),
        (
            ["geocode", "{file}", "--output", "{file}/out.csv"],
            r"The file .*out\.csv cannot be written: not a directory\.",
        ),
        (["export", "--campaign", "nowhere"], r"There is no campaign “nowhere”: check the spelling\."),
        (
            ["export", "--campaign", "x", "--format", "xls"],
            r"We cannot write “xls”\. Choose one of: ics, atom, csv, geojson, site\.",
        ),
    ],
)
def test_what_we_foresaw_is_one_sentence_and_exit_code_1(
    arguments: list[str], sentence: str, tmp_path: Path, actions: Path, data_dir: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "empty.csv").write_bytes(b"")
    files = {name: tmp_path / f"{name}.csv" for name in ("missing", "empty")}
    filled = [argument.format(file=actions, folder=tmp_path, **files) for argument in arguments]
    assert main([*filled, "--data-dir", str(data_dir)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(sentence + r"\n", err), err


def test_what_is_said_is_said_in_the_language_of_the_option_or_of_the_locale(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change = ["campaign", "spring", "--data-dir", str(data_dir)]
    for language, said in (("de", "„Spring“ ist öffentlich"), ("ar", "«\u2066Spring\u2069» عامة")):
        assert main([*change, "--lang", language]) == 0
        assert capsys.readouterr().out.startswith(said)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert main(change) == 0
    assert capsys.readouterr().out.startswith("«\u00a0Spring\u00a0» est publique")
    assert main(["geocode", "nowhere.csv", "--data-dir", str(data_dir)]) == 1
    assert capsys.readouterr().err == (
        "Le fichier nowhere.csv est illisible\u00a0: aucun fichier ou dossier de ce nom.\n"
    )


def test_programs_are_told_a_refusal_as_a_code_with_values(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_file(Path("nowhere.csv"), data_dir, "--json", "--lang", "de") == 1
    assert json.loads(capsys.readouterr().err) == {
        "code": "file_unreadable",
        "values": {"name": "nowhere.csv", "why": {"code": "nothing_there", "values": {}}},
        "message": "Die Datei nowhere.csv ist nicht lesbar: Datei oder Verzeichnis nicht gefunden.",
    }


@pytest.mark.parametrize("arguments", [["import", "x.csv", "--campaign", "x"], ["run"], ["geocode", "x.csv"]])
def test_a_data_directory_that_is_a_file_is_said(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.csv").write_text("place\nLondon\n")
    monkeypatch.setenv("ACTION_MAP_DATA_DIR", "x.csv")
    assert main(arguments) == 1
    assert capsys.readouterr().err == (
        "The data directory x.csv cannot be used: file exists. Choose another with --data-dir.\n"
    )


def test_a_folder_that_may_only_be_read_is_a_sentence(tmp_path: Path, actions: Path) -> None:
    folder = tmp_path / "read only"
    folder.mkdir(mode=0o500)
    powerless = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
    importing = ("import", str(actions), "--campaign", "x", "--create", "--data-dir", str(folder))
    for asked in (importing, ("run", "--port", "0", "--data-dir", str(folder))):
        command = [*powerless, sys.executable, "-m", "dashboard", *asked]
        said = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert (said.returncode, said.stderr) == (
            1,
            f"The data directory {folder} cannot be written to. Choose another with --data-dir.\n",
        )


def test_a_port_that_is_taken_is_said_before_anything_else_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("localhost", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["run", "--port", str(port), "--data-dir", str(tmp_path / "new")]) == 1
    assert capsys.readouterr().err == (
        f"We cannot listen on port {port} of localhost: address already in use. "
        f"Choose another one, such as --port {port + 1}.\n"
    )
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [[], ["import"], ["import", "x.csv"], ["geocode"], ["export"], ["run", "--port", "many"], ["fly"]],
)
def test_arguments_that_are_not_understood_are_exit_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: action-map")


def test_help_and_version_load_nothing_heavy() -> None:
    code = (
        "import sys\nfrom dashboard.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'numpy', 'sqlalchemy', 'streamlit', 'geopy', 'babel'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert command("--version").stdout.decode() == f"action-map {__version__}\n"


def test_geocode_in_a_pipe_reads_and_writes_it_without_a_progress_bar_or_a_database(data_dir: Path) -> None:
    done = command("geocode", "-", "--data-dir", str(data_dir), input=b"id,place\n1,London\n")
    assert (done.returncode, done.stderr) == (0, b"")
    [row] = csv.DictReader(io.StringIO(done.stdout.decode(), newline=""))
    assert row["geo_place"] == "London"
    assert list(data_dir.iterdir()) == [data_dir / "gazetteer"]


def test_a_terminal_is_shown_how_far_the_work_is(data_dir: Path, actions: Path) -> None:
    terminal, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "geocode", str(actions), "--data-dir", str(data_dir)],
        cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=end, check=False, timeout=120,
    )  # fmt: skip
    os.close(end)
    shown = os.read(terminal, 10_000).decode()
    os.close(terminal)
    assert done.returncode == 0
    assert re.search(r"Looking up places … 2 of 2 █+", shown)
    assert shown.splitlines()[-1].endswith(
        "3 rows: 1 placed, 1 ambiguous, 1 not found, 0 that cannot be read."
    )


def test_a_reader_that_goes_away_is_no_reason_to_complain(tmp_path: Path, data_dir: Path) -> None:
    source = tmp_path / "long.csv"
    source.write_text("place\n" + "London\n" * 5_000)
    script = f"{sys.executable} -m dashboard geocode {source} --data-dir {data_dir} | head -n 1"
    done = subprocess.run(["bash", "-c", script], cwd=REPOSITORY, capture_output=True, check=False)
    assert (done.stdout.count(b"\n"), done.stderr) == (1, b"")


@pytest.fixture
def running(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The dashboard as ``run`` starts it, once it has written its link, and the lines it wrote until then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "run", "--port", "0", "--data-dir", str(data_dir)],
        cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.strip())
        if "http://" in line:
            break
    yield process, lines
    process.kill()
    process.communicate()


def test_run_serves_the_example_says_so_and_stops_quietly_with_ctrl_c(
    running: tuple[subprocess.Popen[str], list[str]],
) -> None:
    process, lines = running
    assert lines[:-1] == ["This is example data."]
    link = re.fullmatch(r"The map is at (http://localhost:\d+)/", lines[-1])
    assert link
    [campaign] = httpx.get(f"{link[1]}/api/v1/campaigns").json()
    assert campaign["is_example"]
    assert campaign["actions"] + campaign["cancelled"] >= 120
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "Stopped.\n")


def test_the_log_of_a_service_is_told_each_step_of_what_takes_long_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show = steps_in_lines(ENGLISH)
    for done in range(3):
        show("reading_towns", done, 3)
    show("collecting_names", 3, 4)
    assert capsys.readouterr().err.splitlines() == ["Reading the list of places …", "Collecting every name …"]
