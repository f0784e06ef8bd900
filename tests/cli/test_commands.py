"""The commands, run in this process over hand-made records: what they print and how they exit."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord import flow, versions
from onrecord.cli import app
from onrecord.errors import RecordFileError
from onrecord.export import load_tables
from onrecord.records import Record
from onrecord.settings import settings_table
from onrecord.wire import from_json, to_json
from tests.cli import fake, samples

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in an empty folder with the stand-in for reading."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(flow, "read_sources", fake.read_sources)
    monkeypatch.setattr(versions, "pipeline_version", fake.pipeline_version)
    return lambda *args: CliRunner().invoke(app, list(args), prog_name="onrecord")


def one_line(result: Result) -> str:
    """The only line on standard error."""
    assert result.stderr.count("\n") == 1, result.stderr
    assert result.stderr.startswith("onrecord: ")
    assert "Traceback" not in result.output
    return result.stderr


def test_read_prints_the_record_to_read(run: Run) -> None:
    result = run("read", "ferry.txt")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Ferry hits breakwater at Skellavik"
    assert "  ┊ chrome, links only: Log in E-paper Weather" in lines
    assert '  (2) Sigrun Aasmo — said — "It is a working paper, nothing more,"' in lines
    assert "  conditional  RETREAT  (nobody named)  “dropped”" in lines
    assert "according to police" in result.stdout
    assert "WHAT IS OPEN" in lines
    assert "    - (5) was later dropped: nobody is named near it" in lines
    assert not any(line != line.rstrip() for line in lines)
    assert max(map(len, lines)) <= 80


def test_read_as_json(run: Run) -> None:
    result = run("read", "ferry.txt", "shut.html", "--format", "jsonl")
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert from_json(first, Record) == samples.ferry()
    assert from_json(second, Record) == samples.unread()
    assert "shut.html: no article text was found: only a script. Check" in one_line(result)
    pretty = run("read", "ferry.txt", "--format", "json").stdout
    assert json.loads(pretty) == json.loads(first)
    assert pretty.count("\n") > 50


def test_json_is_json_however_many_pages_there_are(run: Run) -> None:
    assert isinstance(json.loads(run("read", "ferry.txt", "--format", "json").stdout), dict)
    assert run("read", "gone.html", "--format", "json").stdout == ""
    for sources in (["a.txt", "b.txt"], ["a.txt", "gone.html", "shut.html", "c.txt"]):
        found = json.loads(run("read", *sources, "--format", "json").stdout)
        names = [record["page"]["source"] for record in found]
        assert names == [source for source in sources if source != "gone.html"]
        assert from_json(json.dumps(found[0]), Record) == samples.ferry("a.txt")


@pytest.mark.parametrize("command", ["read", "add"])
def test_a_page_that_was_read_in_part_is_told(run: Run, command: str) -> None:
    result = run(command, "ferry.txt", "long.txt")
    assert result.exit_code == 1
    assert "long.txt: the text is longer than the limit" in one_line(result)
    if command == "add":
        assert result.stdout == "seen 2 = stored 2 + unchanged 0 + problem 0\n"


def test_a_lower_limit_leaves_what_was_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "ferry.txt")
    before = run("export", "--format", "jsonl").stdout
    worse = samples.unread("ferry.txt", "f" * 64)
    monkeypatch.setattr(fake, "results", lambda source: iter([worse]))
    monkeypatch.setattr(versions, "pipeline_version", lambda settings: "lower")
    for _ in range(2):
        result = run("add", "ferry.txt")
        assert result.stdout == "seen 1 = stored 0 + unchanged 0 + problem 1\n"
        assert run("export", "--format", "jsonl").stdout == before
        assert run("problems").stdout.count("no-text") == 1
        assert run("verify").exit_code == 0
    monkeypatch.setattr(versions, "pipeline_version", fake.pipeline_version)
    assert run("add", "ferry.txt").stdout == "seen 1 = stored 0 + unchanged 1 + problem 0\n"
    assert run("problems").stdout == ""


@pytest.mark.parametrize(
    ("date", "good"),
    [
        ("2026-03-10", True),
        ("1900-01-01", True),
        ("2026-03-10T12:00Z", True),
        ("2026-03-10 12:00:05+02:00", True),
        ("tomorrow", False),
        ("2026-13-40", False),
        ("2026-02-30", False),
        ("20260310", False),
        ("2026-03", False),
        ("2026-W10-1", False),
        ("2026-03-10T12:00", False),
        ("2026-03-10T25:00Z", False),
        ("1899-12-31", False),
        ("2101-01-01T00:00Z", False),
        ("٢٠٢٦-٠٣-١٠", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("command", ["read", "add"])
def test_a_date_that_is_none_is_a_usage_error(run: Run, command: str, date: str, good: bool) -> None:
    result = run(command, "ferry.txt", "--published", date)
    assert result.exit_code == (0 if good else 2)
    if not good:
        assert "YYYY-MM-DD, or with a time and a zone" in one_line(result)


@pytest.mark.parametrize(
    ("sources", "code"),
    [
        (["ferry.txt"], 0),
        (["ferry.txt", "gone.html"], 1),
        (["ferry.txt", "shut.html"], 1),
        (["long.txt"], 1),
        (["ferry.txt", "long.txt"], 1),
        (["gone.html"], 4),
        (["shut.html"], 4),
        (["nothing"], 4),
        (["language"], 2),
        (["source"], 4),
        (["crash"], 5),
        (["stop"], 130),
    ],
)
@pytest.mark.parametrize("command", ["read", "add"])
def test_exit_codes(run: Run, command: str, sources: list[str], code: int) -> None:
    result = run(command, *sources)
    assert result.exit_code == code
    if code not in (0, 130):
        one_line(result)


def test_errors_are_one_line_with_advice(run: Run) -> None:
    assert "`onrecord add`" in one_line(run("find", "x"))
    assert "`onrecord config`" in one_line(run("read", "a", "--set", "no.such=1"))
    assert "`onrecord read --help`" in one_line(run("read"))
    assert "a [bold]bug[/bold]" in one_line(run("read", "crash"))
    assert run("nonsense").exit_code == 2
    assert run("read", "a", "--set", "read.max_bytes=x").exit_code == 2


def test_debug_shows_the_traceback(run: Run) -> None:
    result = run("--debug", "read", "crash")
    assert isinstance(result.exception, TypeError)


def test_add_counts_and_changes_nothing_the_second_time(run: Run) -> None:
    first = run("add", "many:5", "shut.html", "gone.html", "many:5")
    assert first.stdout == "seen 12 = stored 5 + unchanged 5 + problem 2\n"
    assert first.exit_code == 1
    before = run("export", "--format", "jsonl").stdout
    assert len(before.splitlines()) == 6
    second = run("add", "many:5", "gone.html", "shut.html")
    assert second.stdout == "seen 7 = stored 0 + unchanged 5 + problem 2\n"
    assert run("export", "--format", "jsonl").stdout == before
    listed = [json.loads(line)["code"] for line in run("problems", "--format", "jsonl").stdout.splitlines()]
    assert listed == ["not-found", "no-text"]
    assert run("verify").exit_code == 0


def test_order_of_sources_does_not_change_the_export(run: Run) -> None:
    run("add", "b.txt", "hostile", "a.txt", "shut.html", "--record", "1.db")
    run("add", "shut.html", "a.txt", "b.txt", "hostile", "--record", "2.db")
    one, two = (run("export", "--format", "jsonl", "--record", f"{n}.db").stdout for n in (1, 2))
    assert one == two
    assert '"source":"a.txt"' in one


def test_a_problem_that_is_gone_is_forgotten(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "gone.html", "ferry.txt")
    assert "gone.html" in run("problems").stdout
    monkeypatch.setattr(fake, "results", lambda source: iter([samples.ferry(source)]))
    run("add", "elsewhere")
    assert "gone.html" in run("problems").stdout
    run("add", "gone.html")
    assert run("problems").stdout == ""
    assert run("verify").exit_code == 0


def test_the_record_file_is_no_page_of_its_folder(run: Run) -> None:
    result = run("add", ".", "ferry.txt")
    assert result.stdout == "seen 1 = stored 1 + unchanged 0 + problem 0\n"
    assert result.stderr == ""


def test_page_by_id_source_and_beginning(run: Run) -> None:
    run("add", "ferry.txt")
    page = samples.ferry().page.id
    shown = run("page", "ferry.txt").stdout
    assert (
        shown == run("page", page).stdout == run("page", page[:10]).stdout == run("read", "ferry.txt").stdout
    )
    assert run("page", page, "--format", "jsonl").stdout == to_json(samples.ferry()).decode() + "\n"
    missing = run("page", "nobody")
    assert missing.exit_code == 4
    assert "no such page in the record: nobody" in one_line(missing)


def test_find_shows_where_the_words_stand(run: Run) -> None:
    run("add", "ferry.txt")
    found = run("find", "working", "papers")  # stemmed
    assert "Ferry hits breakwater at Skellavik  2026-03-10" in found.stdout
    assert "It is a working paper, nothing more" in " ".join(found.stdout.split())
    assert "Meridian Wire reported" in " ".join(run("find", "Meridian Wire").stdout.split())
    assert run("find", "Wire Meridian").stdout == ""
    assert "no page holds" in one_line(run("find", "volcano"))
    (line,) = run("find", "ferry", "--format", "jsonl").stdout.splitlines()
    assert ["ferry", True] in json.loads(line)["snippet"]


def test_export_csv(run: Run, tmp_path: Path) -> None:
    run("add", "ferry.txt", "hostile")
    run("export", "--format", "csv", "--out", "sheets")
    names = {path.name for path in (tmp_path / "sheets").iterdir()}
    assert names == {"csv-metadata.json", *(f"{table}.csv" for table in load_tables())}
    alone = run("export", "--format", "csv", "--table", "statements").stdout_bytes
    assert alone == (tmp_path / "sheets" / "statements.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(alone.decode(), newline="")))
    assert len(rows) == 6
    assert {row["speaker_name"] for row in rows} >= {"Sigrun Aasmo", "Brannholm Line"}


def test_every_format_is_written_the_same_twice(run: Run, tmp_path: Path) -> None:
    run("add", "ferry.txt", "hostile", "long.txt", "shut.html")
    written = []
    for turn in ("one", "two"):
        for form in ("csv", "parquet", "polecat"):
            assert run("export", "--format", form, "--out", f"{turn}/{form}").exit_code == 0
        for form in ("jsonl", "stories", "annotation", "jsonld", "ftm", "datasette"):
            assert run("export", "--format", form, "--out", f"{turn}/{form}.json").exit_code == 0
        story = ("--story", "ferry.txt", "--out", f"{turn}/story.html")
        assert run("export", "--format", "report", *story).exit_code == 0
        files = sorted(path for path in (tmp_path / turn).rglob("*") if path.is_file())
        written.append({path.relative_to(tmp_path / turn): path.read_bytes() for path in files})
    assert written[0] == written[1]
    assert len(written[0]) == 2 * len(load_tables()) + 1 + 2 + 6 + 1
    assert all(written[0].values())
    lines = run("export", "--format", "jsonl", "--table", "events").stdout.splitlines()
    assert [json.loads(line)["cameo"] for line in lines].count("0131") == 2


def test_export_says_what_it_cannot_do(run: Run, tmp_path: Path) -> None:
    run("add", "ferry.txt")
    assert "--out FOLDER" in one_line(run("export", "--format", "csv"))
    assert "csv" in one_line(run("export", "--format", "polecat", "--table", "events"))
    assert "'nothing'" in one_line(run("export", "--format", "csv", "--table", "nothing"))
    assert "--story" in one_line(run("export", "--format", "report"))
    assert "--story" in one_line(run("export", "--format", "csv", "--story", "x"))
    assert run("export", "--format", "report", "--story", "nothing").exit_code == 4
    assert "overwrite" in one_line(run("export", "--format", "jsonl", "--out", "onrecord.db"))
    (tmp_path / "folder").mkdir()
    for form, out in (("jsonl", "no/such/x.jsonl"), ("jsonl", "folder"), ("csv", "onrecord.db/x")):
        result = run("export", "--format", form, "--out", out)
        assert result.exit_code == 3
        assert f"cannot be written: {out} (" in one_line(result)
    assert run("export", "--format", "jsonl", "--out", "onrecord.db").exit_code == 2
    assert run("verify").exit_code == 0
    assert run("export", "--format", "jsonl", "--out", "x.jsonl").exit_code == 0
    assert (tmp_path / "x.jsonl").read_text() == run("export", "--format", "jsonl").stdout


def test_verify_finds_a_changed_text(run: Run, tmp_path: Path) -> None:
    run("add", "ferry.txt")
    assert "all sound" in run("verify").stdout
    with sqlite3.connect(tmp_path / "onrecord.db") as connection:
        connection.execute("UPDATE statement SET cue_words = 'sang' WHERE cue_words = 'said'")
    result = run("verify")
    assert result.exit_code == 3
    assert "'sang' does not stand at" in result.stdout
    assert run("page", "ferry.txt").exit_code == 3


def test_verify_finds_a_changed_name(run: Run, tmp_path: Path) -> None:
    run("add", "ferry.txt")
    with sqlite3.connect(tmp_path / "onrecord.db") as connection:
        connection.execute("UPDATE actor SET name = 'Nobody' WHERE name = 'Sigrun Aasmo'")
    result = run("verify")
    assert result.exit_code == 3
    assert "its record is not the one that was stored" in result.stdout
    assert "damaged" in one_line(result)


def test_verify_says_when_the_index_could_not_be_compared(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "ferry.txt")

    def refuse(path: Path) -> None:
        raise RecordFileError("cannot-write", str(path))

    # By its full name: the package has a function of the same name as the module.
    monkeypatch.setattr(sys.modules["onrecord.store.verify"], "index_fault", refuse)
    result = run("verify")
    assert result.exit_code == 0
    assert "not compared with the text" in one_line(result)


def test_config_lists_every_setting_and_its_origin(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_READ_MAX_PAGES", "7")
    shown = run("config", "--set", "store.record=other.db").stdout
    for row in settings_table():
        assert f"{row.name} = " in shown
    assert "read.max_pages = 7  (ONRECORD_READ_MAX_PAGES)" in shown
    assert "store.record = other.db  (--set)" in shown
    assert "read.max_bytes = 10000000  (default)" in shown


@pytest.mark.parametrize("command", ["read", "page", "find", "problems"])
def test_a_hostile_page_is_shown_as_text(run: Run, command: str) -> None:
    run("add", "hostile")
    words = {"read": "hostile", "page": samples.hostile().page.id, "find": "markup"}.get(command)
    shown = run(*filter(None, (command, words))).stdout
    assert not set(shown) & set("\x1b\x07\x9b\u202e\u202c\u2066")
    flat = " ".join(shown.split())
    assert "[bold red]not markup[/] [/closing]" in flat
    assert "⟨U+202E⟩" in flat
    assert ":smile:" in flat
    assert "{x} \\[y]" in flat


def test_help_names_every_command_and_exit_code(run: Run) -> None:
    shown = " ".join(run("--help").stdout.split())
    for command in "read add page find problems verify export config".split():
        assert f" {command} " in shown
        assert run(command, "--help").exit_code == 0
    assert "Exit codes: 0 all fine; 1 some pages gave problems" in shown
    assert run().stdout == run("--help").stdout
    assert run("--version").stdout.strip()


def test_a_folder_that_cannot_be_watched_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folders: object) -> Iterator[list[str]]:
        raise OSError("OS file watch limit reached")
        yield []

    monkeypatch.setattr(flow, "watch_folders", refuse)
    result = run("add", ".", "--watch")
    assert result.exit_code == 4
    assert "the folders cannot be watched: OS file watch limit reached" in result.stderr


def test_a_record_file_of_a_later_version_is_not_served(run: Run) -> None:
    run("add", "ferry.txt")
    with contextlib.closing(sqlite3.connect("onrecord.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    result = run("serve", "--no-browser")
    assert result.exit_code == 3
    assert "newer" in one_line(result)
